"""What the bank did for employees named in a request: accounts it opened for them, or who left the wage agreement."""

from __future__ import annotations

import datetime as dt

from bsclient.domain.document import Document
from bsclient.domain.documents.salary_register import PERSONNEL_NUMBER
from bsclient.domain.families import Family, Flow, Listing
from bsclient.domain.fields import account, bic, choice, code, day, person, rows, text, whole

RESULTS = {"opened": "Account opened", "ended": "Left the agreement", "refused": "Refused"}


class EmployeeResult(Document):
    """What became of one row; `account` is empty where none was opened."""

    number: int = whole("No.", least=1)
    personnel_number: str = code("Personnel number", PERSONNEL_NUMBER, "personnel_number_form")
    name: str = person("Full name")
    account: str = account("Account", required=False)
    result: str = choice("Result", tuple(RESULTS), words=RESULTS)
    reason: str = text("Reason", longest=210, required=False)


class EmployeeResults(
    Document,
    code="employee_results",
    title="Results for employees",
    family=Family.PAYROLL,
    flow=Flow.IN,
    listing=Listing(purpose="request", related="related"),
):
    """Result of each row of a request. `related` is the request."""

    number: str = text("Number", longest=20, listed=True)
    date: dt.date = day("Date", listed=True)
    request: str = text("Document of the client", longest=100, listed=True)
    agreement: str = text("Wage agreement", longest=64, listed=True)
    bic: str = bic("BIC of the bank")
    done: int = whole("Rows done", listed=True)
    refused: int = whole("Rows refused", listed=True)
    related: str = text("Request", longest=36, required=False)
    rows: tuple[EmployeeResult, ...] = rows("Employees", EmployeeResult, longest=1000, required=True)
