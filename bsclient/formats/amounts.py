"""Amounts of any currency: two places as a rule, more where the currency has them (ISO 4217), never rounded."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from bsclient.domain import currencies
from bsclient.formats.onec.values import BadValue

MOST_PLACES: Final = 4
_USUAL: Final = 2
_USUAL_AMOUNT: Final = re.compile(r"[0-9]{1,15}\.[0-9]{2}")
_AMOUNT: Final = re.compile(r"(-?)([0-9]{1,15})(?:[.,]([0-9]{0,4}))?")


def read(text: str, currency: str | None = None, *, signed: bool = False) -> Decimal:
    """Read an amount with a point or a comma; `1000`, `1000,` and `1000.5` are legal, blanks between digits are not.

    With a currency given, no more places than it has. The result has at least two. `BadValue`: `file_amount_negative`,
    `file_amount_malformed`.
    """
    if _USUAL_AMOUNT.fullmatch(text):
        return Decimal(text)
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise BadValue("file_amount_malformed")
    sign, whole, part = match[1], match[2], (match[3] or "")
    if sign and not signed:
        raise BadValue("file_amount_negative")
    if len(part) > _USUAL:
        allowed = MOST_PLACES if currency is None else currencies.kept_decimals(currency)
        if part[allowed:].strip("0"):
            raise BadValue("file_amount_malformed")
        part = part[:_USUAL] + part[_USUAL:].rstrip("0")
    amount = Decimal(f"{whole}.{part:0<2}")
    return -amount if sign and amount else amount


def plain(amount: Decimal) -> str:
    """Write an amount with a point: two places, or as many as it has beyond."""
    short = f"{amount:.2f}"
    return short if Decimal(short) == amount else f"{amount.normalize():f}"
