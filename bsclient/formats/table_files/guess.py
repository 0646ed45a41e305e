"""A first mapping of an unknown table, by its titles and by what stands in its cells. The user sees it and corrects it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Final

from bsclient.formats.books import Typed
from bsclient.formats.model import ENTRIES
from bsclient.formats.table_files import layout, preamble, profile, values, words
from bsclient.formats.table_files.fields import FIELDS, IGNORED
from bsclient.formats.table_files.grid import Grid
from bsclient.formats.table_files.profile import ColumnRule, Profile
from bsclient.formats.table_files.values import BadValue, folded

_LOOKED_AT: Final = 300
_MOSTLY: Final = 0.8
_TITLES: Final = 2
_DIGITS: Final = re.compile(r"[0-9]")
_ACCOUNT: Final = re.compile(r"'?[0-9]{20}")
_BIC: Final = re.compile(r"0[0-9]{8}")
_INN: Final = re.compile(r"[0-9]{10}|[0-9]{12}")
_KPP: Final = re.compile(r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}")
_CURRENCY: Final = re.compile(r"RUB|RUR|USD|EUR|CNY|810|643|840|978|156|руб\.?", re.IGNORECASE)
_NAME: Final = re.compile(
    r"(?:ООО|АО|ПАО|ЗАО|ОАО|НКО|ИП|ФГУП|МУП|ГБУ|УФК)\b|Индивидуальный предприниматель|Общество с ограниченной"
)
_LONG: Final = 25
_SHORT: Final = 2
"""Codes of kinds of operations have two digits."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column with what was made of it."""

    place: int
    title: str
    cells: Sequence[str]


def guess(grid: Grid, role: str, head: int | None = None) -> Profile:
    """Return the likeliest profile of a table; `head` is its row of titles, -1 if it has none, None to find it.

    The profile may lack what a reader needs (`Profile.missing`): the user says it then.
    """
    at = _head(grid, role) if head is None else head
    shown, first = layout.titles(grid.rows, at) if 0 <= at < len(grid.rows) else ([], max(at, 0))
    looked = grid.rows[first : first + _LOOKED_AT]
    rows = [cells for cells in looked if any(cells) and not preamble.is_total(cells)]
    columns = [
        Column(
            place,
            folded(shown[place]) if place < len(shown) else "",
            [cells[place] for cells in rows if place < len(cells) and cells[place]],
        )
        for place in range(max(grid.width, len(shown)))
    ]
    own = preamble.account([(row, cells) for row, cells in enumerate(grid.rows[: max(at, 0)]) if any(cells)])
    chosen = _chosen(columns, role, own)
    rules = tuple(
        ColumnRule(chosen.get(column.place, IGNORED), column.title, column.place)
        for column in columns
        if column.title or column.cells
    )
    return Profile(name="", role=role, columns=rules, header=at >= 0, signs=_signs(columns, chosen, role))


def _head(grid: Grid, role: str) -> int:
    """Return the row whose cells read most like titles, -1 if no row does."""
    best, found = 0, -1
    for row, cells in enumerate(grid.rows[: layout.SEARCHED]):
        filled = [cell for cell in cells if cell]
        if len(filled) < _TITLES or any(isinstance(cell, Typed) for cell in filled):
            continue
        sure = sum(words.meaning(folded(cell), role)[1] for cell in filled if len(cell) < 80)  # noqa: PLR2004 -- no purpose
        if sure > best:
            best, found = sure, row
    return found if best > words.SURE else _wordy_head(grid)


def _wordy_head(grid: Grid) -> int:
    """Return the first row of words without digits over a row with digits: titles that we do not know."""
    for row, (cells, under) in enumerate(pairwise(grid.rows[: layout.SEARCHED])):
        filled = [cell for cell in cells if cell]
        numbers = sum(1 for cell in under if _DIGITS.search(cell))
        plain = not any(_DIGITS.search(cell) or isinstance(cell, Typed) for cell in filled)
        if len(filled) >= _TITLES and plain and numbers >= _TITLES and len(filled) >= len(under) - 1:
            return row
    return -1


def _chosen(columns: Sequence[Column], role: str, own: str) -> dict[int, str]:
    """Return the field of each place; a field that several columns could fill goes to the surest, then to the first."""
    offers: list[tuple[int, int, str]] = []
    for column in columns:
        name, sure = words.meaning(column.title, role) if column.title else ("", 0)
        name, sure = _by_cells(column, name, sure, role, own)
        if name and name != IGNORED:
            offers.append((-sure, column.place, name))
    chosen: dict[int, str] = {}
    taken: set[str] = set()
    for _sure, place, name in sorted(offers):
        if name not in taken:
            taken.add(name)
            chosen[place] = name
        elif name == "day" and "date" not in taken:
            taken.add("date")
            chosen[place] = "date"
    return chosen


def _by_cells(column: Column, name: str, sure: int, role: str, own: str) -> tuple[str, int]:
    """Return what the cells allow the title to mean, or what they say themselves; `own` is the account above the table."""
    cells = column.cells
    if name in FIELDS and cells:
        kind = FIELDS[name].kind
        if kind == "money" and not _mostly(cells, _is_amount):
            return ("day", sure - 1) if _mostly(cells, _is_day) else ("", 0)
        if kind == "day" and not _mostly(cells, _is_day):
            return "", 0
        if name == "direction" and sum(map(_is_direction, cells)) * 2 < len(cells):
            short = _mostly(cells, lambda cell: len(cell) <= _SHORT)
            return ("operation_type" if short else "kind"), words.PERHAPS
        one = role == ENTRIES and len(cells) > 1 and len(set(cells)) == 1
        if name == "counterparty.account" and one and own in {"", cells[0]} and not words.sided(column.title):
            return "account", sure
    if name or not cells:
        return name, sure
    return _by_shape(cells, role, own), words.PERHAPS


def _by_shape(cells: Sequence[str], role: str, own: str) -> str:
    """Return what cells without a telling title look like."""
    side = "counterparty" if role == ENTRIES else "payee"
    for pattern, name in (
        (_ACCOUNT, f"{side}.account"),
        (_BIC, f"{side}.bank.bic"),
        (_INN, f"{side}.inn"),
        (_KPP, f"{side}.kpp"),
        (_CURRENCY, "currency"),
    ):
        if _mostly(cells, partial(_matches, pattern)):
            return (
                "account"
                if name == "counterparty.account" and len(cells) > 1 and set(cells) == {own or cells[0]}
                else name
            )
    if _mostly(cells, partial(_begins, _NAME)):
        return f"{side}.name"
    if _mostly(cells, _is_day):
        return "day" if role == ENTRIES else "date"
    if _mostly(cells, lambda cell: _is_amount(cell) and any(sign in cell for sign in ".,")):
        return "amount"
    if sum(len(cell) for cell in cells) > _LONG * len(cells):
        return "purpose"
    return ""


def _signs(columns: Sequence[Column], chosen: dict[int, str], role: str) -> str:
    """Return how the table tells money that left from money that came; "" if nothing shows it."""
    if role != ENTRIES:
        return ""
    names = set(chosen.values())
    if {"debit", "credit"} <= names:
        return profile.COLUMNS
    if "direction" in names:
        return profile.WORD
    amounts = next((column.cells for column in columns if chosen.get(column.place) == "amount"), ())
    if any(cell.lstrip()[:1] in {"-", "−", "–", "("} for cell in amounts):
        return profile.SIGNED
    if any(cell.lstrip()[:1] == "+" for cell in amounts):
        return profile.PLUS
    if {"payer.account", "payee.account"} <= names or {"payer.joint", "payee.joint"} <= names:
        return profile.SIDES
    return ""


def _mostly(cells: Sequence[str], test: Callable[[str], bool]) -> bool:
    return sum(map(test, cells)) >= _MOSTLY * len(cells)


def _matches(pattern: re.Pattern[str], cell: str) -> bool:
    return pattern.fullmatch(cell) is not None


def _begins(pattern: re.Pattern[str], cell: str) -> bool:
    return pattern.match(cell) is not None


def _is_day(cell: str) -> bool:
    try:
        values.read_day(cell)
    except BadValue:
        try:
            values.read_day(cell, values.MDY)
        except BadValue:
            return False
    return not cell.isdigit()


def _is_amount(cell: str) -> bool:
    try:
        values.read_amount(cell, places=values.MOST_PLACES)
    except BadValue as error:
        return error.code == "table_decimal"
    return True


def _is_direction(cell: str) -> bool:
    bare, word = cell.strip(), folded(cell)
    known = (*profile.DEBIT_WORDS, *profile.CREDIT_WORDS, *profile.INTERNAL_WORDS)
    return bare in known or word in known or any(len(each) > 3 and word.startswith(each) for each in known)  # noqa: PLR2004
