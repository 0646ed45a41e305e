"""The book of payees: list, cards, how to pay one again."""
