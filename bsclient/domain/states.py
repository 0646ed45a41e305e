"""The life of a document as one table: source state, event, target state, by whom.

Buttons, filters, history, the diagram in the help and the tests derive from `STEPS`. A status never goes back:
events of the bank carry a sequence number, and a lower one changes nothing (design, section 5).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bsclient.errors import NotAllowed


class State(StrEnum):
    """Where a document stands. The client's own states first, then the bank's; the last three are of documents made by it."""

    INVALID = "invalid"
    NEW = "new"
    IMPORTED = "imported"
    PARTLY_SIGNED = "partly_signed"
    SIGNED = "signed"
    QUEUED = "queued"
    UNKNOWN = "unknown"
    DELIVERED = "delivered"
    BAD_SIGNATURE = "bad_signature"
    BAD_DETAILS = "bad_details"
    ACCEPTED = "accepted"
    SUSPENDED = "suspended"
    EXPORTED = "exported"
    ACCEPTED_ABS = "accepted_abs"
    WAITING_FUNDS = "waiting_funds"
    EXECUTED = "executed"
    PARTLY_EXECUTED = "partly_executed"
    REJECTED = "rejected"
    REFUSED_ABS = "refused_abs"
    RECALLED = "recalled"
    DELETED = "deleted"
    INCOMING = "incoming"
    READ = "read"
    ANSWERED = "answered"


class Event(StrEnum):
    """What can happen to a document."""

    SAVE_INVALID = "save_invalid"
    SAVE_VALID = "save_valid"
    SAVE_IMPORTED = "save_imported"
    DELETE = "delete"
    RESTORE = "restore"
    SIGN_PART = "sign_part"
    SIGN_LAST = "sign_last"
    UNSIGN_PART = "unsign_part"
    UNSIGN_LAST = "unsign_last"
    VOID = "void"
    QUEUE = "queue"
    UNQUEUE = "unqueue"
    SEND = "send"
    RECEIVE = "receive"
    FIND_BAD_SIGNATURE = "find_bad_signature"
    FIND_BAD_DETAILS = "find_bad_details"
    ACCEPT = "accept"
    SUSPEND = "suspend"
    EXPORT = "export"
    ACCEPT_ABS = "accept_abs"
    WAIT_FUNDS = "wait_funds"
    EXECUTE = "execute"
    EXECUTE_PART = "execute_part"
    REJECT = "reject"
    REFUSE_ABS = "refuse_abs"
    RECALL = "recall"
    OFFER = "offer"
    ARRIVE = "arrive"
    COSIGN = "cosign"
    COMPLETE = "complete"
    RETURN = "return"
    LEAVE = "leave"
    RECEIVE_IN = "receive_in"
    OPEN = "open"
    ANSWER = "answer"


class By(StrEnum):
    """Whose act an event is."""

    USER = "user"
    CLIENT = "client"
    BANK = "bank"


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table; `source` None is the birth of a document."""

    source: State | None
    event: Event
    target: State
    by: By


EDITABLE: Final = (State.INVALID, State.NEW, State.IMPORTED)
AT_BANK: Final = (
    State.DELIVERED,
    State.ACCEPTED,
    State.SUSPENDED,
    State.EXPORTED,
    State.ACCEPTED_ABS,
    State.WAITING_FUNDS,
)
FINAL: Final = (
    State.BAD_SIGNATURE,
    State.BAD_DETAILS,
    State.EXECUTED,
    State.PARTLY_EXECUTED,
    State.REJECTED,
    State.REFUSED_ABS,
    State.RECALLED,
)
FAILED: Final = (State.BAD_SIGNATURE, State.BAD_DETAILS, State.REJECTED, State.REFUSED_ABS)
RECALLABLE: Final = AT_BANK
RECEIVED: Final = (State.INCOMING, State.READ, State.ANSWERED)
"""States of documents that the bank made."""


def _steps() -> tuple[Step, ...]:
    user, client, bank = By.USER, By.CLIENT, By.BANK
    rows = [
        Step(None, Event.SAVE_INVALID, State.INVALID, user),
        Step(None, Event.SAVE_VALID, State.NEW, user),
        Step(None, Event.SAVE_IMPORTED, State.IMPORTED, user),
    ]
    for source in EDITABLE:
        good = State.IMPORTED if source is State.IMPORTED else State.NEW
        rows += [
            Step(source, Event.SAVE_INVALID, State.INVALID, user),
            Step(source, Event.SAVE_VALID, good, user),
            Step(source, Event.DELETE, State.DELETED, user),
        ]
    for source in (State.NEW, State.IMPORTED):
        rows += [
            Step(source, Event.SIGN_PART, State.PARTLY_SIGNED, user),
            Step(source, Event.SIGN_LAST, State.SIGNED, user),
        ]
    rows += [
        Step(State.DELETED, Event.RESTORE, State.INVALID, user),
        Step(State.PARTLY_SIGNED, Event.SIGN_PART, State.PARTLY_SIGNED, user),
        Step(State.PARTLY_SIGNED, Event.SIGN_LAST, State.SIGNED, user),
        Step(State.PARTLY_SIGNED, Event.UNSIGN_PART, State.PARTLY_SIGNED, user),
        Step(State.PARTLY_SIGNED, Event.UNSIGN_LAST, State.NEW, user),
        Step(State.SIGNED, Event.UNSIGN_PART, State.PARTLY_SIGNED, user),
        Step(State.SIGNED, Event.UNSIGN_LAST, State.NEW, user),
        Step(State.SIGNED, Event.QUEUE, State.QUEUED, user),
        *(
            Step(source, Event.VOID, State.NEW, client)  # a key that signed it has ended
            for source in (State.PARTLY_SIGNED, State.SIGNED, State.QUEUED)
        ),
        Step(State.QUEUED, Event.UNQUEUE, State.SIGNED, user),
        Step(State.QUEUED, Event.SEND, State.UNKNOWN, client),
        Step(State.UNKNOWN, Event.RECEIVE, State.DELIVERED, bank),
    ]
    rows += _bank_steps(bank)
    rows += _shared_steps(user, bank)
    rows += [
        Step(None, Event.RECEIVE_IN, State.INCOMING, bank),
        Step(State.INCOMING, Event.OPEN, State.READ, user),
        Step(State.INCOMING, Event.ANSWER, State.ANSWERED, client),  # answered at another workplace
        Step(State.READ, Event.ANSWER, State.ANSWERED, client),
    ]
    return tuple(rows)


def _shared_steps(user: By, bank: By) -> list[Step]:
    """Signing through the bank: a document goes to colleagues at other PCs, comes from them, is signed there, goes back."""
    part, here = State.PARTLY_SIGNED, (State.PARTLY_SIGNED, State.SIGNED, State.QUEUED, State.UNKNOWN)
    rows = [
        Step(part, Event.OFFER, part, user),
        Step(None, Event.ARRIVE, part, bank),
        Step(
            State.DELETED, Event.ARRIVE, part, bank
        ),  # it was here before, was taken back and is offered anew
        Step(part, Event.COSIGN, part, bank),
        Step(part, Event.COMPLETE, State.SIGNED, bank),
    ]
    rows += [Step(source, Event.RETURN, part, bank) for source in here]
    rows += [Step(source, Event.LEAVE, State.DELETED, bank) for source in here]
    return rows


def _bank_steps(bank: By) -> list[Step]:
    """Any bank status may be the first one seen after sending: receipts and statuses can overtake each other."""
    targets = {
        Event.FIND_BAD_SIGNATURE: State.BAD_SIGNATURE,
        Event.FIND_BAD_DETAILS: State.BAD_DETAILS,
        Event.ACCEPT: State.ACCEPTED,
        Event.SUSPEND: State.SUSPENDED,
        Event.EXPORT: State.EXPORTED,
        Event.ACCEPT_ABS: State.ACCEPTED_ABS,
        Event.WAIT_FUNDS: State.WAITING_FUNDS,
        Event.EXECUTE: State.EXECUTED,
        Event.EXECUTE_PART: State.PARTLY_EXECUTED,
        Event.REJECT: State.REJECTED,
        Event.REFUSE_ABS: State.REFUSED_ABS,
        Event.RECALL: State.RECALLED,
    }
    sources = (State.UNKNOWN, *AT_BANK)
    return [
        Step(source, event, target, bank)
        for source in sources
        for event, target in targets.items()
        if source is not target
    ]


STEPS: Final = _steps()
_TABLE: Final = {(step.source, step.event): step for step in STEPS}
STATUS_EVENTS: Final = {step.target: step.event for step in STEPS if step.by is By.BANK and step.source}
"""The event that a status of the bank stands for, by the state it names."""


def after(state: State | None, event: Event) -> State:
    """Return the state after an event; raises `NotAllowed("step_not_allowed")`."""
    step = _TABLE.get((state, event))
    if step is None:
        raise NotAllowed("step_not_allowed", state=str(state or ""), event=str(event))
    return step.target


def possible(state: State) -> frozenset[Event]:
    """Return what a user can do with a document in this state."""
    return frozenset(step.event for step in STEPS if step.source is state and step.by is By.USER)


def may_recall(state: State) -> bool:
    """Whether a recall request makes sense: the document is at the bank and not final."""
    return state in RECALLABLE or state is State.UNKNOWN
