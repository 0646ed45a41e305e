"""Checks of what came from statement files: sections in themselves, one after the other, and against their entries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from bsclient.domain.problems import Severity
from bsclient.services.statements import archive_compare, health_balances, health_checks
from bsclient.services.statements.health_checks import Check, Finding, Span, with_entries
from bsclient.storage import archive, health, ledger, turnover, values
from bsclient.storage.archive import SectionRow
from bsclient.storage.scope import Scope
from bsclient.storage.unit_of_work import Reader

_DAY: Final = dt.timedelta(days=1)


def sections(reader: Reader, span: Span) -> Iterator[Finding]:
    """What files say of an account must add up, follow each other, and be what their entries or the bank come to."""
    told = [one for one in archive.sections(reader, span.account.number) if one.start and one.end]
    counting = [one for one in health_balances.counting(told) if _within(span, one)]
    if not counting:
        return
    yield from health_balances.turnovers(reader, span, counting)
    if span.account.source != ledger.FILE:
        yield from health_balances.against_bank(reader, span, counting)
        unknown = health_balances.unknown_to_bank(reader, span, counting)
        yield from health_balances.own_sums(reader, span, told, unknown)
        return
    yield from health_balances.own_sums(reader, span, told, counting)
    before: SectionRow | None = None
    for one in counting:
        yield from _entries(reader, span, one)
        if before is not None:
            yield from _follows(reader, span, before, one)
        if before is None or before.end is None or one.end is None or one.end >= before.end:
            before = one


def disappeared(reader: Reader, span: Span) -> Iterator[Finding]:
    """Entries that a later file of their day does not have."""
    for day, name, preliminary, ids in health.gone(reader, span.days):
        code = "health_preliminary_gone" if preliminary else "health_disappeared"
        severity = Severity.INFO if preliminary else Severity.WARN
        yield with_entries(span.finding(day, code, severity, name=name), ids)


def apart(reader: Reader, span: Span) -> Iterator[Finding]:
    """Entries that files tell of an account at the profile's bank and that the bank did not tell."""
    told = archive.apart(reader, span.account.number, span.start, span.end)
    if not told or span.account.source == ledger.FILE:
        return
    by_day: dict[dt.date, list[str]] = {}
    for one in archive_compare.unmatched(reader, told):
        by_day.setdefault(one.value_date, []).append(one.id)
    for day, ids in by_day.items():
        yield with_entries(span.finding(day.isoformat(), "health_file_differs", Severity.WARN), ids)


def _within(span: Span, one: SectionRow) -> bool:
    return one.start is not None and one.end is not None and one.end >= span.start and one.start <= span.end


def _entries(reader: Reader, span: Span, one: SectionRow) -> Iterator[Finding]:
    """Compare what a section says it moved with the entries of its days."""
    if one.credits is None or one.debits is None or one.preliminary:
        return
    sums = turnover.by_day(reader, Scope((one.account,), one.start, one.end, currency=""))
    credits_ = span.amount(sum(day.credits for day in sums))
    debits = span.amount(sum(day.debits for day in sums))
    if (credits_, debits) != (one.credits, one.debits):
        facts = {
            "told_credits": str(one.credits), "credits": str(credits_), "told_debits": str(one.debits),
            "debits": str(debits), "start": values.day_text(one.start), "end": values.day_text(one.end),
            "name": archive.name_of(reader, one.file),
        }  # fmt: skip
        yield span.finding(values.day_text(one.start), "health_file_turnover", Severity.WARN, **facts)


def _follows(reader: Reader, span: Span, before: SectionRow, one: SectionRow) -> Iterator[Finding]:
    """Compare a section's opening with where the one before leads to."""
    expected = _led_to(reader, span, before, one)
    if before.end is None or one.start is None or one.opening in {None, expected} or expected is None:
        return
    adjoining = one.start <= before.end + _DAY
    code = "health_file_opening" if adjoining else "health_file_gap"
    facts = {
        "before": before.end.isoformat(), "expected": str(expected), "found": str(one.opening),
        "difference": str(one.opening - expected), "name": archive.name_of(reader, one.file),
    }  # fmt: skip
    severity = Severity.BLOCK if adjoining else Severity.WARN
    yield span.finding(one.start.isoformat(), code, severity, **facts)


def _led_to(reader: Reader, span: Span, before: SectionRow, one: SectionRow) -> Decimal | None:
    """Return the balance of a section at the beginning of the next one; None where they overlap and days are not sure."""
    if before.start is None or before.end is None or one.start is None or one.start > before.end:
        return before.closing
    both = (before, one)
    sure = all(not each.preliminary and health_balances.right_here(reader, span, each) for each in both)
    if not sure or before.opening is None:
        return None
    if one.start == before.start:
        return before.opening
    return before.opening + health_balances.moved_here(reader, span, before.start, one.start - _DAY)


CHECKS: Final[tuple[Check, ...]] = (
    health_checks.broken_chain,
    health_checks.balance,
    health_checks.closed_days,
    health_checks.doubles,
    health_checks.documents,
    sections,
    disappeared,
    apart,
)
"""All checks."""
