"""Collection orders (0401071): paid from the payer's account without asking him, by contract, by law or by a writ.

A contract must stand at the bank as the payer's acceptance in advance; an operator looks at laws and writs.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bsclient.bank.books import demanding
from bsclient.bank.services.base import Ask, Doc, Service, Stop, Task, Work
from bsclient.bank.services.helpers import need
from bsclient.domain.states import State

_OUT: Final = "out"
_ANSWERED: Final = "answered"


class Collections(Service):
    """Orders of those who may collect."""

    types = ("collection_order",)
    once = True

    def accounts(self, doc: Doc, ask: Ask) -> Iterable[str]:
        return demanding.accounts(doc, ask)

    def accept(self, work: Work, doc: Doc) -> None:
        work.account(doc.text("payee_account"), doc.client_id)
        if doc.text("payer_bic") != work.profile.bic:
            demanding.send_out(work, doc, _OUT)
            return
        payer = demanding.payer(work, doc)
        doc.account_id = payer.id
        if doc.text("ground") != "contract":
            work.ask_operator(doc)
            return
        if demanding.standing(work, doc, payer) is None:
            raise Stop(State.REJECTED, "no_acceptance_in_advance", account=payer.number)
        work.move(doc, State.ACCEPTED)
        self.approved(work, doc)

    def approved(self, work: Work, doc: Doc) -> None:
        payer = demanding.payer(work, doc)
        demanding.notify(work, doc, payer)
        demanding.pay_or_wait(work, doc, payer)

    def due(self, work: Work, task: Task) -> None:
        doc = need(work, task.ref)
        if task.step == _OUT:
            demanding.handed_out(work, doc, _ANSWERED)
        else:
            demanding.answered_elsewhere(work, doc)


SERVICES = (Collections(),)
