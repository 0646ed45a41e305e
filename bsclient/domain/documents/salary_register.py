"""Register of wages («Зарплатный реестр»): one document that pays many people, each row with a result of its own.

One income code for all rows (Bank of Russia Instruction 6104-У, 229-ФЗ art. 98–101); rows may go to other banks.
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
    code,
    day,
    doc_number,
    inn,
    money,
    month,
    person,
    rows,
    text,
    whole,
)
from bsclient.domain.rules import common, payroll

MOST_ROWS = 10_000
KINDS = {
    "salary": "Wages",
    "advance": "Advance of wages",
    "vacation": "Holiday pay",
    "bonus": "Bonus",
    "settlement": "Settlement on dismissal",
    "sick_leave": "Sick pay",
    "aid": "Material aid",
    "travel": "Travel expenses",
    "other": "Other payments",
}
PURPOSES = {
    "salary": "Заработная плата",
    "advance": "Аванс по заработной плате",
    "vacation": "Отпускные",
    "bonus": "Премия",
    "settlement": "Расчёт при увольнении",
    "sick_leave": "Пособие по временной нетрудоспособности",
    "aid": "Материальная помощь",
    "travel": "Командировочные расходы",
    "other": "Прочие выплаты сотрудникам",
}
"""What the purpose of payment says of a kind of pay, in the language of the payment."""
INCOME_CODES = {
    "1": "Wages and other income with limited withholding",
    "2": "Periodic income that is not seized",
    "3": "Periodic income without limits of withholding",
    "4": "Single income that is not seized",
    "5": "Single income without limits of withholding",
}
PERSONNEL_NUMBER = r"[0-9A-Za-zА-ЯЁа-яё./-]{1,20}"


class SalaryRow(
    Document,
    rules=(
        payroll.account_of("account", payroll.PERSONS),
        common.account_key("account", "bic"),
        common.currency_of("account", code="RUB"),
        common.known_bank("bic"),
    ),
):
    """One person: `withheld` was taken from the income by a writ before and is only told (229-ФЗ art. 98)."""

    number: int = whole("No.", least=1, most=MOST_ROWS, derived=True)
    personnel_number: str = code(
        "Personnel number", PERSONNEL_NUMBER, "personnel_number_form", directory="employees"
    )
    name: str = person("Full name", directory="employees")
    account: str = account("Account")
    bic: str = bic("BIC of the bank")
    amount: Decimal = money("Amount")
    withheld: Decimal | None = money("Withheld by writ", required=False)
    note: str = text("Note", longest=60, required=False)


class SalaryRegister(
    Document,
    code="salary_register",
    title="Salary register",
    family=Family.PAYROLL,
    schemed=True,
    listing=Listing(amount="amount", account="payer_account", purpose="purpose"),
    groups={"payer": "Payer", "pay": "Kind and purpose", "people": "Employees"},
    fills=(
        filling.numbered("rows", "number"),
        payroll.bank_of_rows("rows", "bic", "payer_bic"),
        filling.total("amount", "rows", "amount"),
        filling.count("count", "rows"),
        filling.bank("payer_bic", "payer_bank_name"),
        payroll.wages_purpose("purpose", PURPOSES),
    ),
    rules=(
        common.term(),
        common.own_account("payer_account"),
        common.account_key("payer_account", "payer_bic"),
        common.currency_of("payer_account", code="RUB"),
        common.funds("payer_account", "amount"),
        common.total("amount", "rows", "amount"),
        common.count("count", "rows"),
        common.twins("rows", "account"),
        payroll.numbers_differ("rows"),
        payroll.income_code("kind_of_pay", "income_code"),
        payroll.withheld("rows", "income_code"),
        payroll.month_near("month"),
    ),
):
    """Pays wages: the bank holds the total, posts row by row, returns what could not be credited, tells each result."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    agreement: str = text("Wage agreement", longest=64, directory="contracts", listed=True)
    payer_name: str = text("Organisation", longest=160, group="payer")
    payer_inn: str = inn("INN", group="payer")
    payer_account: str = account("Payer's account", group="payer", listed=True)
    payer_bic: str = bic("BIC of the bank", group="payer")
    payer_bank_name: str = text("Bank", longest=160, required=False, derived=True, group="payer")
    kind_of_pay: str = choice("Kind of pay", tuple(KINDS), words=KINDS, default="salary", group="pay")
    month: str = month("For the month", group="pay", listed=True)
    income_code: str = choice(
        "Income code",
        ("", *INCOME_CODES),
        words=INCOME_CODES,
        required=False,
        default="1",
        form="20",
        group="pay",
    )
    purpose: str = text("Purpose of payment", longest=210, derived=True, group="pay", listed=True)
    rows: tuple[SalaryRow, ...] = rows(
        "Employees", SalaryRow, longest=MOST_ROWS, required=True, group="people"
    )
    count: int = whole("Number of employees", least=1, most=MOST_ROWS, derived=True, group="people")
    amount: Decimal = money("Total", derived=True, group="people", listed=True)
