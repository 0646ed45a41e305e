"""Documents made again by a calendar, and what accounts will hold."""
