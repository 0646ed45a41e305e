"""Cards of payees: two persons of the client set what the bank thinks of a payee."""

from __future__ import annotations

from typing import Final

from bsclient.bank.payees import history as payee_history
from bsclient.bank.services.base import Doc, Service, Stop, Work
from bsclient.domain.documents import registry
from bsclient.domain.payee_guard import Payee, Standing
from bsclient.domain.states import State

_STATED: Final = {"trust": Standing.TRUSTED.value, "block": Standing.BLOCKED.value, "clear": ""}


class PayeeCards(Service):
    """A card counts from the moment it is taken in; there is nothing to recall."""

    types = ("payee_card",)

    def accept(self, work: Work, doc: Doc) -> None:
        wanted = registry[doc.type].least_signers
        signed = sum(row["document_id"] == doc.id for row in work.rows["signature"])
        if signed < wanted:  # one user signs once: so many signatures are so many persons
            raise Stop(State.BAD_SIGNATURE, "persons_missing", value=str(signed), expected=str(wanted))
        named = Payee(
            doc.text("payee_name"), doc.text("payee_inn"), doc.text("payee_account"), doc.text("payee_bic")
        )
        work.move(doc, State.ACCEPTED)
        payee_history.state(work.connection, doc.client_id, named, _STATED[doc.text("deed")], doc.id)
        work.move(doc, State.EXECUTED)


SERVICES = (PayeeCards(),)
