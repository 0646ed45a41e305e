"""The book of payees and of employees."""
