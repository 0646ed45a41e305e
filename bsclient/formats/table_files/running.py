"""Balances of a table: beside each entry, above and below it; whether they agree with the entries."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from bsclient.domain.problems import Severity
from bsclient.formats import amounts
from bsclient.formats.model import CREDIT, DEBIT, AccountSection, ExchangeDocument
from bsclient.formats.table_files.told import Problems

_ZERO: Final = Decimal("0.00")


def balances(
    section: AccountSection,
    entries: Sequence[ExchangeDocument],
    running: Sequence[Decimal | None],
    problems: Problems,
) -> AccountSection:
    """Return the section with the balances that the column of them shows; differences are told as warnings."""
    sure = [one for one in entries if not one.marks.preliminary]
    if running and None not in running:
        found = [value for value in running if value is not None]
        section = _from_column(section, entries, found, problems)
    if any(one.amount is None or one.direction not in {CREDIT, DEBIT} for one in sure):
        return section
    came = sum((one.amount for one in sure if one.direction == CREDIT and one.amount), _ZERO)
    left = sum((one.amount for one in sure if one.direction == DEBIT and one.amount), _ZERO)
    for name, stated, counted in (
        ("credits", section.credits, came),
        ("debits", section.debits, left),
    ):
        if stated is not None and abs(stated) != counted:
            _differs(problems, name, "file_turnover_differs", (section.account, abs(stated), counted))
    if section.opening is not None and section.closing is not None:
        expected = section.opening + came - left
        if expected != section.closing:
            _differs(
                problems, "closing", "file_balance_differs", (section.account, expected, section.closing)
            )
    return section


def _from_column(
    section: AccountSection, entries: Sequence[ExchangeDocument], running: list[Decimal], problems: Problems
) -> AccountSection:
    effects = [_effect(one) for one in entries]
    for newest_first in (False, True):
        values = running[::-1] if newest_first else running
        moves = effects[::-1] if newest_first else effects
        if all(
            after == before + move for (before, after), move in zip(pairwise(values), moves[1:], strict=True)
        ):
            opening, closing = values[0] - moves[0], values[-1]
            return dataclasses.replace(
                section,
                opening=section.opening if section.opening is not None else opening,
                closing=section.closing if section.closing is not None else closing,
            )
    broken = next(
        place
        for place, (before, after) in enumerate(pairwise(running), 1)
        if after != before + effects[place]
    )
    facts = {"account": section.account, "found": amounts.plain(running[broken])}
    expected = running[broken - 1] + effects[broken]
    facts["expected"] = amounts.plain(expected)
    problems.row(None, entries[broken].line - 1, "balance", "table_balance_broken", Severity.WARN, facts)
    return section


def _effect(one: ExchangeDocument) -> Decimal:
    amount = one.amount or _ZERO
    return amount if one.direction == CREDIT else -amount


def _differs(problems: Problems, name: str, code: str, what: tuple[str, Decimal, Decimal]) -> None:
    account, expected, found = what
    facts = {"account": account, "expected": amounts.plain(expected), "found": amounts.plain(found)}
    problems.whole(name, code, Severity.WARN, facts)
