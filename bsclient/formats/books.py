"""Spreadsheets from outside (XLSX, XLS, ODS), opened within limits.

The library that reads them lays a sheet out whole, from its first cell to its last: a file of five kilobytes whose one
cell stands in the last corner asks for half a terabyte and ends the program. So the corners are looked for first, in
the unpacked XML, before the library sees the file. XLSB is not read: its corners cannot be told that way.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bsclient.errors import BadInput
from bsclient.formats import archives

MOST_BYTES: Final = 64 * 1024 * 1024
MOST_CELLS: Final = 40_000_000
_LIMITS: Final = archives.Limits(size=512 * 1024 * 1024, ratio=250)
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0"
_SHEET: Final = re.compile(rb"<(?:[A-Za-z0-9]+:)?sheetData")
_UNCLEAN: Final = re.compile(rb"<[^<>]*+<|>[^<>]*+>|<!")
"""Signs that only a file made to mislead has: what follows could be read as other tags than the library sees."""
_OPENING: Final = re.compile(rb"<(?:[\w.-]+:)?(?:row|c)(?=[\s/>])")
_TAG: Final = re.compile(
    rb"""<(?:[\w.-]+:)?(row|c)((?:\s+[\w:.-]+\s*=\s*(?:"[^"'=<>]*"|'[^"'=<>]*'))*)\s*/?>"""
)
_PLACE: Final = re.compile(rb"""\sr\s*=\s*["']([A-Z]{0,3})([0-9]{1,7})["']""")
_ANY_PLACE: Final = re.compile(rb"\sr\s*=")
_ODS_TAG: Final = re.compile(rb"<table:(table-row|table-cell|covered-table-cell)\b([^>]*)>")
_REPEATED: Final = re.compile(rb"number-(?:rows|columns)-repeated\s*=\s*[\"']([0-9]{1,12})")
_PLACES: Final = tuple(Decimal(1).scaleb(-places) for places in (2, 3, 4))
_TAIL: Final = Decimal("0.000001")
EXACT: Final = 10**15
"""Numbers of a spreadsheet hold no more digits than these; longer ones have lost some."""


class Typed(str):
    """A cell that the spreadsheet holds as a number or a day: written plainly, `1234.05` or `2026-11-01`."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with something in it, as rows of texts; `Typed` where the cell was no text."""

    name: str
    rows: list[list[str]]


def is_book(data: bytes) -> bool:
    """Whether the bytes begin like a spreadsheet."""
    return data.startswith((_ZIP, _OLE))


def read(data: bytes, most_rows: int) -> list[Sheet]:
    """Return the sheets that hold something, the first `most_rows` rows of each.

    BadInput("table_unreadable", reason) for a file that is damaged, beyond the limits or of another kind.
    """
    import python_calamine  # only where a spreadsheet is read

    demand_small(data)
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        found = []
        for place, name in enumerate(book.sheet_names):
            rows = book.get_sheet_by_index(place).to_python(skip_empty_area=False, nrows=most_rows)
            if any(map(any, rows)):
                found.append(Sheet(name, [[cell_text(cell) for cell in row] for row in rows]))
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise _bad(type(error).__name__) from error
    return found


def demand_small(data: bytes) -> None:
    """Refuse a book that would need more memory than a table may: BadInput("table_unreadable", reason)."""
    if len(data) > MOST_BYTES:
        raise _bad(f"> {MOST_BYTES // 1024 // 1024} MiB")
    if not data.startswith(_ZIP):
        return
    sheets = 0
    try:
        for name, content in archives.members(data, _LIMITS):
            if name.lower().endswith(".bin") and "workbook" in name.lower():
                raise _bad("XLSB")
            if name == "content.xml":
                sheets += 1
                _demand_repeats(content)
            if _SHEET.search(content):
                sheets += 1
                _demand_corner(content)
    except BadInput as error:
        if error.code == "archive_unsafe":
            raise _bad(f"zip: {error.facts.get('reason', '')}") from error
        raise
    if not sheets:
        raise _bad("XLSX")


def _demand_corner(sheet: bytes) -> None:
    """Find the last row and column that the cells name, or could reach by their number."""
    if _UNCLEAN.search(sheet):
        raise _bad("cells")
    columns: set[bytes] = set()
    last_row = tags = 0
    unplaced = {b"row": 0, b"c": 0}
    for tag in _TAG.finditer(sheet):
        tags += 1
        if place := _PLACE.search(tag[2]):
            columns.add(place[1])
            last_row = max(last_row, int(place[2]))
        elif _ANY_PLACE.search(tag[2]):
            raise _bad("cells")
        else:
            unplaced[tag[1]] += 1
    if tags != sum(1 for _opening in _OPENING.finditer(sheet)):
        raise _bad("cells")
    # What has no place of its own follows what stands before it.
    height = last_row + unplaced[b"row"]
    width = max(map(_column, columns), default=0) + unplaced[b"c"]
    if height * width > MOST_CELLS:
        raise _bad(f"{height} × {width}")


def _demand_repeats(content: bytes) -> None:
    """Do the same for ODS, where one cell or row may stand for any number of them."""
    height = width = across = rows = 0
    for tag in _ODS_TAG.finditer(content):
        repeated = _REPEATED.search(tag[2])
        times = min(int(repeated[1]), 10**9) if repeated else 1
        if tag[1] == b"table-row":
            across, rows = 0, times
        else:
            across += times
            if b"office:" in tag[2]:  # empty cells and rows at the end are not laid out
                width = max(width, across)
                height, rows = height + rows, 0
        if height * width > MOST_CELLS:
            raise _bad(f"{height} × {width}")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def cell_text(cell: object) -> str:
    """Write a cell: numbers as plain decimals, days as ISO days, texts as they are."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return Typed("1" if cell else "")
    if isinstance(cell, float | int):
        return Typed(number_text(float(cell)))
    if isinstance(cell, dt.datetime):
        return Typed(cell.date().isoformat())
    return Typed(cell.isoformat() if isinstance(cell, dt.date) else str(cell))


def number_text(value: float) -> str:
    """Write a number as it was typed: whole without a point; sums of formulas lose their binary tails."""
    if value != value or abs(value) >= EXACT:  # noqa: PLR0124 -- not a number
        return repr(value)
    if value.is_integer():
        return str(int(value))
    exact = Decimal(repr(value))
    rounded = (exact.quantize(places) for places in _PLACES)
    return str(next((one for one in rounded if abs(exact - one) < _TAIL), exact))


def lettered(place: int) -> str:
    """Return the letters of a column as spreadsheets write them: 0 is A, 26 is AA."""
    return "".join(reversed(list(_letters(place))))


def _letters(place: int) -> Iterator[str]:
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        yield chr(65 + rest)


def _bad(reason: str) -> BadInput:
    return BadInput("table_unreadable", reason=reason)
