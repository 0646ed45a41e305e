"""Guarantees: issued by an operator against their fee, kept off the balance (91315) until they expire."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bsclient.bank.services.base import Ask, Doc, Service, Stop, Task, Work
from bsclient.bank.work.sequences import take
from bsclient.bank.work.transaction import Leg, Product
from bsclient.domain import guarantees
from bsclient.domain.content import shown_day
from bsclient.domain.money import from_minor, parse_amount, plain, to_minor
from bsclient.domain.states import State

_EXPIRE: Final = "expire"
_MOVE: Final = "guarantee"
_TERMS: Final = (
    "contract_number",
    "contract_date",
    "beneficiary_inn",
    "issued",
    "fee_rate",
    "fee",
    "subject",
)


class Guarantees(Service):
    """Applications, and the end of what was issued."""

    types = ("guarantee_application",)
    once = True

    def accounts(self, doc: Doc, ask: Ask) -> Iterable[str]:
        return {doc.text("account"), ask.house("fees"), *_off_balance(ask)}

    def task_accounts(self, task: Task, ask: Ask) -> Iterable[str]:
        ask.product(task.ref)
        return _off_balance(ask)

    def accept(self, work: Work, doc: Doc) -> None:
        day = date.fromisoformat(doc.day)
        row = work.directories.find(guarantees.BOOK, doc.text("guarantee_kind"), day)
        if row is None or row["version"] != doc.text("terms_version"):
            facts = {"value": doc.text("terms_version"), "expected": row["version"] if row else "0"}
            raise Stop(State.BAD_DETAILS, "terms_changed", field="terms_version", **facts)
        own = work.account(doc.text("account"), doc.client_id)
        work.hold(doc, own, _fee(doc))
        work.ask_operator(doc)

    def approved(self, work: Work, doc: Doc) -> None:
        own = work.account(doc.text("account"), doc.client_id)
        number = f"Г-{take(work.connection, guarantees.KIND)}/{work.today.year}"
        words = f"Комиссия за выдачу банковской гарантии № {number}"
        work.post_held(own, work.house("fees"), _fee(doc), Leg(doc, kind="fee", purpose=words))
        words = f"Банковская гарантия № {number} в пользу {doc.text('beneficiary_name')}"
        leg = Leg(doc, 1, kind=_MOVE, purpose=words[:210])
        work.post(work.house("off_balance"), work.house("guarantees"), doc.amount, leg)
        terms = {
            **{name: doc.text(name) for name in _TERMS},
            "product": doc.text("kind_name"),
            "beneficiary": doc.text("beneficiary_name"),
            "version": doc.text("terms_version"),
        }
        item = Product(
            work.new_id(), doc.client_id, guarantees.KIND, number, "", doc.text("currency"), doc.amount,
            state=guarantees.ACTIVE, opened=doc.text("starts"), ends=doc.text("ends"),
            terms={name: text for name, text in terms.items() if text}, document_id=doc.id,
        )  # fmt: skip
        work.products.put(item)
        work.schedule(item.id, _EXPIRE, date.fromisoformat(item.ends) + timedelta(days=1))
        facts = {"number": number, "value": f"{plain(from_minor(doc.amount))} {item.currency}"}
        work.move(doc, State.EXECUTED, "guarantee_issued", {**facts, "date": shown_day(item.ends)})

    def due(self, work: Work, task: Task) -> None:
        item = work.products.find(task.ref)
        if item is None or item.state != guarantees.ACTIVE:
            return
        words = f"Окончание срока банковской гарантии № {item.number}"
        leg = Leg(None, kind=_MOVE, purpose=words)
        work.post(work.house("guarantees"), work.house("off_balance"), item.amount, leg)
        work.products.put(replace(item, state=guarantees.EXPIRED, amount=0))


def _off_balance(ask: Ask) -> set[str]:
    return {ask.house("off_balance"), ask.house("guarantees")}


def _fee(doc: Doc) -> int:
    return to_minor(parse_amount(doc.text("fee")))


SERVICES = (Guarantees(),)
