"""Exports into folders by themselves: every operation comes into a file once, whenever the program is cut off.

The order is: write beside the name; note "ready" with the name and the mark; rename; note "done" and move the mark. What a
cut leaves is settled by the next run: a file that is still beside its name is withdrawn, and its operations are written by
the job as it is now; a file that is not there has its name, even if another program has taken it away since. That holds in
the folder of the file only: where that is away or another one, nothing is known, and the operations are written again.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bsclient.clock import MOSCOW
from bsclient.domain.rights import Action
from bsclient.errors import BsError, NotAllowed, StorageFailed
from bsclient.services.context import Workplace
from bsclient.services.exports import files as folder_files
from bsclient.services.exports import folder_marks, job_book
from bsclient.services.exports.job_book import JobBook
from bsclient.services.exports.jobs import Job, What, When, due, formats
from bsclient.services.exports.pieces import Piece, Pieces
from bsclient.services.statements.reading import AccountView, Statements
from bsclient.storage import folder_exports as kept
from bsclient.storage.folder_exports import FAILED, READY, FileRow, JobRow

__all__ = ["FileRow", "FolderExports", "Job", "Ran", "What", "When", "formats"]

PATIENCE_SECONDS: Final = 10
"""So long a run that the user asks for waits for another one: a share may hang for hours."""
NARROWED: Final = "export_narrowed"
_CHANGED: Final = "export_changed"
_PAPER: Final = "pdf"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a job came to; `error` says why it stopped, `narrowed` that the user may not view all of its accounts."""

    job: str
    name: str
    files: int
    error: BsError | None = None
    narrowed: bool = False


class FolderExports(JobBook):
    """The jobs of an open profile and their runs, one at a time; those who may export run them."""

    def __init__(self, place: Workplace, statements: Statements) -> None:
        super().__init__(place)
        self._statements = statements
        self._pieces = Pieces(place, statements)
        self._running = threading.Lock()

    def run_due(self) -> list[Ran]:
        """Run what is due now; nothing without the right to export, nor while a run goes on."""
        now = self._place.instant
        with self._place.store.read() as reader:
            rows = kept.jobs(reader)
        wanted = [row for row in rows if _due(row, now)]
        if not wanted or not self._place.permissions.may(Action.EXPORT):
            return []
        if not self._running.acquire(blocking=False):
            return []
        try:
            return [self._run(job_book.read(row), quiet=True) for row in wanted]
        finally:
            self._running.release()

    def run(self, job_id: str) -> Ran:
        """Run one job now, due or not. Raises NotAllowed: `export_unknown`, `export_running`; else the answer tells."""
        self._place.permissions.demand(Action.EXPORT)
        with self._place.store.read() as reader:
            job = job_book.known(reader, job_id)
        if not self._running.acquire(timeout=PATIENCE_SECONDS):
            raise NotAllowed("export_running")
        try:
            return self._run(job, quiet=False)
        finally:
            self._running.release()

    def _run(self, job: Job, *, quiet: bool) -> Ran:
        found = self._still(job, quiet=quiet)
        if found is None:
            return Ran(job.id, job.name, 0)
        job, files = found, [0]
        try:
            self._all(job, files)
        except BsError as error:
            if error.code == _CHANGED:  # nothing went wrong: the rest is for the job as it is now
                return Ran(job.id, job.name, files[0], None if quiet else error)
            return self._failed(job, files[0], error)
        except OSError as error:  # a share that went away: the pause is noted as for any other failure
            failed = StorageFailed("export_folder_silent", name=job.folder, reason=error.strerror or "")
            return self._failed(job, files[0], failed)
        with self._place.store.read() as reader:
            narrowed = kept.hides(reader, job.accounts)
            unsaid = narrowed and kept.last_code(reader, job.id) != NARROWED
        if unsaid or files[0] or not (quiet and job.when is When.SYNC):
            with self._place.store.write() as work:
                if narrowed:
                    kept.note_failed(work, self._told(job, NARROWED, {"name": self._place.user.name}))
                kept.note_ran(work, job.id)
        return Ran(job.id, job.name, files[0], narrowed=narrowed)

    def _all(self, job: Job, files: list[int]) -> None:
        """Settle what was cut, then write what is new; counts the files. The first account that failed is told at the end."""
        job = self._marked(job)
        folder = self._demand_folder(job)
        files[0] += self._settle(job, folder)
        failed: BsError | None = None
        for account in self._accounts(job):
            try:
                for piece in self._pieces.of(job, account):
                    files[0] += self._write(job, folder, piece)
            except BsError as error:
                if error.code == _CHANGED:
                    raise
                failed = failed or error
        if failed is not None:
            raise failed

    def _still(self, job: Job, *, quiet: bool) -> Job | None:
        """Return a job as it is kept now; None if it went, or is no longer due, while this run waited for another."""
        with self._place.store.read() as reader:
            row = next((row for row in kept.jobs(reader) if row.id == job.id), None)
        if row is None or (quiet and not _due(row, self._place.instant)):
            return None
        return job_book.read(row)

    def _accounts(self, job: Job) -> list[AccountView]:
        known = self._statements.accounts(closed=True)
        return [one for one in known if not job.accounts or one.number in job.accounts]

    def _settle(self, job: Job, folder: Path) -> int:
        """Settle what earlier runs have noted as ready and sweep their rests away; returns how many files had their name."""
        with self._place.store.read() as reader:
            rows = kept.ready(reader, job.id)
        finished = 0
        for row in rows:
            try:
                code = self._outcome(job, row)
            except (OSError, StorageFailed):
                if row.folder == job.folder:
                    raise
                code = "export_left"  # a former folder that does not answer does not stop the job
            with self._place.store.write() as work:
                if code in {"", "export_taken"}:
                    finished += 1
                    kept.note_done(work, row, row.seq, code)
                else:
                    kept.note_left(work, row.seq, code, {"name": row.name, "folder": row.folder})
        for each in {folder, *(Path(row.folder) for row in rows)}:
            folder_files.sweep(each, job.id)
        return finished

    @staticmethod
    def _outcome(job: Job, row: FileRow) -> str:
        """Return what became of a ready file: a code, "" for one that has its name."""
        folder = Path(row.folder)
        if not folder_files.is_there(folder):
            return "export_left"
        if (folder / row.beside).exists():
            return "export_withdrawn"
        if _is_ours(folder / row.name, row):
            return ""
        return (
            "export_taken" if folder_marks.here(folder, job.id, row.facts.get("mark", "")) else "export_left"
        )

    def _write(self, job: Job, folder: Path, piece: Piece) -> int:
        account, content = piece.statement.account, piece.content()
        with self._place.store.read() as reader:
            last = kept.last_done(reader, job.id, account, piece.day) if piece.day else None
        if last is not None and last.content == content:
            if piece.reached:
                with self._place.store.write() as work:
                    job_book.demand_same(work, job)
                    kept.set_reached(work, job.id, account, piece.reached)
            return 0
        beside = folder_files.beside(job.id)
        path, row = folder / beside, self._row(job, folder, piece, FileRowParts(beside, content))
        try:
            self._filled(job, piece, path, row.name)
            folder_files.keep(path)
            row = dataclasses.replace(
                row, sha256=folder_files.sha256(path), name=self._wanted(job, folder, row, last)
            )
            with self._place.store.write() as work:
                job_book.demand_same(work, job)
                seq = kept.note_ready(work, row)
        except BsError as error:
            if error.code == _CHANGED:  # else it is not known whether the note was kept
                folder_files.sweep(folder, job.id)
            raise
        self._name(dataclasses.replace(row, seq=seq))
        return 1

    def _filled(self, job: Job, piece: Piece, path: Path, name: str) -> None:
        """Write a file beside its name; a failure names the file as the user will know it."""
        try:
            self._fill(job, piece, path)
        except StorageFailed as error:
            raise StorageFailed(error.code, **{**error.facts, "name": name + job_book.ending(job)}) from error

    def _fill(self, job: Job, piece: Piece, path: Path) -> None:
        if job.format == _PAPER:
            from bsclient.services.exports import paper  # not before the first one is wanted

            paper.write(self._place, self._statements, piece, path, job.language)
        else:
            self._statements.export(piece.statement, job.format, path, job.language)

    @staticmethod
    def _wanted(job: Job, folder: Path, row: FileRow, last: FileRow | None) -> str:
        """Return the name of a file: that of the day's earlier one if nobody has changed it, else one that is free."""
        ending = job_book.ending(job)
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
            facts={"mark": job.mark},
        )  # fmt: skip

    def _failed(self, job: Job, files: int, error: BsError) -> Ran:
        with self._place.store.write() as work:
            kept.note_failed(work, self._told(job, error.code, error.facts))
            kept.note_tried(work, job.id)
        return Ran(job.id, job.name, files, error)

    def _told(self, job: Job, code: str, facts: Mapping[str, str]) -> FileRow:
        """Return a line of the log that is about no file."""
        return FileRow(
            job=job.id,
            at=self._place.instant,
            state=FAILED,
            account="",
            folder=job.folder,
            code=code,
            facts=facts,
        )


@dataclass(frozen=True, slots=True)
class FileRowParts:
    """Where a file is written first, and the hash of what it tells of."""

    beside: str
    content: str


def _is_ours(path: Path, row: FileRow) -> bool:
    return bool(row.sha256) and folder_files.sha256(path) == row.sha256


def _due(row: JobRow, now: dt.datetime) -> bool:
    return due(job_book.read(row), now, row.ran, row.tried)
