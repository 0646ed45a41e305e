"""Kinds of value beside those of a payment order: numbers, SWIFT texts, months, phones, names of persons.

Numbers have one canonical text: no exponent, no zeros that say nothing. Forms as people type them (blanks in an
IBAN, 8 before a phone number) are mended, not guessed silently.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from bsclient.domain import currencies, international, normalise, swift
from bsclient.domain.kinds import CodeKind, Kind, KindName, TextKind, Unreadable

_NUMBER: Final = re.compile(r"([0-9]+)(?:[.,]([0-9]+))?")
_BLANKS: Final = re.compile("[\\s\u00a0\u202f\u2009]+")
_LONGEST: Final = 64


class WholeKind(Kind[int]):
    """A whole number between two bounds."""

    name = KindName.WHOLE
    numeric = True

    def __init__(self, least: int, most: int) -> None:
        self.least = least
        self.most = most

    def read(self, text: str) -> int:
        bare = _BLANKS.sub("", text)
        if len(bare) > _LONGEST or re.fullmatch("[0-9]+", bare) is None:
            raise Unreadable("whole_form", value=text)
        value = int(bare)
        if not self.least <= value <= self.most:
            raise Unreadable("whole_range", value=text, least=str(self.least), most=str(self.most))
        return value

    def write(self, value: int) -> str:
        return str(value)


class NumberKind(Kind[Decimal]):
    """A decimal number: `whole` digits before the point and `places` after it, at most `most`."""

    numeric = True

    def __init__(self, name: KindName, *, whole: int, places: int, most: Decimal | None, zero: bool) -> None:
        self.name = name
        self._whole = whole
        self.places = places
        self._most = most
        self._zero = zero

    def read(self, text: str) -> Decimal:
        match = _NUMBER.fullmatch(_BLANKS.sub("", text)) if len(text) <= _LONGEST else None
        if match is None:
            raise Unreadable(f"{self.name}_form", value=text)
        whole, part = match[1].lstrip("0"), (match[2] or "").rstrip("0")
        if len(whole) > self._whole or len(part) > self.places:
            raise Unreadable(f"{self.name}_form", value=text)
        value = Decimal(f"{whole or '0'}.{part}" if part else whole or "0")
        if (not value and not self._zero) or (self._most is not None and value > self._most):
            raise Unreadable(f"{self.name}_range", value=text)
        return value

    def write(self, value: Decimal) -> str:
        plain = format(value, "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain


class WideMoneyKind(Kind[Decimal]):
    """An amount in a currency with three decimals; written with two where the third is zero."""

    name = KindName.MONEY
    numeric = True

    def read(self, text: str) -> Decimal:
        match = _NUMBER.fullmatch(_BLANKS.sub("", text)) if len(text) <= _LONGEST else None
        if match is None or len(part := match[2] or "") > 3:  # noqa: PLR2004 -- what this kind is for
            raise Unreadable("amount_form")
        whole = match[1].lstrip("0")
        if len(whole) > 15:  # noqa: PLR2004 -- as all amounts
            raise Unreadable("amount_too_long")
        part = part.ljust(3, "0")
        value = Decimal(f"{whole or '0'}.{part.removesuffix('0')}")
        if not value:
            raise Unreadable("amount_zero")
        return value

    def write(self, value: Decimal) -> str:
        plain = format(value, ".3f")
        return plain.removesuffix("0")


class SwiftKind(Kind[str]):
    """Text of a SWIFT message: capitals of the x set, at most `lines` lines of `longest` characters."""

    name = KindName.SWIFT
    verbatim = True
    replaces = True

    def __init__(self, longest: int, lines: int) -> None:
        self.longest = longest
        self.lines = lines

    def read(self, text: str) -> str:
        plain = swift.upper(text)
        strange = swift.refused(plain)
        if strange:
            raise Unreadable("swift_characters", mend=swift.latin(text), value=" ".join(strange))
        if swift.bad_start(plain):
            raise Unreadable("swift_line_start", mend=swift.latin(text), value=plain)
        rows = plain.split("\n")
        if len(rows) > self.lines:
            raise Unreadable("swift_lines", value=str(len(rows)), limit=str(self.lines))
        longest = max(map(len, rows))
        if longest > self.longest:
            raise Unreadable("too_long", value=str(longest), limit=str(self.longest))
        return plain

    def write(self, value: str) -> str:
        return value


class MendedKind(CodeKind):
    """A code of capitals and digits that people type with blanks, hyphens or small letters."""

    def read(self, text: str) -> str:
        try:
            return super().read(text)
        except Unreadable as error:
            bare = re.sub(r"[\s\-]", "", text).upper()
            if error.mend or bare == text:
                raise
            try:
                error.mend = super().read(bare)
            except Unreadable:
                raise error from None
            raise


class PhoneKind(CodeKind):
    """A Russian phone number as +7 and ten digits."""

    def read(self, text: str) -> str:
        try:
            return super().read(text)
        except Unreadable as error:
            bare = re.sub(r"[^0-9]", "", text)
            if len(bare) == 10:  # noqa: PLR2004 -- digits without the country
                error.mend = f"+7{bare}"
            elif len(bare) == 11 and bare[0] in "78":  # noqa: PLR2004 -- with it, or with the old long-distance 8
                error.mend = f"+7{bare[1:]}"
            raise


_RU_MONTH: Final = re.compile(r"(0?[1-9]|1[0-2])\.([0-9]{4})")
_ISO_MONTH: Final = re.compile(r"[12][0-9]{3}-(?:0[1-9]|1[0-2])")


class MonthKind(Kind[str]):
    """A month of a year: `2026-11`; also read from `11.2026`."""

    name = KindName.MONTH
    verbatim = True

    def read(self, text: str) -> str:
        if match := _RU_MONTH.fullmatch(text):
            text = f"{match[2]}-{match[1]:0>2}"
        if _ISO_MONTH.fullmatch(text) is None:
            raise Unreadable("month_form", value=text)
        return text

    def write(self, value: str) -> str:
        return value


_PERSON: Final = re.compile(r"[A-Za-zА-Яа-яЁё]+(?:[ '\-]+[A-Za-zА-Яа-яЁё]+)*'?")


class PersonKind(TextKind):
    """Name of a person: letters, blanks, hyphens and apostrophes."""

    name = KindName.PERSON

    def read(self, text: str) -> str:
        plain = super().read(text)
        if _PERSON.fullmatch(plain) is None:
            raise Unreadable("person_form", value=plain)
        if mixed := normalise.mixed_words(plain):
            raise Unreadable("person_mixed", value=", ".join(mixed))
        return plain


RATE: Final = NumberKind(KindName.RATE, whole=10, places=8, most=None, zero=False)
PERCENT: Final = NumberKind(KindName.PERCENT, whole=3, places=4, most=Decimal(100), zero=True)
WIDE_MONEY: Final = WideMoneyKind()
CURRENCY: Final = MendedKind(
    KindName.CURRENCY, "[A-Z]{3}", "currency_form", (currencies.CODES.__contains__, "currency_unknown")
)
COUNTRY: Final = MendedKind(
    KindName.COUNTRY, "[A-Z]{2}", "country_form", (international.COUNTRIES.__contains__, "country_unknown")
)
IBAN: Final = MendedKind(
    KindName.IBAN, "[A-Z]{2}[0-9]{2}[0-9A-Z]{10,30}", "iban_form", (international.iban_ok, "iban_key")
)
SWIFT_BIC: Final = MendedKind(
    KindName.SWIFT_BIC,
    "[A-Z]{6}[0-9A-Z]{2}(?:[0-9A-Z]{3})?",
    "swift_bic_form",
    (international.swift_bic_ok, "swift_bic_form"),
)
NUMBER: Final = CodeKind(KindName.CODE, "[1-9][0-9]{0,5}", "number_form")
PHONE: Final = PhoneKind(KindName.PHONE, r"\+7[0-9]{10}", "phone_form")
FLAG: Final = CodeKind(KindName.FLAG, "1", "bad_flag")
REFERENCE: Final = CodeKind(
    KindName.REFERENCE,
    "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
    "bad_document_id",
)
PRODUCT: Final = CodeKind(KindName.PRODUCT, "[0-9A-Za-z][0-9A-Za-z-]{0,35}", "product_form")
MONTH: Final = MonthKind()
PERSON: Final = PersonKind()
