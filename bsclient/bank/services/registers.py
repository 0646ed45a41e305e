"""Payment registers: one signature, one hold for the sum, one leg and one result for each payment.

All payments of a register are carried out in one transaction: at once within the bank, with the next clearing run if
any of them goes elsewhere. Those that cannot be paid, or whose payee the client has blocked since, do not stop the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import bindparam, select

from bsclient import texts
from bsclient.bank.books.ledger import CLIENT, Account
from bsclient.bank.payees.blocks import Blocks
from bsclient.bank.schema.access import client
from bsclient.bank.schema.tables import closed_account, document, stop_list
from bsclient.bank.services.base import Ask, Doc, Service, Stop, Task, Work
from bsclient.bank.services.helpers import need
from bsclient.bank.work.doc import Refusal
from bsclient.bank.work.transaction import Leg
from bsclient.domain import document_routes
from bsclient.domain.content import shown_day
from bsclient.domain.cutoffs import Route
from bsclient.domain.money import parse_amount, plain_minor, to_minor
from bsclient.domain.states import FAILED, State

_RUN: Final = "run"
_LANGUAGE: Final = "ru"
_LONGEST_REASON: Final = 210
_EARLIER = select(document.c.id).where(
    document.c.client_id == bindparam("client"),
    document.c.type == bindparam("kind"),
    document.c.number == bindparam("number"),
    document.c.day == bindparam("day"),
    document.c.state.not_in([state.value for state in (*FAILED, State.RECALLED)]),
)
_STOPPED = select(stop_list.c.account, stop_list.c.reason).where(
    stop_list.c.account.in_(bindparam("accounts", expanding=True))
)
_CLOSED = select(closed_account.c.account).where(
    closed_account.c.account.in_(bindparam("accounts", expanding=True))
)
_INN = select(client.c.id, client.c.inn).where(client.c.id.in_(bindparam("clients", expanding=True)))
Row = Mapping[str, str]


class Registers(Service):
    """Registers of payments."""

    types = ("payment_register",)

    def accounts(self, doc: Doc, ask: Ask) -> Iterable[str]:
        here = {row["payee_account"] for row in doc.rows("payments") if row["payee_bic"] == ask.profile.bic}
        return {doc.text("account"), ask.profile.correspondent_account, *here}

    def accept(self, work: Work, doc: Doc) -> None:
        own = work.account(doc.text("account"), doc.client_id)
        if own.currency != "RUB":
            raise Stop(State.BAD_DETAILS, "account_not_for_orders", field="account", value=own.number)
        _demand_new(work, doc)
        work.hold(doc, own, doc.amount, counts=True)
        work.move(doc, State.ACCEPTED)
        route = document_routes.of(doc.type, doc.fields, work.profile.bic)
        work.schedule(doc.id, _RUN, work.plan.leaves(route or Route.CLEARING, work.at))

    def due(self, work: Work, task: Task) -> None:
        doc = need(work, task.ref)
        own = work.account(doc.text("account"), doc.client_id)
        payments = doc.rows("payments")
        refused = _Payees(work, payments).refusals(
            Blocks(work.connection, doc.client_id).of_rows(doc, payments)
        )
        done = [row for place, row in enumerate(payments, start=1) if place not in refused]
        work.release(doc, own, paid=_sum(done))
        for place, row in enumerate(payments, start=1):
            if place not in refused:
                _pay(work, doc, own, place, row)
        _tell(work, doc, payments, refused)
        facts = {"count": str(len(done)), "expected": str(len(payments)), "amount": plain_minor(_sum(done))}
        if not refused:
            work.move(doc, State.EXECUTED)
        elif done:
            work.move(doc, State.PARTLY_EXECUTED, "register_partly", facts)
        else:
            work.move(doc, State.REFUSED_ABS, "register_nothing", facts)


class _Payees:
    """What the bank knows of the payees of a register."""

    def __init__(self, work: Work, payments: Sequence[Row]) -> None:
        self._work = work
        self._payments = payments
        numbers = sorted({row["payee_account"] for row in payments})
        run = work.connection.execute
        self._stopped = {row.account: row.reason for row in run(_STOPPED, {"accounts": numbers})}
        self._closed = frozenset(run(_CLOSED, {"accounts": numbers}).scalars())
        found = (work.ledger.find(number) for number in numbers)
        holders = sorted({item.client_id for item in found if item is not None and item.client_id})
        self._inns = {row.id: row.inn for row in run(_INN, {"clients": holders})}

    def refusals(self, blocked: Sequence[Refusal | None]) -> dict[int, Refusal]:
        """Return why payments cannot be made, by their places from 1; `blocked`: what the client himself forbids."""
        pairs = zip(self._payments, blocked, strict=True)
        found = ((place, own or self._refusal(row)) for place, (row, own) in enumerate(pairs, start=1))
        return {place: refusal for place, refusal in found if refusal is not None}

    def _refusal(self, row: Row) -> Refusal | None:
        number = row["payee_account"]
        if number in self._stopped:
            return "payee_blocked", {"account": number, "reason": self._stopped[number]}
        if row["payee_bic"] != self._work.profile.bic:
            facts = {"account": number, "bic": row["payee_bic"]}
            return ("payee_account_closed", facts) if number in self._closed else None
        payee = self._work.ledger.find(number)
        if payee is None:
            return "payee_account_unknown", {"account": number}
        if payee.closed:
            return "payee_account_closed", {"account": number}
        if payee.currency != "RUB":
            return "payee_account_currency", {"account": number, "currency": payee.currency}
        inn, known = row["payee_inn"], self._inns.get(payee.client_id or "", "")
        if payee.kind == CLIENT and inn not in {"", "0"} and known and inn != known:
            return "payee_inn_mismatch", {"account": number, "value": inn}
        return None


def _demand_new(work: Work, doc: Doc) -> None:
    """A register of the same number and day is not paid twice."""
    asked = {"client": doc.client_id, "kind": doc.type, "number": doc.number, "day": doc.day}
    stored = [row.id for row in work.connection.execute(_EARLIER, asked) if row.id != doc.id]
    if stored or work.beside(doc):
        raise Stop(State.REJECTED, "register_repeated", value=doc.number, date=shown_day(doc.day))


def _pay(work: Work, doc: Doc, own: Account, place: int, row: Row) -> None:
    payee = work.correspondent
    if row["payee_bic"] == work.profile.bic:
        found = work.ledger.find(row["payee_account"])
        if found is None:
            raise KeyError(row["payee_account"])
        payee = found
    details = {name: text for name, text in row.items() if text} | {
        "operation_type": "01",
        "date": doc.day,
        "priority": doc.text("priority"),
    }
    minor = to_minor(parse_amount(row["amount"]))
    work.post(own, payee, minor, Leg(doc, place, purpose=row["purpose"], details=details))


def _tell(work: Work, doc: Doc, payments: Sequence[Row], refused: Mapping[int, Refusal]) -> None:
    """Send the result of each payment."""
    results: list[dict[str, str]] = []
    for place, row in enumerate(payments, start=1):
        same = {name: row[name] for name in ("number", "payee_name", "payee_account", "payee_bic", "amount")}
        code, facts = refused.get(place, ("", {}))
        reason = texts.message(code, facts, _LANGUAGE)[:_LONGEST_REASON] if code else ""
        results.append({**same, "result": "refused" if code else "executed", "reason": reason})
    done = [row for row in results if row["result"] == "executed"]
    fields: dict[str, Any] = {
        "number": doc.number,
        "date": work.today.isoformat(),
        "register": f"№ {doc.number} от {shown_day(doc.day)}",
        "account": doc.text("account"),
        "executed": plain_minor(_sum(done)),
        "executed_count": str(len(done)),
        "refused": plain_minor(doc.amount - _sum(done)),
        "refused_count": str(len(results) - len(done)),
        "payments": results,
    }
    work.send(doc.client_id, "payment_results", fields, doc.id)


def _sum(rows: Sequence[Row]) -> int:
    return sum(to_minor(parse_amount(row["amount"])) for row in rows)


SERVICES = (Registers(),)
