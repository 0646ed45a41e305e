"""Amounts: strict reading, plain writing, whole minor units. Never float, never the ambient decimal context.

An amount has at most 15 digits before and two after the point (box 7 of form 0401060). Errors are `ValueError`
whose first argument is a problem code: `amount_form`, `amount_too_long`, `amount_negative`, `amount_zero`.
"""

from __future__ import annotations

import re
from decimal import Decimal

MAX_WHOLE_DIGITS = 15
MAX_MINOR = 10 ** (MAX_WHOLE_DIGITS + 2) - 1

_BLANKS = " \u00a0\u202f\u2009"
_PLAIN = re.compile(r"([0-9]+)(?:[.,\-]([0-9]{1,2})|=)?")
_GROUPED = re.compile(rf"([0-9]{{1,3}}(?:([{_BLANKS}])[0-9]{{3}}(?:\2[0-9]{{3}})*))(?:[.,]([0-9]{{1,2}}))?")
_CANONICAL = re.compile(r"(?:0|[1-9][0-9]{0,14})\.[0-9]{2}")
_LONGEST_TEXT = 64


def parse_amount(text: str, *, signed: bool = False, positive: bool = False) -> Decimal:
    """Read `1234`, `1234.5`, `1234,56`, `1234-56`, `1234=` or `1 234.56`; the result has two decimals.

    Groups of thousands may be parted by one kind of blank only. A leading minus is read if `signed`; zero is
    refused if `positive`. Exponents, NaN, other digits than ASCII and a third decimal are refused.
    """
    if not positive and _CANONICAL.fullmatch(text):  # as nearly always
        return Decimal(text)
    bare = text.strip(_BLANKS)
    negative = bare.startswith("-")
    if negative:
        bare = bare[1:]
    minor = _read_minor(bare)
    if negative and not signed:
        raise ValueError("amount_negative")
    if positive and minor == 0:
        raise ValueError("amount_zero")
    return from_minor(-minor if negative else minor)


def _read_minor(text: str) -> int:
    if len(text) > _LONGEST_TEXT:
        raise ValueError("amount_too_long" if re.fullmatch(r"[0-9]+", text) else "amount_form")
    if match := _PLAIN.fullmatch(text):
        whole, cents = match[1], match[2]
    elif match := _GROUPED.fullmatch(text):
        whole, cents = match[1].replace(match[2], ""), match[3]
    else:
        raise ValueError("amount_form")
    whole = whole.lstrip("0")
    if len(whole) > MAX_WHOLE_DIGITS:
        raise ValueError("amount_too_long")
    return int(whole or "0") * 100 + int((cents or "0").ljust(2, "0"))


def to_minor(amount: Decimal) -> int:
    """Return whole minor units (kopecks) of an amount; more than two decimals or 15 digits are refused."""
    text = str(amount)
    if text[-3:-2] == ".":  # two decimals, as nearly always
        value = int(text.replace(".", ""))
        if abs(value) > MAX_MINOR:
            raise ValueError("amount_too_long")
        return value
    if not amount.is_finite():
        raise ValueError("amount_form")
    sign, digits, exponent = amount.as_tuple()
    if not isinstance(exponent, int):  # NaN and infinity, refused above
        raise TypeError(exponent)
    shift = exponent + 2
    if amount and amount.adjusted() >= MAX_WHOLE_DIGITS:
        raise ValueError("amount_too_long")
    # Digits are joined by hand: arithmetic would round to the precision of the ambient context.
    text = "".join(map(str, digits)) or "0"
    if shift < 0:
        text, rest = text[:shift], text[shift:]
        if rest.strip("0"):
            raise ValueError("amount_form")
    elif amount:
        text += "0" * shift
    value = int(text or "0")
    return -value if sign else value


def from_minor(minor: int) -> Decimal:
    """Return the amount of whole minor units, with two decimals; more than 17 digits are refused."""
    if abs(minor) > MAX_MINOR:
        raise ValueError("amount_too_long")
    whole, cents = divmod(abs(minor), 100)
    return Decimal(f"{'-' if minor < 0 else ''}{whole}.{cents:02}")


def plain(amount: Decimal) -> str:
    """Write an amount for documents and files: `1234.05`; the sign only of a negative amount."""
    minor = to_minor(amount)
    whole, cents = divmod(abs(minor), 100)
    return f"{'-' if minor < 0 else ''}{whole}.{cents:02}"


def amount_format_ok(text: str) -> bool:
    """Whether the text is a canonical amount: no leading zeros, a point, two decimals, greater than zero."""
    return _CANONICAL.fullmatch(text) is not None and text != "0.00"


def plain_minor(minor: int) -> str:
    """Write whole minor units as plain text: 123405 is "1234.05"."""
    return plain(from_minor(minor))
