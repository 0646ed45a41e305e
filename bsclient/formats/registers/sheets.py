"""Tables of spreadsheets and CSV as rows of texts. Numbers become plain decimals, days ISO days; nothing is guessed beyond that.

A spreadsheet is read whole, so its unpacked size is asked for first: a small file can hold a very large one.
"""

from __future__ import annotations

import csv
import io
from typing import Final

from bsclient.errors import BadInput
from bsclient.formats import books

_MOST_BYTES: Final = 64 * 1024 * 1024
_MOST_LINES: Final = 20_000
_DELIMITERS: Final = (";", "\t", ",", "|")
_BOM: Final = b"\xef\xbb\xbf"
Cells = list[str]


def is_book(data: bytes) -> bool:
    """Whether the bytes begin like a spreadsheet."""
    return books.is_book(data)


def read(data: bytes) -> list[Cells]:
    """Return the lines of a table. BadInput("payroll_table") with the reason if it cannot be read."""
    if len(data) > _MOST_BYTES:
        raise _bad(f"> {_MOST_BYTES // 1024 // 1024} MiB")
    return _book(data) if is_book(data) else _csv(data)


def _book(data: bytes) -> list[Cells]:
    try:
        sheets = books.read(data, _MOST_LINES)
    except BadInput as error:
        raise _bad(error.facts.get("reason", "")) from error
    return [list(map(str, row)) for row in sheets[0].rows] if sheets else []


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
