"""Files that other programs read and write: 1C exchange, tables, the BIC directory."""
