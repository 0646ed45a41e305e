"""What a field's value is: how a kind is read from what was typed, written to canonical text, and compared.

A closed list. The window alone maps a kind to an editor. Reading raises `Unreadable` with a problem code.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from bsclient.domain import checks, money, normalise

T = TypeVar("T")


class KindName(StrEnum):
    """Names of the kinds, for the window's table of editors."""

    TEXT = "text"
    LINES = "lines"
    MONEY = "money"
    DAY = "day"
    CODE = "code"
    CHOICE = "choice"
    ACCOUNT = "account"
    BIC = "bic"
    INN = "inn"
    ROWS = "rows"
    WHOLE = "whole"
    RATE = "rate"
    PERCENT = "percent"
    SWIFT = "swift"
    CURRENCY = "currency"
    COUNTRY = "country"
    IBAN = "iban"
    SWIFT_BIC = "swift_bic"
    PHONE = "phone"
    FLAG = "flag"
    REFERENCE = "reference"
    PRODUCT = "product"
    MONTH = "month"
    PERSON = "person"
    ATTACHMENTS = "attachments"


class Unreadable(ValueError):
    """The typed text is not a value of this kind; `code` says why, `mend` what would do."""

    def __init__(self, code: str, mend: str = "", **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.mend = mend
        self.facts = facts


class Kind(Generic[T]):
    """Strategy of one kind of value."""

    name: KindName
    numeric = False
    verbatim = False
    """Whether a value is its own canonical text."""
    replaces = False
    """Whether reading may replace signs of the text; the user is then told what will be signed."""

    def read(self, text: str) -> T:
        """Read a stripped, non-empty text; raises `Unreadable`."""
        raise NotImplementedError

    def write(self, value: T) -> str:
        """Write the canonical text of a value."""
        raise NotImplementedError


_PLAIN = re.compile(r"[!-~А-яЁё№]+(?: [!-~А-яЁё№]+)*")
_CONTROL = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0]"
)


class TextKind(Kind[str]):
    """One line in the character set of bank payments (Windows-1251 subset of the Bank of Russia's formats)."""

    name = KindName.TEXT
    verbatim = True
    replaces = True

    def read(self, text: str) -> str:
        if _PLAIN.fullmatch(text):
            return text
        if _CONTROL.search(text):
            clean = normalise.bank_text(_CONTROL.sub("", text))
            raise Unreadable("control_characters", mend=clean)
        plain = normalise.bank_text(text)
        refused = normalise.refused_characters(plain)
        if refused:
            kept = "".join(letter for letter in plain if letter not in refused)
            raise Unreadable("bad_characters", mend=normalise.bank_text(kept), value=" ".join(refused))
        return plain

    def write(self, value: str) -> str:
        return value


class LinesKind(Kind[str]):
    """Free text of several lines (letters): NFC, line feeds only, no control or direction characters."""

    name = KindName.LINES
    verbatim = True

    def read(self, text: str) -> str:
        lines = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
        if _CONTROL.search(lines):
            raise Unreadable("control_characters", mend=_CONTROL.sub("", lines))
        return lines

    def write(self, value: str) -> str:
        return value


class MoneyKind(Kind[Decimal]):
    """An amount of at most 15 + 2 digits, greater than zero."""

    name = KindName.MONEY
    numeric = True

    def read(self, text: str) -> Decimal:
        try:
            amount = money.parse_amount(text)
        except ValueError as error:
            raise Unreadable(str(error.args[0])) from error
        if not amount:
            raise Unreadable("amount_zero")
        return amount

    def write(self, value: Decimal) -> str:
        return money.plain(value)


_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_RU_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")


class DayKind(Kind[date]):
    """A calendar day; read from ISO or DD.MM.YYYY, written as ISO.

    Years of business and of birth: terms that are reckoned from a day never lead out of the years that there are.
    """

    name = KindName.DAY
    numeric = True
    FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)

    def __init__(self) -> None:
        self._known: dict[str, date] = {}

    def read(self, text: str) -> date:
        known = self._known.get(text)
        if known is not None:
            return known
        if match := _ISO_DAY.fullmatch(text):
            year, month, day = match.groups()
        elif match := _RU_DAY.fullmatch(text):
            day, month, year = match.groups()
        else:
            raise Unreadable("bad_date", value=text)
        try:
            value = date(int(year), int(month), int(day))
        except ValueError as error:
            raise Unreadable("bad_date", value=text) from error
        if not self.FIRST <= value <= self.LAST:
            raise Unreadable("date_far", value=text)
        if len(self._known) < 4096:  # noqa: PLR2004 -- a bound for a cache of days, about eleven years
            self._known[text] = value
        return value

    def write(self, value: date) -> str:
        return value.isoformat()


class CodeKind(Kind[str]):
    """A code of fixed form, perhaps with a check digit."""

    verbatim = True

    def __init__(
        self,
        name: KindName,
        pattern: str,
        form_code: str,
        test: tuple[Callable[[str], bool], str] | None = None,
    ) -> None:
        self.name = name
        self._match = re.compile(pattern, re.ASCII).fullmatch
        self._form_code = form_code
        self._test = test

    def read(self, text: str) -> str:
        if self._match(text) is None:
            bare = "".join(text.split())
            raise Unreadable(self._form_code, mend=bare if self._match(bare) else "", value=text)
        if self._test is not None and not self._test[0](text):
            raise Unreadable(self._test[1], value=text)
        return text

    def write(self, value: str) -> str:
        return value


class ChoiceKind(Kind[str]):
    """One of a closed list of codes; the field holds the list."""

    name = KindName.CHOICE
    verbatim = True

    def read(self, text: str) -> str:
        return text

    def write(self, value: str) -> str:
        return value


TEXT = TextKind()
LINES = LinesKind()
MONEY = MoneyKind()
DAY = DayKind()
CHOICE = ChoiceKind()
ACCOUNT = CodeKind(KindName.ACCOUNT, r"[0-9]{5}[0-9ABCEHKMPTX][0-9]{14}", "account_form")
BIC = CodeKind(KindName.BIC, r"[0-9]{9}", "bic_form", (checks.bic_ok, "bic_form"))
INN = CodeKind(
    KindName.INN,
    r"0|[0-9]{5}|[0-9]{10}|[0-9]{12}",
    "inn_form",
    (lambda text: len(text) in {1, 5} or checks.inn_ok(text), "inn_key"),
)
KPP = CodeKind(
    KindName.CODE,
    r"0|[0-9]{4}[0-9A-Z]{2}[0-9]{3}",
    "kpp_form",
    (lambda t: t == "0" or checks.kpp_ok(t), "kpp_form"),
)
