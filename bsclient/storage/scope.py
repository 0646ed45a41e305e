"""Which entries an analysis looks at: accounts, days, one currency (sums of several currencies mean nothing)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bsclient.storage import values
from bsclient.storage.unit_of_work import Reader

_ALL = "SELECT number FROM account"
_FIRST, _LAST = "0001-01-01", "9999-12-31"
WITHIN = "account IN (SELECT value FROM json_each(:accounts)) AND value_date BETWEEN :start AND :end"
"""The condition on `entry` of an index (account, value_date)."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Accounts (none: all, those of other banks too), first and last value date (None: no bound) and the currency.

    `currency` "" takes every currency: for lists of entries, not for sums.
    """

    accounts: tuple[str, ...] = ()
    start: dt.date | None = None
    end: dt.date | None = None
    currency: str = "RUB"

    def bound(self, reader: Reader) -> dict[str, str]:
        """Return what is bound to `WITHIN`, and `currency`."""
        accounts = list(self.accounts) or [row[0] for row in reader.all(_ALL)]
        return {
            "accounts": values.json_text(accounts),
            "start": self.start.isoformat() if self.start else _FIRST,
            "end": self.end.isoformat() if self.end else _LAST,
            "currency": self.currency,
        }
