"""The exchange with the bank: what goes, what comes, what each event does to the base."""
