"""Templates of answers, by code and language, with places like `{number}` that are filled when one is used.

Known places: number, date, subject, client, bank, operator, phone, today, document; any other is given by the operator. What
is replaced or removed stays in the desk's journal word for word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, insert, select

from bsclient import clock
from bsclient.bank.letters import words as letter_words
from bsclient.bank.letters.book import Case, Step
from bsclient.bank.schema.access import client
from bsclient.bank.schema.letters import letter_template
from bsclient.bank.schema.tables import document
from bsclient.bank.work.transaction import Work
from bsclient.domain.content import shown_day
from bsclient.domain.money import from_minor, plain
from bsclient.errors import BadInput

LONGEST_BODY: Final = 10_000
LONGEST_TITLE: Final = 120

_CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_ALL = select(letter_template).order_by(letter_template.c.code, letter_template.c.language)
_ONE = select(letter_template).where(
    letter_template.c.code == bindparam("of"), letter_template.c.language == bindparam("said_in")
)
_DROP = delete(letter_template).where(
    letter_template.c.code == bindparam("of"), letter_template.c.language == bindparam("said_in")
)
_DOCUMENT = select(document).where(
    document.c.id == bindparam("of"), document.c.client_id == bindparam("client")
)
_CLIENT = select(client.c.name).where(client.c.id == bindparam("of"))


@dataclass(frozen=True, slots=True)
class Template:
    """A template of answers."""

    code: str
    language: str
    title: str
    body: str


def add(work: Work, told: Template, operator: str) -> None:
    """Keep a template, in place of the one of the same code and language."""
    if not _CODE.fullmatch(told.code) or told.language not in letter_words.LANGUAGES:
        raise BadInput("letter_template_code", value=f"{told.code} {told.language}")
    if not told.body.strip():
        raise BadInput("letter_text_missing")
    if len(told.body) > LONGEST_BODY or len(told.title) > LONGEST_TITLE:
        raise BadInput("letter_text_long", limit=str(LONGEST_BODY))
    _drop(work, told.code, told.language, operator)
    values = {name: getattr(told, name) for name in ("code", "language", "title", "body")}
    row = insert(letter_template).values(**values, author=operator, changed=clock.stamp(work.at))
    work.connection.execute(row)
    work.mail.note(Step("template_added", operator, note=f"{told.code} {told.language}\n{told.body}"))


def remove(work: Work, code: str, language: str, operator: str) -> int:
    """Remove a template in one language, or in all (""); returns how many. BadInput("letter_template_unknown")."""
    wanted = (language,) if language else letter_words.LANGUAGES
    removed = sum(_drop(work, code, one, operator) for one in wanted)
    if not removed:
        raise BadInput("letter_template_unknown", template=code, language=language or "/".join(wanted))
    return removed


def listed(connection: Connection, code: str = "") -> list[dict[str, Any]]:
    """Return the templates, all or those of one code. BadInput("letter_template_unknown") if there is none of a code."""
    found = [dict(row) for row in connection.execute(_ALL).mappings() if code in {"", row["code"]}]
    if code and not found:
        raise BadInput("letter_template_unknown", template=code, language="/".join(letter_words.LANGUAGES))
    return found


def filled(work: Work, case: Case, code: str, told: Mapping[str, str]) -> str:
    """Return a template in the language of a conversation with its places filled.

    `told` are the places that the operator gives, and his name; BadInput names a template that is not there or a place.
    """
    row = work.connection.execute(_ONE, {"of": code, "said_in": case.language}).one_or_none()
    if row is None:
        raise BadInput("letter_template_unknown", template=code, language=case.language)
    return letter_words.fill(row.body, {**_places(work, case), **told})


def begin(work: Work) -> None:
    """Give a desk that has no templates those that come with the program."""
    if not listed(work.connection):
        for row in letter_words.first_templates():
            add(work, Template(**row), work.profile.name)


def _drop(work: Work, code: str, language: str, operator: str) -> bool:
    asked = {"of": code, "said_in": language}
    row = work.connection.execute(_ONE, asked).one_or_none()
    if row is None:
        return False
    work.connection.execute(_DROP, asked)
    work.mail.note(Step("template_removed", operator, note=f"{code} {language}\n{row.body}"))
    return True


def _places(work: Work, case: Case) -> dict[str, str]:
    waiting = work.mail.waiting(case.thread)
    found = {
        "subject": case.subject,
        "client": work.connection.execute(_CLIENT, {"of": case.client_id}).scalar() or "",
        "bank": work.profile.name,
        "phone": case.phone,
        "today": letter_words.day_words(work.today),
    }
    if not waiting:
        return found
    work.lock([waiting[-1].document_id])
    doc = work.find(waiting[-1].document_id)
    if doc is None:
        return found
    about = work.connection.execute(
        _DOCUMENT, {"of": doc.text("about"), "client": case.client_id}
    ).one_or_none()
    return found | {
        "number": doc.number,
        "date": shown_day(doc.day),
        "document": "" if about is None else _named(about, case.language),
    }


def _named(row: Any, language: str) -> str:
    """Name a document by number, day and amount."""
    sign = "№" if language == letter_words.RUSSIAN else "No."
    amount = f", {plain(from_minor(row.amount))}" if row.amount else ""
    return f"{sign} {row.number} {shown_day(row.day)}{amount}"
