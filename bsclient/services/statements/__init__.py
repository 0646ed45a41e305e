"""Statements: entries with balances, turnover, forecast, search, health, and the archive of files of other banks."""
