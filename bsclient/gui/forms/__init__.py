"""Forms of all document types, made from their declarations."""
