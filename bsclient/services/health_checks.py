"""The single checks of `health`: each looks at one account over some days and yields findings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from bsclient.domain.problems import Severity
from bsclient.storage import ledger
from bsclient.storage.rows import AccountRow
from bsclient.storage.unit_of_work import Reader


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not add up: `day` None for the account as a whole; `entries` are ids; facts fill the text."""

    account: str
    day: dt.date | None
    code: str
    severity: Severity
    facts: Mapping[str, str] = field(default_factory=dict)
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """What a check looks at: an account, the first and the last day, and which day it is."""

    account: AccountRow
    start: dt.date
    end: dt.date
    today: dt.date

    @property
    def days(self) -> tuple[str, str, str]:
        """Number and days as they are bound to statements."""
        return self.account.number, self.start.isoformat(), self.end.isoformat()


Check = Callable[[Reader, Span], Iterator[Finding]]


def broken_chain(reader: Reader, span: Span) -> Iterator[Finding]:
    """Entries that leave another balance than follows from the one posted before."""
    for day in ledger.broken_days(reader, span.account.number, span.start, span.end):
        yield Finding(span.account.number, day, "health_gap", Severity.BLOCK)


CHECKS: Final[tuple[Check, ...]] = (broken_chain,)
