"""The health of statements: whether what is stored adds up, agrees with what the bank signed, and can be explained.

Each finding names account and day, a code whose text says what is wrong and how it is mended (`health_*`), and the entries it
is about. `ask_again` reads a period from the bank anew: what was missing comes in, what differs is taken as told now.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from typing import Final

from bsclient.domain.problems import Severity
from bsclient.errors import BadInput
from bsclient.services.context import Workplace
from bsclient.services.statements import asking, health_files
from bsclient.services.statements.asking import Asked
from bsclient.services.statements.health_checks import Finding, Span
from bsclient.storage import ledger
from bsclient.sync.entries import EntryQuery
from bsclient.sync.ports import Transport

__all__ = ["Asked", "Finding", "Health", "Severity"]

Line = Callable[[], AbstractContextManager[Transport]]
_MOST: Final = 1000
"""So many findings of one check and account are told: more of them have one cause."""
_FIRST: Final = dt.date(1, 1, 1)
_LAST: Final = dt.date(9999, 12, 31)


class Health:
    """Checks of an open profile; `line` opens a session with the bank."""

    def __init__(self, place: Workplace, line: Line) -> None:
        self._place = place
        self._line = line

    def check(
        self,
        accounts: Sequence[str] = (),
        start: dt.date | None = None,
        end: dt.date | None = None,
        cancel: threading.Event | None = None,
    ) -> tuple[Finding, ...]:
        """Look through accounts (none: all) and days; findings by account and day, the heaviest of a day first."""
        if start is not None and end is not None and end < start:
            raise BadInput("period_reversed", value=start.isoformat(), limit=end.isoformat())
        found: list[Finding] = []
        with self._place.store.read() as reader:
            known = ledger.accounts(reader, closed=True, files=True)
            for account in known:
                if accounts and account.number not in accounts:
                    continue
                span = Span(account, start or _FIRST, end or _LAST, self._place.today)
                for check in health_files.CHECKS:
                    if cancel is not None and cancel.is_set():
                        return _sorted(found)
                    found += islice(check(reader, span), _MOST)
        return _sorted(found)

    def ask_again(
        self, account: str, start: dt.date, end: dt.date, cancel: threading.Event | None = None
    ) -> Asked:
        """Read a period from the bank anew and merge it. Raises BsError as the bank's answers have it.

        `BadInput("period_reversed")`, `NotAllowed("account_unknown")` for an account that is not at the bank.
        """
        with self._line() as transport:
            query = EntryQuery(account, start, end)
            return asking.ask_again(self._place, transport, query, cancel or threading.Event())


def _sorted(found: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(found, key=lambda one: (one.account, one.day or _FIRST, one.severity.rank, one.code)))
