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

from bsclient.domain import fields, filling, kinds, lookups
from bsclient.domain.context import Context
from bsclient.domain.families import Family, Flow, Listing
from bsclient.domain.fields import KEY, Field
from bsclient.domain.problems import Problem, Severity, weighed
from bsclient.domain.rules import packs as dated

RawValue = str | Sequence[Mapping[str, str]]
Raw = Mapping[str, RawValue]
TextTree = dict[str, "str | list[dict[str, str]]"]


class Sheet:
    """What could be read of a draft: rules look here and keep silent where their inputs are missing."""

    __slots__ = ("_sheets", "_values")

    def __init__(self, values: dict[str, Any], sheets: Mapping[str, Sequence[Sheet]] | None = None) -> None:
        self._values = values
        self._sheets = sheets

    def text(self, name: str) -> str:
        """Return a text or code; "" when it is empty or unreadable."""
        return self._values.get(name) or ""

    def money(self, name: str) -> Decimal | None:
        """Return an amount; None when it is empty or unreadable."""
        return cast("Decimal | None", self._values.get(name))

    def number(self, name: str) -> Decimal | None:
        """Return a rate or per cent; None when it is empty or unreadable."""
        return cast("Decimal | None", self._values.get(name))

    def whole(self, name: str) -> int | None:
        """Return a whole number; None when it is empty or unreadable."""
        return cast("int | None", self._values.get(name))

    def day(self, name: str) -> date | None:
        """Return a day; None when it is empty or unreadable."""
        return cast("date | None", self._values.get(name))

    def rows(self, name: str) -> Sequence[Document]:
        """Return the rows that could be read."""
        return self._values.get(name) or ()

    def sheets(self, name: str) -> Sequence[Sheet]:
        """Return what could be read of each row; while a draft is filled, of every row that was typed."""
        if self._sheets is not None and name in self._sheets:
            return self._sheets[name]
        return [Sheet(vars(row)) for row in self.rows(name)]


Rule = Callable[[Sheet, Context], Iterator[Problem]]
Fill = Callable[[Sheet, Context], Mapping[str, str]]
"""Proposes texts by field; a field of a row is named `rows.0.field`."""
BY_CLIENT = "bsclient.document/1"
BY_BANK = "bsclient.bank_document/1"


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
        fields.doc_number,
        fields.person,
        fields.swift_text,
        fields.flag,
        fields.currency,
        fields.country,
        fields.iban,
        fields.swift_bic,
        fields.phone,
        fields.month,
        fields.reference,
        fields.product,
        fields.whole,
        fields.rate,
        fields.percent,
        fields.rows,
        fields.attachments,
    ),
)
class Document:
    """Base of all declared documents and of their rows.

    Class keywords: `code` (registry key and name of the file, "" for rows), `title` (English), `version` of the
    declaration, `purpose` (what a signature under it means, kept as `signed_as`), `rules` (cross-field checks), `packs`
    (dated rules, chosen by the document's day), `fills` (proposals for derived fields), `family`, `flow` (who makes
    it), `listing` (fields in list columns), `groups` (titles of the parts of the form), `templates` (may be kept as
    one), `schemed` (it disposes of money or rights: the client's scheme of signatures applies, else one signature does), `least_signers`
    (so many must sign at least, whatever the scheme says).
    """

    code: ClassVar[str] = ""
    title: ClassVar[str] = ""
    version: ClassVar[str] = "1"
    signed_as: ClassVar[str] = BY_CLIENT
    family: ClassVar[Family] = Family.REQUESTS
    flow: ClassVar[Flow] = Flow.OUT
    listing: ClassVar[Listing] = Listing()
    groups: ClassVar[Mapping[str, str]] = {}
    templates: ClassVar[bool] = True
    schemed: ClassVar[bool] = False
    least_signers: ClassVar[int] = 1
    declared: ClassVar[tuple[Field, ...]] = ()
    rules: ClassVar[tuple[Rule, ...]] = ()
    packs: ClassVar[tuple[dated.Pack, ...]] = ()
    fills: ClassVar[tuple[Fill, ...]] = ()
    ours: ClassVar[tuple[str, ...]] = ("payer", "applicant", "client", "employer", "organisation")
    """First parts of the names of fields that are the client's own (`payer_name`): a new draft has them filled."""
    own: ClassVar[tuple[str, ...]] = ()
    """Fields that differ from document to document; the rest of a batch repeats (`domain.series`)."""
    own_rules: ClassVar[frozenset[Rule]] = frozenset()
    """The rules that read them."""
    _names: ClassVar[frozenset[str]] = frozenset()
    _written: ClassVar[tuple[Field, ...]] = ()
    """Fields whose values are not their own canonical texts."""

    def __init_subclass__(  # noqa: PLR0913 -- the keywords of a declaration
        cls,
        *,
        code: str = "",
        title: str = "",
        version: str = "1",
        purpose: str = "",
        rules: tuple[Rule, ...] = (),
        packs: tuple[dated.Pack, ...] = (),
        fills: tuple[Fill, ...] = (),
        family: Family = Family.REQUESTS,
        flow: Flow = Flow.OUT,
        listing: Listing | None = None,
        groups: Mapping[str, str] | None = None,
        templates: bool = True,
        schemed: bool = False,
        least_signers: int = 1,
    ) -> None:
        dataclasses.dataclass(frozen=True, kw_only=True)(cls)
        cls.code, cls.title, cls.version, cls.family, cls.flow = code, title, version, family, flow
        cls.signed_as = purpose or (BY_BANK if flow is Flow.IN else BY_CLIENT)
        cls.packs, cls.fills, cls.groups = packs, fills, groups or {}
        cls.templates, cls.schemed = templates and flow is Flow.OUT, schemed
        cls.least_signers = least_signers
        cls.declared = tuple(
            _named(cls, item) for item in dataclasses.fields(cast("Any", cls)) if KEY in item.metadata
        )
        cls._names = frozenset(declared.name for declared in cls.declared)
        cls._written = tuple(f for f in cls.declared if f.rows is not None or not f.kind.verbatim)
        cls.listing = listing or Listing(
            **{name: "" for name in ("number", "day") if _PLAIN[name] not in cls._names}
        )
        _all_there(cls)
        cls._take_rules(rules)

    @classmethod
    def _take_rules(cls, rules: tuple[Rule, ...]) -> None:
        """Join the plain rules, those of the packs and those of the lookups into one tuple."""
        for chosen, own in (
            (frozenset(rule for pack in cls.packs for rule in pack.rules) - cls.own_rules, False),
            (frozenset(rule for pack in cls.packs for rule in pack.rules) & cls.own_rules, True),
        ):
            if chosen:
                joined = dated.rule(cls.packs, cls.listing.day, chosen)
                rules += (joined,)
                cls.own_rules |= {joined} if own else set()
        sought = lookups.rule(cls.declared, cls.listing.day)
        cls.rules = rules if sought is None else (*rules, sought)

    @classmethod
    def field(cls, name: str) -> Field:
        """Return a declared field by name; KeyError when there is none."""
        for declared in cls.declared:
            if declared.name == name:
                return declared
        raise KeyError(name)

    @classmethod
    def blank(cls) -> dict[str, RawValue]:
        """Return an empty draft with the declared defaults of what it asks for."""
        plain = [f for f in cls.declared if f.rows is None]
        defaults = {f.name: f.default for f in plain}
        return {f.name: f.default if f.asked(defaults) else "" for f in plain}

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
        values, problems = cls._fields(raw, Context(today=date.min, dates_checked=False))
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
        return values, weighed(problems, context.severities)

    @classmethod
    def fill(cls, raw: Raw, context: Context) -> dict[str, str]:
        """Return what `fills` would change in a draft; a field of a row is named `rows.0.field`.

        Derived fields follow always, others are proposed only while they are empty.
        """
        return filling.proposals(cls, raw, context)

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
                    if declared.when and not declared.asked(raw):
                        problems.append(Problem(name, "not_asked", mend={name: ""}))
                    else:
                        _read_field(declared, text, values, problems)
                    continue
            if declared.rows is not None:
                given = typed if isinstance(typed, list | tuple) else ()
                values[name] = _read_rows(declared, given, context, problems)
                if given and declared.asked(raw):
                    continue
                if given:
                    problems.append(Problem(name, "not_asked"))
            if declared.required and declared.asked(raw):
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
    if declared.kind.replaces and value != text:
        problems.append(Problem(name, "text_normalised", Severity.INFO, {"value": value}, {name: value}))
    elif declared.repeats and len(declared.memo) < _MEMO_LIMIT:
        declared.memo[text] = value
    values[name] = value


def _read_rows(
    declared: Field, rows: Sequence[object], context: Context, problems: list[Problem]
) -> tuple[Any, ...]:
    if len(rows) > declared.longest:
        problems.append(Problem(declared.name, "too_many_rows", facts={"limit": str(declared.longest)}))
        return ()
    found = []
    kind = cast("type[Document]", declared.rows)
    for index, row in enumerate(rows):
        place = f"{declared.name}.{index}."
        if not isinstance(row, Mapping):
            problems.append(Problem(place.removesuffix("."), "bad_row"))
            continue
        values, own = kind.take_in(row, context)
        if own:
            problems.extend(placed(problem, place) for problem in own)
            if any(p.severity is Severity.BLOCK for p in own):
                continue
        found.append(kind(**values))
    return tuple(found)


def placed(problem: Problem, place: str) -> Problem:
    """Return a row's problem as one of the document that holds the row."""
    mend = {place + name: text for name, text in problem.mend.items()}
    return dataclasses.replace(problem, field=place + problem.field, mend=mend)


_PLAIN = {"number": "number", "day": "date"}


def _named(cls: type[Document], item: dataclasses.Field[Any]) -> Field:
    declared: Field = item.metadata[KEY]
    # What is asked only sometimes is not remembered by its text alone.
    repeats = item.name not in cls.own and not declared.when
    return dataclasses.replace(declared, name=item.name, memo={}, repeats=repeats)


def _all_there(cls: type[Document]) -> None:
    """Refuse a declaration whose parts name fields that are not there."""
    named = {*cls.listing.columns().values(), *(f.when[0] for f in cls.declared if f.when), *cls.own}
    if strange := named - cls._names:
        raise TypeError(f"{cls.__name__}: no such field: {', '.join(sorted(strange))}")
