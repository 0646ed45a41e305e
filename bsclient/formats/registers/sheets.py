"""Tables of spreadsheets and CSV as rows of texts. Numbers become plain decimals, days ISO days; nothing is guessed beyond that.

A spreadsheet is read whole, so its unpacked size is asked for first: a small file can hold a very large one.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from typing import Final

from bsclient.errors import BadInput
from bsclient.formats import archives

_MOST_BYTES: Final = 64 * 1024 * 1024
_LIMITS: Final = archives.Limits(size=256 * 1024 * 1024, ratio=200)
_MOST_LINES: Final = 20_000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_DELIMITERS: Final = (";", "\t", ",", "|")
_BOM: Final = b"\xef\xbb\xbf"
_CENTS: Final = Decimal("0.01")
_EXACT: Final = 10**15
"""Numbers of a spreadsheet hold no more digits than these; longer ones have lost some."""
Cells = list[str]


def is_book(data: bytes) -> bool:
    """Whether the bytes begin like a spreadsheet."""
    return data.startswith((_ZIP, _OLE))


def read(data: bytes) -> list[Cells]:
    """Return the lines of a table. BadInput("payroll_table") with the reason if it cannot be read."""
    if len(data) > _MOST_BYTES:
        raise _bad(f"> {_MOST_BYTES // 1024 // 1024} MiB")
    return _book(data) if is_book(data) else _csv(data)


def _book(data: bytes) -> list[Cells]:
    import python_calamine  # only where a spreadsheet is read

    _demand_small(data)
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        sheets = [book.get_sheet_by_index(place) for place in range(len(book.sheet_names))]
        found = next((sheet for sheet in sheets if sheet.total_height), None)
        rows = found.to_python(skip_empty_area=False, nrows=_MOST_LINES) if found is not None else []
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise _bad(type(error).__name__) from error
    return [[_text(cell) for cell in row] for row in rows]


def _demand_small(data: bytes) -> None:
    if data.startswith(_ZIP):
        try:
            archives.check(data, _LIMITS)
        except BadInput as error:
            raise _bad(f"zip: {error.facts.get('reason', '')}") from error


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "1" if cell else ""
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return str(cell).strip()


def _number(value: float) -> str:
    """Write a number as it was typed: whole without a point; sums of formulas lose their binary tails."""
    if value != value or abs(value) >= _EXACT:  # noqa: PLR0124 -- not a number
        return repr(value)
    if value.is_integer():
        return str(int(value))
    exact = Decimal(repr(value))
    rounded = exact.quantize(_CENTS)
    return str(rounded if abs(exact - rounded) < Decimal("0.000001") else exact)


def _csv(data: bytes) -> list[Cells]:
    text = _decoded(data)
    lines = text.splitlines()
    if not lines:
        raise _bad("0")
    sample = "\n".join(lines[:20])
    delimiter = max(_DELIMITERS, key=sample.count)
    try:
        found = []
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            found.append([_unguarded(cell.strip()) for cell in cells])
            if len(found) >= _MOST_LINES:
                break
    except csv.Error as error:
        raise _bad("quotes") from error
    return found


def _unguarded(cell: str) -> str:
    """Take away the apostrophe that keeps a spreadsheet from computing."""
    return cell[1:] if cell.startswith("'") and cell[1:2] in {"=", "+", "-", "@"} else cell


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\x00" in data[:4096]:
        raise _bad("binary")
    try:
        return data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1251", errors="replace")


def _bad(reason: str) -> BadInput:
    return BadInput("payroll_table", reason=reason)
