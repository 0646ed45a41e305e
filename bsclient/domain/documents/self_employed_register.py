"""Register of payments to payers of the tax on professional income («Реестр самозанятым», 422-ФЗ).

Each payee is known by his INN of 12 digits; the cheque of each row is made by the bank if the payees agreed to that.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bsclient.domain import filling
from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import (
    account,
    bic,
    choice,
    day,
    doc_number,
    flag,
    inn,
    money,
    person,
    phone,
    rows,
    text,
    whole,
)
from bsclient.domain.rules import common, payroll

MOST_ROWS = 10_000
OPERATIONS = {
    "services": "Works and services",
    "goods": "Goods of own make",
    "agency": "Agency fee",
    "advance": "Advance",
}


class SelfEmployedRow(
    Document,
    rules=(
        payroll.person_inn("inn"),
        payroll.account_of("account", (*payroll.PERSONS, *payroll.ENTREPRENEURS)),
        common.account_key("account", "bic"),
        common.currency_of("account", code="RUB"),
        common.known_bank("bic"),
    ),
):
    """One payee; `service` is what his cheque will say."""

    number: int = whole("No.", least=1, most=MOST_ROWS, derived=True)
    name: str = person("Full name", directory="employees")
    inn: str = inn("INN", required=True)
    phone: str = phone("Phone", required=False)
    account: str = account("Account")
    bic: str = bic("BIC of the bank")
    service: str = text("What is paid for", longest=128)
    amount: Decimal = money("Amount")


class SelfEmployedRegister(
    Document,
    code="self_employed_register",
    title="Register for the self-employed",
    family=Family.PAYROLL,
    schemed=True,
    listing=Listing(amount="amount", account="payer_account", purpose="purpose"),
    groups={"payer": "Payer", "pay": "Kind and purpose", "people": "Payees"},
    fills=(
        filling.numbered("rows", "number"),
        payroll.bank_of_rows("rows", "bic", "payer_bic"),
        filling.total("amount", "rows", "amount"),
        filling.count("count", "rows"),
        filling.bank("payer_bic", "payer_bank_name"),
        payroll.services_purpose("purpose"),
    ),
    rules=(
        common.term(),
        common.own_account("payer_account"),
        common.account_key("payer_account", "payer_bic"),
        common.currency_of("payer_account", code="RUB"),
        common.funds("payer_account", "amount"),
        common.total("amount", "rows", "amount"),
        common.count("count", "rows"),
        common.twins("rows", "account", "service"),
        payroll.numbers_differ("rows"),
        payroll.npd_payers("rows"),
    ),
):
    """Pays the self-employed row by row; the bank asks whether each still pays the tax, and tells each result and cheque."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    payer_name: str = text("Organisation", longest=160, group="payer")
    payer_inn: str = inn("INN", group="payer")
    payer_account: str = account("Payer's account", group="payer", listed=True)
    payer_bic: str = bic("BIC of the bank", group="payer")
    payer_bank_name: str = text("Bank", longest=160, required=False, derived=True, group="payer")
    operation: str = choice(
        "Kind of operation", tuple(OPERATIONS), words=OPERATIONS, default="services", group="pay"
    )
    contract: str = text(
        "Contracts with the payees",
        longest=100,
        required=False,
        group="pay",
        hint="For example: agreements of November 2026.",
    )
    cheques: str = flag(
        "The bank makes the cheques",
        group="pay",
        hint="Only if every payee has allowed the bank to do so in the tax service's application.",
    )
    purpose: str = text("Purpose of payment", longest=210, derived=True, group="pay", listed=True)
    rows: tuple[SelfEmployedRow, ...] = rows(
        "Payees", SelfEmployedRow, longest=MOST_ROWS, required=True, group="people"
    )
    count: int = whole("Number of payees", least=1, most=MOST_ROWS, derived=True, group="people")
    amount: Decimal = money("Total", derived=True, group="people", listed=True)
