"""Documents to be made again and again."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from bsclient import clock
from bsclient.errors import Conflict
from bsclient.storage import values
from bsclient.storage.rows.sources import ScheduleRow
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_COLUMNS: Final = "id, name, type, raw, rule, next_day, paused, made, author, updated, version"
_ADD: Final = f"INSERT INTO schedule ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)"  # noqa: S608 -- fixed text
_CHANGE: Final = (
    "UPDATE schedule SET name = ?, type = ?, raw = ?, rule = ?, next_day = ?, paused = ?, made = ?, author = ?,"
    " updated = ?, version = version + 1 WHERE id = ? AND version = ?"
)
_DELETE: Final = "DELETE FROM schedule WHERE id = ?"
_FIND: Final = f"SELECT {_COLUMNS} FROM schedule WHERE id = ?"  # noqa: S608 -- fixed text
_ALL: Final = f"SELECT {_COLUMNS} FROM schedule ORDER BY next_day = '', next_day, name, id"  # noqa: S608 -- fixed text
_DUE: Final = (
    f"SELECT {_COLUMNS} FROM schedule WHERE next_day <> '' AND next_day <= ? AND paused = 0"  # noqa: S608 -- fixed text
    " ORDER BY next_day, name, id"
)


def add(work: UnitOfWork, schedule: ScheduleRow) -> None:
    """Keep a new schedule."""
    work.run(_ADD, (schedule.id, *_values(schedule)))
    work.touch_schedules()


def change(work: UnitOfWork, schedule: ScheduleRow) -> None:
    """Keep what became of a schedule; raises `Conflict("schedule_changed")` when it changed since it was read."""
    if work.run(_CHANGE, (*_values(schedule), schedule.id, schedule.version)).rowcount != 1:
        raise Conflict("schedule_changed", name=schedule.name)
    work.touch_schedules()


def remove(work: UnitOfWork, schedule_id: str) -> bool:
    """Delete a schedule; False when there was none."""
    gone = work.run(_DELETE, (schedule_id,)).rowcount > 0
    if gone:
        work.touch_schedules()
    return gone


def find(reader: Reader, schedule_id: str) -> ScheduleRow | None:
    """Return a schedule, or None."""
    found = reader.one(_FIND, (schedule_id,))
    return None if found is None else _row(found)


def everything(reader: Reader) -> list[ScheduleRow]:
    """Return all schedules, the next one first."""
    return [_row(found) for found in reader.all(_ALL)]


def due(reader: Reader, day: dt.date) -> list[ScheduleRow]:
    """Return the schedules whose next day has come."""
    return [_row(found) for found in reader.all(_DUE, (day.isoformat(),))]


def _values(schedule: ScheduleRow) -> tuple[Any, ...]:
    texts = (
        schedule.name,
        schedule.type,
        values.json_text(schedule.raw),
        values.json_text(dict(schedule.rule)),
    )
    counted = (values.day_text(schedule.next_day), int(schedule.paused), schedule.made)
    return (*texts, *counted, schedule.author, clock.stamp(schedule.updated))


def _row(found: Any) -> ScheduleRow:
    return ScheduleRow(
        id=found[0], name=found[1], type=found[2], raw=values.json_value(found[3]), rule=values.facts(found[4]),
        next_day=values.day(found[5]), paused=bool(found[6]), made=found[7], author=found[8],
        updated=clock.parse(found[9]), version=found[10],
    )  # fmt: skip
