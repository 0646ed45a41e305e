"""Who may do what: clients' policies in the bank's base and rulings by them."""
