"""Documents that wait for the signatures of colleagues: offered, signed, taken back, refused, and taken in when complete.

The last signature and the document with all its effects are one transaction, so nobody has to send anything afterwards. Every call may
come twice or late: an offer that has ended never changes, and a document's id is the bank's primary key.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy.exc import IntegrityError

from bsclient import clock as clocks
from bsclient.bank import files
from bsclient.bank.bankclock import BankClock
from bsclient.bank.intake import pending_store as store
from bsclient.bank.intake.acceptance import Acceptance, Prepared
from bsclient.bank.intake.examining import Examined, digest
from bsclient.bank.intake.pending_store import Ending, Given, Offer
from bsclient.bank.ports import Incoming, Outcome
from bsclient.bank.store import Store
from bsclient.bank.work.transaction import Work
from bsclient.domain.identity import is_id
from bsclient.domain.rights.deciding import MORE_HELPS
from bsclient.protocol.messages import Code, Envelope, SignedReceipt
from bsclient.protocol.pending import (
    LONGEST_REASON,
    PendingAnswer,
    PendingEnd,
    PendingOffer,
    PendingSignature,
    PendingState,
)

Answer = PendingAnswer | Outcome
_RACES: Final = 5


class _Step(NamedTuple):
    """A signature that was taken: who brought it, whether it completes the set, whether it came with the offer."""

    by: str
    complete: bool
    first: bool = False


class _Raced(Exception):
    """Somebody else changed the offer meanwhile: look again."""


class Pending:
    """Offers at a bank; `core.Bank` has them."""

    store: Store
    clock: BankClock
    _acceptance: Acceptance

    def _work(self, decide: Callable[[Work], None], at: datetime | None = None) -> None:
        raise NotImplementedError

    def offer(self, client_id: str, user_id: str, told: PendingOffer) -> Answer:
        """Take up an offer. The same again gets the same answer, another under its id is a conflict."""
        incoming = Incoming(client_id, user_id, told.envelope)
        if not is_id(told.offer):
            return _refused(told.envelope.id, Code.BAD_REQUEST, "offer")
        return self._insist(told.envelope.id, lambda: self._offer(incoming, told.offer))

    def add_signature(self, client_id: str, user_id: str, document_id: str, told: PendingSignature) -> Answer:
        """Take one signature more; with the last one the document is taken in."""
        return self._insist(document_id, lambda: self._add(client_id, user_id, document_id, told))

    def end_offer(self, client_id: str, user_id: str, document_id: str, told: PendingEnd) -> Answer:
        """Take an offer back, or refuse it with a reason if it is somebody else's."""
        return self._insist(document_id, lambda: self._end(client_id, user_id, document_id, told))

    def _insist(self, document_id: str, call: Callable[[], Answer]) -> Answer:
        for _attempt in range(_RACES):
            try:
                return call()
            except (_Raced, files.Gone, IntegrityError):
                continue
        return Outcome(document_id, code=Code.BUSY)

    # offering -----------------------------------------------------------------------------------------------------

    def _offer(self, incoming: Incoming, offer: str) -> Answer:
        envelope = incoming.envelope
        with self.store.read() as connection:
            known = store.find(connection, offer)
            count, total = store.size(connection, incoming.client_id)
            rival = store.waits(connection, envelope.id)
        if known is not None:
            same = (known.client_id, known.document_id, known.sha256) == (
                incoming.client_id, envelope.id, digest(envelope.body),
            )  # fmt: skip
            return self._answer(known) if same else _refused(envelope.id, Code.CONFLICT, "pending_other")
        if rival:
            return _refused(envelope.id, Code.CONFLICT, "pending_exists")
        at = self.clock()
        prepared = self._acceptance.prepare([incoming], at)
        if not prepared.fresh:
            return self._known_document(prepared.outcomes[0], offer)
        item = prepared.fresh[0]
        wrong = item.signature or (("valid_until_past", {}) if item.late else item.details)
        if wrong is not None:
            return _refused(envelope.id, Code.REQUEST_INVALID, wrong[0], wrong[1])
        if count >= store.MOST_WAITING or total + len(envelope.body) > store.MOST_BYTES:
            return _refused(
                envelope.id, Code.TOO_LARGE, "pending_too_many", {"limit": str(store.MOST_WAITING)}
            )
        return self._keep(incoming, offer, prepared, at)

    def _keep(self, incoming: Incoming, offer: str, prepared: Prepared, at: datetime) -> Answer:
        item, answer = prepared.fresh[0], list[Answer]()

        def decide(work: Work) -> None:
            answer.clear()
            reason, users = self._acceptance.lacking(work, item)
            if reason is not None and reason[0] not in MORE_HELPS:
                answer.append(_refused(item.doc.id, Code.REQUEST_INVALID, reason[0], reason[1]))
                return
            given = tuple(
                Given(users[serial], "", serial, first=True, cms=cms) for serial, _code, cms in item.marks
            )
            made = Offer(
                offer=offer, document_id=item.doc.id, client_id=incoming.client_id, author=incoming.user_id,
                sha256=item.doc.sha256, body=item.doc.body, attachments=tuple(item.doc.attachments),
                valid_until=_valid_until(item), state=PendingState.WAITING, code="", reason="", ended_by="",
                given=given,
            )  # fmt: skip
            named = [(made.client_id, name) for name in made.attachments]
            files.renew(work.connection, named, self.clock.real())
            store.add(work, made)
            answer.append(self._go_on(work, made, prepared, _Step(incoming.user_id, reason is None, True)))

        self._work(decide, at)
        return answer[0]

    def _known_document(self, outcome: Outcome | None, offer: str) -> Answer:
        """A document that is here already needs no more signatures; what was refused stays refused."""
        if outcome is None or outcome.receipt is None:
            return outcome or Outcome("", code=Code.SERVER_ERROR)
        state = PendingState.ACCEPTED.value
        return PendingAnswer(id=outcome.id, offer=offer, state=state, receipt=outcome.receipt)

    # signing ------------------------------------------------------------------------------------------------------

    def _add(self, client_id: str, user_id: str, document_id: str, told: PendingSignature) -> Answer:
        found = self._find(client_id, document_id, told.offer)
        if found is None:
            return Outcome(document_id, code=Code.NOT_FOUND)
        if found.sha256 != told.sha256:
            return _refused(document_id, Code.CONFLICT, "pending_other")
        if any(one.cms == told.signature for one in found.given) or found.state is PendingState.ACCEPTED:
            return self._answer(found)
        if found.state is not PendingState.WAITING:
            return _over(found)
        at = self.clock()
        containers = [*(one.cms for one in found.given), told.signature]
        envelope = Envelope(
            id=document_id, body=found.body, signatures=containers, attachments=list(found.attachments)
        )
        prepared = self._acceptance.prepare([Incoming(client_id, found.author, envelope)], at, offered=True)
        if not prepared.fresh:
            raise _Raced  # the document has come by itself a moment ago, and its offer was ended
        code = prepared.fresh[0].marks[-1][1]
        if code:
            return _refused(document_id, Code.REQUEST_INVALID, code)
        return self._sign(found, prepared, user_id, at)

    def _sign(self, seen: Offer, prepared: Prepared, user_id: str, at: datetime) -> Answer:
        item, answer = prepared.fresh[0], list[Answer]()

        def decide(work: Work) -> None:
            answer.clear()
            found = self._locked(work, seen)
            ended = self._ended(work, found, item)
            if ended is not None:
                answer.append(ended)
                return
            serial, _code, cms = item.marks[-1]
            wrong, _ = self._acceptance.lacking(work, _only(item, [serial]))
            if wrong is not None and wrong[0] not in MORE_HELPS:
                answer.append(_refused(item.doc.id, Code.REQUEST_INVALID, wrong[0], wrong[1]))
                return
            reason, users = self._acceptance.lacking(work, item)
            if reason is not None and reason[0] not in MORE_HELPS:
                answer.append(_refused(item.doc.id, Code.REQUEST_INVALID, reason[0], reason[1]))
                return
            store.sign(work, found, Given(users[serial], "", serial, first=False, cms=cms))
            answer.append(self._go_on(work, found, prepared, _Step(user_id, reason is None)))

        self._work(decide, at)
        return answer[0]

    def _ended(self, work: Work, found: Offer, item: Examined) -> Answer | None:
        """End an offer that is past its time or whose earlier signatures hold no more; None while it goes on."""
        code, state = "", PendingState.VOID
        if item.late:
            code, state = "valid_until_past", PendingState.EXPIRED
        else:
            code = next((mark for _serial, mark, _cms in item.marks[:-1] if mark), "")
        if not code:
            wrong, _ = self._acceptance.lacking(work, _only(item, found.serials))
            code = wrong[0] if wrong is not None and wrong[0] not in MORE_HELPS else ""
        if not code:
            return None
        store.end(work, found, Ending(state, code=code))
        store.tell(work, found.offer, "")
        return _over(replace(found, state=state, code=code))

    def _go_on(self, work: Work, found: Offer, prepared: Prepared, step: _Step) -> Answer:
        """After a signature: take the document in if the set is complete; tell everybody."""
        receipt: SignedReceipt | None = None
        if step.complete:
            store.end(work, found, Ending(PendingState.ACCEPTED, step.by))
            doc = prepared.fresh[0].doc
            doc.user_id = self._acceptance.sender(work, doc, [found.author, step.by])
        store.tell(work, found.offer, step.by, whole=step.first)  # before the receipt: its signers come first
        if step.complete:
            self._acceptance.carry_out(work, prepared, offered=True)
            receipt = prepared.receipts[found.document_id][1]
        state = PendingState.ACCEPTED if step.complete else PendingState.WAITING
        return PendingAnswer(id=found.document_id, offer=found.offer, state=state.value, receipt=receipt)

    # ending -------------------------------------------------------------------------------------------------------

    def _end(self, client_id: str, user_id: str, document_id: str, told: PendingEnd) -> Answer:
        seen = self._find(client_id, document_id, told.offer)
        if seen is None:
            return Outcome(document_id, code=Code.NOT_FOUND)
        own = seen.offered_by(user_id)
        wanted = PendingState.WITHDRAWN if own else PendingState.REFUSED
        reason = _plain(told.reason)
        if not own and not reason:
            return _refused(document_id, Code.BAD_REQUEST, "pending_reason_missing")
        answer: list[Answer] = []

        def decide(work: Work) -> None:
            answer.clear()
            found = self._locked(work, seen, same=False)
            if found.state is not PendingState.WAITING:
                again = found.state is wanted and found.ended_by == user_id
                answer.append(self._answer(found) if again else _over(found))
                return
            if not own and not self._acceptance.may_sign(work, client_id, user_id):
                answer.append(_refused(document_id, Code.FORBIDDEN, "signer_without_right"))
                return
            store.end(work, found, Ending(wanted, user_id, reason=reason))
            store.tell(work, found.offer, user_id)
            answer.append(self._answer(replace(found, state=wanted, reason=reason)))

        self._work(decide)
        return answer[0]

    # helpers ------------------------------------------------------------------------------------------------------

    def _find(self, client_id: str, document_id: str, offer: str) -> Offer | None:
        with self.store.read() as connection:
            found = store.find(connection, offer)
        mine = found is not None and (found.client_id, found.document_id) == (client_id, document_id)
        return found if mine else None

    def _locked(self, work: Work, seen: Offer, *, same: bool = True) -> Offer:
        """Return the offer, locked; it must have the signatures that were verified, if `same`."""
        found = store.find(work.connection, seen.offer, locked=True)
        if found is None or (same and (found.state, found.serials) != (seen.state, seen.serials)):
            raise _Raced
        return found

    def _answer(self, found: Offer) -> PendingAnswer:
        receipt = None
        if found.state is PendingState.ACCEPTED:
            with self.store.read() as connection:
                receipt = self._acceptance.receipt_of(connection, found.document_id)
        return PendingAnswer(
            id=found.document_id, offer=found.offer, state=found.state.value, code=found.code,
            reason=found.reason, receipt=receipt,
        )  # fmt: skip


def _only(item: Examined, serials: list[str]) -> Examined:
    """Return the document as if it had these signatures alone."""
    return replace(item, serials=serials, signature=None)


def _over(found: Offer) -> Outcome:
    facts = (("reason", f"pending_{found.state.value}"), ("cause", found.code), ("why", found.reason))
    return Outcome(found.document_id, code=Code.CONFLICT, facts=facts)


def _refused(document_id: str, code: Code, reason: str, facts: dict[str, str] | None = None) -> Outcome:
    told = {"reason": reason, **(facts or {})}
    return Outcome(document_id, code=code, facts=tuple(told.items()))


def _valid_until(item: Examined) -> str:
    return clocks.stamp(item.valid_until)


def _plain(text: str) -> str:
    """Return a reason as one line of plain text."""
    kept = "".join(" " if unicodedata.category(letter).startswith("C") else letter for letter in text)
    return " ".join(kept.split())[:LONGEST_REASON]
