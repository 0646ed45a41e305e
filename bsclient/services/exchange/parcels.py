"""The outbox of a profile as the wire needs it: what goes next, what came back, what is in doubt.

Each call is one transaction. A document is committed as unknown before its first byte leaves; afterwards only the
same bytes may follow, until a receipt or a plain refusal is stored.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache, cached_property

from bsclient.crypto.certificates import load
from bsclient.crypto.hashes import sha256_hex
from bsclient.crypto.verify import Trust, Verifier
from bsclient.domain import canonical
from bsclient.domain.attachments import hashes
from bsclient.domain.documents import registry
from bsclient.domain.rights import Action
from bsclient.domain.states import By, Event, State
from bsclient.errors import BadSignature, BsError
from bsclient.protocol.messages import PASSING, BatchLine, Envelope, Problem
from bsclient.services.context import Workplace
from bsclient.services.documents.attachments import fields_of
from bsclient.services.exchange.feed import BANK, Effects
from bsclient.services.signing import cosigners
from bsclient.storage import blobs, documents, moving, outbox
from bsclient.storage.rows.documents import Happening
from bsclient.storage.rows.signing import OutboxRow, Parcel
from bsclient.storage.unit_of_work import UnitOfWork

_PAUSES = (1, 2, 4, 8, 16, 32, 64, 128, 256, 300)
_FINAL_REFUSALS = frozenset(("bad_request", "too_large", "forbidden", "request_invalid"))
"""Answers after which the bank certainly has not got the document."""
_ENDED = frozenset(("certificate_expired", "certificate_not_yet_valid", "certificate_revoked"))


class Parcels:
    """The outbox of one session: nothing is tried twice in it."""

    def __init__(self, place: Workplace, effects: Effects) -> None:
        self._place = place
        self._effects = effects
        self._tried: set[str] = set()
        self._set_aside: set[str] = set()
        self.refused: list[tuple[str, str]] = []
        self.accepted = 0

    def waiting(self) -> int:
        """Return how many documents wait."""
        with self._place.store.whole() as reader:
            return outbox.size(reader)

    def take(self, limit: int, size: int) -> Sequence[Envelope]:
        """Return the next envelopes and commit that they are being sent."""
        taken: list[Envelope] = []
        if not self._place.permissions.may(Action.SEND):
            return taken  # what others have queued goes when one comes who may send
        with self._place.store.write() as work:
            # What is set aside must not stand in the way of those behind it.
            while not taken and (rows := outbox.first(work, limit, self._tried | self._set_aside)):
                taken = self._packed(work, rows, size)
            chosen = {envelope.id for envelope in taken}
            queued = [row.id for row in rows if row.id in chosen and row.state is State.QUEUED]
            moving.move_all(work, queued, Event.SEND, (By.CLIENT, self._place.actor))
            outbox.being_tried(work, chosen)
        self._tried |= chosen
        return taken

    def _packed(self, work: UnitOfWork, rows: Sequence[OutboxRow], size: int) -> list[Envelope]:
        """Return the envelopes of as many as have room; what has not the bytes that were signed is set aside."""
        found = {parcel.id: parcel for parcel in outbox.parcels(work, [row.id for row in rows])}
        others = cosigners.unvouched(self._place, work, found)  # these wait for a session of somebody else
        self._set_aside |= others.keys()
        taken: list[Envelope] = []
        room = size
        for row in rows:
            if row.id in others:
                continue
            parcel = found.get(row.id)
            if parcel is None or not self._intact(parcel):
                self._damaged(work, row.id)
                continue
            room -= 2 * (len(parcel.canonical) + sum(map(len, parcel.signatures)))
            if taken and room < 0:
                break
            taken.append(Envelope(
                id=parcel.id, body=parcel.canonical, signatures=list(parcel.signatures),
                attachments=_attachments(parcel),
            ))  # fmt: skip
        return taken

    def _intact(self, parcel: Parcel) -> bool:
        """Tell whether these are the bytes that were signed: somebody may have changed the base behind the program.

        A certificate that has ended meanwhile is for the bank to judge, not damage.
        """
        if sha256_hex(parcel.canonical) != parcel.sha256 or not parcel.signatures:
            return False
        try:
            for signature in parcel.signatures:
                self._verifier.verify(parcel.canonical, signature, self._place.instant)
        except BadSignature as error:
            return error.code in _ENDED
        return True

    @cached_property
    def _verifier(self) -> Verifier:
        return Verifier(Trust(load(self._place.profile.bank.ca_pem)))

    def blobs(self, envelopes: Sequence[Envelope]) -> Sequence[tuple[str, bytes]]:
        """Return the attachments of these envelopes."""
        wanted = {sha256 for envelope in envelopes for sha256 in envelope.attachments}
        with self._place.store.whole() as reader:
            return [(sha256, blobs.get(reader, sha256)) for sha256 in sorted(wanted)]

    def received(self, lines: Sequence[BatchLine]) -> None:
        """Keep receipts; a plain refusal ends the document's journey, anything else leaves it in doubt."""
        with self._place.store.write() as work:
            kept = self._effects.receive_all(work, lines)
            self._tried -= kept
            self.accepted += len(kept)
            for line in lines:
                if line.id in kept:
                    continue
                try:
                    with work.attempt():
                        self._line(work, line)
                except BsError as error:
                    self._doubt(work, line.id, error.code)

    def interrupted(self, identities: Sequence[str], code: str) -> None:
        """Keep that the outcome of these is unknown."""
        with self._place.store.write() as work:
            for identity in identities:
                self._doubt(work, identity, code, report=False)

    def failed(self, identity: str, code: str) -> None:
        """Keep that this one could not be sent, and tell it: the others go on."""
        with self._place.store.write() as work:
            self._doubt(work, identity, code)

    def _line(self, work: UnitOfWork, line: BatchLine) -> None:
        if line.receipt is not None:
            self._effects.receive(work, line.receipt, line.id)
            self._tried.discard(line.id)
            self.accepted += 1
        elif line.problem is not None and self._ends(work, line.id, line.problem):
            outbox.remove(work, line.id)
            documents.move(work, line.id, Happening(
                event=Event.REJECT, by=By.BANK, actor=BANK, code=f"bank_{line.problem.code}", facts=line.problem.facts,
            ))  # fmt: skip
            self.refused.append((line.id, f"bank_{line.problem.code}"))
        else:
            self._doubt(work, line.id, _doubt_code(line.problem))

    def _damaged(self, work: UnitOfWork, identity: str) -> None:
        """Never send bytes that are not those that were signed."""
        self._set_aside.add(identity)
        self._doubt(work, identity, "document_damaged")

    def _ends(self, work: UnitOfWork, identity: str, problem: Problem) -> bool:
        """Whether a refusal is the end: not of a document that the bank has said something of already, nor of one whose files are missing."""
        final = problem.code in _FINAL_REFUSALS and problem.facts.get("reason") not in PASSING
        return final and documents.get(work, identity).state is State.UNKNOWN

    def _doubt(self, work: UnitOfWork, identity: str, code: str, *, report: bool = True) -> None:
        row = outbox.find(work, identity)
        if row is None:
            return
        pause = _PAUSES[min(row.attempts, len(_PAUSES) - 1)]
        outbox.tried(work, identity, work.now + dt.timedelta(seconds=pause), code)
        if report:
            self.refused.append((identity, code))


def _doubt_code(problem: Problem | None) -> str:
    """Return why a document waits for another attempt."""
    if problem is None:
        return "bank_answer_bad"
    return PASSING.get(problem.facts.get("reason", ""), f"bank_{problem.code}")


def _attachments(parcel: Parcel) -> list[str]:
    """Return the hashes of a document's files; only types that can have some are looked into."""
    if not _with_files(parcel.type):
        return []
    return list(
        dict.fromkeys(hashes(registry[parcel.type], canonical.decode_signed(parcel.canonical).fields))
    )


@cache
def _with_files(kind: str) -> bool:
    return kind in registry and bool(fields_of(registry[kind]))
