"""Letters of credit: opened with their cover by an operator, changed, paid against accepted documents, expired."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bsclient.bank.books import notices
from bsclient.bank.books.ledger import Account
from bsclient.bank.payees.blocks import demand_unblocked
from bsclient.bank.products import credits as books
from bsclient.bank.products.book import CLOSED
from bsclient.bank.services.base import Ask, Doc, Sent, Service, Stop, Task, Work
from bsclient.bank.services.helpers import need, write
from bsclient.bank.work.errands import LAPSED
from bsclient.bank.work.sequences import take
from bsclient.bank.work.transaction import Leg, Opening, Product
from bsclient.domain import letters_of_credit as letters
from bsclient.domain.content import shown_day
from bsclient.domain.states import State

_PRESENT, _ANSWER, _PAY = "present", "answer", "pay"
_SOON: Final = 5
_PRESENTED: Final = 15
"""Seconds after which a demo's beneficiary presents his documents."""
_COVER: Final = "40901"
_MOVE: Final = "letter_of_credit"
_TERMS: Final = (
    "regime",
    "deferred_days",
    "beneficiary_inn",
    "beneficiary_bank",
    "applicant_name",
)


class Letters(Service):
    """All documents of letters of credit; steps belong to the product, to the bank's notice, or to an answer."""

    types = ("lc_opening", "lc_amendment", "lc_documents")
    once = True

    def accounts(self, doc: Doc, ask: Ask) -> Iterable[str]:
        if doc.type == "lc_opening":
            return {doc.text("account")}
        item = ask.product(doc.text("product"))
        return {doc.text("account")} - {""} | (books.accounts(item, ask) if item is not None else set())

    def task_accounts(self, task: Task, ask: Ask) -> Iterable[str]:
        if task.step == books.LAPSE:
            sent = ask.sent(task.ref)
            item = ask.product(sent.text("product")) if sent is not None else None
        else:
            item = ask.product(task.ref)
        if item is None:
            return super().task_accounts(task, ask)
        ask.document(item.document_id)
        return books.accounts(item, ask)

    def accept(self, work: Work, doc: Doc) -> None:
        if doc.type == "lc_documents":
            self._look(work, doc)
            work.move(doc, State.ACCEPTED)
            work.after(doc.id, _ANSWER, _SOON)
            return
        if doc.type == "lc_opening":
            work.hold(doc, self._own(work, doc, doc.text("currency")), doc.amount)
        elif doc.text("change") == letters.INCREASE:
            work.hold(doc, self._own(work, doc, self._item(work, doc).currency), doc.amount)
        else:
            self._demand_possible(work, doc)
        work.ask_operator(doc)

    def approved(self, work: Work, doc: Doc) -> None:
        if doc.type == "lc_opening":
            demand_unblocked(work.connection, doc)  # since it was taken in
            self._open(work, doc)
        else:
            self._change(work, doc)

    def due(self, work: Work, task: Task) -> None:
        if task.step == books.LAPSE:
            self._lapse(work, task.ref)
            return
        item = work.products.find(task.ref)
        if item is None:
            doc = need(work, task.ref)
            if task.step == _ANSWER:
                self._answer(work, doc)
            else:
                self._pay(work, doc, self._item(work, doc))
        elif item.state == "open" and task.step == _PRESENT:
            opening = need(work, item.document_id)
            if not books.presented(item):
                books.present(work, item, item.amount, books.demanded(opening))
        elif item.state == "open":
            books.expire(work, item)

    # opening ------------------------------------------------------------------------------------------------------

    def _open(self, work: Work, doc: Doc) -> None:
        own = self._own(work, doc, doc.text("currency"))
        number = f"А-{take(work.connection, letters.KIND)}/{work.today.year}"
        opening = Opening(_COVER, own.currency, f"Покрытие по аккредитиву № {number}", shown=False)
        cover = work.open_account(doc.client_id, opening)
        words = f"Покрытие по аккредитиву № {number} в пользу {doc.text('beneficiary_name')}"
        work.post_held(own, cover, doc.amount, Leg(doc, kind=_MOVE, purpose=words))
        home = doc.text("regime") == letters.HOME
        terms = {
            **{name: doc.text(name) for name in _TERMS},
            "availability": doc.text("available"),
            "beneficiary": doc.text("beneficiary_name"),
            "beneficiary_account": doc.text("beneficiary_account" if home else "beneficiary_number"),
            "beneficiary_bic": doc.text("beneficiary_bic" if home else "beneficiary_swift"),
            "contract": f"{doc.text('contract_number')} от {shown_day(doc.text('contract_date'))}",
            "return_account": own.number,
        }
        item = Product(
            work.new_id(), doc.client_id, letters.KIND, number, cover.number, own.currency, doc.amount,
            opened=work.today.isoformat(), ends=doc.text("ends"),
            terms={name: text for name, text in terms.items() if text}, document_id=doc.id,
        )  # fmt: skip
        work.products.put(item)
        work.schedule(item.id, books.EXPIRE, books.day_after(item.ends))
        if work.plan.decide > 0:
            work.after(item.id, _PRESENT, _PRESENTED)
        facts = {"number": number, "value": _money(item.amount, item), "date": shown_day(item.ends)}
        work.move(doc, State.EXECUTED, "lc_opened", {**facts, "account": cover.number})

    # changes ------------------------------------------------------------------------------------------------------

    def _change(self, work: Work, doc: Doc) -> None:
        item, change = self._demand_possible(work, doc), doc.text("change")
        words = f"Изменение покрытия по аккредитиву № {item.number}"
        if change == letters.INCREASE:
            own, cover = self._own(work, doc, item.currency), work.ledger.find(item.account)
            if cover is None:
                raise KeyError(item.account)
            work.post_held(own, cover, doc.amount, Leg(doc, kind=_MOVE, purpose=words))
            item = work.products.put(replace(item, amount=item.amount + doc.amount))
        elif change == letters.DECREASE:
            books.take_back(work, item, doc.amount, Leg(doc, kind=_MOVE, purpose=words))
            item = work.products.put(replace(item, amount=item.amount - doc.amount))
            item = item if item.amount else books.close(work, item, CLOSED)
        else:
            item = work.products.put(replace(item, ends=doc.text("new_ends")))
            work.cancel(item.id, books.EXPIRE)
            work.schedule(item.id, books.EXPIRE, books.day_after(item.ends))
        facts = {"number": item.number, "value": _money(item.amount, item), "date": shown_day(item.ends)}
        work.move(doc, State.EXECUTED, "lc_changed", facts)

    def _demand_possible(self, work: Work, doc: Doc) -> Product:
        """Return the letter of credit if it can be changed so, or stop the document."""
        item = self._item(work, doc)
        free = item.amount - books.presented(item)
        if doc.text("change") == letters.DECREASE:
            if not doc.text("consent"):
                raise Stop(State.REJECTED, "lc_consent_needed", field="consent")
            if doc.amount > free:
                facts = {"value": books.money(doc.amount), "limit": books.money(max(free, 0))}
                raise Stop(State.REJECTED, "decrease_above_free", field="amount", **facts)
        if doc.text("change") == letters.EXTEND and doc.text("new_ends") <= item.ends:
            facts = {"value": doc.text("new_ends"), "expected": item.ends}
            raise Stop(State.REJECTED, "extension_not_later", field="new_ends", **facts)
        return item

    # documents ----------------------------------------------------------------------------------------------------

    def _look(self, work: Work, doc: Doc) -> tuple[Sent, Product]:
        """Return the notice that is answered and its letter of credit, or stop the answer."""
        sent = work.sent(doc.text("presentation"), doc.client_id, letters.PRESENTATION)
        item = work.products.need(sent.text("product"), doc.client_id, letters.KIND)
        for name in ("product", "amount"):
            if doc.text(name) != sent.text(name):
                facts = {"value": doc.text(name), "expected": sent.text(name)}
                raise Stop(State.BAD_DETAILS, "presentation_differs", field=name, **facts)
        waived = doc.text("waived") or doc.text("decision") == letters.REFUSE
        if sent.text("discrepancies") and not waived:
            facts = {"value": sent.text("discrepancies")}
            raise Stop(State.REJECTED, "discrepancies_not_waived", field="waived", **facts)
        return sent, item

    def _answer(self, work: Work, doc: Doc) -> None:
        sent, item = self._look(work, doc)
        work.answered(sent)
        if doc.text("decision") == letters.REFUSE:
            books.put_terms(work, item, presented="")
            words = f"Документы возвращены получателю. Основание: {doc.text('reason')}"
            write(work, doc, f"Аккредитив № {item.number}: отказ от документов", words)
            work.move(doc, State.EXECUTED, "lc_documents_returned", {"number": item.number})
        elif item.terms["availability"] == letters.DEFERRED:
            day = work.today + timedelta(days=int(item.terms["deferred_days"]))
            work.schedule(doc.id, _PAY, day)
            facts = {"number": item.number, "date": shown_day(day.isoformat())}
            work.move(doc, State.ACCEPTED, "lc_payment_waits", facts)
        else:
            self._pay(work, doc, item)

    @staticmethod
    def _pay(work: Work, doc: Doc, item: Product) -> None:
        books.pay(work, books.put_terms(work, item, presented=""), doc)
        facts = {"number": item.number, "value": _money(doc.amount, item)}
        work.move(doc, State.EXECUTED, "lc_paid", facts)

    def recall(self, work: Work, doc: Doc) -> None:
        """Recall what is not done; documents that were accepted for a later payment stay accepted."""
        if doc.type == "lc_documents":
            work.sent(doc.text("presentation"), doc.client_id, letters.PRESENTATION)

    def _lapse(self, work: Work, sent_id: str) -> None:
        """Send documents back that were not answered in time."""
        row = Ask(work.connection, work.profile, work.today).sent(sent_id)
        if row is None or row.state != "sent":
            return
        work.answered(row, LAPSED)
        item = work.products.find(row.text("product"))
        if item is not None:
            books.put_terms(work, item, presented="")

    @staticmethod
    def _item(work: Work, doc: Doc) -> Product:
        return work.products.need(doc.text("product"), doc.client_id, letters.KIND)

    @staticmethod
    def _own(work: Work, doc: Doc, code: str) -> Account:
        own = notices.demand_current(work.account(doc.text("account"), doc.client_id))
        if own.currency != code:
            facts = {"value": own.currency, "expected": code}
            raise Stop(State.BAD_DETAILS, "account_currency_differs", field="account", **facts)
        return own


def _money(amount: int, item: Product) -> str:
    return f"{books.money(amount)} {item.currency}"


SERVICES = (Letters(),)
