"""A problem: which field, which rule, how bad, and what would mend it. Codes and facts, never sentences."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem weighs: BLOCK forbids signing, WARN must be confirmed, INFO is a hint."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Order of weight, the heaviest first."""
        return _RANKS[self]


_RANKS = {Severity.BLOCK: 0, Severity.WARN: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about a draft.

    `field` names the field ("" for the document as a whole), `code` is the key of its text,
    `facts` fill the text, `mend` proposes new texts by field name (empty: only the user knows),
    `act` names the source of the rule.
    """

    field: str
    code: str
    severity: Severity = Severity.BLOCK
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)
    mend: Mapping[str, str] = dataclasses.field(default_factory=dict)
    act: str = ""


def blocking(problems: list[Problem]) -> bool:
    """Whether any of the problems forbids signing."""
    return any(problem.severity is Severity.BLOCK for problem in problems)


def weighed(problems: list[Problem], severities: Mapping[str, Severity]) -> list[Problem]:
    """Return problems with the weights that the bank demands for their codes; a weight is never lowered."""
    if not severities:
        return problems
    return [
        dataclasses.replace(problem, severity=wanted)
        if (wanted := severities.get(problem.code)) is not None and wanted.rank < problem.severity.rank
        else problem
        for problem in problems
    ]
