"""The bank's own accounts of the ledger, by what they are for: opened by themselves, one in each currency they need.

Balance accounts are those of the chart of accounts of credit institutions (Bank of Russia Regulation 809-П of 24.11.2022).
Income and expenses are kept in roubles only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, insert, select

from bsclient.bank.schema.tables import account
from bsclient.bank.settings import Profile
from bsclient.domain.checks import account_key_digit

CODES: Final = {"RUB": "810", "USD": "840", "EUR": "978", "CNY": "156"}
"""Currencies of accounts, and their codes in digits 6 to 8 of an account's number (roubles: 810, not 643)."""

_FOREIGN: Final = ("USD", "EUR", "CNY")
_ALL: Final = tuple(CODES)
_ROUBLES: Final = ("RUB",)


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of own account: its balance account, its last digits, its name and its currencies."""

    balance: str
    tail: int
    name: str
    currencies: tuple[str, ...]


KINDS: Final = {
    "fees": Kind("70601", 1, "Доходы банка: комиссии", _ROUBLES),
    "interest_earned": Kind("70601", 2, "Доходы банка: процентные доходы", _ROUBLES),
    "penalties_earned": Kind("70601", 3, "Доходы банка: неустойки", _ROUBLES),
    "interest_paid": Kind("70606", 1, "Расходы банка: процентные расходы", _ROUBLES),
    "position": Kind("47408", 1, "Расчёты по конверсионным операциям", _ALL),
    "abroad": Kind("30114", 1, "Корреспондентские счета в банках-нерезидентах", _FOREIGN),
    "cash": Kind("20202", 1, "Касса кредитной организации", _ALL),
    "payroll": Kind("47422", 1, "Расчёты по зарплатным реестрам", _ROUBLES),
    "unclear": Kind("47416", 1, "Суммы до выяснения", _ALL),
    "demands": Kind("47423", 1, "Требования по прочим операциям", _ROUBLES),
    "cover": Kind("40901", 1, "Аккредитивы к оплате", _ALL),
    "guarantees": Kind("91315", 1, "Выданные гарантии и поручительства", _ALL),
    "off_balance": Kind("99998", 1, "Счёт для корреспонденции с пассивными счетами при двойной записи", _ALL),
}


def number(bic: str, kind: str, currency: str = "RUB") -> str:
    """Return the number of an own account. KeyError if the bank has none of this sort in this currency."""
    own = KINDS[kind]
    if currency not in own.currencies:
        raise KeyError(f"{kind} {currency}")
    return numbered(bic, own.balance, currency, own.tail)


def numbered(bic: str, balance: str, currency: str, tail: int) -> str:
    """Make an account's number: balance account, currency, key, branch 0000, number within them."""
    blank = f"{balance}{CODES[currency]}00000{tail:07}"
    return blank[:8] + account_key_digit(bic, blank) + blank[9:]


def ensure(connection: Connection, profile: Profile, opened: str) -> None:
    """Open the own accounts that are not there yet."""
    there = set(connection.execute(select(account.c.number).where(account.c.client_id.is_(None))).scalars())
    missing = [row | {"opened": opened} for row in _rows(profile.bic) if row["number"] not in there]
    if missing:
        connection.execute(insert(account), missing)


def _rows(bic: str) -> Iterator[dict[str, str]]:
    for kind, own in KINDS.items():
        for currency in own.currencies:
            yield {
                "number": number(bic, kind, currency),
                "name": own.name,
                "currency": currency,
                "kind": "bank",
            }
