"""The audit journal: who did what, and whether the chain is whole."""
