"""Rules that many types share, as makers: each returns a rule for the fields it is told.

A rule is silent where its inputs are missing or the context knows nothing of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from bsclient.domain import checks, currencies, money
from bsclient.domain.context import Context
from bsclient.domain.problems import Problem, Severity

if TYPE_CHECKING:
    from bsclient.domain.document import Rule, Sheet

_KEY_ACT = "№ 515 (08.09.1997)"
_key_ok = lru_cache(maxsize=8192)(checks.account_key_ok)


def term(day: str = "date", past: int = 10) -> Rule:
    """The document is dated today or at most `past` calendar days ago."""

    def rule(sheet: Sheet, context: Context) -> Iterator[Problem]:
        dated = sheet.day(day)
        if dated is None or not context.dates_checked:
            return
        mend = {day: context.today.isoformat()}
        facts = {"value": dated.isoformat(), "limit": str(past)}
        if dated > context.today:
            yield Problem(day, "document_date_future", facts=facts, mend=mend)
        elif dated < context.today - timedelta(days=past):
            yield Problem(day, "document_date_old", facts=facts, mend=mend)

    return rule


def not_past(day: str, days_ahead: int = 0) -> Rule:
    """A day on which something shall happen has not passed, and is at most `days_ahead` days off (0: any)."""

    def rule(sheet: Sheet, context: Context) -> Iterator[Problem]:
        wanted = sheet.day(day)
        if wanted is None or not context.dates_checked:
            return
        facts = {"value": wanted.isoformat(), "limit": str(days_ahead)}
        if wanted < context.today:
            yield Problem(day, "day_passed", facts=facts, mend={day: context.today.isoformat()})
        elif days_ahead and wanted > context.today + timedelta(days=days_ahead):
            yield Problem(day, "day_too_far", facts=facts)

    return rule


def period(first: str, last: str, longest: int = 0, *, future: bool = False) -> Rule:
    """A period is not reversed, not longer than `longest` days (0: any) and, unless `future`, over by today."""

    def rule(sheet: Sheet, context: Context) -> Iterator[Problem]:
        since, until = sheet.day(first), sheet.day(last)
        if not future and until is not None and context.dates_checked and until > context.today:
            mend = {last: context.today.isoformat()}
            yield Problem(last, "period_in_future", facts={"value": until.isoformat()}, mend=mend)
        if since is None or until is None:
            return
        days = {"value": since.isoformat(), "expected": until.isoformat()}
        if since > until:
            mend = {first: days["expected"], last: days["value"]}
            yield Problem(last, "period_reversed", facts=days | {"limit": days["expected"]}, mend=mend)
        elif longest and (until - since).days >= longest:
            yield Problem(last, "period_too_long", facts=days | {"limit": str(longest)})

    return rule


def own_account(*names: str) -> Rule:
    """The accounts are the client's own."""

    def rule(sheet: Sheet, context: Context) -> Iterator[Problem]:
        for name in names:
            number = sheet.text(name)
            if number and context.own_accounts and number not in context.own_accounts:
                yield Problem(name, "not_own_account", facts={"value": number})

    return rule


def account_key(name: str, bic: str) -> Rule:
    """The account's 9th digit fits the BIC of its bank."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        number, bank = sheet.text(name), sheet.text(bic)
        if number and bank and not _key_ok(bank, number):
            yield Problem(name, "account_key", facts={"value": number, "bic": bank}, act=_KEY_ACT)

    return rule


def known_bank(name: str, day: str = "date") -> Rule:
    """The BIC stands in the directory and takes part in settlements on the document's day."""

    def rule(sheet: Sheet, context: Context) -> Iterator[Problem]:
        bic = sheet.text(name)
        if not bic or context.banks is None:
            return
        at = sheet.day(day) or context.today
        bank = context.banks.find(bic)
        if bank is None:
            yield Problem(name, "bic_unknown", facts={"value": bic}, act="ED807")
        elif bank.closed_on(at):
            yield Problem(name, "bic_closed", facts={"value": bic, "bank": bank.name}, act="ED807")
        elif bank.restricted_on(at):
            yield Problem(name, "bic_restricted", facts={"value": bic, "bank": bank.name}, act="ED807")

    return rule


def currency_of(name: str, *, currency: str = "", code: str = "") -> Rule:
    """The account is held in the currency that another field names, or in the currency `code`."""

    def rule(sheet: Sheet, context: Context) -> Iterator[Problem]:
        number, wanted = sheet.text(name), code or sheet.text(currency)
        if not number or not wanted:
            return
        known = context.accounts.get(number)
        held = known.currency if known else currencies.of_account(number)
        if held and held != wanted:
            yield Problem(name, "account_currency_differs", facts={"value": held, "expected": wanted})

    return rule


def amount_decimals(amount: str, currency: str) -> Rule:
    """An amount has no more decimals than its currency: none for JPY, three for KWD (ISO 4217)."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        value, code = sheet.money(amount), sheet.text(currency)
        if value is None or not code:
            return
        places = currencies.decimals(code)
        if value % Decimal(1).scaleb(-places):
            facts = {"value": str(value), "currency": code, "limit": str(places)}
            yield Problem(amount, "amount_decimals", facts=facts, act="ISO 4217")

    return rule


def funds(account: str, amount: str) -> Rule:
    """The account holds what the document takes from it."""

    def rule(sheet: Sheet, context: Context) -> Iterator[Problem]:
        known, wanted = context.accounts.get(sheet.text(account)), sheet.money(amount)
        if known is None or known.available is None or wanted is None or known.available >= wanted:
            return
        facts = {"value": money.plain(known.available), "expected": money.plain(wanted)}
        yield Problem(amount, "insufficient_funds", Severity.WARN, facts)

    return rule


def total(target: str, rows: str, amount: str) -> Rule:
    """A total is the sum of its rows."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        stated, parts = sheet.money(target), sheet.rows(rows)
        if stated is None or not parts:
            return
        found = sum((getattr(row, amount) or Decimal(0) for row in parts), Decimal(0))
        if found != stated:
            facts = {"value": money.plain(stated), "expected": str(found)}
            yield Problem(target, "total_differs", facts=facts, mend={target: str(found)})

    return rule


def count(target: str, rows: str) -> Rule:
    """A number of rows is the number of rows."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        stated, found = sheet.whole(target), len(sheet.rows(rows))
        if stated is not None and found and stated != found:
            facts = {"value": str(stated), "expected": str(found)}
            yield Problem(target, "count_differs", facts=facts, mend={target: str(found)})

    return rule


def twins(rows: str, *fields: str, severity: Severity = Severity.WARN) -> Rule:
    """No two rows agree in all of these fields."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        first: dict[tuple[object, ...], int] = {}
        for index, row in enumerate(sheet.rows(rows)):
            key = tuple(getattr(row, name) for name in fields)
            seen = first.setdefault(key, index)
            if seen != index:
                facts = {"value": str(index + 1), "expected": str(seen + 1)}
                yield Problem(f"{rows}.{index}.{fields[0]}", "row_twin", severity, facts)

    return rule


def exactly_one(*fields: str) -> Rule:
    """One of several fields is filled, and only one."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        filled = [name for name in fields if sheet.text(name)]
        if not filled:
            yield Problem(fields[0], "one_needed")
        for name in filled[1:]:
            yield Problem(name, "one_too_many", mend={name: ""})

    return rule
