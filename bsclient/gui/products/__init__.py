"""What the client has at the bank."""
