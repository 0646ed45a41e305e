"""What the bank says of a document that is signed at several PCs, done to this base: from its feed, or as an answer.

A colleague's document is kept as the bytes that were signed, and only if every signature on it holds under the pinned CA and
its hash is the one told. Whatever is said twice or late changes nothing: an attempt is known by its id, and an ended one
stays ended.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass, replace
from typing import Final

import msgspec

from bsclient.crypto.hashes import sha256_hex
from bsclient.domain import canonical
from bsclient.domain.attachments import hashes
from bsclient.domain.documents import registry
from bsclient.domain.families import Flow
from bsclient.domain.states import By, Event, State
from bsclient.errors import BadInput, Conflict
from bsclient.protocol.pending import LONGEST_REASON, PendingData, PendingState
from bsclient.services.context import Workplace
from bsclient.services.documents import narrow, references
from bsclient.services.keys.authority import client_verifier
from bsclient.storage import documents, outbox, pending, signatures
from bsclient.storage.pending import PendingRow, SignerRow, Stage
from bsclient.storage.rows.documents import Happening
from bsclient.storage.rows.signing import SignatureRow
from bsclient.storage.unit_of_work import UnitOfWork

_ENDED: Final = {
    PendingState.WITHDRAWN: "pending_withdrawn",
    PendingState.REFUSED: "pending_refused",
    PendingState.EXPIRED: "pending_expired",
    PendingState.VOID: "pending_void",
}
_LONGEST_NAME: Final = 200
_UNSENT: Final = (State.PARTLY_SIGNED, State.SIGNED, State.QUEUED, State.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Word:
    """When the bank said something, and with which number of its feed (0: as an answer to a call)."""

    at: dt.datetime
    seq: int = 0


def apply(work: UnitOfWork, place: Workplace, told: PendingData, word: Word) -> None:
    """Do what an event says. Raises BadInput, BadSignature or Conflict when it cannot be believed; nothing is done then."""
    state = PendingState(told.state)
    told = _short(told)
    row = pending.of(work, told.id)
    if row is not None and row.offer != told.offer and not _newer(row, told):
        return
    if row is None or row.offer != told.offer:
        if not told.body or state is not PendingState.WAITING:
            return  # it was over before this base heard of it
        row = _arrive(work, place, told, word)
    if not row.open:
        return
    body = documents.body(work, told.id)
    if body.sha256 != told.sha256:
        raise Conflict("pending_other_bytes", value=told.id)
    _signed(work, place, (told, body.canonical), word)
    if state is PendingState.ACCEPTED:
        accepted(work, row, told.by_name, word)
    elif state is not PendingState.WAITING:
        close(
            work,
            replace(row, by_user=told.by, by_name=told.by_name, reason=told.reason, code=told.code),
            state,
            word,
        )
    elif row.stage is Stage.OFFERING:
        pending.put(work, replace(row, stage=Stage.WAITING))


def _short(told: PendingData) -> PendingData:
    """Return the event with names and reason as one line of bounded length each."""
    names = {name: _line(getattr(told, name), _LONGEST_NAME) for name in ("author_name", "by_name")}
    return msgspec.structs.replace(told, reason=_line(told.reason, LONGEST_REASON), **names)


def _line(text: str, longest: int) -> str:
    kept = "".join(
        " " if unicodedata.category(letter).startswith("C") else letter for letter in text[: 4 * longest]
    )
    return " ".join(kept.split())[:longest]


def accepted(work: UnitOfWork, row: PendingRow, by_name: str, word: Word) -> None:
    """The set is complete and the bank has the document; its receipt follows."""
    pending.put(work, replace(row, stage=Stage.ACCEPTED, by_name=by_name))
    pending.mark(work, row.id, "")
    outbox.remove(work, row.id)
    if documents.get(work, row.id).state is State.PARTLY_SIGNED:
        documents.move(work, row.id, _said(Event.COMPLETE, by_name or row.author_name, word))


def close(work: UnitOfWork, row: PendingRow, state: PendingState, word: Word) -> None:
    """An attempt ended without success: the own document can be changed again, a colleague's goes from the lists."""
    pending.put(work, replace(row, stage=Stage(state.value)))
    outbox.remove(work, row.id)
    if documents.get(work, row.id).state not in _UNSENT:
        return
    code = _ENDED[state]
    facts = {"name": row.by_name, "reason": row.reason}
    event = Event.RETURN if row.mine else Event.LEAVE
    happening = replace(_said(event, row.by_name or "bank", word), code=code, facts=facts, note=row.reason)
    documents.move(work, row.id, happening)
    if row.mine:
        pending.only_first(work, row.id)
        pending.mark(work, row.id, code, row.reason)
    else:
        signatures.remove(work, row.id)


def back(work: UnitOfWork, document_id: str, code: str, word: Word) -> None:
    """A document that was thought complete still waits: more signatures are needed, or this one was refused."""
    if documents.get(work, document_id).state in _UNSENT:
        documents.move(work, document_id, replace(_said(Event.RETURN, "bank", word), code=code))


def note_signers(work: UnitOfWork, told: PendingData) -> None:
    """Keep which signatures the bank has."""
    known = {one.user_id for one in pending.signers(work, told.id)}
    fresh = [SignerRow(s.user_id, s.name, s.serial) for s in told.signers if s.user_id not in known]
    pending.told(work, told.id, fresh)


def _newer(row: PendingRow, told: PendingData) -> bool:
    """Whether an event speaks of a later attempt than the one that is kept: that one must be over."""
    return not row.open and told.state == PendingState.WAITING and bool(told.body)


def _arrive(work: UnitOfWork, place: Workplace, told: PendingData, word: Word) -> PendingRow:
    """Take a colleague's document in: the bytes as they were signed, fields read from them."""
    signed = _believed(place, told)
    shown = narrow.of(signed.type, signed.fields, [])
    found = documents.find(work, told.id)
    happening = replace(_said(Event.ARRIVE, told.author_name, word), facts={"name": told.author_name})
    mine = False
    if found is None:
        documents.add(work, told.id, shown, signed.fields, happening)
        documents.keep_canonical(work, told.id, told.body, told.sha256)
    elif found.state is State.DELETED:
        pending.reborn(work, told.id, shown, (signed.fields, told.body, told.sha256))
        signatures.remove(work, told.id)
        documents.move(work, told.id, happening)
    else:
        mine = True  # an older copy of the base: the bank had the offer before
        if documents.body(work, told.id).sha256 != told.sha256 or found.state is not State.PARTLY_SIGNED:
            raise Conflict("pending_other_bytes", value=told.id)
    row = PendingRow(
        id=told.id, offer=told.offer, stage=Stage.WAITING, mine=mine, author=told.author, author_name=told.author_name,
        valid_until=signed.valid_until, updated=word.at, attachments=tuple(told.attachments),
    )  # fmt: skip
    pending.forget_signers(work, told.id)
    pending.put(work, row)
    pending.mark(
        work, told.id, "pending_offered" if mine else "pending_from", "" if mine else told.author_name
    )
    if not mine:
        references.keep(work, told.id, signed.type, signed.fields, told.author_name)
    return row


def _believed(place: Workplace, told: PendingData) -> canonical.Signed:
    """Read the bytes, and demand that they are what the event says they are."""
    signed = canonical.decode_signed(told.body)
    kind = registry.get(signed.type)
    profile = place.profile
    known = kind is not None and kind.flow is not Flow.IN
    if not known or kind is None or (kind.signed_as, kind.version) != (signed.purpose, signed.version):
        raise BadInput("event_form", value=signed.type[:40])
    same = (signed.id, signed.bank, signed.client) == (told.id, profile.bank.bic, profile.client_id)
    if not same or sha256_hex(told.body) != told.sha256:
        raise BadInput("event_form", value="id")
    if sorted(told.attachments) != sorted(hashes(kind, signed.fields)):
        raise BadInput("event_form", value="attachments")
    return signed


def _signed(work: UnitOfWork, place: Workplace, said: tuple[PendingData, bytes], word: Word) -> None:
    """Keep the signatures of others that are new here, each verified over the kept bytes."""
    told, body = said
    verifier = client_verifier(place.profile)
    have = {row.user_id: row.cms for row in signatures.of(work, told.id)}
    state = documents.get(work, told.id).state
    for one in told.signers:
        if one.user_id in have:
            continue
        verified = verifier.verify(body, one.cms, word.at)
        if verified.certificate.serial != one.serial:
            raise BadInput("event_form", value="serial")
        signature = SignatureRow(
            user_id=one.user_id, certificate_serial=one.serial, cms=one.cms, signed_at=verified.signing_time
        )
        signatures.add(work, told.id, signature)
        waits = state is State.PARTLY_SIGNED and told.state == PendingState.WAITING
        if waits and one.user_id not in {told.author, *_first(told)}:
            documents.move(work, told.id, _said(Event.COSIGN, one.name, word))
            pending.mark(work, told.id, *_marked(work, told))
    note_signers(work, told)


def _first(told: PendingData) -> set[str]:
    """Signers who came with the bytes."""
    return {one.user_id for one in told.signers} if told.body else set()


def _marked(work: UnitOfWork, told: PendingData) -> tuple[str, str]:
    row = pending.of(work, told.id)
    return ("pending_offered", "") if row is not None and row.mine else ("pending_from", told.author_name)


def _said(event: Event, actor: str, word: Word) -> Happening:
    return Happening(event=event, by=By.BANK, actor=actor, seq=word.seq, at=word.at)
