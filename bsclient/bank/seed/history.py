"""Twelve weeks of the demo's payments, drawn from a fixed random sequence: the same for the same days.

Everything is an order with the fields of a payment order, as it would have come, and goes through the real ledger.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from bsclient.bank.bankclock import working_day
from bsclient.bank.seed.data import DemoAccount, DemoClient, DemoData, DemoPayee
from bsclient.bank.settings import Profile
from bsclient.domain import vat
from bsclient.domain.budget import ENP_KBK
from bsclient.domain.documents import PaymentOrder
from bsclient.domain.money import from_minor, parse_amount, plain, to_minor

Fields = dict[str, str]

_SEED = 20261122
_SALARY_DAYS = (10, 25)
_TAX_DAY = 28
_SAVING_DAY = 12
_WEEK = 7
_MONDAY, _WEDNESDAY = 0, 2
_FEE = 150_000
ROUBLES = "RUB"


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an order."""

    name: str
    inn: str
    kpp: str
    account: str
    bic: str
    bank_name: str
    corr_account: str

    def fields(self, side: str) -> Fields:
        """Return the fields of the payer or the payee."""
        return {f"{side}_{name}": getattr(self, name) for name in Party.__slots__}


class History:
    """Orders of the demo by day. Keeps the balances, so that nobody pays what he has not."""

    def __init__(self, data: DemoData, profile: Profile, fees: str) -> None:
        self._random = Random(_SEED)  # noqa: S311 -- a repeatable demo, not a secret
        self._payees = data.payees
        self._balances: dict[str, int] = {}
        self._number = 100
        bank = f"{profile.name}, {profile.town}"
        self._bank = bank, profile
        self._romashka, self._vasilek, self._ivanov, self._sokolova = (
            self._own(item) for item in data.clients
        )
        self._openings = [
            (own, to_minor(parse_amount(account.opening)))
            for item in data.clients
            for own, account in zip(self._own(item), item.accounts, strict=True)
            if account.currency == ROUBLES
        ]
        self._fees = Party(
            profile.name, profile.inn, profile.kpp, fees, profile.bic, bank, profile.correspondent_account
        )
        self._sber = next(payee for payee in data.payees if payee.id == "energo")
        self._orders: list[Fields] = []

    def day(self, day: date, *, first: bool) -> list[Fields]:
        """Return the orders of a day; the first one brings the opening balances."""
        self._orders = []
        if first:
            self._open(day)
        if working_day(day):
            self._trade(day)
            self._calendar(day)
        self._private(day)
        return self._orders

    def _open(self, day: date) -> None:
        outside = _party(self._sber)
        for own, amount in self._openings:
            payer = Party(
                own.name,
                own.inn,
                own.kpp,
                outside.account,
                outside.bic,
                outside.bank_name,
                outside.corr_account,
            )
            self._pay(day, payer, own, amount, "Перевод собственных средств. НДС не облагается")

    def _trade(self, day: date) -> None:
        main, shop = self._romashka[0], self._vasilek[0]
        for _ in range(self._random.choice((0, 1, 1, 2))):
            self._business(day, self._one("customer"), main, incoming=True)
        for _ in range(self._random.choice((0, 1, 1, 2))):
            self._business(day, self._one("supplier"), main)
        if self._chance(35):
            self._business(day, self._one("customer"), shop, incoming=True)
        if self._chance(30):
            self._business(day, self._one("supplier"), shop)
        if self._chance(25):
            amount = self._amount(12_000, 90_000)
            self._pay(
                day,
                main,
                shop,
                amount,
                self._taxed(f"Оплата по счёту № {self._doc()} за цветы и оформление", amount),
            )
        if self._chance(15):
            amount = self._amount(8_000, 40_000)
            words = f"Оплата по договору № {self._doc()} за бухгалтерские услуги. НДС не облагается"
            self._pay(day, shop, self._sokolova[0], amount, words)

    def _calendar(self, day: date) -> None:
        main, wages = self._romashka[0], self._romashka[1]
        if day.day <= _WEEK and day.weekday() == _MONDAY:
            rent = next(payee for payee in self._payees if payee.role == "rent")
            self._business(day, rent, main)
            for account in (main, self._vasilek[0], self._sokolova[0]):
                self._pay(
                    day,
                    account,
                    self._fees,
                    _FEE,
                    "Комиссия за расчётное обслуживание за месяц. НДС не облагается",
                )
        if day.weekday() == _WEDNESDAY:
            self._pay(
                day, main, wages, 25_000_000, "Перевод собственных средств между счетами. НДС не облагается"
            )
        if day.day in _SALARY_DAYS:
            words = f"Заработная плата за {day.month:02}.{day.year}. НДС не облагается"
            self._pay(day, wages, self._ivanov[0], 8_734_050, words, priority="3", purpose_code="1")
        if day.day == _TAX_DAY:
            self._tax(day, wages)

    def _private(self, day: date) -> None:
        own, savings = self._ivanov
        if day.day == _SAVING_DAY:
            self._pay(day, own, savings, 2_000_000, "Пополнение накопительного счёта. НДС не облагается")
        if self._chance(12):
            self._business(day, self._one("person"), own)
        if self._chance(5):
            words = f"Оплата по счёту {self._doc()} за цветы. НДС не облагается"
            self._pay(day, own, self._vasilek[0], self._amount(1_500, 6_000), words)

    def _tax(self, day: date, payer: Party) -> None:
        payee = self._one("tax")
        zero = ("oktmo", "tax_ground", "tax_period", "tax_document_number", "tax_document_date")
        extra = {"tax_status": "01", "kbk": ENP_KBK, "payer_kpp": "0", **dict.fromkeys(zero, "0")}
        self._pay(day, payer, _party(payee), self._amount(payee.low, payee.high), payee.purpose, **extra)

    def _business(self, day: date, other: DemoPayee, own: Party, *, incoming: bool = False) -> None:
        amount = self._amount(other.low, other.high)
        words = other.purpose.format(doc=f"№ {self._doc()}")
        words = f"{words}. НДС не облагается" if other.role == "person" else self._taxed(words, amount)
        outside = _party(other)
        payer, payee = (outside, own) if incoming else (own, outside)
        self._pay(day, payer, payee, amount, words)

    def _pay(self, day: date, payer: Party, payee: Party, amount: int, purpose: str, **extra: str) -> None:
        """Write an order down, unless the payer has not so much."""
        ours = self._bank[1].bic
        if payer.bic == ours:
            if self._balances.get(payer.account, 0) < amount:
                return
            self._balances[payer.account] -= amount
        if payee.bic == ours:
            self._balances[payee.account] = self._balances.get(payee.account, 0) + amount
        self._number += 1
        blank = {name: value for name, value in PaymentOrder.blank().items() if isinstance(value, str)}
        self._orders.append(
            {
                **blank,
                **payer.fields("payer"),
                **payee.fields("payee"),
                "number": str(self._number),
                "date": day.isoformat(),
                "amount": plain(from_minor(amount)),
                "uin": "0",
                "purpose": purpose,
                **extra,
            }
        )

    def _own(self, item: DemoClient) -> Sequence[Party]:
        bank, profile = self._bank
        return [
            Party(
                item.name,
                item.inn,
                item.kpp,
                account.number,
                profile.bic,
                bank,
                profile.correspondent_account,
            )
            for account in item.accounts
        ]

    def _one(self, role: str) -> DemoPayee:
        return self._random.choice([payee for payee in self._payees if payee.role == role])

    def _amount(self, low: int, high: int) -> int:
        """Draw an amount in minor units from bounds in roubles; every third one is round."""
        roubles = self._random.randint(low, high)
        return roubles // 100 * 10_000 if self._chance(33) else roubles * 100 + self._random.randrange(100)

    def _chance(self, percent: int) -> bool:
        return self._random.randrange(100) < percent

    def _doc(self) -> int:
        return self._random.randint(10, 990)

    def _taxed(self, words: str, amount: int) -> str:
        tax: Decimal = vat.included(from_minor(amount), 22)
        return f"{words}. В том числе НДС 22 % - {plain(tax).replace('.', '-')} руб."


def from_abroad(client: DemoClient, account: DemoAccount, profile: Profile, day: date) -> Fields:
    """Return the order that brings the opening balance of a currency account: a customer abroad pays for goods."""
    bank = f"{profile.name}, {profile.town}"
    own = Party(
        client.name, client.inn, client.kpp, account.number, profile.bic, bank, profile.correspondent_account
    )
    outside = {f"payer_{name}": "" for name in Party.__slots__} | {
        "payer_name": "BLUMENHANDEL NORD GMBH",
        "payer_account": "DE89370400440532013000",
        "payer_bank_name": "NORDBANK, HAMBURG",
    }
    return {
        **outside,
        **own.fields("payee"),
        "number": "1",
        "date": day.isoformat(),
        "amount": account.opening,
        "currency": account.currency,
        "purpose": "PAYMENT FOR GOODS, CONTRACT 7/EXP DD 12.01.2026",
        "kind": "transfer_in",
    }


def _party(payee: DemoPayee) -> Party:
    return Party(**{name: getattr(payee, name) for name in Party.__slots__})
