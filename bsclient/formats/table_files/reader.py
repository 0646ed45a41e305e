"""A table file read by a profile into the neutral model: entries of accounts, or orders to be paid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from bsclient.domain import currencies
from bsclient.domain.problems import Severity
from bsclient.formats.model import (
    CREDIT,
    DEBIT,
    ENTRIES,
    INTERNAL,
    ORDERS,
    AccountSection,
    ExchangeDocument,
    ExchangeFile,
    FileProblem,
)
from bsclient.formats.table_files import layout as layouts
from bsclient.formats.table_files import preamble, values
from bsclient.formats.table_files.grid import Grid
from bsclient.formats.table_files.layout import Layout
from bsclient.formats.table_files.profile import COLUMNS, OWN, Profile
from bsclient.formats.table_files.rows import Reading, RowReader
from bsclient.formats.table_files.running import balances
from bsclient.formats.table_files.told import MOST, Problems, TooManyProblems

_SUMS: Final = ("amount", "debit", "credit")
_DAYS: Final = ("day", "date", "debited", "credited")
_WORDS: Final = ("purpose", "kind", "counterparty.name")
Cells = Sequence[str]


@dataclass(slots=True)
class _Rows:
    """The rows of a file by what they are; numbers count from 0."""

    data: list[tuple[int, Cells]] = field(default_factory=list)
    above: list[tuple[int, Cells]] = field(default_factory=list)
    below: list[tuple[int, Cells]] = field(default_factory=list)
    between: list[tuple[int, Cells]] = field(default_factory=list)
    balances: list[tuple[int, Cells]] = field(default_factory=list)


def read(grid: Grid, profile: Profile) -> ExchangeFile:
    """Read a table by a profile. What cannot be read is told as problems; nothing is raised."""
    found = layouts.find(profile, grid)
    if found is None or profile.missing():
        lacking = ", ".join(profile.missing()) or "-"
        facts = {"profile": profile.name, "fields": lacking}
        problem = FileProblem(None, 1, "", "table_columns_missing", Severity.BLOCK, facts)
        return ExchangeFile(grid.form, encoding=grid.encoding, problems=(problem,), role=profile.role)
    return _File(grid, profile, found).read()


class _File:
    """One file being read."""

    def __init__(self, grid: Grid, profile: Profile, layout: Layout) -> None:
        self._grid = grid
        self._profile = profile
        self._layout = layout
        self._problems = Problems(layout)
        self._rows = self._parted()
        self._decimal = self._decimal_sign()
        self._days = self._day_order()
        places = tuple(layout.at[name][0] for name in ("debit", "credit") if name in layout.at)
        money = preamble.Money(places if len(places) == 2 else (), self._decimal)  # noqa: PLR2004 -- both
        self._told = preamble.find(self._rows.above, self._rows.below, money)
        self._void = 0

    def read(self) -> ExchangeFile:
        documents: list[ExchangeDocument] = []
        try:
            documents.extend(self._documents())
        except TooManyProblems:
            self._problems.found.append(
                FileProblem(
                    None, documents[-1].line if documents else 1, "", "file_too_many_errors", Severity.BLOCK,
                    {"line": str(documents[-1].line if documents else 1), "limit": str(MOST)},
                )
            )  # fmt: skip
        self._remarks(documents)
        accounts = self._sections(documents) if self._profile.role == ENTRIES else _payers(documents)
        return ExchangeFile(
            format=self._grid.form,
            encoding=self._grid.encoding,
            accounts=tuple(accounts),
            documents=tuple(documents),
            problems=tuple(self._problems.found),
            header={"profile": self._profile.name},
            role=self._profile.role,
        )

    # rows ---------------------------------------------------------------------------------------------------------

    def _parted(self) -> _Rows:
        """Part rows of data from lines about the account, totals and repeated titles."""
        rows, layout = _Rows(), self._layout
        sums = self._places(_SUMS if self._profile.role == ENTRIES else ("amount", "payee.account"))
        days, words = self._places(_DAYS), self._places(_WORDS)
        head = list(self._grid.rows[layout.head]) if layout.head >= 0 else []
        rows.above = [
            (row, cells) for row, cells in enumerate(self._grid.rows[: max(layout.head, 0)]) if any(cells)
        ]
        waiting: list[tuple[int, Cells]] = []
        for row in range(layout.first, len(self._grid.rows)):
            cells = self._grid.rows[row]
            if not any(cells) or (head and list(cells) == head):
                continue
            summed = any(place < len(cells) and cells[place] for place in sums)
            dated = not days or any(place < len(cells) and cells[place] for place in days)
            entry = (
                summed or dated
                if self._profile.role == ORDERS
                else (summed and dated) or (dated and _dated(cells, days))
            )
            if entry and any(place < len(cells) and preamble.is_balance(cells[place]) for place in words):
                rows.balances.append((row, cells))
            elif entry and not preamble.is_total(cells):
                rows.between += waiting
                waiting = []
                rows.data.append((row, cells))
            else:
                waiting.append((row, cells))
        rows.below = waiting
        return rows

    def _places(self, fields: Iterable[str]) -> list[int]:
        return [place for name in fields for place in self._layout.at.get(name, ())]

    def _column(self, fields: Iterable[str]) -> Iterator[str]:
        places = self._places(fields)
        for _row, cells in self._rows.data:
            for place in places:
                if place < len(cells) and cells[place]:
                    yield cells[place]

    def _decimal_sign(self) -> str:
        profile = self._profile
        grouped = not (profile.built_in and profile.id.startswith(OWN))  # our own tables part no thousands
        cells = self._column((*_SUMS, "balance"))
        found = profile.decimal or values.decimal_sign(cells, grouped=grouped)
        if found == values.AMBIGUOUS:
            self._problems.whole("amount", "table_decimal", Severity.BLOCK)
            return ""
        return found

    def _day_order(self) -> str:
        found = self._profile.days or values.day_order(self._column((*_DAYS, "value_date")))
        if found == values.AMBIGUOUS:
            self._problems.whole("day", "table_days_ambiguous", Severity.WARN)
            return values.DMY
        return found

    # documents ----------------------------------------------------------------------------------------------------

    def _documents(self) -> Iterator[ExchangeDocument]:
        reading = Reading(
            self._profile, self._layout, self._decimal, self._days, self._told.account or self._profile.account,
            self._told.currency, self._negative_debits(),
        )  # fmt: skip
        reader = RowReader(reading, self._problems)
        index = 1
        for row, cells in self._rows.data:
            document = reader.read(cells, row, index)
            if document is None:
                self._void += 1
            else:
                yield document
                index += 1

    def _negative_debits(self) -> bool:
        if self._profile.signs != COLUMNS:
            return False
        debits = [cell for cell in self._column(("debit",)) if cell.strip("0.,- ")]
        return bool(debits) and all(cell.lstrip()[:1] in {"-", "−", "–", "("} for cell in debits)

    def _remarks(self, documents: Sequence[ExchangeDocument]) -> None:
        problems = self._problems
        self._one_account()
        for row, cells in self._rows.balances[:100]:
            value = " ".join(filter(None, cells))[:80]
            problems.row(None, row, "", "table_row_balance", Severity.WARN, {"value": value})
        for row, cells in self._rows.between[:100]:
            if not preamble.is_total(cells):
                facts = {"row": str(row + 1), "value": " ".join(filter(None, cells))[:80]}
                problems.found.append(FileProblem(None, row + 1, "", "table_row_left", Severity.WARN, facts))
        if self._void:
            problems.whole("status", "table_void", Severity.INFO, {"count": str(self._void)})
        if self._grid.left:
            problems.whole("", "table_sheets_left", Severity.INFO, {"sheets": ", ".join(self._grid.left)})
        if not documents:
            problems.whole("", "table_empty", Severity.BLOCK)

    def _one_account(self) -> None:
        """Refuse tables of several accounts below each other, unless a column tells the account."""
        if "account" in self._layout.at or not self._told.account:
            return
        for line in self._rows.between:
            other = preamble.account([line], named=True)
            if other not in {"", self._told.account}:
                facts = {"row": str(line[0] + 1), "value": other}
                self._problems.whole("account", "table_several_accounts", Severity.BLOCK, facts)
                return

    # accounts -----------------------------------------------------------------------------------------------------

    def _sections(self, documents: Sequence[ExchangeDocument]) -> Iterator[AccountSection]:
        told = self._told
        groups = _by_account(documents)
        if groups.pop("", None):
            self._problems.whole("account", "table_account_missing", Severity.BLOCK)
        alone = len(groups) == 1
        for account, entries in groups.items():
            days = [day for entry in entries if (day := entry.debited or entry.credited)]
            section = AccountSection(
                account=account,
                currency=currencies.of_account(account) or entries[0].currency,
                start=(told.start if alone else None) or min(days, default=None),
                end=(told.end if alone else None) or max(days, default=None),
                opening=told.opening if alone else None,
                closing=told.closing if alone else None,
                credits=told.credits if alone else None,
                debits=told.debits if alone else None,
            )
            yield balances(section, entries, self._running(entries), self._problems)

    def _running(self, entries: Sequence[ExchangeDocument]) -> list[Decimal | None]:
        """Return the balances beside the entries, where the file has a column of them."""
        places = self._places(("balance",))
        if not places:
            return []
        by_line = {row + 1: cells for row, cells in self._rows.data}
        found: list[Decimal | None] = []
        for entry in entries:
            cells = by_line[entry.line]
            cell = cells[places[0]] if places[0] < len(cells) else ""
            try:
                found.append(values.read_amount(cell, self._decimal, values.MOST_PLACES) if cell else None)
            except values.BadValue:
                found.append(None)
        return found


def _dated(cells: Cells, days: Sequence[int]) -> bool:
    """Whether a row without amounts has a day, so that an amount is missing there."""
    for place in days:
        if place < len(cells) and cells[place]:
            try:
                values.read_day(cells[place])
            except values.BadValue:
                continue
            return True
    return False


def _by_account(documents: Sequence[ExchangeDocument]) -> dict[str, list[ExchangeDocument]]:
    groups: dict[str, list[ExchangeDocument]] = defaultdict(list)
    for one in documents:
        if one.direction in {DEBIT, INTERNAL}:
            groups[one.payer.account].append(one)
        if one.direction in {CREDIT, INTERNAL}:
            groups[one.payee.account].append(one)
    return dict(groups)


def _payers(documents: Sequence[ExchangeDocument]) -> list[AccountSection]:
    accounts = dict.fromkeys(one.payer.account for one in documents if one.payer.account)
    return [AccountSection(account) for account in accounts]
