"""What profiles of this session leave for the summary of organisations: the days of their accounts, in memory only.

Bases are encrypted, so a profile counts from when it was opened with its own passphrase until the program is locked, its
user logs out or the program ends. Going over to another profile leaves an extract behind; nothing of it is written.
"""

from __future__ import annotations

import datetime as dt
import threading
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_ZERO: Final = Decimal("0.00")
KEPT: Final = dt.timedelta(days=400)
"""So many days back an extract answers for."""


@dataclass(frozen=True, slots=True)
class AccountDays:
    """An account in an extract: the days on which it moved, oldest first, each (day, opening, credits, debits, closing).

    `source` is that of `AccountView`, `bic` the bank it is at ("" when its files do not say), `told` when that bank or its
    newest file told of it; None: never yet.
    """

    number: str
    name: str
    currency: str
    balance: Decimal
    source: str
    bic: str
    told: dt.datetime | None
    days: tuple[tuple[dt.date, Decimal, Decimal, Decimal, Decimal], ...]

    def on(self, day: dt.date) -> tuple[Decimal, Decimal, Decimal, Decimal]:
        """Return opening, credits, debits, closing of a day."""
        at = bisect_right(self.days, day, key=lambda one: one[0])
        if not at:
            held = self.days[0][1] if self.days else self.balance
            return held, _ZERO, _ZERO, held
        found = self.days[at - 1]
        return found[1:] if found[0] == day else (found[4], _ZERO, _ZERO, found[4])


@dataclass(frozen=True, slots=True)
class Extract:
    """The accounts of a profile for days from `start` on; `told` is when the bank was asked last, None: never."""

    profile: str
    organisation: str
    bank: str
    start: dt.date
    told: dt.datetime | None
    accounts: tuple[AccountDays, ...]


class Opened:
    """Extracts of the profiles that were left in this session, in memory only."""

    def __init__(self) -> None:
        self._kept: dict[str, Extract] = {}
        self._guard = threading.Lock()

    def keep(self, extract: Extract) -> None:
        """Keep the newest extract of a profile."""
        with self._guard:
            self._kept[extract.profile] = extract

    def all(self) -> tuple[Extract, ...]:
        """Return the extracts by organisation."""
        with self._guard:
            return tuple(sorted(self._kept.values(), key=lambda one: (one.organisation, one.profile)))

    def forget(self) -> None:
        """Forget everything: the program is locked, or its user has logged out."""
        with self._guard:
            self._kept.clear()


OPENED: Final = Opened()
"""The extracts of this process."""
