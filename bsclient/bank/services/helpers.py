"""Services for documents that the bank only takes, answers or hands to an operator: most requests need no more.

SERVICES = (Answering(("branch_request",), answer=written("Заявка № {number} принята.")),)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from bsclient.bank.letters import post as letters
from bsclient.bank.services.base import Ask, Doc, Service, Stop, Task, Work
from bsclient.domain.content import shown_day
from bsclient.domain.states import State

Act = Callable[[Work, Doc], None]
"""What is done with a document when it is carried out; it may raise `Stop`."""
Numbers = Callable[[Doc, Ask], Iterable[str]]

DO = "do"
_LONGEST_SUBJECT = 120


def nothing(work: Work, doc: Doc) -> None:
    """Do nothing more than note that the document is executed."""


def no_accounts(doc: Doc, ask: Ask) -> Iterable[str]:
    """Need no account."""
    return ()


class Answering(Service):
    """Takes a document, and executes it some seconds of the bank's clock later with an answer of the bank.

    `test` looks at it at once and may stop it. Recall is possible until the answer.
    """

    def __init__(
        self,
        types: Sequence[str],
        answer: Act = nothing,
        *,
        test: Act = nothing,
        accounts: Numbers = no_accounts,
        seconds: float = 3,
    ) -> None:
        self.types = tuple(types)
        self._answer, self._test, self._numbers = answer, test, accounts
        self._seconds = seconds

    def accounts(self, doc: Doc, ask: Ask) -> Iterable[str]:
        return self._numbers(doc, ask)

    def accept(self, work: Work, doc: Doc) -> None:
        self._test(work, doc)
        work.move(doc, State.ACCEPTED)
        work.after(doc.id, DO, self._seconds)

    def due(self, work: Work, task: Task) -> None:
        doc = need(work, task.ref)
        self._answer(work, doc)
        work.move(doc, State.EXECUTED)


class Deciding(Service):
    """Takes a document and leaves it to an operator (in the demo: to the automatic one), then executes it.

    `test` looks at it at once and may stop it; `done` is what an approval brings about.
    """

    def __init__(
        self,
        types: Sequence[str],
        done: Act = nothing,
        *,
        test: Act = nothing,
        accounts: Numbers = no_accounts,
    ) -> None:
        self.types = tuple(types)
        self._done, self._test, self._numbers = done, test, accounts

    def accounts(self, doc: Doc, ask: Ask) -> Iterable[str]:
        return self._numbers(doc, ask)

    def accept(self, work: Work, doc: Doc) -> None:
        self._test(work, doc)
        work.ask_operator(doc)

    def approved(self, work: Work, doc: Doc) -> None:
        self._done(work, doc)
        work.move(doc, State.EXECUTED)


def need(work: Work, document_id: str) -> Doc:
    """Return a document of this transaction; it stands behind a task or a decision, so it is there."""
    doc = work.find(document_id)
    if doc is None:
        raise Stop(State.REJECTED, "document_unknown", value=document_id)
    return doc


def write(work: Work, doc: Doc, subject: str, body: str) -> str:
    """Write a letter of the bank about a document, in a conversation of its own; returns its id."""
    text = letters.Text(subject[:_LONGEST_SUBJECT], body, in_reply_to=doc.id)
    return letters.send(work, doc.client_id, text, work.issuer.signer)


def written(body: str, subject: str = "Ответ на документ № {number} от {date}") -> Act:
    """Return an answer that writes a letter; `{number}` and `{date}` of the document are put in."""

    def answer(work: Work, doc: Doc) -> None:
        words = {"number": doc.number, "date": shown_day(doc.day)}
        write(work, doc, subject.format(**words), body.format(**words))

    return answer
