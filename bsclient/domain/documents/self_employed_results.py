"""Results of a register for the self-employed, with the state of each cheque, that the bank made and signed (422-ФЗ art. 14)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bsclient.domain.document import Document
from bsclient.domain.documents.salary_results import RESULTS
from bsclient.domain.families import Family, Flow, Listing
from bsclient.domain.fields import account, choice, code, day, inn, money, person, rows, text, whole

_SUM = r"[0-9]{1,15}\.[0-9]{2}"
CHEQUES = {"made": "Cheque is made", "by_payee": "Made by the payee", "none": "Not needed"}


class SelfEmployedResult(Document):
    """What became of one row; `cheque_number` is that of the cheque which the bank made."""

    number: int = whole("No.", least=1)
    name: str = person("Full name")
    inn: str = inn("INN", required=True)
    account: str = account("Account")
    amount: Decimal = money("Amount")
    result: str = choice("Result", tuple(RESULTS), words=RESULTS)
    reason: str = text("Reason", longest=210, required=False)
    cheque: str = choice("Cheque", tuple(CHEQUES), words=CHEQUES)
    cheque_number: str = text("Cheque number", longest=40, required=False)


class SelfEmployedResults(
    Document,
    code="self_employed_results",
    title="Results of a register for the self-employed",
    family=Family.PAYROLL,
    flow=Flow.IN,
    listing=Listing(amount="credited", account="account", purpose="register", related="related"),
    groups={"sums": "Totals"},
):
    """Credited and returned sums with result and cheque of each row. `related` is the register."""

    number: str = text("Number", longest=20, listed=True)
    date: dt.date = day("Date", listed=True)
    register: str = text("Register", longest=60, listed=True)
    account: str = account("Payer's account", listed=True)
    credited: str = code("Credited", _SUM, "amount_form", required=True, group="sums", listed=True)
    credited_count: int = whole("Rows credited", group="sums")
    returned: str = code("Returned", _SUM, "amount_form", required=True, group="sums", listed=True)
    returned_count: int = whole("Rows not credited", group="sums")
    related: str = text("Request", longest=36, required=False)
    rows: tuple[SelfEmployedResult, ...] = rows("Results", SelfEmployedResult, longest=10_000, required=True)
