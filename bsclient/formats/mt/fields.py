"""MT940 and MT942 as messages of fields, and the single fields: balances, entries, counts.

A file may hold messages with or without SWIFT's blocks `{1:…}{4:`, ended by `-}`, `-` or nothing but the next `:20:`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, NamedTuple

from bsclient.domain import currencies
from bsclient.formats import amounts
from bsclient.formats.onec.values import BadValue

_TAG: Final = r":([0-9]{2}[A-Z]?|NS[A-Z]?):"
_FIELD: Final = re.compile(rf"(?:^|\n){_TAG}")
_NEXT: Final = re.compile(rf"\n{_TAG}")  # begins with a plain letter, which is looked for fast
_END: Final = re.compile(r"(?:^|\n)-(?:\}|X+)?[ \t]*(?=[\x00-\x1f{]|$)|\n\{1:")
_BALANCE: Final = re.compile(r"([CD])([0-9]{6})([A-Z]{3})([0-9]{1,15},[0-9]{0,4})\s*")
_TOTAL: Final = re.compile(r"([0-9]{0,5})([A-Z]{3})([0-9]{1,15}(?:,[0-9]{0,4})?)\s*")
_ENTRY: Final = re.compile(
    r"([0-9]{6})([0-9]{4})?([RE]?[CD])([A-Z])?([0-9]{1,15}(?:,[0-9]{0,4})?)([A-Z][A-Z0-9]{3})([^\n]*)(?:\n(.*))?",
    re.DOTALL,
)
_OPENS: Final = "20"
_BEGINS: Final = frozenset((_OPENS, "25", "25P", ""))
"""What may follow the end of a message."""
_HALF_A_YEAR: Final = 183
_KOPECKS: Final = len(",00")


class Field(NamedTuple):
    """One field: its tag, its value with the line breaks inside it, the line where it stands."""

    tag: str
    value: str
    line: int


@dataclass(slots=True)
class Message:
    """One message; `head` is what stood before it (SWIFT's blocks), `ended` whether an end mark came."""

    head: str
    fields: list[Field] = field(default_factory=list)
    ended: bool = False


class Balance(NamedTuple):
    """Fields 60, 62, 64: `day` is None when it is no day of the calendar."""

    amount: Decimal
    currency: str
    day: dt.date | None


class Entry(NamedTuple):
    """Field 61. `mark` is C, D, RC, RD, EC or ED; `day` is that of the entry, `value_date` that of the interest."""

    day: dt.date
    value_date: dt.date
    mark: str
    amount: Decimal
    kind: str
    reference: str
    bank_reference: str
    supplement: str


def messages(text: str) -> Iterator[Message]:
    """Part a text into messages; each begins with field 20."""
    first = _FIELD.search(text)
    message = Message(text[: first.start()] if first else text)
    head = ""
    for tag, value, line, after in _fields(text, first):
        if tag == _OPENS or message.ended:
            if message.fields:
                yield message
                message = Message(head)
            head = ""
        # A line with nothing but a dash ends a message only where another one begins: purposes have such lines too.
        if after in _BEGINS and ("\n-" in value or "{1:" in value or value.startswith("-")):
            kept, head, message.ended = _ended(value, head, ended=message.ended)
        else:
            kept = value.rstrip("\n")
        message.fields.append(Field(tag, kept, line))
    if message.fields:
        yield message


def _fields(text: str, match: re.Match[str] | None) -> Iterator[tuple[str, str, int, str]]:
    """Yield tag, value, line and the next tag of the fields from the first one on, each with all before the next."""
    line = 1 + text.count("\n", 0, match.end()) if match else 1
    while match:
        after = _NEXT.search(text, match.end())
        value = text[match.end() : after.start() if after else len(text)]
        yield match[1], value, line, after[1] if after else ""
        line += value.count("\n") + 1
        match = after


def _ended(value: str, head: str, *, ended: bool) -> tuple[str, str, bool]:
    """Return a value without the end mark of its message, the head of the next one, and whether the message has ended."""
    end = _END.search(value)
    if end is None:
        return value.rstrip("\n"), head, ended
    return value[: end.start()], value[end.end() - 3 if end[0].endswith("{1:") else end.end() :], True


class Days:
    """Reads days of six digits, keeping those already read."""

    def __init__(self) -> None:
        self._known: dict[str, dt.date | None] = {}
        self._entries: dict[tuple[str, str], dt.date | None] = {}

    def day(self, text: str) -> dt.date | None:
        """Return the day of `yymmdd`; 80 to 99 are years of the last century."""
        known = self._known.get(text)
        if known is None and text not in self._known:
            year = int(text[:2])
            known = self._known[text] = _date(year + (1900 if year >= 80 else 2000), text[2:])  # noqa: PLR2004 - said above
        return known

    def entry_day(self, value_date: str, entry: str) -> dt.date | None:
        """Return the day of `mmdd` in the year that brings it nearest to the value date."""
        if value_date.endswith(entry):
            return self.day(value_date)
        key = (value_date, entry)
        if key not in self._entries:
            near = self.day(value_date)
            found = None
            if near is not None:
                days = (_date(year, entry) for year in (near.year, near.year - 1, near.year + 1))
                fitting = (day for day in days if day is not None and abs((day - near).days) <= _HALF_A_YEAR)
                found = next(fitting, None)
            self._entries[key] = found
        return self._entries[key]


def _date(year: int, monthday: str) -> dt.date | None:
    try:
        return dt.date(year, int(monthday[:2]), int(monthday[2:]))
    except ValueError:
        return None


def read_balance(value: str, days: Days) -> Balance | None:
    """Read a balance; None for anything else."""
    match = _BALANCE.fullmatch(value)
    if match is None:
        return None
    mark, day, currency, figure = match.groups()
    try:
        amount = _amount(figure, currency)
    except BadValue:
        return None
    return Balance(amount if mark == "C" else -amount, currencies.letters(currency), days.day(day))


def _amount(figure: str, currency: str) -> Decimal:
    """Return an amount that has the form of its field; `BadValue` for more places than the currency has."""
    if figure[-_KOPECKS : -_KOPECKS + 1] == ",":
        return Decimal(figure.replace(",", "."))
    return amounts.read(figure, currency or None)


def read_total(value: str) -> tuple[int | None, str, Decimal] | None:
    """Read the count, currency and sum of field 90; None for anything else."""
    match = _TOTAL.fullmatch(value)
    if match is None:
        return None
    try:
        amount = amounts.read(match[3], match[2])
    except BadValue:
        return None
    return int(match[1]) if match[1] else None, currencies.letters(match[2]), amount


def read_entry(value: str, currency: str, days: Days) -> Entry | None:
    """Read field 61; None when a part of it is missing or is not what it has to be."""
    match = _ENTRY.fullmatch(value)
    if match is None:
        return None
    told, entry, mark, _, figure, kind, references, supplement = match.groups()
    value_date = days.day(told)
    day = days.entry_day(told, entry) if entry else value_date
    if value_date is None or day is None:
        return None
    try:
        amount = _amount(figure, currency)
    except BadValue:
        return None
    reference, _, bank_reference = references.partition("//")
    return Entry(
        day,
        value_date,
        mark,
        amount,
        kind,
        reference.strip(),
        bank_reference.strip(),
        (supplement or "").strip(),
    )
