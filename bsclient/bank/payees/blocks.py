"""Whom a client has blocked, asked anew at the moment when money goes: a block counts for what was taken in before it, too.

So orders are asked about when the correspondent's run takes them, rows of registers when they are credited, transfers abroad when
they are sent, letters of credit when they are opened (an open one is a promise of the bank: no block stops its payment), and
demands paid without asking the payer; `payees.holds` asks of what is new, waited for its payee or waits for funds.

Nothing is locked: a block that is set while the money goes counts as set after it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection

from bsclient.bank import bulk
from bsclient.bank.payees.history import payees_of, same_payee
from bsclient.bank.work.doc import Doc, Refusal, Stop
from bsclient.domain import payee_guard
from bsclient.domain.payee_guard import Payee, Standing
from bsclient.domain.states import State

_BLOCKED: Final = bulk.Query(
    "SELECT name, inn, account, bic FROM payee WHERE client_id = :client AND stated = :stated"
)
_AMONG: Final = bulk.Query(
    """SELECT name, inn, account, bic FROM payee
    WHERE client_id = :client AND account IN :accounts AND stated = :stated"""
)


class Blocks:
    """The payees whom a client has blocked; only those of some accounts, if any are named."""

    def __init__(self, connection: Connection, client_id: str, accounts: Collection[str] = ()) -> None:
        asked = {"client": client_id, "stated": Standing.BLOCKED.value}
        if accounts:
            rows = _AMONG.rows(connection, **asked, accounts=sorted(accounts))
        else:
            rows = _BLOCKED.rows(connection, **asked)
        self._blocked: dict[str, list[Payee]] = {}
        for row in rows:
            one = Payee(*row)
            self._blocked.setdefault(one.account, []).append(one)

    def refusal(self, named: Payee) -> Refusal | None:
        """Say why the client's money does not go to a payee; None if he has not blocked it."""
        for one in self._blocked.get(named.account, ()):
            if same_payee(one, named):
                return "payee_blocked_by_you", {"account": named.account, "name": one.name}
        return None

    def of_rows(self, doc: Doc, rows: Sequence[Mapping[str, str]]) -> list[Refusal | None]:
        """Say of each of these rows of a register why it is not paid."""
        found: list[Refusal | None] = [None] * len(rows)
        for named in payee_guard.payees(doc.type, {payee_guard.ROWS[doc.type]: rows}):
            found[named.row] = self.refusal(named)
        return found


def stops(connection: Connection, docs: Collection[Doc]) -> dict[str, Stop]:
    """Return what stops those of these documents that pay somebody blocked, by their ids; one question a client."""
    paying: dict[str, list[tuple[Doc, Payee]]] = {}
    for doc in docs:
        for named in payees_of(doc):
            paying.setdefault(doc.client_id, []).append((doc, named))
    found: dict[str, Stop] = {}
    for client_id, pairs in paying.items():
        blocks = Blocks(connection, client_id, {named.account for _, named in pairs})
        for doc, named in pairs:
            refused = blocks.refusal(named)
            if refused is not None:
                code, facts = refused
                found[doc.id] = Stop(State.REJECTED, code, **facts)
    return found


def demand_unblocked(connection: Connection, doc: Doc) -> None:
    """Stop a document that pays somebody blocked."""
    stop = stops(connection, [doc]).get(doc.id)
    if stop is not None:
        raise stop
