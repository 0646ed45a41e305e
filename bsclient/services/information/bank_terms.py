"""What the bank says of its own checks: how it weighs problems, until when it takes payments, whether its directory is ours.

Directory `severities`: code of a problem, fact `severity` (`block`, `warn`, `info`); a weight is only ever raised.
Directory `cut_offs`: code `ordinary` or `urgent`, fact `until` (`17:00`, Moscow time). Without them nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from bsclient import clock
from bsclient.domain.problems import Severity
from bsclient.services.information.directories import Directories
from bsclient.storage import feed
from bsclient.storage.unit_of_work import Reader

if TYPE_CHECKING:
    from bsclient.domain.context import BankLookup
    from bsclient.services.information.directory_books import Books, Entry

SEVERITIES: Final = "severities"
CUT_OFFS: Final = "cut_offs"
_TIME: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_WEIGHTS: Final = {str(weight): weight for weight in Severity}


def severities(books: Books, day: date) -> Mapping[str, Severity]:
    """Return the weights that the bank demands on a day, by code of the problem."""
    return books.derived(SEVERITIES, day.isoformat(), lambda entries: _severities(entries, day))


def closed(books: Books, instant: datetime) -> Mapping[str, str]:
    """Return the ways of payment that the bank takes no more orders for today, with the time since when."""
    day, now = clock.business_day(instant), instant.astimezone(clock.MOSCOW).strftime("%H:%M")
    until = books.derived(CUT_OFFS, day.isoformat(), lambda entries: _cut_offs(entries, day))
    return {way: time for way, time in until.items() if time <= now}


def banks_day(reader: Reader, banks: BankLookup) -> date | None:
    """Return the last day on which the directory of banks was known to be in force; None before the first exchange.

    The bank sends every new edition: after an exchange the one at hand is the bank's own.
    """
    synchronised = feed.state(reader).synchronised_at
    if synchronised is None:
        return None
    day = clock.business_day(synchronised)
    edition = banks.business_day if isinstance(banks, Directories) else None
    return max(day, edition) if edition is not None else day


def _severities(entries: Sequence[Entry], day: date) -> dict[str, Severity]:
    found: dict[str, Severity] = {}
    for entry in entries:
        weight = _WEIGHTS.get(entry.facts.get("severity", ""))
        if weight is not None and entry.holds(day):
            found[entry.code] = min(weight, found.get(entry.code, weight), key=lambda each: each.rank)
    return found


def _cut_offs(entries: Sequence[Entry], day: date) -> dict[str, str]:
    return {
        entry.code: until
        for entry in entries
        if entry.holds(day) and _TIME.fullmatch(until := entry.facts.get("until", ""))
    }
