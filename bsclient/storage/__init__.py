"""What the client keeps: one SQLite file a profile, written in transactions that survive a power cut.

`Store` opens the file; `Store.read()` and `Store.write()` give what the modules of this package (one a subject:
`documents`, `signatures`, `outbox`, `feed`, `ledger`, `payees` …) take as their first argument. Frozen dataclasses
come out, never rows.
"""
