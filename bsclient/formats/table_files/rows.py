"""One row of a table as a document of the neutral model, by a profile and what was found of the file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bsclient.domain import currencies
from bsclient.domain.problems import Severity
from bsclient.formats.model import (
    CREDIT,
    DEBIT,
    INTERNAL,
    NO_MARKS,
    ORDERS,
    Bank,
    ExchangeDocument,
    Marks,
    Party,
    Tax,
)
from bsclient.formats.table_files import values
from bsclient.formats.table_files.fields import FIELDS, SIDES, TAX
from bsclient.formats.table_files.layout import Layout
from bsclient.formats.table_files.money_side import Side, side_of
from bsclient.formats.table_files.profile import Profile
from bsclient.formats.table_files.told import Cell, Problems
from bsclient.formats.table_files.values import BadValue

_ROUBLES: Final = frozenset(
    ("rur", "810", "643", "руб", "р", "rub", "рубль", "рубли", "рублей", "российский рубль")
)
_ISO_CURRENCY: Final = re.compile(r"[A-Za-z]{3}")
_DIGITS: Final = "0123456789"
_SIGNS: Final = {"₽": "RUB", "$": "USD", "€": "EUR", "£": "GBP", "₸": "KZT"}
_JOINT_ACCOUNT: Final = re.compile(r"(?<![0-9])[0-9]{20}(?![0-9])")
_JOINT_INN: Final = re.compile(r"(?:ИНН\s*:?\s*)?(?<![0-9])([0-9]{12}|[0-9]{10})(?![0-9])")
_JOINT_KPP: Final = re.compile(r"КПП\s*:?\s*([0-9]{9})(?![0-9])")
_KPP: Final = re.compile(r"(?<![0-9])([0-9]{4}[0-9A-Z]{2}[0-9]{3})(?![0-9])")
_JOINT_BIC: Final = re.compile(r"(?:БИК\s*:?\s*)?(?<![0-9])([0-9]{9})(?![0-9])")
_NOBODY: Final = Party()
_UNTAXED: Final = Tax()
_YES: Final = frozenset(("1", "да", "yes", "true", "x", "✓"))


@dataclass(frozen=True, slots=True)
class Reading:
    """What is the same for all rows of a file: `account` and `currency` are what it says of them beside its rows."""

    profile: Profile
    layout: Layout
    decimal: str
    days: str
    account: str
    currency: str
    all_debits_negative: bool = False


class RowReader:
    """Makes documents of rows; what it cannot read goes to `problems`."""

    def __init__(self, reading: Reading, problems: Problems) -> None:
        self._reading = reading
        self._problems = problems
        self._used = {place for places in reading.layout.at.values() for place in places}
        self._extra = {
            place: title
            for place, title in enumerate(reading.layout.titles)
            if title and place not in self._used and not _ignored(reading.profile, title)
        }
        self._at = reading.layout.at
        self._sides = {side for side in SIDES if any(name.startswith(f"{side}.") for name in self._at)}
        self._taxed = any(name.startswith("tax.") for name in self._at)
        self._cells: Sequence[str] = ()
        self._joined = {
            field for field, places in self._at.items() if len(places) > 1 and FIELDS[field].kind == "text"
        }
        self._places = [(field, places[0]) for field, places in self._at.items() if field not in self._joined]
        self._kinds = {field: FIELDS[field].code for field in self._at}
        self._given: dict[str, str] = {}
        self._told: set[tuple[int, str]] = set()
        self._row = 0
        self._index = 0

    def read(self, cells: Sequence[str], row: int, index: int) -> ExchangeDocument | None:
        """Return the document of a row; None for an operation that the bank says was never done."""
        self._cells, self._row, self._index = cells, row, index
        filled = len(cells)
        self._given = {
            field: cells[place] for field, place in self._places if place < filled and cells[place]
        }
        self._told.clear()
        profile = self._reading.profile
        status = values.folded(self.text("status"))
        if status and status in profile.void:
            return None
        if profile.role == ORDERS:
            return self._order()
        return self._entry(pending=bool(status) and status in profile.pending)

    # values -------------------------------------------------------------------------------------------------------

    # A value may be asked for twice and is told of once.

    def text(self, field: str) -> str:
        """Return the text of a field: of several cells joined, on one line."""
        raw = self._given.get(field)
        if raw is None:
            return (
                " ".join(self._text(cell) for cell in self._cells_of(field)) if field in self._joined else ""
            )
        kept, problem = values.text(raw)
        if problem:
            self._tell(self._cell(field), problem, Severity.WARN)
        return kept

    def money(self, field: str) -> tuple[Decimal | None, Cell | None]:
        """Return the amount of a field and its cell; an unreadable one is told and None."""
        raw = self._given.get(field)
        if raw is None:
            return None, None
        cell = self._cell(field)
        mark = "" if raw[-1] in _DIGITS else values.unit(raw)
        if mark and currency(mark) != self._currency():
            self._tell(cell, "table_currency_differs")
            return None, cell
        try:
            amount = values.read_amount(raw, self._reading.decimal, values.MOST_PLACES)
            if str(amount)[-3] != ".":  # more than two decimals
                values.demand_places(amount, self._decimals())
        except BadValue as error:
            self._tell(cell, error.code)
            return None, cell
        return amount, cell

    def day(self, field: str) -> dt.date | None:
        """Return the day of a field; an unreadable one is told and None."""
        raw = self._given.get(field)
        if raw is None:
            return None
        try:
            return values.read_day(raw, self._reading.days)
        except BadValue as error:
            self._tell(self._cell(field), error.code)
            return None

    def code(self, field: str) -> str:
        """Return an account, BIC, INN or KPP."""
        raw = self._given.get(field)
        if raw is None:
            return ""
        try:
            return values.code(raw, self._kinds[field])
        except BadValue as error:
            self._tell(self._cell(field), error.code)
            return ""

    def given(self, field: str) -> bool:
        """Whether the cell of a field is filled."""
        return field in self._given

    def _text(self, cell: Cell) -> str:
        kept, problem = values.text(cell.text)
        if problem:
            self._tell(cell, problem, Severity.WARN)
        return kept

    def _tell(self, cell: Cell, code: str, severity: Severity = Severity.BLOCK) -> None:
        if (cell.place, code) not in self._told:
            self._told.add((cell.place, code))
            self._problems.cell(self._index, self._row, cell, code, severity)

    def _cell(self, field: str) -> Cell:
        place = self._at[field][0]
        return Cell(field, place, self._cells[place])

    def _cells_of(self, field: str) -> list[Cell]:
        cells = self._cells
        return [
            Cell(field, place, cells[place])
            for place in self._at[field]
            if place < len(cells) and cells[place]
        ]

    # documents ----------------------------------------------------------------------------------------------------

    def _order(self) -> ExchangeDocument:
        amount, cell = self.money("amount")
        if cell is None:
            self._lacking("amount", "table_amount_missing")
        elif amount is not None and amount <= 0:
            code = "table_amount_zero" if not amount else "table_amount_negative"
            self._problems.cell(self._index, self._row, cell, code)
            amount = None if amount < 0 else amount
        payer = self._party("payer")
        if not payer.account and self._reading.account:
            payer = _with(payer, self._reading.account)
        return self._document(amount, "", (payer, self._party("payee")), None, NO_MARKS)

    def _entry(self, *, pending: bool) -> ExchangeDocument:
        day = next(
            (found for name in ("day", "debited", "credited", "date") if (found := self.day(name))), None
        )
        if day is None and not any(map(self.given, ("day", "debited", "credited", "date"))):
            self._lacking("day", "table_day_missing")
        told = side_of(self, self._reading.profile, self._own_account(), self._reading.all_debits_negative)
        if told.problem is not None:
            cell, code = told.problem
            if cell is None:
                self._lacking("amount", code)
            else:
                self._problems.cell(self._index, self._row, cell, code)
        value = self.day("value_date")
        marks = Marks(
            reference=self.text("reference"),
            value_date=value if value != day else None,
            preliminary=pending or values.folded(self.text("preliminary")) in _YES,
            reversal=told.reversal or values.folded(self.text("reversal")) in _YES,
        )
        parties = self._parties(told)
        return self._document(
            told.amount, told.direction, parties, day, NO_MARKS if marks == NO_MARKS else marks
        )

    def _document(
        self,
        amount: Decimal | None,
        direction: str,
        parties: tuple[Party, Party],
        day: dt.date | None,
        marks: Marks,
    ) -> ExchangeDocument:
        return ExchangeDocument(
            index=self._index, line=self._row + 1, kind=self.text("kind"), number=self.text("number"),
            date=self.day("date") or day, amount=amount, currency=self._currency(), direction=direction,
            payer=parties[0], payee=parties[1], purpose=self.text("purpose"), priority=self.text("priority"), uin=self.text("uin"),
            income_code=self.text("income_code"), operation_type=self.text("operation_type"),
            debited=self._moved("debited", day, direction in {DEBIT, INTERNAL}),
            credited=self._moved("credited", day, direction in {CREDIT, INTERNAL}),
            tax=Tax(*(self.text(f"tax.{part}") for part in TAX)) if self._taxed else _UNTAXED, extra=self._rest(), marks=marks,
        )  # fmt: skip

    def _moved(self, field: str, day: dt.date | None, ours: bool) -> dt.date | None:  # noqa: FBT001 -- one use
        if field in self._reading.layout.at:
            return self.day(field)
        return day if ours else None

    def _own_account(self) -> str:
        return self.code("account") or self._reading.account

    def _parties(self, told: Side) -> tuple[Party, Party]:
        """Return payer and payee: the own side is the account of the row, of the file or of the profile."""
        payer, payee, other = self._party("payer"), self._party("payee"), self._party("counterparty")
        own = self._own_account()
        if told.direction == DEBIT:
            return _with(payer, own), _either(payee, other)
        if told.direction == CREDIT:
            return _either(payer, other), _with(payee, own)
        return payer, payee

    def _party(self, side: str) -> Party:
        if side not in self._sides:
            return _NOBODY
        joint, bank_joint = self.text(f"{side}.joint"), self.text(f"{side}.bank.joint")
        taken = _apart(joint) if joint else _NOBODY
        bic = _JOINT_BIC.search(bank_joint)
        bank = Bank(
            self.code(f"{side}.bank.bic") or (bic[1] if bic else ""),
            self.text(f"{side}.bank.name") or _JOINT_BIC.sub("", bank_joint, count=1).strip(" ,;"),
            self.code(f"{side}.bank.correspondent_account"),
        )
        inn, kpp = _inn_and_kpp(self.code(f"{side}.inn"))
        return Party(
            self.text(f"{side}.name") or taken.name,
            inn or taken.inn,
            self.code(f"{side}.kpp") or kpp or taken.kpp,
            self.code(f"{side}.account") or taken.account,
            bank,
        )

    def _currency(self) -> str:
        """Return the currency that the row, the file, the account's digits or the profile say; "" where none does."""
        profile = self._reading.profile
        said = self.text("currency") or self._reading.currency
        if said:
            return currency(said)
        orders = profile.role == ORDERS
        own = self.code("payer.account") if orders and "payer.account" in self._at else self._own_account()
        known = currencies.of_account(own) or currency(profile.currency)
        if known:
            return known
        marks = (values.unit(self._given.get(field, "")) for field in ("amount", "debit", "credit"))
        return currency(next(filter(None, marks), "RUB" if orders else ""))

    def _decimals(self) -> int:
        said = self._currency()
        return currencies.kept_decimals(said) if said else values.MOST_PLACES

    def _rest(self) -> dict[str, str]:
        cells = self._cells
        return {
            title: values.text(cells[place])[0]
            for place, title in self._extra.items()
            if place < len(cells) and cells[place]
        }

    def _lacking(self, field: str, code: str) -> None:
        self._problems.row(self._index, self._row, field, code, Severity.BLOCK)


def currency(text: str) -> str:
    """Return the ISO code of a currency as banks write it: RUR, 810 and руб. are RUB."""
    bare = _SIGNS.get(text) or text
    words = values.folded(bare)
    if words in _ROUBLES:
        return currencies.ROUBLE
    return bare.upper() if _ISO_CURRENCY.fullmatch(bare) else currencies.letters(bare)


def _apart(joint: str) -> Party:
    """Take a cell with account, INN and name apart: `40702810… 7707083893 ООО «Ромашка»`."""
    account = _JOINT_ACCOUNT.search(joint)
    rest = _JOINT_ACCOUNT.sub(" ", joint, count=1)
    inn, kpp = _JOINT_INN.search(rest), _JOINT_KPP.search(rest)
    rest = _JOINT_INN.sub(" ", _JOINT_KPP.sub(" ", rest, count=1), count=1)
    name = " ".join(rest.split()).strip(" ,;/")
    return Party(name, inn[1] if inn else "", kpp[1] if kpp else "", account[0] if account else "")


def _inn_and_kpp(said: str) -> tuple[str, str]:
    """Take a cell of a column ИНН/КПП apart: `7704010010/770401001`, `7704010010, КПП 770401001`."""
    inn = None if said.isdecimal() else _JOINT_INN.search(said)
    if inn is None:
        return said, ""
    kpp = _KPP.search(said, inn.end())
    return inn[1], kpp[1] if kpp else ""


def _with(party: Party, account: str) -> Party:
    return party if party.account else Party(party.name, party.inn, party.kpp, account, party.bank)


def _either(told: Party, other: Party) -> Party:
    """Return the party of the columns of its side, filled up by those of the counterparty."""
    if other is _NOBODY:
        return told
    bank, rest = told.bank, other.bank
    return Party(
        told.name or other.name,
        told.inn or other.inn,
        told.kpp or other.kpp,
        told.account or other.account,
        Bank(
            bank.bic or rest.bic,
            bank.name or rest.name,
            bank.correspondent_account or rest.correspondent_account,
        ),
    )


def _ignored(profile: Profile, title: str) -> bool:
    words = values.folded(title)
    return any(rule.field == "-" and rule.title == words for rule in profile.columns)
