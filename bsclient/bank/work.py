"""One transaction of business at the bank: what it has read and locked, what it decides, and writing it all down."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from bsclient import clock
from bsclient.bank.bankclock import Plan
from bsclient.bank.feed import Feed
from bsclient.bank.ledger import Account, Ledger
from bsclient.bank.schema import correspondent_queue, document, letter_due, receipt, signature
from bsclient.bank.settings import Profile
from bsclient.domain.states import FAILED, State
from bsclient.errors import NotAllowed
from bsclient.protocol.messages import StatusData

Facts = dict[str, str]
_REFUSED = frozenset((*FAILED, State.RECALLED))


class Stop(NotAllowed):
    """The business of a document ends here: in which state, with which reason."""

    def __init__(self, ends_as: State, code: str, **facts: str) -> None:
        super().__init__(code, **facts)
        self.ends_as = ends_as


@dataclass(slots=True)
class Doc:
    """A document at the bank. `amount` in minor units, 0 if it is no payment; `fields` are its canonical texts."""

    id: str
    client_id: str
    user_id: str
    type: str
    sha256: str
    body: bytes
    received: str
    fields: Mapping[str, Any]
    attachments: list[str] = field(default_factory=list)
    number: str = ""
    day: str = ""
    amount: int = 0
    account_id: int | None = None
    duplicate_key: str | None = None
    state: State = State.DELIVERED
    code: str = ""
    new: bool = True

    def text(self, name: str) -> str:
        """Return a field's text, "" if the document has no such field."""
        value = self.fields.get(name, "")
        return value if isinstance(value, str) else ""


_READ = select(document).where(document.c.id.in_(bindparam("documents", expanding=True)))
_ADD = insert(document)
_ADD_SIGNATURE = insert(signature)
_ADD_RECEIPT = insert(receipt)
_CHANGE = (
    update(document)
    .where(document.c.id == bindparam("of"))
    .values({name: bindparam(f"new_{name}") for name in ("state", "code", "changed", "duplicate_key")})
)
_QUEUE = insert(correspondent_queue)
_REQUEUE = (
    update(correspondent_queue)
    .where(correspondent_queue.c.document_id == bindparam("of"))
    .values(due=bindparam("new_due"))
)
_UNQUEUE = delete(correspondent_queue).where(correspondent_queue.c.document_id == bindparam("of"))
_LETTER = insert(letter_due)


class Work:
    """A transaction's decisions so far. `flush` writes them; nothing is written before."""

    def __init__(self, connection: Connection, at: datetime, profile: Profile, plan: Plan) -> None:
        self.connection = connection
        self.at = at
        self.profile = profile
        self.plan = plan
        self.ledger = Ledger(connection, at)
        self.feed = Feed(connection, at)
        self.rows: dict[str, list[dict[str, Any]]] = {
            "signature": [],
            "receipt": [],
            "queue": [],
            "letter": [],
        }
        self._docs: dict[str, Doc] = {}
        self._changed: dict[str, Doc] = {}
        self._due: dict[str, str | None] = {}

    @property
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
            self._docs.setdefault(row.id, _doc(row))

    def find(self, document_id: str) -> Doc | None:
        """Return a document of this transaction, new or loaded."""
        return self._docs.get(document_id)

    def move(
        self, doc: Doc, state: State, code: str = "", facts: Facts | None = None, note: str = ""
    ) -> None:
        """Give a document a new status and tell its client."""
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

    def flush(self) -> frozenset[str]:
        """Write everything; returns the clients whose feeds grew."""
        stamp = clock.stamp(self.at)
        self._write(_CHANGE, [_change(doc, stamp) for doc in self._changed.values() if not doc.new])
        self._write(_ADD, [_row(doc, stamp) for doc in self._docs.values() if doc.new])
        self._write(_ADD_SIGNATURE, self.rows["signature"])
        self._write(_ADD_RECEIPT, self.rows["receipt"])
        self.ledger.flush()
        self._write(_QUEUE, self.rows["queue"])
        self._write(_REQUEUE, [{"of": key, "new_due": due} for key, due in self._due.items() if due])
        self._write(_UNQUEUE, [{"of": key} for key, due in self._due.items() if due is None])
        self._write(_LETTER, self.rows["letter"])
        return self.feed.flush()

    def _write(self, statement: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self.connection.execute(statement, rows)


def _doc(row: Any) -> Doc:
    names = (
        "id",
        "client_id",
        "user_id",
        "type",
        "sha256",
        "received",
        "number",
        "day",
        "amount",
        "account_id",
    )
    body = bytes(row.body)
    return Doc(
        **{name: getattr(row, name) for name in names},
        body=body,
        fields=json.loads(body)["fields"],
        attachments=json.loads(row.attachments),
        duplicate_key=row.duplicate_key,
        state=State(row.state),
        code=row.code,
        new=False,
    )


def _row(doc: Doc, stamp: str) -> dict[str, Any]:
    return {
        "id": doc.id,
        "client_id": doc.client_id,
        "user_id": doc.user_id,
        "type": doc.type,
        "number": doc.number,
        "day": doc.day,
        "amount": doc.amount,
        "account_id": doc.account_id,
        "duplicate_key": doc.duplicate_key,
        "sha256": doc.sha256,
        "body": doc.body,
        "attachments": json.dumps(doc.attachments),
        "received": doc.received,
        "state": doc.state.value,
        "code": doc.code,
        "changed": stamp,
    }


def _change(doc: Doc, stamp: str) -> dict[str, Any]:
    return {
        "of": doc.id,
        "new_state": doc.state.value,
        "new_code": doc.code,
        "new_changed": stamp,
        "new_duplicate_key": doc.duplicate_key,
    }
