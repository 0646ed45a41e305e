"""Rouble documents from draft to their end over the real wire: demands between two clients, registers, charges, parts, fees."""

from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from bank_stage import Stage

from bsclient.bank.server import Place, open_bank
from bsclient.domain.states import State
from bsclient.printing.canvas import pdf_bytes
from bsclient.services.documents.listing import Filter
from bsclient.services.documents.prints import Prints
from bsclient.tour.stage import PASSPHRASE

pytestmark = pytest.mark.scenario

VASILEK = {
    "payer_name": 'ООО "Василёк"', "payer_inn": "7716987655", "payer_account": "40702810300020000201", "payer_bic": "044525888",
}  # fmt: skip


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with Stage(tmp_path_factory.mktemp("roubles")) as made:
        yield made


@pytest.fixture(scope="module")
def vasilek(stage):
    """The payer: one signature."""
    made = stage.desk("vasilek")
    stage.synchronise(made)
    return made


@contextmanager
def core(stage):
    """The bank's core over the same base."""
    bank, _ = open_bank(Place(stage.folder / "bank", ""))
    with closing(bank):
        yield bank


def saved(desk, kind, given, state=State.NEW):
    draft = desk.drafts.begin(kind, given)
    done = desk.drafts.save(draft)
    assert done.state is state, desk.drafts.check(kind, done.raw, done.id)
    return done


def sign_alone(desk, *ids):
    sheet = desk.signing.prepare(ids)
    assert not sheet.refused, sheet.refused
    return desk.signing.sign(sheet, PASSPHRASE)


def send_by_two(stage, kind, given):
    """Romashka's document: made and signed by the first person, signed by the second, sent; returns its id."""
    with closing(stage.desk("romashka", 0)) as first:
        stage.synchronise(first)
        made = saved(first, kind, given)
        assert sign_alone(first, made.id).partly == (made.id,)
    with closing(stage.desk("romashka", 1)) as second:
        assert sign_alone(second, made.id).full == (made.id,)
        second.delivery.queue((made.id,))
        stage.synchronise(second)
    return made.id


def romashka_sees(stage, document_id, *wanted):
    """Wait until Romashka's document is in one of these states; returns it."""
    with closing(stage.desk("romashka", 0)) as desk:
        stage.wait(desk, lambda: desk.drafts.get(document_id).state in wanted, seconds=100)
        return desk.drafts.get(document_id)


def demand(stage, amount, **fields):
    words = {
        "purpose": "Поставка по договору 5 от 01.09.2026. НДС не облагается",
        "amount": amount,
        "condition": "2",
    }
    return send_by_two(stage, "payment_demand", VASILEK | words | fields)


def came(stage, desk, amount):
    """Wait for the demand of this sum at the payer."""

    def found():
        rows = desk.listing.view(Filter(types=("incoming_demand",))).page(0, 50)
        return [row for row in rows if row.amount == Decimal(amount)]

    (row,) = stage.wait(desk, found)
    return row


def answer(stage, desk, incoming, decision, **fields):
    assert desk.incoming.open(incoming.id) in {State.READ, State.ANSWERED}
    draft = desk.incoming.answer(incoming.id, "demand_acceptance", {"decision": decision})
    draft.raw.update(fields)
    done = desk.drafts.save(draft)
    assert done.state is State.NEW, desk.drafts.check(done.type, done.raw, done.id)
    stage.send(desk, [done.id])
    stage.wait(desk, lambda: desk.drafts.get(done.id).state is State.EXECUTED)
    return done.id


def test_a_demand_is_accepted_and_paid(stage, vasilek, qapp):
    sent = demand(stage, "1210.00", acceptance_days="3")
    told = came(stage, vasilek, "1210.00")
    assert (told.state, told.account) == (State.INCOMING, VASILEK["payer_account"])
    assert vasilek.incoming.proof(told.id).ok
    before = vasilek.statements.accounts()[0].balance
    answered = answer(stage, vasilek, told, "full")
    stage.wait(vasilek, lambda: vasilek.statements.accounts()[0].balance == before - Decimal("1210.00"))
    stage.wait(vasilek, lambda: vasilek.drafts.get(told.id).state is State.ANSWERED)
    assert {view.id for view in vasilek.links.of(answered)} >= {told.id}
    assert romashka_sees(stage, sent, State.EXECUTED).state is State.EXECUTED
    pages = Prints(vasilek.place, vasilek.signing, "ru").pages([told.id, answered])
    assert pdf_bytes(pages, "x").startswith(b"%PDF")


def test_a_demand_is_accepted_in_part(stage, vasilek):
    sent = demand(stage, "1220.00")
    answer(
        stage,
        vasilek,
        came(stage, vasilek, "1220.00"),
        "partial",
        accepted_amount="20.00",
        reason="п. 3.2: часть товара",
    )
    assert romashka_sees(stage, sent, State.PARTLY_EXECUTED).state is State.PARTLY_EXECUTED


def test_a_demand_is_refused(stage, vasilek):
    sent = demand(stage, "1230.00")
    answer(stage, vasilek, came(stage, vasilek, "1230.00"), "refuse", reason="Товар не поставлен")
    assert romashka_sees(stage, sent, State.REJECTED).state is State.REJECTED


def test_a_demand_is_recalled_and_then_cannot_be_accepted(stage, vasilek):
    sent = demand(stage, "1240.00")
    told = came(stage, vasilek, "1240.00")
    with closing(stage.desk("romashka", 0)) as desk:
        shown = desk.drafts.get(sent)
        given = {
            "document_id": sent, "document_number": shown.raw["number"], "document_date": shown.raw["date"],
            "document_amount": "1240.00", "reason": "Ошибка",
        }  # fmt: skip
        request = saved(desk, "recall_request", given)  # disposes of nothing: one signature
        stage.send(desk, [request.id])
    assert romashka_sees(stage, sent, State.RECALLED).state is State.RECALLED
    vasilek.incoming.open(told.id)
    late = vasilek.drafts.save(vasilek.incoming.answer(told.id, "demand_acceptance", {"decision": "full"}))
    stage.send(vasilek, [late.id])
    stage.wait(vasilek, lambda: vasilek.drafts.get(late.id).state is State.REJECTED)


def test_a_collection_without_acceptance_in_advance_is_refused(stage, vasilek):
    given = VASILEK | {
        "amount": "10.00", "purpose": "Взыскание по договору 5 от 01.09.2026. НДС не облагается", "ground": "contract",
        "ground_number": "5", "ground_date": "2026-09-01",
    }  # fmt: skip
    sent = send_by_two(stage, "collection_order", given)
    assert romashka_sees(stage, sent, State.REJECTED).state is State.REJECTED


def test_a_register_is_partly_executed(stage, vasilek):
    def row(number, name, inn, account, bic, amount):
        return {
            "number": number, "payee_name": name, "payee_inn": inn, "payee_kpp": "", "payee_account": account, "payee_bic": bic,
            "amount": amount, "purpose": f"Счёт {number}. НДС не облагается", "purpose_code": "", "uin": "",
        }  # fmt: skip

    rows = [
        row("1", 'ООО "Ромашка"', "7705123452", "40702810300010000101", "044525888", "100.00"),
        row("2", 'ООО "Бывший партнёр"', "5405002213", "40702810400023000991", "045004774", "200.00"),
        row("3", 'АО "Столичный энергосбыт"', "7736119985", "40702810700038000052", "044525225", "300.00"),
    ]
    before = vasilek.statements.accounts()[0].balance
    made = saved(vasilek, "payment_register", {"account": VASILEK["payer_account"], "payments": rows})
    assert (made.raw["total"], made.raw["count"]) == ("600.00", "3")
    stage.send(vasilek, [made.id])
    stage.wait(vasilek, lambda: vasilek.drafts.get(made.id).state is State.PARTLY_EXECUTED, seconds=100)
    (told,) = stage.wait(vasilek, lambda: vasilek.listing.view(Filter(types=("payment_results",))).page(0, 5))
    results = vasilek.drafts.get(told.id).raw["payments"]
    assert [one["result"] for one in results] == ["executed", "refused", "executed"]
    assert "закрыт" in results[1]["reason"]
    stage.wait(vasilek, lambda: vasilek.statements.accounts()[0].balance == before - Decimal("400.00"))


def test_charges_are_asked_for_and_paid(stage, vasilek):
    made = saved(vasilek, "charge_request", {"search": "inn", "payer_inn": "7716987655"})
    stage.send(vasilek, [made.id])
    (told,) = stage.wait(vasilek, lambda: vasilek.listing.view(Filter(types=("charges",))).page(0, 5))
    paid = vasilek.drafts.save(vasilek.charges.payment(told.id, 0, VASILEK["payer_account"]))
    assert paid.state is State.NEW, vasilek.drafts.check(paid.type, paid.raw, paid.id)
    assert (paid.raw["uin"], paid.raw["amount"]) == ("18810177250917003318", "500.00")
    stage.send(vasilek, [paid.id])
    stage.wait(vasilek, lambda: vasilek.drafts.get(paid.id).state is State.EXECUTED, seconds=100)
    again = saved(
        vasilek, "charge_request", {"search": "uin", "payer_inn": "", "uin": paid.raw["uin"], "unpaid": ""}
    )
    stage.send(vasilek, [again.id])
    views = stage.wait(vasilek, lambda: vasilek.listing.view(Filter(types=("charges",))).page(0, 5)[1:])
    assert views
    ids = [row.id for row in vasilek.listing.view(Filter(types=("charges",))).page(0, 5)]
    states = {vasilek.drafts.get(one).raw["charges"][0]["state"] for one in ids}
    assert states == {"unpaid", "paid"}


def test_a_fee_and_a_part_come_as_orders_of_the_bank(stage, vasilek):
    second = vasilek.statements.accounts()[1]
    with core(stage) as bank:
        bank.take_fee(second.number, 1_500, "Комиссия за ведение счёта за октябрь 2026")
        bank.allow_parts("vasilek")
        bank.plan = replace(bank.plan, first_payment=0)  # else so large a sum for a new payee waits
    (told,) = stage.wait(vasilek, lambda: vasilek.listing.view(Filter(types=("bank_order",))).page(0, 5))
    assert (told.amount, told.account) == (Decimal("15.00"), second.number)
    given = {
        "payee_name": 'ООО "Ромашка"', "payee_inn": "7705123452", "payee_kpp": "770501001", "payee_bic": "044525888",
        "payee_account": "40702810300010000101", "payee_bank_name": 'АО "Демо-банк", г Москва',
        "payee_corr_account": "30101810300000000888", "amount": "99999999.00", "priority": "5",
        "purpose": "Оплата по договору 6 от 01.09.2026. НДС не облагается",
    }  # fmt: skip
    draft = vasilek.drafts.begin("payment_order", given, second.number)
    big = vasilek.drafts.save(draft)
    stage.send(vasilek, [big.id])
    (warrant,) = stage.wait(
        vasilek, lambda: vasilek.listing.view(Filter(types=("payment_warrant",))).page(0, 5)
    )
    raw = vasilek.drafts.get(warrant.id).raw
    assert Decimal(raw["amount"]) + Decimal(raw["rest"]) == Decimal("99999999.00")
    assert {view.id for view in vasilek.links.of(warrant.id)} >= {big.id}
    stage.wait(vasilek, lambda: vasilek.drafts.get(big.id).state is State.WAITING_FUNDS)


def test_an_acceptance_in_advance_pays_demands_until_it_is_withdrawn(stage, vasilek):
    demand(stage, "77.00")
    answer(stage, vasilek, came(stage, vasilek, "77.00"), "full", standing="1", standing_limit="500.00")
    (kept,) = stage.wait(vasilek, lambda: vasilek.products.list("acceptance", closed=False))
    at_once = demand(stage, "78.00", condition="1")
    assert romashka_sees(stage, at_once, State.EXECUTED).state is State.EXECUTED
    draft = saved(vasilek, "acceptance_withdrawal", {"acceptance": kept.id, "reason": "Договор расторгнут"})
    stage.send(vasilek, [draft.id])
    stage.wait(vasilek, lambda: vasilek.drafts.get(draft.id).state is State.EXECUTED)
    stage.wait(vasilek, lambda: not vasilek.products.list("acceptance", closed=False))


def test_a_mistake_of_the_bank_comes_as_a_memorial_order(stage, vasilek):
    second = vasilek.statements.accounts()[0]
    before = second.balance
    with core(stage) as bank:
        bank.mend(second.number, 10_000, "зачислено не тому получателю")
    (told,) = stage.wait(vasilek, lambda: vasilek.listing.view(Filter(types=("memorial_order",))).page(0, 5))
    assert told.amount == Decimal("100.00")
    assert vasilek.incoming.proof(told.id).ok
    stage.wait(
        vasilek,
        lambda: (
            {a.number: a.balance for a in vasilek.statements.accounts()}[second.number]
            == before - Decimal("100.00")
        ),
    )


def test_silence_ends_a_demand(stage, vasilek):
    """The last one: it moves the bank's clock."""
    sent = demand(stage, "1250.00", acceptance_days="1")
    came(stage, vasilek, "1250.00")
    with core(stage) as bank:
        bank.clock.set(shift=timedelta(days=15))
    assert romashka_sees(stage, sent, State.REJECTED).state is State.REJECTED
    with core(stage) as bank:
        assert bank.audit() == []
