"""What the desk looks at: the queue, and the dossier of a conversation with every word and every act. Reads only."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from bsclient import clock
from bsclient.bank.information import directories
from bsclient.bank.letters.book import TAKEN, WAITING
from bsclient.bank.letters.post import KINDS
from bsclient.bank.letters.words import told
from bsclient.bank.schema.access import client, user
from bsclient.bank.schema.letters import (
    letter_mark,
    letter_question,
    letter_read,
    letter_step,
    letter_thread,
)
from bsclient.bank.schema.tables import document, letter
from bsclient.crypto.hashes import sha256_hex
from bsclient.domain import canonical
from bsclient.errors import BadInput

_QUEUE = (
    select(letter_thread, client.c.name)
    .join(client, client.c.id == letter_thread.c.client_id)
    .where(letter_thread.c.state.in_((WAITING, TAKEN)))
)
_WAITING = (
    select(letter_question.c.thread, letter_question.c.document_id, letter_question.c.received)
    .where(letter_question.c.done == "")
    .order_by(letter_question.c.received)
)
_CASE = (
    select(letter_thread, client.c.name)
    .join(client, client.c.id == letter_thread.c.client_id)
    .where(letter_thread.c.thread == bindparam("of"))
)
_THREAD_OF = select(letter_question.c.thread).where(letter_question.c.document_id == bindparam("of"))
_OURS = select(letter).where(letter.c.thread == bindparam("of"))
_THEIRS = (
    select(
        letter_question,
        document.c.body,
        document.c.sha256,
        document.c.user_id,
        document.c.state,
        user.c.name.label("author"),
    )
    .join(document, document.c.id == letter_question.c.document_id)
    .outerjoin(user, user.c.id == document.c.user_id)
    .where(letter_question.c.thread == bindparam("of"))
)
_STEPS = select(letter_step).where(letter_step.c.thread == bindparam("of")).order_by(letter_step.c.number)
_READS = select(letter_read).where(letter_read.c.letter_id.in_(bindparam("letters", expanding=True)))
_MARK = select(letter_mark).where(letter_mark.c.thread == bindparam("of"))
_ABOUT = select(document).where(document.c.id == bindparam("of"), document.c.client_id == bindparam("client"))
_CASE_FIELDS: Final = (
    "thread",
    "client_id",
    "kind",
    "subject",
    "phone",
    "priority",
    "state",
    "operator",
    "due",
)


def queue(connection: Connection, now: datetime) -> list[dict[str, Any]]:
    """Return the conversations that wait: the overdue first, then by priority, then by their clock."""
    waiting: dict[str, list[Any]] = {}
    for row in connection.execute(_WAITING):
        waiting.setdefault(row.thread, []).append(row)
    stamp = clock.stamp(now)
    found = []
    cases: Any = connection.execute(_QUEUE).mappings()
    for row in cases:
        asked = waiting.get(row["thread"], [])
        shown = _case(row) | {"overdue": bool(row["due"]) and row["due"] < stamp, "waits": len(asked)}
        found.append(shown | {"received": asked[0].received if asked else ""})
    return sorted(found, key=_rank)


def kinds(connection: Connection, language: str) -> dict[str, str]:
    """Return what the kinds of letters are called, by code."""
    content = directories.kept(connection).get(KINDS)
    rows = directories.read(content).rows if content else ()
    return {row["code"]: told(row, "title", language) for row in rows}


def dossier(connection: Connection, wanted: str) -> dict[str, Any]:
    """Return everything that the bank has of a conversation; BadInput("letter_thread_unknown").

    `wanted` is its id or that of a client's letter in it. Letters stand in their order with text, files and hash of what was
    signed; steps say who did what.
    """
    thread = connection.execute(_THREAD_OF, {"of": wanted}).scalar() or wanted
    row: Any = connection.execute(_CASE, {"of": thread}).mappings().one_or_none()
    if row is None:
        raise BadInput("letter_thread_unknown", value=wanted)
    ours = [_ours(item) for item in connection.execute(_OURS, {"of": thread})]
    theirs = [
        _theirs(connection, item, row["client_id"]) for item in connection.execute(_THEIRS, {"of": thread})
    ]
    reads = connection.execute(_READS, {"letters": [one["id"] for one in ours]})
    mark: Any = connection.execute(_MARK, {"of": thread}).mappings().one_or_none()
    return {
        **_case(row),
        "letters": sorted([*theirs, *ours], key=lambda one: (one["at"], one["from"] == "bank", one["id"])),
        "steps": [_step(item) for item in connection.execute(_STEPS, {"of": thread})],
        "read": [{"letter": item.letter_id, "by": item.user_id, "at": item.at} for item in reads],
        "mark": None
        if mark is None
        else {name: mark[name] for name in ("mark", "note", "user_id", "changed")},
    }


def _case(row: Any) -> dict[str, Any]:
    return {name: row[name] for name in _CASE_FIELDS} | {"client": row["name"]}


def _rank(row: dict[str, Any]) -> tuple[bool, int, str, str]:
    return not row["overdue"], row["priority"], row["due"], row["thread"]


def _ours(row: Any) -> dict[str, Any]:
    fields = canonical.decode_signed(bytes(row.body)).fields
    return {
        "id": row.id,
        "from": "bank",
        "by": fields.get("author", ""),
        "at": row.sent,
        "sha256": sha256_hex(bytes(row.body)),
        "automatic": fields.get("automatic", ""),
        "in_reply_to": row.in_reply_to,
        **_said(fields),
    }


def _theirs(connection: Connection, row: Any, client_id: str) -> dict[str, Any]:
    fields = json.loads(bytes(row.body))["fields"]
    about = connection.execute(_ABOUT, {"of": fields.get("about", ""), "client": client_id}).one_or_none()
    return {
        "id": row.document_id,
        "from": "client",
        "by": row.user_id,
        "name": row.author or "",
        "at": row.received,
        "sha256": row.sha256,
        "kind": row.kind,
        "due": row.due,
        "acknowledgement": row.acknowledgement,
        "opened": row.opened,
        "done": row.done,
        "answer": row.answer,
        "operator": row.operator,
        "phone": fields.get("phone", ""),
        "about": None if about is None else _about(about),
        **_said(fields),
    }


def _about(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("id", "type", "number", "day", "amount", "state", "code")}


def _said(fields: Any) -> dict[str, Any]:
    return {
        "number": fields.get("number", ""),
        "subject": fields.get("subject", ""),
        "body": fields.get("body", ""),
        "attachments": [dict(one) for one in fields.get("attachments") or []],
    }


def _step(row: Any) -> dict[str, Any]:
    names = ("number", "action", "actor", "at", "letter_id", "note")
    return {name: getattr(row, name) for name in names}
