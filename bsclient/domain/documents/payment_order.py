"""Payment order, form 0401060 (Bank of Russia Regulation 762-П of 29.06.2021, annexes 1 and 2)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import account, bic, choice, code, day, inn, kpp, money, text
from bsclient.domain.rules import budget, payment

_NUMBER = r"0*[1-9][0-9]{0,5}"
_INCOME = {
    "1": "wages and other income that may be withheld in part",
    "2": "regular income that may not be withheld",
    "3": "regular income without limits on withholding",
    "4": "single income that may not be withheld",
    "5": "single income without limits on withholding",
}
_PRIORITY = {
    "1": "writs: alimony, harm to life and health",
    "2": "writs: severance pay, wages, authors' fees",
    "3": "wages; collection orders of tax bodies",
    "4": "other writs",
    "5": "all other payments",
}
_PAYOUT = {
    "": "none",
    "0": "no value",
    "1": "payment to a person out of the budget",
    "2": "payment to a person out of the budget, by other rules",
}


class PaymentOrder(
    Document,
    code="payment_order",
    title="Payment order",
    rules=payment.RULES,
    packs=budget.PACKS,
    family=Family.ROUBLES,
    listing=Listing(
        amount="amount",
        account="payer_account",
        counterparty="payee_name",
        counterparty_account="payee_account",
        counterparty_bic="payee_bic",
        counterparty_inn="payee_inn",
        purpose="purpose",
    ),
    groups={"payer": "Payer", "payee": "Payee", "vat": "VAT", "tax": "Payment to the budget"},
    schemed=True,
):
    """An order of the payer to his bank to move roubles to the payee. `form=` is the box of the paper form."""

    own = ("number", "amount", "purpose", "vat_amount")
    own_rules = payment.OWN_RULES

    number: str = code("Number", _NUMBER, "bad_number", required=True, form="3", listed=True)
    date: dt.date = day("Date", form="4", listed=True)
    payment_kind: str = choice(
        "Kind of payment",
        ("", "срочно", "электронно", "почтой", "телеграфом"),
        words={"": "ordinary", "срочно": "urgent service of the Bank of Russia"},
        required=False,
        form="5",
    )
    amount: Decimal = money("Amount", form="7", listed=True)
    payer_name: str = text("Payer", longest=160, form="8", group="payer")
    payer_inn: str = inn("Payer's INN", form="60", group="payer")
    payer_kpp: str = kpp("Payer's KPP", form="102", group="payer")
    payer_account: str = account("Payer's account", form="9", group="payer", listed=True)
    payer_bank_name: str = text("Payer's bank", longest=190, form="10", group="payer", derived=True)
    payer_bic: str = bic("Payer's bank BIC", form="11", group="payer")
    payer_corr_account: str = account(
        "Payer's bank correspondent account", required=False, form="12", group="payer", derived=True
    )
    payee_bank_name: str = text("Payee's bank", longest=190, form="13", group="payee", derived=True)
    payee_bic: str = bic("Payee's bank BIC", form="14", group="payee")
    payee_corr_account: str = account(
        "Payee's bank correspondent account", required=False, form="15", group="payee", derived=True
    )
    payee_name: str = text("Payee", longest=160, form="16", group="payee", listed=True)
    payee_inn: str = inn("Payee's INN", form="61", group="payee", listed=True)
    payee_kpp: str = kpp("Payee's KPP", form="103", group="payee")
    payee_account: str = account("Payee's account", form="17", group="payee", listed=True)
    operation_type: str = choice(
        "Operation type", ("01",), words={"01": "payment order"}, form="18", default="01"
    )
    due_date: str = text("Payment term", longest=10, required=False, form="19")
    purpose_code: str = choice(
        "Income code",
        ("", *_INCOME),
        words={"": "not an income of these kinds"} | _INCOME,
        required=False,
        form="20",
    )
    priority: str = choice("Priority", tuple(_PRIORITY), words=_PRIORITY, form="21", default="5")
    uin: str = code("UIN", r"0|[0-9]{4}|[0-9A-Za-z]{20}|[0-9]{25}", "uin_form", form="22")
    reserved: str = text("Reserved field", longest=35, required=False, form="23")
    purpose: str = text("Purpose of payment", longest=210, form="24", listed=True)
    vat_mode: str = choice("VAT", ("", "none", "included", "on_top"), required=False, group="vat")
    vat_rate: str = choice("VAT rate", ("", "22", "20", "10", "7", "5", "0"), required=False, group="vat")
    vat_amount: str = code("VAT amount", r"[0-9]{1,15}\.[0-9]{2}", "amount_form", group="vat")
    tax_status: str = code("Taxpayer status", r"[0-9]{2}", "tax_status_unknown", form="101", group="tax")
    kbk: str = code("KBK", r"0|[0-9]{20}", "kbk_form", form="104", group="tax")
    oktmo: str = code("OKTMO", r"0|[0-9]{8}|[0-9]{11}", "oktmo_form", form="105", group="tax")
    tax_ground: str = text("Ground of payment", longest=2, required=False, form="106", group="tax")
    tax_period: str = text("Tax period or customs code", longest=10, required=False, form="107", group="tax")
    tax_document_number: str = text("Document number", longest=15, required=False, form="108", group="tax")
    tax_document_date: str = text("Document date", longest=10, required=False, form="109", group="tax")
    payout_code: str = choice(
        "Payout code", tuple(_PAYOUT), words=_PAYOUT, required=False, form="110", group="tax"
    )
