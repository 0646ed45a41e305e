"""One act on many documents: all of them or none, a table at a time.

It leaves the same rows as `documents.move` for each would.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from bsclient.domain import states
from bsclient.domain.states import By, Event, State
from bsclient.errors import NotAllowed
from bsclient.storage import documents, journal, values
from bsclient.storage.unit_of_work import UnitOfWork

_PLACES: Final = (
    "SELECT d.id, d.row, d.state, b.sha256 FROM json_each(?) j JOIN document d ON d.id = j.value"
    " JOIN body b ON b.row = d.row"
)
_MOVE: Final = "UPDATE document SET state = ?, updated = ? WHERE row = ?"
_EVENT: Final = (
    "INSERT INTO event (row, step, at, by, actor, event, state)"
    " VALUES (?, (SELECT coalesce(max(step), 0) + 1 FROM event WHERE row = ?), ?, ?, ?, ?, ?)"
)
_LATE: Final = "SELECT DISTINCT e.row FROM json_each(?) j JOIN event e ON e.row = j.value WHERE e.applied = 0"
_BATCH: Final = 1000


class Moved(NamedTuple):
    """A document after an act."""

    id: str
    row: int
    sha256: str
    event: Event
    state: State


def move_all(work: UnitOfWork, ids: Sequence[str], event: Event, by: tuple[By, str]) -> None:
    """Let an act of the user or the client (`by`: whose, and his name) happen to documents.

    Raises `NotAllowed`: `document_unknown`, `step_not_allowed`; then nothing was written.
    """
    found = {
        row[0]: row
        for part in documents.batches(ids, _BATCH)
        for row in work.all(_PLACES, (values.json_text(part),))
    }
    moved = []
    for one in ids:
        if one not in found:
            raise NotAllowed("document_unknown", value=one)
        _, row, state, sha256 = found[one]
        moved.append(Moved(one, row, sha256, event, states.after(State(state), event)))
    work.run_many(_MOVE, [(one.state, work.stamp, one.row) for one in moved])
    note_all(work, moved, by)
    if event is Event.SEND:
        late = {row for (row,) in work.all(_LATE, (values.json_text([each.row for each in moved]),))}
        for each in moved:
            if each.row in late:
                documents.catch_up(work, each.id)


def note_all(work: UnitOfWork, moved: Sequence[Moved], by: tuple[By, str]) -> None:
    """Write history and audit rows of acts."""
    whose, actor = by
    work.run_many(
        _EVENT, [(one.row, one.row, work.stamp, whose, actor, one.event, one.state) for one in moved]
    )
    acts = [journal.Act(actor, one.event, one.id, one.sha256, {"state": str(one.state)}) for one in moved]
    journal.append_all(work, acts)
    work.touch(*(one.id for one in moved))
