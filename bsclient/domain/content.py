"""What a document says, for a person to read: groups of labelled values and tables, made from its declaration.

One reading serves the sign window, the paper and read-only views. Labels, titles and meanings of choices are the English
source texts of the declaration, values are shown texts. Nothing of the fields is left out but what is empty: a field that
no declaration knows is shown under its own name.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from bsclient.domain import kinds
from bsclient.domain.kinds import KindName

if TYPE_CHECKING:
    from bsclient.domain.document import Document
    from bsclient.domain.fields import Field

Resolve = Callable[["Field", str], str]
"""Says what an id in a reference or product field stands for; "" when it is not known."""
_MINUS: Final = "\u2212"
_NBSP: Final = "\u00a0"
_YES: Final = "yes"
_NAMED: Final = frozenset((KindName.REFERENCE, KindName.PRODUCT))
"""Kinds whose ids stand for something with a name."""
_SUM: Final = re.compile(r"-?[0-9]{1,15}\.[0-9]{2}")
"""A sum that may be zero or negative is declared as a code."""


@dataclass(frozen=True, slots=True)
class Line:
    """One value: `text` as it is in the bytes, `value` as it is shown, `word` what a code or an id means (or "")."""

    name: str
    label: str
    text: str
    value: str
    kind: KindName = KindName.TEXT
    word: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the form; `title` "" for the first, nameless one."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `words` say in English what its codes mean."""

    name: str
    label: str
    numeric: bool = False
    kind: KindName = KindName.TEXT
    words: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """Repeating parts of a document; columns that are empty in every row are left out."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    files: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """All that a document says; `number` and `day` as the list's columns have them, as texts of the fields."""

    type: str
    title: str
    number: str
    day: str
    groups: tuple[Group, ...]
    tables: tuple[Table, ...]


def of(kind: type[Document], fields: Mapping[str, object], resolve: Resolve | None = None) -> Content:
    """Return what canonical fields or a draft of a declared type say."""
    declared = {field.name: field for field in kind.declared}
    parts: dict[str, list[Line]] = {}
    tables: list[Table] = []
    for field in kind.declared:
        value = fields.get(field.name, "")
        if field.rows is not None:
            if not isinstance(value, str) and value:
                tables.append(_table(field, _rows(value), resolve))
        elif isinstance(value, str) and value.strip():
            parts.setdefault(field.group, []).append(_line(field, value.strip(), resolve))
    strange = _strange({name: value for name, value in fields.items() if name not in declared})
    groups = [Group(kind.groups.get(name, ""), tuple(lines)) for name, lines in parts.items()]
    return Content(
        kind.code, kind.title, _text(fields, kind.listing.number), shown_day(_text(fields, kind.listing.day)),
        (*groups, *([Group("", strange)] if strange else [])), tuple(tables),
    )  # fmt: skip


def of_unknown(code: str, fields: Mapping[str, object]) -> Content:
    """Return what fields of a type say that this program does not know."""
    number, day = _text(fields, "number"), shown_day(_text(fields, "date"))
    return Content(code, code, number, day, (Group("", _strange(fields)),), ())


def shown(field: Field, text: str) -> str:
    """Return a value as people write it: days as DD.MM.YYYY, amounts with blanks between thousands, a decimal comma."""
    name = field.kind.name
    if name in {KindName.RATE, KindName.PERCENT}:
        return text.replace(".", ",")
    if name is KindName.DAY:
        return shown_day(text)
    if name is KindName.MONTH:
        return f"{text[5:7]}.{text[:4]}"
    if name is KindName.MONEY or (name is KindName.CODE and _SUM.fullmatch(text)):
        return shown_amount(text)
    if name is KindName.FLAG:
        return _YES
    return text


def shown_day(text: str) -> str:
    """Return a day as DD.MM.YYYY; what is no day stays as it is."""
    try:
        return kinds.DAY.read(text).strftime("%d.%m.%Y") if text else ""
    except kinds.Unreadable:
        return text


def shown_amount(text: str) -> str:
    """Return an amount as `1 234,05`, a negative one with a minus sign; what is no amount stays as it is."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return text
    if not amount.is_finite():
        return text
    return f"{amount:,f}".replace(",", _NBSP).replace(".", ",").replace("-", _MINUS)


def _line(field: Field, text: str, resolve: Resolve | None) -> Line:
    word = field.words.get(text, "")
    if not word and resolve is not None and field.kind.name in _NAMED:
        word = resolve(field, text)
    return Line(field.name, field.label, text, shown(field, text), field.kind.name, word, field.form)


def _table(field: Field, rows: Sequence[Mapping[str, str]], resolve: Resolve | None) -> Table:
    row_kind = field.rows
    parts = [] if row_kind is None else [f for f in row_kind.declared if any(row.get(f.name) for row in rows)]
    known = {part.name for part in parts}
    strange = sorted({name for row in rows for name, text in row.items() if text and name not in known})
    columns = [Column(f.name, f.label, _numeric(f, rows), f.kind.name, f.words) for f in parts]
    columns += [Column(name, name) for name in strange]
    cells = tuple(
        (*(_cell(part, row, resolve) for part in parts), *(str(row.get(name, "")) for name in strange))
        for row in rows
    )
    return Table(
        field.name, field.label, tuple(columns), cells, files=field.kind.name is KindName.ATTACHMENTS
    )


def _cell(field: Field, row: Mapping[str, str], resolve: Resolve | None) -> str:
    text = row.get(field.name, "")
    if text and resolve is not None and field.kind.name in _NAMED:
        return resolve(field, text) or text
    return shown(field, text) if text else ""


def _numeric(field: Field, rows: Sequence[Mapping[str, str]]) -> bool:
    if field.kind.name is KindName.CODE:
        return all(_SUM.fullmatch(text) for row in rows if (text := row.get(field.name, "")))
    return field.kind.name in {KindName.MONEY, KindName.WHOLE, KindName.RATE, KindName.PERCENT}


def _strange(fields: Mapping[str, object]) -> tuple[Line, ...]:
    return tuple(
        Line(name, name, text, text)
        for name, value in fields.items()
        if (text := value if isinstance(value, str) else "; ".join(map(str, _rows(value))))
    )


def _rows(value: object) -> Sequence[Mapping[str, str]]:
    """Return the rows of a field; what is no text in them becomes one."""
    found = value if isinstance(value, list | tuple) else ()
    return [{str(name): str(text) for name, text in row.items()} for row in found if isinstance(row, Mapping)]


def _text(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name, "") if name else ""
    return value.strip() if isinstance(value, str) else ""
