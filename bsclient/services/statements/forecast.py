"""What an account will hold: from what the bank says is available, what is on its way to the bank, and the calendar.

Counted are documents that are signed, queued or at the bank and not yet posted or held, occurrences of recurring documents
and expected income; drafts are not, nobody has decided on them. Only types whose direction is known move the forecast
(`MOVES`). What is to come in is counted until it has come: the bank holds nothing for it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, takewhile
from typing import Final

from bsclient.domain.states import State
from bsclient.errors import NotAllowed
from bsclient.services.context import Workplace
from bsclient.services.documents import calendar, narrow
from bsclient.services.documents.calendar import BusinessDays, Rule
from bsclient.services.statements.expectations import Expectations
from bsclient.storage import ledger, outlook, schedules
from bsclient.storage.rows.sources import ScheduleRow
from bsclient.storage.rows.statements import AccountRow
from bsclient.storage.unit_of_work import Reader

OUT: Final = -1
IN: Final = 1
MOVES: Final[dict[str, int]] = {
    "payment_order": OUT, "payment_register": OUT, "currency_transfer": OUT, "currency_sale": OUT,
    "salary_register": OUT, "self_employed_register": OUT, "deposit_open": OUT, "deposit_top_up": OUT,
    "deposit_withdrawal": IN, "loan_tranche": IN, "loan_repayment": OUT, "cash_order": OUT,
    "cash_deposit_announcement": IN, "lc_opening": OUT, "payment_demand": IN, "collection_order": IN,
}  # fmt: skip
"""What a type does to the account of its list column; types that are not here move nothing in advance."""
_INCOME: Final = tuple(kind for kind, way in MOVES.items() if way == IN)
PENDING: Final = (
    State.SIGNED, State.QUEUED, State.UNKNOWN, State.DELIVERED, State.SUSPENDED, State.WAITING_FUNDS,
)  # fmt: skip
"""Decided on, but not yet held by the bank: what is accepted has left the available sum already."""
AWAITED: Final = (*PENDING, State.ACCEPTED, State.EXPORTED, State.ACCEPTED_ABS)
"""Decided on and not come in yet."""
LONGEST: Final = 730


@dataclass(frozen=True, slots=True)
class ForecastItem:
    """What moves the balance on a day; `source` says what it is.

    "documents": `count` documents of a type; "recurring": an occurrence of a schedule (`name`); "expected": income (`name`).
    """

    day: dt.date
    amount: Decimal
    count: int
    source: str
    type: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """The end of a day: what the day changes and what is left."""

    day: dt.date
    change: Decimal
    balance: Decimal


@dataclass(frozen=True, slots=True)
class Forecast:
    """The days ahead of one account, or of all accounts in a currency (`account` "")."""

    account: str
    currency: str
    start: dt.date
    opening: Decimal
    points: tuple[Point, ...]
    items: tuple[ForecastItem, ...]

    @property
    def lowest(self) -> Point:
        """The day with the smallest balance, the first of them."""
        return min(self.points, key=lambda point: (point.balance, point.day))


class Forecasts:
    """Forecasts of an open profile."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._business = BusinessDays(place.books)
        self._expectations = Expectations(place)

    def of(self, account: str, days: int = 60) -> Forecast:
        """Return the days ahead of an account; raises `NotAllowed("account_unknown")`."""
        with self._place.store.read() as reader:
            found = [one for one in ledger.accounts(reader) if one.number == account]
            if not found:
                raise NotAllowed("account_unknown", value=account)
            return self._forecast(reader, found, account, days)

    def joint(self, currency: str, days: int = 60) -> Forecast:
        """Return the days ahead of all accounts in a currency taken together."""
        with self._place.store.read() as reader:
            found = [one for one in ledger.accounts(reader) if one.currency == currency]
            return self._forecast(reader, found, "", days, currency)

    def _forecast(
        self, reader: Reader, accounts: list[AccountRow], account: str, days: int, currency: str = ""
    ) -> Forecast:
        start = self._place.today
        end = start + dt.timedelta(days=min(max(days, 1), LONGEST) - 1)
        numbers = {one.number: one.currency for one in accounts}
        span = (start, end)
        found = (
            _pending(reader, numbers, span), self._recurring(reader, numbers, span),
            self._expected(reader, numbers, span),
        )  # fmt: skip
        items = sorted(
            chain.from_iterable(found),
            key=lambda item: (item.day, item.source, item.type, item.name),
        )
        opening = sum((one.available for one in accounts), Decimal("0.00"))
        told = currency or next(iter(numbers.values()), "")
        return Forecast(
            account, told, start, opening, tuple(_points(opening, items, (start, end))), tuple(items)
        )

    def _recurring(
        self, reader: Reader, numbers: Mapping[str, str], span: tuple[dt.date, dt.date]
    ) -> Iterator[ForecastItem]:
        for row in schedules.everything(reader):
            direction = MOVES.get(row.type, 0)
            shown = narrow.of(row.type, row.raw, [])
            fits = numbers.get(shown.account) == shown.currency and shown.amount is not None
            if row.paused or not direction or not fits or shown.amount is None:
                continue
            for day in self._days(row, span[1]):
                yield ForecastItem(
                    max(day, span[0]), direction * shown.amount, 1, "recurring", row.type, row.name
                )

    def _expected(
        self, reader: Reader, numbers: Mapping[str, str], span: tuple[dt.date, dt.date]
    ) -> Iterator[ForecastItem]:
        for number in numbers:
            for one in self._expectations.open(reader, number, span[1]):
                wanted = one.expectation
                yield ForecastItem(max(one.day, span[0]), wanted.amount, 1, "expected", "", wanted.name)

    def _days(self, row: ScheduleRow, end: dt.date) -> Iterator[dt.date]:
        ahead = calendar.days(Rule.of(row.rule), self._business, row.made)
        return takewhile(lambda day: day <= end, ahead)


def _pending(
    reader: Reader, numbers: Mapping[str, str], span: tuple[dt.date, dt.date]
) -> Iterator[ForecastItem]:
    """Yield what is on its way, by day and type; documents of earlier days weigh on the first one."""
    sums: dict[tuple[dt.date, str], tuple[Decimal, int]] = defaultdict(lambda: (Decimal("0.00"), 0))
    asked = [([kind for kind, way in MOVES.items() if way == OUT], PENDING), ([*_INCOME], AWAITED)]
    for found in (
        one for kinds, states in asked for one in outlook.pending(reader, kinds, states, [*numbers])
    ):
        day = max(found.day or span[0], span[0])
        if day <= span[1]:
            amount, count = sums[day, found.type]
            sums[day, found.type] = (amount + MOVES[found.type] * found.amount, count + found.count)
    for (day, kind), (amount, count) in sums.items():
        yield ForecastItem(day, amount, count, "documents", kind)


def _points(opening: Decimal, items: list[ForecastItem], span: tuple[dt.date, dt.date]) -> Iterator[Point]:
    by_day: dict[dt.date, Decimal] = defaultdict(lambda: Decimal("0.00"))
    for item in items:
        by_day[item.day] += item.amount
    balance, day = opening, span[0]
    while day <= span[1]:
        balance += by_day[day]
        yield Point(day, by_day[day], balance)
        day += dt.timedelta(days=1)
