"""What the bank takes, by its directories of tariffs; nothing is said of what the bank has not told.

A directory that merely came with the program is not the bank's word, so it is not shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bsclient.domain import cutoffs
from bsclient.domain.interest import part
from bsclient.domain.money import from_minor, parse_amount, to_minor
from bsclient.services.context import Workplace
from bsclient.services.information.departures import URGENT
from bsclient.services.information.directory_books import Entry
from bsclient.storage import directories

PAYMENTS: Final = "payment_tariffs"
CURRENCY: Final = "currency_tariffs"
_PAYMENT: Final = "payment_order"


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

    def taken(self, amount: Decimal) -> Decimal:
        """Return the fee for an amount in roubles: the share rounded half up, between its bounds."""
        return min(max(from_minor(part(to_minor(amount), self.percent)), self.least), self.most)


class Fees:
    """Tariffs of an open profile."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def of(self, kind: str, raw: Mapping[str, object]) -> Decimal | None:
        """Return the fee for a payment in roubles, by its route; None for other types and where the bank says nothing.

        What operations in currency cost is told by the checks of their types.
        """
        payee = str(raw.get("payee_bic", ""))
        if kind != _PAYMENT or not payee:
            return None
        taken = cutoffs.route(self._place.profile.bank.bic, payee, urgent=raw.get("payment_kind") == URGENT)
        found = next((fee for fee in self._fees(PAYMENTS) if fee.code == taken.value), None)
        if found is None:
            return None
        try:
            return found.taken(parse_amount(str(raw.get("amount", ""))))
        except ValueError:
            return found.least if found.percent == 0 else None

    def table(self) -> list[Fee]:
        """Return what the bank takes today: payments in roubles first, then operations in currency."""
        return [fee for book in (PAYMENTS, CURRENCY) for fee in self._fees(book)]

    def _fees(self, book: str) -> list[Fee]:
        told = self._place.books.derived(book, "fees", lambda entries: self._told(book, entries))
        return [fee for entry, fee in told if entry.holds(self._place.today)]

    def _told(self, book: str, entries: Sequence[Entry]) -> list[tuple[Entry, Fee]]:
        """Read a directory; nothing if the bank has not sent it."""
        with self._place.store.read() as reader:
            if directories.edition(reader, book) is None:
                return []
        read = ((entry, _fee(book, entry)) for entry in entries if not entry.own)
        return [(entry, fee) for entry, fee in read if fee is not None]


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
