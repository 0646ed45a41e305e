"""What a service of the bank is: how it is asked which accounts it needs, and how it carries its documents out.

A service decides under locks that are taken before it is called. All that one call of it decided is undone if it raises
`Stop`: a document's legs, products, tasks and statuses come all together or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bsclient.bank.work.asking import Ask
from bsclient.bank.work.doc import Doc, Stop
from bsclient.bank.work.errands import Sent
from bsclient.bank.work.tasks import Task
from bsclient.bank.work.transaction import Work
from bsclient.domain.states import State

__all__ = ["Ask", "Doc", "Sent", "Service", "Stop", "Task", "Work"]


class Service:
    """Base of the bank's services. One object serves its types for ever and keeps nothing of a document."""

    types: Sequence[str] = ()
    once: bool = False
    """Whether a second document of the same type, number, day and amount is refused as a repetition of the first."""

    @property
    def name(self) -> str:
        """What its tasks are kept under; it never changes."""
        return self.types[0]

    def accounts(self, doc: Doc, ask: Ask) -> Iterable[str]:
        """Return the numbers of all accounts that a document of its types may touch, ever; by default none."""
        return ()

    def accept(self, work: Work, doc: Doc) -> None:
        """Decide on a new document and do it, or say why not (`Stop`)."""
        raise NotImplementedError

    def due(self, work: Work, task: Task) -> None:
        """Take a step that was put off. `Stop` ends the document that it belongs to, if that is not final."""
        raise NotImplementedError

    def task_accounts(self, task: Task, ask: Ask) -> Iterable[str]:
        """Return the accounts that a step may touch: by default those of its document or product."""
        doc = ask.document(task.ref)
        if doc is not None:
            return self.accounts(doc, ask)
        item = ask.product(task.ref)
        return {item.account} if item is not None and item.account else set()

    def approved(self, work: Work, doc: Doc) -> None:
        """Go on with a document that an operator approved (after `Work.ask_operator`)."""
        raise NotImplementedError

    def refused(self, work: Work, doc: Doc, note: str) -> None:
        """End a document that an operator refused. Holds and steps of it are gone already."""
        work.move(doc, State.REJECTED, "rejected_by_operator", note=note)

    def recall(self, work: Work, doc: Doc) -> None:
        """Undo what `accept` began, or say why it is too late (`Stop`). Hold and steps are given back after it."""

    def paid(self, work: Work, doc: Doc) -> None:
        """Go on with a document that waited for money (card file № 2) and is paid in full now."""
        work.move(doc, State.EXECUTED)

    def ended(self, work: Work, doc: Doc) -> None:
        """Undo what hangs on a document that the bank ends at its own will, or say why it is too late (`Stop`)."""

    def close_day(self, work: Work, day: date) -> None:
        """Note that a day has ended; no account is locked: put steps off (`Work.schedule`) for what needs one."""
