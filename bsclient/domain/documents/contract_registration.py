"""Application to put a contract on record («Заявление о постановке контракта на учёт», 181-И chapters 4 and 5).

The bank answers with the unique number of the contract (УНК); the contract is a product of the client then.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bsclient.domain import control
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
    money,
    percent,
    person,
    phone,
    rows,
    text,
)
from bsclient.domain.rules import common
from bsclient.domain.rules import control as rules
from bsclient.domain.rules import currency as currency_rules

SUMS = {"fixed": "The contract names it", "none": "The contract names none"}


class Repayment(Document):
    """A payment of a loan by its schedule."""

    day: dt.date = day("Date")
    principal: Decimal | None = money("Principal", required=False)
    interest: Decimal | None = money("Interest", required=False)
    note: str = text("Note", longest=140, required=False)


class ContractRegistration(
    Document,
    code="contract_registration",
    title="Contract registration",
    family=Family.CONTROL,
    schemed=True,
    listing=Listing(
        amount="amount", currency="currency", counterparty="counterparty", purpose="contract_number"
    ),
    groups={"contract": "Contract", "side": "The other side", "loan": "Loan", "papers": "Papers"},
    rules=(
        common.term(),
        common.amount_decimals("amount", "currency"),
        common.period("contract_date", "ends", future=True),
        rules.not_future("contract_date"),
        rules.threshold("contract_kind", "amount", "currency"),
        rules.copy_needed("contract_kind", "attachments"),
        rules.abroad("country"),
        rules.repaid("amount", "repayments", "principal"),
        currency_rules.stopped("country"),
    ),
):
    """Asks for a unique number; a contract that comes from another bank keeps the number it has."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    contract_kind: str = choice(
        "Kind of contract", tuple(control.KINDS), words=control.KINDS, default="2", group="contract"
    )
    contract_number: str = text(
        "Number of the contract", longest=60, group="contract", listed=True, hint="БН for a contract without a number."
    )  # fmt: skip
    contract_date: dt.date = day("Date of the contract", group="contract", listed=True)
    currency: str = currency("Currency of the contract", group="contract")
    sum_kind: str = choice("Sum of the contract", tuple(SUMS), words=SUMS, default="fixed", group="contract")
    amount: Decimal | None = money("Amount", when=("sum_kind", "fixed"), group="contract", listed=True)
    ends: dt.date = day("All obligations end", group="contract")
    subject: str = text("Subject of the contract", longest=210, required=False, group="contract")
    unk: str = code(
        "Number given by another bank", control.UNK, "unk_form", group="contract",
        hint="Only for a contract that comes to us from another bank.",
    )  # fmt: skip
    counterparty: str = text("Counterparty", longest=160, group="side", listed=True)
    country: str = country("Country", group="side")
    loan_rate: Decimal | None = percent(
        "Interest, % a year", when=("contract_kind", *control.LOANS), group="loan"
    )
    repayments: tuple[Repayment, ...] = rows(
        "Schedule of repayment", Repayment, longest=120, when=("contract_kind", *control.LOANS), group="loan"
    )
    contact: str = person("Contact person", group="papers")
    contact_phone: str = phone("Contact phone", group="papers")
    attachments: tuple[Attachment, ...] = attachments("Contract and annexes", group="papers")
