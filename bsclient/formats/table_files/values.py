"""Values of tables: amounts and days in the ways that banks write them, codes, texts.

A spreadsheet's own numbers and days come as `books.Typed` and are never doubtful. Nothing is rounded, nothing is guessed
from a single cell: whether 1,234 is a thousand is asked of the column as a whole (`decimal_sign`), and so is the order
of days (`day_order`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Final

from bsclient.formats import amounts
from bsclient.formats.books import Typed
from bsclient.formats.iso.findings import MIDNIGHT_IN_UTC
from bsclient.formats.onec.values import BadValue, clean, one_line

__all__ = [
    "AMBIGUOUS",
    "BadValue",
    "code",
    "day_order",
    "decimal_sign",
    "folded",
    "read_amount",
    "read_day",
    "text",
    "unit",
]

AMBIGUOUS: Final = "?"
DMY, MDY, YMD = "dmy", "mdy", "ymd"
_SIGNS: Final = re.compile(r"[^0-9a-zа-я№]+")
_MONEY: Final = re.compile(r"(?:руб(?:\.|лей)?|р\.|rub|rur|usd|eur|cny|₽|\$|€|¥)$", re.IGNORECASE)
_BLANKS: Final = re.compile(r"[\s\u00a0\u202f\u2009]")
_USUAL: Final = re.compile(r"(?!-0[.,]00)-?(?:0|[1-9][0-9]{0,14})[.,][0-9]{2}")
_GROUPED: Final = re.compile(r"[0-9][\s\u00a0\u202f\u2009](?![0-9]{3}(?:[^0-9]|$))[0-9]")
_MINUS: Final = "-−–"
_PLAIN: Final = re.compile(r"([0-9]*)(?:\.([0-9]+))?")
_WHOLE: Final = 15
PLACES: Final = 2
MOST_PLACES: Final = amounts.MOST_PLACES
_TRIPLE: Final = 3
_DAY: Final = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4}|[0-9]{2})(?:[\sT,].*)?", re.DOTALL)
_ISO: Final = re.compile(r"([0-9]{4})[./-]?([0-9]{2})[./-]?([0-9]{2})(?:[\sT].*)?", re.DOTALL)
_WORDY: Final = re.compile(r"([0-9]{1,2})\s+([а-яa-z]{3,9})\.?\s+([0-9]{4})(?:\s.*)?", re.DOTALL)
_MONTHS: Final = (
    ("янв", "jan"), ("фев", "feb"), ("мар", "mar"), ("апр", "apr"), ("ма", "may"), ("июн", "jun"), ("июл", "jul"), ("авг", "aug"),
    ("сен", "sep"), ("окт", "oct"), ("ноя", "nov"), ("дек", "dec"),
)  # fmt: skip
_YEARS: Final = (1990, 2100)
_CENTURY: Final = 80
_MONTHS_A_YEAR: Final = 12
_ACCOUNT: Final = 20
_EXPONENT: Final = re.compile(r"[0-9][0-9.,]*[eEеЕ]\+[0-9]{1,2}")
"""How a spreadsheet shows a long number, and saves it as text."""
_ACCOUNT_INSIDE: Final = re.compile(r"(?<![0-9A-Za-z])[0-9]{5}[0-9A-Z][0-9]{14}(?![0-9A-Za-z])")
_CODE_LENGTHS: Final = {"bic": (9,), "inn": (10, 12), "kpp": (9,)}


@lru_cache(maxsize=4096)
def folded(cell: str) -> str:
    """Return words without case, signs and doubled blanks: how titles and marks are compared."""
    return _SIGNS.sub(" ", cell.casefold().replace("ё", "е")).strip()


def read_amount(cell: str, decimal: str = "", places: int = PLACES) -> Decimal:
    """Read an amount with its sign: `-1 234,56`, `1,234.56`, `(100)`, `,01`, `+5 000 ₽`, `1234-`.

    `decimal` is the sign before the kopecks; "" finds it where the text alone says. `places` is how many decimals there may
    be. BadValue: `table_amount`, `table_amount_places`, `table_amount_large`, `table_decimal`.
    """
    if _USUAL.fullmatch(cell) and (cell[-3] == decimal or (cell[-3] == "." and isinstance(cell, Typed))):
        return Decimal(cell.replace(",", "."))  # as nearly always
    if _GROUPED.search(cell):  # blanks stand before three digits only
        raise BadValue("table_amount")
    bare = _MONEY.sub("", _BLANKS.sub("", cell))
    negative = False
    if bare[:1] == "(" and bare[-1:] == ")":
        negative, bare = True, bare[1:-1]
    elif bare[:1] in _MINUS or bare[-1:] in _MINUS:
        negative, bare = bool(bare), bare.strip(_MINUS)
    else:
        bare = bare.removeprefix("+")
    match = _PLAIN.fullmatch(_pointed(bare, "." if isinstance(cell, Typed) else decimal))
    if match is None or not bare:
        raise BadValue("table_amount")
    whole, part = match[1].lstrip("0"), (match[2] or "").rstrip("0")
    if not match[1] and match[2] is None:
        raise BadValue("table_amount")
    if len(part) > places:
        raise BadValue("table_amount_places")
    if len(whole) > _WHOLE:
        raise BadValue("table_amount_large")
    minus = "-" if negative and (whole or part) else ""
    return Decimal(f"{minus}{whole or '0'}.{part:0<2}")


def demand_places(amount: Decimal, places: int) -> None:
    """Refuse an amount with more decimals: BadValue `table_amount_places`."""
    if amount != round(amount, places):
        raise BadValue("table_amount_places")


def unit(cell: str) -> str:
    """Return the mark of a currency that an amount carries, "" if it has none."""
    match = _MONEY.search(_BLANKS.sub("", cell))
    return match[0] if match else ""


def _pointed(bare: str, decimal: str) -> str:
    """Return digits with a point before the kopecks and nothing between the thousands."""
    bare = bare.replace("'", "").replace("’", "")
    if not decimal:
        decimal = _own_sign(bare)
        if decimal == AMBIGUOUS:
            raise BadValue("table_decimal")
    group = "." if decimal == "," else ","
    whole, _sign, part = bare.partition(decimal) if decimal else (bare, "", "")
    if group in whole:
        head, *groups = whole.split(group)
        if not head or any(len(each) != _TRIPLE for each in groups):
            raise BadValue("table_amount")
        whole = head + "".join(groups)
    return f"{whole}.{part}" if part else whole


def _own_sign(bare: str, *, grouped: bool = True) -> str:
    """Return the decimal sign that a single amount shows: "" none, "?" if it may as well part thousands."""
    comma, point = bare.rfind(","), bare.rfind(".")
    if comma < 0 and point < 0:
        return ""
    if comma >= 0 and point >= 0:
        return "," if comma > point else "."
    sign = "," if comma >= 0 else "."
    if bare.count(sign) > 1:
        return "." if sign == "," else ","
    whole, _sign, part = bare.partition(sign)
    doubtful = grouped and len(part) == _TRIPLE and 0 < len(whole) <= _TRIPLE and whole != "0"
    return AMBIGUOUS if doubtful else sign


def decimal_sign(cells: Iterable[str], *, grouped: bool = True) -> str:
    """Return the decimal sign of a column: "," or ".", "" if it has none or both, "?" if only the user can say.

    `grouped` False: the program that wrote the table parts no thousands.
    """
    found: set[str] = set()
    for cell in {cell for cell in cells if cell and not isinstance(cell, Typed)}:
        if not _USUAL.fullmatch(cell):
            bare = _BLANKS.sub("", _MONEY.sub("", _BLANKS.sub("", cell))).strip(_MINUS + "+()")
            found.add(_own_sign(bare, grouped=grouped))
        else:
            found.add(cell[-3])
    sure = found - {"", AMBIGUOUS}
    if len(sure) == 1:
        return sure.pop()
    return AMBIGUOUS if AMBIGUOUS in found else ""


@lru_cache(maxsize=4096)
def read_day(cell: str, order: str = "") -> dt.date:
    """Read a day, with or without a time after it: 31.12.2026, 31/12/26, 2026-12-31T10:00, 31 декабря 2026 г.

    `order` is `dmy` (also for "") or `mdy`; a year that stands first is always known. Midnight in Moscow may be written in
    UTC. BadValue: `table_day`.
    """
    bare = cell.strip()
    try:
        if match := _ISO.fullmatch(bare):
            day = dt.date(int(match[1]), int(match[2]), int(match[3]))
            if MIDNIGHT_IN_UTC.fullmatch(bare):
                day += dt.timedelta(days=1)
        elif match := _DAY.fullmatch(bare):
            first, second, year = int(match[1]), int(match[2]), int(match[3])
            if year < 100:  # noqa: PLR2004 -- a year of two digits
                year += 2000 if year < _CENTURY else 1900
            day = dt.date(year, first, second) if order == MDY else dt.date(year, second, first)
        elif match := _WORDY.fullmatch(bare.casefold()):
            day = dt.date(int(match[3]), _month(match[2]), int(match[1]))
        else:
            raise BadValue("table_day")
    except ValueError as error:
        raise BadValue("table_day") from error
    if not _YEARS[0] <= day.year <= _YEARS[1]:
        raise BadValue("table_day")
    return day


def _month(word: str) -> int:
    for number, starts in enumerate(_MONTHS, start=1):
        if word.startswith(starts):
            return number
    raise BadValue("table_day")


def day_order(cells: Iterable[str]) -> str:
    """Return the order of a column of days: `dmy`, `mdy`, "" if every day says it itself, "?" if only the user can say."""
    first = second = doubtful = 0
    for cell in set(cells):
        match = None if _ISO.fullmatch(cell) else _DAY.fullmatch(cell.strip())
        if match:
            first += int(match[1]) > _MONTHS_A_YEAR
            second += int(match[2]) > _MONTHS_A_YEAR
            doubtful += "/" in cell
    if first or second:
        return DMY if first >= second else MDY
    return AMBIGUOUS if doubtful else ""


@lru_cache(maxsize=8192, typed=True)
def code(cell: str, kind: str) -> str:
    """Return an account, BIC, INN or KPP without blanks and signs between its digits.

    A number of a spreadsheet gets back the zeros that it lost in front. BadValue `table_digits_lost` for a number too long
    for a spreadsheet's number.
    """
    bare = _BLANKS.sub("", cell).strip("'`")
    if isinstance(cell, Typed) and ("e" in bare or "E" in bare or (kind == "account" and len(bare) > _WHOLE)):
        raise BadValue("table_digits_lost")
    if _EXPONENT.fullmatch(bare):
        raise BadValue("table_digits_lost")
    if kind == "account":
        joined = bare.replace(".", "").replace("-", "")
        inside = set(_ACCOUNT_INSIDE.findall(cell))  # among words: the currency, the bank
        return joined if len(joined) == _ACCOUNT else inside.pop() if len(inside) == 1 else bare
    lengths = _CODE_LENGTHS.get(kind, ())
    if (
        bare.isascii()
        and bare.isdigit()
        and len(bare) + 1 in lengths
        and (isinstance(cell, Typed) or kind == "bic")
    ):
        return f"0{bare}"
    return bare


@lru_cache(maxsize=8192)
def text(cell: str) -> tuple[str, str]:
    """Return a text on one line and the code of the problem in it ("" if none)."""
    if not cell or (cell.isascii() and cell.isprintable() and "  " not in cell):
        return str(cell), ""
    kept, problem = clean(one_line(cell) if "\n" not in cell and "\t" not in cell else " ".join(cell.split()))
    return " ".join(kept.split()), problem
