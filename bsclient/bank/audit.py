"""The auditor: recomputes the ledger from its transfers and holds, looks through the letter desk. Reads only."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, Connection, func, or_, select

from bsclient.bank.books.ledger import CLIENT, PENDING, POSTED
from bsclient.bank.letters import audit as letter_audit
from bsclient.bank.schema.products import card_file
from bsclient.bank.schema.tables import account, document, hold, transfer
from bsclient.domain.documents import PaymentOrder
from bsclient.domain.states import FAILED, State

_NOTHING = [state.value for state in (*FAILED, State.RECALLED)]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that must not be: a code, which account, document or letter, what stands there and what should (minor units)."""

    code: str
    subject: str
    found: int = 0
    expected: int = 0


def findings(connection: Connection) -> list[Finding]:
    """Return everything that does not agree."""
    desk = [Finding(code, subject) for code, subject in letter_audit.findings(connection)]
    return [*_balances(connection), *_executed(connection), *desk]


def _balances(connection: Connection) -> list[Finding]:
    credits_ = _sums(connection, transfer.c.credit_account, transfer.c.amount)
    debits = _sums(connection, transfer.c.debit_account, transfer.c.amount)
    held = _sums(connection, hold.c.account_id, hold.c.amount, hold.c.state == PENDING)
    found = []
    for row in connection.execute(select(account).order_by(account.c.id)):
        posted = credits_.get(row.id, 0) - debits.get(row.id, 0)
        if row.posted != posted:
            found.append(Finding("balance_differs", row.number, row.posted, posted))
        if row.held != held.get(row.id, 0):
            found.append(Finding("held_differs", row.number, row.held, held.get(row.id, 0)))
        if row.kind == CLIENT and row.posted < row.held:
            found.append(Finding("overdrawn", row.number, row.posted, row.held))
    return found


def _executed(connection: Connection) -> list[Finding]:
    """An executed payment has moved its amount, any other payment its parts; no document that was refused moved anything."""
    statement = (
        select(
            document.c.id,
            document.c.type,
            document.c.state,
            document.c.amount,
            func.coalesce(card_file.c.paid, 0).label("parts"),
            func.coalesce(func.sum(transfer.c.amount), 0).label("moved"),
        )
        .outerjoin(transfer, transfer.c.document_id == document.c.id)
        .outerjoin(card_file, card_file.c.document_id == document.c.id)
        .group_by(document.c.id, card_file.c.paid)
        .where(
            or_(document.c.type == PaymentOrder.code, document.c.state.in_(_NOTHING), card_file.c.paid > 0)
        )
    )
    found = []
    for row in connection.execute(statement):
        paid = row.type == PaymentOrder.code and row.state == State.EXECUTED.value
        expected = row.amount if paid else row.parts
        if row.moved != expected and not (row.state in _NOTHING and _came_back(connection, row.id)):
            found.append(Finding("transfer_differs", row.id, int(row.moved), expected))
    posted = select(hold.c.document_id).where(
        hold.c.state == POSTED,
        hold.c.document_id.not_in(select(transfer.c.document_id).where(transfer.c.document_id.is_not(None))),
    )
    found += [Finding("hold_without_transfer", name) for name in connection.execute(posted).scalars()]
    return found


def _came_back(connection: Connection, document_id: str) -> bool:
    """Whether all that a document moved went back, so that no account has more or less by it (a register of wages)."""
    rows = connection.execute(select(transfer).where(transfer.c.document_id == document_id))
    left: dict[int, int] = {}
    for row in rows:
        left[row.debit_account] = left.get(row.debit_account, 0) - row.amount
        left[row.credit_account] = left.get(row.credit_account, 0) + row.amount
    return not any(left.values())


def _sums(
    connection: Connection, whose: Column[int], amount: Column[int], *where: ColumnElement[bool]
) -> dict[int, int]:
    statement = select(whose, func.sum(amount)).where(*where).group_by(whose)
    return {row[0]: int(row[1]) for row in connection.execute(statement)}
