"""Users and rights: who may do what, in plain words, and why something is not offered."""
