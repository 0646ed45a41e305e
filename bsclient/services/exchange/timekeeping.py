"""Whether the clock of this computer can be trusted: compared with the bank's at each session, kept in the base.

Above `WARNED` the user is told; above `REFUSED` nothing is signed, for the time in a signature would be wrong.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from bsclient.errors import NotAllowed
from bsclient.storage import settings
from bsclient.storage.engine import Store
from bsclient.storage.unit_of_work import Reader

WARNED: Final = dt.timedelta(minutes=2)
REFUSED: Final = dt.timedelta(minutes=15)
_OFFSET: Final = "clock.offset"
_JITTER: Final = dt.timedelta(seconds=30)
"""Smaller changes are not kept: what the line takes is among them."""


def compare(store: Store, bank: dt.datetime, own: dt.datetime) -> dt.timedelta:
    """Note how far the bank's clock is ahead of ours and return it."""
    offset = bank - own
    with store.whole() as reader:
        known = known_offset(reader)
    if abs(offset - known) > _JITTER:
        with store.write() as work:
            settings.put(work, _OFFSET, str(int(offset.total_seconds())))
    return offset


def known_offset(reader: Reader) -> dt.timedelta:
    """Return how far the bank's clock was ahead at the last session."""
    return dt.timedelta(seconds=int(settings.get(reader, _OFFSET, "0")))


def demand_right(reader: Reader) -> None:
    """Raise `NotAllowed("clock_wrong")` when our clock was too far from the bank's at the last session."""
    offset = known_offset(reader)
    if abs(offset) > REFUSED:
        raise NotAllowed("clock_wrong", minutes=minutes(offset), limit=minutes(REFUSED))


def minutes(offset: dt.timedelta) -> str:
    """Write how far off a clock is, in whole minutes."""
    return str(int(abs(offset).total_seconds()) // 60)
