"""Field specifiers: one declared line says all that forms, checks, lists, print and files need to know.

The first argument is the English label; it is also the source text for translation. Specifiers return the
type of the value, so that a type checker compares the annotation with the kind. Options of all of them:

- `required`: must be filled (where it is asked at all);
- `when=("other", "a", "b")`: asked only while another field holds one of these texts (anything, when none is named);
  else it must be empty. The other field is a code, choice, flag or text;
- `form`: number of the box on the paper form; `group`: part of the form (`groups` of the class gives its title);
- `listed`: a column of lists; `derived`: the program fills it; `default`: text of a new draft; `hint`: a sentence of help;
- `directory`: name of a directory to choose from; `strict`: what is not in it is a problem.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, TypedDict, TypeVar, Unpack, cast, overload

from bsclient.domain import kinds, kinds_more

if TYPE_CHECKING:
    from bsclient.domain.attachments import Attachment
    from bsclient.domain.document import Document

KEY = "bsclient.field"
Row = TypeVar("Row", bound="Document")
When = tuple[str, ...]
_MOST = 10**15


@dataclass(frozen=True, slots=True)
class Field:
    """What is declared about one field.

    `pattern` narrows a text or code; a mismatch has the problem code `form_code`. `memo` remembers a bounded number
    of texts that were read without any problem: a day's payments repeat accounts, BICs and names (`repeats` False:
    not this one). `words` say what choices mean (English), `of` what a reference or product may be, `longest` is the
    number of characters or of rows.
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
    directory: str = ""
    strict: bool = False
    when: When = ()
    hint: str = ""
    of: tuple[str, ...] = ()
    words: Mapping[str, str] = dataclasses.field(default_factory=dict, compare=False)
    memo: dict[str, Any] = dataclasses.field(default_factory=dict, compare=False, repr=False)

    def matches(self, text: str) -> bool:
        """Whether the text has the declared form."""
        return not self.pattern or re.fullmatch(self.pattern, text, re.ASCII) is not None

    def asked(self, raw: Mapping[str, object]) -> bool:
        """Whether a draft asks for this field; what is not asked stays empty."""
        if not self.when:
            return True
        other = raw.get(self.when[0])
        text = other.strip() if isinstance(other, str) else ""
        return text in self.when[1:] if len(self.when) > 1 else bool(text)


class Plain(TypedDict, total=False):
    """Options of every specifier."""

    form: str
    group: str
    listed: bool
    derived: bool
    default: str
    directory: str
    strict: bool
    hint: str


class Options(Plain, total=False):
    """Options of specifiers whose value is "" when empty."""

    required: bool
    when: When


def _declare(label: str, kind: kinds.Kind[Any], options: Mapping[str, Any]) -> Any:
    declared = Field("", label, kind, **options)
    metadata = {KEY: declared}
    if declared.rows is not None:
        return dataclasses.field(default=(), metadata=metadata)
    if declared.required and not declared.when:
        return dataclasses.field(metadata=metadata)
    return dataclasses.field(default=None if kind.numeric else "", metadata=metadata)


def _text(label: str, kind: kinds.Kind[Any], options: Mapping[str, Any], **more: Any) -> str:
    return cast("str", _declare(label, kind, {**options, **more}))


# texts --------------------------------------------------------------------------------------------------------


def text(
    label: str, *, longest: int, pattern: str = "", form_code: str = "", **options: Unpack[Options]
) -> str:
    """One line of payment text."""
    return _text(label, kinds.TEXT, options, longest=longest, pattern=pattern, form_code=form_code)


def lines(label: str, *, longest: int, **options: Unpack[Options]) -> str:
    """Free text of several lines."""
    return _text(label, kinds.LINES, options, longest=longest)


def person(label: str, *, longest: int = 160, **options: Unpack[Options]) -> str:
    """Name of a person: letters, blanks, hyphens, apostrophes."""
    return _text(label, kinds_more.PERSON, options, longest=longest)


def swift_text(label: str, *, longest: int, lines: int = 1, **options: Unpack[Options]) -> str:
    """Text of the SWIFT x set in capitals: at most `lines` lines of `longest` characters each."""
    kind = kinds_more.SwiftKind(longest, lines)
    return _text(label, kind, options, longest=longest * lines + lines - 1)


# codes --------------------------------------------------------------------------------------------------------


def choice(
    label: str,
    choices: tuple[str, ...],
    *,
    words: Mapping[str, str] | None = None,
    **options: Unpack[Options],
) -> str:
    """One code of a closed list; "" is allowed where the field is not required. `words` say what codes mean."""
    return _text(label, kinds.CHOICE, options, choices=choices, words=words or {})


def flag(label: str, **options: Unpack[Options]) -> str:
    """A sign: "1" when it is set, "" when not."""
    options.setdefault("required", False)
    return _text(label, kinds_more.FLAG, options, choices=("", "1"))


def code(label: str, pattern: str, form_code: str, **options: Unpack[Options]) -> str:
    """A code of fixed form (number, KBK, OKTMO …): ASCII, `pattern` in full, else the problem `form_code`."""
    options.setdefault("required", False)
    return _text(label, kinds.CodeKind(kinds.KindName.CODE, pattern, form_code), options)


def doc_number(label: str = "Number", **options: Unpack[Options]) -> str:
    """A document's number: one to six digits, not zero."""
    options.setdefault("listed", True)
    return _text(label, kinds_more.NUMBER, options)


def account(label: str, **options: Unpack[Options]) -> str:
    """A bank account of 20 characters."""
    return _text(label, kinds.ACCOUNT, options)


def bic(label: str, **options: Unpack[Options]) -> str:
    """A BIC of the Bank of Russia, 9 digits."""
    return _text(label, kinds.BIC, options)


def inn(label: str, **options: Unpack[Options]) -> str:
    """A taxpayer number: 10 or 12 digits, 5 (KIO) or 0."""
    options.setdefault("required", False)
    return _text(label, kinds.INN, options)


def kpp(label: str, **options: Unpack[Options]) -> str:
    """A tax registration reason code, 9 characters or 0."""
    options.setdefault("required", False)
    return _text(label, kinds.KPP, options)


def currency(label: str, **options: Unpack[Options]) -> str:
    """A currency by ISO 4217 (`USD`); the bank's directory `currencies` narrows it."""
    options.setdefault("directory", "currencies")
    options.setdefault("strict", True)
    return _text(label, kinds_more.CURRENCY, options)


def country(label: str, **options: Unpack[Options]) -> str:
    """A country by ISO 3166 (`CN`); the bank's directory `countries` narrows it."""
    options.setdefault("directory", "countries")
    options.setdefault("strict", True)
    return _text(label, kinds_more.COUNTRY, options)


def iban(label: str, **options: Unpack[Options]) -> str:
    """An international account number (ISO 13616)."""
    return _text(label, kinds_more.IBAN, options)


def swift_bic(label: str, **options: Unpack[Options]) -> str:
    """A SWIFT code of a bank (ISO 9362), 8 or 11 characters."""
    return _text(label, kinds_more.SWIFT_BIC, options)


def phone(label: str, **options: Unpack[Options]) -> str:
    """A Russian phone number: +7 and ten digits."""
    return _text(label, kinds_more.PHONE, options)


def month(label: str, **options: Unpack[Options]) -> str:
    """A month: `2026-11`."""
    return _text(label, kinds_more.MONTH, options)


def reference(label: str, *, of: tuple[str, ...], **options: Unpack[Options]) -> str:
    """Id of another document of one of the types `of`, which the window offers; of any document where `of` is empty."""
    return _text(label, kinds_more.REFERENCE, options, of=of)


def product(label: str, *, of: str | tuple[str, ...], **options: Unpack[Options]) -> str:
    """Id of a product at the bank of one of the kinds `of` (deposit, loan, guarantee, contract …)."""
    return _text(label, kinds_more.PRODUCT, options, of=(of,) if isinstance(of, str) else of)


# numbers and days ---------------------------------------------------------------------------------------------
# Each has three faces for type checkers: always there; None when it is not asked; None when it may be left out.


@overload
def money(label: str, *, wide: bool = False, **options: Unpack[Plain]) -> Decimal: ...
@overload
def money(
    label: str, *, wide: bool = False, when: When, required: bool = True, **options: Unpack[Plain]
) -> Decimal | None: ...
@overload
def money(
    label: str, *, wide: bool = False, required: Literal[False], **options: Unpack[Plain]
) -> Decimal | None: ...
def money(label: str, *, wide: bool = False, **options: Unpack[Options]) -> Decimal | None:
    """An amount greater than zero with two decimals; `wide` lets currencies have three (KWD)."""
    return cast("Decimal | None", _declare(label, kinds_more.WIDE_MONEY if wide else kinds.MONEY, options))


@overload
def day(label: str, **options: Unpack[Plain]) -> date: ...
@overload
def day(label: str, *, when: When, required: bool = True, **options: Unpack[Plain]) -> date | None: ...
@overload
def day(label: str, *, required: Literal[False], **options: Unpack[Plain]) -> date | None: ...
def day(label: str, **options: Unpack[Options]) -> date | None:
    """A calendar day."""
    return cast("date | None", _declare(label, kinds.DAY, options))


@overload
def whole(label: str, *, least: int = 0, most: int = _MOST, **options: Unpack[Plain]) -> int: ...
@overload
def whole(
    label: str,
    *,
    least: int = 0,
    most: int = _MOST,
    when: When,
    required: bool = True,
    **options: Unpack[Plain],
) -> int | None: ...
@overload
def whole(
    label: str, *, least: int = 0, most: int = _MOST, required: Literal[False], **options: Unpack[Plain]
) -> int | None: ...
def whole(label: str, *, least: int = 0, most: int = _MOST, **options: Unpack[Options]) -> int | None:
    """A whole number between `least` and `most`."""
    return cast("int | None", _declare(label, kinds_more.WholeKind(least, most), options))


@overload
def rate(label: str, **options: Unpack[Plain]) -> Decimal: ...
@overload
def rate(label: str, *, when: When, required: bool = True, **options: Unpack[Plain]) -> Decimal | None: ...
@overload
def rate(label: str, *, required: Literal[False], **options: Unpack[Plain]) -> Decimal | None: ...
def rate(label: str, **options: Unpack[Options]) -> Decimal | None:
    """A rate of exchange: greater than zero, at most 10 + 8 digits."""
    return cast("Decimal | None", _declare(label, kinds_more.RATE, options))


@overload
def percent(label: str, **options: Unpack[Plain]) -> Decimal: ...
@overload
def percent(label: str, *, when: When, required: bool = True, **options: Unpack[Plain]) -> Decimal | None: ...
@overload
def percent(label: str, *, required: Literal[False], **options: Unpack[Plain]) -> Decimal | None: ...
def percent(label: str, **options: Unpack[Options]) -> Decimal | None:
    """Per cent: 0 to 100, at most four decimals."""
    return cast("Decimal | None", _declare(label, kinds_more.PERCENT, options))


# rows ---------------------------------------------------------------------------------------------------------


class RowsKind(kinds.Kind[Any]):
    """Repeating parts: a tuple of another declared class."""

    def __init__(self, name: kinds.KindName = kinds.KindName.ROWS) -> None:
        self.name = name


def rows(
    label: str,
    of: type[Row],
    *,
    longest: int,
    required: bool = False,
    when: When = (),
    group: str = "",
    hint: str = "",
) -> tuple[Row, ...]:
    """Rows of another declared class, at most `longest`; `required` asks for one at least."""
    options = {"longest": longest, "required": required, "when": when, "group": group, "hint": hint}
    return cast("tuple[Row, ...]", _declare(label, RowsKind(), {**options, "rows": of}))


def attachments(
    label: str = "Attachments",
    *,
    longest: int = 10,
    required: bool = False,
    when: When = (),
    group: str = "",
    hint: str = "",
) -> tuple[Attachment, ...]:
    """Files sent along, each named by its hash (`attachments.Attachment`)."""
    from bsclient.domain.attachments import Attachment  # an Attachment is declared with the specifiers above

    options = {"longest": longest, "required": required, "when": when, "group": group, "hint": hint}
    kind = RowsKind(kinds.KindName.ATTACHMENTS)
    return cast("tuple[Attachment, ...]", _declare(label, kind, {**options, "rows": Attachment}))
