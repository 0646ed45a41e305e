"""Money from abroad: it is credited to the client's transit account, and a notice asks him what it is for (181-И, chapter 2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bsclient.bank import bankclock
from bsclient.bank.books.ledger import Account
from bsclient.bank.work.doc import Stop
from bsclient.bank.work.sequences import take
from bsclient.bank.work.transaction import Work
from bsclient.domain import control
from bsclient.domain.money import from_minor, parse_amount, plain, to_minor
from bsclient.domain.states import State

TYPE: Final = "credit_notice"
_TRANSIT: Final = "Транзитн"
"""How names of transit accounts begin (seed, account openings)."""


def is_transit(account: Account) -> bool:
    """Whether an account is one on which money from abroad waits for the client's order."""
    return account.client_id is not None and account.currency != "RUB" and named_transit(account.name)


def demand_current(account: Account) -> Account:
    """Return an account, or stop the document if its money waits for a transit order."""
    if is_transit(account):
        raise Stop(State.REJECTED, "account_transit", value=account.number)
    return account


def named_transit(name: str) -> bool:
    """Whether this is the name of a transit account."""
    return name.startswith(_TRANSIT)


def tell(work: Work, account: Account, order: Mapping[str, str]) -> str:
    """Tell a client of money on his transit account; returns the notice's id, "" for any other account."""
    if account.client_id is None or not is_transit(account):
        return ""
    amount = to_minor(parse_amount(order["amount"], positive=True))
    fields = {
        "number": str(take(work.connection, "notice")),
        "date": work.today.isoformat(),
        "account": account.number,
        "currency": account.currency,
        "amount": plain(from_minor(amount)),
        "value_date": work.today.isoformat(),
        "reference": order.get("reference", "")[:35],
        "payer_name": order.get("payer_name", "")[:255],
        "payer_account": order.get("payer_account", "")[:34],
        "payer_bank": order.get("payer_bank_name", "")[:160],
        "payer_country": order.get("payer_country", ""),
        "purpose": order.get("purpose", "")[:500],
        "answer_by": control.after_working_days(work.today, control.TERM, bankclock.holidays()).isoformat(),
    }
    return work.send(account.client_id, TYPE, fields)
