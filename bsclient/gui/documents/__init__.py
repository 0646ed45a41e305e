"""Pages of documents: entry, import, journal, signing, history."""
