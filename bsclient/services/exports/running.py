"""Exports into folders by themselves: every operation comes into a file once, whenever the program is cut off.

The order is: write beside the name; note "ready" with the name and the mark; rename; note "done" and move the mark. A cut
before the note leaves a file that is swept away. A cut after it is finished at the next run: if what was written beside is
still there it is renamed, else the rename took place, even if another program has taken the file away since.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from bsclient.clock import MOSCOW
from bsclient.domain.identity import new_id
from bsclient.domain.rights import Action
from bsclient.errors import BadInput, BsError, NotAllowed, StorageFailed
from bsclient.formats import registry
from bsclient.services.context import Workplace
from bsclient.services.exports import files as folder_files
from bsclient.services.exports.jobs import Job, What, When, checked, due, formats
from bsclient.services.exports.pieces import Piece, Pieces
from bsclient.services.statements.reading import AccountView, Statements
from bsclient.storage import folder_exports as kept
from bsclient.storage.folder_exports import FAILED, READY, FileRow, JobRow
from bsclient.storage.unit_of_work import Reader

__all__ = ["FileRow", "FolderExports", "Job", "Ran", "What", "When", "formats"]

LOG: Final = 500


@dataclass(frozen=True, slots=True)
class Ran:
    """What a job came to; `error` says why it stopped."""

    job: str
    name: str
    files: int
    error: BsError | None = None


class FolderExports:
    """The jobs of an open profile; all its users share them, those who may export change and run them."""

    def __init__(self, place: Workplace, statements: Statements) -> None:
        self._place, self._statements = place, statements
        self._pieces = Pieces(place, statements)
        self._running = threading.Lock()

    # jobs ---------------------------------------------------------------------------------------------------------

    def jobs(self) -> list[Job]:
        """Return the jobs by name."""
        with self._place.store.read() as reader:
            return [_job(row) for row in kept.jobs(reader)]

    def save(self, job: Job) -> Job:
        """Keep a job; one that asks for something else now begins anew.

        Raises as `jobs.checked`, `export_name_taken`, `export_unknown` for one that was deleted meanwhile.
        """
        self._place.permissions.demand(Action.EXPORT)
        job = checked(job)
        with self._running, self._place.store.write() as work:
            others = {row.id: _job(row) for row in kept.jobs(work)}
            if any(one.name == job.name and one.id != job.id for one in others.values()):
                raise BadInput("export_name_taken", name=job.name)
            before = others.get(job.id)
            if job.id and before is None:
                raise NotAllowed("export_unknown")
            identity = job.id if before is not None else new_id(self._place.instant)
            begun = self._place.instant if before is None else before.begun
            job = msgspec.structs.replace(job, id=identity, begun=begun, since=job.since or self._place.today)
            kept.put_job(work, job.id, job.name, msgspec.json.encode(job).decode(), self._place.actor)
            if before is not None and before.asks() != job.asks():
                kept.forget_reached(work, job.id)
        return job

    def delete(self, job_id: str) -> None:
        """Delete a job; its files and its log stay. Raises `NotAllowed("export_unknown")`."""
        self._place.permissions.demand(Action.EXPORT)
        with self._running, self._place.store.write() as work:
            if not kept.remove_job(work, job_id):
                raise NotAllowed("export_unknown")

    def log(self, limit: int = LOG) -> Sequence[FileRow]:
        """Return what was written and what failed, newest first."""
        with self._place.store.read() as reader:
            return kept.latest(reader, limit)

    # runs ---------------------------------------------------------------------------------------------------------

    def run_due(self) -> list[Ran]:
        """Run what is due now; nothing without the right to export."""
        now = self._place.instant
        with self._place.store.read() as reader:
            rows = kept.jobs(reader)
        wanted = [row for row in rows if _due(row, now)]
        if not wanted or not self._place.permissions.may(Action.EXPORT):
            return []
        return [self._run(_job(row), quiet=True) for row in wanted]

    def run(self, job_id: str) -> Ran:
        """Run one job now, due or not. Raises `NotAllowed("export_unknown")`; what goes wrong is in the answer."""
        self._place.permissions.demand(Action.EXPORT)
        with self._place.store.read() as reader:
            job = _known(reader, job_id)
        return self._run(job, quiet=False)

    def _run(self, job: Job, *, quiet: bool) -> Ran:
        files = 0
        with self._running:
            found = self._still(job, quiet=quiet)
            if found is None:
                return Ran(job.id, job.name, 0)
            job = found
            try:
                folder = folder_files.folder_of(job.folder)
                files += self._finish(job, folder)
                for account in self._accounts(job):
                    for piece in self._pieces.of(job, account):
                        files += self._write(job, folder, piece)
            except BsError as error:
                return self._failed(job, files, error)
            except OSError as error:  # a share that went away: the pause is noted as for any other failure
                reason = error.strerror or ""
                return self._failed(
                    job, files, StorageFailed("file_not_written", name=job.folder, reason=reason)
                )
            if files or not (quiet and job.when is When.SYNC):
                with self._place.store.write() as work:
                    kept.note_ran(work, job.id)
        return Ran(job.id, job.name, files)

    def _still(self, job: Job, *, quiet: bool) -> Job | None:
        """Return a job as it is kept now; None if it went, or is no longer due, while this run waited for another."""
        with self._place.store.read() as reader:
            row = next((row for row in kept.jobs(reader) if row.id == job.id), None)
        if row is None or (quiet and not _due(row, self._place.instant)):
            return None
        return _job(row)

    def _accounts(self, job: Job) -> list[AccountView]:
        known = self._statements.accounts(closed=True)
        return [one for one in known if not job.accounts or one.number in job.accounts]

    def _finish(self, job: Job, folder: Path) -> int:
        """Finish what an earlier run has noted as ready; sweep away what it has not.

        What was begun in a former folder that is gone is given up without its mark: it is written again in this one.
        """
        with self._place.store.read() as reader:
            rows = kept.ready(reader, job.id)
        finished = len(rows)
        for row in rows:
            old = Path(row.folder)
            if old != folder and not folder_files.is_there(old):
                finished -= 1
                with self._place.store.write() as work:
                    kept.note_left(work, row.seq, "export_left", {"name": row.name, "folder": row.folder})
            elif (old / row.beside).exists():
                self._name(row)
            else:
                with self._place.store.write() as work:
                    kept.note_done(
                        work, row, row.seq, "" if _is_ours(old / row.name, row) else "export_taken"
                    )
        folder_files.sweep(folder, job.id, set())
        return finished

    def _write(self, job: Job, folder: Path, piece: Piece) -> int:
        content = piece.content()
        with self._place.store.read() as reader:
            last = kept.last_done(reader, job.id, piece.statement.account, piece.day) if piece.day else None
        beside = folder_files.beside(job.id)
        row = self._row(job, folder, piece, FileRowParts(beside, content))
        if last is not None and last.content == content:
            if piece.reached:
                with self._place.store.write() as work:
                    kept.note_done(work, dataclasses.replace(row, name=last.name), last.seq)
            return 0
        path = folder / beside
        self._statements.export(piece.statement, job.format, path, job.language)
        folder_files.keep(path)
        row = dataclasses.replace(
            row, sha256=folder_files.sha256(path), name=self._wanted(job, folder, row, last)
        )
        with self._place.store.write() as work:
            seq = kept.note_ready(work, row)
        self._name(dataclasses.replace(row, seq=seq))
        return 1

    def _wanted(self, job: Job, folder: Path, row: FileRow, last: FileRow | None) -> str:
        """Return the name of a file: that of the day's earlier one if nobody has changed it, else one that is free."""
        form = registry.named(job.format)
        ending = form.ending if form is not None else ""
        there = last is not None and last.folder == row.folder and Path(last.name).suffix == ending
        if last is not None and there and _is_ours(folder / last.name, last):
            return last.name
        return folder_files.free(folder, row.name + ending)

    def _name(self, row: FileRow) -> None:
        """Give a ready file its name; one that was taken meanwhile by another file gets a counter."""
        folder = Path(row.folder)
        with self._place.store.read() as reader:
            last = kept.last_done(reader, row.job, row.account, row.day) if row.day else None
        ours = last is not None and last.name == row.name and _is_ours(folder / row.name, last)
        if not ours:
            name = folder_files.free(folder, row.name)
            if name != row.name:
                row = dataclasses.replace(row, name=name)
                with self._place.store.write() as work:
                    kept.rename(work, row.seq, name)
        folder_files.move(folder / row.beside, folder / row.name)
        with self._place.store.write() as work:
            kept.note_done(work, row, row.seq)

    def _row(self, job: Job, folder: Path, piece: Piece, parts: FileRowParts) -> FileRow:
        one, local = piece.statement, self._place.instant.astimezone(MOSCOW)
        told = {
            "account": one.account, "last4": one.account[-4:], "date": f"{local:%Y-%m-%d}", "time": f"{local:%H%M%S}",
            "from": one.start.isoformat(), "to": one.end.isoformat(), "name": job.name,
        }  # fmt: skip
        return FileRow(
            job=job.id, at=self._place.instant, state=READY, account=one.account, folder=str(folder), day=piece.day,
            name=folder_files.file_name(job.pattern, told, ""), beside=parts.beside, reached=piece.reached,
            count=len(one.entries), credits=one.credits, debits=one.debits, currency=one.currency, content=parts.content,
        )  # fmt: skip

    def _failed(self, job: Job, files: int, error: BsError) -> Ran:
        row = FileRow(
            job=job.id, at=self._place.instant, state=FAILED, account="", folder=job.folder, code=error.code,
            facts=error.facts,
        )  # fmt: skip
        with self._place.store.write() as work:
            kept.note_failed(work, row)
            kept.note_tried(work, job.id)
        return Ran(job.id, job.name, files, error)


@dataclass(frozen=True, slots=True)
class FileRowParts:
    """Where a file is written first, and the hash of what it tells of."""

    beside: str
    content: str


def _is_ours(path: Path, row: FileRow) -> bool:
    return bool(row.sha256) and folder_files.sha256(path) == row.sha256


def _due(row: JobRow, now: dt.datetime) -> bool:
    return due(_job(row), now, row.ran, row.tried)


def _known(reader: Reader, job_id: str) -> Job:
    found = next((_job(row) for row in kept.jobs(reader) if row.id == job_id), None)
    if found is None:
        raise NotAllowed("export_unknown")
    return found


def _job(row: JobRow) -> Job:
    return msgspec.structs.replace(msgspec.json.decode(row.body, type=Job), id=row.id, name=row.name)
