"""Taking documents in: one transaction stores documents, signatures, receipts and all their effects, or nothing.

Signatures are checked and receipts made before the transaction; in it stands only what needs the base.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, select

from bsclient.bank import bulk, files
from bsclient.bank.books import payments, recall
from bsclient.bank.intake import pending_store
from bsclient.bank.intake.examining import Examined, Intake, Moment, Reason, digest
from bsclient.bank.keys import revoking
from bsclient.bank.letters import post as letters
from bsclient.bank.payees import history as payee_history
from bsclient.bank.payees import release as payee_release
from bsclient.bank.ports import BankKeys, Incoming, Outcome
from bsclient.bank.rights import ruling
from bsclient.bank.rights import store as rights_store
from bsclient.bank.rights.signatories import Signatory, refusal
from bsclient.bank.schema.access import user
from bsclient.bank.schema.tables import blob
from bsclient.bank.store import Store
from bsclient.bank.work import serving
from bsclient.bank.work.sequences import Numbers
from bsclient.bank.work.transaction import Doc, Stop, Work
from bsclient.domain.documents import Letter, PaymentOrder, RecallRequest
from bsclient.domain.documents.payment_confirmation import PaymentConfirmation
from bsclient.domain.rights import Action, deciding
from bsclient.domain.rights.policy import subject
from bsclient.domain.states import State
from bsclient.protocol.acts import Receipt
from bsclient.protocol.messages import FILE_MISSING, Code, SignedReceipt

_KNOWN = bulk.Query(
    """SELECT d.id, d.sha256, d.client_id, r.receipt, r.signature
    FROM document d JOIN receipt r ON r.document_id = d.id WHERE d.id IN :documents"""
)
_CLIENTS = bulk.Query("SELECT id, scheme, card_file, active, rights_edition FROM client WHERE id IN :clients")
_SIGNATORIES = bulk.Query(
    """SELECT c.serial, c.client_id, c.user_id, u.group_, u.active, c.revoked, c.used
    FROM certificate c JOIN user_ u ON u.id = c.user_id WHERE c.serial IN :serials""",
    shares="c",  # a key that ends at the same time ends before or after, never between
)
_USER = select(user.c.active, user.c.group_).where(user.c.id == bindparam("of"))
_BLOBS = select(blob.c.client_id, blob.c.sha256).where(blob.c.sha256.in_(bindparam("hashes", expanding=True)))


class _Client(NamedTuple):
    """What the register says of a client."""

    scheme: str
    card_file: bool
    active: bool
    edition: int


@dataclass(slots=True)
class Prepared:
    """A batch after the first look: outcomes that are already certain, documents that go into the transaction."""

    outcomes: list[Outcome | None]
    fresh: dict[int, Examined]
    receipts: dict[str, tuple[int, SignedReceipt]]
    targets: dict[str, int | None]


class Acceptance:
    """Prepares batches outside of any lock and carries them out within one."""

    def __init__(self, store: Store, keys: BankKeys, intake: Intake) -> None:
        self._store = store
        self._signer = keys.signer
        self._intake = intake
        self._kept = rights_store.Kept()
        self._numbers = Numbers(store, "receipt")

    def prepare(self, batch: Sequence[Incoming], at: datetime, *, offered: bool = False) -> Prepared:
        """Examine a batch and sign its receipts; `offered` as in `carry_out`."""
        with self._store.read() as connection:
            known = _known(connection, batch)
            hashes = [digest(incoming.envelope.body) for incoming in batch]
            barred = set() if offered else pending_store.barred(connection, batch, hashes)
        prepared = Prepared([None] * len(batch), {}, {}, {})
        first: dict[str, int] = {}
        moment = Moment.of(at)
        for at_line, incoming in enumerate(batch):
            envelope = incoming.envelope
            if envelope.id in known:
                prepared.outcomes[at_line] = again(incoming, known[envelope.id])
            elif at_line in barred:
                facts = (("reason", "pending_withdrawn"),)
                prepared.outcomes[at_line] = Outcome(envelope.id, code=Code.FORBIDDEN, facts=facts)
            elif envelope.id not in first:
                examined = self._intake.open(incoming, moment)
                if isinstance(examined, Outcome):
                    prepared.outcomes[at_line] = examined
                else:
                    first[envelope.id] = at_line
                    prepared.fresh[at_line] = examined
        self._intake.check([(item, batch[line].envelope) for line, item in prepared.fresh.items()], moment)
        self._look_around(prepared)
        for examined in prepared.fresh.values():
            prepared.receipts[examined.doc.id] = self._receipt(examined, at)
        self._twins(prepared, batch, first)
        return prepared

    def carry_out(self, work: Work, prepared: Prepared, *, offered: bool = False) -> None:
        """Do everything within the open transaction, up to but without the flush.

        `offered`: the document gathered its signatures at the bank, and its offer is locked and ended already.
        """
        batch = list(prepared.fresh.values())
        for item in batch:
            item.doc.renew()
        if not offered:
            pending_store.overtake(work, [item.doc for item in batch])
        files.claim(
            work.connection, [(item.doc.client_id, name) for item in batch for name in item.doc.attachments]
        )
        orders = [item.doc for item in batch if item.doc.type == PaymentOrder.code and item.details is None]
        numbers = {doc.text("payer_account") for doc in orders}
        numbers |= {doc.text("payee_account") for doc in orders if doc.text("payee_bic") == work.profile.bic}
        looking = serving.ask(work)
        numbers |= payee_release.accounts(looking, _confirmed(batch))
        served = [item.doc for item in batch if item.details is None]
        numbers |= serving.accounts(looking, served, list(prepared.targets))
        if numbers or prepared.targets:
            work.ledger.lock(numbers, {at for at in prepared.targets.values() if at is not None})
        serving.lock(work, looking)
        if prepared.targets:
            work.load(prepared.targets.keys())
            work.ledger.load_holds(prepared.targets.keys())
        clients = _clients(work.connection, batch)
        lists = payments.read_lists(
            work.connection, orders, work.profile.bic, {key: row.card_file for key, row in clients.items()}
        )
        lists.near = payee_history.near(work.connection, [item.doc for item in batch if item.details is None])
        signatories = _signatories(work.connection, batch)
        revoking.first_use(work, _first_used(batch, signatories), work.at)
        editions = {key: known.edition for key, known in clients.items()}
        rulings = ruling.locked(work, [item.doc for item in batch], editions, self._kept)
        withdrawn = set() if offered else pending_store.withdrawn(work, [item.doc for item in batch])
        for item in batch:
            self._deliver(work, item, prepared.receipts[item.doc.id])
            try:
                _demand_open(item.doc, withdrawn)
                users = _check(item, clients, signatories, rulings)
                _business(work, item, lists)
                if rulings is not None and rulings.rules(item.doc.client_id):
                    rulings.count(item.doc, users)
            except Stop as reason:
                work.stop(item.doc, reason)
        if rulings is not None:
            rulings.close(work)

    def lacking(self, work: Work, item: Examined) -> tuple[Reason | None, dict[str, str]]:
        """Say why the signatures of a document do not suffice, None if they do; and whose each of them is."""
        clients = _clients(work.connection, [item])
        signatories = _signatories(work.connection, [item])
        users = {serial: one.user_id for serial, one in signatories.items()}
        editions = {key: known.edition for key, known in clients.items()}
        rulings = ruling.of_signers(work, item.doc, editions, self._kept)
        return refusal(item, clients[item.doc.client_id].scheme, signatories, rulings), users

    def sender(self, work: Work, doc: Doc, users: Sequence[str]) -> str:
        """Return the first of those who brought parts of a document that may send it; the first of all if none may."""
        policy, about = rights_store.read(work.connection, doc.client_id), subject(doc.type, doc.fields)
        may = (one for one in users if deciding.why_not(policy, one, Action.SEND, about, work.today) is None)
        return next(may, users[0])

    def may_sign(self, work: Work, client_id: str, user_id: str) -> bool:
        """Whether a user is active and signs anything: by his own group or in somebody's place."""
        found = work.connection.execute(_USER, {"of": user_id}).one_or_none()
        if found is None or not found.active:
            return False
        stands_in = rights_store.read(work.connection, client_id).substitutes
        return bool(found.group_) or any(one.user == user_id and one.on(work.today) for one in stands_in)

    def receipt_of(self, connection: Connection, document_id: str) -> SignedReceipt | None:
        """Return the receipt of a document that the bank has."""
        for _id, _sha256, _client, body, signature in _KNOWN.rows(connection, documents=[document_id]):
            return SignedReceipt(receipt=bytes(body), signature=bytes(signature))
        return None

    def _look_around(self, prepared: Prepared) -> None:
        """Find the accounts of recalled documents, and letters whose attachments have not arrived."""
        wanted = [
            e.doc.text("document_id")
            for e in prepared.fresh.values()
            if e.doc.type == RecallRequest.code and e.details is None
        ]
        hashes = [name for item in prepared.fresh.values() for name in item.doc.attachments]
        if not wanted and not hashes:
            return
        with self._store.read() as connection:
            prepared.targets.update(recall.accounts(connection, wanted))
            here = {(row.client_id, row.sha256) for row in connection.execute(_BLOBS, {"hashes": hashes})}
        for line, item in list(prepared.fresh.items()):
            lacking = [name for name in item.doc.attachments if (item.doc.client_id, name) not in here]
            if lacking:
                facts = (("reason", FILE_MISSING), ("value", lacking[0]))
                prepared.outcomes[line] = Outcome(item.doc.id, code=Code.BAD_REQUEST, facts=facts)
                del prepared.fresh[line]

    def _receipt(self, item: Examined, at: datetime) -> tuple[int, SignedReceipt]:
        sequence = self._numbers.next()
        body = Receipt(item.doc.id, item.doc.sha256, at, sequence).encode()
        return sequence, SignedReceipt(receipt=body, signature=self._signer.sign(body, at))

    def _twins(self, prepared: Prepared, batch: Sequence[Incoming], first: dict[str, int]) -> None:
        """Answer what stands in the batch twice, and what is new."""
        for line, incoming in enumerate(batch):
            if prepared.outcomes[line] is not None:
                continue
            done = prepared.receipts.get(incoming.envelope.id)
            item = prepared.fresh.get(first[incoming.envelope.id])
            if done is None or item is None:
                prepared.outcomes[line] = prepared.outcomes[first[incoming.envelope.id]]
            elif line in prepared.fresh:
                prepared.outcomes[line] = Outcome(incoming.envelope.id, done[1])
            else:
                known = (item.doc.sha256, item.doc.client_id, done[1])
                prepared.outcomes[line] = again(incoming, known)

    def _deliver(self, work: Work, item: Examined, done: tuple[int, SignedReceipt]) -> None:
        doc, (sequence, signed) = item.doc, done
        work.add(doc)
        for position, (serial, code, container) in enumerate(item.marks):
            row = {
                "document_id": doc.id,
                "position": position,
                "serial": serial,
                "code": code,
                "cms": container,
            }
            work.rows["signature"].append(row)
        row = {"document_id": doc.id, "sequence": sequence, **msgspec.structs.asdict(signed)}
        work.rows["receipt"].append(row)
        work.feed.receipt(doc.client_id, doc.id)


Stored = tuple[str, str, SignedReceipt]


def again(incoming: Incoming, known: Stored) -> Outcome:
    """Answer a repeat: the stored receipt if it is the same document of the same client, else a conflict."""
    envelope, (sha256, client_id, signed) = incoming.envelope, known
    if client_id == incoming.client_id and digest(envelope.body) == sha256:
        return Outcome(envelope.id, signed, repeated=True)
    return Outcome(envelope.id, code=Code.CONFLICT)


def _known(connection: Connection, batch: Sequence[Incoming]) -> dict[str, Stored]:
    return {
        key: (sha256, client_id, SignedReceipt(receipt=bytes(body), signature=bytes(signature)))
        for key, sha256, client_id, body, signature in _KNOWN.rows(
            connection, documents=[item.envelope.id for item in batch]
        )
    }


def _clients(connection: Connection, batch: Iterable[Examined]) -> dict[str, _Client]:
    wanted = list({item.doc.client_id for item in batch})
    return {
        key: _Client(scheme, bool(card_file), bool(active), edition)
        for key, scheme, card_file, active, edition in _CLIENTS.rows(connection, clients=wanted)
    }


def _signatories(connection: Connection, batch: Iterable[Examined]) -> dict[str, Signatory]:
    serials = list({serial for item in batch for serial in item.serials})
    return {
        serial: Signatory(client_id, user_id, group, bool(active), revoked=bool(revoked), used=bool(used))
        for serial, client_id, user_id, group, active, revoked, used in _SIGNATORIES.rows(
            connection, serials=serials
        )
    }


def _confirmed(batch: Iterable[Examined]) -> list[str]:
    """Return the waiting documents that confirmations of this batch name."""
    kind = PaymentConfirmation.code
    return [
        item.doc.text(payee_release.FIELD) for item in batch if item.doc.type == kind and item.details is None
    ]


def _first_used(batch: Iterable[Examined], signatories: Mapping[str, Signatory]) -> set[str]:
    """Return the keys that sign documents of their own clients for the first time: that ends the key before."""
    return {
        serial
        for item in batch
        for serial in item.serials
        if serial in signatories
        and signatories[serial].client_id == item.doc.client_id
        and not signatories[serial].revoked
        and not signatories[serial].used
    }


def _demand_open(doc: Doc, withdrawn: Collection[str]) -> None:
    """Stop a document that was taken back while it was on its way."""
    if doc.id in withdrawn:
        raise Stop(State.REJECTED, "pending_withdrawn")


def _check(
    item: Examined,
    clients: Mapping[str, _Client],
    signatories: Mapping[str, Signatory],
    rulings: ruling.Rulings | None,
) -> list[str]:
    """Stop what may not be taken; returns who signed it."""
    doc = item.doc
    known = clients[doc.client_id]
    wrong = item.signature or refusal(item, known.scheme, signatories, rulings)
    if wrong is not None:
        raise Stop(State.BAD_SIGNATURE, wrong[0], **wrong[1])
    if not known.active:
        raise Stop(State.REJECTED, "client_closed")
    if item.late:
        raise Stop(State.BAD_DETAILS, "valid_until_past")
    if item.details is not None:
        raise Stop(State.BAD_DETAILS, item.details[0], **item.details[1])
    users = [signatories[serial].user_id for serial in item.serials]
    if rulings is not None and rulings.rules(doc.client_id):
        rulings.demand(doc, users)
    return users


def _business(work: Work, item: Examined, lists: payments.Lists) -> None:
    if item.doc.type == PaymentOrder.code:
        payments.accept(work, item.doc, lists)
    elif item.doc.type == RecallRequest.code:
        recall.accept(work, item.doc)
    elif item.doc.type == PaymentConfirmation.code:
        payee_release.confirm(work, item.doc)
    elif item.doc.type == Letter.code:
        letters.accept(work, item.doc)
    else:
        payee_release.accept(work, item.doc, lists.near)
