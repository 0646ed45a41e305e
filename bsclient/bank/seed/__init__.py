"""The demo: an invented bank with clients, accounts and history."""
