"""Amounts, days and instants as the user's locale writes them. For windows only, never for files."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QDate, QLocale, QTime

from bsclient.clock import MOSCOW
from bsclient.domain.money import parse_amount
from bsclient.gui.tr import tr

_NO_BREAK_SPACE = "\u00a0"
_KILO = 1024
_MINUS = "\u2212"
_IN_COMMAS: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?")
_SIGNS = {"RUB": "₽", "USD": "$", "EUR": "€", "CNY": "¥"}


def amount(value: Decimal, currency: str = "") -> str:
    """Write an amount with grouped digits and two decimals, or more where it has them; a float never comes into it."""
    locale = QLocale()
    exponent = value.as_tuple().exponent
    places = max(2, -exponent) if isinstance(exponent, int) else 2
    whole, _dot, cents = f"{abs(value):.{places}f}".partition(".")
    groups = [whole[max(0, end - 3) : end] for end in range(len(whole), 0, -3)]
    text = _group(locale).join(reversed(groups)) + locale.decimalPoint() + cents
    sign = _MINUS if value < 0 else ""
    return f"{sign}{text}{_NO_BREAK_SPACE}{_SIGNS.get(currency, currency)}" if currency else sign + text


def read_amount(text: str) -> Decimal:
    """Read an amount as typed or as `amount` writes it; raises `ValueError`.

    Commas part groups only where the locale writes them so, and only in whole groups of three: `12,20` is 12.20.
    """
    bare = text.strip()
    if _group(QLocale()) == "," and _IN_COMMAS.fullmatch(bare):
        bare = bare.replace(",", "")
    return parse_amount(bare)


def _group(locale: QLocale) -> str:
    return _NO_BREAK_SPACE if locale.language() == QLocale.Language.Russian else locale.groupSeparator()


def decimal(text: str) -> str:
    """Write a decimal of a draft with the mark of the language, "14,5"; what is no number stays as it is."""
    return text.replace(".", QLocale().decimalPoint())


def number(value: int) -> str:
    """Write a count with grouped digits."""
    return QLocale().toString(value)


def day(value: date | None) -> str:
    """Write a day in digits; "" for none."""
    if value is None:
        return ""
    dot = _day_dot()
    return f"{value.day:02}{dot}{value.month:02}{dot}{value.year:04}"  # strftime imports at each call


def short_day(value: date) -> str:
    """Write day and month in digits."""
    return f"{value:%d.%m}".replace(".", _day_dot())


def day_pattern() -> str:
    """Return how Qt's editors of days write them, the same as `day`."""
    return "dd.MM.yyyy".replace(".", _day_dot())


def _day_dot() -> str:
    return "." if QLocale().language() == QLocale.Language.Russian else "/"


def iso_day(text: str) -> str:
    """Write an ISO day from a draft; what is not a day stays as it is."""
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


def long_day(value: date) -> str:
    """Write a day with the month in words."""
    return QLocale().toString(QDate(value.year, value.month, value.day), QLocale.FormatType.LongFormat)


def instant(value: datetime | None) -> str:
    """Write an instant in Moscow time, to the minute; "" for none."""
    if value is None:
        return ""
    local = value.astimezone(MOSCOW)
    return f"{day(local.date())} {clock(value)}"


def clock(value: datetime) -> str:
    """Write the time of day in Moscow, to the minute."""
    local = value.astimezone(MOSCOW)
    return QLocale().toString(QTime(local.hour, local.minute), "HH:mm")


def account(text: str) -> str:
    """Write an account number in the groups people read aloud: 40702 810 4 00000000001."""
    if len(text) != 20:  # noqa: PLR2004 -- the length of an account number (Bank of Russia 809-P)
        return text
    return _NO_BREAK_SPACE.join((text[:5], text[5:8], text[8:9], text[9:]))


def size(octets: int) -> str:
    """Write the size of a file."""
    if octets < _KILO:
        return tr("%n byte(s)", "", octets)
    return QLocale().formattedDataSize(octets, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
