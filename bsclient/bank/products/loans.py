"""Loans on the bank's books: debt by the ledger, interest counted from it, payments of every month, delay.

A loan is a product of kind `loan`; its account (452, by length of the term) is the bank's own and below zero by the debt.
`amount` is the limit, the debt and what is free stand in the terms.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from bsclient.bank.books.ledger import Account
from bsclient.bank.products.book import CLOSED, OPEN
from bsclient.bank.products.deposits import changes
from bsclient.bank.products.interest import add_months, part, rounded
from bsclient.bank.services.base import Ask, Work
from bsclient.bank.work.transaction import Leg, Product
from bsclient.domain import loans
from bsclient.domain.deposits import earned
from bsclient.domain.money import from_minor, parse_amount, plain, to_minor

OVERDUE: Final = "overdue"
ALIVE: Final = (OPEN, OVERDUE)
PAY: Final = "pay"
INTEREST: Final = "interest"
REPAID: Final = "loan"
_BALANCE: Final = ((1, "45203"), (3, "45204"), (6, "45205"), (12, "45206"), (36, "45207"))
_LONGEST, _OVERDRAFT = "45208", "45201"
"""Loans to private companies by months of the term (Bank of Russia Regulation 809-П)."""


def balance_account(credit: str, months: int) -> str:
    """Return the balance account of a loan for so many months."""
    if credit == "overdraft":
        return _OVERDRAFT
    return next((number for limit, number in _BALANCE if months <= limit), _LONGEST)


def accounts(item: Product, ask: Ask) -> set[str]:
    """Return the accounts that payments of a loan may touch."""
    return {
        item.account,
        item.terms["payment_account"],
        ask.house("interest_earned"),
        ask.house("penalties_earned"),
    }


def due(work: Work, item: Product, day: date) -> Fraction:
    """Return the exact interest since it was last paid, up to a day."""
    moved = [replace(one, amount=-one.amount) for one in changes(work.connection, item.account)]
    return earned(moved, Decimal(item.terms["rate"]), date.fromisoformat(item.terms["paid_until"]), day)


def told(work: Work, item: Product, day: date) -> Product:
    """Return a loan with the interest up to a day in its terms."""
    return _with(item, interest=money(rounded(due(work, item, day))), counted=day.isoformat())


def debt(item: Product) -> int:
    """Return the debt in minor units."""
    return minor(item.terms["debt"])


def owing(item: Product, change: int, *, drawn: int = 0) -> Product:
    """Return a loan whose debt has changed; what is repaid is free again in a revolving line only."""
    left = debt(item) + change
    total = minor(item.terms["drawn"]) + drawn
    used = left if item.terms["credit"] in loans.REVOLVING else total
    free = item.amount - used if drawn or item.terms["credit"] != loans.ONCE else 0
    return _with(item, debt=money(left), drawn=money(total), available=money(max(free, 0)))


def take(work: Work, item: Product, own: Account, sums: tuple[int, int, int], leg: Leg) -> Product:
    """Take interest, a part of the debt and a penalty from an account: legs `leg.number` and the two after it."""
    interest, repaid, penalty = sums
    words = f"по кредитному договору {item.number}"
    loan = account(work, item)
    parts = (
        (work.house("interest_earned"), interest, INTEREST, f"Уплата процентов {words}"),
        (loan, repaid, REPAID, f"Погашение основного долга {words}"),
        (work.house("penalties_earned"), penalty, "penalty", f"Неустойка за просрочку {words}"),
    )
    for at, (credit, amount, kind, purpose) in enumerate(parts):
        if amount:
            work.post(own, credit, amount, Leg(leg.document, leg.number + at, kind, purpose))
    day = work.today.isoformat()
    paid = money(minor(item.terms["paid_interest"]) + interest)
    item = _with(owing(item, -repaid), interest="0.00", counted=day, paid_until=day, paid_interest=paid)
    return work.products.put(replace(item, state=OPEN))


def pay(work: Work, item: Product, number: int, late: dict[str, str]) -> None:
    """Take the payment of a month; without money for it the loan is overdue and it is tried again every day.

    `late` says what was not paid and since when: `due` (its day), `principal` and `owed` (all of it, minor units).
    """
    months = int(item.terms["months"])
    interest = rounded(due(work, item, work.today))
    left = months - number + 1
    rate = Decimal(item.terms["rate"])
    owed = loans.principal(debt(item), rate, left, item.terms["repayment"], interest)
    repaid = min(int(late["principal"]), debt(item)) if late else owed
    penalty = _penalty(item, late, work.today)
    own = work.account(item.terms["payment_account"], item.client_id)
    if own.available < interest + repaid + penalty:
        due_day = add_months(date.fromisoformat(item.opened), number).isoformat()
        late = late or {"due": due_day, "principal": str(repaid), "owed": str(interest + repaid)}
        again = date.fromordinal(work.today.toordinal() + 1)
        work.schedule(item.id, PAY, again, {"number": str(number), **late})
        overdue = money(interest + repaid + penalty)
        fresh = _with(item, interest=money(interest), counted=work.today.isoformat(), overdue=overdue)
        work.products.put(replace(fresh, state=OVERDUE))
        return
    item = take(work, _with(item, overdue=""), own, (interest, repaid, penalty), Leg(None))
    if number == months:
        close(work, item)
    else:
        schedule(work, item, number + 1)


def schedule(work: Work, item: Product, number: int) -> None:
    """Put off the payment of a month, counted from 1, and tell its day."""
    day = add_months(date.fromisoformat(item.opened), number)
    work.schedule(item.id, PAY, day, {"number": str(number)})
    work.products.put(_with(item, next_payment=day.isoformat()))


def close(work: Work, item: Product) -> None:
    """End a loan without debt."""
    work.cancel(item.id)
    work.close_account(account(work, item))
    terms = {name: text for name, text in item.terms.items() if name != "next_payment"}
    work.products.put(replace(item, state=CLOSED, terms={**terms, "available": "0.00"}))


def close_day(work: Work, day: date, ids: Iterable[str]) -> None:
    """Tell the owners of loans what interest has grown up to the end of a day."""
    work.products.lock(list(ids))
    for key in ids:
        item = work.products.find(key)
        if item is not None and debt(item) and item.terms["paid_until"] < day.isoformat():
            work.products.put(told(work, item, day))


def account(work: Work, item: Product) -> Account:
    """Return the loan's account, which must be under lock."""
    found = work.ledger.find(item.account)
    if found is None:
        raise KeyError(item.account)
    return found


def minor(text: str) -> int:
    """Read an amount of terms; "" is none."""
    return to_minor(parse_amount(text)) if text else 0


def money(amount: int) -> str:
    """Write an amount as terms do."""
    return plain(from_minor(amount))


def _penalty(item: Product, late: dict[str, str], day: date) -> int:
    if not late:
        return 0
    days = (day - date.fromisoformat(late["due"])).days
    return part(int(late["owed"]), Decimal(item.terms["penalty"]) * days)


def _with(item: Product, **terms: str) -> Product:
    merged = {name: text for name, text in {**item.terms, **terms}.items() if text}
    return replace(item, terms=merged)
