"""Cash: announced deposits are credited when the desk has counted them, ordered cash is held and paid out on its day.

The bank's operator says that the cash was counted or handed over; the demo's automatic one does so by himself.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from bsclient.bank.services.base import Ask, Doc, Service, Task, Work
from bsclient.bank.work.transaction import Leg
from bsclient.domain.states import State

_DESK: Final = "desk"
_CHEQUE, _ANNOUNCEMENT = "03", "04"
"""Kinds of operation: cash cheque and cash deposit announcement (762-П, annex 1, box 18)."""


class _AtTheDesk(Service):
    """What waits for its day and then for the word of the desk."""

    day_field = ""
    account_field = ""

    def accounts(self, doc: Doc, ask: Ask) -> Iterable[str]:
        return {doc.text(self.account_field), ask.house("cash")}

    def wait(self, work: Work, doc: Doc) -> None:
        """Ask the desk on the document's day, or at once if that has come."""
        work.move(doc, State.ACCEPTED)
        day = doc.text(self.day_field)
        if day > work.today.isoformat():
            work.schedule(doc.id, _DESK, date.fromisoformat(day))
        else:
            work.ask_operator(doc)

    def due(self, work: Work, task: Task) -> None:
        doc = work.find(task.ref)
        if doc is not None and doc.state is State.ACCEPTED:
            work.ask_operator(doc)


class CashDeposits(_AtTheDesk):
    """Announcements of cash deposits (0402001)."""

    types = ("cash_deposit_announcement",)
    day_field, account_field = "deposit_day", "payee_account"

    def accept(self, work: Work, doc: Doc) -> None:
        work.account(doc.text("payee_account"), doc.client_id)
        self.wait(work, doc)

    def approved(self, work: Work, doc: Doc) -> None:
        own = work.account(doc.text("payee_account"), doc.client_id)
        said = {
            "operation_type": _ANNOUNCEMENT,
            "payer_name": doc.text("depositor"),
            "payer_inn": "",
            "payer_kpp": "",
        }
        purpose = f"Взнос наличных: {doc.text('source')}"
        work.post(work.house("cash"), own, doc.amount, Leg(doc, kind="cash", purpose=purpose, details=said))
        work.move(doc, State.EXECUTED)


class CashOrders(_AtTheDesk):
    """Orders of cash: the sum is held from acceptance until it is handed over."""

    types = ("cash_order",)
    once = True
    day_field, account_field = "payout_day", "account"

    def accept(self, work: Work, doc: Doc) -> None:
        own = work.account(doc.text("account"), doc.client_id)
        work.hold(doc, own, doc.amount, counts=True)
        self.wait(work, doc)

    def approved(self, work: Work, doc: Doc) -> None:
        own = work.account(doc.text("account"), doc.client_id)
        said = {
            "operation_type": _CHEQUE,
            "payee_name": doc.text("receiver"),
            "payee_inn": "",
            "payee_kpp": "",
        }
        purpose = f"Выдача наличных: {doc.text('purpose')}"
        leg = Leg(doc, kind="cash", purpose=purpose, details=said)
        work.post_held(own, work.house("cash"), doc.amount, leg)
        work.move(doc, State.EXECUTED)


SERVICES = (CashDeposits(), CashOrders())
