"""The user's rules that sort entries into categories, in the order in which they were written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bsclient.storage import settings, values
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_ALL: Final = "SELECT name, words, inn, direction, priority FROM category_rule ORDER BY priority, place"
_PUT: Final = (
    "INSERT INTO category_rule (place, name, words, inn, direction, priority) VALUES (?, ?, ?, ?, ?, ?)"
)
_OWN: Final = "categories.own"


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule: an entry belongs to `name` when its purpose has one of the words, its counterparty the INN."""

    name: str
    words: tuple[str, ...]
    inn: str
    direction: str
    priority: int


def own(reader: Reader) -> bool:
    """Whether the user has saved rules of his own (an empty list, too)."""
    return settings.get(reader, _OWN) == "1"


def everything(reader: Reader) -> list[RuleRow]:
    """Return the rules, those that are tried first before the others."""
    return [
        RuleRow(name, tuple(values.json_value(words)), inn, direction, priority)
        for name, words, inn, direction, priority in reader.all(_ALL)
    ]


def replace(work: UnitOfWork, rules: Iterable[RuleRow]) -> None:
    """Keep these rules in place of all others."""
    work.run("DELETE FROM category_rule")
    rows = [
        (place, one.name, values.json_text(list(one.words)), one.inn, one.direction, one.priority)
        for place, one in enumerate(rules)
    ]
    work.run_many(_PUT, rows)
    settings.put(work, _OWN, "1")
    work.touch_everything()
