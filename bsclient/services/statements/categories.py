"""Categories of entries by rules: words of the purpose, the counterparty's INN, the direction. The first that fits counts.

Rules that the program ships (`resources/categories.json`) stand until the user saves his own; their names are codes ("taxes",
"wages" …) that windows translate.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Final

import msgspec

from bsclient import paths
from bsclient.domain.rights import Action
from bsclient.errors import BadInput
from bsclient.services.context import Workplace
from bsclient.storage import categories
from bsclient.storage.rows.statements import EntryRow
from bsclient.storage.unit_of_work import Reader

CREDIT: Final = "credit"
DEBIT: Final = "debit"
OTHER: Final = ""
"""The name of what no rule takes."""
_INN: Final = re.compile(r"[0-9]{10}|[0-9]{12}")
_LONGEST: Final = 60
_MOST: Final = 200
_BETWEEN: Final = "\n"
_BLANKS: Final = re.compile(r"[^\S\n]{2,}|[^\S\n ]")


@dataclass(frozen=True, slots=True)
class CategoryRule:
    """An entry belongs to `name` when all that is given fits.

    `words`: its purpose has one of these fragments (case and ё do not matter; none: any purpose); `counterparty_inn` ("":
    anybody); `direction` "credit", "debit" or "" for both. Rules of smaller `priority` are tried first.
    """

    name: str
    words: tuple[str, ...] = ()
    counterparty_inn: str = ""
    direction: str = ""
    priority: int = 100


class Categories:
    """The rules of an open profile."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def rules(self) -> tuple[CategoryRule, ...]:
        """Return the rules, the one tried first before the others."""
        with self._place.store.read() as reader:
            return self.of(reader)

    def save(self, rules: Sequence[CategoryRule]) -> None:
        """Keep these rules in place of all others.

        Raises `BadInput`: category_name, category_empty, category_inn, category_direction, category_many.
        """
        if len(rules) > _MOST:
            raise BadInput("category_many", value=str(len(rules)), limit=str(_MOST))
        checked = [_checked(rule) for rule in rules]
        self._place.permissions.demand(Action.TEMPLATES, "payment_order")
        with self._place.store.write() as work:
            categories.replace(
                work,
                [
                    categories.RuleRow(r.name, r.words, r.counterparty_inn, r.direction, r.priority)
                    for r in checked
                ],
            )

    def category_of(self, entry: EntryRow) -> str:
        """Return the category of an entry; "" when no rule takes it."""
        told = (entry.credit, entry.counterparty_inn, entry.purpose)
        return Classifier(self.rules()).names([told])[0]

    @staticmethod
    def of(reader: Reader) -> tuple[CategoryRule, ...]:
        """Return the rules as a snapshot of the base has them, or those that the program ships."""
        if not categories.own(reader):
            return shipped()
        return tuple(
            CategoryRule(row.name, row.words, row.inn, row.direction, row.priority)
            for row in categories.everything(reader)
        )


class Classifier:
    """Sorts blocks of entries: each word is looked for once in the purposes of a block joined together."""

    def __init__(self, rules: Sequence[CategoryRule]) -> None:
        ordered = sorted(rules, key=lambda rule: rule.priority)
        self._rules = [(rule, tuple(fold(word) for word in rule.words)) for rule in ordered]

    def names(self, entries: Sequence[tuple[bool | int, str, str]]) -> list[str]:
        """Return the category of each (credit, INN, purpose)."""
        text, starts = _joined([purpose for _, _, purpose in entries])
        seen: dict[str, list[int]] = {}
        names: list[str | None] = [None] * len(entries)
        open_ = len(entries)
        for rule, words in self._rules:
            for word in words:
                if word not in seen:
                    seen[word] = _having(text, starts, word)
            fitting = chain.from_iterable(seen[word] for word in words) if words else range(len(entries))
            for at in fitting:
                credit, inn, _ = entries[at]
                if names[at] is None and _fits(rule, credit=bool(credit), inn=inn):
                    names[at] = rule.name
                    open_ -= 1
            if not open_:
                break
        return [name or OTHER for name in names]


def fold(text: str) -> str:
    """Return a text as words are compared: small letters, ё as е, single blanks."""
    return " ".join(text.casefold().replace("ё", "е").split())


@cache
def shipped() -> tuple[CategoryRule, ...]:
    """Return the rules that came with the program."""
    data = paths.resource("categories.json").read_bytes()
    return tuple(msgspec.json.decode(data, type=list[CategoryRule]))


def _joined(purposes: Sequence[str]) -> tuple[str, list[int]]:
    """Return the folded purposes as one text, each followed by a line's end, and where each begins.

    All are folded at once, as `fold` folds one: that is what takes the time.
    """
    lines = _BETWEEN.join(
        [" ".join(one.split("\n")).strip() if _BETWEEN in one else one.strip() for one in purposes]
    )
    text = _BLANKS.sub(" ", lines.casefold().replace("ё", "е"))
    starts, place = [], 0
    for line in text.split(_BETWEEN):
        starts.append(place)
        place += len(line) + 1
    return text, starts


def _having(text: str, starts: Sequence[int], word: str) -> list[int]:
    """Return the places of the purposes that have a word."""
    found = []
    at = text.find(word)
    while at >= 0:
        place = bisect_right(starts, at) - 1
        found.append(place)
        following = starts[place + 1] if place + 1 < len(starts) else len(text)
        at = text.find(word, following)
    return found


def _fits(rule: CategoryRule, *, credit: bool, inn: str) -> bool:
    wanted = CREDIT if credit else DEBIT
    return rule.direction in {"", wanted} and rule.counterparty_inn in {"", inn}


def _checked(rule: CategoryRule) -> CategoryRule:
    name = " ".join(rule.name.split())
    words = tuple(dict.fromkeys(word for word in (" ".join(w.split()) for w in rule.words) if word))
    if not name or len(name) > _LONGEST:
        raise BadInput("category_name", value=name[:_LONGEST], limit=str(_LONGEST))
    if rule.counterparty_inn and not _INN.fullmatch(rule.counterparty_inn):
        raise BadInput("category_inn", value=rule.counterparty_inn, name=name)
    if rule.direction not in {"", CREDIT, DEBIT}:
        raise BadInput("category_direction", value=rule.direction, name=name)
    if not (words or rule.counterparty_inn or rule.direction):
        raise BadInput("category_empty", name=name)
    return CategoryRule(name, words, rule.counterparty_inn, rule.direction, rule.priority)
