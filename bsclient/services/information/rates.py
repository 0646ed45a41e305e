"""Rates of currencies: the bank's own with their history, and official ones of the Bank of Russia; the converter.

The bank's directory `rates` has both; official rates may also come in files of the Bank of Russia (`XML_daily`), and those stand
in place of the bank's word for their days. Rules and documents go by the bank's directory alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from bsclient.domain import converting
from bsclient.domain.converting import ROUBLES, Quote, Way
from bsclient.errors import BadInput
from bsclient.formats import cbr_rates
from bsclient.services.context import Workplace
from bsclient.services.information.directory_books import Entry
from bsclient.storage import official_rates
from bsclient.storage.official_rates import OfficialRow

BOOK: Final = "rates"
SOURCE: Final = "cbr"
"""Source of a quote that came in a file of the Bank of Russia."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A converted amount and by which quotes: each names its own day, which may be before `day`, the one asked for."""

    day: dt.date
    amount: Decimal
    result: Decimal
    way: Way
    sold: Quote
    wanted: Quote


class Rates:
    """Quotes of an open profile."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def currencies(self) -> list[str]:
        """Return the currencies that have any rate, roubles apart."""
        return sorted(self._quotes())

    def history(self, currency: str) -> list[Quote]:
        """Return all quotes of a currency, the oldest first, none of a day to come."""
        return self._known(currency, self._place.today)

    def latest(self) -> list[Quote]:
        """Return what holds today for each currency: the last word on each price, on the day of the newest."""
        found = []
        quotes_of = self._quotes()
        for quotes in (quotes_of[currency] for currency in sorted(quotes_of)):
            known = [quote for quote in quotes if quote.day <= self._place.today]
            if not known:
                continue
            last = known[-1]
            if not last.names(Way.BANK):
                bank = next((one for one in reversed(known) if one.names(Way.BANK)), None)
                last = last if bank is None else _beside(last, bank)
            found.append(last)
        return found

    def quote(self, currency: str, way: Way, day: dt.date | None = None) -> Quote:
        """Return the quote in force on a day (None: today); BadInput `rate_unknown`."""
        wanted = day or self._place.today
        if currency == ROUBLES:
            return converting.roubles(wanted)
        found = next((one for one in reversed(self._known(currency, wanted)) if one.names(way)), None)
        if found is None:
            raise BadInput("rate_unknown", currency=currency, date=wanted.isoformat())
        return found

    def convert(
        self, amount: Decimal, pair: tuple[str, str], way: Way, day: dt.date | None = None
    ) -> Converted:
        """Convert an amount of the first currency into the second at the rates in force on a day (None: today).

        BadInput `rate_unknown`, `amount_too_long`.
        """
        of = day or self._place.today
        sold, wanted = (self.quote(currency, way, of) for currency in pair)
        try:
            result = converting.convert(amount, sold, wanted, way)
        except ValueError as error:
            raise BadInput("amount_too_long") from error
        return Converted(of, amount, result, way, sold, wanted)

    def take(self, path: Path) -> cbr_rates.DailyRates:
        """Keep the official rates of a file of the Bank of Russia.

        Raises `BadInput("file_unreadable")` and what `formats.cbr_rates.read` raises.
        """
        try:
            with path.open("rb") as file:
                data = file.read(cbr_rates.LARGEST + 1)
        except OSError as error:
            raise BadInput("file_unreadable", name=path.name, reason=error.strerror or "") from error
        told = cbr_rates.read(data)
        rows = [OfficialRow(r.currency, told.day, r.nominal, r.value, r.name) for r in told.rates]
        with self._place.store.write() as work:
            official_rates.put(work, rows)
        return told

    def _known(self, currency: str, day: dt.date) -> list[Quote]:
        return [quote for quote in self._quotes().get(currency, ()) if quote.day <= day]

    def _quotes(self) -> dict[str, list[Quote]]:
        told = self._place.books.derived(BOOK, "quotes", _quotes)
        with self._place.store.read() as reader:
            official = official_rates.everything(reader)
        found = {place: dict(days) for place, days in told.items()}
        for row in official:
            days = found.setdefault(row.currency, {})
            days[row.day] = _official(days.get(row.day), row)
        return {currency: [days[day] for day in sorted(days)] for currency, days in found.items()}


def _quotes(entries: Sequence[Entry]) -> dict[str, dict[dt.date, Quote]]:
    found: dict[str, dict[dt.date, Quote]] = {}
    for entry in entries:
        nominal = _number(entry.facts.get("nominal", "1"))
        if entry.valid_from is None or nominal is None or nominal != int(nominal):
            continue
        official, buy, sell = (_number(entry.facts.get(name, "")) for name in ("official", "buy", "sell"))
        quote = Quote(
            entry.code, entry.valid_from, int(nominal), official, buy, sell, entry.facts.get("source", "")
        )
        found.setdefault(entry.code, {})[entry.valid_from] = quote
    return found


def _official(bank: Quote | None, row: OfficialRow) -> Quote:
    """Return the quote of a day with the official rate of a file, for as many units as the bank names."""
    if bank is None:
        return Quote(row.currency, row.day, row.nominal, row.value, None, None, SOURCE)
    value = row.value if bank.nominal == row.nominal else row.value * bank.nominal / row.nominal
    return replace(bank, official=value, source=SOURCE)


def _beside(last: Quote, bank: Quote) -> Quote:
    """Return the newest official rate together with the bank's last prices, for as many units as the bank names."""
    if last.official is None:
        return last
    return replace(
        last,
        nominal=bank.nominal,
        official=last.official * bank.nominal / last.nominal,
        buy=bank.buy,
        sell=bank.sell,
    )


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and value > 0 else None
