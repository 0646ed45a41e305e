"""Columns to values and back: minor units, days, stamps, JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, cast

from bsclient import clock
from bsclient.domain import money


@cache
def _encoder() -> Callable[[Any], bytes]:
    import msgspec  # the first list is read without JSON

    return msgspec.json.Encoder().encode


@cache
def _decoder() -> Callable[[str], Any]:
    import msgspec

    return msgspec.json.Decoder().decode


def minor(amount: Decimal | None) -> int | None:
    """Return whole minor units."""
    return None if amount is None else money.to_minor(amount)


def amount(value: int) -> Decimal:
    """Return the amount of minor units; sums of many documents may have more digits than one amount."""
    whole, cents = divmod(abs(value), 100)
    return Decimal(f"{'-' if value < 0 else ''}{whole}.{cents:02}")


def amount_or_none(value: int | None) -> Decimal | None:
    """Return the amount of a column that may be empty."""
    return None if value is None else amount(value)


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
