"""Exports into folders: the jobs, how far each is with an account, and the log of files.

A file is noted as ready before it gets its name and as done after it, with the mark, in one transaction: whatever is cut
between the two is settled by the next run.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from bsclient import clock
from bsclient.storage import closings, values
from bsclient.storage.closings import ClosingRow
from bsclient.storage.unit_of_work import Reader, UnitOfWork

READY, WRITTEN, FAILED = "ready", "done", "failed"

_PUT_JOB: Final = (
    "INSERT INTO export_job (id, name, body, author, updated) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET name = excluded.name, body = excluded.body, author = excluded.author,"
    " updated = excluded.updated"
)
_JOBS: Final = "SELECT id, name, body, ran, tried FROM export_job ORDER BY name, id"
_DELETE_JOB: Final = "DELETE FROM export_job WHERE id = ?"
_RAN: Final = "UPDATE export_job SET ran = ?, tried = ? WHERE id = ?"
_TRIED: Final = "UPDATE export_job SET tried = ? WHERE id = ?"
_REACHED: Final = "SELECT reached FROM export_mark WHERE job = ? AND account = ?"
_SET_REACHED: Final = (
    "INSERT INTO export_mark (job, account, reached) SELECT id, ?, ? FROM export_job WHERE id = ?"
    " ON CONFLICT (job, account) DO UPDATE SET reached = max(reached, excluded.reached)"
)
_REACHED_BY: Final = "SELECT job, account, reached FROM export_file WHERE seq = ?"
_FORGET: Final = "DELETE FROM export_mark WHERE job = ?"
_FORGET_READY: Final = "UPDATE export_file SET reached = 0 WHERE job = ? AND state = 'ready'"
_FORGET_DAYS: Final = (
    "UPDATE export_file SET content = '' WHERE job = ? AND day <> ''"
    " AND (folder <> ? OR substr(name, -length(?)) <> ?)"
)
_COLUMNS: Final = (
    "seq, job, at, state, account, day, folder, name, beside, reached, count, credits, debits, currency, sha256, content,"
    " code, facts"
)
_ADD: Final = (
    "INSERT INTO export_file (job, at, state, account, day, folder, name, beside, reached, count, credits, debits,"
    " currency, sha256, content, code, facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_READY: Final = f"SELECT {_COLUMNS} FROM main.export_file WHERE job = ? AND state = 'ready' ORDER BY seq"  # noqa: S608 -- fixed text
_DONE: Final = "UPDATE export_file SET state = 'done', name = ?, code = ? WHERE seq = ?"
_LEFT: Final = "UPDATE export_file SET state = 'failed', code = ?, facts = ? WHERE seq = ?"
_RENAME: Final = "UPDATE export_file SET name = ? WHERE seq = ?"
_LAST_DONE: Final = f"""
    SELECT {_COLUMNS} FROM export_file WHERE job = ? AND account = ? AND day = ? AND state = 'done'
    ORDER BY seq DESC LIMIT 1"""  # noqa: S608 -- fixed text
_LATEST: Final = f"SELECT {_COLUMNS} FROM export_file ORDER BY seq DESC LIMIT ?"  # noqa: S608 -- fixed text
_LAST_OF_JOB: Final = "SELECT seq, state, code FROM export_file WHERE job = ? ORDER BY seq DESC LIMIT 1"
_WRITTEN: Final = "SELECT EXISTS (SELECT 1 FROM main.export_file WHERE job = ? AND name <> '')"
_HIDDEN: Final = """
    SELECT EXISTS (SELECT 1 FROM main.account m WHERE m.source = 'bank' AND (? OR m.number IN (SELECT value FROM json_each(?)))
    AND NOT EXISTS (SELECT 1 FROM account a WHERE a.number = m.number))"""
_AGAIN: Final = "UPDATE export_file SET at = ?, facts = ? WHERE seq = ?"
_NEW: Final = """
    SELECT row, value_date, credit, amount, balance_after, id, currency FROM entry
    WHERE account = ? AND row > ? AND value_date >= ?
    AND NOT EXISTS (SELECT 1 FROM entry_moved m WHERE m.id = entry.id AND m.was <= ?) ORDER BY row"""
_CLOSED: Final = "SELECT seq, day FROM closing WHERE account = ? AND seq > ? AND day >= ? ORDER BY seq"


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job as kept: `body` is JSON; `ran` when it last went through, `tried` when it was last begun."""

    id: str
    name: str
    body: str
    ran: dt.datetime | None
    tried: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """A line of the log. `beside` is the name under which the file was written, `content` the hash of what it tells of.

    `reached` is the mark of the account once the file is done. A failed one has code and facts and may have no file;
    the facts of others hold the mark of their folder.
    """

    job: str
    at: dt.datetime
    state: str
    account: str
    folder: str
    seq: int = 0
    day: str = ""
    name: str = ""
    beside: str = ""
    reached: int = 0
    count: int = 0
    credits: Decimal = Decimal("0.00")
    debits: Decimal = Decimal("0.00")
    currency: str = ""
    sha256: str = ""
    content: str = ""
    code: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as far as an export needs it to choose."""

    row: int
    day: dt.date
    credit: bool
    amount: Decimal
    balance_after: Decimal
    id: str


def put_job(work: UnitOfWork, job_id: str, name: str, body: str, author: str) -> None:
    """Keep a job."""
    work.run(_PUT_JOB, (job_id, name, body, author, work.stamp))


def jobs(reader: Reader) -> list[JobRow]:
    """Return all jobs by name."""
    return [
        JobRow(found[0], found[1], found[2], values.instant_or_none(found[3]), values.instant_or_none(found[4]))
        for found in reader.all(_JOBS)
    ]  # fmt: skip


def remove_job(work: UnitOfWork, job_id: str) -> bool:
    """Delete a job; its log stays. False when there was none."""
    return work.run(_DELETE_JOB, (job_id,)).rowcount > 0


def note_ran(work: UnitOfWork, job_id: str) -> None:
    """Note that a job went through."""
    work.run(_RAN, (work.stamp, work.stamp, job_id))


def note_tried(work: UnitOfWork, job_id: str) -> None:
    """Note that a job was begun and did not go through."""
    work.run(_TRIED, (work.stamp, job_id))


def reached(reader: Reader, job_id: str, account: str) -> int:
    """Return how far a job is with an account; 0 at its beginning."""
    return int(reader.scalar(_REACHED, (job_id, account)) or 0)


def set_reached(work: UnitOfWork, job_id: str, account: str, mark: int) -> None:
    """Note how far a job is with an account; nothing for one that was deleted meanwhile."""
    work.run(_SET_REACHED, (account, mark, job_id))


def begin_anew(work: UnitOfWork, job_id: str, folder: str, ending: str) -> None:
    """Let a job begin anew; days that it has written count only in the present folder and format."""
    work.run(_FORGET, (job_id,))
    work.run(_FORGET_READY, (job_id,))  # their marks count what the job no longer asks for
    work.run(_FORGET_DAYS, (job_id, folder, ending, ending))


def note_ready(work: UnitOfWork, row: FileRow) -> int:
    """Note a file that is written beside its name; returns the line of the log."""
    return _add(work, row)


def note_done(work: UnitOfWork, row: FileRow, seq: int, code: str = "") -> None:
    """Note that a file has its name, and how far the job is with it: a job that began anew meanwhile is not."""
    work.run(_DONE, (row.name, code, seq))
    job, account, mark = work.one(_REACHED_BY, (seq,))
    if mark:
        set_reached(work, job, account, mark)


def note_left(work: UnitOfWork, seq: int, code: str, facts: Mapping[str, str]) -> None:
    """Note that a ready file will never be finished; the mark of its account stays."""
    work.run(_LEFT, (code, values.json_text(dict(facts)), seq))


def rename(work: UnitOfWork, seq: int, name: str) -> None:
    """Note another name of a file that is ready."""
    work.run(_RENAME, (name, seq))


def note_failed(work: UnitOfWork, row: FileRow) -> None:
    """Note that a job failed, or left something out; the same reason again only renews the line."""
    last = work.one(_LAST_OF_JOB, (row.job,))
    if last is not None and (last[1], last[2]) == (FAILED, row.code):
        work.run(_AGAIN, (clock.stamp(row.at), values.json_text(dict(row.facts)), last[0]))
    else:
        _add(work, row)


def ready(reader: Reader, job_id: str) -> list[FileRow]:
    """Return the files of a job that were not finished."""
    return [_row(found) for found in reader.all(_READY, (job_id,))]


def last_done(reader: Reader, job_id: str, account: str, day: str) -> FileRow | None:
    """Return the last file of a job for a day of an account."""
    found = reader.one(_LAST_DONE, (job_id, account, day))
    return None if found is None else _row(found)


def last_code(reader: Reader, job_id: str) -> str:
    """Return the code of the last line that the reader shows of a job; "" for a file, or none."""
    found = reader.one(_LAST_OF_JOB, (job_id,))
    return "" if found is None else str(found[2])


def has_written(reader: Reader, job_id: str) -> bool:
    """Return whether a job has ever written a file, whoever may see it."""
    return bool(reader.scalar(_WRITTEN, (job_id,)))


def hides(reader: Reader, accounts: Sequence[str]) -> bool:
    """Return whether the reader does not show some of these accounts of the bank (none: of all)."""
    return bool(reader.scalar(_HIDDEN, (not accounts, values.json_text(list(accounts)))))


def latest(reader: Reader, limit: int) -> list[FileRow]:
    """Return the log, newest first."""
    return [_row(found) for found in reader.all(_LATEST, (limit,))]


def new_lines(reader: Reader, account: str, after: int, since: dt.date) -> list[Line]:
    """Return the entries of an account that came after a row and count from a day on; not those that only moved behind it."""
    return [
        Line(found[0], dt.date.fromisoformat(found[1]), bool(found[2]), values.amount(found[3], found[6]),
             values.amount(found[4], found[6]), found[5])
        for found in reader.all(_NEW, (account, after, since.isoformat(), after))
    ]  # fmt: skip


def new_closings(reader: Reader, account: str, after: int, since: dt.date) -> list[ClosingRow]:
    """Return the days of an account that the bank has closed, or closed anew, after a word of its feed."""
    days = [
        dt.date.fromisoformat(found[1]) for found in reader.all(_CLOSED, (account, after, since.isoformat()))
    ]
    return [closings.period(reader, account, day, day)[0] for day in days]


def _add(work: UnitOfWork, row: FileRow) -> int:
    sums = (row.count, values.minor(row.credits), values.minor(row.debits), row.currency)
    place = (row.account, row.day, row.folder, row.name, row.beside, row.reached)
    told = (row.sha256, row.content, row.code, values.json_text(dict(row.facts)))
    return work.run(_ADD, (row.job, clock.stamp(row.at), row.state, *place, *sums, *told)).lastrowid


def _row(found: Any) -> FileRow:
    return FileRow(
        seq=found[0], job=found[1], at=clock.parse(found[2]), state=found[3], account=found[4], day=found[5],
        folder=found[6], name=found[7], beside=found[8], reached=found[9], count=found[10],
        credits=values.amount(found[11]), debits=values.amount(found[12]), currency=found[13], sha256=found[14],
        content=found[15], code=found[16], facts=values.facts(found[17]),
    )  # fmt: skip
