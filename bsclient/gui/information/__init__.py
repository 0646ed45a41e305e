"""What the bank says to its clients: news, rates, when payments leave and what they cost."""
