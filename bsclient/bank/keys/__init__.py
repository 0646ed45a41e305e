"""Keys and certificates: the authority's own, those of clients, their beginning and end."""
