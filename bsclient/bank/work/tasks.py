"""Steps that services have put off to an instant of the bank's clock.

A task is a row; the transaction that carries it out deletes it first, so that it is done once, however many processes try.
One that fails is tried again later, ever more seldom.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from bsclient import clock
from bsclient.bank.schema.products import task
from bsclient.clock import MOSCOW
from bsclient.domain import identity

LOT = 200
"""Tasks that are looked at together."""

_FIRST = timedelta(minutes=1)
_LONGEST_DOUBLING = 6

_DUE = select(task).where(task.c.due <= bindparam("now")).order_by(task.c.due, task.c.id).limit(LOT)
_ADD = insert(task)
_CLAIM = delete(task).where(task.c.id == bindparam("of"), task.c.due <= bindparam("now"))
_CANCEL = delete(task).where(task.c.ref == bindparam("of"))
_CANCEL_STEP = _CANCEL.where(task.c.step == bindparam("name"))
_OF = select(task).where(task.c.ref == bindparam("of")).order_by(task.c.due, task.c.id)
_LATER = (
    update(task)
    .where(task.c.id == bindparam("of"))
    .values(due=bindparam("new_due"), error=bindparam("new_error"), tries=task.c.tries + 1)
)


@dataclass(frozen=True, slots=True)
class Task:
    """A step: whose (`service` and its `ref`, a document or a product), what, since when it is due, with which texts."""

    id: str
    service: str
    ref: str
    step: str
    due: datetime
    data: Mapping[str, str] = field(default_factory=dict)
    tries: int = 0

    @property
    def day(self) -> date:
        """The Moscow day on which it is due."""
        return clock.business_day(self.due)


def instant(due: datetime | date) -> datetime:
    """Return the instant of a due time; a day begins at midnight in Moscow."""
    return due if isinstance(due, datetime) else datetime.combine(due, time(), MOSCOW)


def add(connection: Connection, new: Task) -> None:
    """Put a step off."""
    connection.execute(
        _ADD,
        {
            "id": new.id,
            "service": new.service,
            "ref": new.ref,
            "step": new.step,
            "due": clock.stamp(new.due),
            "data": json.dumps(dict(new.data), ensure_ascii=False),
        },
    )


def fresh_id(at: datetime) -> str:
    """Return an id for a task; ids of one moment sort as they were made."""
    return identity.new_id(at)


def due(connection: Connection, now: datetime) -> list[Task]:
    """Return the steps whose time has come, the oldest first, at most a lot."""
    return [_task(row) for row in connection.execute(_DUE, {"now": clock.stamp(now)})]


def of_ref(connection: Connection, ref: str) -> Sequence[Task]:
    """Return all steps that wait for a document or product."""
    return [_task(row) for row in connection.execute(_OF, {"of": ref})]


def claim(connection: Connection, wanted: Task, now: datetime) -> bool:
    """Take a step out; False if somebody else has done so, or it is not due any more."""
    found = connection.execute(_CLAIM, {"of": wanted.id, "now": clock.stamp(now)})
    return found.rowcount == 1


def cancel(connection: Connection, ref: str, step: str = "") -> int:
    """Take out all steps of a document or product, or those of one name; returns how many."""
    if step:
        return connection.execute(_CANCEL_STEP, {"of": ref, "name": step}).rowcount
    return connection.execute(_CANCEL, {"of": ref}).rowcount


def put_off(connection: Connection, failed: Task, now: datetime, error: str) -> None:
    """Try a step again later: after 1, 2, 4 … minutes, 64 at most."""
    later = now + _FIRST * 2 ** min(failed.tries, _LONGEST_DOUBLING)
    connection.execute(_LATER, {"of": failed.id, "new_due": clock.stamp(later), "new_error": error[:500]})


def _task(row: Any) -> Task:
    return Task(row.id, row.service, row.ref, row.step, clock.parse(row.due), json.loads(row.data), row.tries)
