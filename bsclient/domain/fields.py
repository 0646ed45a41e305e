"""Field specifiers: one declared line says all that forms, checks, lists, print and files need to know.

The first argument is the English label; it is also the source text for translation. Specifiers return the
type of the value, so that a type checker compares the annotation with the kind.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast, overload

from bsclient.domain import kinds

if TYPE_CHECKING:
    from bsclient.domain.document import Document

KEY = "bsclient.field"
Row = TypeVar("Row", bound="Document")


@dataclass(frozen=True, slots=True)
class Field:
    """What is declared about one field.

    `form` is the number of the box on the paper form, `group` the part of the form, `listed` makes a list
    column, `derived` says that the program fills it (from a directory) and the user need not type it.
    `pattern` narrows a text or code; a mismatch has the problem code `form_code`. `memo` remembers a bounded number
    of texts that were read without any problem: a day's payments repeat accounts, BICs and names (`repeats` False:
    not this one).
    """

    name: str
    label: str
    kind: kinds.Kind[Any]
    required: bool = True
    longest: int = 0
    pattern: str = ""
    form_code: str = ""
    choices: tuple[str, ...] = ()
    form: str = ""
    group: str = ""
    listed: bool = False
    derived: bool = False
    default: str = ""
    rows: type[Document] | None = None
    repeats: bool = True
    memo: dict[str, Any] = dataclasses.field(default_factory=dict, compare=False, repr=False)

    def matches(self, text: str) -> bool:
        """Whether the text has the declared form."""
        return not self.pattern or re.fullmatch(self.pattern, text, re.ASCII) is not None


def _declare(label: str, kind: kinds.Kind[Any], options: dict[str, Any]) -> Any:
    declared = Field("", label, kind, **options)
    metadata = {KEY: declared}
    if declared.required:
        return dataclasses.field(metadata=metadata)
    empty: Any = None if kind.name in {kinds.KindName.MONEY, kinds.KindName.DAY} else ""
    return dataclasses.field(default=empty, metadata=metadata)


def text(
    label: str,
    *,
    longest: int,
    required: bool = True,
    pattern: str = "",
    form_code: str = "",
    form: str = "",
    group: str = "",
    listed: bool = False,
    derived: bool = False,
    default: str = "",
) -> str:
    """One line of payment text."""
    return cast(
        "str",
        _declare(
            label,
            kinds.TEXT,
            {
                "longest": longest,
                "required": required,
                "pattern": pattern,
                "form_code": form_code,
                "form": form,
                "group": group,
                "listed": listed,
                "derived": derived,
                "default": default,
            },
        ),
    )


def lines(label: str, *, longest: int, required: bool = True, group: str = "") -> str:
    """Free text of several lines."""
    return cast(
        "str",
        _declare(
            label,
            kinds.LINES,
            {
                "longest": longest,
                "required": required,
                "group": group,
            },
        ),
    )


@overload
def money(
    label: str, *, required: Literal[False], form: str = "", group: str = "", listed: bool = False
) -> Decimal | None: ...
@overload
def money(
    label: str, *, required: Literal[True] = True, form: str = "", group: str = "", listed: bool = False
) -> Decimal: ...
def money(
    label: str, *, required: bool = True, form: str = "", group: str = "", listed: bool = False
) -> Decimal | None:
    """An amount greater than zero."""
    return cast(
        "Decimal | None",
        _declare(
            label,
            kinds.MONEY,
            {
                "required": required,
                "form": form,
                "group": group,
                "listed": listed,
            },
        ),
    )


@overload
def day(
    label: str, *, required: Literal[False], form: str = "", group: str = "", listed: bool = False
) -> date | None: ...
@overload
def day(
    label: str, *, required: Literal[True] = True, form: str = "", group: str = "", listed: bool = False
) -> date: ...
def day(
    label: str, *, required: bool = True, form: str = "", group: str = "", listed: bool = False
) -> date | None:
    """A calendar day."""
    return cast(
        "date | None",
        _declare(
            label,
            kinds.DAY,
            {
                "required": required,
                "form": form,
                "group": group,
                "listed": listed,
            },
        ),
    )


def choice(
    label: str,
    choices: tuple[str, ...],
    *,
    required: bool = True,
    form: str = "",
    group: str = "",
    default: str = "",
) -> str:
    """One code of a closed list; "" is allowed where the field is not required."""
    return cast(
        "str",
        _declare(
            label,
            kinds.CHOICE,
            {
                "choices": choices,
                "required": required,
                "form": form,
                "group": group,
                "default": default,
            },
        ),
    )


def code(
    label: str,
    pattern: str,
    form_code: str,
    *,
    required: bool = False,
    form: str = "",
    group: str = "",
    listed: bool = False,
    default: str = "",
) -> str:
    """A code of fixed form (number, KBK, OKTMO …): ASCII, `pattern` in full, else the problem `form_code`."""
    kind = kinds.CodeKind(kinds.KindName.CODE, pattern, form_code)
    return cast(
        "str",
        _declare(
            label,
            kind,
            {
                "required": required,
                "form": form,
                "group": group,
                "listed": listed,
                "default": default,
            },
        ),
    )


def _of_kind(label: str, kind: kinds.Kind[Any], **options: Any) -> str:
    return cast("str", _declare(label, kind, options))


def account(
    label: str,
    *,
    required: bool = True,
    form: str = "",
    group: str = "",
    listed: bool = False,
    derived: bool = False,
) -> str:
    """A bank account of 20 characters."""
    return _of_kind(
        label, kinds.ACCOUNT, required=required, form=form, group=group, listed=listed, derived=derived
    )


def bic(label: str, *, required: bool = True, form: str = "", group: str = "") -> str:
    """A BIC of the Bank of Russia, 9 digits."""
    return _of_kind(label, kinds.BIC, required=required, form=form, group=group)


def inn(label: str, *, required: bool = False, form: str = "", group: str = "", listed: bool = False) -> str:
    """A taxpayer number: 10 or 12 digits, 5 (KIO) or 0."""
    return _of_kind(label, kinds.INN, required=required, form=form, group=group, listed=listed)


def kpp(label: str, *, required: bool = False, form: str = "", group: str = "") -> str:
    """A tax registration reason code, 9 characters or 0."""
    return _of_kind(label, kinds.KPP, required=required, form=form, group=group)


class RowsKind(kinds.Kind[Any]):
    """Repeating parts: a tuple of another declared class."""

    name = kinds.KindName.ROWS


def rows(label: str, of: type[Row], *, longest: int, group: str = "") -> tuple[Row, ...]:
    """Rows of another declared class, at most `longest`."""
    declared = Field("", label, RowsKind(), required=False, longest=longest, group=group, rows=of)
    return dataclasses.field(default=(), metadata={KEY: declared})
