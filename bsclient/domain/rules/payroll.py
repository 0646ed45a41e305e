"""Rules of registers of payments to people: wages (229-ФЗ, 6104-У) and professional income (422-ФЗ).

Each maker returns a rule for the fields it is told; a rule is silent where it knows too little.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bsclient.domain import money
from bsclient.domain.context import Context
from bsclient.domain.problems import Problem, Severity

if TYPE_CHECKING:
    from bsclient.domain.document import Fill, Rule, Sheet

PERSONS: Final = ("40817", "40820", "40803", "40813", "423", "426")
"""First digits of accounts of individuals (Bank of Russia Regulation 809-П, accounts 408 and 423, 426)."""
ENTREPRENEURS: Final = ("40802",)
NPD_LOST: Final = "npd_lost"
"""Directory of those who pay the tax on professional income no more, by INN."""
NPD_YEAR: Final = Decimal("2400000.00")
WAGES: Final = frozenset({"salary", "advance", "vacation", "bonus", "settlement"})
"""Kinds of pay of which only a part may be withheld: income code 1."""
_UNTOUCHED: Final = frozenset({"2", "4"})
_MOST_WITHHELD: Final = Decimal("0.7")
_PERSON_INN: Final = 12
_YEAR: Final = 12
_ADULT: Final = 14
_NO_VAT: Final = "НДС не облагается"


def account_of(name: str, allowed: tuple[str, ...]) -> Rule:
    """The account is of a sort that such payments go to."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        number = sheet.text(name)
        if number and not number.startswith(allowed):
            facts = {"value": number, "expected": ", ".join(allowed)}
            yield Problem(name, "payroll_account_sort", facts=facts, act="809-П")

    return rule


def income_code(kind: str, code: str) -> Rule:
    """Wages have the income code 1, benefits one of the others; without a code nothing is known of what may be seized."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        paid, said = sheet.text(kind), sheet.text(code)
        if paid in WAGES and said != "1":
            yield Problem(code, "income_code_of_wages", Severity.WARN, {"value": said}, {code: "1"}, "6104-У")
        elif paid and not said:
            yield Problem(code, "income_code_empty", Severity.WARN, act="6104-У")

    return rule


def withheld(rows: str, code: str) -> Rule:
    """What was withheld by a writ: nothing from income that is not seized, at most 70 per cent of the whole."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        for index, row in enumerate(sheet.sheets(rows)):
            taken, paid = row.money("withheld"), row.money("amount")
            if taken is None:
                continue
            path = f"{rows}.{_place(row, index)}.withheld"
            if sheet.text(code) in _UNTOUCHED:
                facts = {"value": sheet.text(code)}
                yield Problem(
                    path, "withheld_not_allowed", facts=facts, mend={path: ""}, act="229-ФЗ, ст. 101"
                )
            elif paid is not None and taken > (taken + paid) * _MOST_WITHHELD:
                facts = {"value": money.plain(taken), "expected": money.plain(taken + paid)}
                yield Problem(path, "withheld_share", Severity.WARN, facts, act="229-ФЗ, ст. 99")

    return rule


def month_near(month: str, day: str = "date") -> Rule:
    """The month that is paid for is at most a year back and at most one month ahead."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        paid, dated = sheet.text(month), sheet.day(day)
        if not paid or dated is None:
            return
        year, _sign, number = paid.partition("-")
        ahead = (int(year) - dated.year) * _YEAR + int(number) - dated.month
        if not -_YEAR <= ahead <= 1:
            yield Problem(month, "month_far", Severity.WARN, {"value": paid, "expected": f"{dated:%Y-%m}"})

    return rule


def numbers_differ(rows: str) -> Rule:
    """No two rows have one number: results come back by number."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        seen: set[int] = set()
        for index, row in enumerate(sheet.sheets(rows)):
            number = row.whole("number")
            if number is not None and number in seen:
                path = f"{rows}.{index}.number"
                yield Problem(path, "row_number_twice", facts={"value": str(number)})
            elif number is not None:
                seen.add(number)

    return rule


def person_inn(name: str) -> Rule:
    """The INN is one of a person: twelve digits."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        value = sheet.text(name)
        if value and len(value) != _PERSON_INN:
            yield Problem(name, "inn_of_person", facts={"value": value}, act="422-ФЗ")

    return rule


def npd_payers(rows: str, day: str = "date") -> Rule:
    """Everyone pays the tax on professional income on the day, and gets no more than a year's limit at once."""

    def rule(sheet: Sheet, context: Context) -> Iterator[Problem]:
        paid: dict[str, Decimal] = {}
        at = sheet.day(day) or context.today
        books = context.directories
        for index, row in enumerate(sheet.sheets(rows)):
            inn, amount = row.text("inn"), row.money("amount")
            path = f"{rows}.{_place(row, index)}.inn"
            if inn and books is not None and books.find(NPD_LOST, inn, at) is not None:
                yield Problem(path, "npd_status_lost", Severity.WARN, {"value": inn}, act="422-ФЗ, ст. 5")
            if not inn or amount is None:
                continue
            before = paid.get(inn, Decimal(0))
            paid[inn] = before + amount
            if before <= NPD_YEAR < paid[inn]:
                facts = {"value": money.plain(paid[inn]), "limit": money.plain(NPD_YEAR)}
                yield Problem(path, "npd_limit", Severity.INFO, facts, act="422-ФЗ, ст. 4")

    return rule


def old_enough(rows: str, day: str = "date") -> Rule:
    """A card of one's own is issued from the age of 14 (Civil Code, art. 26)."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        now = sheet.day(day)
        for index, row in enumerate(sheet.sheets(rows)):
            born = row.day("birthday")
            if born is None or now is None:
                continue
            age = now.year - born.year - ((now.month, now.day) < (born.month, born.day))
            if age < _ADULT:
                facts = {"value": born.isoformat(), "limit": str(_ADULT)}
                path = f"{rows}.{_place(row, index)}.birthday"
                yield Problem(path, "birthday_range", facts=facts, act="ГК РФ, ст. 26")

    return rule


def agreed(flag: str, code: str, act: str) -> Rule:
    """A consent that the law asks for is given."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        if not sheet.text(flag):
            yield Problem(flag, code, mend={flag: "1"}, act=act)

    return rule


def _place(row: Sheet, index: int) -> int:
    """Return where a row stands: rows that cannot be read are not among those that a rule sees, their numbers are."""
    number = row.whole("number")
    return number - 1 if number else index


# fills ------------------------------------------------------------------------------------------------------------


def bank_of_rows(rows: str, bic: str, source: str) -> Fill:
    """Fill the BIC of rows that name none with that of the payer's bank."""

    def fill(sheet: Sheet, _: Context) -> Mapping[str, str]:
        own = sheet.text(source)
        if not own:
            return {}
        blank = (index for index, row in enumerate(sheet.sheets(rows)) if not row.text(bic))
        return {f"{rows}.{index}.{bic}": own for index in blank}

    return fill


def wages_purpose(target: str, words: Mapping[str, str]) -> Fill:
    """Fill the purpose of payment: what is paid, for which month, by which register."""

    def fill(sheet: Sheet, _: Context) -> Mapping[str, str]:
        kind, month = sheet.text("kind_of_pay"), sheet.text("month")
        if kind not in words or not month:
            return {target: ""}
        year, _sign, number = month.partition("-")
        return {target: f"{words[kind]} за {number}.{year}{_register(sheet)}. {_NO_VAT}"}

    return fill


def services_purpose(target: str) -> Fill:
    """Fill the purpose of a register of payments to payers of the tax on professional income."""

    def fill(sheet: Sheet, _: Context) -> Mapping[str, str]:
        said = sheet.text("contract")
        basis = f" ({said})" if said else ""
        return {target: f"Оплата плательщикам НПД{basis}{_register(sheet)}. {_NO_VAT}"}

    return fill


def _register(sheet: Sheet) -> str:
    number, dated = sheet.text("number"), sheet.day("date")
    return f" по реестру № {number} от {dated:%d.%m.%Y}" if number and dated else ""
