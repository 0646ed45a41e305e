"""Whether the balances that files tell follow from what they moved, and agree with those of the bank.

Formats tell an operation by the day it was booked or by that of its value; a file that adds up over all of its days is right
whichever it took. Operations that may still change may stand in a closing balance or not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final

from bsclient.domain.problems import Severity
from bsclient.services.statements.health_checks import Finding, Span
from bsclient.storage import archive, closings, health, ledger, turnover, values
from bsclient.storage.archive import SectionRow
from bsclient.storage.health import Moved
from bsclient.storage.scope import Scope
from bsclient.storage.unit_of_work import Reader

_DAY: Final = dt.timedelta(days=1)


def counting(told: Sequence[SectionRow]) -> list[SectionRow]:
    """Return the sections that count, by day: the last word of an interval, none that later files cover with balances."""
    newest = {(one.start, one.end, _whole(one)): one for one in sorted(told, key=lambda one: one.file)}
    found: list[SectionRow] = []
    covered: set[int] = set()
    latest_first = sorted(newest.values(), key=lambda one: -one.file)
    for _file, sections in groupby(latest_first, key=lambda one: one.file):
        own = list(sections)
        found += [one for one in own if not (_days(one) and covered.issuperset(_days(one)))]
        covered.update(*(_days(one) for one in own if _whole(one)))
    return sorted(
        found, key=lambda one: (one.start or dt.date.min, one.end or dt.date.min, _whole(one), one.file)
    )


def own_sums(
    reader: Reader, span: Span, told: Sequence[SectionRow], counting: Sequence[SectionRow]
) -> Iterator[Finding]:
    """Closing balances that do not follow from the opening one and the operations of the same file.

    `told` are all sections of the account: operations are looked for in all of their file, those that count are judged.
    """
    wanted = {one.file for one in counting if _whole(one) and (one.credits is None or one.debits is None)}
    by_file: dict[int, list[Moved]] = {file: [] for file in wanted}
    for moved in health.moved(reader, span.account.number) if wanted else ():
        if moved.file in wanted:
            by_file[moved.file].append(moved)
    for file, rows in by_file.items():
        sections = [one for one in told if one.file == file and _whole(one)]
        whole = sum((one.closing or 0) - (one.opening or 0) for one in sections) in _sums(span, rows)
        loose = _loose(sections, rows)
        if whole and loose:
            continue
        code = "health_file_day" if whole or loose else "health_file_sum"
        for one, expected in _not_following(span, sections, rows):
            if one in counting and not right_here(reader, span, one):
                facts = _facts(reader, one, expected)
                severity = Severity.WARN if whole else Severity.BLOCK
                yield span.finding(facts["end"], code, severity, **facts)


def against_bank(reader: Reader, span: Span, told: Sequence[SectionRow]) -> Iterator[Finding]:
    """Closing balances of files that are not those of the bank at the end of the same day."""
    for one in told:
        if one.closing is None or one.end is None or one.preliminary:
            continue
        expected = _of_bank(reader, span.account.number, one.end)
        if expected is not None and expected != one.closing:
            facts = _facts(reader, one, expected)
            yield span.finding(facts["end"], "health_file_closing", Severity.WARN, **facts)


def unknown_to_bank(reader: Reader, span: Span, told: Sequence[SectionRow]) -> list[SectionRow]:
    """Return the sections of days before the first and after the last of which the bank told anything."""
    known = health.known_days(reader, span.account.number)
    if known is None:
        return list(told)
    first, last = known
    return [one for one in told if values.day_text(one.end) < first or values.day_text(one.start) > last]


def turnovers(reader: Reader, span: Span, told: Sequence[SectionRow]) -> Iterator[Finding]:
    """Closing balances that do not follow from the opening one and the turnovers that the file states."""
    for one in told:
        if one.opening is None or one.closing is None or one.credits is None or one.debits is None:
            continue
        expected = one.opening + one.credits - one.debits
        if expected != one.closing:
            facts = _facts(reader, one, expected)
            yield span.finding(facts["end"], "health_file_sum", Severity.BLOCK, **facts)


def _facts(reader: Reader, one: SectionRow, expected: Decimal) -> dict[str, str]:
    return {
        "name": archive.name_of(reader, one.file), "start": values.day_text(one.start), "end": values.day_text(one.end),
        "expected": str(expected), "found": str(one.closing),
    }  # fmt: skip


def _whole(one: SectionRow) -> bool:
    return None not in {one.start, one.end, one.opening, one.closing}


def _days(one: SectionRow) -> range:
    """Return the days of a section as whole numbers."""
    if one.start is None or one.end is None:
        return range(0)
    return range(one.start.toordinal(), one.end.toordinal() + 1)


def _loose(sections: Sequence[SectionRow], moved: Sequence[Moved]) -> bool:
    """Whether some operations may belong to other days of the file than those by which they are dated."""
    return len(sections) > 1 and any(
        len({place for day in one.days for place in _places(sections, day)}) != 1 for one in moved
    )


def _not_following(
    span: Span, sections: Sequence[SectionRow], moved: Sequence[Moved]
) -> Iterator[tuple[SectionRow, Decimal]]:
    """Yield the sections of a file whose operations lead elsewhere, and where to."""
    for place, one in enumerate(sections):
        alone = len(sections) == 1
        own = [each for each in moved if alone or place in _places(sections, each.days[0])]
        follows = [(one.opening or Decimal(0)) + each for each in _sums(span, own)]
        if one.closing not in follows:
            yield one, follows[0]


def _places(sections: Sequence[SectionRow], day: dt.date) -> list[int]:
    return [
        place
        for place, one in enumerate(sections)
        if one.start is not None and one.end is not None and one.start <= day <= one.end
    ]


def _sums(span: Span, moved: Sequence[Moved]) -> tuple[Decimal, Decimal]:
    """Return what was moved with and without what may still change."""
    final = sum(one.amount for one in moved if not one.preliminary)
    return span.amount(sum(one.amount for one in moved)), span.amount(final)


def right_here(reader: Reader, span: Span, one: SectionRow) -> bool:
    """Whether a closing follows from the entries that are here for its days, whichever file told them."""
    if span.account.source != ledger.FILE or one.start is None or one.end is None or one.opening is None:
        return False
    return one.opening + moved_here(reader, span, one.start, one.end) == one.closing


def moved_here(reader: Reader, span: Span, start: dt.date, end: dt.date) -> Decimal:
    """Return what the entries that are here for some days come to."""
    sums = turnover.by_day(reader, Scope((span.account.number,), start, end, currency=""))
    return span.amount(sum(day.credits - day.debits for day in sums))


def _of_bank(reader: Reader, account: str, day: dt.date) -> Decimal | None:
    """Return the bank's balance at the end of a day: as it signed it, else by its entries before and after."""
    signed = closings.period(reader, account, day, day)
    if signed:
        return signed[0].closing
    known = health.known_days(reader, account)
    if known is None or not known[0] <= day.isoformat() < known[1]:
        return None
    return ledger.balance_before(reader, account, day + _DAY)
