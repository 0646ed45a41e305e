"""Products beside accounts: deposits, loans, letters of credit, contracts on record, what they cost."""
