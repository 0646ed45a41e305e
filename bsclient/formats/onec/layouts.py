"""Orders of keys that a file's own documents show: a whole document is then one match of one expression.

A program writes its documents in one order and leaves out what it has no value for. The order is learnt from
documents that were read line by line; the expression has every key optional, in that order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple

from bsclient.formats.onec import keys

MOST_KEYS = 150
_MOST_LAYOUTS = 8
_MOST_LESSONS = 100
"""A file that shows a new order each time has none; learning stops, and lines are read one by one."""

Values = tuple[str, ...]


class Parts(NamedTuple):
    """Values of one document by their place in the model; "" where the file has none.

    `payer` and `payee` follow `keys.PARTY_MODEL`, `main` follows `keys.MAIN`, `lines` the lines of the purpose,
    `tax` follows `keys.TAX_KEYS`, `extra` has the rest.
    """

    payer: Values
    payee: Values
    main: Values
    lines: Values
    tax: Values
    extra: dict[str, str]


_GROUPS = (
    tuple(keys.PAYER + part for part in keys.PARTY_MODEL),
    tuple(keys.PAYEE + part for part in keys.PARTY_MODEL),
    keys.MAIN,
    keys.PURPOSE_LINES,
    keys.TAX_KEYS,
)


def parts_of(values: dict[str, str]) -> Parts:
    """Sort the values of a document that was read line by line."""
    get = values.get
    extra = {key: value for key, value in values.items() if value and key not in keys.MODELLED}
    payer, payee, main, lines, tax = (tuple([get(key, "") for key in group]) for group in _GROUPS)
    return Parts(payer, payee, main, lines, tax, extra)


class Layout:
    """One order of keys. `words` are the spellings of the file, `names` the standard's names for them."""

    def __init__(self, words: Sequence[str], names: Sequence[str]) -> None:
        self.words = tuple(words)
        self.names = tuple(names)
        body = "".join(rf"(?:{re.escape(word)}=([^\n]*+)\n)?+" for word in words)
        # Possessive: a key that is not there costs one comparison, and nothing is ever tried twice.
        self.match = re.compile(rf"{keys.OPEN_DOCUMENT}(?:=([^\n]*+))?+\n{body}{keys.CLOSE_DOCUMENT}\n").match
        places = {name: place for place, name in enumerate(self.names, 1)}
        self._pick = [_picker(group, places, len(self.names) + 1) for group in _GROUPS]
        self._extra = tuple((name, place) for name, place in places.items() if name not in keys.MODELLED)

    def parts(self, groups: Values) -> Parts:
        """Sort the groups of a match: the kind of document first, then a value for each word."""
        row = (*groups, "")
        payer, payee, main, lines, tax = self._pick
        extra = {name: row[place] for name, place in self._extra if row[place]}
        return Parts(payer(row), payee(row), main(row), lines(row), tax(row), extra)


def _picker(group: Sequence[str], places: dict[str, int], absent: int) -> Callable[[Values], Values]:
    if places.keys().isdisjoint(group):
        nothing = ("",) * len(group)
        return lambda _row: nothing
    return itemgetter(*(places.get(name, absent) for name in group))


class Layouts:
    """The layouts of one file, the last used first."""

    def __init__(self) -> None:
        self._known: list[Layout] = []
        self._made = 0

    def match(self, text: str, position: int) -> tuple[Layout, re.Match[str]] | None:
        """Find a layout that the document beginning at this position follows to the letter."""
        for place, layout in enumerate(self._known):
            found = layout.match(text, position)
            if found is not None:
                if place:
                    self._known.insert(0, self._known.pop(place))
                return layout, found
        return None

    def learn(self, words: Sequence[str], names: Sequence[str]) -> None:
        """Add an order that a document has shown: into a layout that agrees with it, or as a new one."""
        if (
            not words
            or len(words) > MOST_KEYS
            or len(set(names)) != len(names)
            or self._made >= _MOST_LESSONS
        ):
            return
        for place, layout in enumerate(self._known):
            merged = _merged(layout, words, names)
            if merged is not None:
                self._made += merged is not layout
                self._known[place] = merged
                return
        self._made += 1
        self._known.insert(0, Layout(words, names))
        del self._known[_MOST_LAYOUTS:]


def _merged(layout: Layout, words: Sequence[str], names: Sequence[str]) -> Layout | None:
    """Put the new words into the order of a layout, None if the orders contradict each other.

    A layout that has all the words in this order comes back itself: an expression costs milliseconds to make.
    """
    order = list(layout.words)
    meaning = dict(zip(layout.words, layout.names, strict=True))
    at = -1
    for word, name in zip(words, names, strict=True):
        if word in meaning:
            place = order.index(word)
            if place < at:
                return None
            at = place
        elif name in meaning.values():
            return None
        else:
            at += 1
            order.insert(at, word)
        meaning[word] = name
    if len(order) == len(layout.words):
        return layout
    return Layout(order, [meaning[word] for word in order]) if len(order) <= MOST_KEYS else None
