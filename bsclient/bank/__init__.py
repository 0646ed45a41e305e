"""The bank: documents in, events out; its own store, ledger and settlement. Never leans on the client's code."""
