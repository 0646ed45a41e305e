"""Keys and certificates of the users on this PC, the vaults that they open, and whom to believe."""
