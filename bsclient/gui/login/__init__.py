"""Who works, with which key: choosing a profile and a user, and the passphrase."""
