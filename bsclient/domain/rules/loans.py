"""Rules and fills of loans (Civil Code, chapter 42): the price shown before signing, the limit, early repayment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bsclient.domain import loans
from bsclient.domain.context import Context, ProductFacts
from bsclient.domain.interest import exact, part, rounded
from bsclient.domain.money import from_minor, parse_amount, plain, to_minor
from bsclient.domain.problems import Problem
from bsclient.domain.rules.terms import amount_text, product

if TYPE_CHECKING:
    from bsclient.domain.document import Sheet

SOURCE: Final = "product"
ACT: Final = "ГК РФ, ст. 810"
_ZERO: Final = Decimal(0)
_SHOWN: Final = ("fee_amount", "payment", "total_interest")


def price(sheet: Sheet, context: Context) -> Mapping[str, str]:
    """Fill the fee, the first payment and all interest, as if the whole sum were drawn on the document's day."""
    amount, rate, months = sheet.money("amount"), sheet.number("rate"), sheet.whole("months")
    fee = sheet.number("fee")
    if amount is None or rate is None or not months or fee is None:
        return dict.fromkeys(_SHOWN, "")
    minor, start = to_minor(amount), sheet.day("date") or context.today
    payments = loans.plan(minor, rate, start, months, sheet.text("repayment"))
    return {
        "fee_amount": amount_text(from_minor(part(minor, fee))),
        "payment": amount_text(from_minor(payments[0][1] + payments[0][2])),
        "total_interest": amount_text(from_minor(sum(earned for _, earned, _ in payments))),
    }


def price_true(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """The price that is signed follows from the terms."""
    for name, value in price(sheet, context).items():
        said = sheet.money(name)
        if value and plain(said or _ZERO) != value:
            facts = {"value": plain(said or _ZERO), "expected": value}
            yield Problem(name, "interest_differs", facts=facts, mend={name: value})


def within_limit(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """A tranche fits into what is free; a loan that is no line is drawn at once."""
    found, amount = product(sheet, context, SOURCE), sheet.money("amount")
    if found is None or amount is None:
        return
    free = _money(found, "available")
    facts = {"value": plain(amount), "limit": plain(free)}
    mend = {"amount": plain(free)} if free else {}
    if amount > free:
        yield Problem("amount", "tranche_above_available", facts=facts, mend=mend)
    elif amount < free and found.terms.get("credit") == loans.ONCE:
        yield Problem("amount", "tranche_not_whole", facts=facts, mend=mend)


# early repayment --------------------------------------------------------------------------------------------------


def repaid(sheet: Sheet, context: Context) -> Mapping[str, str]:
    """Fill the debt, the interest that is paid with it, and the sum of both."""
    found, day = product(sheet, context, SOURCE), sheet.day("repay_day")
    if found is None or "counted" not in found.terms:
        return {"interest": "", "total": ""}
    debt = _money(found, "debt")
    proposed = {"amount": amount_text(debt)} if sheet.text("scope") == loans.WHOLE else {}
    amount = sheet.money("amount") or (debt if proposed else None)
    earned = interest(found, day) if day is not None else None
    total = amount + earned if amount is not None and earned is not None else None
    return {"interest": amount_text(earned), "total": amount_text(total), **proposed}


def interest(found: ProductFacts, day: date) -> Decimal:
    """Return the interest that is due with an early repayment: what the bank has told and the days since then."""
    since = date.fromisoformat(found.terms["counted"])
    more = exact(to_minor(_money(found, "debt")), Decimal(found.terms["rate"]), since, max(day, since))
    return _money(found, "interest") + from_minor(rounded(more))


def repaid_true(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """The whole debt or less than it is repaid; interest and total follow."""
    found, amount = product(sheet, context, SOURCE), sheet.money("amount")
    if found is None or amount is None:
        return
    debt, whole = _money(found, "debt"), sheet.text("scope") == loans.WHOLE
    facts = {"value": plain(amount), "expected": plain(debt)}
    if whole and amount != debt:
        yield Problem("amount", "repayment_not_whole", facts=facts, mend={"amount": plain(debt)})
    elif sheet.text("scope") == loans.PART and amount >= debt:
        yield Problem(
            "amount", "repayment_not_part", facts=facts, mend={"scope": loans.WHOLE, "amount": plain(debt)}
        )
    for name in ("interest", "total"):
        value, said = repaid(sheet, context).get(name, ""), sheet.money(name)
        if value and plain(said or _ZERO) != value:
            told = {"value": plain(said or _ZERO), "expected": value}
            yield Problem(name, "interest_differs", facts=told, mend={name: value})


def notice(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """The bank is told of an early repayment some days before it (Civil Code, article 810, item 2)."""
    found, day, dated = product(sheet, context, SOURCE), sheet.day("repay_day"), sheet.day("date")
    if found is None or day is None or dated is None:
        return
    days = int(found.terms.get("early_notice_days") or 0)
    earliest = dated + timedelta(days=days)
    if day < earliest:
        facts = {"value": day.isoformat(), "limit": str(days), "expected": earliest.isoformat()}
        yield Problem(
            "repay_day", "early_notice", facts=facts, mend={"repay_day": facts["expected"]}, act=ACT
        )


def _money(found: ProductFacts, name: str) -> Decimal:
    text = found.terms.get(name, "")
    return parse_amount(text) if text else _ZERO
