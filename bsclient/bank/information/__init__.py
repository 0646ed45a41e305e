"""What the bank tells all its clients: news, directories, rates, how to find it."""
