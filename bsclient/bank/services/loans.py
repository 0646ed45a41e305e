"""Loans: granted by an operator, drawn within the limit, repaid every month and, if asked, before their time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from bsclient.bank.books.ledger import Account
from bsclient.bank.products import loans as books
from bsclient.bank.products.deposits import open_ids
from bsclient.bank.products.interest import add_months, rounded
from bsclient.bank.services.base import Ask, Doc, Service, Stop, Task, Work
from bsclient.bank.services.helpers import need
from bsclient.bank.work.sequences import take
from bsclient.bank.work.transaction import Leg, Opening, Product
from bsclient.domain import loans
from bsclient.domain.content import shown_day
from bsclient.domain.states import State

_DO: Final = "do"
_SOON: Final = 5
_TERMS: Final = ("credit", "rate", "repayment", "penalty", "months")


class Loans(Service):
    """All documents of loans; monthly payments belong to the product."""

    types = ("loan_application", "loan_tranche", "loan_repayment")
    once = True

    def accounts(self, doc: Doc, ask: Ask) -> Iterable[str]:
        if doc.type == "loan_application":
            return {doc.text("account"), ask.house("fees")}
        item = ask.product(doc.text("product"))
        return {doc.text("account")} | (books.accounts(item, ask) if item is not None else set())

    def task_accounts(self, task: Task, ask: Ask) -> Iterable[str]:
        item = ask.product(task.ref)
        return super().task_accounts(task, ask) if item is None else books.accounts(item, ask)

    def accept(self, work: Work, doc: Doc) -> None:
        if doc.type == "loan_application":
            self._demand_terms(work, doc)
            work.ask_operator(doc)
            return
        if doc.type == "loan_tranche":
            self._demand_free(work, doc)
        else:
            self._demand_notice(work, doc)
        work.move(doc, State.ACCEPTED)
        day = doc.text("repay_day")
        if day > work.today.isoformat():
            work.schedule(doc.id, _DO, date.fromisoformat(day))
        else:
            work.after(doc.id, _DO, _SOON)

    def approved(self, work: Work, doc: Doc) -> None:
        row = self._demand_terms(work, doc)
        own = self._own(work, doc)
        number = f"К-{take(work.connection, loans.KIND)}/{work.today.year}"
        months = int(doc.text("months"))
        opening = Opening(
            books.balance_account(doc.text("credit"), months), own.currency, f"Кредит {number}", shown=False
        )
        loan = work.open_account(doc.client_id, opening)
        fee = books.minor(doc.text("fee_amount"))
        if fee:
            words = f"Комиссия за выдачу кредита по договору {number}"
            work.post(own, work.house("fees"), fee, Leg(doc, kind="fee", purpose=words))
        day = work.today.isoformat()
        terms = {
            **{name: doc.text(name) for name in _TERMS},
            "product": doc.text("product_name"),
            "version": doc.text("terms_version"),
            "early_notice_days": row["early_notice_days"],
            "limit": books.money(doc.amount),
            "available": books.money(doc.amount),
            "payment_account": own.number,
            **dict.fromkeys(("debt", "drawn", "interest", "paid_interest"), "0.00"),
            **dict.fromkeys(("counted", "paid_until"), day),
        }
        item = Product(
            work.new_id(), doc.client_id, loans.KIND, number, loan.number, own.currency, doc.amount,
            opened=day, ends=add_months(work.today, months).isoformat(), terms=terms, document_id=doc.id,
        )  # fmt: skip
        books.schedule(work, item, 1)
        facts = {"number": number, "value": _money(doc.amount, item), "date": shown_day(item.ends)}
        work.move(doc, State.EXECUTED, "loan_granted", facts)

    def due(self, work: Work, task: Task) -> None:
        item = work.products.find(task.ref)
        if item is None:
            doc = need(work, task.ref)
            if doc.type == "loan_tranche":
                self._draw(work, doc)
            else:
                self._repay(work, doc)
        elif item.state in books.ALIVE:
            late = {name: text for name, text in task.data.items() if name != "number"}
            books.pay(work, item, int(task.data["number"]), late)

    def close_day(self, work: Work, day: date) -> None:
        ids = [key for state in books.ALIVE for key in open_ids(work.connection, loans.KIND, state)]
        books.close_day(work, day, ids)

    # steps --------------------------------------------------------------------------------------------------------

    def _draw(self, work: Work, doc: Doc) -> None:
        item, own = self._demand_free(work, doc)
        item = books.told(work, item, work.today)
        words = f"Выдача кредита по договору {item.number}. {doc.text('purpose')}"
        work.post(
            books.account(work, item), own, doc.amount, Leg(doc, kind=books.REPAID, purpose=words[:210])
        )
        item = work.products.put(books.owing(item, doc.amount, drawn=doc.amount))
        facts = {"number": item.number, "value": _money(doc.amount, item)}
        work.move(doc, State.EXECUTED, "tranche_paid", {**facts, "rest": _money(books.debt(item), item)})

    def _repay(self, work: Work, doc: Doc) -> None:
        item, own = self._item(work, doc), self._own(work, doc)
        repaid, owed = books.minor(doc.text("amount")), books.debt(item)
        if repaid > owed:
            facts = {"value": books.money(repaid), "limit": books.money(owed)}
            raise Stop(State.REJECTED, "debt_below_amount", number=item.number, **facts)
        interest = rounded(books.due(work, item, work.today))
        shown = doc.amount - repaid
        if abs(interest - shown) <= 1:  # rounded twice on the client's side: what was signed is taken
            interest = shown
        if interest > shown:
            facts = {"value": books.money(interest + repaid), "expected": books.money(doc.amount)}
            raise Stop(State.REJECTED, "repayment_above_shown", **facts)
        item = books.take(work, item, own, (interest, repaid, 0), Leg(doc))
        if not books.debt(item) and item.terms["credit"] == loans.ONCE:
            books.close(work, item)
        facts = {"number": item.number, "value": _money(repaid, item), "interest": _money(interest, item)}
        facts["rest"] = _money(books.debt(item), item)
        work.move(doc, State.EXECUTED, "loan_repaid", facts)

    # demands ------------------------------------------------------------------------------------------------------

    @staticmethod
    def _demand_terms(work: Work, doc: Doc) -> dict[str, str]:
        """Return the offer, or stop the application if it has changed since it was signed."""
        found = work.directories.find(loans.BOOK, doc.text("loan_kind"), date.fromisoformat(doc.day))
        if found is None or found["version"] != doc.text("terms_version"):
            facts = {"value": doc.text("terms_version"), "expected": found["version"] if found else "0"}
            raise Stop(State.BAD_DETAILS, "terms_changed", field="terms_version", **facts)
        return dict(found)

    def _demand_free(self, work: Work, doc: Doc) -> tuple[Product, Account]:
        item = work.products.need(doc.text("product"), doc.client_id, loans.KIND)
        free = books.minor(item.terms["available"])
        facts = {"value": books.money(doc.amount), "limit": books.money(free)}
        if doc.amount > free:
            raise Stop(State.REJECTED, "tranche_above_available", field="amount", **facts)
        if item.terms["credit"] == loans.ONCE and doc.amount < free:
            raise Stop(State.REJECTED, "tranche_not_whole", field="amount", **facts)
        return item, self._own(work, doc)

    def _demand_notice(self, work: Work, doc: Doc) -> None:
        item = self._item(work, doc)
        self._own(work, doc)
        days = int(item.terms.get("early_notice_days") or 0)
        earliest = (date.fromisoformat(doc.day) + timedelta(days=days)).isoformat()
        if doc.text("repay_day") < earliest:
            facts = {"value": doc.text("repay_day"), "limit": str(days), "expected": earliest}
            raise Stop(State.REJECTED, "early_notice", field="repay_day", **facts)

    @staticmethod
    def _item(work: Work, doc: Doc) -> Product:
        item = work.products.need(doc.text("product"), doc.client_id, loans.KIND, state="")
        if item.state not in books.ALIVE:
            raise Stop(State.REJECTED, "product_over", number=item.number)
        return item

    @staticmethod
    def _own(work: Work, doc: Doc) -> Account:
        own = work.account(doc.text("account"), doc.client_id)
        if own.currency != doc.text("currency"):
            facts = {"value": own.currency, "expected": doc.text("currency")}
            raise Stop(State.BAD_DETAILS, "account_currency_differs", field="account", **facts)
        return own


def _money(amount: int, item: Product) -> str:
    return f"{books.money(amount)} {item.currency}"


SERVICES = (Loans(),)
