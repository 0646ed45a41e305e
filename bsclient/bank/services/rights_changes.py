"""Changes of rights by a document of the client: carried out at once, for two people of the client have signed it."""

from __future__ import annotations

from bsclient.bank.rights import changing as rights_changing
from bsclient.bank.services.base import Doc, Service, Stop, Work
from bsclient.domain.rights.changing import Refused
from bsclient.domain.states import State


class RightsChanges(Service):
    """Roles, exceptions, limits, rules of signatures and substitutes."""

    types = ("rights_change",)

    def accept(self, work: Work, doc: Doc) -> None:
        try:
            rights_changing.carry_out(work, doc.client_id, doc.fields)
        except Refused as error:
            raise Stop(State.REJECTED, error.code, **error.facts) from error
        work.move(doc, State.ACCEPTED)
        work.move(doc, State.EXECUTED)


SERVICES = (RightsChanges(),)
