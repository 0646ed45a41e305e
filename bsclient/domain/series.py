"""Checking many drafts of one type: what repeats from draft to draft is read and judged once.

A file of payments names the same payer, payees and banks over and over. A type says which fields are each document's
`own` (number, amount, purpose) and which rules read them (`own_rules`); all else is remembered by its texts. The
problems are those of `Document.check`, in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any, Final, NamedTuple

from bsclient.domain import kinds
from bsclient.domain.context import Context
from bsclient.domain.document import Document, Raw, Rule, Sheet
from bsclient.domain.fields import Field
from bsclient.domain.problems import Problem, Severity, weighed

_LIMIT: Final = 4096
"""How many combinations are remembered, some ten MB of them; then it begins anew."""

Placed = list[tuple[int, Problem]]
"""Findings of rules, each with the place of its rule."""


class _Known(NamedTuple):
    values: dict[str, Any]
    fields: list[Problem]
    rules: Placed


class Part(NamedTuple):
    """What many drafts share, judged once: see `Series.part`. `plain`: there is at most a hint about its fields."""

    texts: Raw
    known: _Known
    plain: bool


class _Quick(NamedTuple):
    """An own field that is read by its kind alone."""

    name: str
    read: Callable[[str], Any]
    longest: int
    required: bool
    replaces: bool


class _Guarded(dict[str, Any]):
    """Values without the own fields: a remembered rule that asks for one is declared wrongly."""

    def __init__(self, values: dict[str, Any], own: frozenset[str]) -> None:
        super().__init__(values)
        self._own = own

    def get(self, name: str, default: Any = None) -> Any:
        if name in self._own:
            raise LookupError(name)
        return super().get(name, default)


class Series:
    """Checks drafts of one type in one context. A type without own fields is checked without memory."""

    def __init__(self, kind: type[Document], context: Context) -> None:
        self._kind = kind
        self._context = context
        self._own = frozenset(kind.own)
        self._own_fields = tuple(field for field in kind.declared if field.name in self._own)
        self._shared = tuple(field for field in kind.declared if field.name not in self._own)
        self._names = tuple(field.name for field in self._shared)
        self._order = {field.name: place for place, field in enumerate(kind.declared)}
        rules = list(enumerate(kind.rules))
        self._own_rules = [(place, rule) for place, rule in rules if rule in kind.own_rules]
        self._shared_rules = [(place, rule) for place, rule in rules if rule not in kind.own_rules]
        self._quick = _quick(self._own_fields)
        self._known: dict[tuple[Any, ...], _Known] = {}

    def check(self, raw: Raw) -> list[Problem]:
        """Return all problems of a draft."""
        return self._examine(raw)[1] if self._own else self._kind.check(raw, self._context)

    def part(self, texts: Raw) -> Part:
        """Judge the texts that many drafts share: everything but the own fields, for `check_part`."""
        if not self._own:
            return Part(texts, _Known({}, [], []), plain=False)
        known = self._shared_of(texts)
        light = all(problem.severity is Severity.INFO for problem in known.fields)
        return Part(texts, known, plain=light and texts.keys() <= frozenset(self._names))

    def check_part(self, part: Part, own: Mapping[str, str]) -> list[Problem]:
        """Return what `check` says of the draft that has these shared and these own texts."""
        if part.plain and self._quick is not None and own.keys() <= self._own:
            values = _read_quickly(self._quick, own)
            if values is not None:
                return self._judge(part.known, values, [*part.known.fields])[1]
        return self.check({**part.texts, **own})

    def examine(self, raw: Raw) -> tuple[Document | None, list[Problem]]:
        """Return all problems, and the complete document if none of them blocks."""
        if not self._own:
            return self._kind.examine(raw, self._context)
        values, problems = self._examine(raw)
        if any(problem.severity is Severity.BLOCK for problem in problems):
            return None, problems
        return self._kind(**values), problems

    def _examine(self, raw: Raw) -> tuple[dict[str, Any], list[Problem]]:
        known = self._shared_of(raw)
        own, problems = self._kind.read_fields(self._own_fields, raw, self._context)
        if problems or known.fields:
            problems = sorted(known.fields + problems, key=self._place)
        strange = not raw.keys() <= self._order.keys()
        if strange or any(problem.severity is not Severity.INFO for problem in problems):
            return self._kind.take_in(raw, self._context)  # what cannot be read weighs on the rules
        return self._judge(known, own, problems)

    def _judge(
        self, known: _Known, own: dict[str, Any], problems: list[Problem]
    ) -> tuple[dict[str, Any], list[Problem]]:
        """Ask the own rules; `problems` are those of the fields, hints at most."""
        values = known.values | own
        found = _judged(self._own_rules, Sheet(values), self._context)
        if known.rules:
            found = sorted(known.rules + found, key=itemgetter(0))
        problems += [problem for _, problem in found]
        return values, weighed(problems, self._context.severities)

    def _shared_of(self, raw: Raw) -> _Known:
        key = tuple(map(raw.get, self._names))
        known = self._known.get(key)
        if known is not None:
            return known
        values, problems = self._kind.read_fields(self._shared, raw, self._context)
        sheet = Sheet(_Guarded(values, self._own))
        known = _Known(values, problems, _judged(self._shared_rules, sheet, self._context))
        if len(self._known) >= _LIMIT:
            self._known.clear()
        self._known[key] = known
        return known

    def _place(self, problem: Problem) -> int:
        return self._order[problem.field.partition(".")[0]]


def _quick(fields: tuple[Field, ...]) -> tuple[_Quick, ...] | None:
    """Return the fields as ones that their kinds read alone, None if one of them demands more."""
    if any(f.rows is not None or f.choices or f.pattern or f.when for f in fields):
        return None
    return tuple(_Quick(f.name, f.kind.read, f.longest, f.required, f.kind.replaces) for f in fields)


def _read_quickly(fields: tuple[_Quick, ...], own: Mapping[str, str]) -> dict[str, Any] | None:
    """Return the values of the own fields, None when there is anything to say of one of them."""
    values: dict[str, Any] = {}
    for name, read, longest, required, replaces in fields:
        text = own.get(name)
        if not text or not (text := text.strip()):
            if required:
                return None
            continue
        try:
            value = read(text)
        except kinds.Unreadable:
            return None
        if (longest and len(value) > longest) or (replaces and value != text):
            return None
        values[name] = value
    return values


def _judged(rules: list[tuple[int, Rule]], sheet: Sheet, context: Context) -> Placed:
    return [(place, problem) for place, rule in rules for problem in rule(sheet, context)]
