"""Rules of an act with the days between which it is in force: the document's own date chooses.

A change of law is a new pack beside the old one; documents of earlier days are still judged by the old one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bsclient.domain.context import Context
from bsclient.domain.problems import Problem

if TYPE_CHECKING:
    from bsclient.domain.document import Rule, Sheet


@dataclass(frozen=True, slots=True)
class Pack:
    """A dated set of rules. `valid_to` is the last day, None while no end is known; `act` names the source."""

    name: str
    act: str
    valid_from: date
    valid_to: date | None
    version: str
    rules: tuple[Rule, ...]

    def holds(self, day: date) -> bool:
        """Whether the pack is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def in_force(packs: Sequence[Pack], day: date) -> list[Pack]:
    """Return the packs of a day, in their order."""
    return [pack for pack in packs if pack.holds(day)]


def rule(packs: Sequence[Pack], day_field: str, chosen: frozenset[Rule]) -> Rule:
    """Make one rule of the chosen rules of all packs: it asks those of the document's day (today if it has none)."""
    parts = [(pack, tuple(each for each in pack.rules if each in chosen)) for pack in packs]

    def dated(sheet: Sheet, context: Context) -> Iterator[Problem]:
        """Ask the rules in force on the document's day."""
        day = (sheet.day(day_field) if day_field else None) or context.today
        for pack, rules in parts:
            if pack.holds(day):
                for each in rules:
                    yield from each(sheet, context)

    return dated
