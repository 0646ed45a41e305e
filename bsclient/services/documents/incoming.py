"""Documents that the bank made (demands, warrants, notices): shown like others, read, answered by own documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from bsclient.domain import content
from bsclient.domain.content import Content
from bsclient.domain.document import RawValue
from bsclient.domain.documents import registry
from bsclient.domain.states import By, Event, State
from bsclient.errors import BadInput, BadSignature, NotAllowed
from bsclient.services.context import Workplace
from bsclient.services.documents.checking import declared
from bsclient.services.documents.drafts import Draft, Drafts
from bsclient.services.documents.naming import namer
from bsclient.services.keys.authority import bank_verifier
from bsclient.storage import documents, incoming
from bsclient.storage.rows.documents import Happening


@dataclass(frozen=True, slots=True)
class ProofView:
    """The bank's signature under a document: whose certificate, when it signed; `code` "" when it holds."""

    name: str
    serial: str
    time: dt.datetime
    code: str

    @property
    def ok(self) -> bool:
        """Whether it holds."""
        return not self.code


class Incoming:
    """The bank's documents in an open profile."""

    def __init__(self, place: Workplace, drafts: Drafts) -> None:
        self._place = place
        self._drafts = drafts

    def unread(self) -> int:
        """Return how many nobody opened."""
        with self._place.store.read() as reader:
            return incoming.count(reader, State.INCOMING)

    def open(self, document_id: str) -> State:
        """Note that a document was opened; returns its state. Raises `NotAllowed("document_unknown")`."""
        with self._place.store.write() as work:
            row = documents.get(work, document_id)
            if row.state is not State.INCOMING:
                return row.state
            return documents.move(
                work, document_id, Happening(event=Event.OPEN, by=By.USER, actor=self._place.actor)
            )

    def content(self, document_id: str) -> Content:
        """Return what the bank's bytes say."""
        with self._place.store.read() as reader:
            row = documents.get(reader, document_id)
            fields = documents.body(reader, document_id).raw
            kind = registry.get(row.type)
            if kind is None:
                return content.of_unknown(row.type, fields)
            return content.of(kind, fields, namer(reader))

    def proof(self, document_id: str) -> ProofView:
        """Verify the bank's signature anew; raises `NotAllowed("not_of_bank")` for a document that it did not make."""
        with self._place.store.read() as reader:
            told = incoming.proof(reader, document_id)
        if told is None:
            raise NotAllowed("not_of_bank", value=document_id)
        try:
            found = bank_verifier(self._place.profile).verify(told.canonical, told.signature, told.at)
        except BadSignature as error:
            return ProofView("", "", told.at, error.code)
        return ProofView(found.certificate.subject_name, found.certificate.serial, found.signing_time, "")

    def answers(self, document_id: str) -> list[str]:
        """Return the ids of own documents that answer this one, drafts too, the oldest first."""
        with self._place.store.read() as reader:
            return incoming.answers(reader, document_id)

    def answer(self, document_id: str, kind: str, given: Mapping[str, RawValue] | None = None) -> Draft:
        """Return an unsaved answer: it refers to the document and takes over the fields of the same names.

        `given` fields are set beside them. Raises `BadInput("answer_type")` when the type cannot refer to this one.
        """
        answer = declared(kind)
        with self._place.store.read() as reader:
            row = documents.get(reader, document_id)
            told = documents.body(reader, document_id).raw
        field = next((field.name for field in answer.declared if row.type in field.of), "")
        if not field or row.state not in {State.INCOMING, State.READ, State.ANSWERED}:
            raise BadInput("answer_type", value=kind, expected=row.type)
        apart = {answer.listing.number, answer.listing.day}
        same = {
            one.name: told[one.name] for one in answer.declared if one.name in told and one.name not in apart
        }
        begun = {**answer.blank(), **same, **(given or {}), field: document_id}
        asked = {one.name for one in answer.declared if one.asked(begun)}
        taken = {name: text for name, text in same.items() if name in asked}
        return self._drafts.begin(kind, {**taken, **(given or {}), field: document_id})
