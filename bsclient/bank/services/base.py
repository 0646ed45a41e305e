"""What a service of the bank is: how it is asked which accounts it needs, and how it carries its documents out.

A service decides under locks that are taken before it is called. All that one call of it decided is undone if it raises
`Stop`: a document's legs, products, tasks and statuses come all together or not at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from sqlalchemy import Connection, bindparam, select

from bsclient.bank import house, products
from bsclient.bank.doc import Doc, Stop, stored
from bsclient.bank.errands import Sent, read_sent
from bsclient.bank.products import Product
from bsclient.bank.schema import document
from bsclient.bank.settings import Profile
from bsclient.bank.tasks import Task
from bsclient.bank.work import Work
from bsclient.domain.states import State

__all__ = ["Ask", "Doc", "Sent", "Service", "Stop", "Task", "Work"]

_READ = select(document).where(document.c.id.in_(bindparam("documents", expanding=True)))


class Ask:
    """What a service may look up before the lock: only to find accounts; `accept` must look at all of it again.

    Products and documents that were asked for are locked with the accounts.
    """

    def __init__(self, connection: Connection, profile: Profile, day: date) -> None:
        self.profile = profile
        self.day = day
        self._connection = connection
        self._products: dict[str, Product | None] = {}
        self._documents: dict[str, Doc | None] = {}

    @property
    def products(self) -> set[str]:
        """The ids of the products that were asked for and exist."""
        return {key for key, found in self._products.items() if found is not None}

    @property
    def documents(self) -> set[str]:
        """The ids of the documents that were asked for and exist."""
        return {key for key, found in self._documents.items() if found is not None}

    def house(self, kind: str, currency: str = "RUB") -> str:
        """Return the number of the bank's own account of a sort (`house.KINDS`)."""
        return house.number(self.profile.bic, kind, currency)

    def product(self, product_id: str) -> Product | None:
        """Return a product as it stood a moment ago."""
        if product_id not in self._products:
            self._products[product_id] = products.read(self._connection, product_id)
        return self._products[product_id]

    def of_client(self, client_id: str, kind: str = "") -> list[Product]:
        """Return a client's products of a kind; they are locked, too."""
        found = products.of_client(self._connection, client_id, kind)
        self._products |= {item.id: item for item in found}
        return found

    def document(self, document_id: str) -> Doc | None:
        """Return a client's document that the bank has stored."""
        if document_id not in self._documents:
            self.load([document_id])
        return self._documents[document_id]

    def load(self, ids: Collection[str]) -> None:
        """Read several documents at once."""
        rows = self._connection.execute(_READ, {"documents": list(ids)}) if ids else ()
        self._documents |= dict.fromkeys(ids)
        self._documents |= {row.id: stored(row) for row in rows}

    def sent(self, document_id: str) -> Sent | None:
        """Return a document that the bank made."""
        return read_sent(self._connection, document_id)


class Service:
    """Base of the bank's services. One object serves its types for ever and keeps nothing of a document."""

    types: Sequence[str] = ()

    @property
    def name(self) -> str:
        """What its tasks are kept under; it never changes."""
        return self.types[0]

    def accounts(self, doc: Doc, ask: Ask) -> Iterable[str]:
        """Return the numbers of all accounts that a document of its types may touch, ever."""
        raise NotImplementedError

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
        """Go on with a document that an operator approved (after `work.ask_operator`)."""
        raise NotImplementedError

    def refused(self, work: Work, doc: Doc, note: str) -> None:
        """End a document that an operator refused. Holds and steps of it are gone already."""
        work.move(doc, State.REJECTED, "rejected_by_operator", note=note)

    def recall(self, work: Work, doc: Doc) -> None:
        """Undo what `accept` began, or say why it is too late (`Stop`). Hold and steps are given back after it."""

    def close_day(self, work: Work, day: date) -> None:
        """Note that a day has ended; no account is locked: put steps off (`work.schedule`) for what needs one."""
