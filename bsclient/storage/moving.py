"""What happens to many documents, a table at a time: one act on all of them or none, or what the bank says of them.

It leaves the same rows as `documents.move` for each would.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from bsclient import clock
from bsclient.domain import states
from bsclient.domain.states import By, Event, State
from bsclient.errors import NotAllowed
from bsclient.storage import documents, journal, payees, values
from bsclient.storage.rows.documents import Happening
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
_STANDINGS: Final = (
    "SELECT d.id, d.row, d.state, d.status_seq, b.sha256, d.status_code, d.status_note FROM json_each(?) j"
    " JOIN document d ON d.id = j.value JOIN body b ON b.row = d.row"
)
_STEPS: Final = "SELECT e.row, e.step, e.seq, e.event FROM json_each(?) j JOIN event e ON e.row = j.value"
_TOLD: Final = "UPDATE document SET state = ?, updated = ?, status_seq = ?, status_code = ?, status_note = ? WHERE row = ?"
_TOLD_EVENT: Final = (
    "INSERT INTO event (row, step, at, by, actor, event, state, seq, code, facts, note, applied)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
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


@dataclass(slots=True)
class _Standing:
    """Where a document stands while the bank's words are gone through."""

    id: str
    row: int
    state: State
    seq: int
    sha256: str
    code: str
    note: str
    step: int = 0
    moved: bool = False
    paid: bool = False
    seen: set[tuple[int, str]] = field(default_factory=set)


def happen_all(work: UnitOfWork, told: Sequence[tuple[str, Happening]]) -> int:
    """Let what the bank says (all `By.BANK`) happen to documents by their ids, in this order.

    What is said of documents that are not here is passed over; returns how much was said of those that are. Raises
    `NotAllowed("step_not_allowed")`, as `documents.move`, for a step without a number that the table forbids; then
    nothing was written.
    """
    standings = _standings(work, [one for one, _ in told])
    events: list[tuple[Any, ...]] = []
    acts: list[journal.Act] = []
    count = 0
    for one, happening in told:
        at = standings.get(one)
        if at is None:
            continue
        count += 1
        if happening.seq and (happening.seq, happening.event) in at.seen:
            continue
        applied = _happen(at, happening)
        events.append(_event_row(work, at, happening, applied=applied))
        facts = {"state": str(at.state)} | ({"seq": str(happening.seq)} if happening.seq else {})
        acts.append(journal.Act(happening.actor, happening.event, one, at.sha256, facts))
        work.touch(one)
    moved = [at for at in standings.values() if at.moved]
    work.run_many(_TOLD, [(at.state, work.stamp, at.seq, at.code, at.note, at.row) for at in moved])
    work.run_many(_TOLD_EVENT, events)
    journal.append_all(work, acts)
    for at in moved:
        if at.paid:
            payees.paid(work, at.row)
    return count


def _happen(at: _Standing, happening: Happening) -> bool:
    """Move a document; False when the word is late or the table does not allow it."""
    if happening.seq:
        at.seen.add((happening.seq, happening.event))
        if happening.seq < at.seq or not documents.allowed(at.state, happening.event):
            return False
    after = documents.target(at.state, happening.event)
    at.paid = at.paid or (after is State.EXECUTED and at.state is not after)
    at.state, at.moved = after, True
    at.seq, at.code, at.note = max(at.seq, happening.seq), happening.code, happening.note
    return True


def _event_row(work: UnitOfWork, at: _Standing, happening: Happening, *, applied: bool) -> tuple[Any, ...]:
    at.step += 1
    when = work.stamp if happening.at is None else clock.stamp(happening.at)
    act = (when, happening.by, happening.actor, happening.event, at.state)
    facts = values.json_text(dict(happening.facts))
    return (at.row, at.step, *act, happening.seq, happening.code, facts, happening.note, int(applied))


def _standings(work: UnitOfWork, ids: Iterable[str]) -> dict[str, _Standing]:
    wanted = list(dict.fromkeys(ids))
    found: dict[str, _Standing] = {}
    for one, row, state, *rest in work.all(_STANDINGS, (values.json_text(wanted),)):
        found[one] = _Standing(one, row, State(state), *rest)
    by_row = {at.row: at for at in found.values()}
    for row, step, seq, event in work.all(_STEPS, (values.json_text(list(by_row)),)):
        at = by_row[row]
        at.step = max(at.step, step)
        at.seen.add((seq, event))
    return found
