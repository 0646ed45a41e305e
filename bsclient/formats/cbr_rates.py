"""Official rates of a day as the Bank of Russia publishes them: `XML_daily.asp`, windows-1251.

A rate is roubles for `nominal` units; both change in time, so neither alone means anything. Rates have four digits or more and
are read as they stand. The day is the one the file names, which may be another than the one asked for.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bsclient.errors import BadInput

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST: Final = 2 * 1024 * 1024
_DAY: Final = re.compile(r"([0-9]{2})[./]([0-9]{2})[./]([0-9]{4})", re.ASCII)
_CODE: Final = re.compile(r"[A-Z]{3}", re.ASCII)
_DIGITS: Final = re.compile(r"[0-9]{3}", re.ASCII)
_NOMINAL: Final = re.compile(r"[1-9][0-9]{0,6}", re.ASCII)
_VALUE: Final = re.compile(r"[0-9]{1,9}(?:,[0-9]{1,8})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class OfficialRate:
    """Roubles (`value`) for `nominal` units of a currency; `digits` is its number in ISO 4217, `name` the Russian one."""

    currency: str
    digits: str
    nominal: int
    value: Decimal
    name: str


@dataclass(frozen=True, slots=True)
class DailyRates:
    """All rates of a day, in the order of the file."""

    day: dt.date
    rates: tuple[OfficialRate, ...]


def read(data: bytes) -> DailyRates:
    """Read a file; `BadInput("directory_malformed")` names what is wrong with it, `directory_too_large` its size."""
    if len(data) > LARGEST:
        raise BadInput("directory_too_large", limit=str(LARGEST // (1024 * 1024)))
    root = _parsed(data)
    if root.tag != "ValCurs":
        raise _malformed(str(root.tag)[:60])
    rates = tuple(_rate(item) for item in root.iterfind("Valute"))
    if not rates:
        raise _malformed("Valute")
    twice = {rate.currency for rate in rates if sum(one.currency == rate.currency for one in rates) > 1}
    if twice:
        raise _malformed(f"Valute {min(twice)}")
    return DailyRates(_day(root.get("Date", "")), rates)


def _parsed(data: bytes) -> _Element:
    from lxml import etree

    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\x00" in data[:4096]:
        raise _malformed("DOCTYPE")
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _malformed(f"XML, {error.msg}") from None


def _rate(item: _Element) -> OfficialRate:
    code = _text(item, "CharCode", _CODE)
    digits = _text(item, "NumCode", _DIGITS, code)
    nominal = _text(item, "Nominal", _NOMINAL, code)
    told = _text(item, "Value", _VALUE, code)
    value = Decimal(told.replace(",", "."))
    if value <= 0:
        raise _malformed(f"Value {code}")
    return OfficialRate(code, digits, int(nominal), value, " ".join((item.findtext("Name") or "").split()))


def _text(item: _Element, name: str, form: re.Pattern[str], code: str = "") -> str:
    found = (item.findtext(name) or "").strip()
    if form.fullmatch(found) is None:
        raise _malformed(" ".join(filter(None, (name, code))))
    return found


def _day(text: str) -> dt.date:
    found = _DAY.fullmatch(text.strip())
    if found is None:
        raise _malformed("Date")
    day, month, year = (int(part) for part in found.groups())
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise _malformed("Date") from None


def _malformed(reason: str) -> BadInput:
    return BadInput("directory_malformed", reason=reason)
