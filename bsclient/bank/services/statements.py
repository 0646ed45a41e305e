"""Requests for statements and references: answered from the ledger, with a signed document or by letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select

from bsclient.bank.books import statements
from bsclient.bank.books.statements import Statement
from bsclient.bank.schema.access import client
from bsclient.bank.schema.products import card_file
from bsclient.bank.schema.tables import account, document
from bsclient.bank.services.base import Doc, Service, Stop, Task, Work
from bsclient.bank.services.helpers import DO, need, write
from bsclient.domain.content import shown_amount, shown_day
from bsclient.domain.money import plain_minor
from bsclient.domain.states import State
from bsclient.protocol.messages import EntryData

_SECONDS = 3
_MOST_ENTRIES = 2000
_OWN = (
    select(account)
    .where(account.c.client_id == bindparam("client"))
    .order_by(account.c.opened, account.c.number)
)
_REST = document.c.amount - func.coalesce(card_file.c.paid, 0)
_UNPAID = (
    select(func.count(), func.coalesce(func.sum(_REST), 0))
    .select_from(document)
    .outerjoin(card_file, card_file.c.document_id == document.c.id)
    .where(document.c.account_id == bindparam("account"), document.c.state == State.WAITING_FUNDS.value)
)
_NUMBERED = select(account.c.id).where(account.c.number == bindparam("number"))
_NAME = select(client.c.name, client.c.inn).where(client.c.id == bindparam("of"))


class StatementRequests(Service):
    """Answers with a signed statement for each account, or says by letter where the paper is kept ready."""

    types = ("statement_request",)

    def accept(self, work: Work, doc: Doc) -> None:
        own = _own(work.connection, doc.client_id)
        for row in doc.rows("accounts"):
            _demand_own(own, row["account"])
        if doc.text("date_from") > work.today.isoformat():
            raise Stop(State.BAD_DETAILS, "period_not_begun", value=doc.text("date_from"))
        work.move(doc, State.ACCEPTED)
        work.after(doc.id, DO, _SECONDS)

    def due(self, work: Work, task: Task) -> None:
        doc = need(work, task.ref)
        if doc.text("form") == "paper":
            words = f"Выписки по запросу № {doc.number} от {shown_day(doc.day)} готовы."
            write(
                work,
                doc,
                f"Выписки по запросу № {doc.number}",
                f"{words} Их можно получить в офисе: {doc.text('branch')}.",
            )
        else:
            for position, row in enumerate(doc.rows("accounts"), start=1):
                self._send(work, doc, row["account"], position)
        work.move(doc, State.EXECUTED)

    def _send(self, work: Work, doc: Doc, number: str, position: int) -> None:
        own = _own(work.connection, doc.client_id)[number]
        days = (date.fromisoformat(doc.text("date_from")), date.fromisoformat(doc.text("date_to")))
        found = statements.statement(work.connection, own.id, days)
        if len(found.entries) > _MOST_ENTRIES:
            raise Stop(
                State.REJECTED, "statement_too_long", value=str(len(found.entries)), limit=str(_MOST_ENTRIES)
            )
        fields = {
            "number": f"{doc.number}/{position}",
            "date": work.today.isoformat(),
            "account": number,
            "currency": own.currency,
            "date_from": doc.text("date_from"),
            "date_to": doc.text("date_to"),
            "opening": plain_minor(found.opening),
            "credits": plain_minor(found.credits),
            "debits": plain_minor(found.debits),
            "closing": plain_minor(found.closing),
            "count": str(len(found.entries)),
            "entries": [_entry(entry) for entry in found.entries],
        }
        work.send(doc.client_id, "bank_statement", fields, doc.id)


class ReferenceRequests(Service):
    """Answers with a signed reference that says what the ledger holds; of one on paper a letter tells."""

    types = ("reference_request",)

    def accept(self, work: Work, doc: Doc) -> None:
        if doc.text("account"):
            _demand_own(_own(work.connection, doc.client_id), doc.text("account"))
        work.move(doc, State.ACCEPTED)
        work.after(doc.id, DO, _SECONDS)

    def due(self, work: Work, task: Task) -> None:
        doc = need(work, task.ref)
        name, inn = work.connection.execute(_NAME, {"of": doc.client_id}).one()
        head = f"{work.profile.name} подтверждает для клиента {name}, ИНН {inn}:"
        tail = f"Справка выдана {shown_day(work.today.isoformat())} для представления: {doc.text('purpose')}."
        if doc.text("delivery") != "electronic":
            place = doc.text("office") or doc.text("address").replace("\n", ", ")
            tail += f"\nБумажный экземпляр ({doc.text('copies') or '1'}): {place}."
        body = "\n".join((head, *self._says(work, doc), tail))
        if doc.text("delivery") == "electronic":
            _hand_over(work, doc, body)
        else:
            write(work, doc, f"Справка по запросу № {doc.number} от {shown_day(doc.day)}", body)
        work.move(doc, State.EXECUTED)

    def _says(self, work: Work, doc: Doc) -> Iterator[str]:
        kind, own = doc.text("kind"), _own(work.connection, doc.client_id)
        day = doc.text("day_on")
        if kind == "accounts":
            for row in own.values():
                if row.opened <= day and not (row.closed and row.closed <= day):
                    yield f"счёт {row.number}, {row.currency}, открыт {shown_day(row.opened)}: {row.name}"
        elif kind == "loans":
            yield from _loans(work, doc.client_id, day)
        elif kind == "unpaid":
            count, total = work.connection.execute(_UNPAID, {"account": own[doc.text("account")].id}).one()
            yield (  # the card file has no past: only what waits now is known
                f"на {shown_day(work.today.isoformat())} распоряжений, не исполненных в срок, к счёту {doc.text('account')}:"
                f" {count}, на сумму {_sum(int(total))}"
            )
        else:
            first, last = (day, day) if kind == "balance" else (doc.text("date_from"), doc.text("date_to"))
            row = own[doc.text("account")]
            days = (date.fromisoformat(first), date.fromisoformat(last))
            yield from _turnover(statements.statement(work.connection, row.id, days), row.currency, kind)


def _hand_over(work: Work, doc: Doc, body: str) -> None:
    fields = {
        "number": doc.number,
        "date": work.today.isoformat(),
        "kind": doc.text("kind"),
        "account": doc.text("account"),
        "purpose": doc.text("purpose"),
        "body": body,
    }
    work.send(doc.client_id, "bank_paper", fields, doc.id)


def _turnover(found: Statement, currency: str, kind: str) -> Iterator[str]:
    end = shown_day(found.end.isoformat())
    if kind == "turnover":
        yield (
            f"по счёту {found.account} с {shown_day(found.start.isoformat())} по {end}: остаток на начало"
            f" {_sum(found.opening)}, поступило {_sum(found.credits)}, списано {_sum(found.debits)} ({currency})"
        )
    yield f"остаток на счёте {found.account} на конец дня {end}: {_sum(found.closing)} ({currency})"


def _sum(minor: int) -> str:
    """Write a sum as papers have it: 1 234,05, which no line breaks."""
    return shown_amount(plain_minor(minor))


def _loans(work: Work, client_id: str, day: str) -> Iterator[str]:
    """Say what stood on each loan account at the end of a day: the bank's own account, below zero by the debt."""
    clear = True
    for item in work.products.of_client(client_id, "loan"):
        if item.opened > day:
            continue
        loan = work.connection.execute(_NUMBERED, {"number": item.account}).scalar_one()
        on = date.fromisoformat(day)
        debt = -statements.statement(work.connection, loan, (on, on)).closing
        if debt > 0:
            clear = False
            yield f"кредитный договор № {item.number}: задолженность {_sum(debt)} ({item.currency})"
    if clear:
        yield f"задолженности по кредитам на {shown_day(day)} нет"


def _entry(entry: EntryData) -> dict[str, str]:
    return {
        "date": entry.value_date,
        "number": entry.number,
        "credit": "1" if entry.credit else "",
        "amount": entry.amount,
        "counterparty": entry.counterparty_name,
        "counterparty_inn": entry.counterparty_inn,
        "counterparty_account": entry.counterparty_account,
        "counterparty_bic": entry.counterparty_bic,
        "purpose": entry.purpose,
    }


def _own(connection: Connection, client_id: str) -> dict[str, Row[Any]]:
    return {row.number: row for row in connection.execute(_OWN, {"client": client_id})}


def _demand_own(own: Iterable[str], number: str) -> None:
    if number not in own:
        raise Stop(State.BAD_DETAILS, "not_own_account", value=number)


SERVICES = (StatementRequests(), ReferenceRequests())
