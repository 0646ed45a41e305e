"""The page of keys and certificates, and the dialogs of what is done with a key."""
