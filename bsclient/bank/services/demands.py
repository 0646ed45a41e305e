"""Payment demands (0401061): handed to the payer, accepted in full or in part, refused; silence is refusal (762-П).

The answer of the payer is itself the order to pay: its sum moves as a leg of the answer. A demand that was accepted in
advance moves money as a leg of its own. A payer at another bank answers through the simulated correspondent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from bsclient.bank.books import cardfile, demanding
from bsclient.bank.books.ledger import Account
from bsclient.bank.products.book import CLOSED
from bsclient.bank.services.base import Ask, Doc, Sent, Service, Stop, Task, Work
from bsclient.bank.services.helpers import need
from bsclient.bank.work import tasks
from bsclient.bank.work.errands import LAPSED
from bsclient.bank.work.transaction import Product
from bsclient.domain.content import shown_day
from bsclient.domain.documents.demand_acceptance import OF_DEMAND
from bsclient.domain.money import parse_amount, plain_minor, to_minor
from bsclient.domain.states import FINAL, State

_OUT, _ANSWERED = "out", "answered"
_UNPAID = "принятое к оплате требование не оплачено банком плательщика"


class Demands(Service):
    """Demands of our clients on payers here and elsewhere, and those that came from other banks (their term only)."""

    types = ("payment_demand",)
    once = True

    def accounts(self, doc: Doc, ask: Ask) -> Iterable[str]:
        return demanding.accounts(doc, ask)

    def task_accounts(self, task: Task, ask: Ask) -> Iterable[str]:
        doc = ask.document(task.ref)
        return self.accounts(doc, ask) if doc is not None else ()

    def accept(self, work: Work, doc: Doc) -> None:
        work.account(doc.text("payee_account"), doc.client_id)
        if doc.text("payer_bic") != work.profile.bic:
            demanding.send_out(work, doc, _OUT)
            return
        payer = demanding.payer(work, doc)
        given = demanding.standing(work, doc, payer) if doc.text("condition") == "1" else None
        if given is not None:
            doc.account_id = payer.id
            work.move(doc, State.ACCEPTED)
            demanding.notify(work, doc, payer)
            demanding.pay_or_wait(work, doc, payer)
            return
        until = demanding.term(work.today, int(doc.text("acceptance_days") or demanding.DEFAULT_TERM))
        told = {"condition": "2", "deadline": until.isoformat(), "papers_sent": doc.text("papers_sent")}
        own = demanding.notify(work, doc, payer, told)
        work.schedule(doc.id, demanding.LAPSE, until + timedelta(days=1), {"demand": own})
        work.move(doc, State.ACCEPTED, "demand_sent", {"date": until.isoformat()})

    def due(self, work: Work, task: Task) -> None:
        if task.step == demanding.LAPSE:
            self._lapse(work, task)
        elif task.step == _OUT:
            demanding.handed_out(work, need(work, task.ref), _ANSWERED)
        else:
            demanding.answered_elsewhere(work, need(work, task.ref))

    def _lapse(self, work: Work, task: Task) -> None:
        """The term is over: silence is refusal."""
        doc = work.find(task.ref)
        if doc is None:  # it came from another bank
            sent = demanding.came(work, task.ref)
        elif doc.state in FINAL:
            return
        else:
            sent = demanding.came(work, task.data["demand"])
            until = (task.day - timedelta(days=1)).isoformat()
            work.move(doc, State.REJECTED, "demand_lapsed", {"date": until})
        if sent is not None and demanding.is_open(sent):
            work.answered(sent, LAPSED)

    def recall(self, work: Work, doc: Doc) -> None:
        if doc.state is State.WAITING_FUNDS:
            raise Stop(State.REJECTED, "demand_accepted", number=doc.number)
        for task in tasks.of_ref(work.connection, doc.id):
            sent = demanding.came(work, task.data["demand"]) if task.step == demanding.LAPSE else None
            if sent is not None:
                work.answered(sent, LAPSED)


class Acceptances(Service):
    """Answers of payers."""

    types = ("demand_acceptance",)

    def accounts(self, doc: Doc, ask: Ask) -> Iterable[str]:
        sent = ask.sent(doc.text("demand"))
        if sent is not None and sent.related:
            ask.document(sent.related)
        return demanding.accounts(doc, ask)

    def accept(self, work: Work, doc: Doc) -> None:
        sent = work.sent(doc.text("demand"), doc.client_id, "incoming_demand")
        payer = work.account(doc.text("payer_account"), doc.client_id)
        _demand_same(doc, sent)
        demand = work.find(sent.related) if sent.related else None
        if sent.text("condition") != "2":
            raise Stop(State.REJECTED, "acceptance_not_asked", number=sent.text("number"))
        if sent.text("deadline") < work.today.isoformat():
            facts = {"value": sent.text("deadline"), "date": work.today.isoformat()}
            raise Stop(State.REJECTED, "acceptance_late", **facts)
        if demand is not None and demand.state is not State.ACCEPTED:
            raise Stop(State.REJECTED, "demand_answered", number=demand.number, state=demand.state.value)
        work.answered(sent)
        if demand is not None:
            work.cancel(demand.id, demanding.LAPSE)
        work.move(doc, State.ACCEPTED)
        if doc.text("decision") == "refuse":
            if demand is not None:
                work.move(demand, State.REJECTED, "demand_refused", {"reason": doc.text("reason")})
            work.move(doc, State.EXECUTED)
            return
        if doc.text("standing"):
            _keep_standing(work, doc)
        doc.account_id = payer.id
        self._pay(work, doc, payer, demand)

    def _pay(self, work: Work, doc: Doc, payer: Account, demand: Doc | None) -> None:
        left = payer.left_today(work.today)
        enough = payer.available >= doc.amount and (left is None or left >= doc.amount)
        if enough:
            payer.spend(doc.amount, work.today)
            cardfile.pay(work, doc, payer, demanding.payee(work, doc))
            self.paid(work, doc)
            return
        facts = {"amount": plain_minor(doc.amount)}
        work.move(doc, State.WAITING_FUNDS, "waiting_funds", facts)
        if demand is not None:
            work.move(demand, State.WAITING_FUNDS, "demand_waiting", facts)

    def paid(self, work: Work, doc: Doc) -> None:
        work.move(doc, State.EXECUTED)
        sent = demanding.came(work, doc.text("demand"))
        demand = work.find(sent.related) if sent is not None and sent.related else None
        if demand is None:
            return
        if doc.amount == demand.amount:
            work.move(demand, State.EXECUTED)
        else:
            facts = {"amount": plain_minor(doc.amount), "expected": plain_minor(demand.amount)}
            facts["reason"] = doc.text("reason")
            work.move(demand, State.PARTLY_EXECUTED, "demand_part_accepted", facts)

    def recall(self, work: Work, doc: Doc) -> None:
        raise Stop(State.REJECTED, "acceptance_final", number=doc.number)

    def ended(self, work: Work, doc: Doc) -> None:
        """The demand that waited with it ends, too."""
        sent = demanding.came(work, doc.text("demand"))
        demand = work.find(sent.related) if sent is not None and sent.related else None
        if demand is not None and demand.state is State.WAITING_FUNDS:
            work.move(demand, cardfile.unpaid(work, doc), "demand_refused", {"reason": _UNPAID})


class Withdrawals(Service):
    """Ends acceptances in advance."""

    types = ("acceptance_withdrawal",)

    def accounts(self, doc: Doc, ask: Ask) -> Iterable[str]:
        ask.product(doc.text("acceptance"))
        return ()

    def accept(self, work: Work, doc: Doc) -> None:
        item = work.products.need(doc.text("acceptance"), doc.client_id, demanding.STANDING)
        if doc.text("payee_account") != item.terms["payee_account"]:
            facts = {"field": "payee_account", "value": doc.text("payee_account")}
            raise Stop(
                State.BAD_DETAILS, "acceptance_mismatch", expected=item.terms["payee_account"], **facts
            )
        work.products.put(replace(item, state=CLOSED, ends=work.today.isoformat()))
        work.move(doc, State.EXECUTED)


def _demand_same(doc: Doc, sent: Sent) -> None:
    """The answer names the demand as the bank sent it: what was signed is what is paid."""
    for name, source in OF_DEMAND.items():
        expected = sent.text(source)
        if name == "deadline" and not expected:
            continue
        if doc.text(name) != expected:
            facts = {"field": name, "value": doc.text(name), "expected": expected}
            raise Stop(State.BAD_DETAILS, "acceptance_mismatch", **facts)
    if doc.text("decision") != "refuse":
        whole = doc.text("decision") == "full"
        demanded = to_minor(parse_amount(sent.text("amount")))
        if doc.amount > demanded or (whole and doc.amount != demanded):
            facts = {
                "field": "accepted_amount",
                "value": plain_minor(doc.amount),
                "expected": sent.text("amount"),
            }
            raise Stop(State.BAD_DETAILS, "acceptance_mismatch", **facts)


def _keep_standing(work: Work, doc: Doc) -> None:
    """Keep an acceptance in advance; it takes the place of an earlier one to the same payee."""
    terms = {name: doc.text(name) for name in ("payee_name", "payee_inn", "payee_account", "payee_bic")}
    earlier = [
        item
        for item in work.products.of_client(doc.client_id, demanding.STANDING)
        if (item.account, item.terms) == (doc.text("payer_account"), terms)
    ]
    own = earlier[0].id if earlier else work.new_id()
    work.products.put(
        Product(
            id=own, client_id=doc.client_id, kind=demanding.STANDING, number=f"{doc.number} от {shown_day(doc.day)}",
            account=doc.text("payer_account"), currency="RUB", amount=to_minor(parse_amount(doc.text("standing_limit"))),
            opened=work.today.isoformat(), terms=terms, document_id=doc.id,
        )
    )  # fmt: skip


SERVICES = (Demands(), Acceptances(), Withdrawals())
