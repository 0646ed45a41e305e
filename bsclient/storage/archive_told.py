"""Which statement files told of which entries, and how a file is taken back.

An entry that another file told too stays, as that one told it, or as the file that is taken back did where it was the
first; what the bank told is never touched. Rows of entries are marks elsewhere (`folder_exports`, notices, the index of the
search), so their highest number never falls: the last entry that stays takes it over, noted in `entry_moved`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bsclient.storage import settings
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_TURN: Final = "archive.turn"
_SEARCHED: Final = "search.row"
_TELL: Final = (
    "INSERT INTO archive_told (entry, file, turn, missing, preliminary) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET turn = excluded.turn, missing = excluded.missing, preliminary = excluded.preliminary"
)
# What a file tells: its last reading does, or an earlier reading brought the entry (a table read again with other columns).
_TOLD: Final = """
    SELECT t.entry, t.missing = 0 OR e.file = t.file, EXISTS (
        SELECT 1 FROM archive_told o
        WHERE o.entry = t.entry AND o.file <> t.file AND (o.missing = 0 OR o.file = e.file)
    ) FROM archive_told t JOIN archive_entry e ON e.id = t.entry WHERE t.file = ?"""
_ACCOUNTS: Final = (
    "SELECT account FROM archive_section WHERE file = :file UNION SELECT e.account FROM archive_told t"
    " JOIN archive_entry e ON e.id = t.entry WHERE t.file = :file ORDER BY 1"
)
_FROM_OTHERS: Final = """
    UPDATE archive_entry SET
        file = coalesce((SELECT o.file FROM archive_told o WHERE o.entry = id AND o.file = archive_entry.file),
            (SELECT o.file FROM archive_told o WHERE o.entry = id AND o.missing = 0 ORDER BY o.turn LIMIT 1)),
        preliminary = coalesce((SELECT min(o.preliminary) FROM archive_told o WHERE o.entry = id AND o.missing = 0),
            preliminary),
        missing = coalesce((SELECT o.file FROM archive_told o WHERE o.entry = id AND o.missing = 1 AND o.turn >
            (SELECT coalesce(max(t.turn), 0) FROM archive_told t WHERE t.entry = id AND t.missing = 0)
            ORDER BY o.turn LIMIT 1), 0)
    WHERE id = ?"""
_LAST: Final = "SELECT coalesce(max(row), 0) FROM entry"
_NOTE_MOVED: Final = (
    "INSERT INTO entry_moved (id, was) SELECT id, row FROM entry WHERE row = ? ON CONFLICT DO NOTHING"
)
_EMPTY: Final = (
    "DELETE FROM account WHERE number = ? AND source = 'file'"
    " AND NOT EXISTS (SELECT 1 FROM archive_section s WHERE s.account = number)"
    " AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.account = number)"
)


@dataclass(frozen=True, slots=True)
class Share:
    """What is a file's own: the entries that it alone told; how many others told too; the accounts that it told of."""

    gone: tuple[str, ...]
    kept: int
    accounts: tuple[str, ...]


def begin(work: UnitOfWork, file: int) -> int:
    """Begin to keep a file, for the first time or again; returns the turn for `tell`."""
    turn = max(int(settings.get(work, _TURN, "0")) + 1, file)
    settings.put(work, _TURN, str(turn))
    return turn


def tell(
    work: UnitOfWork, file: tuple[int, int], told: Iterable[tuple[str, bool]], missing: Iterable[str]
) -> None:
    """Note which entries a file (its id, the turn) tells, preliminary or not, and which it promises and lacks."""
    number, turn = file
    rows = [(one, number, turn, 0, int(preliminary)) for one, preliminary in told]
    work.run_many(_TELL, [*rows, *((one, number, turn, 1, 0) for one in missing)])


def share(reader: Reader, file: int) -> Share:
    """Return what taking a file back would do."""
    rows = reader.all(_TOLD, (file,))
    gone = tuple(entry for entry, told, others in rows if told and not others)
    kept = sum(told and others for _, told, others in rows)
    accounts = tuple(row[0] for row in reader.all(_ACCOUNTS, {"file": file}))
    return Share(gone, kept, accounts)


def take_back(work: UnitOfWork, file: int) -> Share:
    """Take a file back: what it alone told, its sections and itself. Balances are settled by the caller."""
    found = share(work, file)
    touched = {row[0] for row in work.all(_TOLD, (file,))}.difference(found.gone)
    last = int(work.scalar(_LAST))
    for table, column in (
        ("archive_told", "entry"),
        ("entry", "id"),
        ("entry_apart", "id"),
        ("archive_entry", "id"),
    ):
        work.run_many(f"DELETE FROM {table} WHERE {column} = ?", [(one,) for one in found.gone])  # noqa: S608 -- fixed names
    work.run("DELETE FROM archive_told WHERE file = ?", (file,))
    work.run_many(_FROM_OTHERS, [(one,) for one in sorted(touched)])
    work.run("DELETE FROM archive_section WHERE file = ?", (file,))
    work.run("DELETE FROM archive_file WHERE id = ?", (file,))
    _keep_last(work, last)
    work.touch_accounts(found.accounts)
    return found


def drop_empty(work: UnitOfWork, accounts: Sequence[str]) -> None:
    """Forget accounts of other banks of which no file tells any more."""
    work.run_many(_EMPTY, [(one,) for one in accounts])


def _keep_last(work: UnitOfWork, last: int) -> None:
    """Let the last entry that stays have the row that was the highest; the search looks at it anew."""
    now = int(work.scalar(_LAST))
    if now == last:
        return
    work.run(_NOTE_MOVED, (now,))
    work.run("UPDATE entry SET row = ? WHERE row = ?", (last, now))
    searched = int(settings.get(work, _SEARCHED, "0"))
    settings.put(work, _SEARCHED, str(min(searched, last - 1) if now else 0))
    if not now:  # no entry is left at all: marks begin anew
        work.run("UPDATE export_mark SET reached = 0 WHERE account NOT IN (SELECT account FROM closing)")
        work.run("UPDATE notice_mark SET value = '0' WHERE key = 'row'")
