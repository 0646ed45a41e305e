"""The bank's letter desk as operators and the HTTP side use it; `core.Bank` is one. Each call is one transaction."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import delete

from bsclient import clock
from bsclient.bank.bankclock import Plan
from bsclient.bank.letters import clock as letter_clock
from bsclient.bank.letters import desk as letter_desk
from bsclient.bank.letters import files as letter_files
from bsclient.bank.letters import marks as letter_marks
from bsclient.bank.letters import reading as letter_reading
from bsclient.bank.letters import statistics as letter_statistics
from bsclient.bank.letters import templates as letter_templates
from bsclient.bank.letters import words as letter_words
from bsclient.bank.letters.book import Step
from bsclient.bank.letters.desk import Answer, operator_name
from bsclient.bank.letters.templates import Template
from bsclient.bank.schema.tables import letter_due
from bsclient.bank.store import Store
from bsclient.bank.work.transaction import Work
from bsclient.errors import BadInput
from bsclient.protocol.letters import LetterMark, LetterMarkKept

T = TypeVar("T")

SLOWEST_ANSWER = 86_400.0
"""Seconds after which the automatic operator of a demo answers at the latest."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How an operator says his answer: in words of his own, or by a template and what fills its places."""

    body: str = ""
    template: str = ""
    places: Mapping[str, str] = dataclasses.field(default_factory=dict)


class LetterOffice:
    """The letter desk of a bank."""

    store: Store
    clock: clock.Clock
    plan: Plan

    def _work(self, decide: Callable[[Work], None]) -> None:
        raise NotImplementedError

    def letter_queue(self) -> list[dict[str, Any]]:
        """Return the conversations that wait, the most urgent first."""
        with self.store.read() as connection:
            return letter_reading.queue(connection, self.clock())

    def letter_kinds(self, language: str) -> dict[str, str]:
        """Return what the kinds of letters are called, by code."""
        with self.store.read() as connection:
            return letter_reading.kinds(connection, language)

    def letter_dossier(self, thread: str) -> dict[str, Any]:
        """Return everything that the bank has of a conversation; changes nothing."""
        with self.store.read() as connection:
            return letter_reading.dossier(connection, thread)

    def save_letters(self, thread: str, folder: Path, language: str = letter_words.RUSSIAN) -> list[str]:
        """Write the same into a folder, with what was signed, the signatures and all files; returns the names."""
        with self.store.read() as connection:
            return letter_files.save(connection, thread, folder, language)

    def open_letters(self, thread: str, operator: str) -> dict[str, Any]:
        """Return the same and note that an operator reads it: the client is told."""
        own = operator_name(operator)
        self._work(lambda work: letter_desk.open_letters(work, thread, own))
        return self.letter_dossier(thread)

    def take_letters(self, thread: str, operator: str) -> dict[str, Any]:
        """Take a conversation; NotAllowed("letter_taken") if somebody else has it."""
        own = operator_name(operator)
        self._work(lambda work: letter_desk.take(work, thread, own))
        return self.letter_dossier(thread)

    def assign_letters(self, thread: str, operator: str, by: str) -> None:
        """Give a conversation to an operator."""
        own, giver = operator_name(operator), operator_name(by)
        self._work(lambda work: letter_desk.assign(work, thread, own, giver))

    def release_letters(self, thread: str, operator: str, note: str = "") -> None:
        """Put a conversation back into the queue."""
        own = operator_name(operator)
        self._work(lambda work: letter_desk.release(work, thread, own, note))

    def answer_letters(self, thread: str, operator: str, said: Wording, told: Answer) -> str:
        """Answer all that waits in a conversation; returns the letter's id. `told.body` is made from `said`."""
        own = operator_name(operator)

        def decide(work: Work) -> str:
            body = said.body
            if said.template:
                case = letter_desk.need(work, thread)
                places = {**said.places, "operator": own}
                body = letter_templates.filled(work, case, said.template, places)
            return letter_desk.answer(work, thread, own, dataclasses.replace(told, body=body))

        return self._done(decide)

    def write_letters(self, client_id: str, operator: str, told: Answer) -> str:
        """Begin a conversation with a client; returns the letter's id."""
        own = operator_name(operator)
        return self._done(lambda work: letter_desk.write(work, client_id, own, told))

    def close_letters(self, thread: str, operator: str, note: str = "") -> None:
        """Close a conversation; what waits in it needs a note that the client reads."""
        own = operator_name(operator)
        self._work(lambda work: letter_desk.close(work, thread, own, note))

    def letter_templates(self, code: str = "") -> list[dict[str, Any]]:
        """Return the templates of answers."""
        with self.store.read() as connection:
            return letter_templates.listed(connection, code)

    def add_letter_template(self, told: Template, operator: str) -> None:
        """Keep a template of answers."""
        own = operator_name(operator)
        self._work(lambda work: letter_templates.add(work, told, own))

    def remove_letter_template(self, code: str, language: str, operator: str) -> int:
        """Remove a template, in all languages if `language` is ""; returns how many."""
        own = operator_name(operator)
        return self._done(lambda work: letter_templates.remove(work, code, language, own))

    def keep_first_templates(self) -> None:
        """Give a desk without templates those that come with the program."""
        self._work(letter_templates.begin)

    def letter_statistics(self, start: date, end: date) -> dict[str, Any]:
        """Return how fast and how well letters of these days were answered."""
        with self.store.read() as connection:
            return letter_statistics.statistics(connection, self.plan, (start, end), self.clock())

    def set_desk(
        self, operator: str, hours: tuple[str, str] | None = None, answer_after: float | None = None
    ) -> Plan:
        """Change the service hours, and after how many seconds the automatic operator answers (0: never)."""
        own = operator_name(operator)
        plan = self.plan
        opens, closes = letter_clock.hours(*hours) if hours else (plan.desk_opens, plan.desk_closes)
        seconds = plan.desk_answer if answer_after is None else answer_after
        if not 0 <= seconds <= SLOWEST_ANSWER:
            raise BadInput("letter_seconds", value=str(answer_after), limit=str(int(SLOWEST_ANSWER)))
        self.plan = dataclasses.replace(plan, desk_opens=opens, desk_closes=closes, desk_answer=seconds)

        def note(work: Work) -> None:
            if not seconds:
                work.connection.execute(delete(letter_due))
            work.mail.note(Step("settings", own, note=f"{_minutes(opens)}-{_minutes(closes)} {seconds:g}"))

        self._work(note)
        return self.plan

    def letter_read(self, client_id: str, user_id: str, letter_id: str) -> bool:
        """Note that a user has read a letter of the bank; False if it is none of his client's."""
        return self._done(lambda work: letter_marks.read(work, client_id, user_id, letter_id))

    def letter_mark(
        self, client_id: str, user_id: str, thread: str, told: LetterMark
    ) -> LetterMarkKept | None:
        """Keep a client's mark for a conversation; None if it is none of his."""
        return self._done(lambda work: letter_marks.mark(work, (client_id, user_id), thread, told))

    def _done(self, decide: Callable[[Work], T]) -> T:
        """Decide in one transaction, which may be done anew, and return what was decided last."""
        found: list[T] = []
        self._work(lambda work: found.append(decide(work)))
        return found[-1]


def _minutes(hour: time) -> str:
    return hour.isoformat("minutes")
