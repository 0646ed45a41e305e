"""Files that other programs read and write: statements and payments by one table of formats, registers, codes, directories."""
