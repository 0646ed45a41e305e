"""Sentences for errors and problems, in the language of the windows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bsclient import clock, texts
from bsclient.domain.problems import Problem
from bsclient.domain.states import Event, State
from bsclient.errors import BsError
from bsclient.gui import format as written
from bsclient.gui import words
from bsclient.gui.tr import N_, language, tr

_INSTANT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,15}Z", re.ASCII)
_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)

_SIGNS: Final[Mapping[str, str]] = {
    "account_changed": N_("the account is another one"),
    "bic_changed": N_("the bank is another one"),
    "inn_changed": N_("the INN is another one"),
    "lookalike": N_("the name is written with look-alike letters"),
    "night": N_("it was sent at night"),
    "payee": N_("the payee was never paid before"),
    "speed": N_("many new payees on one day"),
    "sum": N_("a large sum for a payee who is known for less than ten days"),
}
"""Signs of a transfer that its client may not have made (order ОД-2506), as the bank names them."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is wrong and what to do about it ("" if there is nothing to do)."""

    message: str
    mend: str

    @property
    def whole(self) -> str:
        """Both sentences in one text."""
        return f"{self.message} {self.mend}".strip()


def of_error(error: BsError) -> Said:
    """Say what an error means."""
    facts = _named(error.facts)
    return Said(texts.message(error.code, facts, language()), texts.mend(error.code, facts, language()))


def of_problem(problem: Problem) -> Said:
    """Say what a finding about a draft means."""
    return of_code(problem.code, dict(problem.facts))


def of_code(code: str, facts: dict[str, str] | None = None) -> Said:
    """Say what a code means."""
    return of_error(BsError(code, **(facts or {})))


def _named(facts: Mapping[str, str]) -> dict[str, str]:
    """Put the names that the user knows for states and events, and days as the user's locale writes them."""
    named = {
        name: written.iso_day(value) if _ISO_DAY.fullmatch(value) else value for name, value in facts.items()
    }
    for name, value in facts.items():
        if _INSTANT.fullmatch(value):
            named[name] = written.instant(clock.parse(value))
    if facts.get("signs"):
        named["signs"] = ", ".join(tr(_SIGNS.get(each, each)) for each in facts["signs"].split())
    for state in State:
        if facts.get("state") == state:
            named["state"] = words.state(state)
    for event in Event:
        if facts.get("event") == event:
            named["event"] = words.event(event)
    return named
