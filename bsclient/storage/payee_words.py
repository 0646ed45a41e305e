"""The bank's words on payees as they came: bytes and the bank's signature. What they say is read and verified by services."""

from __future__ import annotations

from typing import Final, NamedTuple

from bsclient.storage.unit_of_work import Reader, UnitOfWork

_ADD: Final = "INSERT OR REPLACE INTO payee_word (seq, body, signature) VALUES (?, ?, ?)"
_ALL: Final = "SELECT seq, body, signature FROM payee_word ORDER BY seq"


class KeptWord(NamedTuple):
    """One word: the number of the event that brought it, its bytes, the bank's CMS."""

    seq: int
    body: bytes
    signature: bytes


def keep(work: UnitOfWork, word: KeptWord) -> None:
    """Keep a word that was verified."""
    work.run(_ADD, word)
    work.touch_payees()


def kept(reader: Reader) -> list[KeptWord]:
    """Return all words, the oldest first."""
    return [KeptWord(row[0], bytes(row[1]), bytes(row[2])) for row in reader.all(_ALL)]
