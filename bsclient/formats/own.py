"""The project's own files of documents: JSON for every type, CSV for types without rows.

JSON: `{"format": "bsclient-documents", "version": "1", "documents": [{"type": …, "fields": {…}}]}`, all values texts or rows
of texts. CSV: the first line has `type` and the names of fields, semicolons, UTF-8; a text that a spreadsheet would
take for a formula has an apostrophe in front, which reading takes away again.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO, Final

from bsclient.domain.documents import registry
from bsclient.domain.problems import Problem, Severity
from bsclient.errors import BadInput
from bsclient.formats.drafts import FileDraft, FileDrafts, FileForm
from bsclient.formats.tables import guarded

FORMAT: Final = "bsclient-documents"
VERSION: Final = "1"
MOST: Final = 100_000
_HEAD: Final = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"(?:format|version|documents)"')
_CSV_HEAD: Final = re.compile(rb"^(?:\xef\xbb\xbf)?\"?type\"?;")
_GUARDED: Final = re.compile("'[=+\\-@\t\r\n＝＋－＠]")


def looks_json(data: bytes, _name: str) -> bool:
    """Whether the bytes begin like the own JSON."""
    return _HEAD.match(data[:4096]) is not None and FORMAT.encode() in data[:4096]


def looks_csv(data: bytes, _name: str) -> bool:
    """Whether the bytes begin like the own CSV."""
    return _CSV_HEAD.match(data[:64]) is not None


def read_json(data: bytes) -> FileDrafts:
    """Read the own JSON; raises `BadInput("file_json_malformed")`."""
    try:
        tree = json.loads(data.decode("utf-8-sig"))
        if tree["format"] != FORMAT or tree["version"] != VERSION or len(tree["documents"]) > MOST:
            return _refused("documents", "format")
        drafts = tuple(_json_draft(index, one) for index, one in enumerate(tree["documents"], start=1))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise BadInput("file_json_malformed", place=type(error).__name__) from error
    return FileDrafts("documents", VERSION, "utf-8", drafts)


def write_json(out: BinaryIO, drafts: Sequence[FileDraft]) -> None:
    """Write documents as the own JSON; fields that are empty are left out."""
    documents = [{"type": one.type, "fields": {k: v for k, v in one.raw.items() if v}} for one in drafts]
    tree = {"format": FORMAT, "version": VERSION, "documents": documents}
    out.write((json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode())


def read_csv(data: bytes) -> FileDrafts:
    """Read the own CSV; a file that is no UTF-8 has the problem `file_encoding`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _refused("documents-csv", "encoding", code="file_encoding")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    drafts: list[FileDraft] = []
    try:
        head = [name.strip() for name in next(lines, [])]
        for cells in lines:
            if any(cells):
                drafts.append(_csv_draft(len(drafts) + 1, lines.line_num, head, cells))
    except csv.Error:
        return _refused("documents-csv", "quotes")
    return FileDrafts("documents-csv", VERSION, "utf-8", tuple(drafts))


def write_csv(out: BinaryIO, drafts: Sequence[FileDraft]) -> None:
    """Write documents of one type as the own CSV; raises `BadInput("file_rows_not_csv")` for types with rows."""
    types = list(dict.fromkeys(one.type for one in drafts))
    if len(types) != 1 or not flat(types[0]):
        raise BadInput("file_rows_not_csv", value=", ".join(types))
    names = [field.name for field in registry[types[0]].declared]
    stream = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(["type", *names])
    for one in drafts:
        writer.writerow([one.type, *(guarded(str(one.raw.get(name, ""))) for name in names)])
    stream.flush()
    stream.detach()


def flat(kind: str) -> bool:
    """Whether a type has no rows, so that a table can hold it."""
    return kind in registry and all(field.rows is None for field in registry[kind].declared)


def _json_draft(index: int, one: Mapping[str, Any]) -> FileDraft:
    fields = one["fields"]
    if not isinstance(one["type"], str) or not all(_plain(value) for value in fields.values()):
        raise TypeError(index)
    return FileDraft(index, 0, one["type"], dict(fields))


def _plain(value: object) -> bool:
    if isinstance(value, str):
        return True
    rows = value if isinstance(value, list) else [None]
    return all(isinstance(row, dict) and all(isinstance(text, str) for text in row.values()) for row in rows)


def _csv_draft(index: int, line: int, head: Sequence[str], cells: Sequence[str]) -> FileDraft:
    problems: tuple[Problem, ...] = ()
    if len(cells) > len(head):
        facts = {"value": str(len(cells)), "expected": str(len(head))}
        problems = (Problem("", "file_cells", Severity.BLOCK, facts),)
    raw = {name: _unguarded(cell) for name, cell in zip(head, cells, strict=False) if name != "type"}
    return FileDraft(index, line, cells[0].strip(), raw, problems)


def _unguarded(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def _refused(form: str, place: str, code: str = "file_json_malformed") -> FileDrafts:
    return FileDrafts(form, problems=(Problem("", code, Severity.BLOCK, {"place": place}),))


JSON: Final = FileForm("documents", "", "BSClient JSON", "json", looks_json, read_json, write_json)
CSV: Final = FileForm("documents-csv", "", "BSClient CSV", "csv", looks_csv, read_csv, write_csv)
