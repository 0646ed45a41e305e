"""Requests for charges of the state: answered from the register of charges that the bank can ask (in the demo, its own).

What was paid through this bank with a charge's UIN is marked as paid.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import bindparam, select

from bsclient.bank import settings
from bsclient.bank.schema.tables import document
from bsclient.bank.services.base import Doc, Service, Task, Work
from bsclient.bank.services.helpers import DO, need
from bsclient.domain.documents import PaymentOrder
from bsclient.domain.money import from_minor, parse_amount, plain, to_minor
from bsclient.domain.states import State

REGISTER: Final = "charges"
"""Name of the setting that holds the register."""
_PAID = select(document.c.body).where(
    document.c.type == PaymentOrder.code,
    document.c.state == State.EXECUTED.value,
    document.c.amount.in_(bindparam("amounts", expanding=True)),
)
Charge = Mapping[str, str]


class ChargeRequests(Service):
    """Answers with a signed list of charges."""

    types = ("charge_request",)

    def accept(self, work: Work, doc: Doc) -> None:
        work.move(doc, State.ACCEPTED)
        work.after(doc.id, DO, work.plan.letter)

    def due(self, work: Work, task: Task) -> None:
        doc = need(work, task.ref)
        found = [charge for charge in _register(work) if _wanted(doc, charge)]
        paid = _paid(work, found)
        rows = [_row(charge, paid=charge["uin"] in paid) for charge in found]
        if doc.text("unpaid"):
            rows = [row for row in rows if row["state"] == "unpaid"]
        owed = sum(to_minor(parse_amount(row["amount"])) for row in rows if row["state"] == "unpaid")
        by_inn = doc.text("search") == "inn"
        fields: dict[str, Any] = {
            "number": doc.number,
            "date": work.today.isoformat(),
            "asked": f"ИНН {doc.text('payer_inn')}" if by_inn else f"УИН {doc.text('uin')}",
            "count": str(len(rows)),
            "total": plain(from_minor(owed)),
            "charges": rows,
        }
        work.send(doc.client_id, "charges", fields, doc.id)
        work.move(doc, State.EXECUTED)


def _register(work: Work) -> list[Charge]:
    text = settings.get(work.connection, REGISTER)
    return list(json.loads(text)) if text else []


def _wanted(doc: Doc, charge: Charge) -> bool:
    if doc.text("search") == "inn":
        return charge["payer_inn"] == doc.text("payer_inn")
    return charge["uin"] == doc.text("uin")


def _paid(work: Work, found: Sequence[Charge]) -> frozenset[str]:
    """Return the UINs of executed payments of these sums."""
    amounts = sorted({to_minor(parse_amount(charge["amount"])) for charge in found})
    return frozenset(_uins(work, amounts)) if amounts else frozenset()


def _uins(work: Work, amounts: Sequence[int]) -> Iterator[str]:
    for body in work.connection.execute(_PAID, {"amounts": amounts}).scalars():
        uin = json.loads(bytes(body))["fields"].get("uin", "")
        if uin:
            yield uin


def _row(charge: Charge, *, paid: bool) -> dict[str, str]:
    row = {name: text for name, text in charge.items() if name != "payer_inn"}
    return row | {"state": "paid" if paid else "unpaid"}


SERVICES = (ChargeRequests(),)
