"""What demands and collection orders share: the payer's side, notices to him, the way through the other bank."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from sqlalchemy import bindparam, select

from bsclient import clock
from bsclient.bank import bankclock
from bsclient.bank.books import cardfile, warrants
from bsclient.bank.books.ledger import CLIENT, Account
from bsclient.bank.payees.blocks import Blocks
from bsclient.bank.products.book import CLOSED
from bsclient.bank.schema.access import client
from bsclient.bank.schema.tables import closed_account, stop_list
from bsclient.bank.work.asking import Ask
from bsclient.bank.work.doc import Doc, Stop
from bsclient.bank.work.errands import SENT, Sent, read_sent
from bsclient.bank.work.transaction import Leg, Product, Work
from bsclient.domain import control
from bsclient.domain.money import from_minor, plain
from bsclient.domain.payee_guard import Payee
from bsclient.domain.states import State
from bsclient.errors import NotAllowed

LAPSE: Final = "lapse"
"""The step in which the term for an answer is over."""
DEFAULT_TERM: Final = 5
"""Working days for acceptance where the demand names none (field 36; 161-ФЗ, article 6, part 7)."""
STANDING: Final = "acceptance"
"""Kind of product: an acceptance given in advance to a payee, up to a sum each."""
_GROUNDS: Final = {"contract": "Договор", "law": "Закон", "writ": "Исполнительный документ"}
_ROUBLES: Final = "RUB"
_INN = select(client.c.inn).where(client.c.id == bindparam("of"))
_CLOSED = select(closed_account.c.account).where(closed_account.c.account == bindparam("of"))
_STOPPED = select(stop_list.c.reason).where(stop_list.c.account == bindparam("of"))


def accounts(doc: Doc, ask: Ask) -> set[str]:
    """Return the accounts of both sides, and the correspondent's where one of them is elsewhere."""
    found = {doc.text("payer_account"), doc.text("payee_account"), ask.profile.correspondent_account}
    return found - {""}


def payer(work: Work, doc: Doc) -> Account:
    """Return the payer's account at this bank, or stop the document."""
    number = doc.text("payer_account")
    found = work.ledger.find(number)
    if found is None or found.kind != CLIENT or found.client_id is None or found.currency != _ROUBLES:
        raise Stop(State.REJECTED, "payer_account_unknown", account=number)
    if found.closed:
        raise Stop(State.REJECTED, "payer_account_closed", account=number)
    known = work.connection.execute(_INN, {"of": found.client_id}).scalar_one()
    if doc.text("payer_inn") not in {"", "0", known}:
        raise Stop(State.REJECTED, "payer_inn_mismatch", account=number, value=doc.text("payer_inn"))
    return found


def payee(work: Work, doc: Doc) -> Account:
    """Return the account of the ledger that gets the money: the payee's own, or the correspondent account."""
    work.payable(doc.text("payee_account"))
    if doc.text("payee_bic") != work.profile.bic:
        if work.connection.execute(_CLOSED, {"of": doc.text("payee_account")}).first() is not None:
            raise Stop(State.REFUSED_ABS, "payee_account_closed", account=doc.text("payee_account"))
        return work.correspondent
    found = work.ledger.find(doc.text("payee_account"))
    if found is None or found.closed:
        raise Stop(State.REJECTED, "payee_account_closed", account=doc.text("payee_account"))
    return found


def standing(work: Work, doc: Doc, payer: Account) -> Product | None:
    """Return the acceptance that the payer gave in advance to this payee, for this sum; none while he blocks the payee."""
    if blocked(work, doc, payer):
        return None
    for item in work.products.of_client(payer.client_id or "", STANDING):
        same = (item.terms.get("payee_account"), item.terms.get("payee_inn")) == (
            doc.text("payee_account"), doc.text("payee_inn"),
        )  # fmt: skip
        if item.state != CLOSED and item.account == payer.number and same and doc.amount <= item.amount:
            return item
    return None


def blocked(work: Work, doc: Doc, payer: Account) -> bool:
    """Whether the payer's block of the payee stands against an order that is paid without asking him.

    It does where money goes by his own will: an acceptance given in advance, a contract with the bank. What the law or a court's
    decision collects needs no order of the client (Civil Code, article 854, part 2): a bank must carry out a tax authority's
    order (Tax Code, articles 46 and 60) and a bailiff's demand at once (229-ФЗ, article 70, part 5).
    """
    if doc.type == "collection_order" and doc.text("ground") != "contract":
        return False
    named = Payee(
        doc.text("payee_name"), doc.text("payee_inn"), doc.text("payee_account"), doc.text("payee_bic")
    )
    return Blocks(work.connection, payer.client_id or "").refusal(named) is not None


def demand_wanted(work: Work, doc: Doc, payer: Account) -> None:
    """Stop an order that waited for money, if the payer has blocked its payee meanwhile."""
    if doc.client_id != payer.client_id and blocked(work, doc, payer):
        raise Stop(State.REJECTED, "acceptance_ended", account=payer.number)


def term(day: date, days: int) -> date:
    """Return the last day of a term of working days that begins the day after."""
    return control.after_working_days(day, days, bankclock.holidays())


def bring(work: Work, order: Mapping[str, str]) -> str:
    """Hand a demand that another bank sent to the payer whose account it names; returns the id of what he gets.

    Fields as in `payment_demand`. NotAllowed("payer_account_unknown").
    """
    number = order["payer_account"]
    work.ledger.lock([number])
    own = work.ledger.find(number)
    if own is None or own.client_id is None or own.closed:
        raise NotAllowed("payer_account_unknown", account=number)
    until = term(work.today, int(order.get("acceptance_days") or DEFAULT_TERM))
    told = {**order, **work.side("payer", own), "operation_type": warrants.DEMAND, "condition": "2"}
    told |= {"deadline": until.isoformat(), "received": work.today.isoformat()}
    sent = warrants.send(work, own.client_id, "incoming_demand", told)
    work.serving = "payment_demand"
    work.schedule(sent, LAPSE, until + timedelta(days=1))
    return sent


def notify(work: Work, doc: Doc, own: Account, told: Mapping[str, str] | None = None) -> str:
    """Hand a demand to its payer; returns the id of what he gets. Without `told` it is for his information."""
    said = doc_fields(doc) | {
        "condition": "1",
        "operation_type": warrants.named(doc)[0],
        "received": clock.business_day(clock.parse(doc.received)).isoformat(),
        "ground": _ground(doc),
    }
    if own.client_id is None:
        raise KeyError(own.number)
    return warrants.send(work, own.client_id, "incoming_demand", said | dict(told or {}), doc.id)


def _ground(doc: Doc) -> str:
    """Say on what a collection rests; "" for a demand."""
    kind = _GROUNDS.get(doc.text("ground"))
    if kind is None:
        return ""
    issued = f", {doc.text('issuer')}" if doc.text("issuer") else ""
    day = ".".join(reversed(doc.text("ground_date").split("-")))
    return f"{kind} {doc.text('ground_number')} от {day}{issued}"


def doc_fields(doc: Doc) -> dict[str, str]:
    """Return the plain fields of a document."""
    return {name: text for name, text in doc.fields.items() if isinstance(text, str)}


def pay_or_wait(work: Work, doc: Doc, own: Account) -> None:
    """Pay a demand that needs no answer, or put it into the card file."""
    doc.account_id = own.id
    if own.available >= doc.amount:
        cardfile.pay(work, doc, own, payee(work, doc))
        work.move(doc, State.EXECUTED)
    else:
        work.move(doc, State.WAITING_FUNDS, "waiting_funds", {"amount": plain(from_minor(doc.amount))})


def came(work: Work, document_id: str) -> Sent | None:
    """Return a demand that the bank handed to a payer and that was not answered, or was answered just now."""
    return read_sent(work.connection, document_id)


def is_open(sent: Sent) -> bool:
    """Whether a demand has no answer yet."""
    return sent.state == SENT


def send_out(work: Work, doc: Doc, step: str) -> None:
    """Begin the way of a demand to the payer's bank."""
    work.move(doc, State.ACCEPTED)
    work.after(doc.id, step, work.plan.export)


def handed_out(work: Work, doc: Doc, step: str) -> None:
    """The payer's bank has it; its answer comes with the next clearing run."""
    work.move(doc, State.EXPORTED, "demand_sent_out", {"bic": doc.text("payer_bic")})
    work.schedule(doc.id, step, work.plan.next_run(work.at))


def answered_elsewhere(work: Work, doc: Doc) -> None:
    """Take the answer of the payer's bank: the account is closed, the payer refuses, or the money comes."""
    number = doc.text("payer_account")
    if work.connection.execute(_CLOSED, {"of": number}).first() is not None:
        raise Stop(State.REFUSED_ABS, "payer_account_closed", account=number)
    reason = work.connection.execute(_STOPPED, {"of": number}).scalar()
    if reason is not None:
        raise Stop(State.REJECTED, "demand_refused", reason=reason)
    own = work.account(doc.text("payee_account"), doc.client_id)
    details = warrants.fields(doc, doc.amount)
    work.post(work.correspondent, own, doc.amount, Leg(doc, purpose=doc.text("purpose"), details=details))
    work.move(doc, State.EXECUTED)
