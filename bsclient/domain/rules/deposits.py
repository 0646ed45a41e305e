"""Rules and fills of deposits (Civil Code, chapter 44): limits of the product, interest shown before signing, early closing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bsclient.domain import deposits
from bsclient.domain.context import Context, ProductFacts
from bsclient.domain.interest import exact, rounded
from bsclient.domain.money import from_minor, parse_amount, plain, to_minor
from bsclient.domain.problems import Problem
from bsclient.domain.rules.terms import amount_text, product

if TYPE_CHECKING:
    from bsclient.domain.document import Fill, Sheet

SOURCE: Final = "product"
ACT: Final = "ГК РФ, ст. 837"
_ZERO: Final = Decimal(0)
_MONEY: Final = ("accrued", "early_interest", "lost", "payout")


def term_of(sheet: Sheet) -> tuple[date, date] | None:
    """Return the days of placement and of return."""
    starts, days = sheet.day("starts"), sheet.whole("days")
    return (starts, starts + timedelta(days=days)) if starts is not None and days else None


def interest_shown(sheet: Sheet, _: Context) -> Mapping[str, str]:
    """Fill the day of return and the interest that the whole term brings."""
    amount, rate, term = sheet.money("amount"), sheet.number("rate"), term_of(sheet)
    found = {"ends": term[1].isoformat() if term else ""}
    if amount is None or rate is None or term is None:
        return found | {"interest": ""}
    joins = bool(sheet.text("capitalisation"))
    total = deposits.expected(to_minor(amount), rate, term, sheet.text("payout"), joins=joins)
    return found | {"interest": amount_text(from_minor(total))}


def interest_true(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """The day of return and the interest that are signed are those that follow from the terms."""
    right = interest_shown(sheet, context)
    said = {"ends": sheet.day("ends"), "interest": sheet.money("interest")}
    texts = {name: _text(value) for name, value in said.items()}
    for name, value in right.items():
        if value and texts[name] and texts[name] != value:
            facts = {"value": texts[name], "expected": value}
            yield Problem(name, "interest_differs", facts=facts, mend={name: value})


def may_top_up(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """The deposit takes more money, up to its limit."""
    found, amount = product(sheet, context, SOURCE), sheet.money("amount")
    if found is None:
        return
    if not found.terms.get("top_up"):
        yield Problem(SOURCE, "top_up_not_allowed", facts={"number": found.number}, act=ACT)
    most = _money(found, "most")
    if amount is not None and most and (found.amount or _ZERO) + amount > most:
        facts = {"value": plain(amount), "limit": plain(max(most - (found.amount or _ZERO), _ZERO))}
        yield Problem("amount", "top_up_above_most", facts=facts)


def may_withdraw(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """The deposit gives a part back, down to the balance that must stay."""
    found, amount = product(sheet, context, SOURCE), sheet.money("amount")
    if found is None:
        return
    if not found.terms.get("withdrawal"):
        yield Problem(SOURCE, "withdrawal_not_allowed", facts={"number": found.number}, act=ACT)
        return
    free = max((found.amount or _ZERO) - (_money(found, "least_balance") or _ZERO), _ZERO)
    if amount is not None and amount > free:
        mend = {"amount": plain(free)} if free else {}
        yield Problem(
            "amount",
            "withdrawal_below_least",
            facts={"value": plain(amount), "limit": plain(free)},
            mend=mend,
        )


def new_balance(sign: int) -> Fill:
    """Return a fill of what will lie on the deposit after `amount` came (1) or went (-1)."""

    def fill(sheet: Sheet, context: Context) -> Mapping[str, str]:
        found, amount = product(sheet, context, SOURCE), sheet.money("amount")
        if found is None or found.amount is None or amount is None:
            return {"balance": ""}
        after = found.amount + sign * amount
        return {"balance": plain(after) if after > 0 else ""}

    return fill


# early closing ----------------------------------------------------------------------------------------------------


def early(found: ProductFacts, day: date) -> dict[str, Decimal]:
    """Return what closing on a day brings: interest by the contract and at the lower rate, what is lost, what is paid.

    The bank tells interest up to a day (`counted`); the days since then are added, for the sum has not changed.
    """
    since, amount = date.fromisoformat(found.terms["counted"]), found.amount or _ZERO
    day, paid = max(day, since), _money(found, "paid_interest") or _ZERO

    def until(name: str, rate: str) -> Decimal:
        more = exact(to_minor(amount), Decimal(found.terms[rate]), since, day)
        return (_money(found, name) or _ZERO) + from_minor(rounded(more))

    accrued, lower = paid + until("interest", "rate"), until("early_interest", "early_rate")
    return {
        "accrued": accrued,
        "early_interest": lower,
        "lost": max(accrued - lower, _ZERO),
        "payout": amount + lower - paid,
    }


def loss(sheet: Sheet, context: Context) -> Mapping[str, str]:
    """Fill what an early closing brings and costs."""
    found, day = product(sheet, context, SOURCE), sheet.day("date")
    if found is None or day is None or "counted" not in found.terms:
        return dict.fromkeys(_MONEY, "")
    return {name: amount_text(value) for name, value in early(found, day).items()}


def loss_true(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """What is confirmed is what follows from the deposit."""
    found = product(sheet, context, SOURCE)
    if found is None or "counted" not in found.terms:
        return
    for name, value in loss(sheet, context).items():
        said = _text(sheet.money(name))
        if said != value:
            facts = {"value": said or "0.00", "expected": value or "0.00"}
            yield Problem(name, "interest_differs", facts=facts, mend={name: value})


def _money(found: ProductFacts, name: str) -> Decimal | None:
    text = found.terms.get(name, "")
    return parse_amount(text) if text else None


def _text(value: date | Decimal | None) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else plain(value)
