"""The single checks of `health`: each looks at one account over some days and yields findings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from bsclient.domain.problems import Severity
from bsclient.storage import closings, health, ledger, values
from bsclient.storage.closings import ClosingRow
from bsclient.storage.health import DaySums
from bsclient.storage.rows.statements import AccountRow
from bsclient.storage.unit_of_work import Reader

_NAMED: Final = 100
"""So many ids of entries one finding names."""
_LONG: Final = dt.timedelta(days=5)
"""A day that the bank has not closed for so long is named."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not add up: `day` None for the account as a whole; `entries` are ids; facts fill the text."""

    account: str
    day: dt.date | None
    code: str
    severity: Severity
    facts: Mapping[str, str] = field(default_factory=dict)
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """What a check looks at: an account, the first and the last day, and which day it is."""

    account: AccountRow
    start: dt.date
    end: dt.date
    today: dt.date

    @property
    def days(self) -> tuple[str, str, str]:
        """Number and days as they are bound to statements."""
        return self.account.number, self.start.isoformat(), self.end.isoformat()

    def amount(self, minor: int) -> Decimal:
        """Return the amount of minor units of the account's currency."""
        return values.amount(minor, self.account.currency)

    def finding(self, day: str, code: str, severity: Severity, **facts: str) -> Finding:
        """Return a finding about a day ("": the account as a whole); the day is a fact, too."""
        told = {"account": self.account.number, "day": day, **facts}
        return Finding(self.account.number, values.day(day), code, severity, told)


Check = Callable[[Reader, Span], Iterator[Finding]]


def with_entries(finding: Finding, ids: list[str]) -> Finding:
    """Name entries in a finding, and their count as a fact."""
    facts = {**finding.facts, "count": str(len(ids))}
    return Finding(finding.account, finding.day, finding.code, finding.severity, facts, tuple(ids[:_NAMED]))


def broken_chain(reader: Reader, span: Span) -> Iterator[Finding]:
    """Entries that leave another balance than follows from the one posted before. Files tell balances only by sections."""
    if span.account.source == ledger.FILE:
        return
    for day, one, kept, found in health.broken(reader, span.days):
        facts = {
            "expected": str(span.amount(kept)), "found": str(span.amount(found)),
            "difference": str(span.amount(found - kept)),
        }  # fmt: skip
        yield with_entries(span.finding(day, "health_gap", Severity.BLOCK, **facts), [one])


def balance(reader: Reader, span: Span) -> Iterator[Finding]:
    """The balance that the bank tells and the one that the last entry left."""
    left = health.last_balance(reader, span.account.number)
    if span.account.source == ledger.FILE or left is None or span.end < span.today:
        return
    told = span.account.balance
    if span.amount(left) != told:
        facts = {"told": str(told), "found": str(span.amount(left))}
        yield span.finding("", "health_balance", Severity.BLOCK, **facts)


def doubles(reader: Reader, span: Span) -> Iterator[Finding]:
    """Entries of one day with the same number, amount, direction and counterparty."""
    for day, number, amount, ids, _count in health.doubles(reader, span.days):
        made = span.finding(
            day, "health_double", Severity.WARN, number=number, amount=str(span.amount(amount))
        )
        yield with_entries(made, list(values.json_value(ids)))


def documents(reader: Reader, span: Span) -> Iterator[Finding]:
    """Debits by payment orders that this base has no document of, and executed payments that have no entry."""
    if span.account.source == ledger.FILE:
        return
    for day, ids in health.orphans(reader, span.days):
        yield with_entries(span.finding(day, "health_no_document", Severity.INFO), ids)
    for day, number, one in health.unposted(reader, span.days):
        yield with_entries(span.finding(day, "health_no_entry", Severity.WARN, number=number), [one])


def closed_days(reader: Reader, span: Span) -> Iterator[Finding]:
    """Closing statements of the bank: in themselves, one after the other, and against the entries of their days."""
    account = span.account.number
    told = closings.period(reader, account, span.start, span.end)
    if not told:
        return
    moved = {one.day: one for one in health.sums(reader, span.days)}
    hashed = health.hashes(reader, span.days)
    before = closings.before(reader, account, told[0].day)
    for row in told:
        day = row.day.isoformat()
        if before is not None and any(before.day.isoformat() < one < day for one in moved):
            before = None  # a day between has entries and no closing statement: it is named for that
        yield from _in_itself(span, row, before)
        yield from _against(span, row, moved.get(day, DaySums(day, 0, 0, 0)), hashed.get(day, _EMPTY))
        before = row
    yield from _not_closed(span, moved, told)


def _in_itself(span: Span, row: ClosingRow, before: ClosingRow | None) -> Iterator[Finding]:
    day = row.day.isoformat()
    if row.opening + row.credits - row.debits != row.closing:
        facts = {"expected": str(row.opening + row.credits - row.debits), "found": str(row.closing)}
        yield span.finding(day, "health_closing_sum", Severity.BLOCK, **facts)
    if before is not None and before.closing != row.opening:
        facts = {"before": before.day.isoformat(), "expected": str(before.closing), "found": str(row.opening)}
        yield span.finding(day, "health_opening", Severity.BLOCK, **facts)


def _against(span: Span, row: ClosingRow, sums: DaySums, digest: str) -> Iterator[Finding]:
    day = row.day.isoformat()
    here = (span.amount(sums.credits), span.amount(sums.debits), sums.count)
    if here != (row.credits, row.debits, row.count):
        facts = {
            "told_count": str(row.count), "count": str(sums.count), "told_credits": str(row.credits),
            "credits": str(here[0]), "told_debits": str(row.debits), "debits": str(here[1]),
        }  # fmt: skip
        yield span.finding(day, "health_day_differs", Severity.BLOCK, **facts)
    elif digest != row.hash:
        yield span.finding(day, "health_entries_differ", Severity.BLOCK, count=str(sums.count))


def _not_closed(span: Span, moved: Mapping[str, DaySums], told: list[ClosingRow]) -> Iterator[Finding]:
    closed = {row.day.isoformat() for row in told}
    first, last = min(closed), max(closed)
    overdue = (span.today - _LONG).isoformat()
    for day in moved:
        if first < day < last and day not in closed:
            yield span.finding(day, "health_closing_missing", Severity.WARN)
        elif last < day < overdue:
            yield span.finding(day, "health_preliminary", Severity.WARN)


_EMPTY: Final = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
"""SHA-256 of nothing: a day without entries."""
