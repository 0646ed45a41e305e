"""Request to issue salary cards («Реестр на открытие карт»): the bank opens accounts for employees and tells their numbers."""

from __future__ import annotations

import datetime as dt

from bsclient.domain import filling
from bsclient.domain.document import Document
from bsclient.domain.documents.salary_register import PERSONNEL_NUMBER
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import choice, code, day, doc_number, flag, person, phone, rows, text, whole
from bsclient.domain.rules import common, payroll

MOST_ROWS = 1000
CARDS = {"mir": "Mir", "mir_supreme": "Mir Supreme", "no_card": "Account without a card"}


class CardIssueRow(Document):
    """One employee, as in the identity document."""

    number: int = whole("No.", least=1, most=MOST_ROWS, derived=True)
    personnel_number: str = code(
        "Personnel number", PERSONNEL_NUMBER, "personnel_number_form", directory="employees"
    )
    name: str = person("Full name", directory="employees")
    latin_name: str = text(
        "Name on the card",
        longest=21,
        pattern=r"[A-Z][A-Z .'-]*",
        form_code="latin_name_form",
        required=False,
    )
    birthday: dt.date = day("Day of birth")
    document: str = text("Identity document", longest=120)
    phone: str = phone("Phone")
    card: str = choice("Card", tuple(CARDS), words=CARDS, default="mir")


class CardIssueRequest(
    Document,
    code="card_issue_request",
    title="Request to issue salary cards",
    family=Family.PAYROLL,
    schemed=True,
    listing=Listing(purpose="agreement"),
    groups={"people": "Employees"},
    fills=(filling.numbered("rows", "number"), filling.count("count", "rows")),
    rules=(
        common.term(),
        common.count("count", "rows"),
        common.twins("rows", "name", "birthday"),
        payroll.numbers_differ("rows"),
        payroll.old_enough("rows"),
        payroll.agreed("consent", "consent_needed", "152-ФЗ, ст. 6, 9"),
    ),
):
    """Opens an account of the bank for each employee under the wage agreement."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    agreement: str = text("Wage agreement", longest=64, directory="contracts", listed=True)
    office: str = text("Office of the bank", longest=160, directory="branches", required=False)
    contact: str = person("Contact person", required=False)
    contact_phone: str = phone("Contact phone", required=False)
    consent: str = flag("The employees have agreed to the transfer of their personal data to the bank")
    rows: tuple[CardIssueRow, ...] = rows(
        "Employees", CardIssueRow, longest=MOST_ROWS, required=True, group="people"
    )
    count: int = whole(
        "Number of employees", least=1, most=MOST_ROWS, derived=True, group="people", listed=True
    )
