"""BSClient: an open desktop client for remote banking, and the bank it talks to."""

__version__ = "0.1.0"
