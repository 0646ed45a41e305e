"""Official rates that came in files of the Bank of Russia, by currency and day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bsclient.storage.unit_of_work import Reader, UnitOfWork

_PUT: Final = (
    "INSERT OR REPLACE INTO official_rate (currency, day, nominal, value, name) VALUES (?, ?, ?, ?, ?)"
)
_ALL: Final = "SELECT currency, day, nominal, value, name FROM official_rate ORDER BY currency, day"


@dataclass(frozen=True, slots=True)
class OfficialRow:
    """Roubles (`value`) for `nominal` units of a currency on a day."""

    currency: str
    day: dt.date
    nominal: int
    value: Decimal
    name: str


def put(work: UnitOfWork, rows: Iterable[OfficialRow]) -> None:
    """Keep rates, in place of those of the same currency and day."""
    for row in rows:
        work.run(_PUT, (row.currency, row.day.isoformat(), row.nominal, str(row.value), row.name))
    work.touch_directories()


def everything(reader: Reader) -> list[OfficialRow]:
    """Return all rates by currency and day."""
    return [
        OfficialRow(currency, dt.date.fromisoformat(day), nominal, Decimal(value), name)
        for currency, day, nominal, value, name in reader.all(_ALL)
    ]
