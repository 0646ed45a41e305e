"""Between the bank and its services: which accounts they need under lock, and handing documents, steps and decisions over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from bsclient.bank.books import cardfile
from bsclient.bank.payees import holds as payee_holds
from bsclient.bank.services import BY_NAME, SERVICES
from bsclient.bank.services.base import Service
from bsclient.bank.work import tasks
from bsclient.bank.work.asking import Ask
from bsclient.bank.work.doc import Doc, Stop
from bsclient.bank.work.errands import APPROVED, DECIDE, RECALLED, REFUSED
from bsclient.bank.work.tasks import Task
from bsclient.bank.work.transaction import Work
from bsclient.domain.money import from_minor, plain
from bsclient.domain.states import AT_BANK, FINAL, State
from bsclient.errors import NotAllowed

AUTOMATIC = "automatic"
"""The operator of the demo who approves by himself."""


def ask(work: Work) -> Ask:
    """Return what services may look at before the lock."""
    return Ask(work.connection, work.profile, work.today)


def accounts(looking: Ask, docs: Iterable[Doc], recalled: Sequence[str] = ()) -> set[str]:
    """Return the numbers of the accounts that these documents, and documents to be recalled, need under lock."""
    found: set[str] = set()
    for doc in docs:
        service = SERVICES.get(doc.type)
        if service is not None:
            found.update(service.accounts(doc, looking))
    if recalled:
        looking.load(recalled)
        targets = [looking.document(key) for key in recalled]
        found |= accounts(looking, [doc for doc in targets if doc is not None])
    return found


def lock(work: Work, looking: Ask) -> None:
    """Lock what was asked for beside the accounts, which must be locked by now."""
    work.products.lock(looking.products)
    work.lock(looking.documents)


def accept(work: Work, doc: Doc) -> None:
    """Carry out a document by the service of its type, or say why not (`Stop`)."""
    service = SERVICES.get(doc.type)
    if service is None:
        raise Stop(State.REJECTED, "type_not_served", value=doc.type)
    work.serving = service.name
    with work.attempt():
        if service.once:
            _demand_new(work, doc)
        service.accept(work, doc)


def recall(work: Work, request: Doc, target: Doc) -> None:
    """Recall a document of a service, or say why not (`Stop`)."""
    service = SERVICES[target.type]
    work.serving = service.name
    with work.attempt():
        service.recall(work, target)
        work.move(request, State.ACCEPTED)
        _give_back(work, target)
        work.decide(target.id, RECALLED)
        cardfile.end_recalled(work, request, target)
        work.move(request, State.EXECUTED)


def run(work: Work, task: Task) -> bool:
    """Take a step that is due, unless another process has just done so; whether it was taken."""
    service = BY_NAME.get(task.service)
    if service is None:
        raise NotAllowed("type_not_served", value=task.service)
    looking = ask(work)
    if task.step == DECIDE:
        doc = looking.document(task.ref)
        numbers = set(service.accounts(doc, looking)) if doc is not None else set()
    else:
        looking.document(task.ref)
        numbers = set(service.task_accounts(task, looking))
    _lock_all(work, looking, numbers)
    if not tasks.claim(work.connection, task, work.at):
        return False
    doc = work.find(task.ref)
    if task.step == DECIDE and doc is not None:
        decide(work, doc, APPROVED, AUTOMATIC)
        return True
    _within(work, service, doc, lambda: service.due(work, task))
    return True


def lock_for(work: Work, document_id: str) -> Doc | None:
    """Lock a document of a service with all that it may touch, and return it; None for other documents."""
    looking = ask(work)
    doc = looking.document(document_id)
    if doc is None or doc.type not in SERVICES:
        return None
    _lock_all(work, looking, set(SERVICES[doc.type].accounts(doc, looking)))
    return work.find(document_id)


def decide(work: Work, doc: Doc, verdict: str, operator: str, note: str = "") -> None:
    """Carry out an operator's decision. NotAllowed("decision_not_asked") if none is waited for."""
    if doc.state not in AT_BANK or not work.decide(doc.id, verdict, operator, note):
        raise NotAllowed("decision_not_asked", value=doc.id)
    service = SERVICES[doc.type]
    work.cancel(doc.id, DECIDE)
    if verdict == REFUSED:
        _give_back(work, doc)
        service.refused(work, doc, note)
    else:
        _within(work, service, doc, lambda: service.approved(work, doc))


def reject(work: Work, doc: Doc, code: str, note: str) -> None:
    """End a document that is not final at the bank's own will; what was paid of it in parts stays paid."""
    service = SERVICES[doc.type]
    work.serving = service.name
    with work.attempt():
        if not payee_holds.end(work, doc):  # else nothing was begun with it
            service.ended(work, doc)
        _give_back(work, doc)
        work.decide(doc.id, REFUSED, note=note)
        work.move(doc, cardfile.unpaid(work, doc), code, note=note)


def close_day(work: Work, day: date) -> None:
    """Tell every service that a day has ended."""
    for service in BY_NAME.values():
        work.serving = service.name
        service.close_day(work, day)


def _demand_new(work: Work, doc: Doc) -> None:
    if work.twin(doc) is not None:
        facts = {"value": doc.number, "date": doc.day, "amount": plain(from_minor(doc.amount))}
        raise Stop(State.REJECTED, "duplicate_document", **facts)


def _within(work: Work, service: Service, doc: Doc | None, act: Callable[[], None]) -> None:
    """Let a service act; a `Stop` ends the document. Without one to end, it goes on to whoever called."""
    work.serving = service.name
    try:
        with work.attempt():
            act()
    except Stop as reason:
        if doc is None or doc.state in FINAL:
            raise
        _give_back(work, doc)
        work.stop(doc, reason)


def _give_back(work: Work, doc: Doc) -> None:
    """Void the hold of a document, if it has one, and drop its steps."""
    held = work.ledger.held_on(doc.id)
    if held is not None:
        work.release(doc, work.ledger.get(held))
    work.cancel(doc.id)


def _lock_all(work: Work, looking: Ask, numbers: set[str]) -> None:
    if numbers:
        work.ledger.lock(numbers)
    lock(work, looking)
