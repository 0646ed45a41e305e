"""Registers of payments to people at the client: each row is a payee, held against what the bank has signed of him."""

import pytest
from local_kit import BIC, INN, OWN, codes, keyed
from payee_campaign_kit import Client

from bsclient.domain import checks
from bsclient.domain.problems import Severity
from bsclient.domain.states import State
from bsclient.errors import NotAllowed

NAMES = ("Иванов Пётр Сергеевич", "Смирнова Ольга Юрьевна", "Мамин-Сибиряк Дмитрий")
THIEF = keyed(BIC, "40817810000000000666")


def inn(body):
    return body + checks.inn_check_digits(body)


def person(at, *, named=True):
    """A payee as the bank tells of him."""
    return {
        "payee_name": NAMES[at], "payee_inn": inn(f"770411223{at}") if named else "",
        "payee_account": keyed(BIC, f"4081781000000000010{at}"), "payee_bic": BIC,
    }  # fmt: skip


def row(kind, at, amount="100.00", **changes):
    who = person(at)
    made = {
        "number": str(at + 1),
        "name": who["payee_name"],
        "account": who["payee_account"],
        "bic": BIC,
        "amount": amount,
    }
    if kind == "self_employed_register":
        made |= {"inn": who["payee_inn"], "phone": "", "service": f"Вёрстка {at}"}
    else:
        made |= {"personnel_number": f"{at + 1:04}", "withheld": "", "note": ""}
    return made | changes


def register(client, kind, rows):
    """Save a register and return its draft."""
    said = {
        "self_employed_register": {"operation": "services", "purpose": "Оплата плательщикам НПД"},
        "salary_register": {"agreement": "ЗП-1", "kind_of_pay": "salary", "month": "2026-11", "income_code": "1", "purpose": "Зарплата"},
    }[kind]  # fmt: skip
    minor = sum(int(each["amount"].replace(".", "")) for each in rows)
    given = {
        "payer_name": 'ООО "Ромашка"', "payer_inn": INN, "payer_account": OWN, "payer_bic": BIC, "rows": rows,
        "count": str(len(rows)), "amount": f"{minor // 100}.{minor % 100:02}", **said,
    }  # fmt: skip
    draft = client.drafts.new(kind)
    raw = {**draft.raw, **given, "date": "2026-11-20"}
    saved = client.drafts.save(type(draft)(draft.id, draft.type, draft.state, raw))
    assert saved.state is State.NEW, client.drafts.check(kind, saved.raw, saved.id)
    return saved


def found(client, draft):
    return {
        (each.field, each.code)
        for each in client.drafts.check(draft.type, draft.raw, draft.id)
        if each.code.startswith("payee")
    }


KINDS = pytest.mark.parametrize("kind", ["self_employed_register", "salary_register"])


@pytest.fixture
def client(tmp_path, kind):
    named = kind == "self_employed_register"
    made = Client(tmp_path, [person(at, named=named) for at in range(3)])
    yield made
    made.close()


@KINDS
def test_honest_rows_are_let_alone(client, kind):
    draft = register(client, kind, [row(kind, at) for at in range(3)])
    assert found(client, draft) == set()
    (item,) = client.signing.prepare([draft.id]).items
    assert not item.red


@KINDS
def test_a_swapped_account_of_a_row_is_red_and_its_register_is_signed_alone(client, kind):
    draft = register(client, kind, [row(kind, 0), row(kind, 1, account=THIEF)])
    assert found(client, draft) == {("rows.1.account", "payee_account_changed")}
    other = register(client, kind, [row(kind, 2)])
    both = client.signing.prepare([draft.id, other.id])
    assert [item.id for item in both.items] == [other.id]
    assert [(each.id, each.code) for each in both.refused] == [(draft.id, "red_alone")]
    alone = client.signing.prepare([draft.id])
    assert [item.red for item in alone.items] == [True]
    (problem,) = [each for each in alone.items[0].problems if each.code == "payee_account_changed"]
    assert (problem.facts["expected"], problem.facts["value"]) == (person(1)["payee_account"], THIEF)
    with pytest.raises(NotAllowed, match="red_reason_missing"):
        client.signing.sign(alone, "")


@KINDS
def test_one_account_in_several_rows_is_red(client, kind):
    rows = [
        row(kind, 0),
        row(kind, 1, account=THIEF, name="Новиков Олег"),
        row(kind, 2, account=THIEF, name="Павлова Инна"),
    ]
    if kind == "self_employed_register":
        for at in (1, 2):
            rows[at]["inn"] = inn(f"770411229{at}")
    draft = register(client, kind, rows)
    assert ("rows.1.account", "payees_one_account") in found(client, draft)
    assert client.signing.prepare([draft.id]).items[0].red


@KINDS
@pytest.mark.parametrize(("amount", "told"), [("200000.00", False), ("300000.00", True)])
def test_a_first_large_payment_is_red_rows_of_one_account_added_up(client, kind, amount, told):
    fresh = {"account": THIEF, "name": "Новиков Олег"}
    if kind == "self_employed_register":
        fresh["inn"] = inn("7704112299")
    rows = [row(kind, 0, "700000.00"), row(kind, 1, amount, **fresh), row(kind, 2, amount, **fresh)]
    draft = register(client, kind, rows)
    assert found(client, draft) == ({("rows.2.amount", "payee_first_large")} if told else set())
    assert client.signing.prepare([draft.id]).items[0].red is told


@KINDS
def test_a_blocked_payee_stops_the_draft(client, kind):
    named = kind == "self_employed_register"
    client.tell(client.bank.word(2, [person(1, named=named)], stated="blocked"))
    client.payees._book = client.payees._words = None
    draft = client.drafts.new(kind)
    raw = {**draft.raw, "rows": [row(kind, 0), row(kind, 1)]}
    problems = client.drafts.check(kind, raw, draft.id)
    blocked = [each for each in problems if each.code == "payee_blocked_by_you"]
    assert [(each.field, each.severity) for each in blocked] == [("rows.1.account", Severity.BLOCK)]


@pytest.mark.parametrize("kind", ["salary_register"])
def test_wages_have_no_taxpayers_number_to_miss(client, kind):
    """Who was paid by an order with his INN before is the same person in a register, which has no such field."""
    client.tell(client.bank.word(2, [person(0)]))
    client.payees._book = client.payees._words = None
    draft = register(client, kind, [row(kind, 0), row(kind, 1)])
    assert "payee_inn_missing" not in codes(client.drafts.check(kind, draft.raw, draft.id))


LETTER = {
    "regime": "rub", "currency": "RUB", "beneficiary_name": NAMES[0], "beneficiary_inn": person(0)["payee_inn"],
    "beneficiary_account": person(0)["payee_account"], "beneficiary_bic": BIC,
}  # fmt: skip
DEMAND = {**person(0), "decision": "full", "payer_account": OWN}


@pytest.mark.parametrize("kind", ["self_employed_register"])
@pytest.mark.parametrize(
    ("other", "raw", "field", "amount"),
    [
        ("lc_opening", LETTER, "beneficiary_account", "amount"),
        ("demand_acceptance", DEMAND, "payee_account", "accepted_amount"),
    ],
)
def test_letters_of_credit_and_acceptances_are_compared_too(client, other, raw, field, amount):
    def said(**changes):
        problems = client.drafts.check(other, {**raw, amount: "700000.00", **changes}, "")
        return {(each.field, each.code) for each in problems if each.code.startswith("payee_")}

    assert said() == set(), "he was paid before"
    assert said(**{field: THIEF}) == {(field, "payee_account_changed")}
    name = "beneficiary" if other == "lc_opening" else "payee"
    new = {field: THIEF, f"{name}_name": "Новиков Олег", f"{name}_inn": inn("7704112299")}
    assert said(**new) == {(field, "payee_new"), (amount, "payee_first_large")}
    assert said(**new, **{amount: "599999.99"}) == {(field, "payee_new")}
    client.tell(client.bank.word(2, [person(0)], stated="blocked"))
    client.payees._book = client.payees._words = None
    assert (field, "payee_blocked_by_you") in said()


@pytest.mark.parametrize("kind", ["self_employed_register"])
def test_a_letter_of_credit_abroad_is_told_at_its_own_field(client):
    paid = {
        "payee_name": "NORDIC PAPER GMBH",
        "payee_inn": "",
        "payee_account": "DE89370400440532013000",
        "payee_bic": "COBADEFFXXX",
    }
    client.tell(client.bank.word(2, [paid]))
    client.payees._book = client.payees._words = None
    raw = {
        "regime": "ucp", "currency": "EUR", "beneficiary_name": paid["payee_name"], "beneficiary_swift": "COBADEFFXXX",
        "beneficiary_number": "LT601010012345678901", "amount": "900000.00",
    }  # fmt: skip
    problems = client.drafts.check("lc_opening", raw, "")
    told = {(each.field, each.code) for each in problems if each.code.startswith("payee_")}
    assert told == {("beneficiary_number", "payee_account_changed")}


@pytest.mark.parametrize("kind", ["self_employed_register"])
def test_who_refuses_a_demand_pays_nobody(client):
    raw = {**DEMAND, "decision": "refuse", "payee_account": THIEF}
    problems = client.drafts.check("demand_acceptance", raw, "")
    assert not [each for each in problems if each.code.startswith("payee_")]
