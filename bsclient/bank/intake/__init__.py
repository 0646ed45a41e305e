"""Documents coming in: first look, signatures of colleagues, acceptance in one transaction."""
