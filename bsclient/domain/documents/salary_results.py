"""Results of a salary register («Результаты зачисления»), row by row, that the bank made and signed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bsclient.domain.document import Document
from bsclient.domain.families import Family, Flow, Listing
from bsclient.domain.fields import account, choice, code, day, money, person, rows, text, whole

_SUM = r"[0-9]{1,15}\.[0-9]{2}"
RESULTS = {"credited": "Credited", "refused": "Not credited"}


class SalaryResult(Document):
    """What became of one row of the register; `reason` says why it was not credited."""

    number: int = whole("No.", least=1)
    name: str = person("Full name")
    account: str = account("Account")
    amount: Decimal = money("Amount")
    result: str = choice("Result", tuple(RESULTS), words=RESULTS)
    reason: str = text("Reason", longest=210, required=False)


class SalaryResults(
    Document,
    code="salary_results",
    title="Results of a salary register",
    family=Family.PAYROLL,
    flow=Flow.IN,
    listing=Listing(amount="credited", account="account", purpose="register", related="related"),
    groups={"sums": "Totals"},
):
    """Credited and returned sums with the result of each row. `related` is the register."""

    number: str = text("Number", longest=20, listed=True)
    date: dt.date = day("Date", listed=True)
    register: str = text("Register", longest=60, listed=True)
    account: str = account("Payer's account", listed=True)
    credited: str = code("Credited", _SUM, "amount_form", required=True, group="sums", listed=True)
    credited_count: int = whole("Rows credited", group="sums")
    returned: str = code("Returned", _SUM, "amount_form", required=True, group="sums", listed=True)
    returned_count: int = whole("Rows not credited", group="sums")
    related: str = text("Request", longest=36, required=False)
    rows: tuple[SalaryResult, ...] = rows("Results", SalaryResult, longest=10_000, required=True)
