"""Letters to and from the bank."""
