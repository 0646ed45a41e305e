"""A document at the bank, and how its business can end before its time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bsclient.domain.states import State
from bsclient.errors import NotAllowed

Facts = dict[str, str]
Refusal = tuple[str, Facts]
"""Why something is not done: a code of a problem and its facts."""


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
    made_by: str = ""
    """Who wrote it, as its signed bytes say: the signers' word, no more; "" if they do not, and of documents read back."""
    unique: str | None = None
    """The duplicate key as the document itself gives it; `duplicate_key` is None once it was refused."""

    def renew(self) -> None:
        """Be as it came in again: a transaction that is tried anew decides anew."""
        self.state, self.code = State.DELIVERED, ""
        self.duplicate_key, self.account_id = self.unique, None

    def text(self, name: str) -> str:
        """Return a field's text, "" if the document has no such field."""
        value = self.fields.get(name, "")
        return value if isinstance(value, str) else ""

    def rows(self, name: str) -> list[dict[str, str]]:
        """Return the rows of a repeated part, none if the document has no such part."""
        value = self.fields.get(name, "")
        return [] if isinstance(value, str) else list(value)


_NAMES = (
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


def stored(row: Any) -> Doc:
    """Read a document's row of the base."""
    body = bytes(row.body)
    return Doc(
        **{name: getattr(row, name) for name in _NAMES},
        body=body,
        fields=json.loads(body)["fields"],
        attachments=json.loads(row.attachments),
        duplicate_key=row.duplicate_key,
        state=State(row.state),
        code=row.code,
        new=False,
    )


def values(doc: Doc, stamp: str) -> dict[str, Any]:
    """Return the row of a new document; `stamp` is when its state was reached."""
    return {
        **{name: getattr(doc, name) for name in _NAMES},
        "duplicate_key": doc.duplicate_key,
        "body": doc.body,
        "attachments": json.dumps(doc.attachments),
        "state": doc.state.value,
        "code": doc.code,
        "changed": stamp,
    }
