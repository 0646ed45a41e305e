"""Requests about accounts: opened, closed with what is left on them moved away, limited in what they spend in a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy import bindparam, select, update

from bsclient.bank.books import notices
from bsclient.bank.books.ledger import Account
from bsclient.bank.schema.tables import account, document
from bsclient.bank.services.base import Ask, Doc, Service, Stop, Task, Work
from bsclient.bank.work.transaction import Leg, Opening
from bsclient.domain.money import parse_amount, to_minor
from bsclient.domain.states import State

_CURRENT, _AGENT, _TRANSIT = "40702", "40821", "40702"
_NAMES: Final = {"RUB": "Расчётный счёт"}
_STARTS: Final = "starts"
_OVER: Final = frozenset(("closed", "expired", "removed", "refused"))
"""States of products that pay nothing to an account any more."""
_WAITING = select(document.c.id).where(
    document.c.account_id == bindparam("of"), document.c.state == State.WAITING_FUNDS.value
)
_LIMIT = update(account).where(account.c.id == bindparam("of")).values(day_limit=bindparam("new_limit"))


class AccountOpenings(Service):
    """Opens one account, or a current and a transit one, when the operator has agreed."""

    types = ("account_opening",)

    def accept(self, work: Work, doc: Doc) -> None:
        work.ask_operator(doc)

    def approved(self, work: Work, doc: Doc) -> None:
        currency, kind = doc.text("currency"), doc.text("kind")
        name = _NAMES.get(currency, f"Текущий счёт, {currency}")
        if kind == "special":
            name = "Специальный счёт платёжного агента"
        opened = [
            work.open_account(
                doc.client_id, Opening(_AGENT if kind == "special" else _CURRENT, currency, name)
            )
        ]
        if kind == "transit":
            opened.append(
                work.open_account(doc.client_id, Opening(_TRANSIT, currency, f"Транзитный счёт, {currency}"))
            )
        work.move(doc, State.EXECUTED, "account_opened", {"value": ", ".join(each.number for each in opened)})


class AccountClosings(Service):
    """Closes an account; what is left goes to another account of the client in the same currency."""

    types = ("account_closing",)

    def accounts(self, doc: Doc, ask: Ask) -> Iterable[str]:
        return {doc.text("account"), doc.text("rest_account")}

    def accept(self, work: Work, doc: Doc) -> None:
        self._demand_free(work, doc)
        work.ask_operator(doc)

    def approved(self, work: Work, doc: Doc) -> None:
        own, other = self._demand_free(work, doc)
        if own.posted:
            purpose = "Перевод остатка при закрытии счёта"
            work.post(own, other, own.posted, Leg(doc, kind="closing", purpose=purpose))
        work.close_account(own)
        work.move(doc, State.EXECUTED, "account_closed_as_asked", {"value": own.number})

    @staticmethod
    def _demand_free(work: Work, doc: Doc) -> tuple[Account, Account]:
        own = work.account(doc.text("account"), doc.client_id)
        other = work.account(doc.text("rest_account"), doc.client_id)
        if own.currency != other.currency:
            facts = {"value": other.currency, "expected": own.currency}
            raise Stop(State.BAD_DETAILS, "account_currency_differs", field="rest_account", **facts)
        if own.held or work.connection.execute(_WAITING, {"of": own.id}).first() is not None:
            raise Stop(State.REJECTED, "account_has_holds", value=own.number)
        if own.posted:
            notices.demand_current(own)
        for item in work.products.of_client(doc.client_id):
            if own.number in item.terms.values() and item.state not in _OVER:
                raise Stop(State.REJECTED, "account_serves_product", value=own.number, number=item.number)
        return own, other


class Limits(Service):
    """Sets or removes the limit of a day, from the day that the request names."""

    types = ("limits_request",)

    def accounts(self, doc: Doc, ask: Ask) -> Iterable[str]:
        return {doc.text("account")}

    def accept(self, work: Work, doc: Doc) -> None:
        work.account(doc.text("account"), doc.client_id)
        work.move(doc, State.ACCEPTED)
        starts = doc.text("starts")
        if starts > work.today.isoformat():
            work.schedule(doc.id, _STARTS, date.fromisoformat(starts))
        else:
            self._apply(work, doc)

    def due(self, work: Work, task: Task) -> None:
        doc = work.find(task.ref)
        if doc is not None and doc.state is State.ACCEPTED:
            self._apply(work, doc)

    def _apply(self, work: Work, doc: Doc) -> None:
        own = work.account(doc.text("account"), doc.client_id)
        limit = to_minor(parse_amount(doc.text("day_limit"))) if doc.text("deed") == "set" else None
        work.connection.execute(_LIMIT, {"of": own.id, "new_limit": limit})
        own.day_limit = limit
        work.move(doc, State.EXECUTED)


SERVICES = (AccountOpenings(), AccountClosings(), Limits())
