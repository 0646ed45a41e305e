"""What orders to buy, sell and convert currency have in common: two accounts, one fixed sum, at which rate.

Exactly one side is fixed: `fixed` says which, `amount` is in its currency. A rate is roubles for one unit of the currency, or,
between two currencies, units bought for one unit sold.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from bsclient.domain import control, currencies, fields, filling
from bsclient.domain.attachments import Attachment
from bsclient.domain.context import Context
from bsclient.domain.document import Document, Rule, Sheet
from bsclient.domain.families import Listing
from bsclient.domain.fields import (
    attachments,
    choice,
    code,
    currency,
    day,
    doc_number,
    money,
    person,
    phone,
    product,
    rate,
    text,
)
from bsclient.domain.problems import Problem, Severity
from bsclient.domain.rules import common
from bsclient.domain.rules import currency as rules
from bsclient.domain.rules.control import same_contract

FIXED: Final = {"bought": "The sum bought", "sold": "The sum sold"}
RATES: Final = {
    "bank": "The bank's rate of the day",
    "market": "The market's rate and a fee",
    "limit": "Not worse than the one named",
}
_CONTRACT: Final = {"unk": "number", "contract_number": "contract_number", "contract_date": "contract_date"}
LISTING: Final = Listing(
    amount="amount",
    currency="amount_currency",
    account="account",
    counterparty_account="credit_account",
    purpose="purpose",
)
GROUPS: Final = {"accounts": "Accounts", "deal": "Deal", "basis": "What it is for"}
_FAR: Final = Decimal("0.10")
_SIGNIFICANT: Final = Decimal("0.0001")
_CENT: Final = Decimal("0.01")


def _amount_currency(sheet: Sheet, _: Context) -> Mapping[str, str]:
    side = {"bought": "bought_currency", "sold": "sold_currency"}.get(sheet.text("fixed"), "")
    return {"amount_currency": sheet.text(side) if side else ""}


FILLS: Final = (
    filling.account_currency("account", "sold_currency"),
    filling.account_currency("credit_account", "bought_currency"),
    _amount_currency,
    filling.of_product("contract", _CONTRACT),
)


def _sold(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """The account holds what is sold."""
    if sheet.text("fixed") == "sold":
        yield from common.funds("account", "amount")(sheet, context)


def _named_currency(sheet: Sheet, _: Context) -> Iterator[Problem]:
    """The sum is in the currency of the side that is fixed."""
    wanted = _amount_currency(sheet, _)["amount_currency"]
    stated = sheet.text("amount_currency")
    if wanted and stated and wanted != stated:
        facts = {"value": stated, "expected": wanted}
        yield Problem(
            "amount_currency", "account_currency_differs", facts=facts, mend={"amount_currency": wanted}
        )


def official(sold: str, bought: str, context: Context) -> Decimal | None:
    """Return the official rate of a pair as orders write it; None when the context knows none."""
    one, two = (
        Decimal(1) if name == currencies.ROUBLE else context.rates.get(name) for name in (sold, bought)
    )
    if not one or not two:
        return None
    return two if sold == currencies.ROUBLE else one / two


def _rate_near(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """The rate named is about the official one: a misplaced point is seen."""
    named = sheet.number("limit_rate")
    usual = official(sheet.text("sold_currency"), sheet.text("bought_currency"), context)
    if named is not None and usual is not None and abs(named - usual) > usual * _FAR:
        facts = {"value": str(named), "expected": str(usual.quantize(_SIGNIFICANT)), "limit": "10"}
        yield Problem("limit_rate", "rate_far", Severity.WARN, facts)


def _about(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """Tell about how much the other side is, before anybody signs."""
    sold, bought, amount = sheet.text("sold_currency"), sheet.text("bought_currency"), sheet.money("amount")
    usual = official(sold, bought, context)
    if amount is None or usual is None or sheet.text("fixed") not in FIXED:
        return
    roubles = sold == currencies.ROUBLE
    more = (sheet.text("fixed") == "bought") is roubles
    other = amount * usual if more else amount / usual
    code = sold if sheet.text("fixed") == "bought" else bought
    yield Problem("amount", "exchange_about", Severity.INFO, {"value": f"{other.quantize(_CENT)} {code}"})


RULES: Final[tuple[Rule, ...]] = (
    common.term(),
    common.own_account("account", "credit_account", "fee_account"),
    common.currency_of("account", currency="sold_currency"),
    common.currency_of("credit_account", currency="bought_currency"),
    common.amount_decimals("amount", "amount_currency"),
    common.not_past("valid_until", 30),
    rules.differ("account", "credit_account"),
    same_contract(),
    rules.operation("vo_code"),
    rules.fee_told("rate_kind", "amount", "amount_currency"),
    _named_currency,
    _sold,
    _rate_near,
    _about,
)


class ExchangeOrder(Document):
    """Fields of an exchange: `account` gives, `credit_account` gets."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    account: str = fields.account("Debit account", directory="own_accounts", group="accounts", listed=True)
    credit_account: str = fields.account(
        "Credit account", directory="own_accounts", group="accounts", listed=True
    )
    sold_currency: str = currency("Currency sold", derived=True, group="accounts")
    bought_currency: str = currency("Currency bought", derived=True, group="accounts")
    fixed: str = choice("What is fixed", tuple(FIXED), words=FIXED, default="sold", group="deal")
    amount: Decimal = money("Amount", group="deal", listed=True)
    amount_currency: str = currency("Currency of the sum", derived=True, group="deal", listed=True)
    rate_kind: str = choice("Rate", tuple(RATES), words=RATES, default="bank", group="deal")
    limit_rate: Decimal | None = rate(
        "Rate not worse than", when=("rate_kind", "limit"), group="deal",
        hint="Roubles for one unit; between two currencies, units bought for one unit sold.",
    )  # fmt: skip
    valid_until: dt.date | None = day("Good until", when=("rate_kind", "limit"), group="deal")
    fee_account: str = fields.account(
        "Account for the fee", directory="own_accounts", when=("rate_kind", "market"), group="deal"
    )
    purpose: str = text("Purpose", longest=210, group="basis", listed=True)
    vo_code: str = code("VO code", control.VO, "operation_code_form", directory="vo_codes", group="basis")
    contract: str = product("Contract on record", of="contract", required=False, group="basis")
    unk: str = code("Unique number of the contract", control.UNK, "unk_form", group="basis")
    contract_number: str = text("Number of the contract", longest=60, required=False, group="basis")
    contract_date: dt.date | None = day("Date of the contract", required=False, group="basis")
    contact: str = person("Contact person", required=False, group="basis")
    contact_phone: str = phone("Contact phone", required=False, group="basis")
    attachments: tuple[Attachment, ...] = attachments("Documents", group="basis")
