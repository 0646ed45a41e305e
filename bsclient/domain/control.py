"""Currency control: thresholds, the unique number of a contract (УНК), terms in working days.

Sources: Federal Law 173-ФЗ; Bank of Russia Instruction 181-И of 16.08.2017 (edition of 09.01.2024, № 6663-У), chapters 2, 4, 8.
Amounts are in roubles. Days that are otherwise than their weekday come with `Context.holidays`.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from bsclient.domain.workdays import is_off

ACT: Final = "181-И"
UNK: Final = r"[0-9]{8}/[0-9]{4}/[0-9]{4}/[1-9]/[1-9]"
"""Year and month with a number in it, bank, branch, kind of contract, kind of resident."""
VO: Final = r"[0-9]{5}"
VO_BOOK: Final = "vo_codes"
TERM: Final = 15
"""Working days for the papers of a receipt, and for supporting documents after the end of their month."""
THRESHOLDS: Final = {
    "import": Decimal(3_000_000),
    "credit": Decimal(3_000_000),
    "export": Decimal(10_000_000),
}
"""From which sum of obligations a contract is put on record, by sort."""
PAPERS: Final = Decimal(1_000_000)
"""Up to this sum of obligations the code of the operation alone is told."""

KINDS: Final = {
    "1": "Export of goods",
    "2": "Import of goods",
    "3": "Works and services by the resident",
    "4": "Works and services by the non-resident",
    "5": "Loan given by the resident",
    "6": "Loan given by the non-resident",
    "9": "Mixed contract",
}
"""Kinds of contract as the fourth part of its unique number tells them."""
LOANS: Final = ("5", "6")
TRADE: Final = tuple(kind for kind in KINDS if kind not in LOANS)
_EXPORT: Final = ("1", "3")


def sort(kind: str) -> str:
    """Return the sort of a kind of contract, for its threshold: export, import or credit."""
    if kind in LOANS:
        return "credit"
    return "export" if kind in _EXPORT else "import"


def after_working_days(day: date, count: int, holidays: Collection[date]) -> date:
    """Return the last day of a term of so many working days that begins the day after."""
    while count > 0:
        day += timedelta(days=1)
        count -= not is_off(day, holidays)
    return day


def month_end(day: date) -> date:
    """Return the last day of a day's month."""
    following = day.replace(day=28) + timedelta(days=4)
    return following.replace(day=1) - timedelta(days=1)


def papers_due(day: date, holidays: Collection[date]) -> date:
    """Return until when a supporting document of a day is reported: 15 working days after its month."""
    return after_working_days(month_end(day), TERM, holidays)
