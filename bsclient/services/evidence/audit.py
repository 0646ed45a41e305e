"""The audit journal for people: is the chain whole, does it still hold what the bank was told, who did what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bsclient.services.context import Workplace
from bsclient.storage import journal, settings
from bsclient.storage.rows.journal import JournalRow
from bsclient.storage.unit_of_work import Reader

__all__ = ["BANK_HEAD", "Audit", "AuditReport", "JournalRow"]

BANK_HEAD: Final = "journal.bank"
"""Setting with the last `sequence:head` that the bank confirmed; a shorter or other chain is a cut one."""


@dataclass(frozen=True, slots=True)
class AuditReport:
    """Result of a check. `broken_at`: the first row that does not hold (the one after the last if some are gone).

    `confirmed`: up to which row the bank has confirmed the chain, 0 for none.
    """

    ok: bool
    count: int
    broken_at: int | None
    head: str
    confirmed: int = 0


class Audit:
    """The journal of an open profile."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def check(self) -> AuditReport:
        """Compute the chain anew and compare it with the head that the bank keeps."""
        with self._place.store.read() as reader:
            chain = journal.check(reader)
            broken = chain.broken_at if chain.broken_at is not None else _cut(reader, chain.count)
            confirmed = _told(reader)[0]
        return AuditReport(broken is None, chain.count, broken, chain.head, confirmed)

    def page(self, start: int, count: int) -> list[JournalRow]:
        """Return rows, the newest first."""
        with self._place.store.read() as reader:
            return journal.page(reader, start, count)

    def count(self) -> int:
        """Return how many rows there are for the user."""
        with self._place.store.read() as reader:
            return journal.shown(reader)


def _cut(reader: Reader, count: int) -> int | None:
    """Return the first missing row when the bank knows a longer or another chain."""
    seq, head = _told(reader)
    if seq > count:
        return count + 1
    return None if seq == 0 or journal.hash_at(reader, seq) == head else seq


def _told(reader: Reader) -> tuple[int, str]:
    """Return the row and its hash that the bank confirmed last; 0 when it confirmed none."""
    known, _, head = settings.get(reader, BANK_HEAD, "0:").partition(":")
    return int(known), head
