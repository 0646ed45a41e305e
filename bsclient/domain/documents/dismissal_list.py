"""List of dismissed employees («Список уволенных»): they leave the wage agreement, their accounts remain their own."""

from __future__ import annotations

import datetime as dt

from bsclient.domain import filling
from bsclient.domain.document import Document
from bsclient.domain.documents.salary_register import PERSONNEL_NUMBER
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import account, code, day, doc_number, person, rows, text, whole
from bsclient.domain.problems import Severity
from bsclient.domain.rules import common, payroll

MOST_ROWS = 1000


class DismissalRow(
    Document,
    rules=(payroll.account_of("account", payroll.PERSONS), common.currency_of("account", code="RUB")),
):
    """One employee and the last day of work."""

    number: int = whole("No.", least=1, most=MOST_ROWS, derived=True)
    personnel_number: str = code(
        "Personnel number", PERSONNEL_NUMBER, "personnel_number_form", directory="employees"
    )
    name: str = person("Full name", directory="employees")
    account: str = account("Account")
    dismissed: dt.date = day("Last day of work")
    note: str = text("Note", longest=100, required=False)


class DismissalList(
    Document,
    code="dismissal_list",
    title="List of dismissed employees",
    family=Family.PAYROLL,
    schemed=True,
    listing=Listing(purpose="agreement"),
    groups={"people": "Employees"},
    fills=(filling.numbered("rows", "number"), filling.count("count", "rows")),
    rules=(
        common.term(),
        common.count("count", "rows"),
        common.twins("rows", "account", severity=Severity.BLOCK),
        payroll.numbers_differ("rows"),
    ),
):
    """Ends the wage agreement for each employee named; the bank credits no more wages of this client to these accounts."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    agreement: str = text("Wage agreement", longest=64, directory="contracts", listed=True)
    rows: tuple[DismissalRow, ...] = rows(
        "Employees", DismissalRow, longest=MOST_ROWS, required=True, group="people"
    )
    count: int = whole(
        "Number of employees", least=1, most=MOST_ROWS, derived=True, group="people", listed=True
    )
