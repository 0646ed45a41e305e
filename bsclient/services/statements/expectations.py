"""Expected income: what the user believes will come, once or by a calendar, until it has come.

An occurrence is met by an entry that came in on its account from ten days before its day on, of the same amount and, where
one is given, the same INN; each entry meets one occurrence. What is late is still expected for `LATE` days.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final

from bsclient.domain.identity import new_id
from bsclient.domain.rights import Action
from bsclient.errors import BadInput, NotAllowed
from bsclient.services.context import Workplace
from bsclient.services.documents import calendar
from bsclient.services.documents.calendar import BusinessDays, Every, Rule
from bsclient.storage import expectations, ledger
from bsclient.storage.expectations import Credit, ExpectationRow, Month
from bsclient.storage.unit_of_work import Reader

EARLY: Final = dt.timedelta(days=10)
LATE: Final = dt.timedelta(days=30)
_INN: Final = re.compile(r"[0-9]{10}|[0-9]{12}")
_BACK: Final = dt.timedelta(days=125)
_MONTHS: Final = 3
_NEAR: Final = Decimal("0.1")
_KIND: Final = "payment_order"


@dataclass(frozen=True, slots=True)
class Expectation:
    """Income that is expected on `day` (`rule` None) or by a calendar; `id` "" for a new one or a suggestion."""

    account: str
    name: str
    amount: Decimal
    day: dt.date
    inn: str = ""
    rule: Rule | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that an expectation has not been met yet."""

    expectation: Expectation
    day: dt.date


class Expectations:
    """Expected income of an open profile."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._business = BusinessDays(place.books)

    def list(self) -> tuple[Expectation, ...]:
        """Return all expectations by day."""
        with self._place.store.read() as reader:
            return tuple(_view(row) for row in expectations.everything(reader))

    def save(self, wanted: Expectation) -> Expectation:
        """Keep an expectation, new or changed.

        Raises `BadInput`: expectation_name, expectation_amount, expectation_inn; `NotAllowed("account_unknown")`.
        """
        name = " ".join(wanted.name.split())
        if not name:
            raise BadInput("expectation_name")
        if wanted.amount <= 0 or wanted.amount != round(wanted.amount, 2):
            raise BadInput("expectation_amount", value=str(wanted.amount))
        if wanted.inn and not _INN.fullmatch(wanted.inn):
            raise BadInput("expectation_inn", value=wanted.inn)
        self._place.permissions.demand(Action.TEMPLATES, _KIND)
        row = ExpectationRow(
            id=wanted.id or new_id(self._place.instant), account=wanted.account, name=name, inn=wanted.inn,
            amount=wanted.amount, day=wanted.day, rule=wanted.rule.texts() if wanted.rule else {},
            author=self._place.actor, updated=self._place.instant,
        )  # fmt: skip
        with self._place.store.write() as work:
            if wanted.account not in {one.number for one in ledger.accounts(work)}:
                raise NotAllowed("account_unknown", value=wanted.account)
            expectations.put(work, row)
        return _view(row)

    def delete(self, identity: str) -> None:
        """Delete an expectation. Raises `NotAllowed("expectation_unknown")`."""
        self._place.permissions.demand(Action.TEMPLATES, _KIND)
        with self._place.store.write() as work:
            if not expectations.remove(work, identity):
                raise NotAllowed("expectation_unknown", value=identity)

    def open(self, reader: Reader, account: str, end: dt.date) -> Iterator[Occurrence]:
        """Yield what has not come yet of an account up to a day, the earliest first."""
        first = self._place.today - LATE
        due = sorted(
            (
                Occurrence(view, day)
                for view in map(_view, expectations.everything(reader))
                if view.account == account
                for day in self._days(view, first, end)
            ),
            key=lambda one: (one.day, one.expectation.name, one.expectation.id),
        )
        came = expectations.credits_since(reader, account, first - EARLY) if due else []
        for one in due:
            met = next((credit for credit in came if _meets(credit, one)), None)
            if met is None:
                yield one
            else:
                came.remove(met)

    def suggest(self, account: str) -> tuple[Expectation, ...]:
        """Return monthly expectations that the past months suggest: one payment a month, of nearly the same amount."""
        today = self._place.today
        known = {(one.account, one.inn) for one in self.list()}
        with self._place.store.read() as reader:
            months = expectations.monthly(reader, account, today - _BACK, today)
        found = []
        for inn, rows in groupby(months, key=lambda one: one.inn):
            last = list(rows)[-_MONTHS:]
            if (account, inn) not in known and _regular(last, today):
                found.append(_monthly(account, last))
        return tuple(sorted(found, key=lambda one: (-one.amount, one.name)))

    def _days(self, view: Expectation, first: dt.date, end: dt.date) -> Iterator[dt.date]:
        if view.rule is None:
            return iter((view.day,)) if first <= view.day <= end else iter(())
        ahead = calendar.days(view.rule, self._business)
        return iter([day for day in _until(ahead, end) if day >= first])


def _until(days: Iterator[dt.date], end: dt.date) -> Iterator[dt.date]:
    for day in days:
        if day > end:
            return
        yield day


def _meets(credit: Credit, one: Occurrence) -> bool:
    wanted = one.expectation
    return credit.amount == wanted.amount and wanted.inn in {"", credit.inn} and one.day - EARLY <= credit.day


def _regular(last: list[Month], today: dt.date) -> bool:
    """Whether each of the last months has one payment, of nearly the same amount, the newest not long ago."""
    amounts = [one.amount for one in last]
    return (
        len(last) == _MONTHS
        and all(one.count == 1 for one in last)
        and max(amounts) - min(amounts) <= max(amounts) * _NEAR
        and today - last[-1].last <= LATE + EARLY
    )


def _monthly(account: str, last: list[Month]) -> Expectation:
    newest = last[-1]
    start = newest.last + dt.timedelta(days=1)
    rule = Rule(every=Every.MONTH, start=start, day=newest.last.day)
    return Expectation(account, newest.name, newest.amount, rule.planned(0) or start, newest.inn, rule)


def _view(row: ExpectationRow) -> Expectation:
    rule = Rule.of(row.rule) if row.rule else None
    return Expectation(row.account, row.name, row.amount, row.day, row.inn, rule, row.id)
