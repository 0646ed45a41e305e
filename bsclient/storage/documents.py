"""Documents: kept, rewritten, moved from state to state, read.

`move` is the only way a state changes: it asks the table of states, and stores state, history and audit row together.
A status of the bank with a lower sequence than the one stored, or one that the table does not allow, is kept in the
history and changes nothing (protocol, rule 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from bsclient import clock
from bsclient.domain import states
from bsclient.domain.states import By, Event, State
from bsclient.errors import Conflict, NotAllowed
from bsclient.storage import columns, intake, journal, payees, values
from bsclient.storage.rows.documents import Body, DocumentRow, EventRow, Happening, Held, Narrow
from bsclient.storage.unit_of_work import Reader, UnitOfWork

if TYPE_CHECKING:
    from bsclient.domain.document import Raw

_SELECT: Final = f"SELECT {columns.COLUMNS} FROM document WHERE id = ?"  # noqa: S608 -- fixed text
_SELECT_RELATED: Final = (
    f"SELECT {columns.COLUMNS} FROM document WHERE related = ? AND related <> '' ORDER BY row"  # noqa: S608 -- fixed text
)
_SELECT_MANY: Final = f"SELECT {columns.COLUMNS} FROM document WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 -- fixed text
_SELECT_OF_TYPE: Final = (
    f"SELECT {columns.COLUMNS} FROM document WHERE type = ? AND state <> 'deleted' ORDER BY row"  # noqa: S608 -- fixed text
)
_BODY: Final = (
    "SELECT b.raw, b.canonical, b.sha256, b.receipt, b.receipt_signature, b.extra"
    " FROM document d JOIN body b ON b.row = d.row WHERE d.id = ?"
)
_INSERT: Final = (
    f"INSERT INTO document (id, type, state, {', '.join(columns.NARROW)}, created, updated, author)"  # noqa: S608 -- fixed text
    f" VALUES (?, ?, ?, {', '.join('?' * len(columns.NARROW))}, ?, ?, ?)"
)
_INSERT_BODY: Final = "INSERT INTO body (row, raw) VALUES (?, ?)"
_UPDATE: Final = (
    f"UPDATE document SET {', '.join(f'{name} = ?' for name in columns.NARROW)}, updated = ?, version = version + 1"  # noqa: S608 -- fixed text
    " WHERE id = ? AND version = ?"
)
_UPDATE_BODY: Final = "UPDATE body SET raw = ? WHERE row = (SELECT row FROM document WHERE id = ?)"
_PLACE: Final = (
    "SELECT d.row, d.state, d.status_seq, b.sha256, d.status_code, d.status_note"
    " FROM document d JOIN body b ON b.row = d.row WHERE d.id = ?"
)
_KNOWN: Final = "SELECT 1 FROM document WHERE id = ?"
_HELD: Final = (
    "SELECT d.number, d.state, b.sha256, b.receipt, b.receipt_signature"
    " FROM document d JOIN body b ON b.row = d.row WHERE d.id = ?"
)
_HELD_MANY: Final = (
    "SELECT d.id, d.number, d.state, b.sha256, b.receipt, b.receipt_signature FROM json_each(?) j"
    " JOIN document d ON d.id = j.value JOIN body b ON b.row = d.row"
)
_MOVE: Final = "UPDATE document SET state = ?, updated = ?, status_seq = ?, status_code = ?, status_note = ? WHERE row = ?"
_HISTORY: Final = (
    "SELECT e.step, e.at, e.by, e.actor, e.event, e.state, e.seq, e.code, e.facts, e.note, e.applied"
    " FROM document d JOIN event e ON e.row = d.row WHERE d.id = ? ORDER BY e.step"
)
_KEEP_EVENT: Final = (
    "INSERT INTO event (row, step, at, by, actor, event, state, seq, code, facts, note, applied)"
    " VALUES (?, (SELECT coalesce(max(step), 0) + 1 FROM event WHERE row = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_SEEN: Final = "SELECT 1 FROM event WHERE row = ? AND seq = ? AND event = ?"
_LATE: Final = (
    "SELECT step, actor, event, seq, code, note FROM event"
    " WHERE row = ? AND applied = 0 AND seq > ? ORDER BY seq"
)
_APPLIED: Final = "UPDATE event SET applied = 1, state = ? WHERE row = ? AND step = ?"
_CANONICAL: Final = (
    "UPDATE body SET canonical = ?, sha256 = ? WHERE row = (SELECT row FROM document WHERE id = ?)"
)
_RECEIPT: Final = (
    "UPDATE body SET receipt = ?, receipt_signature = ? WHERE row = (SELECT row FROM document WHERE id = ?)"
)
_EXTRA: Final = "UPDATE body SET extra = ? WHERE row = (SELECT row FROM document WHERE id = ?)"
_STATUS: Final = {event: state for state, event in states.STATUS_EVENTS.items()}


def add(work: UnitOfWork, document_id: str, shown: Narrow, raw: Raw, birth: Happening) -> State:
    """Keep a new document; raises `Conflict("document_exists")` when the id is taken."""
    state = states.after(None, birth.event)
    if find(work, document_id) is not None:
        raise Conflict("document_exists", value=document_id)
    stamps = (work.stamp, work.stamp, birth.actor)
    done = work.run(_INSERT, (document_id, shown.type, state, *columns.narrow(shown), *stamps))
    row = done.lastrowid
    work.run(_INSERT_BODY, (row, values.json_text(raw)))
    intake.count_and_index(work, row, row)
    _note(work, (row, document_id, ""), state, birth)
    return state


def rewrite(work: UnitOfWork, document_id: str, shown: Narrow, raw: Raw, version: int) -> None:
    """Put a new draft in place of an old one; the state is the business of `move`.

    Raises `NotAllowed("document_signed")` unless it can be edited, `Conflict("document_changed")` when another
    window saved it since this `version`.
    """
    found = get(work, document_id)
    if found.state not in states.EDITABLE:
        raise NotAllowed("document_signed", number=found.number, state=str(found.state))
    done = work.run(_UPDATE, (*columns.narrow(shown), work.stamp, document_id, version))
    if done.rowcount != 1:
        raise Conflict("document_changed", number=found.number)
    work.run(_UPDATE_BODY, (values.json_text(raw), document_id))


def move(work: UnitOfWork, document_id: str, happening: Happening) -> State:
    """Let an event happen to a document and return its state after it.

    Raises `NotAllowed("step_not_allowed")` for an act of the user or the client that the table forbids; what
    the bank says is never refused, only kept as late.
    """
    place = work.one(_PLACE, (document_id,))
    if place is None:
        raise NotAllowed("document_unknown", value=document_id)
    row, before, seq, sha256, code, note = place
    state = State(before)
    key = (int(row), document_id, str(sha256))
    if happening.by is By.BANK and happening.seq:
        if work.one(_SEEN, (row, happening.seq, happening.event)) is not None:
            return state
        if happening.seq < seq or not allowed(state, happening.event):
            _note(work, key, state, happening, applied=False)
            return state
    after = target(state, happening.event)
    if happening.by is By.BANK:
        seq, code, note = max(seq, happening.seq), happening.code, happening.note
    work.run(_MOVE, (after, work.stamp, seq, code, note, row))
    _note(work, key, after, happening)
    if after is State.EXECUTED and state is not after:
        payees.paid(work, row)
    return catch_up(work, document_id) if happening.event is Event.SEND else after


def known(reader: Reader, document_id: str) -> bool:
    """Whether there is such a document."""
    return reader.one(_KNOWN, (document_id,)) is not None


def held(reader: Reader, document_id: str) -> Held | None:
    """Return what a receipt is compared with, or None when there is no such document."""
    found = reader.one(_HELD, (document_id,))
    if found is None:
        return None
    number, state, sha256, receipt, signature = found
    return Held(number, State(state), sha256, receipt or b"", signature or b"")


def held_many(reader: Reader, ids: Iterable[str]) -> dict[str, Held]:
    """Return what `held` says of many documents, without those that are not there."""
    return {
        one: Held(number, State(state), sha256, receipt or b"", signature or b"")
        for one, number, state, sha256, receipt, signature in reader.all(
            _HELD_MANY, (values.json_text(list(ids)),)
        )
    }


def find(reader: Reader, document_id: str) -> DocumentRow | None:
    """Return a document, or None."""
    found = reader.one(_SELECT, (document_id,))
    return None if found is None else columns.document(found)


def get(reader: Reader, document_id: str) -> DocumentRow:
    """Return a document; raises `NotAllowed("document_unknown")`."""
    found = find(reader, document_id)
    if found is None:
        raise NotAllowed("document_unknown", value=document_id)
    return found


def many(reader: Reader, ids: Iterable[str]) -> list[DocumentRow]:
    """Return documents in the order of the ids; unknown ids are left out."""
    wanted = list(ids)
    found: dict[str, DocumentRow] = {}
    for part in batches(wanted, 1000):
        rows = reader.all(_SELECT_MANY, (values.json_text(part),))
        found |= {row[1]: columns.document(row) for row in rows}
    return [found[one] for one in wanted if one in found]


def related(reader: Reader, to: str) -> list[DocumentRow]:
    """Return recall requests for a document, or own letters of a thread, the oldest first."""
    return [columns.document(row) for row in reader.all(_SELECT_RELATED, (to,))]


def of_type(reader: Reader, kind: str) -> list[DocumentRow]:
    """Return all documents of a type that has few (letters, recall requests), the oldest first."""
    return [columns.document(row) for row in reader.all(_SELECT_OF_TYPE, (kind,))]


def body(reader: Reader, document_id: str) -> Body:
    """Return the long part; raises `NotAllowed("document_unknown")`."""
    found = reader.one(_BODY, (document_id,))
    if found is None:
        raise NotAllowed("document_unknown", value=document_id)
    raw, canonical, sha256, receipt, signature, extra = found
    return Body(
        raw=values.json_value(raw),
        canonical=canonical or b"",
        sha256=sha256,
        receipt=receipt or b"",
        receipt_signature=signature or b"",
        extra=values.facts(extra),
    )


def history(reader: Reader, document_id: str) -> list[EventRow]:
    """Return every step of a document, the first one first."""
    return [_event(found) for found in reader.all(_HISTORY, (document_id,))]


def keep_canonical(work: UnitOfWork, document_id: str, canonical: bytes, sha256: str) -> None:
    """Keep the bytes that are signed; empty bytes take them away (the last signature was taken off)."""
    work.run(_CANONICAL, (canonical or None, sha256, document_id))


def keep_receipt(work: UnitOfWork, document_id: str, receipt: bytes, signature: bytes) -> None:
    """Keep the bank's signed receipt."""
    work.run(_RECEIPT, (receipt, signature, document_id))


def keep_receipts(work: UnitOfWork, receipts: Sequence[tuple[str, bytes, bytes]]) -> None:
    """Keep receipts of many documents: id, receipt, signature."""
    work.run_many(_RECEIPT, [(receipt, signature, one) for one, receipt, signature in receipts])


def keep_extra(work: UnitOfWork, document_id: str, extra: Mapping[str, str]) -> None:
    """Keep what is known beside the draft."""
    work.run(_EXTRA, (values.json_text(dict(extra)), document_id))


def batches(items: Sequence[str], size: int) -> Iterator[list[str]]:
    """Cut a list into parts."""
    left = iter(items)
    while part := list(islice(left, size)):
        yield part


def target(state: State, event: Event) -> State:
    """Return the state after an event; a status that the document already has leaves it there."""
    return state if _STATUS.get(event) is state else states.after(state, event)


def allowed(state: State, event: Event) -> bool:
    """Whether the table of states lets this event happen."""
    try:
        target(state, event)
    except NotAllowed:
        return False
    return True


def _note(
    work: UnitOfWork, key: tuple[int, str, str], state: State, happening: Happening, *, applied: bool = True
) -> None:
    """Write history and audit row of one event."""
    row, document_id, sha256 = key
    at = work.stamp if happening.at is None else clock.stamp(happening.at)
    told = values.json_text(dict(happening.facts))
    act = (at, happening.by, happening.actor, happening.event, state)
    said = (happening.seq, happening.code, told, happening.note, int(applied))
    work.run(_KEEP_EVENT, (row, row, *act, *said))
    facts = {"state": str(state)} | ({"seq": str(happening.seq)} if happening.seq else {})
    journal.append(work, journal.Act(happening.actor, happening.event, document_id, sha256, facts))
    work.touch(document_id)


def catch_up(work: UnitOfWork, document_id: str) -> State:
    """Apply statuses that came before the document was sent from this base; return its state.

    So it is after a restored copy: the bank has long known the document that this base still had as signed.
    """
    row, before, seq, sha256, _, _ = work.one(_PLACE, (document_id,))
    state = State(before)
    for step, actor, event, late, code, note in work.all(_LATE, (row, seq)):
        if not allowed(state, Event(event)):
            continue
        state = target(state, Event(event))
        work.run(_MOVE, (state, work.stamp, late, code, note, row))
        work.run(_APPLIED, (state, row, step))
        told = {"state": str(state), "seq": str(late)}
        journal.append(work, journal.Act(actor, event, document_id, sha256, told))
    return state


def _event(found: Any) -> EventRow:
    return EventRow(
        step=found[0],
        at=clock.parse(found[1]),
        by=By(found[2]),
        actor=found[3],
        event=Event(found[4]),
        state=State(found[5]),
        seq=found[6],
        code=found[7],
        facts=values.facts(found[8]),
        note=found[9],
        applied=bool(found[10]),
    )
