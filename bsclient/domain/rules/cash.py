"""Rules of cash documents (Bank of Russia Instruction 3352-У; symbols of report form 0409202)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from bsclient.domain import cash, money
from bsclient.domain.context import Context
from bsclient.domain.problems import Problem

if TYPE_CHECKING:
    from bsclient.domain.document import Rule, Sheet

_REPORT = "0409202"


def symbols(rows: str, allowed: frozenset[str], limits: str) -> Rule:
    """The symbols are of the right side: 02–39 for cash that comes in, 40–77 for cash that goes out."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        for index, row in enumerate(sheet.sheets(rows)):
            symbol = row.text("symbol")
            if symbol and symbol not in allowed:
                facts = {"value": symbol, "expected": limits}
                yield Problem(f"{rows}.{index}.symbol", "cash_symbol_side", facts=facts, act=_REPORT)

    return rule


def notes(amount: str, rows: str) -> Rule:
    """Notes and coins, where they are listed, are worth their own amounts and together the whole sum."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        whole, found = sheet.money(amount), Decimal(0)
        listed = sheet.sheets(rows)
        for index, row in enumerate(listed):
            nominal, pieces, stated = row.text("nominal"), row.whole("pieces"), row.money("amount")
            if nominal not in cash.NOMINALS or pieces is None:
                return
            worth = Decimal(nominal) * pieces
            found += worth
            if stated is not None and stated != worth:
                path = f"{rows}.{index}.amount"
                facts = {"value": money.plain(stated), "expected": money.plain(worth)}
                yield Problem(path, "note_amount", facts=facts, mend={path: money.plain(worth)})
        if listed and whole is not None and found != whole:
            facts = {"value": money.plain(found), "expected": money.plain(whole)}
            yield Problem(rows, "notes_differ", facts=facts)

    return rule
