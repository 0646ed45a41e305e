"""Accounts of employees under a wage agreement: opened at a request, out of the agreement with a dismissal."""

import dataclasses
import datetime as dt

import pytest
from bank_core_kit import TODAY
from payroll_kit import AGREEMENT, employer, posted, results, row, settle, wages

from bsclient.domain import checks

BORN = "1990-05-01"


@pytest.fixture
def payer(town):
    return employer(town)


@pytest.fixture
def auto(small_town):
    return employer(small_town)


def cards(town, *names, **fields):
    rows = [
        {
            "number": str(at), "personnel_number": f"{at:04}", "name": name, "latin_name": "", "birthday": BORN,
            "document": "Паспорт 4510 123456", "phone": "+79161234567", "card": "mir",
        }
        for at, name in enumerate(names, 1)
    ]  # fmt: skip
    said = {"agreement": AGREEMENT, "consent": "1", "rows": rows, "count": str(len(rows))}
    return town.ann.file("card_issue_request", **(said | fields))


def test_accounts_are_opened_for_employees_and_wages_reach_them(payer):
    town = payer
    sent = cards(town, "Новиков Олег", "Белова Анна")
    settle(town)
    assert town.state(sent) == ("executed", "")
    (told,) = results(town, "employee_results")
    numbers = [each["account"] for each in told["rows"]]
    assert all(checks.account_key_ok(town.bank.bic, number) for number in numbers)
    assert [item["account"] for item in town.products("ann", "salary_account")] == numbers
    paid = wages(town, [row(town, 1, "100.00", name="Новиков Олег", account=numbers[0])])
    settle(town)
    assert town.state(paid)[0] == "executed"
    assert posted(town, numbers[0]) == 10_000
    again = cards(town, "НОВИКОВ ОЛЕГ", "Третий Пётр")
    settle(town)
    assert town.state(again) == ("partly_executed", "employees_failed")
    last = results(town, "employee_results")[-1]["rows"]
    assert last[0]["result"] == "refused"
    assert numbers[0] in last[0]["reason"]


def test_an_operator_refuses_cards(auto):
    town = auto
    town.bank.plan = dataclasses.replace(town.bank.plan, decide=0)
    sent = cards(town, "Новиков Олег")
    town.bank.refuse_document(sent, "operator", "Нет документов")
    assert town.state(sent) == ("rejected", "rejected_by_operator")
    assert town.products("ann", "salary_account") == []


def test_recalled_request_for_cards_opens_nothing(auto):
    town = auto
    sent = cards(town, "Новиков Олег")
    assert town.state(town.ann.recall(sent))[0] == "executed"
    settle(town)
    assert town.state(sent)[0] == "recalled"
    assert town.products("ann", "salary_account") == []


def dismiss(town, *people, day=TODAY):
    rows = [
        {
            "number": str(at), "personnel_number": "", "name": name, "account": number,
            "dismissed": day.isoformat(), "note": "",
        }
        for at, (name, number) in enumerate(people, 1)
    ]  # fmt: skip
    return town.ann.file("dismissal_list", agreement=AGREEMENT, rows=rows, count=str(len(rows)))


def test_who_was_dismissed_gets_no_more_wages(payer):
    town = payer
    cards(town, "Новиков Олег")
    settle(town)
    number = results(town, "employee_results")[0]["rows"][0]["account"]
    sent = dismiss(town, ("Новиков Олег", number))
    settle(town)
    assert town.state(sent) == ("executed", "")
    (item,) = town.products("ann", "salary_account")
    assert (item["state"], item["ends"]) == ("closed", TODAY.isoformat())
    last = wages(town, [row(town, 1, "100.00", name="Новиков Олег", account=number)])
    settle(town)
    assert town.state(last)[0] == "executed", "the last day is paid"
    settle(town, days=1)
    late = wages(town, [row(town, 1, "100.00", name="Новиков Олег", account=number)])
    settle(town)
    assert town.state(late) == ("refused_abs", "rows_all_failed")
    assert "уволен" in results(town)[-1]["rows"][0]["reason"]


def test_dismissal_of_strangers_is_refused_row_by_row(auto):
    town = auto
    cards(town, "Новиков Олег", "Белова Анна")
    settle(town)
    first, second = (each["account"] for each in results(town, "employee_results")[0]["rows"])
    sent = dismiss(town, ("Новиков Олег", first), ("Новиков Олег", second), ("Чужой Иван", town.people[0]))
    settle(town)
    assert town.state(sent) == ("partly_executed", "employees_failed")
    told = results(town, "employee_results")[-1]["rows"]
    assert [each["result"] for each in told] == ["ended", "refused", "refused"]
    none = dismiss(town, ("Новиков Олег", first), day=TODAY - dt.timedelta(days=3))
    settle(town)
    assert town.state(none) == ("rejected", "employees_failed")
