"""One transaction of business, and what services may do within it."""
