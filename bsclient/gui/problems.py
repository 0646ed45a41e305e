"""Sentences for errors and problems, in the language of the windows."""

from __future__ import annotations

from dataclasses import dataclass

from bsclient import texts
from bsclient.domain.problems import Problem
from bsclient.errors import BsError
from bsclient.gui.tr import language


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
    return Said(
        texts.message(error.code, error.facts, language()), texts.mend(error.code, error.facts, language())
    )


def of_problem(problem: Problem) -> Said:
    """Say what a finding about a draft means."""
    return of_code(problem.code, dict(problem.facts))


def of_code(code: str, facts: dict[str, str] | None = None) -> Said:
    """Say what a code means."""
    return of_error(BsError(code, **(facts or {})))
