"""Rules of registers: a finding stands at its own row even when rows before it cannot be read."""

from example_kit import changed, context, example

from bsclient.domain.documents import registry


def found(code, change):
    raw = changed(example(code)["good"], change)
    return {(p.field, p.code): p for p in registry[code].check(raw, context(example(code)))}


def test_a_finding_keeps_its_row_behind_an_unreadable_one():
    problems = found("salary_register", {"rows.0.amount": "много", "rows.1.withheld": "500000.00"})
    assert ("rows.1.withheld", "withheld_share") in problems
    assert ("rows.0.amount", "amount_form") in problems


def test_a_mend_takes_nothing_from_another_row():
    change = {"rows.0.account": "1", "kind_of_pay": "aid", "income_code": "4"}
    problem = found("salary_register", change)["rows.1.withheld", "withheld_not_allowed"]
    assert problem.mend == {"rows.1.withheld": ""}


def test_a_birthday_keeps_its_row():
    problems = found("card_issue_request", {"rows.0.phone": "1", "rows.1.birthday": "2020-01-01"})
    assert ("rows.1.birthday", "birthday_range") in problems


def test_the_limit_of_a_year_is_told_once_where_it_is_passed():
    rows = [dict(example("self_employed_register")["good"]["rows"][0]) for _ in range(3)]
    for at, row in enumerate(rows):
        row.update(number=str(at + 1), amount="1300000.00", service=f"Работа {at}")
    problems = found("self_employed_register", {"rows": rows, "count": "3", "amount": "3900000.00"})
    assert [field for field, code in problems if code == "npd_limit"] == ["rows.1.inn"]


def test_purpose_follows_kind_month_and_number():
    kind = registry["salary_register"]
    given = example("salary_register")
    raw = {**given["good"], "kind_of_pay": "vacation", "month": "2026-12", "number": "17"}
    assert kind.fill(raw, context(given)) == {
        "purpose": "Отпускные за 12.2026 по реестру № 17 от 20.11.2026. НДС не облагается"
    }
