"""The demo's dealings abroad: contracts on record, opening balances in currency, fresh money on the transit account.

What lies on a transit account came on the last day of the history, so that its notice still waits for an answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from bsclient.bank.books import notices
from bsclient.bank.core import Bank
from bsclient.bank.products import contracts
from bsclient.bank.seed import history as seed_history
from bsclient.bank.seed.data import DemoAccount, DemoClient
from bsclient.bank.work.transaction import Product, Work
from bsclient.clock import MOSCOW

OWNER: Final = "romashka"
_COUNTERPARTIES: Final = {
    "1": ("BLUMENHANDEL NORD GMBH", "DE", "7/EXP", "2026-01-12", "EUR", 25_000_000, "2027-12-31"),
    "2": ("SHENZHEN FLOWERS CO., LTD", "CN", "12/IMP", "2026-09-01", "CNY", 400_000_000, "2027-09-01"),
}
"""By kind of contract: with whom, where, number, date, currency, sum in minor units, end."""


def earn(bank: Bank, clients: Sequence[DemoClient], days: Sequence[date]) -> None:
    """Bring the balances of currency accounts: on the first day, those of transit accounts on the last."""
    for day, transit in ((days[0], False), (days[-1], True)):
        orders = [
            _order(bank, item, account, day)
            for item in clients
            for account in item.accounts
            if account.currency != seed_history.ROUBLES and notices.named_transit(account.name) is transit
        ]
        bank.receive(orders, datetime(day.year, day.month, day.day, 12, tzinfo=MOSCOW))


def _order(bank: Bank, item: DemoClient, account: DemoAccount, day: date) -> dict[str, str]:
    order = seed_history.from_abroad(item, account, bank.profile, day)
    return {**order, "payer_country": "DE", "reference": f"NB{day:%y%m%d}0001"}


def register(bank: Bank) -> None:
    """Put two contracts of the demo's company on record."""
    bank.keep_products(_contracts)


def _contracts(work: Work) -> list[Product]:
    return [_contract(work, kind) for kind in _COUNTERPARTIES]


def _contract(work: Work, kind: str) -> Product:
    name, country, number, signed, currency, amount, ends = _COUNTERPARTIES[kind]
    opened = date.fromisoformat(signed)
    terms = {
        "contract_kind": kind,
        "contract_number": number,
        "contract_date": signed,
        "counterparty": name,
        "country": country,
        **contracts.totals(()),
    }
    return Product(
        id=work.new_id(),
        client_id=OWNER,
        kind=contracts.KIND,
        number=contracts.unk(work, kind, opened),
        account="",
        currency=currency,
        amount=amount,
        opened=signed,
        ends=ends,
        terms=terms,
    )
