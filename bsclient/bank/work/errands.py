"""What a service leaves for others: steps for later, documents for the client, questions to an operator. `transaction.Work` has these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from bsclient import clock
from bsclient.bank.bankclock import Plan
from bsclient.bank.products.book import Issuer, Products
from bsclient.bank.schema.products import bank_document, decision
from bsclient.bank.work import tasks
from bsclient.bank.work.doc import Doc, Stop
from bsclient.bank.work.tasks import Task
from bsclient.domain import canonical, identity
from bsclient.domain.context import Context
from bsclient.domain.document import Raw
from bsclient.domain.documents import registry
from bsclient.domain.families import Flow
from bsclient.domain.states import State
from bsclient.errors import Corrupt

DECIDE = "decide"
"""The step in which the demo bank's automatic operator decides."""

SENT, ANSWERED, LAPSED = "sent", "answered", "lapsed"
APPROVED, REFUSED, RECALLED = "approved", "refused", "recalled"

_SENT = select(bank_document).where(bank_document.c.id == bindparam("of")).with_for_update()
_MARK_SENT = (
    update(bank_document).where(bank_document.c.id == bindparam("of")).values(state=bindparam("new_state"))
)
_DECIDE = (
    update(decision)
    .where(decision.c.document_id == bindparam("of"), decision.c.verdict == "")
    .values({name: bindparam(f"new_{name}") for name in ("verdict", "operator", "decided", "note")})
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A document that the bank made: a demand, a notice. `fields` are its canonical texts."""

    id: str
    client_id: str
    type: str
    related: str
    state: str
    fields: Mapping[str, Any]

    def text(self, name: str) -> str:
        """Return a field's text, "" if the document has no such field."""
        value = self.fields.get(name, "")
        return value if isinstance(value, str) else ""


class Errands:
    """Tasks, bank documents and decisions of one transaction."""

    connection: Connection
    at: datetime
    plan: Plan
    products: Products
    issuer: Issuer
    rows: dict[str, list[dict[str, Any]]]
    serving: str
    """Name of the service that works now: its tasks come back to it."""

    def move(
        self, doc: Doc, state: State, code: str = "", facts: dict[str, str] | None = None, note: str = ""
    ) -> None:
        raise NotImplementedError

    def new_id(self) -> str:
        """Return an id for a product or document that the bank makes now."""
        return identity.new_id(self.at)

    def schedule(
        self, ref: str, step: str, due: datetime | date, data: Mapping[str, str] | None = None
    ) -> None:
        """Put a step off to an instant, or to the beginning of a day; `ref` is a document or a product."""
        own = tasks.fresh_id(self.at)
        tasks.add(self.connection, Task(own, self.serving, ref, step, tasks.instant(due), data or {}))

    def after(self, ref: str, step: str, seconds: float) -> None:
        """Put a step off by so many seconds of the bank's clock."""
        self.schedule(ref, step, self.at + timedelta(seconds=seconds))

    def cancel(self, ref: str, step: str = "") -> int:
        """Drop the steps of a document or product that wait, all or those of one name; returns how many."""
        return tasks.cancel(self.connection, ref, step)

    def send(self, client_id: str, kind: str, fields: Raw, related: str = "") -> str:
        """Make a document of a declared type for a client; returns its id. `related` is the document it answers to.

        Corrupt("bank_document_faulty") for fields that its own declaration does not let through: a fault of the service.
        """
        declared = registry[kind]
        raw = {**declared.blank(), **fields}
        if any(item.name == "related" for item in declared.declared):
            raw["related"] = raw["related"] or related
        read = declared.read(raw, Context(clock.business_day(self.at), dates_checked=False))
        if isinstance(read, list) or declared.flow is not Flow.IN:
            faults = [f"{item.field} {item.code}" for item in read] if isinstance(read, list) else ["flow"]
            raise Corrupt("bank_document_faulty", type=kind, value=", ".join(faults))
        own = self.new_id()
        body, signature = self.issuer.issue(client_id, (kind, declared.version), own, read.texts())
        self.connection.execute(
            insert(bank_document).values(
                id=own,
                client_id=client_id,
                type=kind,
                related=related,
                state=SENT,
                body=body,
                signature=signature,
                sent=clock.stamp(self.at),
            )
        )
        return own

    def sent(self, document_id: str, client_id: str, kind: str = "") -> Sent:
        """Return a document that this client was sent and has not answered yet, or stop the document that answers."""
        found = read_sent(self.connection, document_id)
        if found is None or found.client_id != client_id or (kind and found.type != kind):
            raise Stop(State.REJECTED, "demand_unknown", value=document_id)
        if found.state != SENT:
            raise Stop(State.REJECTED, "demand_answered", number=found.text("number"), state=found.state)
        return found

    def answered(self, sent: Sent, state: str = ANSWERED) -> None:
        """Note that a document of the bank was answered, or that its time has passed (LAPSED); its steps are dropped."""
        self.connection.execute(_MARK_SENT, {"of": sent.id, "new_state": state})
        self.cancel(sent.id)

    def ask_operator(self, doc: Doc) -> None:
        """Leave a document accepted until an operator decides; the demo's automatic one does so a little later."""
        if doc.state is not State.ACCEPTED:
            self.move(doc, State.ACCEPTED)
        row = dict.fromkeys(("verdict", "operator", "decided", "note"), "")
        self.rows["decision"].append(row | {"document_id": doc.id, "asked": clock.stamp(self.at)})
        if self.plan.decide > 0:
            self.after(doc.id, DECIDE, self.plan.decide)

    def decide(self, document_id: str, verdict: str, operator: str = "", note: str = "") -> bool:
        """Note a decision; False if none was asked for, or it was made before."""
        said = {"verdict": verdict, "operator": operator, "decided": clock.stamp(self.at), "note": note}
        for row in self.rows["decision"]:  # asked for by this very transaction
            if row["document_id"] == document_id:
                row.update(said)
                return True
        row = {"of": document_id, **{f"new_{name}": value for name, value in said.items()}}
        return self.connection.execute(_DECIDE, row).rowcount == 1


def read_sent(connection: Connection, document_id: str) -> Sent | None:
    """Return a document that the bank made, under lock."""
    row = connection.execute(_SENT, {"of": document_id}).one_or_none()
    if row is None:
        return None
    fields = canonical.decode_signed(bytes(row.body)).fields
    return Sent(row.id, row.client_id, row.type, row.related, row.state, fields)
