"""What each event of the bank's feed does to the profile. Signed things are verified before they are stored.

A batch of events is one transaction with the cursor. An event that cannot be believed (bad form, bad signature) is
kept in the audit journal and changes nothing else, so that it cannot block the feed.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

import msgspec

from bsclient.domain import canonical, money, states
from bsclient.domain.states import By, Event, State
from bsclient.errors import BadInput, BsError, Conflict
from bsclient.protocol import acts
from bsclient.protocol import messages as m
from bsclient.protocol.letters import LetterData
from bsclient.protocol.pending import PendingData
from bsclient.protocol.rights import LimitsData
from bsclient.services.context import Workplace
from bsclient.services.documents import from_bank as bank_documents
from bsclient.services.information import news_word
from bsclient.services.keys import authority, revocations, told_keys
from bsclient.services.keys.authority import bank_verifier
from bsclient.services.letters import word as letter_word
from bsclient.services.payees.words import Reading
from bsclient.services.signing import pending_state
from bsclient.storage import (
    certificates,
    documents,
    entry_intake,
    feed,
    journal,
    ledger,
    moving,
    outbox,
    payee_words,
    settings,
)
from bsclient.storage.rows.documents import Happening, Held
from bsclient.storage.rows.statements import AccountRow
from bsclient.storage.unit_of_work import Reader, UnitOfWork

T = TypeVar("T")
BANK = "bank"
_UNBELIEVED = (BsError, msgspec.ValidationError, ValueError, TypeError, LookupError, ArithmeticError)
"""What a badly made event can raise: its form, types and sizes are the bank's."""


@dataclass
class Tally:
    """How many events of each sort a session brought; refused ones with their code. Letters are `documents`, too."""

    statuses: int = 0
    entries: int = 0
    documents: int = 0
    letters: int = 0
    certificates: int = 0
    directories: set[str] = field(default_factory=set)
    refused: list[tuple[int, str]] = field(default_factory=list)


class Effects:
    """The inbox of a profile: applies events."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._ended = revocations.Ended(place.profile)
        self._verifier = bank_verifier(place.profile, self._ended)
        self.refresh()
        self.tally = Tally()
        self._effects: dict[str, Callable[[UnitOfWork, m.Event], None]] = {
            m.Kind.RECEIPT: self._receipt, m.Kind.STATUS: self._status, m.Kind.ENTRY: self._entry,
            m.Kind.BALANCE: self._balance, m.Kind.DOCUMENT: self._document, m.Kind.DIRECTORY: self._directory,
            m.Kind.RIGHTS: self._rights, m.Kind.LIMITS: self._limits, m.Kind.NEWS: self._news, m.Kind.PAYEE: self._payee, m.Kind.CERTIFICATE: self._certificate, m.Kind.PENDING: self._pending, m.Kind.LETTER: self._letter,
        }  # fmt: skip

    def refresh(self) -> None:
        """Look which keys of the bank have ended by now."""
        with self._place.store.whole() as reader:
            self._ended.refresh(reader)

    def cursor(self) -> int:
        """Return the number of the last applied event."""
        with self._place.store.whole() as reader:
            return feed.cursor(reader)

    def apply(self, events: Sequence[m.Event]) -> None:
        """Apply events that were not applied before, and move the cursor, in one transaction."""
        with self._place.store.write() as work:
            reached = feed.cursor(work)
            fresh: list[m.Event] = []
            for event in events:
                if event.seq > reached:
                    fresh.append(event)
                    reached = event.seq
            self._in_order(work, fresh)
            bank_documents.note_answers(work)
            certificates.void_signatures(work, BANK)
            feed.advance(work, reached)

    def receive(self, work: UnitOfWork, receipt: m.SignedReceipt, of: str = "") -> None:
        """Keep a receipt for a document (of this id): its signature, id and hash are checked first."""
        if self._has(work, receipt, of):
            return
        told = acts.Receipt.decode(receipt.receipt)
        if of and told.id != of:
            raise Conflict("receipt_of_other_document")
        self._verifier.verify(receipt.receipt, receipt.signature, told.time)
        held = documents.held(work, told.id)
        if held is None:
            return
        if held.sha256 != told.sha256:
            raise Conflict("receipt_of_other_bytes", number=held.number)
        documents.keep_receipt(work, told.id, receipt.receipt, receipt.signature)
        outbox.remove(work, told.id)
        state = held.state
        if state is State.SIGNED:  # the base is an older copy: the bank had the document before
            state = documents.move(work, told.id, Happening(event=Event.QUEUE, by=By.CLIENT, actor=BANK))
        if state is State.QUEUED:
            state = documents.move(work, told.id, Happening(event=Event.SEND, by=By.CLIENT, actor=BANK))
        if state is State.UNKNOWN:
            documents.move(
                work, told.id, Happening(event=Event.RECEIVE, by=By.BANK, actor=BANK, at=told.time)
            )

    def receive_all(self, work: UnitOfWork, lines: Sequence[m.BatchLine]) -> set[str]:
        """Keep the receipts of documents that are on their way, a table at a time; returns the ids of these.

        What is said of any other document, and whatever is wrong with a receipt, is left to `receive`.
        """
        held = documents.held_many(work, (line.id for line in lines))
        good: dict[str, tuple[acts.Receipt, m.SignedReceipt]] = {}
        for line in lines:
            one, receipt = held.get(line.id), line.receipt
            if line.id in good:
                return set()
            if receipt is None or one is None or one.state is not State.UNKNOWN:
                continue
            try:
                told = acts.Receipt.decode(receipt.receipt)
                if (told.id, told.sha256) == (line.id, one.sha256):
                    self._verifier.verify(receipt.receipt, receipt.signature, told.time)
                    good[line.id] = (told, receipt)
            except BsError:
                continue
        try:
            with work.attempt():
                documents.keep_receipts(
                    work, [(one, it.receipt, it.signature) for one, (_, it) in good.items()]
                )
                outbox.remove_all(work, list(good))
                received = [
                    (one, Happening(event=Event.RECEIVE, by=By.BANK, actor=BANK, at=told.time))
                    for one, (told, _) in good.items()
                ]
                moving.happen_all(work, received)
        except BsError:
            return set()
        return set(good)

    @staticmethod
    def _has(reader: Reader, receipt: m.SignedReceipt, of: str) -> bool:
        """Whether these very bytes were verified and kept before: the feed repeats what a batch was answered."""
        return _is_kept(documents.held(reader, of or _id_in(receipt.receipt)), receipt)

    def _in_order(self, work: UnitOfWork, events: Sequence[m.Event]) -> None:
        """Apply new events: receipts that are here already say nothing new, runs of plain ones go together."""
        known = _receipts_kept(work, events)
        run: list[m.Event] = []
        for event in events:
            if event.kind in _PLAIN:
                run.append(event)
            elif event.seq not in known:
                self._together(work, run)
                run = []
                self._one(work, event)
        self._together(work, run)

    def _together(self, work: UnitOfWork, events: Sequence[m.Event]) -> None:
        """Apply statuses, entries and balances, which are of different tables; one by one if any can't be believed."""
        if not events:
            return
        try:
            with work.attempt():
                if any(event.time.tzinfo is None for event in events):
                    raise BadInput("event_form", value="time")
                entries = [_entry(event) for event in events if event.kind == m.Kind.ENTRY]
                told = [_happening(event) for event in events if event.kind == m.Kind.STATUS]
                statuses = moving.happen_all(work, told)
                entry_intake.add(work, entries)
                for event in events:
                    if event.kind == m.Kind.BALANCE:
                        self._balance(work, event)
        except _UNBELIEVED:
            for event in events:
                self._one(work, event)
            return
        self.tally.statuses += statuses
        self.tally.entries += len(entries)

    def _one(self, work: UnitOfWork, event: m.Event) -> None:
        effect = self._effects.get(event.kind)
        if effect is None:
            return  # a newer bank may say more than we understand
        try:
            if event.time.tzinfo is None:
                raise BadInput("event_form", value="time")
            with work.attempt():
                effect(work, event)
        except _UNBELIEVED as error:
            code = error.code if isinstance(error, BsError) else "event_form"
            self.tally.refused.append((event.seq, code))
            facts = {"seq": str(event.seq), "kind": event.kind, "code": code}
            journal.append(work, journal.Act(BANK, "event_refused", facts=facts))

    def _receipt(self, work: UnitOfWork, event: m.Event) -> None:
        self.receive(work, _read(event.data, m.SignedReceipt))

    def _status(self, work: UnitOfWork, event: m.Event) -> None:
        one, happening = _happening(event)
        if documents.known(work, one):
            documents.move(work, one, happening)
            self.tally.statuses += 1

    def _entry(self, work: UnitOfWork, event: m.Event) -> None:
        entry_intake.add(work, [_entry(event)])
        self.tally.entries += 1

    def _balance(self, work: UnitOfWork, event: m.Event) -> None:
        told = _read(event.data, m.BalanceData)
        opened = dt.date.fromisoformat(told.opened) if told.opened else None
        closed = dt.date.fromisoformat(told.closed) if told.closed else None
        ledger.put_account(work, AccountRow(
            number=told.account, currency=told.currency, name=told.name, balance=_signed(told.balance),
            available=_signed(told.available), opened=opened, updated=told.time, closed=closed,
        ))  # fmt: skip

    def _document(self, work: UnitOfWork, event: m.Event) -> None:
        told = _read(event.data, m.DocumentData)
        self._verifier.verify(told.body, told.signature, event.time)
        signed = canonical.decode_signed(told.body)
        if signed.purpose != acts.BANK_DOCUMENT or signed.client not in {"", self._place.profile.client_id}:
            raise BadInput("event_form", value=signed.purpose)
        found = bank_documents.Told(signed, told.body, told.signature, event.time, event.seq)
        if bank_documents.keep(work, found, self._place.today):
            self.tally.documents += 1
            self.tally.letters += signed.type == bank_documents.LETTER

    def _directory(self, work: UnitOfWork, event: m.Event) -> None:
        told = _read(event.data, m.DirectoryData)
        settings.put(work, f"directory.{told.name}.wanted", told.version)
        self.tally.directories.add(told.name)

    def _rights(self, work: UnitOfWork, event: m.Event) -> None:
        told = _read(event.data, m.RightsData)
        if told.client_id != self._place.profile.client_id:
            raise BadInput("event_form", value="client_id")
        journal.append(work, journal.Act(BANK, "rights", facts=authority.keep_told(work, told)))
        work.touch_everything()

    def _limits(self, work: UnitOfWork, event: m.Event) -> None:
        authority.keep_used(work, _read(event.data, LimitsData))
        work.touch_everything()

    def _pending(self, work: UnitOfWork, event: m.Event) -> None:
        told = _read(event.data, PendingData)
        pending_state.apply(work, self._place, told, pending_state.Word(event.time, event.seq))

    def _letter(self, work: UnitOfWork, event: m.Event) -> None:
        letter_word.apply(work, _read(event.data, LetterData))

    def _certificate(self, work: UnitOfWork, event: m.Event) -> None:
        told_keys.apply(work, self._place.profile, _read(event.data, m.CertificateData), event.time)
        self.tally.certificates += 1
        work.touch_everything()

    def _payee(self, work: UnitOfWork, event: m.Event) -> None:
        told = _read(event.data, m.DocumentData)
        word = payee_words.KeptWord(event.seq, told.body, told.signature)
        reading = Reading(lambda: self._verifier, self._place.profile.client_id)
        before = reading.all(work).by_key
        for one in reading.verified(word).payees:
            known = before.get((one.account, one.bic, one.inn))
            if one.stated != (known.stated if known is not None else ""):
                facts = {"payee": one.name, "account": one.account, "stated": one.stated}
                journal.append(work, journal.Act(BANK, "payee_stated", facts=facts))
        payee_words.keep(work, word)

    def _news(self, work: UnitOfWork, event: m.Event) -> None:
        news_word.apply(work, event, _read(event.data, m.NewsData))


_PLAIN = frozenset((m.Kind.STATUS, m.Kind.ENTRY, m.Kind.BALANCE))
"""Events that touch no table of each other and make most of the feed."""

_UNRECEIVED = frozenset((State.SIGNED, State.QUEUED, State.UNKNOWN))


class _Named(msgspec.Struct, frozen=True):
    """As much of a receipt as says whose it may be."""

    id: str


def _id_in(receipt: bytes) -> str:
    try:
        return msgspec.json.decode(receipt, type=_Named).id
    except (msgspec.MsgspecError, ValueError):
        return ""


def _receipts_kept(reader: Reader, events: Sequence[m.Event]) -> set[int]:
    """Return the numbers of events whose very receipts were verified and kept before (see `Effects._has`)."""
    told: dict[int, m.SignedReceipt] = {}
    for event in events:
        if event.kind == m.Kind.RECEIPT and event.time.tzinfo is not None:
            with contextlib.suppress(msgspec.ValidationError):
                told[event.seq] = _read(event.data, m.SignedReceipt)
    whose = {seq: _id_in(receipt.receipt) for seq, receipt in told.items()}
    held = documents.held_many(reader, whose.values())
    return {seq for seq, receipt in told.items() if _is_kept(held.get(whose[seq]), receipt)}


def _is_kept(held: Held | None, receipt: m.SignedReceipt) -> bool:
    return (
        held is not None
        and held.state not in _UNRECEIVED
        and (held.receipt, held.receipt_signature) == (receipt.receipt, receipt.signature)
    )


def _happening(event: m.Event) -> tuple[str, Happening]:
    """Read a status: whose, and what happened."""
    told = _read(event.data, m.StatusData)
    happening = states.STATUS_EVENTS.get(State(told.state))
    if happening is None:
        raise BadInput("event_form", value=told.state)
    return told.document_id, Happening(
        event=happening, by=By.BANK, actor=BANK, code=told.code[:64], facts=told.facts, note=told.note[:1000],
        seq=event.seq, at=event.time,
    )  # fmt: skip


def _entry(event: m.Event) -> entry_intake.Row:
    return entry_intake.row_of(_read(event.data, m.EntryData))


_WANTED = re.compile(r"directory\.([a-z][a-z0-9_]{0,39})\.wanted")


def wanted_directories(reader: Reader) -> dict[str, str]:
    """Return the directories whose announced version differs from the stored one, with that version."""
    wanted = {
        match[1]: version
        for key, version in settings.beginning(reader, "directory.").items()
        if (match := _WANTED.fullmatch(key)) and version
    }
    return {name: v for name, v in wanted.items() if v != settings.get(reader, f"directory.{name}.version")}


def _read(data: dict[str, Any], kind: type[T]) -> T:
    return msgspec.convert(data, kind)


def _amount(text: str) -> Decimal:
    return money.parse_amount(text)


def _signed(text: str) -> Decimal:
    return -money.parse_amount(text[1:]) if text.startswith("-") else money.parse_amount(text)
