"""When payments leave and what they cost, in words: for the form, the sheet before signing and the table of cut-off times."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bsclient.clock import MOSCOW
from bsclient.domain.cutoffs import Departure, Route
from bsclient.gui import format as written
from bsclient.gui.tr import tr

if TYPE_CHECKING:
    from bsclient.services.desk import Desk
    from bsclient.services.signing.ceremony import Sheet

_ROUBLES: Final = "RUB"
_OWN_HOURS: Final = (Route.ABROAD, Route.EXCHANGE)
_MOST: Final = 3
"""So many different departures of a sheet are told of."""


def sentence(departure: Departure, now: datetime) -> str:
    """Return when a payment leaves that is sent now, and the day it counts on if that is another."""
    today = now.astimezone(MOSCOW).date()
    left = departure.leaves.astimezone(MOSCOW)
    if departure.route is Route.INSIDE:
        return tr("If sent now, it is carried out at once, round the clock.")
    if departure.route in _OWN_HOURS:
        return _within_hours(departure, today)
    counts = written.day(departure.counts)
    if departure.at_once:
        told = tr("If sent now, it leaves within seconds.")
        return told if departure.counts == today else f"{told} {tr('It counts on {day}.').format(day=counts)}"
    time = f"{left:%H:%M}"
    if left.date() == today:
        return tr("If sent now, it leaves today at {time} (Moscow time).").format(time=time)
    return tr("If sent now, it leaves on {day} at {time} (Moscow time).").format(
        day=written.day(left.date()), time=time
    )


def brief(departure: Departure, now: datetime) -> str:
    """Return the same in a few words, for a table."""
    today, left = now.astimezone(MOSCOW).date(), departure.leaves.astimezone(MOSCOW)
    if departure.route is Route.INSIDE:
        return tr("At once, round the clock")
    if departure.at_once:
        told = tr("Within seconds")
        other = departure.counts != today and departure.route not in _OWN_HOURS
        told = (
            f"{told}. {tr('It counts on {day}.').format(day=written.day(departure.counts))}"
            if other
            else told
        )
    elif left.date() == today:
        told = tr("Today at {time}").format(time=f"{left:%H:%M}")
    else:
        told = tr("{day} at {time}").format(day=written.day(left.date()), time=f"{left:%H:%M}")
    return tr("{time}, after currency control").format(time=told) if departure.route is Route.ABROAD else told


def _within_hours(departure: Departure, today: date) -> str:
    """Return when a document goes that the bank carries out within hours of its own."""
    left = departure.leaves.astimezone(MOSCOW)
    abroad = departure.route is Route.ABROAD
    if departure.at_once and left.date() == today:
        if abroad:
            return tr("If sent now, it leaves today, as soon as currency control has looked at it.")
        return tr("If sent now, it is carried out within seconds.")
    if abroad:
        words = tr(
            "If sent now, it leaves on {day} from {time} (Moscow time), once currency control has looked at it."
        )
    else:
        words = tr("If sent now, it is carried out on {day} at {time} (Moscow time).")
    return words.format(day=written.day(left.date()), time=f"{left:%H:%M}")


def lines(desk: Desk, sheet: Sheet) -> list[str]:
    """Return a sentence for each departure of the documents of a sheet, the commonest first, and one of the fee."""
    now = desk.place.now()
    return [*_departures(desk, sheet, now), *_fees(desk, sheet)]


def fee_sentence(fee: Decimal) -> str:
    """Return what a payment costs beside its amount."""
    if not fee:
        return tr("Fee 0.00 RUB: included in the package.")
    return tr("Fee {amount}.").format(amount=written.amount(fee, _ROUBLES))


def _fees(desk: Desk, sheet: Sheet) -> list[str]:
    """Return what all documents of a sheet cost together; nothing unless the bank has told it of each."""
    found = [desk.fees.of(item.signed.type, item.signed.fields) for item in sheet.items]
    told = [fee for fee in found if fee is not None]
    if not told or len(told) != len(found):
        return []
    total = sum(told, Decimal(0))
    return [
        fee_sentence(total)
        if len(told) == 1 or not total
        else tr("Fee for all: {amount}.").format(amount=written.amount(total, _ROUBLES))
    ]


def _departures(desk: Desk, sheet: Sheet, now: datetime) -> list[str]:
    found = [desk.departures.of(item.signed.type, item.signed.fields) for item in sheet.items]
    told = Counter(sentence(one, now) for one in found if one is not None)
    return [
        words
        if count == sheet.count
        else tr("{count} of {of}: {words}").format(count=count, of=sheet.count, words=words)
        for words, count in told.most_common(_MOST)
    ]
