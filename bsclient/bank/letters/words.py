"""What the bank writes by itself about a letter: the acknowledgement, the demo's answer; and templates filled in.

Texts stand in `resources/demo/letters.json` for each language; the language is that of the letter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from bsclient.bank.bankclock import Plan
from bsclient.bank.work.doc import Doc
from bsclient.clock import MOSCOW
from bsclient.domain.content import shown_day
from bsclient.errors import BadInput
from bsclient.paths import resource

RUSSIAN: Final = "ru"
ENGLISH: Final = "en"
LANGUAGES: Final = (RUSSIAN, ENGLISH)
MOST_QUESTIONS: Final = 3
MOST_OFFERS: Final = 2
LONGEST_SUBJECT: Final = 120

_WORD: Final = re.compile(r"[a-zа-яё0-9]+")
_PLACE: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_CYRILLIC: Final = re.compile(r"[А-Яа-яЁё]")
_LATIN: Final = re.compile(r"[A-Za-z]")

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Notice:
    """What an acknowledgement says beside the letter's own particulars; `known_phone` is one of an earlier letter."""

    kind: Row
    due: datetime
    known_phone: str
    questions: Sequence[Row]
    offers: Sequence[str]


def language_of(doc: Doc) -> str:
    """Return the language to answer a letter in: Russian unless it is written in Latin letters."""
    said = doc.text("subject") + doc.text("body")
    return ENGLISH if len(_LATIN.findall(said)) > len(_CYRILLIC.findall(said)) else RUSSIAN


def reply_subject(doc: Doc, language: str) -> str:
    """Return the subject of a reply."""
    prefix, subject = words(language)["prefix"], doc.text("subject")
    return subject if subject.startswith(prefix) else (prefix + subject)[:LONGEST_SUBJECT]


def acknowledgement(doc: Doc, notice: Notice, plan: Plan, language: str) -> str:
    """Return the text of the instant acknowledgement."""
    said = words(language)
    facts = {
        **_particulars(doc),
        "kind": told(notice.kind, "title", language),
        "due": moment(notice.due),
        "opens": plan.desk_opens.isoformat("minutes"),
        "closes": plan.desk_closes.isoformat("minutes"),
        "phone": doc.text("phone") or notice.known_phone,
    }
    parts = [said["greeting"], f"{said['received']}\n{said['due']}", said[_phone_words(doc, notice)]]
    if notice.questions:
        parts += [said["questions"], *_answers(notice.questions, language)]
    if notice.offers:
        parts.append("\n".join([said["offers"], *(f"– {offer}" for offer in notice.offers[:MOST_OFFERS])]))
    return _joined([*parts, said["automatic"], said["signature"]], facts)


def demo_answer(doc: Doc, questions: Sequence[Row], language: str) -> str:
    """Return the answer that the demo bank finds without an operator."""
    said = words(language)
    found = _answers(questions, language) or [said["no_answer"]]
    return _joined(
        [said["greeting"], said["answer"], *found, said["demo"], said["signature"]], _particulars(doc)
    )


def fitting(doc: Doc, kind: Row, rows: Sequence[Row], *, by_words: bool = False) -> list[Row]:
    """Return the questions that fit a letter best: by its words, then those that its kind names.

    `by_words` leaves out those that only the kind names.
    """
    said = frozenset(_WORD.findall((doc.text("subject") + "\n" + doc.text("body")).casefold()))
    named = kind.get("questions", "").split()
    ranked = []
    for place, row in enumerate(rows):
        hits = _hits(row, said)
        usual = row["code"] in named or row.get("kind") == kind.get("code")
        if hits or (usual and not by_words):
            ranked.append((-2 * hits - usual, place, row))
    return [row for _, _, row in sorted(ranked, key=lambda item: item[:2])[:MOST_QUESTIONS]]


def fill(template: str, facts: Mapping[str, str]) -> str:
    """Put facts into the places of a template; BadInput("letter_template_place") names all that have nothing.

    What is put in is never read as a template.
    """
    empty = dict.fromkeys(name for name in _PLACE.findall(template) if not facts.get(name))
    if empty:
        raise BadInput("letter_template_place", name=", ".join(empty))
    return _PLACE.sub(lambda match: facts[match[1]], template)


def told(row: Row, name: str, language: str) -> str:
    """Return a text of a directory's row in a language."""
    return (row.get(f"{name}_en") if language == ENGLISH else "") or row.get(name, "")


def moment(instant: datetime) -> str:
    """Write an instant as people in Moscow do."""
    return instant.astimezone(MOSCOW).strftime("%d.%m.%Y %H:%M")


def day_words(day: date) -> str:
    """Write a day as DD.MM.YYYY."""
    return shown_day(day.isoformat())


@lru_cache(maxsize=4)
def words(language: str) -> Mapping[str, str]:
    """Return the desk's sentences in a language."""
    found: dict[str, str] = _file()["desk"][language]
    return found


def first_templates() -> list[Mapping[str, str]]:
    """Return the templates that a new desk begins with: code, language, title, body."""
    found: list[Mapping[str, str]] = _file()["templates"]
    return found


def _file() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(resource("demo/letters.json").read_text(encoding="utf-8"))
    return read


def _particulars(doc: Doc) -> dict[str, str]:
    return {"number": doc.number, "date": shown_day(doc.day), "subject": doc.text("subject")}


def _phone_words(doc: Doc, notice: Notice) -> str:
    if doc.text("phone"):
        return "phone_given"
    return "phone_known" if notice.known_phone else "phone_asked"


def _answers(rows: Sequence[Row], language: str) -> list[str]:
    return [f"{told(row, 'title', language)}\n{told(row, 'answer', language)}" for row in rows]


def _joined(parts: Sequence[str], facts: Mapping[str, str]) -> str:
    """Put facts into each part: what a client wrote is never read as a template, nor is an answer of the directory."""
    return "\n\n".join(_PLACE.sub(lambda match: facts.get(match[1], match[0]), part) for part in parts)


def _hits(row: Row, said: frozenset[str]) -> int:
    """Return how many of a question's stems begin a word of the letter."""
    stems = f"{row.get('words', '')} {row.get('words_en', '')}".casefold().split()
    return sum(any(word.startswith(stem) for word in said) for stem in stems)
