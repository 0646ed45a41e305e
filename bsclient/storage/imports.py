"""Files of payments taken in as one: thousands of documents in one transaction, and out again.

Rows of an import are counted and indexed thousands at a time, while they are still in the cache (`storage.intake`).
Undoing deletes the drafts softly: they can still be seen and restored.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from bsclient import clock
from bsclient.domain import states
from bsclient.domain.states import Event, State
from bsclient.errors import NotAllowed
from bsclient.storage import columns, intake, journal, values
from bsclient.storage.rows.sources import ImportRow
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_LAST_ROW: Final = "SELECT coalesce(max(row), 0) FROM document"
_DOCUMENT: Final = (
    f"INSERT INTO document (row, id, type, state, {', '.join(columns.NARROW)}, created, updated, author, import_id)"  # noqa: S608 -- fixed text
    f" VALUES (?, ?, ?, ?, {', '.join('?' * len(columns.NARROW))}, ?, ?, ?, ?)"
)
_BODY: Final = "INSERT INTO body (row, raw) VALUES (?, ?)"
_EVENT: Final = (
    "INSERT INTO event (row, step, at, by, actor, event, state) SELECT row, 1, ?, 'user', ?,"
    " iif(state = 'invalid', 'save_invalid', 'save_imported'), state FROM document WHERE row BETWEEN ? AND ? ORDER BY row"
)
_FILE: Final = (
    "INSERT INTO import_file (id, name, sha256, at, author, count, total, first_row, last_row)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_LIST: Final = (
    "SELECT id, name, sha256, at, author, count, total, undone FROM import_file ORDER BY at DESC, id LIMIT ?"
)
_LIST_SEEN: Final = """
    SELECT f.id, f.name, f.sha256, f.at, f.author, count(d.row), coalesce(sum(d.amount), 0), f.undone FROM import_file f
    LEFT JOIN document d ON d.row BETWEEN f.first_row AND f.last_row GROUP BY f.id ORDER BY f.at DESC, f.id LIMIT ?"""
_ONE: Final = "SELECT id, name, sha256, at, author, count, total, undone FROM import_file WHERE id = ?"
_BY_HASH: Final = (
    "SELECT id, name, sha256, at, author, count, total, undone FROM main.import_file"
    " WHERE sha256 = ? AND undone = '' ORDER BY at DESC LIMIT 1"
)
_ROWS: Final = "SELECT first_row, last_row FROM import_file WHERE id = ?"
_STATES: Final = "SELECT state, count(*) FROM document WHERE row BETWEEN ? AND ? GROUP BY state"
_IDS: Final = "SELECT id FROM document WHERE row BETWEEN ? AND ? ORDER BY row"
_DELETED_EVENT: Final = (
    "INSERT INTO event (row, step, at, by, actor, event, state)"
    " SELECT d.row, (SELECT max(e.step) + 1 FROM event e WHERE e.row = d.row), ?, 'user', ?, 'delete', 'deleted'"
    " FROM document d WHERE d.row BETWEEN ? AND ? AND d.state <> 'deleted' ORDER BY d.row"
)
_DELETE: Final = (
    "UPDATE document SET state = 'deleted', updated = ? WHERE row BETWEEN ? AND ? AND state <> 'deleted'"
)
_UNDONE: Final = "UPDATE import_file SET undone = ? WHERE id = ?"
_SUM: Final = "SELECT count(*), coalesce(sum(amount), 0) FROM document WHERE row BETWEEN ? AND ?"
_MARK: Final = "UPDATE document SET import_id = ? WHERE row BETWEEN ? AND ?"
_BATCH: Final = 250
"""Rows that wait for one statement: fewer than make Python look for garbage among them."""
_INDEXED: Final = 10_000
"""Rows that are counted and indexed together. They fit into the cache; fewer would make the search index merge more often."""
_TYPE: Final = "payment_order"
_AMOUNT: Final = columns.NARROW.index("amount")
_BIRTHS: Final = {
    True: states.after(None, Event.SAVE_IMPORTED).value,
    False: states.after(None, Event.SAVE_INVALID).value,
}


@dataclass(frozen=True, slots=True)
class File:
    """The file that is taken in."""

    id: str
    name: str
    author: str


class Batch:
    """Takes documents in within one transaction; `finish` makes them count."""

    def __init__(self, work: UnitOfWork, file: File) -> None:
        self._work = work
        self._file = file
        self._row = int(work.scalar(_LAST_ROW))
        self._first = self._row + 1
        self._indexed = self._row
        self._documents: list[tuple[Any, ...]] = []
        self._bodies: list[tuple[int, str]] = []
        self._stamps = (work.stamp, work.stamp, file.author, file.id)
        self.count = 0
        self.total = 0

    def add(self, document_id: str, told: tuple[Any, ...], raw: str, *, valid: bool) -> None:
        """Take one payment order: its columns in the order of `columns.NARROW`, its draft as JSON."""
        self._row += 1
        self._documents.append((self._row, document_id, _TYPE, _BIRTHS[valid], *told, *self._stamps))
        self._bodies.append((self._row, raw))
        self.count += 1
        self.total += told[_AMOUNT] or 0
        if len(self._documents) >= _BATCH:
            self._flush()
            if self._row - self._indexed >= _INDEXED:
                self._index()

    def finish(self, sha256: str) -> None:
        """Write, count and index what is left, note the file and its hash in the audit journal."""
        self._flush()
        self._index()
        work, file, rows = self._work, self._file, (self._first, self._row)
        work.run(_FILE, (file.id, file.name, sha256, work.stamp, file.author, self.count, self.total, *rows))
        facts = {"name": file.name, "count": str(self.count), "total": str(values.amount(self.total))}
        journal.append(work, journal.Act(file.author, "import", file.id, sha256, facts))
        work.touch_everything()

    def _flush(self) -> None:
        self._work.run_many(_DOCUMENT, self._documents)
        self._work.run_many(_BODY, self._bodies)
        self._documents.clear()
        self._bodies.clear()

    def _index(self) -> None:
        """Begin the history of the rows since the last call, count and index them."""
        rows = (self._indexed + 1, self._row)
        self._work.run(_EVENT, (self._work.stamp, self._file.author, *rows))
        intake.count_and_index(self._work, *rows)
        self._indexed = self._row


def next_row(reader: Reader) -> int:
    """Return the row number that the next new document will have."""
    return int(reader.scalar(_LAST_ROW)) + 1


def note(work: UnitOfWork, file: File, sha256: str, rows: tuple[int, int]) -> None:
    """Note documents that were kept one by one in this transaction as an import: it can be undone like any other."""
    count, total = work.one(_SUM, rows)
    work.run(_MARK, (file.id, *rows))
    work.run(_FILE, (file.id, file.name, sha256, work.stamp, file.author, count, total, *rows))
    facts = {"name": file.name, "count": str(count), "total": str(values.amount(total))}
    journal.append(work, journal.Act(file.author, "import", file.id, sha256, facts))
    work.touch_everything()


def undo(work: UnitOfWork, import_id: str, actor: str) -> int:
    """Delete all drafts of an import, all or none; return how many.

    Raises `NotAllowed("import_unknown")`, `NotAllowed("import_undone")`, and `NotAllowed("import_signed")` when one
    of them is signed or sent.
    """
    file = find(work, import_id)
    if file is None:
        raise NotAllowed("import_unknown", value=import_id)
    if file.undone is not None:
        raise NotAllowed("import_undone", name=file.name)
    taken = signed(work, import_id)
    if taken:
        raise NotAllowed("import_signed", name=file.name, count=str(taken))
    rows = _rows(work, import_id)
    work.run(_DELETED_EVENT, (work.stamp, actor, *rows))
    deleted = work.run(_DELETE, (work.stamp, *rows)).rowcount
    work.run(_UNDONE, (work.stamp, import_id))
    facts = {"name": file.name, "count": str(deleted)}
    journal.append(work, journal.Act(actor, "import_undo", import_id, file.sha256, facts))
    work.touch_everything()
    return deleted


def signed(reader: Reader, import_id: str) -> int:
    """Return how many documents of an import are no longer mere drafts."""
    drafts = {*states.EDITABLE, State.DELETED}
    return sum(
        count for state, count in reader.all(_STATES, _rows(reader, import_id)) if State(state) not in drafts
    )


def find(reader: Reader, import_id: str) -> ImportRow | None:
    """Return an import, or None."""
    found = reader.one(_ONE, (import_id,))
    return None if found is None else _row(found)


def by_hash(reader: Reader, sha256: str) -> ImportRow | None:
    """Return the last import of a file with the same bytes that was not undone, or None."""
    found = reader.one(_BY_HASH, (sha256,))
    return None if found is None else _row(found)


def recent(reader: Reader, limit: int = 50) -> list[ImportRow]:
    """Return imports, the newest first; `count` and `total` are of the documents that the reader shows."""
    return [_row(found) for found in reader.all(_LIST_SEEN if reader.narrowed else _LIST, (limit,))]


def ids(reader: Reader, import_id: str) -> list[str]:
    """Return the ids of the documents of an import in the order of the file."""
    return [str(found[0]) for found in reader.all(_IDS, _rows(reader, import_id))]


def _rows(reader: Reader, import_id: str) -> tuple[int, int]:
    """Return the first and last row number of an import: no other writer comes between its rows."""
    found = reader.one(_ROWS, (import_id,))
    return (0, -1) if found is None else (int(found[0]), int(found[1]))


def _row(found: Any) -> ImportRow:
    return ImportRow(
        id=found[0],
        name=found[1],
        sha256=found[2],
        at=clock.parse(found[3]),
        author=found[4],
        count=found[5],
        total=values.amount(found[6]),
        undone=values.instant_or_none(found[7]),
    )
