"""One transaction of business at the bank: what it has read and locked, what it decides, and writing it all down."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from bsclient import clock
from bsclient.bank import bulk
from bsclient.bank.bankclock import Plan
from bsclient.bank.books.ledger import Account, Ledger
from bsclient.bank.feed import Feed
from bsclient.bank.information.directories import Shelf
from bsclient.bank.letters.book import LetterBook
from bsclient.bank.payees import history as payee_history
from bsclient.bank.products.book import Issuer, Product, Products
from bsclient.bank.rights import limit_uses
from bsclient.bank.schema.payees import payee_hold
from bsclient.bank.schema.products import decision
from bsclient.bank.schema.tables import correspondent_queue, document, letter_due, receipt, signature
from bsclient.bank.settings import Profile
from bsclient.bank.work.doc import Doc, Facts, Stop, values
from bsclient.bank.work.doc import stored as doc_of
from bsclient.bank.work.errands import Errands
from bsclient.bank.work.postings import Leg, Opening, Postings
from bsclient.bank.work.tasks import Task
from bsclient.crypto.signer import Signer
from bsclient.domain.context import DirectoryLookup
from bsclient.domain.states import FAILED, State
from bsclient.protocol.messages import StatusData

__all__ = ["Doc", "Leg", "Opening", "Product", "Setting", "Stop", "Task", "Work"]

_REFUSED = frozenset((*FAILED, State.RECALLED))

_READ = select(document).where(document.c.id.in_(bindparam("documents", expanding=True)))
_SAME = select(document).where(
    document.c.client_id == bindparam("client"),
    document.c.type == bindparam("type"),
    document.c.number == bindparam("number"),
    document.c.day == bindparam("day"),
    document.c.amount == bindparam("amount"),
    document.c.state.not_in(bindparam("refused", expanding=True)),
)
_LOCK = _READ.order_by(document.c.id).with_for_update(key_share=True)
_CHANGE = (
    update(document)
    .where(document.c.id == bindparam("of"))
    .values({name: bindparam(f"new_{name}") for name in ("state", "code", "changed", "duplicate_key")})
)
_REQUEUE = (
    update(correspondent_queue)
    .where(correspondent_queue.c.document_id == bindparam("of"))
    .values(due=bindparam("new_due"))
)
_UNQUEUE = delete(correspondent_queue).where(correspondent_queue.c.document_id == bindparam("of"))


@dataclass(frozen=True, slots=True)
class Setting:
    """What does not change within a transaction: who the bank is, its plan, who signs for it, its directories."""

    profile: Profile
    plan: Plan
    signer: Signer
    directories: Shelf


class Work(Postings, Errands):
    """A transaction's decisions so far. `flush` writes them.

    Payments write nothing before that; services do (products, tasks), under a savepoint: see `attempt`.
    """

    def __init__(self, connection: Connection, at: datetime, setting: Setting) -> None:
        self.connection = connection
        self.at = at
        self.setting = setting
        self.profile = setting.profile
        self.plan = setting.plan
        self.serving = ""
        self.ledger = Ledger(connection, at)
        self.feed = Feed(connection, at)
        self.issuer = Issuer(setting.profile, setting.signer, at, self.feed)
        self.products = Products(connection, self.issuer)
        self.mail = LetterBook(connection, at)
        self.rows: dict[str, list[dict[str, Any]]] = {
            "signature": [],
            "receipt": [],
            "queue": [],
            "letter": [],
            "decision": [],
            "payee_hold": [],
        }
        self._trail: list[tuple[Doc, State, str, str | None, bool]] = []
        self._docs: dict[str, Doc] = {}
        self._changed: dict[str, Doc] = {}
        self._due: dict[str, str | None] = {}
        self._tried: dict[tuple[str, str, str, str], payee_history.Card] = {}

    @cached_property
    def directories(self) -> DirectoryLookup:
        """The directories as this transaction finds them: what was changed a moment ago counts."""
        self.setting.directories.follow(self.connection)
        return self.setting.directories

    @cached_property
    def today(self) -> date:
        """The bank's calendar day."""
        return clock.business_day(self.at)

    @property
    def correspondent(self) -> Account:
        """The ledger's account of the money at the Bank of Russia; it must have been locked."""
        found = self.ledger.find(self.profile.correspondent_account)
        if found is None:
            raise KeyError(self.profile.correspondent_account)
        return found

    def add(self, doc: Doc) -> None:
        """Take up a new document."""
        self._docs[doc.id] = doc

    def load(self, ids: Collection[str]) -> None:
        """Read documents whose accounts are locked."""
        for row in self.connection.execute(_READ, {"documents": list(ids)}):
            self._docs.setdefault(row.id, doc_of(row))

    def lock(self, ids: Collection[str]) -> None:
        """Read documents and lock them, in the order of their ids, after the accounts: their own may be unknown."""
        if ids:
            for row in self.connection.execute(_LOCK, {"documents": sorted(ids)}):
                self._docs.setdefault(row.id, doc_of(row))
            self.ledger.load_holds(ids)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """All that is decided within, or nothing of it if it is stopped."""
        books, told, known = self.ledger.mark(), self.feed.mark(), self.products.mark()
        posted = self.mail.mark()
        rows = {name: list(kept) for name, kept in self.rows.items()}
        due, trail = dict(self._due), len(self._trail)
        try:
            with self.connection.begin_nested():
                yield
        except Stop:
            self.ledger.back_to(books)
            self.feed.back_to(told)
            self.products.back_to(known)
            self.mail.back_to(posted)
            self.rows, self._due = rows, due
            for doc, state, code, key, changed in reversed(self._trail[trail:]):
                doc.state, doc.code, doc.duplicate_key = state, code, key
                if not changed:
                    self._changed.pop(doc.id, None)
            del self._trail[trail:]
            raise

    def find(self, document_id: str) -> Doc | None:
        """Return a document of this transaction, new or loaded."""
        return self._docs.get(document_id)

    def twin(self, doc: Doc) -> Doc | None:
        """Return a document that says the same: type, number, day, amount of one client, not refused or recalled."""
        said = {
            "client": doc.client_id,
            "type": doc.type,
            "number": doc.number,
            "day": doc.day,
            "amount": doc.amount,
        }
        rows = self.connection.execute(_SAME, {**said, "refused": [state.value for state in _REFUSED]})
        stored = [doc_of(row) for row in rows if row.id not in self._docs]
        same = ("client_id", "type", "number", "day", "amount")
        wanted = [getattr(doc, name) for name in same]
        here = [one for one in self._docs.values() if [getattr(one, name) for name in same] == wanted]
        others = (one for one in (*stored, *here) if one.id != doc.id and one.state not in _REFUSED)
        return next((one for one in others if not one.new or one.state is not State.DELIVERED), None)

    def beside(self, doc: Doc) -> bool:
        """Whether this transaction has taken another document of this client, type, number and day."""
        same = ("client_id", "type", "number", "day")
        wanted = [getattr(doc, name) for name in same]
        taken = (one for one in self._docs.values() if one.new and one.state is not State.DELIVERED)
        found = (one for one in taken if one.id != doc.id and one.state not in _REFUSED)
        return any([getattr(one, name) for name in same] == wanted for one in found)

    def move(
        self, doc: Doc, state: State, code: str = "", facts: Facts | None = None, note: str = ""
    ) -> None:
        """Give a document a new status and tell its client."""
        self._trail.append((doc, doc.state, doc.code, doc.duplicate_key, doc.id in self._changed))
        doc.state, doc.code = state, code
        if state in _REFUSED:
            doc.duplicate_key = None  # the same payment may be sent anew under another id
        self._changed[doc.id] = doc
        data = StatusData(document_id=doc.id, state=state.value, code=code, facts=facts or {}, note=note)
        self.feed.status(doc.client_id, data)

    def stop(self, doc: Doc, reason: Stop) -> None:
        """End a document's business as the reason says."""
        self.move(doc, reason.ends_as, reason.code, reason.facts)

    def enqueue(self, doc: Doc, account_id: int, route: str, due: datetime) -> None:
        """Give a payment to the correspondent's queue."""
        row = {"document_id": doc.id, "account_id": account_id, "route": route, "due": clock.stamp(due)}
        self.rows["queue"].append(row)

    def requeue(self, doc: Doc, due: datetime | None) -> None:
        """Say when the next step of a queued payment is due; None takes it out of the queue."""
        fresh = next((row for row in self.rows["queue"] if row["document_id"] == doc.id), None)
        if fresh is None:
            self._due[doc.id] = clock.stamp(due) if due else None
        elif due is None:
            self.rows["queue"].remove(fresh)
        else:
            fresh["due"] = clock.stamp(due)

    def tried(self, card: payee_history.Card) -> None:
        """Note that a payment to a new payee was taken in."""
        self._tried[card.client_id, card.account, card.bic, card.inn] = card

    def flush(self) -> frozenset[str]:
        """Write everything; returns the clients whose feeds grew."""
        stamp = clock.stamp(self.at)
        self._write(_CHANGE, [_change(doc, stamp) for doc in self._changed.values() if not doc.new])
        bulk.insert(self.connection, document, [values(doc, stamp) for doc in self._docs.values() if doc.new])
        bulk.insert(self.connection, signature, self.rows["signature"])
        bulk.insert(self.connection, receipt, self.rows["receipt"])
        self.ledger.flush()
        bulk.insert(self.connection, correspondent_queue, self.rows["queue"])
        self._write(_REQUEUE, [{"of": key, "new_due": due} for key, due in self._due.items() if due])
        self._write(_UNQUEUE, [{"of": key} for key, due in self._due.items() if due is None])
        bulk.insert(self.connection, letter_due, self.rows["letter"])
        self.mail.flush()
        bulk.insert(self.connection, decision, self.rows["decision"])
        bulk.insert(self.connection, payee_hold, self.rows["payee_hold"])
        payee_history.keep_tried(self.connection, self._tried.values())
        payee_history.note(self.connection, self.ledger.done, self._docs.get, self.today)
        limit_uses.give_back(self.connection, self.feed, self._changed.values())
        return self.feed.flush()

    def _write(self, statement: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self.connection.execute(statement, rows)


def _change(doc: Doc, stamp: str) -> dict[str, Any]:
    return {
        "of": doc.id,
        "new_state": doc.state.value,
        "new_code": doc.code,
        "new_changed": stamp,
        "new_duplicate_key": doc.duplicate_key,
    }
