"""Signing with colleagues at other PCs, through the bank: give a document to them, take it back, refuse one of theirs.

Acts are local and at once; the bank hears of them with the next exchange (`pending_parcels`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from bsclient.domain import canonical
from bsclient.domain.attachments import hashes
from bsclient.domain.documents import registry
from bsclient.domain.identity import new_id
from bsclient.domain.states import By, Event, State
from bsclient.errors import BadInput, NotAllowed
from bsclient.protocol.pending import LONGEST_REASON
from bsclient.services.context import Workplace
from bsclient.services.keys import authority
from bsclient.storage import documents, journal, pending, settings, signatures
from bsclient.storage.pending import PendingRow, SignerRow, Stage
from bsclient.storage.rows.documents import Happening
from bsclient.storage.unit_of_work import Reader, UnitOfWork

AUTOMATIC: Final = "pending.automatic"
"""Setting of a profile: partly signed documents go to colleagues at once ("1"), or when asked for ("")."""
_OVER: Final = (State.PARTLY_SIGNED,)


@dataclass(frozen=True, slots=True)
class PendingView:
    """How signing with colleagues stands: `stage`, from whom, until when, who ended it and why.

    `mine`: written at this PC. `may_refuse` and `may_take_back` say what can be done now.
    """

    id: str
    stage: Stage
    mine: bool
    author: str
    by: str
    reason: str
    code: str
    valid_until: dt.datetime
    signers: tuple[SignerRow, ...]

    @property
    def open(self) -> bool:
        """Whether signatures may still come."""
        return self.stage in pending.OPEN

    @property
    def may_refuse(self) -> bool:
        """Whether it is a colleague's and waits."""
        return not self.mine and self.stage is Stage.WAITING

    @property
    def may_take_back(self) -> bool:
        """Whether it is one's own and waits."""
        return self.mine and self.stage in {Stage.OFFERING, Stage.WAITING}


@dataclass(frozen=True, slots=True)
class Counts:
    """Documents of colleagues that wait for the user, and own ones that are with colleagues."""

    to_sign: int
    away: int


class Pending:
    """Documents that are signed at several PCs."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def offer(self, ids: Iterable[str]) -> int:
        """Give partly signed documents to colleagues, all or none; returns how many. NotAllowed: `pending_not_partly`."""
        with self._place.store.write() as work:
            wanted = list(dict.fromkeys(ids))
            for one in wanted:
                self._offer(work, one)
        return len(wanted)

    def take_back(self, ids: Iterable[str]) -> int:
        """Take own documents back from colleagues, all or none. NotAllowed: `pending_not_open`."""
        with self._place.store.write() as work:
            wanted = list(dict.fromkeys(ids))
            for one in wanted:
                self._take_back(work, one)
        return len(wanted)

    def refuse(self, ids: Iterable[str], reason: str) -> int:
        """Refuse documents of colleagues, all or none. BadInput without a reason, NotAllowed: `pending_not_open`."""
        said = " ".join(reason.split())[:LONGEST_REASON]
        if not said:
            raise BadInput("pending_reason_missing")
        with self._place.store.write() as work:
            wanted = list(dict.fromkeys(ids))
            for one in wanted:
                row = pending.of(work, one)
                if row is None or row.mine or row.stage is not Stage.WAITING:
                    raise NotAllowed("pending_not_open", number=documents.get(work, one).number)
                if documents.get(work, one).state not in _OVER:
                    raise NotAllowed("pending_signed_already", number=documents.get(work, one).number)
                pending.put(work, replace(row, stage=Stage.REFUSING, reason=said))
                self._note(work, "pending_refuse", one, {"reason": said})
        return len(wanted)

    def view(self, document_id: str) -> PendingView | None:
        """Return how signing with colleagues stands, None for a document that never went to or came from one."""
        with self._place.store.read() as reader:
            row = pending.of(reader, document_id)
            return None if row is None else _view(row, pending.signers(reader, document_id))

    def views(self, ids: Iterable[str]) -> Mapping[str, PendingView]:
        """Return the same of many documents, without their signers."""
        with self._place.store.read() as reader:
            return {one: _view(row, []) for one, row in pending.many(reader, ids).items()}

    def counts(self) -> Counts:
        """Return what waits for the user, and what of his is away."""
        with self._place.store.read() as reader:
            return counts(reader, self._place)

    def worth(self, ids: Iterable[str]) -> list[str]:
        """Return those that a colleague without a key on this PC could sign, and that are not with him yet."""
        with self._place.store.read() as reader:
            here = {user.id for user in self._place.profile.users}
            people = authority.policy(reader, self._place.profile).people
            elsewhere = any(one.group and one.active and one.id not in here for one in people.values())
            known = pending.many(reader, wanted := list(ids))
            rows = documents.many(reader, wanted) if elsewhere else []
        return [
            row.id for row in rows
            if row.state is State.PARTLY_SIGNED and not (row.id in known and (known[row.id].open or not known[row.id].mine))
        ]  # fmt: skip

    @property
    def automatic(self) -> bool:
        """Whether partly signed documents go to colleagues at once."""
        with self._place.store.read() as reader:
            return settings.get(reader, AUTOMATIC) == "1"

    @automatic.setter
    def automatic(self, value: bool) -> None:
        with self._place.store.write() as work:
            settings.put(work, AUTOMATIC, "1" if value else "")
            self._note(work, "pending_automatic", "", {"value": "1" if value else "0"})

    def _offer(self, work: UnitOfWork, document_id: str) -> None:
        row, before = documents.get(work, document_id), pending.of(work, document_id)
        if row.state is not State.PARTLY_SIGNED:
            raise NotAllowed("pending_not_partly", number=row.number)
        if before is not None and (before.open or not before.mine):
            raise NotAllowed("pending_open", number=row.number)
        body = documents.body(work, document_id)
        signed = canonical.decode_signed(body.canonical)
        files = hashes(registry[signed.type], signed.fields) if signed.type in registry else []
        pending.forget_signers(work, document_id)
        pending.put(work, PendingRow(
            id=document_id, offer=new_id(self._place.instant), stage=Stage.OFFERING, mine=True,
            author=self._place.user.id, author_name=self._place.actor, valid_until=signed.valid_until,
            updated=self._place.instant, attachments=tuple(dict.fromkeys(files)),
        ))  # fmt: skip
        documents.move(work, document_id, self._act(Event.OFFER))
        pending.mark(work, document_id, "pending_offered")

    def _take_back(self, work: UnitOfWork, document_id: str) -> None:
        row, found = documents.get(work, document_id), pending.of(work, document_id)
        if found is None or not found.mine or found.stage not in {Stage.OFFERING, Stage.WAITING}:
            raise NotAllowed("pending_not_open", number=row.number)
        if row.state not in _OVER:
            raise NotAllowed("pending_signed_already", number=row.number)
        self._note(work, "pending_take_back", document_id, {})
        if found.stage is Stage.OFFERING and not found.tried:
            pending.drop(work, document_id)
            pending.mark(work, document_id, "")
        else:
            pending.put(work, replace(found, stage=Stage.WITHDRAWING))

    def _note(self, work: UnitOfWork, action: str, document_id: str, facts: Mapping[str, str]) -> None:
        sha256 = documents.body(work, document_id).sha256 if document_id else ""
        journal.append(work, journal.Act(self._place.actor, action, document_id, sha256, facts))

    def _act(self, event: Event) -> Happening:
        return Happening(event=event, by=By.USER, actor=self._place.actor)


def counts(reader: Reader, place: Workplace) -> Counts:
    """Return what waits for the user, and what of the profile's is away."""
    return Counts(pending.to_sign(reader, place.user.id), pending.away(reader))


def demand_unsignable(work: UnitOfWork, document_id: str, user_id: str) -> None:
    """Refuse to take a signature off that colleagues or the bank have. NotAllowed: `pending_open`, `pending_foreign`."""
    row = pending.of(work, document_id)
    if row is None or not row.open:
        return
    number = documents.get(work, document_id).number
    if row.mine:
        raise NotAllowed("pending_open", number=number)
    given = {one.user_id for one in pending.signers(work, document_id)}
    if user_id in given or len(signatures.of(work, document_id)) <= 1:
        raise NotAllowed("pending_signature_sent", number=number)


def why_not_sign(reader: Reader, document_id: str, now: dt.datetime) -> str:
    """Say why a document that goes between PCs can't be signed now: a code, "" when it can."""
    row = pending.of(reader, document_id)
    if row is None or not row.open:
        return ""
    if row.stage in {Stage.WITHDRAWING, Stage.REFUSING}:
        return "pending_ending"
    return "pending_expired" if row.valid_until < now else ""


def demand_own(reader: Reader, document_id: str) -> None:
    """Refuse to edit what came from a colleague. NotAllowed: `pending_foreign`."""
    row = pending.of(reader, document_id)
    if row is not None and not row.mine:
        raise NotAllowed("pending_foreign", number=documents.get(reader, document_id).number)


def shared(reader: Reader, ids: Iterable[str]) -> set[str]:
    """Return those whose signatures go to the bank by themselves: they have no place in the outbox."""
    return {one for one, row in pending.many(reader, ids).items() if row.stage is Stage.WAITING}


def _view(row: PendingRow, signers: Iterable[SignerRow]) -> PendingView:
    return PendingView(
        row.id, row.stage, row.mine, row.author_name, row.by_name, row.reason, row.code, row.valid_until,
        tuple(signers),
    )  # fmt: skip
