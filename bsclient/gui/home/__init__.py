"""The first page: what there is and what waits for the user."""
