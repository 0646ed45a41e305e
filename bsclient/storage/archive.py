"""Statement files that were taken in: the files, what their sections say, the entries that came from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from bsclient import clock
from bsclient.storage import ledger, values
from bsclient.storage.rows.statements import EntryRow
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_FILE: Final = "SELECT id, sha256, name, format, size, at, author FROM archive_file WHERE sha256 = ?"
_FILES: Final = "SELECT id, sha256, name, format, size, at, author FROM archive_file ORDER BY id DESC LIMIT ?"
_PUT_FILE: Final = (
    "INSERT INTO archive_file (sha256, name, format, size, at, author) VALUES (?, ?, ?, ?, ?, ?)"
)
_PUT_SECTION: Final = (
    'INSERT INTO archive_section (file, account, start, "end", currency, opening, closing, credits, debits,'
    " preliminary, owner, bank, bic) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_SECTIONS: Final = (
    'SELECT file, account, start, "end", currency, opening, closing, credits, debits, preliminary, owner, bank, bic'
    " FROM archive_section WHERE account = ? ORDER BY start, file"
)
_PUT_ENTRY: Final = (
    "INSERT INTO archive_entry (id, account, day, file, preliminary, reversal, reference, other_day)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET missing = 0, preliminary = excluded.preliminary"
)
_MISSING: Final = "UPDATE archive_entry SET missing = ? WHERE id = ? AND missing = 0"
_FOUND: Final = (
    "UPDATE archive_entry SET missing = 0, preliminary = preliminary AND ?,"
    " reference = CASE reference WHEN '' THEN ? ELSE reference END,"
    " other_day = CASE WHEN other_day = '' AND day <> ? THEN ? ELSE other_day END WHERE id = ?"
)
_ORIGIN: Final = (
    "SELECT e.id, f.format, e.missing, e.preliminary, f.name, e.reference, e.other_day FROM archive_entry e JOIN archive_file f ON f.id = e.file"
    " WHERE e.account = ? AND e.day BETWEEN ? AND ?"
)
_FILE_BY_ID: Final = "SELECT id, sha256, name, format, size, at, author FROM archive_file WHERE id = ?"
_NAME: Final = "SELECT name FROM archive_file WHERE id = ?"
_OUT_OF_ORDER: Final = (
    "SELECT 1 FROM (SELECT value_date < max(value_date) OVER (ORDER BY row ROWS UNBOUNDED PRECEDING) AS late"
    " FROM entry WHERE account = ?) WHERE late LIMIT 1"
)
_REORDER: Final = """
    UPDATE entry SET row = moved.place FROM (
        SELECT row AS old, (SELECT max(row) FROM entry) + row_number() OVER (ORDER BY value_date, row) AS place
        FROM entry WHERE account = ?
    ) moved WHERE entry.row = moved.old"""
_WALK: Final = "SELECT row, value_date, CASE credit WHEN 1 THEN amount ELSE -amount END, balance_after FROM entry WHERE account = ? ORDER BY row"  # fmt: skip
_BALANCE: Final = "UPDATE entry SET balance_after = ? WHERE row = ?"
_APART: Final = ledger.SELECTED + " FROM entry_apart WHERE account = ? AND value_date BETWEEN ? AND ? ORDER BY value_date, id"  # fmt: skip
_APART_ACCOUNTS: Final = "SELECT DISTINCT account FROM entry_apart"


@dataclass(frozen=True, slots=True)
class FileRow:
    """A statement file that was taken in."""

    id: int
    sha256: str
    name: str
    format: str
    size: int
    at: dt.datetime
    author: str


@dataclass(frozen=True, slots=True)
class SectionRow:
    """What a file says of an account over an interval; None where it does not say."""

    file: int
    account: str
    start: dt.date | None
    end: dt.date | None
    currency: str
    opening: Decimal | None
    closing: Decimal | None
    credits: Decimal | None
    debits: Decimal | None
    preliminary: bool
    owner: str
    bank: str
    bic: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entry came from: the format and name of the file; `missing` names the file (its id) that lacks it.

    `reference` is the bank's name of the entry, `other` the day of booking or of value that is not its own, if told.
    """

    format: str
    missing: int
    preliminary: bool
    name: str
    reference: str
    other: dt.date | None


@dataclass(frozen=True, slots=True)
class Mark:
    """What a file says of an entry beside it; `other` is a second date: of booking or of value."""

    entry: EntryRow
    preliminary: bool
    reversal: bool
    reference: str
    other: dt.date | None


def file_of(reader: Reader, sha256: str) -> FileRow | None:
    """Return the file with these bytes, if it was taken in."""
    found = reader.one(_FILE, (sha256,))
    return None if found is None else _file(found)


def files(reader: Reader, limit: int = 200) -> list[FileRow]:
    """Return the files taken in last, the newest first."""
    return [_file(found) for found in reader.all(_FILES, (limit,))]


def put_file(work: UnitOfWork, sha256: str, told: tuple[str, str, int], author: str) -> int:
    """Keep a file (name, format, size) and return its id; one that is here keeps its own."""
    known = file_of(work, sha256)
    if known is not None:
        return known.id
    name, kind, size = told
    return work.run(_PUT_FILE, (sha256, name, kind, size, work.stamp, author)).lastrowid


def put_sections(work: UnitOfWork, rows: Iterable[SectionRow]) -> None:
    """Keep what a file says of accounts."""
    work.run_many(
        _PUT_SECTION,
        [
            (
                row.file, row.account, values.day_text(row.start), values.day_text(row.end), row.currency,
                *(values.minor(one, row.currency) for one in (row.opening, row.closing, row.credits, row.debits)),
                int(row.preliminary), row.owner, row.bank, row.bic,
            )
            for row in rows
        ],
    )  # fmt: skip


def sections(reader: Reader, account: str) -> list[SectionRow]:
    """Return what all files say of an account, by first day, of one day in the order in which the files came."""
    return [_section(found) for found in reader.all(_SECTIONS, (account,))]


def put_marks(work: UnitOfWork, file: int, marks: Iterable[Mark]) -> None:
    """Keep from which file entries came."""
    work.run_many(
        _PUT_ENTRY,
        [
            (
                one.entry.id, one.entry.account, one.entry.value_date.isoformat(), file, int(one.preliminary),
                int(one.reversal), one.reference, values.day_text(one.other),
            )
            for one in marks
        ],
    )  # fmt: skip


def note_missing(work: UnitOfWork, file: int, ids: Sequence[str]) -> None:
    """Note that a file promises a day and lacks entries of it; they stay."""
    work.run_many(_MISSING, [(file, one) for one in ids])


def note_found(work: UnitOfWork, found: Sequence[Mark]) -> None:
    """Note that entries stand in a file again: with its reference and its second date, where none was told before."""
    rows = []
    for one in found:
        other = values.day_text(one.other)
        rows.append((int(one.preliminary), one.reference, other, other, one.entry.id))
    work.run_many(_FOUND, rows)


def origins(reader: Reader, account: str, start: dt.date, end: dt.date) -> dict[str, Origin]:
    """Return where entries of an account came from, by id."""
    return {
        row[0]: Origin(row[1], row[2], bool(row[3]), row[4], row[5], values.day(row[6]))
        for row in reader.all(_ORIGIN, (account, start.isoformat(), end.isoformat()))
    }


def file_with(reader: Reader, number: int) -> FileRow | None:
    """Return a file by its id."""
    found = reader.one(_FILE_BY_ID, (number,))
    return None if found is None else _file(found)


def name_of(reader: Reader, file: int) -> str:
    """Return the name of a file."""
    return str(reader.scalar(_NAME, (file,)) or "")


def apart(reader: Reader, account: str, start: dt.date, end: dt.date) -> list[EntryRow]:
    """Return what files say of an account of the bank and the bank did not tell, by day."""
    return ledger.rows_of(reader.all(_APART, (account, start.isoformat(), end.isoformat())))


def apart_accounts(reader: Reader) -> list[str]:
    """Return the accounts of which files say more than the bank."""
    return [row[0] for row in reader.all(_APART_ACCOUNTS)]


def settle(work: UnitOfWork, account: str) -> Decimal:
    """Bring the entries of a file's account into the order of days and give each its balance; returns the last one.

    The order of rows is that of balances. A section's opening balance counts from its first day on; without
    any the balance of the first day is what the earliest section's closing says, else 0.
    """
    if work.one(_OUT_OF_ORDER, (account,)) is not None:
        work.run(_REORDER, (account,))
    anchors = _anchors(work, account)
    rows = work.all(_WALK, (account,))
    balance, changed, at = (anchors[0][1] if anchors else 0), [], 0
    for row, day, moved, stood in rows:
        while at < len(anchors) and anchors[at][0] <= day:
            balance = anchors[at][1]
            at += 1
        balance += moved
        if balance != stood:
            changed.append((balance, row))
    work.run_many(_BALANCE, changed)
    for _, later in anchors[at:]:
        balance = later
    return values.amount(balance, ledger.currency_of(work, account))


def _anchors(reader: Reader, account: str) -> list[tuple[str, int]]:
    """Return (first day, opening balance) of the sections, the file that came last for each day."""
    found: dict[str, int] = {}
    for one in sections(reader, account):
        opening = one.opening
        if opening is None and not (one.closing is None or one.credits is None or one.debits is None):
            opening = one.closing - one.credits + one.debits
        if opening is not None and one.start is not None:
            found[one.start.isoformat()] = values.minor(opening, one.currency) or 0
    return sorted(found.items())


def _section(found: Any) -> SectionRow:
    opening, closing, credits_, debits = (values.amount_or_none(one, found[4]) for one in found[5:9])
    return SectionRow(
        found[0], found[1], values.day(found[2]), values.day(found[3]), found[4], opening, closing, credits_, debits,
        bool(found[9]), found[10], found[11], found[12],
    )  # fmt: skip


def _file(found: Any) -> FileRow:
    return FileRow(found[0], found[1], found[2], found[3], found[4], clock.parse(found[5]), found[6])
