"""Rules of currency documents: transfers abroad, exchange, money from abroad (173-ФЗ, Instruction 181-И, ISO 20022 pacs.008).

Each maker returns a rule for the fields it is told; a rule is silent where it knows too little.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from bsclient.domain import control, currencies, international, swift
from bsclient.domain.context import Context
from bsclient.domain.problems import Problem, Severity

if TYPE_CHECKING:
    from bsclient.domain.document import Fill, Rule, Sheet

STOPPED: Final = "stopped_countries"
TARIFFS: Final = "currency_tariffs"
_IBAN_LEAST: Final = 15
_COUNTRY: Final = slice(4, 6)
_KOPECK: Final = Decimal("0.01")


def foreign(name: str) -> Rule:
    """The currency is not the rouble: roubles are paid by payment orders."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        if sheet.text(name) == currencies.ROUBLE:
            yield Problem(name, "currency_foreign_needed")

    return rule


def held_in(account: str, *, roubles: bool) -> Rule:
    """An account is held in roubles, or is not."""

    def rule(sheet: Sheet, context: Context) -> Iterator[Problem]:
        code = currency_of(sheet.text(account), context)
        if code and (code == currencies.ROUBLE) is not roubles:
            told = "account_roubles_needed" if roubles else "account_foreign_needed"
            yield Problem(account, told, facts={"value": code})

    return rule


def differ(first: str, second: str) -> Rule:
    """Two accounts are held in different currencies."""

    def rule(sheet: Sheet, context: Context) -> Iterator[Problem]:
        one, two = (currency_of(sheet.text(name), context) for name in (first, second))
        if one and one == two:
            yield Problem(second, "currencies_same", facts={"value": two})

    return rule


def currency_of(account: str, context: Context) -> str:
    """Return the currency of an account; "" when nothing says it."""
    known = context.accounts.get(account)
    return known.currency if known else currencies.of_account(account)


# the other side ---------------------------------------------------------------------------------------------------


def iban(account: str, country: str) -> Rule:
    """An account at a bank of a country that has IBANs is one, with right check digits (ISO 13616)."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        number, where = sheet.text(account), sheet.text(country)
        if not number or not where:
            return
        if international.iban_country(number[:2]) and number[2:4].isdecimal() and len(number) >= _IBAN_LEAST:
            if not international.iban_ok(number):
                yield Problem(account, "iban_key", facts={"value": number}, act="ISO 13616")
        elif international.iban_country(where):
            facts = {"value": number, "country": where}
            yield Problem(account, "iban_needed", facts=facts, act="ISO 13616")

    return rule


def bank_code(bic: str, country: str = "") -> Rule:
    """A SWIFT code is not one of the test network and says the same country as the address."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        code, where = sheet.text(bic), sheet.text(country) if country else ""
        if code and international.swift_test_bic(code):
            yield Problem(bic, "swift_bic_test", Severity.WARN, {"value": code}, act="ISO 9362")
        if code and where and code[_COUNTRY] != where:
            facts = {"value": where, "expected": code[_COUNTRY]}
            mend = {country: code[_COUNTRY]}
            yield Problem(country, "bank_country_differs", Severity.WARN, facts, mend, "ISO 9362")

    return rule


def stopped(*names: str, bics: tuple[str, ...] = ()) -> Rule:
    """No country is one that the bank pays nothing to (its directory `stopped_countries`)."""

    def rule(sheet: Sheet, context: Context) -> Iterator[Problem]:
        books = context.directories
        if books is None or not books.holds(STOPPED):
            return
        day = sheet.day("date") or context.today
        told = [(name, sheet.text(name)) for name in names]
        told += [(name, sheet.text(name)[_COUNTRY]) for name in bics]
        for name, country in told:
            if country and books.find(STOPPED, country, day) is not None:
                yield Problem(name, "country_stopped", facts={"value": country}, act="281-ФЗ")

    return rule


# currency control -------------------------------------------------------------------------------------------------


def operation(vo: str, direction: str = "", *, field: str = "") -> Rule:
    """The code of the operation is known, and its money goes the way that the document's does.

    `direction` is "in" or "out", or `field` names a field that says so.
    """

    def rule(sheet: Sheet, context: Context) -> Iterator[Problem]:
        books, code = context.directories, sheet.text(vo)
        if books is None or not code or not books.holds(control.VO_BOOK):
            return
        found = books.find(control.VO_BOOK, code, sheet.day("date") or context.today)
        wanted = sheet.text(field) if field else direction
        if found is None:
            yield Problem(vo, "vo_code_unlisted", Severity.WARN, {"value": code}, act=control.ACT)
        elif wanted and found.get("direction") not in {"", None, wanted}:
            yield Problem(vo, "vo_direction", Severity.WARN, {"value": code}, act=control.ACT)

    return rule


def number_needed(amount: str, currency: str, vo: str, unk: str) -> Rule:
    """From the threshold on, a payment of a contract names the contract's unique number (181-И, chapter 4)."""

    def rule(sheet: Sheet, context: Context) -> Iterator[Problem]:
        roubles = in_roubles(sheet.money(amount), sheet.text(currency), context)
        books, code = context.directories, sheet.text(vo)
        if roubles is None or books is None or not code or sheet.text(unk):
            return
        found = books.find(control.VO_BOOK, code, sheet.day("date") or context.today) or {}
        limit = control.THRESHOLDS.get(found.get("threshold", ""))
        if limit is not None and roubles >= limit:
            facts = {"value": str(roubles), "limit": str(limit)}
            yield Problem(unk, "unk_needed", facts=facts, act=control.ACT)

    return rule


def papers_needed(amount: str, currency: str, vo: str, *named: str) -> Rule:
    """Above a million roubles the bank sees the contract, unless it has it on record: one of these fields says so."""

    def rule(sheet: Sheet, context: Context) -> Iterator[Problem]:
        roubles = in_roubles(sheet.money(amount), sheet.text(currency), context)
        books, code = context.directories, sheet.text(vo)
        if roubles is None or books is None or roubles <= control.PAPERS or not code:
            return
        found = books.find(control.VO_BOOK, code, sheet.day("date") or context.today) or {}
        if found.get("threshold") and not any(sheet.text(name) or sheet.rows(name) for name in named):
            facts = {"value": str(roubles), "limit": str(control.PAPERS)}
            yield Problem(named[-1], "papers_needed", Severity.WARN, facts, act=control.ACT)

    return rule


def fee_told(choice: str, amount: str, currency: str, *more: str) -> Rule:
    """Tell the fee before anybody signs: the bank's tariff of the chosen code, and of further fields that hold one."""

    def rule(sheet: Sheet, context: Context) -> Iterator[Problem]:
        roubles = in_roubles(sheet.money(amount), sheet.text(currency), context)
        books, chosen = context.directories, sheet.text(choice)
        if roubles is None or books is None or not chosen or not books.holds(TARIFFS):
            return
        rows = [books.find(TARIFFS, sheet.text(name), context.today) for name in (choice, *more)]
        parts = [_fee(row, roubles) for row in rows if row is not None]
        if parts:
            facts = {"value": str(sum(parts, Decimal(0)))}
            yield Problem(choice, "fee_expected", Severity.INFO, facts)

    return rule


def _fee(row: Mapping[str, str], roubles: Decimal) -> Decimal:
    share = (roubles * Decimal(row["percent"]) / 100).quantize(_KOPECK, ROUND_HALF_UP)
    return min(max(share, Decimal(row["least"])), Decimal(row["most"]))


def in_roubles(amount: Decimal | None, currency: str, context: Context) -> Decimal | None:
    """Return an amount in roubles at the rate that the context knows; None when it knows none."""
    if amount is None or not currency:
        return None
    if currency == currencies.ROUBLE:
        return amount
    rate = context.rates.get(currency)
    return None if rate is None else (amount * rate).quantize(_KOPECK)


# fills ------------------------------------------------------------------------------------------------------------


def in_latin(source: str, target: str) -> Fill:
    """Propose a name in Latin letters."""

    def fill(sheet: Sheet, _: Context) -> Mapping[str, str]:
        return {target: swift.latin(sheet.text(source))} if sheet.text(source) else {}

    return fill


def country_of_bank(bic: str, country: str) -> Fill:
    """Propose the country that a SWIFT code says."""

    def fill(sheet: Sheet, _: Context) -> Mapping[str, str]:
        return {country: sheet.text(bic)[_COUNTRY]} if sheet.text(bic) else {}

    return fill


def day_of_today(name: str) -> Fill:
    """Propose today."""

    def fill(_: Sheet, context: Context) -> Mapping[str, str]:
        return {name: context.today.isoformat()}

    return fill
