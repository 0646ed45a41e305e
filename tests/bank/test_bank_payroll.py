"""Registers of payments to people at the bank: every kopeck of a row goes to its payee or back, once, whatever happens."""

import pytest
from bank_core_kit import LONG, SBER, TODAY, account_number
from payroll_kit import (
    AGREEMENT,
    NAMES,
    close,
    employer,
    head,
    legs,
    posted,
    results,
    row,
    settle,
    wages,
)
from sqlalchemy import select

from bsclient.bank.books import house
from bsclient.bank.schema.tables import event, transfer
from bsclient.bank.services import payroll, payroll_results
from bsclient.domain import checks


@pytest.fixture
def payer(town):
    return employer(town)


@pytest.fixture
def auto(small_town):
    return employer(small_town)


def test_every_row_is_credited_and_told(payer):
    town = payer
    before = town.balance(town.ann)[0]
    rows = [row(town, 1, "100.00"), row(town, 2, "200.50", withheld="50.00"), row(town, 3, "0.01")]
    sent = wages(town, rows)
    assert town.balance(town.ann) == (before, 30_051)
    assert town.state(sent)[0] == "accepted"
    settle(town)
    assert town.state(sent) == ("executed", "")
    assert town.balance(town.ann) == (before - 30_051, 0)
    assert [posted(town, number) for number in town.people] == [10_000, 20_050, 1]
    assert legs(town, sent) == [(0, 30_051), (1, 10_000), (2, 20_050), (3, 1)]
    (told,) = results(town)
    assert (told["credited"], told["credited_count"], told["returned"]) == ("300.51", "3", "0.00")
    assert [each["result"] for each in told["rows"]] == ["credited"] * 3
    assert told["related"] == sent
    (details,) = town.query(select(transfer.c.details).where(transfer.c.leg == 2))
    assert "//ВЗС//50-00//" in details.details
    assert town.bank.audit() == []


def test_failed_rows_come_back_with_their_reasons(payer):
    town = payer
    town.bank._work(lambda work: close(work, town.people[1]))
    before = town.balance(town.ann)[0]
    strange = account_number(town.bank.bic, 4_000_001, "40817")
    rows = [
        row(town, 1, "100.00"), row(town, 2, "200.00"), row(town, 3, "300.00", account=strange),
        row(town, 4, "400.00", name="Чужой Иван"),
    ]  # fmt: skip
    sent = wages(town, rows)
    settle(town)
    assert town.state(sent) == ("partly_executed", "rows_failed")
    facts = town.last_status("ann", sent)["facts"]
    assert facts == {"count": "3", "total": "4", "amount": "900.00"}
    assert town.balance(town.ann) == (before - 10_000, 0)
    assert legs(town, sent) == [(0, 100_000), (1, 10_000), (payroll.RETURN, 90_000)]
    (told,) = results(town)
    assert (told["credited"], told["returned"], told["returned_count"]) == ("100.00", "900.00", "3")
    reasons = [each["reason"] for each in told["rows"]]
    assert reasons[0] == ""
    assert "закрыт" in reasons[1]
    assert "нет счёта" in reasons[2]
    assert "другому лицу" in reasons[3]
    assert town.bank.audit() == []


def test_rows_to_other_banks_wait_for_the_clearing(payer):
    town = payer
    before = town.balance(town.ann)[0]
    good, closed = (account_number(SBER, tail, "40817") for tail in (71, 72))
    town.bank.close_elsewhere(closed)
    rows = [
        row(town, 1, "10.00"), row(town, 2, "20.00", account=good, bic=SBER),
        row(town, 3, "30.00", account=closed, bic=SBER),
    ]  # fmt: skip
    correspondent = posted(town, town.profile.correspondent_account)
    sent = wages(town, rows)
    settle(town)
    assert town.state(sent)[0] == "accepted_abs"
    assert posted(town, town.people[0]) == 1_000
    request = town.ann.recall(sent)
    assert town.state(request) == ("rejected", "register_begun")
    settle(town, hours=2)
    assert town.state(sent) == ("partly_executed", "rows_failed")
    assert posted(town, town.profile.correspondent_account) == correspondent + 2_000
    assert town.balance(town.ann) == (before - 3_000, 0)
    assert [each["result"] for each in results(town)[0]["rows"]] == ["credited", "credited", "refused"]
    assert town.bank.audit() == []


def test_nothing_credited_is_a_refusal_with_all_the_money_back(auto):
    town = auto
    before = town.balance(town.ann)[0]
    town.bank.stop_payee(town.people[0], "решение суда")
    sent = wages(town, [row(town, 1, "100.00")])
    settle(town)
    assert town.state(sent) == ("refused_abs", "rows_all_failed")
    assert town.balance(town.ann) == (before, 0)
    assert town.bank.audit() == [], "what came back is no fault"
    assert "решение суда" in results(town)[0]["rows"][0]["reason"]


def test_recalled_before_it_began(auto):
    town = auto
    before = town.balance(town.ann)[0]
    sent = wages(town, [row(town, 1, "100.00")])
    request = town.ann.recall(sent)
    assert town.state(request)[0] == "executed"
    assert town.state(sent)[0] == "recalled"
    settle(town, days=1)
    assert town.balance(town.ann) == (before, 0)
    assert legs(town, sent) == []


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"agreement": "ЗП-9"}, ("rejected", "agreement_unknown")),
        ({"amount": "99999999.00"}, ("refused_abs", "insufficient_funds")),
        ({"payer_account": "bob"}, ("bad_details", "not_own_account")),
    ],
)
def test_refused_at_once(auto, changes, state):
    town = auto
    amount = changes.pop("amount", "100.00")
    changes = {name: town.bob.account if value == "bob" else value for name, value in changes.items()}
    sent = wages(town, [row(town, 1, amount)], **changes)
    assert town.state(sent) == state


def test_the_limit_of_the_day_counts_and_gets_back_what_failed(auto):
    town = auto
    town.change("UPDATE account SET day_limit = 100000 WHERE number = :of", of=town.ann.account)
    town.bank.stop_payee(town.people[1], "решение суда")
    assert town.state(wages(town, [row(town, 1, "1000.01")])) == ("rejected", "day_limit")
    wages(town, [row(town, 1, "400.00"), row(town, 2, "600.00")])
    settle(town)
    assert town.state(wages(town, [row(town, 1, "600.01")])) == ("rejected", "day_limit")
    assert town.state(wages(town, [row(town, 1, "600.00")]))[0] == "accepted"


def test_the_same_register_is_not_taken_twice(payer):
    town = payer
    rows = [row(town, 1, "100.00")]
    assert town.state(wages(town, rows, number="77"))[0] == "accepted"
    assert town.state(wages(town, rows, number="77")) == ("rejected", "duplicate_register")
    settle(town)
    assert town.state(wages(town, rows, number="77")) == ("rejected", "duplicate_register")
    assert town.state(wages(town, rows, number="78"))[0] == "accepted"
    settle(town)
    assert posted(town, town.people[0]) == 20_000


def test_twins_of_one_batch(auto):
    town = auto
    kind = "salary_register"
    rows = [row(town, 1, "100.00")]
    from bsclient.domain.documents import registry

    def made():
        said = {"agreement": AGREEMENT, "kind_of_pay": "salary", "month": "2026-11", "purpose": "Зарплата"}
        raw = {**registry[kind].blank(), **head(town, rows), **said, "number": "5", "date": TODAY.isoformat()}
        return town.ann.signed(raw, registry[kind])

    twins = [made(), made()]
    town.ann.send(*(town.ann.incoming(each) for each in twins))
    assert [town.state(each.id)[1] for each in twins] == ["", "duplicate_register"]


class Cut(RuntimeError):
    """The process ends here."""


def test_a_crash_between_lots_neither_loses_nor_repeats_a_row(payer, monkeypatch):
    """Each lot is a transaction; one that is cut is done again as a whole, and the base forbids a leg a second time."""
    town = payer
    monkeypatch.setattr(payroll, "LOT", 2)
    before = town.balance(town.ann)[0]
    town.bank._work(lambda work: close(work, town.people[2]))
    sent = wages(
        town, [row(town, number, "10.00", account=town.people[(number - 1) % 3]) for number in range(1, 8)]
    )
    credit, count = payroll.Registers._credit, 0

    def cut(*args):
        nonlocal count
        count += 1
        if count in (2, 4):
            raise Cut
        credit(*args)

    monkeypatch.setattr(payroll.Registers, "_credit", cut)
    for _ in range(2):
        with pytest.raises(Cut):
            settle(town)
    settle(town)
    assert town.state(sent) == ("partly_executed", "rows_failed")
    assert [number for number, _ in legs(town, sent)] == [0, 1, 2, 4, 5, 7, payroll.RETURN]
    assert [posted(town, number) for number in town.people] == [3_000, 2_000, 0]
    assert town.balance(town.ann) == (before - 5_000, 0)
    (told,) = results(town)
    assert [each["result"] == "credited" for each in told["rows"]] == [
        True,
        True,
        False,
        True,
        True,
        False,
        True,
    ]
    assert town.bank.audit() == []


def test_money_of_failed_rows_when_the_payer_was_closed_meanwhile(auto):
    town = auto
    closed = account_number(SBER, 72, "40817")
    town.bank.close_elsewhere(closed)
    amount = town.balance(town.ann)[0]
    sent = wages(town, [row(town, 1, f"{amount // 100}.00", account=closed, bic=SBER)])
    settle(town)
    town.bank._work(lambda work: close(work, town.ann.account))
    settle(town, hours=2)
    assert town.state(sent)[0] == "refused_abs"
    assert town.balance(town.ann) == (0, 0)
    unclear = house.number(town.bank.bic, "unclear")
    assert posted(town, unclear) == amount


# the self-employed ------------------------------------------------------------------------------------------------


def payee(town, number, amount, inn, **changes):
    at = (number - 1) % len(NAMES)
    given = {
        "number": str(number), "name": NAMES[at], "inn": inn, "phone": "", "account": town.people[at],
        "bic": town.bank.bic, "service": "Вёрстка", "amount": amount,
    }  # fmt: skip
    return given | changes


def person_inn(body):
    return body + checks.inn_check_digits(body)


@pytest.mark.parametrize(("cheques", "states"), [("1", ["made", "none"]), ("", ["by_payee", "none"])])
def test_the_self_employed_are_paid_and_cheques_come_back(payer, cheques, states):
    town = payer
    lost = next(iter(town.bank.shelf.rows("npd_lost", TODAY)))["code"]
    rows = [payee(town, 1, "500.00", person_inn("7704112233")), payee(town, 2, "700.00", lost)]
    sent = town.ann.file(
        "self_employed_register",
        **head(town, rows),
        operation="services",
        cheques=cheques,
        purpose="Оплата плательщикам НПД. НДС не облагается",
    )
    settle(town)
    assert town.state(sent) == ("partly_executed", "rows_failed")
    (told,) = results(town, "self_employed_results")
    assert [each["cheque"] for each in told["rows"]] == states
    assert bool(told["rows"][0]["cheque_number"]) is bool(cheques)
    assert "НПД" in told["rows"][1]["reason"]
    assert posted(town, town.people[0]) == 50_000
    assert town.bank.audit() == []


def test_long_results_come_in_parts(auto, monkeypatch):
    from bsclient.bank.services import payroll_results

    town = auto
    monkeypatch.setattr(payroll_results, "_PART", 700)
    wages(town, [row(town, number, "1.00") for number in range(1, 6)])
    settle(town)
    told = results(town)
    assert len(told) > 1
    assert [each["number"] for part in told for each in part["rows"]] == ["1", "2", "3", "4", "5"]
    assert told[0]["register"].endswith(f"часть 1 из {len(told)}")
    assert {part["credited"] for part in told} == {"5.00"}


def test_ten_thousand_rows(auto, monkeypatch):
    """The largest register, or a tenth of it in lots of a tenth: each row is credited, and its results can be read."""
    town, count = auto, 10_000 if LONG else 1_000
    if not LONG:
        monkeypatch.setattr(payroll, "LOT", 100)
        monkeypatch.setattr(payroll_results, "_PART", 150_000)
    most = payroll_results._PART * 2.1  # a part as base64 and the names around it
    rows = [row(town, number, "1.00") for number in range(1, count + 1)]
    sent = wages(town, rows)
    settle(town)
    assert town.state(sent) == ("executed", "")
    assert sum(posted(town, number) for number in town.people) == count * 100
    assert len(legs(town, sent)) == count + 1
    told = results(town)
    assert len(told) > 1
    assert sum(len(part["rows"]) for part in told) == count
    assert max(len(each.data) for each in town.query(select(event.c.data)) if each.data) < most
