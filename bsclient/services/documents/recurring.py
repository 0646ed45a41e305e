"""Documents made again and again by a calendar: drafts when their day comes, never signed and never sent by themselves.

Each occurrence is made once: the draft and the move to the next occurrence are one transaction. Days that passed while the
program was closed are made up for, one draft each.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from bsclient.domain.document import Raw
from bsclient.domain.identity import new_id
from bsclient.domain.rights import Action
from bsclient.errors import BadInput, NotAllowed
from bsclient.services.context import Workplace
from bsclient.services.documents import calendar
from bsclient.services.documents.calendar import BusinessDays, Every, Rule, Shift
from bsclient.services.documents.checking import declared
from bsclient.services.documents.drafts import Draft, Drafts
from bsclient.services.documents.wording import worded
from bsclient.storage import documents, schedules
from bsclient.storage.rows.sources import ScheduleRow
from bsclient.storage.unit_of_work import Reader, UnitOfWork

__all__ = ["Due", "Every", "Recurring", "Rule", "Schedule", "Shift"]

_MOST_DUE: Final = 60
"""So many missed occurrences of one schedule are made at once."""
_OWN: Final = ("number", "date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A recurring document. `made` occurrences are over (made or skipped); `next_day` None: no more will come."""

    id: str
    name: str
    type: str
    raw: Raw
    rule: Rule
    next_day: dt.date | None
    paused: bool
    made: int
    author: str
    updated: dt.datetime
    version: int


@dataclass(frozen=True, slots=True)
class Due:
    """An occurrence whose day has come; `planned` is its day before it was moved off a day off."""

    schedule: Schedule
    day: dt.date
    planned: dt.date


class Recurring:
    """The calendar of an open profile."""

    def __init__(self, place: Workplace, drafts: Drafts) -> None:
        self._place = place
        self._drafts = drafts
        self._business = BusinessDays(place.books)

    def list(self) -> list[Schedule]:
        """Return all schedules, the next one first."""
        with self._place.store.read() as reader:
            return [self._view(row) for row in schedules.everything(reader)]

    def days(self, rule: Rule, count: int = 12) -> tuple[dt.date, ...]:
        """Return the first days of a rule, moved to business days."""
        return tuple(islice(calendar.days(rule, self._business), count))

    def due(self) -> tuple[Due, ...]:
        """Return the occurrences whose day has come, the earliest first."""
        with self._place.store.read() as reader:
            return tuple(self._due(reader))

    def add(self, name: str, kind: str, raw: Raw, rule: Rule) -> Schedule:
        """Keep a new schedule. Raises `BadInput`: `schedule_name_empty`, `type_unknown`, `schedule_type`."""
        row = ScheduleRow(
            id=new_id(self._place.instant), name=_name(name), type=_type(kind), raw=_kept(kind, raw), rule=rule.texts(),
            next_day=self._day(rule, 0), paused=False, made=0, author=self._place.actor, updated=self._place.instant,
        )  # fmt: skip
        self._place.permissions.demand(Action.TEMPLATES, kind)
        with self._place.store.write() as work:
            schedules.add(work, row)
        return self._view(row)

    def change(
        self, schedule: Schedule, *, name: str | None = None, raw: Raw | None = None, rule: Rule | None = None
    ) -> Schedule:
        """Change what is given; a new rule counts its occurrences anew.

        Raises what `add` raises and `Conflict("schedule_changed")` when another window changed it since.
        """
        self._place.permissions.demand(Action.TEMPLATES, schedule.type)
        with self._place.store.write() as work:
            found = dataclasses.replace(self._found(work, schedule.id), version=schedule.version)
            if name is not None:
                found = dataclasses.replace(found, name=_name(name))
            if raw is not None:
                found = dataclasses.replace(found, raw=_kept(found.type, raw))
            if rule is not None and rule != Rule.of(found.rule):
                found = dataclasses.replace(found, rule=rule.texts(), made=0, next_day=self._day(rule, 0))
            return self._keep(work, found)

    def pause(self, schedule_id: str, *, paused: bool = True) -> Schedule:
        """Let a schedule rest, or go on; raises `NotAllowed("schedule_unknown")`."""
        with self._place.store.write() as work:
            return self._keep(work, dataclasses.replace(self._found(work, schedule_id), paused=paused))

    def skip(self, schedule_id: str) -> Schedule:
        """Leave the next occurrence out; raises `NotAllowed("schedule_unknown")`."""
        with self._place.store.write() as work:
            return self._keep(work, self._stepped(self._found(work, schedule_id)))

    def delete(self, schedule_id: str) -> None:
        """Delete a schedule; documents made by it stay. Raises `NotAllowed("schedule_unknown")`."""
        with self._place.store.write() as work:
            if not schedules.remove(work, schedule_id):
                raise NotAllowed("schedule_unknown", value=schedule_id)

    def make_due(self) -> tuple[Draft, ...]:
        """Make and save the drafts that are due; each occurrence is made once."""
        made = []
        with self._place.store.write() as work:
            for due in self._due(work):
                if not self._place.permissions.may(Action.CREATE, due.schedule.type):
                    continue  # it is made when somebody comes who may
                raw = worded(due.schedule.raw, due.planned)
                draft = self._drafts.from_raw(work, due.schedule.type, raw)
                saved = self._drafts.keep(work, draft)
                documents.keep_extra(
                    work, saved.id, {"schedule": due.schedule.id, "due": due.day.isoformat()}
                )
                self._keep(work, self._stepped(self._found(work, due.schedule.id)))
                made.append(saved)
        return tuple(made)

    def _due(self, reader: Reader) -> Sequence[Due]:
        today = self._place.today
        found: Sequence[Due] = ()
        for row in schedules.everything(reader):
            schedule = self._view(row)
            if schedule.paused:
                continue
            ahead = islice(calendar.occurrences(schedule.rule, self._business, schedule.made), _MOST_DUE)
            found = [*found, *(Due(schedule, day, planned) for planned, day in ahead if day <= today)]
        return sorted(found, key=lambda due: (due.day, due.schedule.name, due.schedule.id))

    def _keep(self, work: UnitOfWork, row: ScheduleRow) -> Schedule:
        kept = dataclasses.replace(row, author=self._place.actor, updated=work.now)
        schedules.change(work, kept)
        return self._view(dataclasses.replace(kept, version=kept.version + 1))

    def _stepped(self, row: ScheduleRow) -> ScheduleRow:
        made = row.made + 1
        return dataclasses.replace(row, made=made, next_day=self._day(Rule.of(row.rule), made))

    def _day(self, rule: Rule, number: int) -> dt.date | None:
        return next(calendar.days(rule, self._business, number), None)

    def _view(self, row: ScheduleRow) -> Schedule:
        rule = Rule.of(row.rule)
        return Schedule(
            id=row.id, name=row.name, type=row.type, raw=row.raw, rule=rule, next_day=self._day(rule, row.made),
            paused=row.paused, made=row.made, author=row.author, updated=row.updated, version=row.version,
        )  # fmt: skip

    @staticmethod
    def _found(reader: Reader, schedule_id: str) -> ScheduleRow:
        found = schedules.find(reader, schedule_id)
        if found is None:
            raise NotAllowed("schedule_unknown", value=schedule_id)
        return found


def _name(name: str) -> str:
    title = " ".join(name.split())
    if not title:
        raise BadInput("schedule_name_empty")
    return title


def _type(kind: str) -> str:
    """Return a type that can be made again and again."""
    if not declared(kind).templates:
        raise BadInput("schedule_type", value=kind)
    return kind


def _kept(kind: str, raw: Raw) -> dict[str, Any]:
    listing = declared(kind).listing
    return {name: value for name, value in raw.items() if name not in {listing.number, listing.day, *_OWN}}
