"""Columns to values and back: minor units, days, stamps, JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, Final, cast

from bsclient import clock
from bsclient.domain import currencies, money

_USUAL: Final = 2
FINE: Final = {code: places for code in currencies.CODES if (places := currencies.decimals(code)) > _USUAL}
"""Currencies with more than two decimals, by these; columns keep hundredths of all others, of the yen too."""


@cache
def _encoder() -> Callable[[Any], bytes]:
    import msgspec  # the first list is read without JSON

    return msgspec.json.Encoder().encode


@cache
def _decoder() -> Callable[[str], Any]:
    import msgspec

    return msgspec.json.Decoder().decode


def minor(amount: Decimal | None, currency: str = "") -> int | None:
    """Return whole minor units: thousandths of a dinar, hundredths of anything with no more decimals."""
    if amount is None:
        return None
    return money.to_minor(amount.scaleb(FINE[currency] - _USUAL) if currency in FINE else amount)


def amount(value: int, currency: str = "") -> Decimal:
    """Return the amount of minor units; sums of many documents may have more digits than one amount."""
    sign = "-" if value < 0 else ""
    if currency in FINE:
        places = FINE[currency]
        whole, part = divmod(abs(value), 10**places)
        return Decimal(f"{sign}{whole}.{part:0{places}}")
    whole, cents = divmod(abs(value), 100)
    return Decimal(f"{sign}{whole}.{cents:02}")


def amount_or_none(value: int | None, currency: str = "") -> Decimal | None:
    """Return the amount of a column that may be empty."""
    return None if value is None else amount(value, currency)


def day_text(day: dt.date | None) -> str:
    """Write a day; "" for none."""
    return "" if day is None else day.isoformat()


def day(text: str) -> dt.date | None:
    """Read a day written by `day_text`."""
    return dt.date.fromisoformat(text) if text else None


def stamp_text(instant: dt.datetime | None) -> str:
    """Write an instant; "" for none."""
    return "" if instant is None else clock.stamp(instant)


def instant_or_none(text: str) -> dt.datetime | None:
    """Read an instant written by `stamp_text`."""
    return clock.parse(text) if text else None


def json_text(value: Any) -> str:
    """Write a value as JSON."""
    return _encoder()(value).decode()


def json_numbers(numbers: Iterable[int]) -> str:
    """Write whole numbers as JSON."""
    return f"[{','.join(map(str, numbers))}]"


def json_value(text: str) -> Any:
    """Read JSON written by `json_text`."""
    return _decoder()(text)


def facts(text: str) -> Mapping[str, str]:
    """Read an object of texts."""
    return cast("dict[str, str]", _decoder()(text))
