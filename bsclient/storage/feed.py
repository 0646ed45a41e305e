"""How far the bank's feed is applied: an event and the cursor move in one transaction (protocol, rule 3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bsclient.storage import values
from bsclient.storage.rows.feed import Feed
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_STATE: Final = "SELECT cursor, applied_at, synchronised_at FROM feed"
_ADVANCE: Final = "UPDATE feed SET cursor = ?, applied_at = ? WHERE cursor < ?"
_SYNCHRONISED: Final = "UPDATE feed SET synchronised_at = ?"


def apply(work: UnitOfWork, seq: int, effect: Callable[[UnitOfWork], object]) -> bool:
    """Apply an event and move the cursor; False, and nothing done, when it was applied before."""
    if work.run(_ADVANCE, (seq, work.stamp, seq)).rowcount == 0:
        return False
    effect(work)
    return True


def advance(work: UnitOfWork, seq: int) -> None:
    """Move the cursor: everything up to `seq` is applied in this transaction."""
    work.run(_ADVANCE, (seq, work.stamp, seq))


def state(reader: Reader) -> Feed:
    """Return the cursor and when something was last applied and last asked for."""
    cursor, applied, synchronised = reader.one(_STATE)
    return Feed(
        cursor=cursor,
        applied_at=values.instant_or_none(applied),
        synchronised_at=values.instant_or_none(synchronised),
    )


def cursor(reader: Reader) -> int:
    """Return the sequence number of the last applied event."""
    return int(reader.one(_STATE)[0])


def synchronised(work: UnitOfWork) -> None:
    """Note that everything the bank had was fetched."""
    work.run(_SYNCHRONISED, (work.stamp,))
    work.touch_letters()
