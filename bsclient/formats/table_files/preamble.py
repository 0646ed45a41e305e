"""What the lines above and below a table say of its account: number, period, currency, balances, turnover."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bsclient.formats.table_files.values import MOST_PLACES, BadValue, folded, read_amount, read_day

_OPENING: Final = (
    "входящий остаток", "остаток на начало", "начальный остаток", "входящее сальдо", "сальдо на начало", "баланс на начало",
    "opening balance",
)  # fmt: skip
_CLOSING: Final = (
    "исходящий остаток", "остаток на конец", "конечный остаток", "исходящее сальдо", "сальдо на конец", "баланс на конец",
    "closing balance",
)  # fmt: skip
_TOTALS: Final = ("итого", "всего", "оборот", "total", "turnover", "обороты")
_CREDITS: Final = ("поступления", "всего поступило", "итого приход", "оборот по кредиту", "total credits")
_DEBITS: Final = ("списания", "всего списано", "итого расход", "оборот по дебету", "total debits")
_STARTS: Final = ("начало периода", "дата начала", "period start", "from")
_ENDS: Final = ("конец периода", "дата окончания", "дата конца", "period end", "to")
_CURRENCY: Final = ("валюта", "валюта счета", "currency", "account currency")
_ACCOUNT: Final = re.compile(r"(?<![0-9])([0-9]{5} ?[0-9]{3} ?[0-9A-Z] ?[0-9]{4} ?[0-9]{7})(?![0-9])")
_LEGEND: Final = re.compile(r"сч[её]т|account|выписк", re.IGNORECASE)
_CORRESPONDENT: Final = re.compile(r"корр|к/с|301[0-9]{17}", re.IGNORECASE)
_PERIOD: Final = re.compile(r"период|period|\bс\b.*\bпо\b", re.IGNORECASE | re.DOTALL)
_DAYS: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4}|[0-9]{1,2}\s+[а-я]{3,8}\s+[0-9]{4}",
    re.IGNORECASE,
)
_MOST: Final = 400
Numbered = tuple[int, Sequence[str]]


@dataclass(slots=True)
class Told:
    """What was found; None or "" where the lines do not say it. `turnover` is (debits, credits) of a line of totals."""

    account: str = ""
    currency: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    opening: Decimal | None = None
    closing: Decimal | None = None
    debits: Decimal | None = None
    credits: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """Where the table's debits and credits stand, () if it has no two columns, and its decimal sign."""

    places: tuple[int, ...] = ()
    decimal: str = ""

    def read(self, cell: str) -> Decimal | None:
        """Return the amount of a cell, None if it is none."""
        try:
            return read_amount(cell, self.decimal, MOST_PLACES)
        except BadValue:
            return None


def is_total(cells: Sequence[str]) -> bool:
    """Whether a row begins like a line of totals or balances."""
    first = folded(next((cell for cell in cells if cell), ""))
    return first.startswith((*_TOTALS, *_OPENING, *_CLOSING, "количество операций", "кол во операций"))


def is_balance(cell: str) -> bool:
    """Whether a cell says that its row is a balance and no operation."""
    return folded(cell).startswith((*_OPENING, *_CLOSING))


def find(above: Sequence[Numbered], below: Sequence[Numbered], money: Money) -> Told:
    """Read the lines around a table."""
    told = Told()
    told.account = account(above)
    places: tuple[int, ...] = ()  # what stands above a table does not stand in its columns
    first = len(above[:_MOST])
    rows = [cells for _row, cells in (*above[:_MOST], *below[:_MOST])]
    for at, cells in enumerate(rows):
        places = money.places if at == first else places
        if at + 1 < len(rows):
            places = _columns(cells) or places
        _period(told, cells)
        for place, cell in enumerate(cells):
            if cell:
                under = rows[at + 1] if at + 1 < len(rows) else ()
                _value(told, _Spot(cells, place, under), Money(places, money.decimal))
        if places and is_total(cells) and folded(next(filter(None, cells))).startswith(_TOTALS):
            told.debits, told.credits = (_at(cells, place, money) for place in places)
    return told


@dataclass(frozen=True, slots=True)
class _Spot:
    """A cell with its row and the row under it."""

    cells: Sequence[str]
    place: int
    under: Sequence[str]

    @property
    def words(self) -> str:
        return folded(self.cells[self.place])

    def values(self) -> Iterator[str]:
        """Yield what may be the value of a legend: what follows a colon, the next filled cell, the cell below."""
        _legend, colon, rest = self.cells[self.place].partition(":")
        if colon and rest.strip():
            yield rest.strip()
        right = next((cell for cell in self.cells[self.place + 1 :] if cell), "")
        if right:
            yield right
        if self.place < len(self.under) and self.under[self.place]:
            yield self.under[self.place]


def _value(told: Told, spot: _Spot, money: Money) -> None:
    words = spot.words
    if words.startswith(_OPENING) and told.opening is None:
        told.opening = _balance(spot, money)
    elif words.startswith(_CLOSING) and told.closing is None:
        told.closing = _balance(spot, money)
    elif words in _CURRENCY and not told.currency:
        told.currency = next((value for value in spot.values() if _is_currency(value)), "")
    elif words.startswith(_STARTS) and told.start is None:
        told.start = _day(spot)
    elif words.startswith(_ENDS) and told.end is None:
        told.end = _day(spot)
    elif words in _CREDITS and told.credits is None:
        told.credits = _amount(spot, money)
    elif words in _DEBITS and told.debits is None:
        told.debits = _amount(spot, money)


def _balance(spot: _Spot, money: Money) -> Decimal | None:
    """Return a balance; one that stands in the columns of debit and credit is a debt in the first."""
    if money.places:
        debit, credit = (_at(spot.cells, place, money) for place in money.places)
        if debit is not None or credit is not None:
            return (credit or Decimal("0.00")) - (debit or Decimal("0.00"))
    return _amount(spot, money, signed=True)


def _amount(spot: _Spot, money: Money, *, signed: bool = False) -> Decimal | None:
    for value in spot.values():
        found = money.read(value)
        if found is not None:
            return found if signed else abs(found)
    return None


def _at(cells: Sequence[str], place: int, money: Money) -> Decimal | None:
    return money.read(cells[place]) if place < len(cells) and cells[place] else None


def _day(spot: _Spot) -> dt.date | None:
    for value in spot.values():
        try:
            return read_day(value)
        except BadValue:
            continue
    return None


def _period(told: Told, cells: Sequence[str]) -> None:
    line = " ".join(filter(None, cells))
    if told.start is not None or not _PERIOD.search(line):
        return
    days = []
    for found in _DAYS.findall(line):
        try:
            days.append(read_day(found))
        except BadValue:
            return
    if len(days) == 2 and days[0] <= days[1]:  # noqa: PLR2004 -- first and last
        told.start, told.end = days


def _columns(cells: Sequence[str]) -> tuple[int, ...]:
    """Return where a line of titles below the table puts debit and credit."""
    words = [folded(cell) for cell in cells]
    if "дебет" in words and "кредит" in words:
        return (words.index("дебет"), words.index("кредит"))
    return ()


def account(above: Sequence[Numbered], *, named: bool = False) -> str:
    """Return the one account that lines name, "" without one; `named`: only beside words that say so."""
    found: dict[str, bool] = {}
    for _row, cells in above[:_MOST]:
        line = " ".join(filter(None, cells))
        for match in _ACCOUNT.finditer(line):
            number = match[1].replace(" ", "")
            if not _CORRESPONDENT.match(number) and not _CORRESPONDENT.search(line[: match.start()][-12:]):
                found[number] = found.get(number, False) or bool(_LEGEND.search(line))
    likely = [number for number, said in found.items() if said] or ([] if named else list(found))
    return likely[0] if len(likely) == 1 else ""


def _is_currency(value: str) -> bool:
    return (len(value) == 3 and value.isalpha()) or value in {"810", "643", "руб."}  # noqa: PLR2004 -- ISO 4217
