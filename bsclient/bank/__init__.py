"""The bank's side: intake of documents, double-entry ledger, settlement, feed of events, and the server that serves them."""
