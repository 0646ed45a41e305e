"""Currencies at the bank: its rates, its position in each currency, and exchanging money in two legs through it.

A rate is roubles for `nominal` units: `official` is the Bank of Russia's, at `buy` the bank buys currency from a client, at
`sell` it sells. The position accounts take in what is sold and give what is bought, so that the bank's own gain or loss on
a day is the difference of their values.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select

from bsclient.bank.books.house import CODES
from bsclient.bank.books.ledger import Account, Transfer
from bsclient.bank.information import directories
from bsclient.bank.intake.archive import keep_directory
from bsclient.bank.products.interest import rounded
from bsclient.bank.schema.products import rate
from bsclient.bank.work.asking import Ask
from bsclient.bank.work.doc import Stop
from bsclient.bank.work.postings import Leg
from bsclient.bank.work.transaction import Work
from bsclient.domain.money import from_minor, plain
from bsclient.domain.states import State
from bsclient.paths import resource
from bsclient.protocol.messages import Kind

ROUBLES = "RUB"
NAME = "rates"
"""Name of the directory of rates."""


@dataclass(frozen=True, slots=True)
class Rate:
    """What a currency costs on a day, in roubles for `nominal` units; the last day with a rate serves later ones."""

    currency: str
    day: date
    nominal: int
    official: Decimal
    buy: Decimal
    sell: Decimal
    source: str


class RatesData(msgspec.Struct, frozen=True, kw_only=True):
    """Event `rates`: the rates of a day; all numbers are texts."""

    day: str
    rates: list[dict[str, str]]


_DRAWN, _HALF = Decimal(0xFFFF), Decimal("0.5")
_SPAN = Decimal("0.012")  # a demo's rate moves by 0.6 % a day at most
_FOUR = Decimal("0.0001")
_WEEKEND = 5  # Saturday: the Bank of Russia sets no rates for the days after a day off
_LONGEST = 1200  # rows of the directory: about a year

_LAST = (
    select(rate)
    .where(rate.c.currency == bindparam("of"), rate.c.day <= bindparam("on"))
    .order_by(rate.c.day.desc())
    .limit(1)
)
_ALL = select(rate).order_by(rate.c.day.desc(), rate.c.currency).limit(_LONGEST)


def find(connection: Connection, currency: str, day: date) -> Rate | None:
    """Return the rate of a currency in force on a day; None if there was none before it either."""
    if currency == ROUBLES:
        one = Decimal(1)
        return Rate(ROUBLES, day, 1, one, one, one, "")
    row = connection.execute(_LAST, {"of": currency, "on": day.isoformat()}).one_or_none()
    if row is None:
        return None
    prices = (Decimal(row.official), Decimal(row.buy), Decimal(row.sell))
    return Rate(row.currency, date.fromisoformat(row.day), row.nominal, *prices, row.source)


def need(work: Work, currency: str, day: date | None = None) -> Rate:
    """Return the rate of a currency on a day (today without one), or stop the document."""
    found = find(work.connection, currency, day or work.today)
    if found is None:
        facts = {"currency": currency, "date": (day or work.today).isoformat()}
        raise Stop(State.REJECTED, "rate_unknown", **facts)
    return found


def bought(amount: int, sold: Rate, wanted: Rate) -> int:
    """Return what a client gets for an amount that he sells: the bank buys one currency and sells the other.

    Whole minor units, rounded down: whoever exchanges a few kopecks to and fro must not gain by it.
    """
    roubles = Fraction(amount) * Fraction(sold.buy) / sold.nominal
    return math.floor(roubles * wanted.nominal / Fraction(wanted.sell))


def price(amount: int, wanted: Rate, sold: Rate) -> int:
    """Return what a client gives for an amount that he wants to get: whole minor units, rounded up."""
    roubles = Fraction(amount) * Fraction(wanted.sell) / wanted.nominal
    return math.ceil(roubles * sold.nominal / Fraction(sold.buy))


def official(amount: int, of: Rate) -> int:
    """Return an amount in kopecks at the official rate: for thresholds and currency control."""
    return rounded(Fraction(amount) * Fraction(of.official) / of.nominal)


def accounts(ask: Ask, *currencies: str) -> set[str]:
    """Return the position accounts that exchanging these currencies needs under lock."""
    return {ask.house("position", currency) for currency in currencies}


def exchange(
    work: Work, sides: tuple[Account, Account], amounts: tuple[int, int], leg: Leg
) -> tuple[Transfer, Transfer]:
    """Take `amounts[0]` from the first account into the position and give `amounts[1]` out of it to the second.

    The legs have the numbers `leg.number` and `leg.number + 1`; both are posted or, if the document stops, none.
    """
    (debit, credit), (sold, got) = sides, amounts
    if sold <= 0 or got <= 0:
        raise Stop(State.REJECTED, "service_amount_small", amount=plain(from_minor(max(sold, got, 0))))
    details = {
        "exchange_sold": f"{plain(from_minor(sold))} {debit.currency}",
        "exchange_bought": f"{plain(from_minor(got))} {credit.currency}",
        **leg.details,
    }
    own = [Leg(leg.document, leg.number + at, leg.kind, leg.purpose, details) for at in (0, 1)]
    taken = work.post(debit, work.house("position", debit.currency), sold, own[0])
    given = work.post(work.house("position", credit.currency), credit, got, own[1])
    return taken, given


def put(work: Work, rates: Sequence[Rate]) -> None:
    """Keep the rates of a day and tell all clients."""
    if not rates:
        return
    work.feed.take_turns()
    _keep(work, rates)
    told = RatesData(day=rates[0].day.isoformat(), rates=[_told(_row(item)) for item in rates])
    work.feed.put_all(Kind.RATES, told)
    keep_directory(work.connection, work.feed, NAME, book(work.connection))


def _keep(work: Work, rates: Sequence[Rate]) -> None:
    for item in rates:
        day = item.day.isoformat()
        work.connection.execute(delete(rate).where(rate.c.currency == item.currency, rate.c.day == day))
        work.connection.execute(insert(rate).values(_row(item)))


def seed(work: Work) -> None:
    """Keep the rates that come with the program, unless there are any."""
    if work.connection.execute(_ALL.limit(1)).first() is None:
        rows = directories.read(resource(f"directories/{NAME}.json").read_bytes()).rows
        put(work, [of_row(row) for row in rows])


def drift(work: Work, day: date) -> None:
    """Make the rates of the day after this one for a demo: a little up or down, the same in every demo."""
    following = date.fromordinal(day.toordinal() + 1)
    known = [found for name in CODES if name != ROUBLES and (found := find(work.connection, name, following))]
    put(work, [_moved(item, following) for item in known if item.day < following])


def remember(work: Work, today: date, past: Sequence[date]) -> None:
    """Give a demo's rates a past, the same in every demo of a day: it leads to the rates in force, which stay what they are."""
    now = [
        replace(found, day=today)
        for name in CODES
        if name != ROUBLES and (found := find(work.connection, name, today))
    ]
    days = sorted((day for day in past if day < today and day.weekday() < _WEEKEND), reverse=True)
    for item in now:
        _keep(work, list(accumulate(days, _moved, initial=item)))
    put(work, now)


def _moved(item: Rate, day: date) -> Rate:
    drawn = int.from_bytes(hashlib.sha256(f"{item.currency} {day}".encode()).digest()[:2])
    factor = 1 + (Decimal(drawn) / _DRAWN - _HALF) * _SPAN
    official_, buy, sell = ((cost * factor).quantize(_FOUR) for cost in (item.official, item.buy, item.sell))
    return replace(item, day=day, official=official_, buy=buy, sell=sell)


def book(connection: Connection) -> bytes:
    """Return the directory of rates: the newest day first; a row's code is the currency, valid_from its day."""
    rows: list[dict[str, str]] = []
    until: dict[str, str] = {}
    for row in connection.execute(_ALL).mappings():
        told = _told(dict(row))
        rows.append({"code": row["currency"], "title": row["currency"], **told, "valid_from": row["day"]})
        rows[-1]["valid_to"] = until.get(row["currency"], "")
        until[row["currency"]] = _day_before(row["day"])
    version = rows[0]["valid_from"] if rows else ""
    tree = {"name": NAME, "title": "Курсы валют", "source": "Банк", "version": version, "rows": rows}
    return json.dumps(tree, ensure_ascii=False, indent=1).encode()


def of_row(row: Mapping[str, str]) -> Rate:
    """Read a row of the directory of rates."""
    prices = (Decimal(row["official"]), Decimal(row["buy"]), Decimal(row["sell"]))
    day = date.fromisoformat(row["valid_from"])
    return Rate(row["code"], day, int(row["nominal"]), *prices, row.get("source", ""))


def _row(item: Rate) -> dict[str, object]:
    return {
        "currency": item.currency,
        "day": item.day.isoformat(),
        "nominal": item.nominal,
        "official": str(item.official),
        "buy": str(item.buy),
        "sell": str(item.sell),
        "source": item.source,
    }


def _told(row: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in row.items()}


def _day_before(day: str) -> str:
    return date.fromordinal(date.fromisoformat(day).toordinal() - 1).isoformat()
