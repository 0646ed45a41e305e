"""Registers of payments: every payment has its own debit and its own result; a faulty one stops no other."""

import pytest
from bank_core_kit import SBER, account_number
from sqlalchemy import select

from bsclient.bank.schema.tables import transfer


def payment(town, number, amount="100.00", payee=None, **changes):
    other = payee.party() if payee else town.stranger
    return {
        "number": str(number), "payee_name": other["name"], "payee_inn": other["inn"], "payee_kpp": other["kpp"],
        "payee_account": other["account"], "payee_bic": town.bank.bic if payee else SBER, "amount": amount,
        "purpose": f"Счёт {number}. НДС не облагается", "purpose_code": "", "uin": "",
    } | changes  # fmt: skip


def file(town, *payments, **fields):
    total = sum(round(float(row["amount"]) * 100) for row in payments)
    given = {
        "account": town.ann.account, "count": str(len(payments)), "total": f"{total // 100}.{total % 100:02}",
        "payments": list(payments),
    }  # fmt: skip
    return town.ann.file("payment_register", **(given | fields))


def results(town):
    (signed,) = town.made("ann", "payment_results")
    return signed.fields


def test_payments_within_the_bank_are_debited_one_by_one(town):
    posted = town.balance(town.ann)[0]
    sent = file(town, payment(town, 1, payee=town.bob), payment(town, 2, "250.50", payee=town.bob))
    assert town.balance(town.ann) == (posted, 35_050)
    town.run(seconds=5)
    assert town.state(sent)[0] == "executed"
    assert town.balance(town.ann) == (posted - 35_050, 0)
    assert town.balance(town.bob) == (35_050, 0)
    legs = town.query(select(transfer.c.leg, transfer.c.amount).where(transfer.c.document_id == sent))
    assert sorted(legs) == [(1, 10_000), (2, 25_050)]
    entries = [e.data for e in town.events("bob") if e.kind == "entry"]
    assert [(e["number"], e["operation_type"], e["document_id"]) for e in entries] == [
        ("1", "01", ""),
        ("2", "01", ""),
    ]
    told = results(town)
    assert (told["executed_count"], told["refused"], told["related"]) == ("2", "0.00", sent)
    assert town.bank.audit() == []


def test_a_register_is_partly_executed_and_says_why(town):
    posted = town.balance(town.ann)[0]
    town.bank.close_elsewhere(town.stranger["account"])
    town.bank.stop_payee(account_number(SBER, 778), "решение суда")
    sent = file(
        town,
        payment(town, 1, payee=town.bob),
        payment(town, 2),
        payment(town, 3, payee_account=account_number(SBER, 778)),
        payment(town, 4, payee_account=account_number(SBER, 779)),
        payment(town, 5, payee=town.bob, payee_account=account_number(town.bank.bic, 4040)),
        payment(town, 6, payee=town.bob, payee_inn=town.ann.inn),
    )
    town.run(seconds=60)
    assert town.state(sent)[0] == "accepted", "one of them goes with the clearing"
    town.run(hours=2)
    assert town.state(sent) == ("partly_executed", "register_partly")
    assert town.balance(town.ann) == (posted - 20_000, 0)
    told = results(town)["payments"]
    assert [row["result"] for row in told] == [
        "executed",
        "refused",
        "refused",
        "executed",
        "refused",
        "refused",
    ]
    assert "решение суда" in told[2]["reason"]
    assert all(bool(row["reason"]) is (row["result"] == "refused") for row in told)
    assert town.bank.audit() == []


def test_a_register_of_nothing_but_faults_moves_nothing(small_town):
    town = small_town
    town.bank.close_elsewhere(town.stranger["account"])
    before = town.balance(town.ann)
    sent = file(town, payment(town, 1), payment(town, 2))
    town.run(hours=3)
    assert town.state(sent) == ("refused_abs", "register_nothing")
    assert town.balance(town.ann) == before


def test_a_register_beyond_the_balance_is_refused_whole(small_town):
    town = small_town
    before = town.balance(town.ann)
    sent = file(
        town, payment(town, 1, "900000.00", payee=town.bob), payment(town, 2, "200000.00", payee=town.bob)
    )
    assert town.state(sent) == ("refused_abs", "insufficient_funds")
    assert town.balance(town.ann) == before


def test_a_recalled_register_gives_all_back(small_town):
    town = small_town
    before = town.balance(town.ann)
    sent = file(town, payment(town, 1), payment(town, 2, payee=town.bob))
    assert town.state(town.ann.recall(sent))[0] == "executed"
    town.run(hours=3)
    assert town.state(sent)[0] == "recalled"
    assert (town.balance(town.ann), town.balance(town.bob)) == (before, (0, 0))
    assert town.bank.audit() == []


def test_the_same_register_is_paid_once(small_town):
    town = small_town
    first = file(town, payment(town, 1, payee=town.bob), number="5")
    assert town.state(file(town, payment(town, 1, payee=town.bob), number="5")) == (
        "rejected",
        "register_repeated",
    )
    town.run(seconds=5)
    assert town.state(first)[0] == "executed"
    assert town.balance(town.bob) == (10_000, 0)


@pytest.mark.parametrize(
    ("change", "code"), [({"total": "100.01"}, "total_differs"), ({"account": "bob"}, "not_own_account")]
)
def test_a_faulty_head_is_refused(small_town, change, code):
    town = small_town
    change = {key: town.bob.account if text == "bob" else text for key, text in change.items()}
    sent = file(town, payment(town, 1), **change)
    assert town.state(sent) == ("bad_details", code)


def test_a_fault_in_the_middle_leaves_the_hold_and_nothing_else(small_town):
    town = small_town
    posted = town.balance(town.ann)[0]
    sent = file(town, payment(town, 1, payee=town.bob), payment(town, 2, payee=town.bob))
    town.change(
        "CREATE TRIGGER no_leg BEFORE INSERT ON transfer WHEN NEW.leg = 2 BEGIN SELECT RAISE(ABORT, 'stopped'); END"
    )
    with pytest.raises(Exception, match="stopped"):
        town.run(seconds=5)
    assert (town.balance(town.ann), town.balance(town.bob)) == ((posted, 20_000), (0, 0))
    town.change("DROP TRIGGER no_leg")
    town.run(seconds=60)
    assert town.state(sent)[0] == "executed"
    assert town.balance(town.bob) == (20_000, 0)
    assert town.bank.audit() == []
