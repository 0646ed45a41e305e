"""In which order day and month stand in a QIF file: told by the file, else as the user said for its accounts, else asked.

QIF has no standard and writes 03/04/2026 for both; a file with no number above twelve does not tell. Dates with the year
in front need no answer. An answer is kept for the accounts of the file when the file is taken in.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Final

from bsclient.domain.problems import Severity
from bsclient.formats import model, qif
from bsclient.storage import settings
from bsclient.storage.unit_of_work import Reader, UnitOfWork

DAY_FIRST: Final = qif.DAY_FIRST
MONTH_FIRST: Final = qif.MONTH_FIRST
FORMAT: Final = "qif"
_UNSURE: Final = "file_dates_unsure"
_ASKED: Final = "archive_dates_ask"
_KEY: Final = "statement.dates."
_SAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class DateOrder:
    """The order of dates of a file that does not tell it: "" while the user has not said, and what the orders make of it.

    `samples`: the first dates that differ, each (day first, month first).
    """

    order: str
    samples: tuple[tuple[dt.date, dt.date], ...]


def settled(
    reader: Reader, file: model.ExchangeFile, data: bytes, order: str
) -> tuple[model.ExchangeFile, DateOrder | None]:
    """Return a QIF file read in the right order, and the choice that there is; None where the file tells by itself.

    `order` is the user's answer; without one, the one that he gave for the same accounts before.
    """
    if all(one.code != _UNSURE for one in file.problems):
        return file, None
    kept = {settings.get(reader, _KEY + one.account) for one in file.accounts}
    order = order or (kept.pop() if len(kept) == 1 else "")
    by_day, by_month = (qif.read_ordered(data, order=each) for each in (DAY_FIRST, MONTH_FIRST))
    days = [
        (one.date, other.date)
        for one, other in zip(by_day.documents, by_month.documents, strict=True)
        if one.date is not None and other.date is not None and one.date != other.date
    ]
    choice = DateOrder(order, tuple(dict.fromkeys(days))[:_SAMPLES])
    if order:
        return (by_month if order == MONTH_FIRST else by_day), choice
    asked = tuple(
        replace(one, code=_ASKED, severity=Severity.BLOCK) if one.code == _UNSURE else one
        for one in file.problems
    )
    return replace(file, problems=asked), choice


def remember(work: UnitOfWork, file: model.ExchangeFile, choice: DateOrder | None) -> None:
    """Keep the answer for the accounts of a file."""
    if choice is not None and choice.order:
        for one in file.accounts:
            settings.put(work, _KEY + one.account, choice.order)
