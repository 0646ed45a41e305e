"""The jobs of exports as they are kept: made, changed, switched, deleted, whatever their folders do meanwhile.

Nothing here waits for a run: a run looks before each file whether its job is still the same. The folder is asked only
where a user chooses it and where a job is switched on.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from bsclient.domain.identity import new_id
from bsclient.domain.rights import Action
from bsclient.errors import BadInput, NotAllowed
from bsclient.formats import registry
from bsclient.services.context import Workplace
from bsclient.services.exports import files as folder_files
from bsclient.services.exports import folder_marks
from bsclient.services.exports.jobs import Job, checked
from bsclient.storage import folder_exports as kept
from bsclient.storage.folder_exports import FileRow, JobRow
from bsclient.storage.unit_of_work import Reader

LOG: Final = 500


class JobBook:
    """The jobs of an open profile; all its users share them, those who may export change them."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def jobs(self) -> list[Job]:
        """Return the jobs by name."""
        with self._place.store.read() as reader:
            return [read(row) for row in kept.jobs(reader)]

    def save(self, job: Job, *, anew: bool = False) -> Job:
        """Keep a job; one that asks for something else now begins anew. `anew`: the user has chosen the folder again.

        Raises as `jobs.checked`, `export_name_taken`, `export_unknown` for one that was deleted meanwhile, and what
        the folder says: `export_folder_missing`, `export_folder_relative`, `export_folder_other`, `export_folder_silent`,
        `file_not_written`.
        """
        self._place.permissions.demand(Action.EXPORT)
        job = checked(job)
        with self._place.store.read() as reader:
            before = _before(reader, job)
        identity = job.id if before is not None else new_id(self._place.instant)
        mark = self._mark(msgspec.structs.replace(job, id=identity), before, anew=anew)
        with self._place.store.write() as work:
            before = _before(work, job)
            begun = self._place.instant if before is None else before.begun
            job = msgspec.structs.replace(
                job, id=identity, begun=begun, since=job.since or self._place.today, mark=mark
            )
            kept.put_job(work, job.id, job.name, msgspec.json.encode(job).decode(), self._place.actor)
            if before is not None and before.asks() != job.asks():
                kept.begin_anew(work, job.id, job.folder, ending(job))
        return job

    def has_written(self, job_id: str) -> bool:
        """Return whether a job has written a file: only then there is something to begin anew."""
        with self._place.store.read() as reader:
            return kept.has_written(reader, job_id)

    def delete(self, job_id: str) -> None:
        """Delete a job; its files and its log stay. Raises `NotAllowed("export_unknown")`."""
        self._place.permissions.demand(Action.EXPORT)
        with self._place.store.write() as work:
            job = known(work, job_id)
            folders = {job.folder}
            for row in kept.ready(work, job_id):
                folders.add(row.folder)
                kept.note_left(work, row.seq, "export_deleted", {"name": row.name, "folder": row.folder})
            kept.remove_job(work, job_id)
        for folder in map(Path, sorted(folders)):  # a share that hangs holds up nothing but this tidying
            folder_files.sweep(folder, job_id)
            folder_marks.remove(folder, job_id)

    def log(self, limit: int = LOG) -> Sequence[FileRow]:
        """Return what was written and what failed, newest first."""
        with self._place.store.read() as reader:
            return kept.latest(reader, limit)

    def _mark(self, job: Job, before: Job | None, *, anew: bool) -> str:
        """Return the mark of the folder: that which it has, or one that is put there because the user has chosen it."""
        if before is None or before.folder != job.folder or anew:
            return folder_marks.put(folder_files.folder_of(job.folder), job.id)
        if job.on and not before.on:
            self._demand_folder(before)
        return before.mark

    def _demand_folder(self, job: Job) -> Path:
        """Return the folder of a job; BadInput as `files.folder_of`, "export_folder_other" for one without the mark."""
        folder = folder_files.folder_of(job.folder)
        if job.mark and not folder_marks.here(folder, job.id, job.mark):
            raise BadInput("export_folder_other", name=job.folder, mark=folder_marks.name(job.id))
        return folder

    def _marked(self, job: Job) -> Job:
        """Return a job whose folder has a mark: those of older versions get theirs with their first run."""
        if job.mark:
            return job
        mark = folder_marks.put(folder_files.folder_of(job.folder), job.id)
        with self._place.store.write() as work:
            now = known(work, job.id)
            if now != job:
                raise NotAllowed("export_changed")
            job = msgspec.structs.replace(job, mark=mark)
            kept.put_job(work, job.id, job.name, msgspec.json.encode(job).decode(), self._place.actor)
        return job


def read(row: JobRow) -> Job:
    """Return a job as it is kept."""
    return msgspec.structs.replace(msgspec.json.decode(row.body, type=Job), id=row.id, name=row.name)


def known(reader: Reader, job_id: str) -> Job:
    """Return a job by its id; raises `NotAllowed("export_unknown")`."""
    found = next((read(row) for row in kept.jobs(reader) if row.id == job_id), None)
    if found is None:
        raise NotAllowed("export_unknown")
    return found


def demand_same(reader: Reader, job: Job) -> None:
    """Raise `NotAllowed("export_changed")` when a job is no longer as its run began; its name may be another."""
    now = next((read(row) for row in kept.jobs(reader) if row.id == job.id), None)
    if now is None or msgspec.structs.replace(now, name=job.name) != job:
        raise NotAllowed("export_changed")


def ending(job: Job) -> str:
    """Return how the names of its files end."""
    form = registry.named(job.format)
    return form.ending if form is not None else ""


def _before(reader: Reader, job: Job) -> Job | None:
    others = [read(row) for row in kept.jobs(reader)]
    if any(one.name == job.name and one.id != job.id for one in others):
        raise BadInput("export_name_taken", name=job.name)
    return known(reader, job.id) if job.id else None
