"""Order for a transfer in foreign currency («Заявление на перевод»): the fields of ISO 20022 pacs.008 with their SWIFT MT103 boxes.

What travels is written in the SWIFT x set. The payee's address is structured: town and country are asked for since November 2026.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bsclient.domain import control, fields, filling
from bsclient.domain.attachments import Attachment
from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import (
    attachments,
    choice,
    code,
    country,
    currency,
    day,
    doc_number,
    inn,
    money,
    person,
    phone,
    product,
    swift_bic,
    swift_text,
    text,
)
from bsclient.domain.rules import common
from bsclient.domain.rules import currency as rules
from bsclient.domain.rules.control import same_contract

CHARGES = {
    "OUR": "All charges are ours",
    "SHA": "Each side pays its own bank",
    "BEN": "All charges are the payee's",
}
SPEEDS = {"normal": "Usual", "urgent": "Urgent"}
FOUND_BY = {"bic": "By its SWIFT code", "clearing": "By its national clearing code"}
CONTRACT = {"unk": "number", "contract_number": "contract_number", "contract_date": "contract_date"}


class CurrencyTransfer(
    Document,
    code="currency_transfer",
    title="Currency transfer",
    family=Family.CURRENCY,
    schemed=True,
    listing=Listing(
        amount="amount",
        currency="currency",
        account="account",
        counterparty="beneficiary_name",
        counterparty_account="beneficiary_account",
        purpose="purpose",
    ),
    groups={
        "sum": "Amount and date",
        "payer": "Payer",
        "payee": "Payee",
        "bank": "Payee's bank",
        "between": "Intermediary bank",
        "details": "Details and charges",
        "control": "Currency control",
    },
    fills=(
        filling.account_currency("account", "currency"),
        rules.day_of_today("value_date"),
        rules.in_latin("payer_name", "payer_latin"),
        rules.country_of_bank("bank_bic", "bank_country"),
        filling.of_product("contract", CONTRACT),
    ),
    rules=(
        common.term(),
        common.not_past("value_date", 10),
        common.own_account("account", "fee_account"),
        common.currency_of("account", currency="currency"),
        common.amount_decimals("amount", "currency"),
        common.funds("account", "amount"),
        rules.foreign("currency"),
        rules.fee_told("charges", "amount", "currency", "speed"),
        rules.iban("beneficiary_account", "bank_country"),
        rules.bank_code("bank_bic", "bank_country"),
        rules.bank_code("intermediary_bic"),
        rules.stopped("beneficiary_country", "bank_country", bics=("intermediary_bic",)),
        same_contract(),
        rules.operation("vo_code", "out"),
        rules.number_needed("amount", "currency", "vo_code", "unk"),
        rules.papers_needed("amount", "currency", "vo_code", "unk", "contract_number", "attachments"),
    ),
):
    """Transfers currency to an account at another bank. The fee is taken from the fee account, or off the sum (BEN)."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    account: str = fields.account("Debit account", directory="own_accounts", group="sum", listed=True)
    currency: str = currency("Currency", group="sum", form="32A", listed=True)
    amount: Decimal = money("Amount", wide=True, group="sum", form="32A", listed=True)
    value_date: dt.date = day("Value date", group="sum", form="32A", listed=True)
    speed: str = choice("Speed", tuple(SPEEDS), words=SPEEDS, default="normal", group="sum", form="23E")
    payer_name: str = text("Payer", longest=160, group="payer")
    payer_inn: str = inn("INN", required=True, group="payer")
    payer_latin: str = swift_text("Payer in Latin letters", longest=140, group="payer", form="50F")
    payer_street: str = swift_text(
        "Street and building in Latin letters", longest=70, required=False, group="payer"
    )
    payer_town: str = swift_text("Town in Latin letters", longest=35, group="payer")
    payer_country: str = country("Country", default="RU", group="payer")
    beneficiary_name: str = swift_text(
        "Payee",
        longest=140,
        group="payee",
        form="59F",
        listed=True,
        hint="As in the contract, in Latin letters.",
    )
    beneficiary_account: str = code(
        "Account or IBAN", r"[0-9A-Z/\-]{1,34}", "beneficiary_account_form", required=True, group="payee", form="59F"
    )  # fmt: skip
    beneficiary_street: str = swift_text("Street", longest=70, required=False, group="payee")
    beneficiary_building: str = swift_text("Building", longest=16, required=False, group="payee")
    beneficiary_postcode: str = swift_text("Postcode", longest=16, required=False, group="payee")
    beneficiary_town: str = swift_text("Town", longest=35, group="payee")
    beneficiary_country: str = country("Country", group="payee")
    bank_by: str = choice(
        "How the bank is found", tuple(FOUND_BY), words=FOUND_BY, default="bic", group="bank"
    )
    bank_bic: str = swift_bic("SWIFT code", when=("bank_by", "bic"), group="bank", form="57A")
    bank_clearing: str = code(
        "Clearing code", r"[A-Z]{2}[0-9A-Z]{3,26}", "clearing_code_form", required=True, when=("bank_by", "clearing"),
        group="bank", form="57D", hint="Two letters of the system and the code, for example FW021000089.",
    )  # fmt: skip
    bank_name: str = swift_text("Name of the bank", longest=105, group="bank")
    bank_town: str = swift_text("Town of the bank", longest=35, group="bank")
    bank_country: str = country("Country of the bank", group="bank")
    bank_account: str = code(
        "Correspondent account", r"[0-9A-Z/\-]{1,34}", "beneficiary_account_form", group="bank"
    )
    intermediary_bic: str = swift_bic("SWIFT code", required=False, group="between", form="56A")
    intermediary_name: str = swift_text(
        "Name of the bank", longest=105, required=True, when=("intermediary_bic",), group="between"
    )
    intermediary_account: str = code(
        "Its account", r"[0-9A-Z/\-]{1,34}", "beneficiary_account_form", when=("intermediary_bic",), group="between"
    )  # fmt: skip
    purpose: str = swift_text(
        "Details of payment", longest=35, lines=4, group="details", form="70", listed=True
    )
    charges: str = choice(
        "Charges", tuple(CHARGES), words=CHARGES, default="SHA", group="details", form="71A"
    )
    fee_account: str = fields.account(
        "Account for the fee", directory="own_accounts", when=("charges", "OUR", "SHA"), group="details"
    )
    bank_information: str = swift_text(
        "Information for the bank", longest=35, lines=6, required=False, group="details", form="72"
    )
    regulatory: str = swift_text(
        "Regulatory reporting", longest=35, lines=3, required=False, group="details", form="77B"
    )
    vo_code: str = code(
        "VO code", control.VO, "operation_code_form", required=True, directory="vo_codes", group="control"
    )  # fmt: skip
    contract: str = product("Contract on record", of="contract", required=False, group="control")
    unk: str = code("Unique number of the contract", control.UNK, "unk_form", group="control")
    contract_number: str = text("Number of the contract", longest=60, required=False, group="control")
    contract_date: dt.date | None = day("Date of the contract", required=False, group="control")
    delivery_by: dt.date | None = day(
        "Expected date of delivery", required=False, group="control", hint="For an advance: when goods or services are due."
    )  # fmt: skip
    contact: str = person("Contact person", group="control")
    contact_phone: str = phone("Contact phone", group="control")
    attachments: tuple[Attachment, ...] = attachments("Documents", group="control")
