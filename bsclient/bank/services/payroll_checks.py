"""Whether a row of a register can be credited: what the bank knows of the accounts of a lot, and of wage agreements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, select

from bsclient.bank.books.ledger import Account
from bsclient.bank.products.book import OPEN, Product
from bsclient.bank.schema.access import client
from bsclient.bank.schema.tables import closed_account, stop_list
from bsclient.bank.services.base import Doc, Stop, Work
from bsclient.bank.work.doc import Refusal
from bsclient.domain.states import State

AGREEMENT, SALARY_ACCOUNT = "payroll", "salary_account"
"""Kinds of products: a wage agreement, and an account of an employee under one."""

_STOPPED = select(stop_list.c.account, stop_list.c.reason).where(
    stop_list.c.account.in_(bindparam("accounts", expanding=True))
)
_CLOSED = select(closed_account.c.account).where(
    closed_account.c.account.in_(bindparam("accounts", expanding=True))
)
_HOLDERS = select(client.c.id, client.c.name).where(client.c.id.in_(bindparam("clients", expanding=True)))
_PREFIXES: Final = ("ип ", "индивидуальный предприниматель ")


@dataclass(frozen=True, slots=True)
class Lists:
    """What is known of a lot: accounts that are stopped or closed elsewhere, holders by client, who was dismissed."""

    stopped: Mapping[str, str]
    closed_elsewhere: frozenset[str]
    holders: Mapping[str, str]
    dismissed: Mapping[str, str]

    def refusal(self, work: Work, row: Mapping[str, str]) -> Refusal | None:
        """Say why a row cannot be credited; None if it can."""
        number, name = row["account"], row["name"]
        if number in self.stopped:
            return "payee_blocked", {"account": number, "reason": self.stopped[number]}
        if row["bic"] != work.profile.bic:
            return ("payee_account_closed", {"account": number}) if number in self.closed_elsewhere else None
        found = work.ledger.find(number)
        if found is None:
            return "payee_account_unknown", {"account": number}
        if found.closed:
            return "payee_account_closed", {"account": number}
        if not same_person(name, self._holder(found)):
            return "holder_differs", {"account": number, "name": name}
        if number in self.dismissed:
            return "employee_dismissed", {"name": name, "date": _day(self.dismissed[number])}
        return None

    def account(self, work: Work, row: Mapping[str, str]) -> Account:
        """Return the account of the ledger that a row is credited to; `refusal` was asked before."""
        found = work.ledger.find(row["account"]) if row["bic"] == work.profile.bic else work.correspondent
        if found is None:
            raise KeyError(row["account"])
        return found

    def _holder(self, found: Account) -> str:
        """Return whose account it is: a client's, or a person's who is none and whose name the account bears."""
        return self.holders[found.client_id] if found.client_id is not None else found.name


def read_lists(work: Work, doc: Doc, rows: Sequence[Mapping[str, str]]) -> Lists:
    """Read what is known of the accounts of a lot; those of this bank are locked already."""
    numbers = sorted({row["account"] for row in rows})
    found = [work.ledger.find(number) for number in numbers]
    clients = sorted({each.client_id for each in found if each is not None and each.client_id is not None})
    ask = work.connection.execute
    gone = {
        item.account: item.ends
        for item in work.products.of_client(doc.client_id, SALARY_ACCOUNT)
        if item.state != OPEN and item.ends < work.today.isoformat()
    }
    return Lists(
        {row.account: row.reason for row in ask(_STOPPED, {"accounts": numbers})},
        frozenset(ask(_CLOSED, {"accounts": numbers}).scalars()),
        {row.id: row.name for row in ask(_HOLDERS, {"clients": clients})},
        gone,
    )


def agreement(work: Work, doc: Doc) -> Product:
    """Return the wage agreement that a document names, or stop it."""
    number = doc.text("agreement")
    for item in work.products.of_client(doc.client_id, AGREEMENT):
        if item.number == number and item.state == OPEN:
            return item
    raise Stop(State.REJECTED, "agreement_unknown", value=number)


def same_person(name: str, holder: str) -> bool:
    """Whether two writings of a name mean one person: case, blanks, ё and the word for an entrepreneur do not count."""
    return _folded(name) == _folded(holder)


def _folded(name: str) -> str:
    plain = " ".join(name.casefold().replace("ё", "е").split())
    for prefix in _PREFIXES:
        plain = plain.removeprefix(prefix)
    return plain


def _day(iso: str) -> str:
    return ".".join(reversed(iso.split("-")))
