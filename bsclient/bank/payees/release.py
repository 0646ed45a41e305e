"""The end of a wait: by time, or by a confirmation that somebody else than the first signer has signed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import bindparam, select

from bsclient.bank.books import payments
from bsclient.bank.payees import history as payee_history
from bsclient.bank.payees import holds as payee_holds
from bsclient.bank.payees.history import Near
from bsclient.bank.payees.holds import Wait
from bsclient.bank.schema.access import certificate, client
from bsclient.bank.schema.tables import signature
from bsclient.bank.work import serving
from bsclient.bank.work.asking import Ask
from bsclient.bank.work.doc import Doc, Stop
from bsclient.bank.work.transaction import Work
from bsclient.domain.documents import PaymentOrder
from bsclient.domain.states import State
from bsclient.protocol.keys import Reason

_CARD_FILES = select(client.c.id, client.c.card_file).where(client.c.id == bindparam("of"))
_USERS = select(certificate.c.user_id).where(certificate.c.serial.in_(bindparam("serials", expanding=True)))
_DOUBTED = (
    select(certificate.c.serial)
    .join(signature, signature.c.serial == certificate.c.serial)
    .where(
        signature.c.document_id == bindparam("of"),
        certificate.c.revoked != "",
        certificate.c.reason.not_in(bindparam("sound", expanding=True)),
    )
    .order_by(signature.c.position)
)
_SOUND: Final = (Reason.SUPERSEDED.value, Reason.LEFT.value, Reason.CARD_CHANGE.value)
"""Why a key ends that nobody doubts: what it signed before was signed by its holder."""
FIELD: Final = "document_id"
_ANSWERS: Final = frozenset({"demand_acceptance"})
"""Answers to the bank's own papers, which name the payee: a block stops them, but a wait could outlast the term of an answer."""


def accounts(looking: Ask, ids: Iterable[str]) -> set[str]:
    """Return the numbers of the accounts that these waiting documents need under lock."""
    found: set[str] = set()
    for key in ids:
        doc = looking.document(key)
        if doc is None:
            continue
        if doc.type == PaymentOrder.code:
            found.add(doc.text("payer_account"))
            if doc.text("payee_bic") == looking.profile.bic:
                found.add(doc.text("payee_account"))
        else:
            found |= serving.accounts(looking, [doc])
    return found


class _MustWait(Stop):
    """Undoes what was begun with a document that must wait."""

    def __init__(self, wait: Wait) -> None:
        super().__init__(State.SUSPENDED, wait.code)
        self.wait = wait


def accept(work: Work, doc: Doc, near: Near | None) -> None:
    """Carry out a new document by the service of its type; one that must wait is undone and waits."""
    if near is None or not payee_history.payees_of(doc):
        serving.accept(work, doc)
        return
    if doc.type in _ANSWERS:
        payee_holds.demand_payable(doc, near)
        serving.accept(work, doc)
        return
    try:
        with work.attempt():
            _serve(work, doc, near)
    except _MustWait as reason:
        payee_holds.put_off(work, doc, reason.wait)


def _serve(work: Work, doc: Doc, near: Near) -> None:
    serving.accept(work, doc)
    wait = payee_holds.weigh(work, doc, near)
    if wait is not None:
        raise _MustWait(wait)


def release(work: Work, document_id: str) -> None:
    """Go on with a document whose time has come."""
    looking = serving.ask(work)
    numbers = accounts(looking, [document_id])
    if numbers:
        work.ledger.lock(numbers)
    serving.lock(work, looking)
    doc = work.find(document_id)
    if doc is not None and payee_holds.end(work, doc) and doc.state is State.SUSPENDED:
        _go_on(work, doc)


def confirm(work: Work, request: Doc) -> None:
    """Carry out a confirmation, or say why not (`Stop`)."""
    target = work.find(request.text(FIELD))
    if target is None or target.client_id != request.client_id:
        raise Stop(State.REJECTED, "confirm_unknown", value=request.text(FIELD))
    if target.state is not State.SUSPENDED or not payee_holds.waits(work.connection, target.id):
        raise Stop(State.REJECTED, "confirm_not_waiting", number=target.number, date=target.day)
    first = payee_holds.signers(work.connection, [target.id]).get(target.id, [""])[0]
    if not _confirming(work, request) - {first}:
        raise Stop(State.REJECTED, "confirm_other_person", number=target.number, date=target.day)
    work.move(request, State.ACCEPTED)
    payee_holds.end(work, target)
    _go_on(work, target)
    work.move(request, State.EXECUTED)


def _confirming(work: Work, request: Doc) -> set[str]:
    """Return who has signed a confirmation that comes in now."""
    serials = [row["serial"] for row in work.rows["signature"] if row["document_id"] == request.id]
    return set(work.connection.execute(_USERS, {"serials": serials}).scalars())


def _go_on(work: Work, doc: Doc) -> None:
    """Decide on a document as if it came now; its payee is not asked about again.

    A key that its holder has blocked meanwhile has signed nothing: he may have no other to recall the document with.
    """
    try:
        _demand_sound(work, doc)
        payee_holds.demand_payable(doc, payee_history.near(work.connection, [doc]))
        if doc.type == PaymentOrder.code:
            files: Mapping[str, bool] = {
                row.id: bool(row.card_file)
                for row in work.connection.execute(_CARD_FILES, {"of": doc.client_id})
            }
            lists = payments.read_lists(work.connection, [doc], work.profile.bic, files)
            payments.accept(work, doc, lists)
        else:
            serving.accept(work, doc)
    except Stop as reason:
        work.stop(doc, reason)


def _demand_sound(work: Work, doc: Doc) -> None:
    """Stop a document if a key that signed it is in doubt."""
    serial = work.connection.execute(_DOUBTED, {"of": doc.id, "sound": _SOUND}).scalar()
    if serial is not None:
        raise Stop(State.REJECTED, "certificate_revoked", serial=serial)
