"""The entries behind a row of turnover, newest first, in pages: what the window opens from a row.

A page looks at a bounded number of entries; it may be empty and not the last one. Pages are made of whole blocks, so that
one may hold more than was asked for, never less than there is.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from bsclient.errors import BadInput
from bsclient.services.statements.categories import Classifier
from bsclient.storage import entry_search
from bsclient.storage.entry_search import Cursor, Look, Needle, Page
from bsclient.storage.rows.statements import EntryRow
from bsclient.storage.scope import Scope
from bsclient.storage.unit_of_work import Reader

COUNTERPARTY: Final = "counterparty"
CATEGORY: Final = "category"
MONTH: Final = "month"
NAMELESS: Final = "name:"
"""Begins the key of a counterparty that has no INN."""
_BLOCK: Final = 500
_BLOCKS: Final = 40
Fits = Callable[[Sequence[EntryRow]], Sequence[bool]]


def page(
    reader: Reader, scope: Scope, asked: tuple[str, str], classifier: Classifier, before: Cursor | None
) -> Page:
    """Return entries of a row; `asked` is by what the turnover is and the row's key. Raises `BadInput("turnover_by")`."""
    by, key = asked
    if by == MONTH:
        return _page(reader, _within(scope, key), (Needle(((),)), _everything), before)
    if by == COUNTERPARTY:
        words = () if key.startswith(NAMELESS) else (key,)
        return _page(reader, scope, (Needle((words,)), lambda rows: [_of(row, key) for row in rows]), before)
    if by != CATEGORY:
        raise BadInput("turnover_by", value=by)

    def sorted_in(rows: Sequence[EntryRow]) -> list[bool]:
        told = [(row.credit, row.counterparty_inn, row.purpose) for row in rows]
        return [name == key for name in classifier.names(told)]

    return _page(reader, scope, (Needle(((),)), sorted_in), before)


def _page(reader: Reader, scope: Scope, what: tuple[Needle, Fits], before: Cursor | None) -> Page:
    wanted, fits = what
    found: list[EntryRow] = []
    at: Cursor | None = before or Cursor()
    for _ in range(_BLOCKS):
        if at is None or len(found) >= _BLOCK // 2:
            break
        block = entry_search.search(reader, wanted, scope, Look(at, _BLOCK, _BLOCK * _BLOCKS, _never))
        found += [row for row, good in zip(block.rows, fits(block.rows), strict=True) if good]
        at = block.more
    return Page(tuple(found), at)


def _of(row: EntryRow, key: str) -> bool:
    if row.counterparty_inn:
        return row.counterparty_inn == key
    return f"{NAMELESS}{row.counterparty_name}" == key


def _within(scope: Scope, month: str) -> Scope:
    """Return a scope narrowed to a month ("2026-11")."""
    first = dt.date.fromisoformat(f"{month}-01")
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    start = max(first, scope.start) if scope.start else first
    end = min(last, scope.end) if scope.end else last
    return replace(scope, start=start, end=end)


def _everything(rows: Sequence[EntryRow]) -> list[bool]:
    return [True] * len(rows)


def _never() -> bool:
    return False
