"""What the bank takes, by its directories of tariffs; nothing is said of what the bank has not told.

A directory that merely came with the program is not the bank's word, so it is not shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bsclient.domain.money import parse_amount
from bsclient.services.context import Workplace
from bsclient.services.directory_books import Entry
from bsclient.storage import directories

PAYMENTS: Final = "payment_tariffs"
CURRENCY: Final = "currency_tariffs"


@dataclass(frozen=True, slots=True)
class Fee:
    """A tariff: a percentage between two bounds in roubles."""

    book: str
    code: str
    title: str
    title_en: str
    percent: Decimal
    least: Decimal
    most: Decimal

    @property
    def free(self) -> bool:
        """Whether nothing is taken."""
        return not (self.percent or self.least)


class Fees:
    """Tariffs of an open profile."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def table(self) -> list[Fee]:
        """Return what the bank takes today: payments in roubles first, then operations in currency."""
        return [fee for book in (PAYMENTS, CURRENCY) for fee in self._fees(book)]

    def _fees(self, book: str) -> list[Fee]:
        with self._place.store.read() as reader:
            told = directories.edition(reader, book) is not None
        if not told:
            return []
        today, books = self._place.today, self._place.books
        found: Sequence[Entry] = books.derived(book, "entries", tuple)
        fees = (_fee(book, entry) for entry in found if not entry.own and entry.holds(today))
        return [fee for fee in fees if fee is not None]


def _fee(book: str, entry: Entry) -> Fee | None:
    """Read a row; None for one of a form that this program does not know."""
    facts = entry.facts
    try:
        percent = Decimal(facts.get("percent", ""))
        least, most = (parse_amount(facts.get(name, "")) for name in ("least", "most"))
    except (ValueError, ArithmeticError):
        return None
    if not percent.is_finite() or percent < 0:
        return None
    return Fee(book, entry.code, entry.title, facts.get("title_en", entry.title), percent, least, most)
