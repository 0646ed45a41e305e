"""Tables of the bank's base, and the numbered steps from older versions of it."""
