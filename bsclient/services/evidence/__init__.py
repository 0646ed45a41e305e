"""What proves a document, and what proves that the program's own journal is whole."""
