"""Rules and fills about the bank's offers: what a row of a directory says is shown in the document and signed with it.

A directory's row has a `version`; the document carries it, so that the bank knows which terms were seen. Per cents of
directories have four decimals ("14.5000") and are shown without the zeros.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from bsclient.domain import filling
from bsclient.domain.context import Context, ProductFacts
from bsclient.domain.money import plain
from bsclient.domain.problems import Problem

if TYPE_CHECKING:
    from bsclient.domain.document import Fill, Rule, Sheet

_NOTHING: Final = "0.00"
_PERCENT: Final = re.compile(r"[0-9]{1,3}\.[0-9]{4}", re.ASCII)


def bare(fact: str) -> str:
    """Return a fact as fields write it: a per cent without zeros that say nothing."""
    return fact.rstrip("0").rstrip(".") if _PERCENT.fullmatch(fact) else fact


def entry(sheet: Sheet, context: Context, book: str, code: str) -> Mapping[str, str] | None:
    """Return the row of a directory that a field names, in force on the document's day; None if nothing is known."""
    books, chosen = context.directories, sheet.text(code)
    if books is None or not chosen or not books.holds(book):
        return None
    return books.find(book, chosen, sheet.day("date") or context.today)


def of_entry(book: str, code: str, facts: Mapping[str, str]) -> Fill:
    """Fill fields from a row: `facts` maps a field to a fact of it."""

    def fill(sheet: Sheet, context: Context) -> Mapping[str, str]:
        row = entry(sheet, context, book, code)
        return {} if row is None else {name: bare(row.get(fact, "")) for name, fact in facts.items()}

    return fill


def as_offered(book: str, code: str, facts: Mapping[str, str]) -> Rule:
    """What the document says of the terms is what the directory offers now; `facts` as in `of_entry`."""

    def rule(sheet: Sheet, context: Context) -> Iterator[Problem]:
        row = entry(sheet, context, book, code)
        if row is None:
            return
        for name, fact in facts.items():
            said, offered = _said(sheet, name), bare(row.get(fact, ""))
            if said is not None and not same(said, offered):
                facts_of = {"value": said or "0", "expected": offered or "0"}
                yield Problem(name, "terms_changed", facts=facts_of, mend={name: offered})

    return rule


def within(amount: str, least: str, most: str, *, book: str, code: str) -> Rule:
    """An amount or a number stands between two facts of a row (an empty fact is no bound)."""

    def rule(sheet: Sheet, context: Context) -> Iterator[Problem]:
        row = entry(sheet, context, book, code)
        value = sheet.number(amount)
        if row is None or value is None:
            return
        for fact, below in ((row.get(least, ""), True), (row.get(most, ""), False)):
            if fact and (value < Decimal(fact) if below else value > Decimal(fact)):
                told = "offer_below_least" if below else "offer_above_most"
                yield Problem(amount, told, facts={"value": str(value), "limit": fact}, mend={amount: fact})

    return rule


def allowed(flag: str, fact: str, *, book: str, code: str) -> Rule:
    """A sign is set only where the row allows it."""

    def rule(sheet: Sheet, context: Context) -> Iterator[Problem]:
        row = entry(sheet, context, book, code)
        if row is not None and sheet.text(flag) and not row.get(fact):
            yield Problem(flag, "offer_not_allowed", facts={"value": row.get("title", "")}, mend={flag: ""})

    return rule


def product(sheet: Sheet, context: Context, name: str) -> ProductFacts | None:
    """Return the chosen product, if it is known."""
    chosen = sheet.text(name)
    return context.products.find(chosen) if context.products is not None and chosen else None


def told(name: str, facts: Mapping[str, str]) -> Fill:
    """Fill fields from the chosen product as `filling.of_product` does; an amount of zero is left empty."""
    of_product = filling.of_product(name, facts)

    def fill(sheet: Sheet, context: Context) -> Mapping[str, str]:
        found = of_product(sheet, context)
        return {target: "" if text == _NOTHING else text for target, text in found.items()}

    return fill


def same_account(account: str, target: str) -> Fill:
    """Propose one account for another purpose, too."""

    def fill(sheet: Sheet, _: Context) -> Mapping[str, str]:
        return {target: sheet.text(account)} if sheet.text(account) else {}

    return fill


def in_force(name: str, *states: str) -> Rule:
    """The chosen product is in one of the states."""

    def rule(sheet: Sheet, context: Context) -> Iterator[Problem]:
        found = product(sheet, context, name)
        if found is not None and found.state not in states:
            yield Problem(name, "product_over", facts={"number": found.number})

    return rule


def confirmed(name: str, code: str) -> Rule:
    """What costs something is confirmed."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        if not sheet.text(name):
            yield Problem(name, code)  # no mend: the hand that confirms is the user's

    return rule


def other_account(account: str, chosen: str) -> Rule:
    """The account is not the product's own."""

    def rule(sheet: Sheet, context: Context) -> Iterator[Problem]:
        found = product(sheet, context, chosen)
        if found is not None and found.account and found.account == sheet.text(account):
            yield Problem(account, "product_account_same", facts={"value": found.account})

    return rule


def same(one: str, other: str) -> bool:
    """Whether two texts say the same: as numbers, if they are some."""
    try:
        return one == other or Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False


def _said(sheet: Sheet, name: str) -> str | None:
    """Return what a field says as text; None if it could not be read or is empty."""
    value: object = sheet.number(name)
    if value is None or value == "":
        return None
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def amount_text(value: Decimal | None) -> str:
    """Write an amount for a field of money, which holds no zero."""
    return plain(value) if value else ""
