"""Deposits on the bank's books: what lay on them day by day, what they earned, and how that is told to their owner.

A deposit is a product of kind `deposit` with an account of its own (chart of accounts, 421: by length of the term). Interest
is counted from the ledger's entries, exactly, and rounded once when it is paid; nothing is added up day by day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from sqlalchemy import Connection, bindparam, or_, select

from bsclient.bank.books import fx
from bsclient.bank.books.ledger import Account
from bsclient.bank.products.book import OPEN
from bsclient.bank.products.interest import rounded
from bsclient.bank.schema.products import product
from bsclient.bank.schema.tables import account, transfer
from bsclient.bank.services.base import Ask, Work
from bsclient.bank.work.transaction import Leg, Product
from bsclient.domain.deposits import INTEREST, KIND, Change, earned, own_money, payouts
from bsclient.domain.money import from_minor, plain

_BALANCE: Final = ((30, "42102"), (90, "42103"), (180, "42104"), (366, "42105"), (1096, "42106"))
_LONGEST: Final = "42107"
"""Deposits of private companies by days of the term (Bank of Russia Regulation 809-П): over three years."""

_MOVED = (
    select(transfer.c.debit_account, transfer.c.amount, transfer.c.value_date, transfer.c.kind, account.c.id)
    .join(account, or_(transfer.c.debit_account == account.c.id, transfer.c.credit_account == account.c.id))
    .where(account.c.number == bindparam("number"))
    .order_by(transfer.c.id)
)
_OPEN = select(product.c.id).where(product.c.kind == bindparam("kind"), product.c.state == bindparam("state"))


def balance_account(days: int) -> str:
    """Return the balance account of a deposit for so many days."""
    return next((number for limit, number in _BALANCE if days <= limit), _LONGEST)


def changes(connection: Connection, number: str) -> list[Change]:
    """Return what came to an account and left it, as far as it is written down: not what this transaction posts."""
    return [
        Change(
            date.fromisoformat(row.value_date),
            -row.amount if row.debit_account == row.id else row.amount,
            row.kind == INTEREST,
        )
        for row in connection.execute(_MOVED, {"number": number})
    ]


def open_ids(connection: Connection, kind: str, state: str = OPEN) -> list[str]:
    """Return the ids of all products of a kind in a state."""
    return list(connection.execute(_OPEN, {"kind": kind, "state": state}).scalars())


def accounts(item: Product, ask: Ask) -> set[str]:
    """Return the accounts that interest on a deposit and its return may touch."""
    return {item.account, item.terms["return_account"]} | house(item.currency, ask)


def house(currency: str, ask: Ask) -> set[str]:
    """Return the bank's own accounts from which interest in a currency is paid."""
    return {ask.house("interest_paid"), *(fx.accounts(ask, "RUB", currency) if currency != "RUB" else ())}


def due(work: Work, item: Product, day: date) -> Fraction:
    """Return the exact interest since the last payout up to a day."""
    since = date.fromisoformat(item.terms["paid_until"])
    return earned(changes(work.connection, item.account), Decimal(item.terms["rate"]), since, day)


def lower(work: Work, item: Product, day: date) -> Fraction:
    """Return the exact interest of this term at the rate of early closing, up to a day."""
    opened = date.fromisoformat(item.opened)
    moved = own_money(changes(work.connection, item.account), opened)
    return earned(moved, Decimal(item.terms["early_rate"]), opened, day)


def told(work: Work, item: Product, day: date) -> Product:
    """Return a deposit with the interest up to a day in its terms, as entries written down by now say it."""
    terms = {
        **item.terms,
        "interest": money(rounded(due(work, item, day))),
        "early_interest": money(rounded(lower(work, item, day))),
        "counted": day.isoformat(),
    }
    return replace(item, terms=terms)


def pay(work: Work, to: Account, amount: int, leg: Leg) -> None:
    """Pay interest at the bank's expense; legs `leg.number` and, in another currency than roubles, the one after it."""
    if amount <= 0:
        return
    paid = work.house("interest_paid")
    if to.currency == "RUB":
        work.post(paid, to, amount, leg)
        return
    kopecks = max(fx.official(amount, fx.need(work, to.currency)), 1)
    fx.exchange(work, (paid, to), (kopecks, amount), leg)


def withhold(work: Work, own: Account, amount: int, leg: Leg) -> None:
    """Take interest back that was paid too much; legs as in `pay`."""
    if amount <= 0:
        return
    paid = work.house("interest_paid")
    if own.currency == "RUB":
        work.post(own, paid, amount, leg)
        return
    kopecks = max(fx.official(amount, fx.need(work, own.currency)), 1)
    fx.exchange(work, (own, paid), (amount, kopecks), leg)


def schedule(work: Work, item: Product) -> None:
    """Put off the payouts of a term and its end."""
    opened, ends = date.fromisoformat(item.opened), date.fromisoformat(item.ends)
    for day in payouts(opened, ends, item.terms["payout"]):
        work.schedule(item.id, "end" if day == ends else "interest", day)


def close_day(work: Work, day: date, ids: Iterable[str]) -> None:
    """Tell the owners of deposits what they have earned up to the end of a day."""
    work.products.lock(list(ids))
    for key in ids:
        item = work.products.find(key)
        if item is not None and item.kind == KIND and item.opened < day.isoformat() < item.ends:
            work.products.put(told(work, item, day))


def money(minor: int) -> str:
    """Write an amount as terms do."""
    return plain(from_minor(minor))
