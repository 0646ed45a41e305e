"""A job of exports: whose operations, in which format, where to, when; and when it is due, missed times included."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Final

import msgspec

from bsclient.clock import MOSCOW
from bsclient.errors import BadInput
from bsclient.formats import model, registry
from bsclient.services.exports import files as folder_files

LONGEST_NAME: Final = 80
RETRY: Final = dt.timedelta(minutes=15)
_WEEK: Final = 7


class What(StrEnum):
    """What a file holds: operations that no file had, a day (anew when it changed), a day that the bank has closed."""

    NEW = "new"
    DAY = "day"
    FINAL = "final"


class When(StrEnum):
    """When a job runs. After a synchronisation also means: after news that came in between."""

    SYNC = "sync"
    DAILY = "daily"
    WEEKLY = "weekly"


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One job; no accounts: all of the bank. `at` is Moscow time, `weekday` 0 is Monday; nothing before `since` is written.

    `mark` is what stands in the mark of its folder; "" for a job of an older version that has not run since.
    """

    id: str = ""
    name: str = ""
    accounts: tuple[str, ...] = ()
    format: str = "1c"
    language: str = "ru"
    folder: str = ""
    pattern: str = "{account}_{date}_{time}"
    what: What = What.NEW
    when: When = When.SYNC
    at: str = "19:00"
    weekday: int = 0
    since: dt.date | None = None
    on: bool = True
    begun: dt.datetime | None = None
    mark: str = ""

    def asks(self) -> tuple[object, ...]:
        """Return what decides about the marks: when this changes, the job begins anew."""
        return (self.what, self.since)


def formats() -> tuple[registry.Format, ...]:
    """Return the formats that can hold a statement; on paper (PDF) it has the bank's stamp where the days are signed."""
    return tuple(one for one in registry.FORMATS if one.writes and model.ENTRIES in one.holds())


def checked(job: Job) -> Job:
    """Return a job as it is kept; its folder is asked elsewhere.

    BadInput: `export_unnamed`, `file_target_unknown`, `export_pattern`, `export_time`.
    """
    name = " ".join(job.name.split())[:LONGEST_NAME]
    if not name:
        raise BadInput("export_unnamed")
    known = [one.code for one in formats()]
    if job.format not in known:
        raise BadInput("file_target_unknown", target=job.format, known=", ".join(known))
    folder_files.check_pattern(job.pattern)
    try:
        dt.time.fromisoformat(job.at)
    except ValueError as error:
        raise BadInput("export_time", value=job.at) from error
    return msgspec.structs.replace(job, name=name, weekday=job.weekday % _WEEK)


def due(job: Job, now: dt.datetime, ran: dt.datetime | None, tried: dt.datetime | None) -> bool:
    """Return whether a job is to run now: a time that was missed counts, once. A failed one waits a little."""
    last = ran or job.begun
    failed = tried is not None and (ran is None or tried > ran)
    if not job.on or (failed and tried is not None and now - tried < RETRY):
        return False
    if job.when is When.SYNC:
        return True
    return last is None or last < _last_time(job, now)


def _last_time(job: Job, now: dt.datetime) -> dt.datetime:
    local = now.astimezone(MOSCOW)
    at = dt.datetime.combine(local.date(), dt.time.fromisoformat(job.at), MOSCOW)
    if at > local:
        at -= dt.timedelta(days=1)
    if job.when is When.WEEKLY:
        at -= dt.timedelta(days=(at.weekday() - job.weekday) % _WEEK)
    return at
