"""The books: double-entry ledger, settlement, ends of days, exchange of currencies, what is owed to whom."""
