"""What is to be told to the bank of documents that are signed at several PCs; what its answers do.

Everything is derived from the base at each session: offers, ends, and signatures that the bank has not. So a crash
anywhere only means that the same message goes once more, and the bank answers it as it did the first time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bsclient.domain.states import By, Event, State
from bsclient.errors import BsError, Conflict, Refused, Unreachable
from bsclient.protocol.messages import Envelope
from bsclient.protocol.pending import PendingAnswer, PendingEnd, PendingOffer, PendingSignature, PendingState
from bsclient.services.context import Workplace
from bsclient.services.exchange.feed import Effects
from bsclient.services.signing import pending_state
from bsclient.services.signing.pending_state import Word
from bsclient.storage import blobs, documents, outbox, pending, signatures
from bsclient.storage.pending import PendingRow, SignerRow, Stage, Untold
from bsclient.storage.rows.documents import Happening
from bsclient.storage.unit_of_work import UnitOfWork
from bsclient.sync.ports import Transport

_FOR_GOOD: Final = frozenset(
    ("bank_bad_request", "bank_too_large", "bank_forbidden", "bank_request_invalid", "bank_not_found")
)


class PendingParcels:
    """One session's turn; `refused` are documents with the code of what went wrong."""

    def __init__(self, place: Workplace, effects: Effects) -> None:
        self._place = place
        self._effects = effects
        self.refused: list[tuple[str, str]] = []

    def send(self, transport: Transport) -> int:
        """Tell the bank everything that it has not heard; returns how many things. Raises Unreachable."""
        with self._place.store.whole() as reader:
            ends = pending.in_stages(reader, Stage.WITHDRAWING, Stage.REFUSING)
            offers = pending.in_stages(reader, Stage.OFFERING)
        steps: list[tuple[str, Callable[[], None]]] = []
        steps += [(row.id, lambda row=row: self._end(transport, row)) for row in ends]  # type: ignore[misc]
        steps += [(row.id, lambda row=row: self._offer(transport, row)) for row in offers]  # type: ignore[misc]
        for identity, step in steps:
            self._guarded(identity, step)
        with self._place.store.whole() as reader:
            given = pending.untold(reader)
        for one in given:
            self._guarded(one.id, lambda one=one: self._sign(transport, one))  # type: ignore[misc]
        return len(steps) + len(given)

    def _guarded(self, identity: str, step: Callable[[], None]) -> None:
        """What one document meets does not keep the others; a silent bank ends the turn."""
        try:
            step()
        except Unreachable:
            raise
        except BsError as error:
            self.refused.append((identity, error.code))

    # offering -----------------------------------------------------------------------------------------------------

    def _offer(self, transport: Transport, row: PendingRow) -> None:
        try:
            answer = self._put(transport, row)
        except (Refused, Conflict) as error:
            if not self._final(error):
                raise
            with self._place.store.write() as work:
                kept = replace(row, code=_reason(error), by_name="")
                self._all_first(work, row.id)
                pending_state.close(work, kept, PendingState.VOID, self._now)
            raise
        self._answered(row, answer)

    def _put(self, transport: Transport, row: PendingRow) -> PendingAnswer:
        """Send the document with its signatures, its files before it."""
        with self._place.store.write() as work:
            pending.being_tried(work, row.id)
            (parcel,) = outbox.parcels(work, [row.id])
            files = [(sha256, blobs.get(work, sha256)) for sha256 in sorted(set(row.attachments))]
        for sha256, data in files:
            transport.put_blob(sha256, data)
        envelope = Envelope(
            id=row.id,
            body=parcel.canonical,
            signatures=list(parcel.signatures),
            attachments=list(row.attachments),
        )
        answer = transport.pending_offer(PendingOffer(offer=row.offer, envelope=envelope))
        sent = set(parcel.signatures)
        with self._place.store.write() as work:
            kept = [one for one in signatures.of(work, row.id) if one.cms in sent]
            pending.told(
                work, row.id, [SignerRow(one.user_id, "", one.certificate_serial, first=True) for one in kept]
            )
        return answer

    def _all_first(self, work: UnitOfWork, document_id: str) -> None:
        """The offer was refused as a whole: the signatures it went with stay."""
        rows = signatures.of(work, document_id)
        pending.told(
            work, document_id, [SignerRow(r.user_id, "", r.certificate_serial, first=True) for r in rows]
        )

    # signing ------------------------------------------------------------------------------------------------------

    def _sign(self, transport: Transport, one: Untold) -> None:
        with self._place.store.write() as work:
            if one.state is State.QUEUED:  # committed as in doubt before the first byte leaves
                documents.move(
                    work, one.id, Happening(event=Event.SEND, by=By.CLIENT, actor=self._place.actor)
                )
            row = pending.of(work, one.id)
        if row is None:
            return
        told = PendingSignature(offer=one.offer, sha256=one.sha256, signature=one.signature.cms)
        try:
            answer = transport.pending_sign(one.id, told)
        except (Refused, Conflict) as error:
            if self._final(error):
                self._take_off(one, error)
            raise
        with self._place.store.write() as work:
            mark = SignerRow(one.signature.user_id, self._place.actor, one.signature.certificate_serial)
            pending.told(work, one.id, [mark])
        self._answered(row, answer)

    def _take_off(self, one: Untold, error: BsError) -> None:
        """The bank does not take this signature, now or later: it goes from the document, which waits on or has ended."""
        with self._place.store.write() as work:
            signatures.remove(work, one.id, one.signature.user_id)
            pending_state.back(work, one.id, _reason(error), self._now)

    # ending -------------------------------------------------------------------------------------------------------

    def _end(self, transport: Transport, row: PendingRow) -> None:
        told = PendingEnd(offer=row.offer, reason=row.reason)
        try:
            with self._place.store.whole() as reader:
                unsure = row.mine and not pending.signers(reader, row.id)
            if unsure:  # the offer may still be on its way: it must not arrive after its end
                self._put(transport, row)
            answer = transport.pending_end(row.id, told)
        except (Refused, Conflict) as error:
            if self._final(error):
                with self._place.store.write() as work:
                    over = error.code != "bank_conflict"
                    if over:
                        self._all_first(work, row.id)
                        pending_state.close(
                            work, replace(row, code=_reason(error)), PendingState.VOID, self._now
                        )
                    else:  # it ended otherwise before; the feed says how
                        pending.put(work, replace(row, stage=Stage.WAITING, reason=""))
            raise
        self._answered(row, answer)

    # answers ------------------------------------------------------------------------------------------------------

    def _answered(self, row: PendingRow, answer: PendingAnswer) -> None:
        state = PendingState(answer.state)
        with self._place.store.write() as work:
            now = pending.of(work, row.id)
            if now is None or now.offer != answer.offer:
                return
            if state is PendingState.ACCEPTED:
                pending_state.accepted(work, now, self._place.actor, self._now)
                if answer.receipt is not None:
                    self._effects.receive(work, answer.receipt, row.id)
            elif state is PendingState.WAITING:
                if now.stage is Stage.OFFERING:
                    pending.put(work, replace(now, stage=Stage.WAITING))
                if documents.get(work, row.id).state is State.UNKNOWN:
                    pending_state.back(work, row.id, "", self._now)
            elif now.open:
                kept = replace(now, by_user=self._place.user.id, by_name=self._place.actor, code=answer.code)
                pending_state.close(work, kept, state, self._now)

    @property
    def _now(self) -> Word:
        return Word(self._place.now())

    @staticmethod
    def _final(error: BsError) -> bool:
        return isinstance(error, Conflict) or error.code in _FOR_GOOD


def _reason(error: BsError) -> str:
    return error.facts.get("reason", "") or error.code
