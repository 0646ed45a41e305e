"""Between acceptance and the services: finds the service of a document, the accounts it needs, and hands it over."""

from __future__ import annotations

from collections.abc import Iterable

from bsclient.bank.services import SERVICES
from bsclient.bank.work import Doc, Stop, Work
from bsclient.domain.states import State


def accounts(work: Work, docs: Iterable[Doc]) -> set[str]:
    """Return the numbers of the accounts that these documents need under lock."""
    found: set[str] = set()
    for doc in docs:
        service = SERVICES.get(doc.type)
        if service is not None:
            found |= service.accounts(doc, work.profile)
    return found


def accept(work: Work, doc: Doc) -> None:
    """Carry out a document by the service of its type, or say why not (`Stop`)."""
    service = SERVICES.get(doc.type)
    if service is None:
        raise Stop(State.REJECTED, "type_not_served", value=doc.type)
    service.accept(work, doc)
