"""The bank's own knowledge of its clients' payees, and payments that wait because of it."""
