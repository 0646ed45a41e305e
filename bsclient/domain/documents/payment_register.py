"""Register of payments («Реестр платежей»): many orders of one payer's account, signed as one, each debited by itself."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bsclient.domain import filling, orders
from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import account, bic, choice, day, doc_number, inn, kpp, money, rows, text, whole
from bsclient.domain.rules import common, payment, roubles

MOST = 1000


class RegisterPayment(
    Document,
    rules=(
        common.account_key("payee_account", bic="payee_bic"),
        common.known_bank("payee_bic"),
        common.currency_of("payee_account", code="RUB"),
        payment.income,
        roubles.row_inn,
        roubles.no_budget,
    ),
):
    """One payment: as a payment order without the payer's side. Payments to the budget need orders of their own."""

    number: str = doc_number()
    payee_name: str = text("Payee", longest=160)
    payee_inn: str = inn("INN")
    payee_account: str = account("Account")
    payee_bic: str = bic("BIC")
    amount: Decimal = money("Amount")
    purpose: str = text("Purpose of payment", longest=210)
    payee_kpp: str = kpp("KPP")
    purpose_code: str = choice("Income code", ("", "1", "2", "3", "4", "5"), required=False)
    uin: str = text(
        "UIN", longest=25, pattern=r"0|[0-9A-Za-z]{20}|[0-9]{25}", form_code="uin_form", required=False
    )


class PaymentRegister(
    Document,
    code="payment_register",
    title="Payment register",
    family=Family.ROUBLES,
    listing=Listing(amount="total", account="account", purpose="note"),
    groups={"sums": "Totals", "payments": "Payments"},
    schemed=True,
    fills=(
        filling.numbered("payments", "number"),
        filling.total("total", "payments", "amount"),
        filling.count("count", "payments"),
    ),
    rules=(
        payment.term,
        common.own_account("account"),
        common.currency_of("account", code="RUB"),
        common.funds("account", "total"),
        common.total("total", "payments", "amount"),
        common.count("count", "payments"),
        common.twins("payments", "number"),
        common.twins("payments", "payee_account", "amount", "purpose"),
        roubles.not_to_itself("payments"),
    ),
):
    """The bank carries its payments out one by one and tells what became of each."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    account: str = account("Payer's account", directory="own_accounts", listed=True)
    priority: str = choice("Priority", tuple(orders.PRIORITY), words=orders.PRIORITY, default="5")
    note: str = text("Note", longest=210, required=False, listed=True)
    count: int = whole("Number of payments", least=1, most=MOST, derived=True, group="sums", listed=True)
    total: Decimal = money("Total", derived=True, group="sums", listed=True)
    payments: tuple[RegisterPayment, ...] = rows(
        "Payments", RegisterPayment, longest=MOST, required=True, group="payments"
    )
