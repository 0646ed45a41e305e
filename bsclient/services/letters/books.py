"""Kinds of letters and ready answers to questions, as the bank's directories have them, in the language of the windows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bsclient.services.information.directory_books import Books, Entry
from bsclient.services.letters.search import words

KINDS: Final = "letter_kinds"
QUESTIONS: Final = "letter_questions"
_ENGLISH: Final = "en"
_STEM: Final = 4


@dataclass(frozen=True, slots=True)
class KindOfLetter:
    """A kind: the bank answers in so many minutes of its hours (0: it does not say), `phone`: it asks for a telephone."""

    code: str
    title: str
    minutes: int
    phone: bool
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question that is asked often, with its answer."""

    code: str
    title: str
    answer: str


def kinds(books: Books, language: str) -> list[KindOfLetter]:
    """Return the kinds in the order of the bank."""
    return [_kind(entry, language) for entry in books.rows(KINDS)]


def questions(books: Books, kind: str, text: str, language: str, most: int = 3) -> list[Question]:
    """Return the questions that fit what is being written: those of its kind, those with words of it first."""
    chosen = books.entry(KINDS, kind) if kind else None
    of_kind = chosen.facts.get("questions", "").split() if chosen else []
    sought = [word for word in words(text) if len(word) >= _STEM]
    weighed = []
    for place, entry in enumerate(books.rows(QUESTIONS)):
        stems = words(f"{entry.facts.get('words', '')} {entry.facts.get('words_en', '')}")
        hits = sum(any(word.startswith(stem) for word in sought) for stem in stems)
        if hits or entry.code in of_kind:
            weighed.append((-hits, entry.code not in of_kind, place, entry))
    return [_question(entry, language) for *_order, entry in sorted(weighed, key=lambda one: one[:3])[:most]]


def _kind(entry: Entry, language: str) -> KindOfLetter:
    minutes = entry.facts.get("answer_minutes", "")
    known = int(minutes) if minutes.isascii() and minutes.isdecimal() and len(minutes) < len("100000") else 0
    asked = tuple(entry.facts.get("questions", "").split())
    return KindOfLetter(entry.code, _title(entry, language), known, entry.facts.get("phone") == "1", asked)


def _question(entry: Entry, language: str) -> Question:
    english = entry.facts.get("answer_en", "") if language == _ENGLISH else ""
    return Question(entry.code, _title(entry, language), english or entry.facts.get("answer", ""))


def _title(entry: Entry, language: str) -> str:
    return (entry.facts.get("title_en", "") if language == _ENGLISH else "") or entry.title
