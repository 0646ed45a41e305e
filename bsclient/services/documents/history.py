"""The life of one document for people: every step, what comes next, the bank's receipt, the signatures."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from bsclient.domain import states
from bsclient.domain.states import By, Event, State
from bsclient.protocol import acts
from bsclient.services.context import Workplace
from bsclient.storage import documents, signatures
from bsclient.storage.rows.documents import Body, EventRow
from bsclient.storage.rows.signing import SignatureRow

StepView = EventRow

WAIT_RECEIPT: Final = "wait_receipt"
WAIT_BANK: Final = "wait_bank"
NOTHING: Final = "nothing"
"""Hints beside the user's own next events: what the document waits for."""


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """The bank's signed receipt: when it stored the document and under which sequence number."""

    time: dt.datetime
    sequence: int
    sha256: str
    matches: bool


@dataclass(frozen=True, slots=True)
class History:
    """All of it. `next` has the events open to the user and hints of what is awaited."""

    steps: tuple[StepView, ...]
    next: tuple[Event | str, ...]
    receipt: ReceiptView | None
    signatures: tuple[SignatureRow, ...]


class Histories:
    """Histories of an open profile."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def of(self, document_id: str) -> History:
        """Return the history of a document; raises `NotAllowed("document_unknown")`."""
        with self._place.store.read() as reader:
            row = documents.get(reader, document_id)
            return History(
                steps=tuple(documents.history(reader, document_id)),
                next=_next(row.state),
                receipt=_receipt(documents.body(reader, document_id)),
                signatures=tuple(signatures.of(reader, document_id)),
            )


def _next(state: State) -> tuple[Event | str, ...]:
    own: tuple[Event | str, ...] = tuple(
        dict.fromkeys(step.event for step in states.STEPS if step.source is state and step.by is By.USER)
    )
    if state is State.UNKNOWN:
        return (*own, WAIT_RECEIPT)
    if state in states.AT_BANK:
        return (*own, WAIT_BANK)
    return own or (NOTHING,)


def _receipt(body: Body) -> ReceiptView | None:
    if not body.receipt:
        return None
    receipt = acts.Receipt.decode(body.receipt)
    return ReceiptView(receipt.time, receipt.sequence, receipt.sha256, receipt.sha256 == body.sha256)
