"""A table as it stands in its file: rows of texts, and how they were found (encoding, separator)."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bsclient.errors import BadInput
from bsclient.formats import books
from bsclient.formats.encoding import byte_order_mark, refuse_binary
from bsclient.formats.tables import unguarded

MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 512
SEPARATORS: Final = (";", "\t", ",", "|")
ENCODINGS: Final = ("utf-8", "cp1251", "cp866", "koi8-r", "utf-16-le", "utf-16-be")
XLSX, CSV = "xlsx", "csv"
_HEAD: Final = 64 * 1024
_SAMPLE: Final = 200
_LONGEST_CELL: Final = 64 * 1024
_WORDS: Final = (
    "дата", "сумма", "счет", "счёт", "назначение", "платеж", "платёж", "операци", "контрагент", "получател", "плательщик", "валют",
    "инн", "бик", "описание", "номер", "приход", "расход", "дебет", "кредит", "остаток",
)  # fmt: skip
_HINT: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_REPLACED: Final = "\ufffd"
_FEW: Final = 2


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows from the first line of the file on; `form` is csv or xlsx. Other sheets that were left out are `left`."""

    form: str
    rows: Sequence[Sequence[str]]
    encoding: str = ""
    separator: str = ""
    left: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max((len(row) for row in self.rows), default=0)


def load(data: bytes, encoding: str = "", separator: str = "", most: int = MOST_ROWS) -> Grid:
    """Read a file as a table; what is not given is found out.

    BadInput: `file_empty`, `table_binary`, `file_damaged_text`, `file_double_encoded`, `table_unreadable`, `table_too_large`,
    `table_encoding` (the encoding given does not fit).
    """
    if not data.strip(b" \t\r\n\x1a"):
        raise BadInput("file_empty")
    if len(data) > books.MOST_BYTES:
        raise BadInput("file_too_large", limit=str(books.MOST_BYTES // 1024 // 1024))
    if books.is_book(data):
        return _book(data, most)
    try:
        refuse_binary(data)
    except BadInput as error:
        raise BadInput("table_binary", **error.facts) from error
    codec, mark = (encoding, _mark(data, encoding)) if encoding else _codec(data)
    try:
        text = data[mark:].decode(codec, errors="strict" if encoding else "replace")
    except UnicodeDecodeError as error:
        raise BadInput("table_encoding", encoding=encoding) from error
    hint = _HINT.match(text)
    text = text[hint.end() :] if hint else text
    sign = separator or (hint[1] if hint else _separator(text))
    rows = list(_rows(text, sign, most))
    if hint:
        rows.insert(0, [])  # rows are counted as the file has them
    return Grid(CSV, rows, codec, sign)


def _book(data: bytes, most: int) -> Grid:
    sheets = books.read(data, most)
    if not sheets:
        raise BadInput("file_empty")
    first, *others = sheets
    head = first.rows[0]
    rows, left = list(first.rows), []
    for sheet in others:
        if sheet.rows[0] == head:  # a long table goes on in the next sheet
            rows += sheet.rows[1:]
        else:
            left.append(sheet.name)
    return Grid(XLSX, rows, left=tuple(left))


def _rows(text: str, separator: str, most: int) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for count, cells in enumerate(reader):
            if count >= most:
                if most < MOST_ROWS:
                    return
                raise BadInput("table_too_large", limit=str(MOST_ROWS))
            if len(cells) > MOST_COLUMNS:
                raise BadInput("table_unreadable", reason=f"> {MOST_COLUMNS} columns")
            yield [_plain(cell) for cell in cells]
    except csv.Error as error:
        raise BadInput("table_quotes", line=str(reader.line_num), limit=str(_LONGEST_CELL)) from error


def _plain(cell: str) -> str:
    """Take away blanks at the ends and the apostrophe that keeps a spreadsheet from computing."""
    bare = cell.strip(" \u00a0")
    return unguarded(bare) if bare[:1] == "'" else bare


def _mark(data: bytes, encoding: str) -> int:
    found = byte_order_mark(data)
    return found.mark if found is not None and found.codec == encoding else 0


def _codec(data: bytes) -> tuple[str, int]:
    """Find the encoding: a mark, strict UTF-8, else the one in which most words of bank tables stand."""
    head = data[:_HEAD]
    if marked := byte_order_mark(head):
        return marked.codec, marked.mark
    if wide := _wide(head):
        return wide, 0
    if b"\x00" in head:
        raise BadInput("file_binary_unknown")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return max(("cp1251", "cp866", "koi8-r"), key=lambda codec: _words(head, codec)), 0
    if text.count(_REPLACED, 0, _HEAD) > _FEW:
        raise BadInput("file_damaged_text")
    if not _words(head, "utf-8") and _words(text[:_HEAD].encode("cp1251", "ignore"), "utf-8") > 1:
        raise BadInput("file_double_encoded")
    return "utf-8", 0


def _wide(head: bytes) -> str:
    """Return UTF-16 without a mark: every second byte of Latin letters, digits and signs is zero."""
    odd, even = head[1::2].count(0), head[0::2].count(0)
    if max(odd, even) * 8 < len(head):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _words(head: bytes, codec: str) -> int:
    text = head.decode(codec, errors="ignore").casefold()
    return sum(text.count(word) for word in _WORDS)


def _separator(text: str) -> str:
    """Find the sign that parts most rows into equally many cells."""
    sample = text[:_HEAD]
    cut = sample.rfind("\n")
    if len(text) > _HEAD and cut > 0:
        sample = sample[: cut + 1]
    return max(SEPARATORS, key=lambda sign: _evenness(sample, sign))


def _evenness(sample: str, separator: str) -> int:
    widths: Counter[int] = Counter()
    try:
        for cells in _rows(sample, separator, _SAMPLE):
            if len(cells) > 1:
                widths[len(cells)] += 1
    except BadInput:
        return -1
    return max((count * min(width, 40) for width, count in widths.items()), default=0)
