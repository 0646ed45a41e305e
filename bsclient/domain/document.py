"""The document engine: a type is declared once, and reading, checking and canonical texts follow from it.

A draft is text: what was typed, any nonsense included. `read` gives a complete document or the list of its
problems; a document object exists only if nothing blocks it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self, cast, dataclass_transform

from bsclient.domain import fields, kinds
from bsclient.domain.context import Context
from bsclient.domain.fields import KEY, Field
from bsclient.domain.problems import Problem, Severity

RawValue = str | Sequence[Mapping[str, str]]
Raw = Mapping[str, RawValue]
TextTree = dict[str, "str | list[dict[str, str]]"]


class Sheet:
    """What could be read of a draft: rules look here and keep silent where their inputs are missing."""

    __slots__ = ("_values",)

    def __init__(self, values: dict[str, Any]) -> None:
        self._values = values

    def text(self, name: str) -> str:
        """Return a text or code; "" when it is empty or unreadable."""
        return self._values.get(name) or ""

    def money(self, name: str) -> Decimal | None:
        """Return an amount; None when it is empty or unreadable."""
        return cast("Decimal | None", self._values.get(name))

    def day(self, name: str) -> date | None:
        """Return a day; None when it is empty or unreadable."""
        return cast("date | None", self._values.get(name))

    def rows(self, name: str) -> Sequence[Document]:
        """Return the rows that could be read."""
        return self._values.get(name) or ()


Rule = Callable[[Sheet, Context], Iterator[Problem]]


@dataclass_transform(
    kw_only_default=True,
    frozen_default=True,
    field_specifiers=(
        fields.text,
        fields.lines,
        fields.money,
        fields.day,
        fields.choice,
        fields.code,
        fields.account,
        fields.bic,
        fields.inn,
        fields.kpp,
        fields.rows,
    ),
)
class Document:
    """Base of all declared documents and of their rows.

    Class keywords: `code` (registry key, "" for rows), `title` (English), `version` of the declaration,
    `purpose` (what a signature under it means, kept as `signed_as`), `rules` (cross-field checks).
    """

    code: ClassVar[str] = ""
    title: ClassVar[str] = ""
    version: ClassVar[str] = "1"
    signed_as: ClassVar[str] = "bsclient.document/1"
    declared: ClassVar[tuple[Field, ...]] = ()
    rules: ClassVar[tuple[Rule, ...]] = ()
    own: ClassVar[tuple[str, ...]] = ()
    """Fields that differ from document to document; the rest of a batch repeats (`domain.series`)."""
    own_rules: ClassVar[frozenset[Rule]] = frozenset()
    """The rules that read them."""
    _names: ClassVar[frozenset[str]] = frozenset()
    _written: ClassVar[tuple[Field, ...]] = ()
    """Fields whose values are not their own canonical texts."""

    def __init_subclass__(
        cls,
        *,
        code: str = "",
        title: str = "",
        purpose: str = "bsclient.document/1",
        rules: tuple[Rule, ...] = (),
    ) -> None:
        dataclasses.dataclass(frozen=True, kw_only=True)(cls)
        cls.code, cls.title, cls.signed_as, cls.rules = code, title, purpose, rules
        cls.declared = tuple(
            dataclasses.replace(item.metadata[KEY], name=item.name, memo={}, repeats=item.name not in cls.own)
            for item in dataclasses.fields(cast("Any", cls))
            if KEY in item.metadata
        )
        cls._names = frozenset(declared.name for declared in cls.declared)
        cls._written = tuple(f for f in cls.declared if f.rows is not None or not f.kind.verbatim)

    @classmethod
    def field(cls, name: str) -> Field:
        """Return a declared field by name; KeyError when there is none."""
        for declared in cls.declared:
            if declared.name == name:
                return declared
        raise KeyError(name)

    @classmethod
    def blank(cls) -> dict[str, RawValue]:
        """Return an empty draft with the declared defaults."""
        return {f.name: f.default for f in cls.declared if f.rows is None}

    @classmethod
    def check(cls, raw: Raw, context: Context) -> list[Problem]:
        """Return every problem of a draft, the heaviest first within a field's order of declaration."""
        return cls.take_in(raw, context)[1]

    @classmethod
    def read(cls, raw: Raw, context: Context) -> Self | list[Problem]:
        """Return the complete document, or all its problems if any of them blocks."""
        document, problems = cls.examine(raw, context)
        return problems if document is None else document

    @classmethod
    def examine(cls, raw: Raw, context: Context) -> tuple[Self | None, list[Problem]]:
        """Return all problems, and the complete document if none of them blocks."""
        values, problems = cls.take_in(raw, context)
        if any(problem.severity is Severity.BLOCK for problem in problems):
            return None, problems
        return cls(**values), problems

    @classmethod
    def from_checked(cls, raw: Raw) -> Self:
        """Return the document of a draft that was checked; ValueError when a field still cannot be read.

        Cross-field rules are not asked again: they depend on day and directories and were the business of `check`.
        """
        values, problems = cls._fields(raw, Context(today=date.min))
        if any(problem.severity is Severity.BLOCK for problem in problems):
            raise ValueError(problems[0].code)
        return cls(**values)

    @classmethod
    def take_in(cls, raw: Raw, context: Context) -> tuple[dict[str, Any], list[Problem]]:
        """Return the values that could be read, and all problems."""
        values, problems = cls._fields(raw, context)
        sheet = Sheet(values)
        spoken_for = {problem.field for problem in problems}
        for rule in cls.rules:
            found = rule(sheet, context)
            if spoken_for:  # a rule takes what cannot be read for empty; the field's own problem says more
                found = (p for p in found if p.code not in _EMPTY or p.field not in spoken_for)
            problems += found
        return values, problems

    @classmethod
    def _fields(cls, raw: Raw, context: Context) -> tuple[dict[str, Any], list[Problem]]:
        values, problems = cls.read_fields(cls.declared, raw, context)
        if not raw.keys() <= cls._names:
            problems += cls.strange(raw)
        return values, problems

    @staticmethod
    def read_fields(
        fields: Sequence[Field], raw: Raw, context: Context
    ) -> tuple[dict[str, Any], list[Problem]]:
        """Read some fields of a draft; a part of `check`."""
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for declared in fields:
            name = declared.name
            typed = raw.get(name)
            if typed and isinstance(typed, str):
                # Most texts of a batch were read before, and memo holds them stripped.
                if (known := declared.memo.get(typed)) is not None:
                    values[name] = known
                    continue
                if declared.rows is None and (text := typed.strip()):
                    _read_field(declared, text, values, problems)
                    continue
            if declared.rows is not None:
                values[name] = _read_rows(declared, typed or "", context, problems)
            elif declared.required:
                problems.append(Problem(name, "required"))
        return values, problems

    @classmethod
    def strange(cls, raw: Raw) -> list[Problem]:
        """Return a problem for each name that is not declared; a part of `check`."""
        return [Problem("", "unknown_field", facts={"value": name}) for name in raw if name not in cls._names]

    def texts(self) -> TextTree:
        """Return the canonical texts of all fields, empty ones included; rows as lists."""
        tree: TextTree = dict(vars(self))
        for declared in self._written:
            value = vars(self)[declared.name]
            if declared.rows is not None:
                tree[declared.name] = [cast("dict[str, str]", row.texts()) for row in value]
            else:
                tree[declared.name] = "" if value is None else declared.kind.write(value)
        return tree


_MEMO_LIMIT = 4096
_EMPTY = frozenset(("required", "tax_incomplete"))


def _read_field(declared: Field, text: str, values: dict[str, Any], problems: list[Problem]) -> None:
    name = declared.name
    try:
        value = declared.kind.read(text)
    except kinds.Unreadable as error:
        mend = {name: error.mend} if error.mend else {}
        problems.append(Problem(name, error.code, facts=error.facts, mend=mend))
        return
    if declared.choices and value not in declared.choices:
        problems.append(
            Problem(
                name,
                "bad_choice",
                facts={"value": text, "expected": ", ".join(filter(None, declared.choices))},
            )
        )
        return
    if declared.longest and len(value) > declared.longest:
        problems.append(
            Problem(name, "too_long", facts={"limit": str(declared.longest), "value": str(len(value))})
        )
        return
    if declared.pattern and not declared.matches(value):
        problems.append(Problem(name, declared.form_code, facts={"value": text}))
        return
    if declared.kind is kinds.TEXT and value != text:
        problems.append(Problem(name, "text_normalised", Severity.INFO, {"value": value}, {name: value}))
    elif declared.repeats and len(declared.memo) < _MEMO_LIMIT:
        declared.memo[text] = value
    values[name] = value


def _read_rows(
    declared: Field, typed: RawValue, context: Context, problems: list[Problem]
) -> tuple[Any, ...]:
    rows = () if isinstance(typed, str) else typed
    if len(rows) > declared.longest:
        problems.append(Problem(declared.name, "too_many_rows", facts={"limit": str(declared.longest)}))
        return ()
    found = []
    kind = cast("type[Document]", declared.rows)
    for index, row in enumerate(rows):
        values, own = kind.take_in(row, context)
        problems.extend(dataclasses.replace(p, field=f"{declared.name}.{index}.{p.field}") for p in own)
        if not any(p.severity is Severity.BLOCK for p in own):
            found.append(kind(**values))
    return tuple(found)
