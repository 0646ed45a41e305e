"""Payments to other banks, recalls in time and too late, orders that wait for funds, letters and their answers."""

import base64
import json
from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from bank_core_kit import PLAN, START, TODAY, Company, account_number
from sqlalchemy import select

from bsclient.bank import bankclock
from bsclient.bank.bankclock import Plan
from bsclient.bank.schema.tables import closed_account, correspondent_queue, hold, letter
from bsclient.clock import MOSCOW
from bsclient.crypto.certificates import Role
from bsclient.crypto.verify import Trust, Verifier
from bsclient.domain.canonical import decode_signed
from bsclient.domain.documents import RecallRequest
from bsclient.domain.money import parse_amount, to_minor
from bsclient.errors import NotAllowed

WAY = ["accepted", "exported", "accepted_abs", "executed"]


def holds(town):
    return {row.document_id: row.state for row in town.query(select(hold))}


def test_an_urgent_payment_goes_out_within_seconds(town):
    urgent = town.ann.pay(payment_kind="срочно")
    assert town.balance(town.ann) == (100_000_000, 100_000)
    assert holds(town) == {urgent: "pending"}
    seen = []
    for _ in range(4):
        seen.append(town.statuses("ann", urgent))
        town.run(seconds=PLAN.express)
    assert seen == [WAY[:1], WAY[:2], WAY[:3], WAY]
    assert town.balance(town.ann) == (100_000_000 - 100_000, 0)
    assert holds(town) == {urgent: "posted"}
    assert town.query(select(correspondent_queue)) == []
    assert [event.kind for event in town.events("ann")][-3:] == ["entry", "balance", "payee"]


def test_other_payments_wait_for_the_clearing_run(town):
    document_id = town.ann.pay()
    town.run(minutes=59)  # 10:59 in Moscow
    assert town.state(document_id)[0] == "accepted_abs"
    assert town.balance(town.ann) == (100_000_000, 100_000)
    town.run(minutes=1)
    assert town.state(document_id)[0] == "executed"
    head = town.bank.head("ann")
    town.run(hours=10)
    assert town.bank.head("ann") == head


def test_a_jump_of_the_clock_takes_all_steps_at_once(town):
    document_id = town.ann.pay()
    town.run(days=3)
    assert town.statuses("ann", document_id) == WAY


def test_the_other_bank_refuses_a_closed_account_and_the_money_stays(town):
    town.bank.close_elsewhere(town.stranger["account"])
    document_id = town.ann.pay(payment_kind="срочно")
    town.run(minutes=1)
    assert town.state(document_id) == ("refused_abs", "payee_account_closed")
    assert town.balance(town.ann) == (100_000_000, 0)
    assert holds(town) == {document_id: "voided"}
    assert len(town.transfers()) == 1  # the opening one


def test_many_payments_settle_exactly(town):
    ids = [town.ann.pay(amount=f"{at}.{at:02}") for at in range(1, 31)]
    total = sum(at * 100 + at for at in range(1, 31))
    assert town.balance(town.ann) == (100_000_000, total)
    town.run(hours=2)
    assert {town.state(document_id)[0] for document_id in ids} == {"executed"}
    assert town.balance(town.ann) == (100_000_000 - total, 0)


def test_a_recall_in_time_gives_the_money_back(town):
    document_id = town.ann.pay()
    town.run(seconds=30)
    recall = town.ann.recall(document_id)
    assert town.statuses("ann", document_id)[-2:] == ["suspended", "recalled"]
    assert town.statuses("ann", recall) == ["accepted", "executed"]
    assert town.balance(town.ann) == (100_000_000, 0)
    assert holds(town) == {document_id: "voided"}
    town.run(days=1)
    assert town.state(document_id)[0] == "recalled"
    assert len(town.transfers()) == 1


def test_a_recall_too_late_is_rejected_and_changes_nothing(town):
    document_id = town.ann.pay(town.bob)
    recall = town.ann.recall(document_id)
    assert town.state(recall) == ("rejected", "already_executed")
    assert town.state(document_id) == ("executed", "")
    assert town.balance(town.bob) == (100_000, 0)


def test_a_recall_may_come_in_the_same_batch_as_its_target(town):
    ann = town.ann
    order = ann.signed(ann.order())
    raw = {
        "number": "77",
        "date": TODAY.isoformat(),
        "document_id": order.id,
        "document_number": order.fields["number"],
        "document_date": order.fields["date"],
        "reason": "Ошибка",
    }
    recall = ann.signed(raw, RecallRequest)
    again = ann.signed(order.fields)
    ann.send(*(ann.incoming(item) for item in (order, recall, again)))
    assert [town.state(item.id)[0] for item in (order, recall, again)] == ["recalled", "executed", "accepted"]
    assert town.balance(ann) == (100_000_000, 100_000)
    town.run(days=1)
    assert town.state(again.id)[0] == "executed"
    assert town.balance(ann) == (100_000_000 - 100_000, 0)


def test_a_second_recall_and_one_of_a_refused_document(town):
    recalled = town.ann.pay()
    town.ann.recall(recalled)
    assert town.state(town.ann.recall(recalled)) == ("rejected", "recall_final")
    refused = town.ann.pay(amount="99000000.00")
    assert town.state(town.ann.recall(refused)) == ("rejected", "recall_final")
    wrong = town.ann.pay(date="2026-10-01")
    raw = {"document_number": "1", "document_date": "2026-10-01", "document_amount": ""}
    assert town.state(town.ann.recall(wrong, **raw))[0] in {"rejected", "bad_details"}
    assert town.balance(town.ann) == (100_000_000, 0)


def test_only_ones_own_payments_are_recalled(town):
    document_id = town.ann.pay()
    assert town.state(town.bob.recall(document_id)) == ("rejected", "recall_unknown")
    words = town.ann.letter()
    town.ann.send(town.ann.incoming(words))
    assert town.state(town.ann.recall(words.id)) == ("rejected", "recall_not_payment")
    assert town.state(document_id)[0] == "accepted"


@pytest.mark.parametrize("name", ["document_number", "document_date", "document_amount"])
def test_a_recall_names_the_document_as_it_is(small_town, name):
    wrong = {"document_number": "999", "document_date": "2026-11-17", "document_amount": "1.00"}[name]
    document_id = small_town.ann.pay()
    recall = small_town.ann.recall(document_id, **{name: wrong})
    assert small_town.last_status("ann", recall)["facts"]["field"] == name
    assert small_town.state(recall) == ("bad_details", "recall_mismatch")
    assert small_town.state(document_id)[0] == "accepted"


def poor(town):
    company = Company(town, "poor", "770500005", "(1)", [1], card_file=True)
    company.open_account(account_number(town.bank.bic, 5001))
    return company


def test_orders_wait_for_funds_and_go_by_priority(town):
    company = poor(town)
    late, tax = company.pay(town.bob, amount="700.00"), company.pay(town.bob, amount="600.00", priority="3")
    assert town.statuses("poor", late) == ["accepted", "waiting_funds"]
    town.run(seconds=1)
    assert town.state(tax)[0] == "waiting_funds"
    town.pay_in(company.account, 100_000)
    town.run(seconds=1)
    assert (town.state(tax)[0], town.state(late)[0]) == ("executed", "waiting_funds")
    town.pay_in(company.account, 30_000)
    town.run(seconds=1)
    assert town.state(late)[0] == "executed"
    assert town.balance(company) == (0, 0)


def test_a_waiting_order_to_another_bank_is_held_when_the_money_comes(town):
    company = poor(town)
    document_id = company.pay()
    town.pay_in(company.account, 100_000)
    town.run(seconds=1)
    assert town.balance(company) == (100_000, 100_000)
    town.run(hours=2)
    assert town.statuses("poor", document_id) == ["accepted", "waiting_funds", *WAY]


def test_a_waiting_order_can_be_recalled(town):
    company = poor(town)
    document_id = company.pay(town.bob)
    company.recall(document_id)
    town.pay_in(company.account, 100_000)
    town.run(seconds=1)
    assert town.state(document_id)[0] == "recalled"
    assert town.balance(company) == (100_000, 0)


def test_a_recall_gives_the_limit_of_the_day_back(small_town):
    town = small_town
    rich = Company(town, "rich", "770300003", "(1)", [1])
    rich.open_account(account_number(town.bank.bic, 3001), 1_000_000, day_limit=100_000)
    first = rich.pay()
    assert town.state(rich.pay()) == ("rejected", "day_limit")
    rich.recall(first)
    assert town.state(rich.pay()) == ("accepted", "")


def test_money_of_yesterday_that_comes_back_does_not_widen_the_limit_of_today(small_town):
    town = small_town
    rich = Company(town, "rich", "770300003", "(1)", [1])
    rich.open_account(account_number(town.bank.bic, 3001), 1_000_000, day_limit=100_000)
    town.bank.close_elsewhere(town.stranger["account"])
    town.run(hours=12)  # 22:00: cleared tomorrow
    late = rich.pay(amount="600.00")
    town.run(hours=11)
    assert town.state(rich.pay(town.bob, amount="600.00")) == ("executed", "")
    town.run(hours=3)
    assert town.state(late) == ("refused_abs", "payee_account_closed")
    assert town.state(rich.pay(town.bob, amount="600.01")) == ("rejected", "day_limit")


def test_orders_that_waited_for_funds_keep_to_the_limit_of_the_day(small_town):
    town = small_town
    company = Company(town, "poor", "770500005", "(1)", [1], card_file=True)
    company.open_account(account_number(town.bank.bic, 5001), day_limit=100_000)
    orders = [company.pay(town.bob, amount="700.00")]
    town.time.forward(seconds=1)
    orders.append(company.pay(town.bob, amount="700.01"))
    town.pay_in(company.account, 200_000)
    town.run(seconds=1)
    assert [town.state(one)[0] for one in orders] == ["executed", "waiting_funds"]
    town.run(days=1)
    assert town.state(orders[1])[0] == "executed"


def test_an_operator_refuses_a_payment_with_a_note(town):
    document_id = town.ann.pay()
    town.bank.reject(document_id, note="Нет договора")
    told = town.last_status("ann", document_id)
    assert (told["state"], told["code"], told["note"]) == ("rejected", "rejected_by_operator", "Нет договора")
    assert town.balance(town.ann) == (100_000_000, 0)
    with pytest.raises(NotAllowed, match="document_final"):
        town.bank.reject(document_id)


def test_a_letter_is_acknowledged_and_answered_once_by_letters_that_the_bank_signs(town):
    asked = town.ann.letter("Тарифы")
    town.ann.send(town.ann.incoming(asked))
    town.run(seconds=PLAN.desk_answer)
    town.run(seconds=PLAN.desk_answer)
    events = [event for event in town.events("ann") if event.kind == "document"]
    trust = Trust(town.bank.keys.authority.certificate, roles=frozenset({Role.BANK}))
    letters = []
    for event in events:
        body, signature = (base64.b64decode(event.data[name]) for name in ("body", "signature"))
        Verifier(trust).verify(body, signature, event.time)
        letters.append(decode_signed(body))
    assert [item.fields["automatic"] for item in letters] == ["1", "2"]
    for answer in letters:
        assert (answer.purpose, answer.type, answer.client) == (
            "bsclient.bank_document/1",
            "bank_letter",
            "ann",
        )
        assert answer.fields["thread"] == answer.fields["in_reply_to"] == asked.id
        assert answer.fields["subject"] == "Re: Тарифы"
        assert asked.fields["number"] in answer.fields["body"]
    assert town.statuses("ann", asked.id) == ["accepted", "executed"]


def test_a_further_letter_stays_in_its_conversation(small_town):
    town = small_town
    first = town.ann.letter("Тарифы")
    town.ann.send(town.ann.incoming(first))
    town.run(seconds=PLAN.desk_answer)
    second = town.ann.letter("Re: Тарифы", thread=first.id)
    town.ann.send(town.ann.incoming(second))
    town.run(seconds=PLAN.desk_answer)
    answers = town.query(select(letter))
    assert [row.thread for row in answers] == [first.id] * 4
    assert Counter(row.in_reply_to for row in answers) == {first.id: 2, second.id: 2}
    for row in answers:
        assert json.loads(bytes(row.body))["fields"]["subject"] == "Re: Тарифы"


def moscow(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("after", "run"),
    [
        (moscow(18, 10), moscow(18, 11)),
        (moscow(18, 11), moscow(18, 14)),
        (moscow(18, 20, 59), moscow(18, 21)),
        (moscow(18, 21), moscow(19, 11)),
        (moscow(20, 22), moscow(23, 11)),  # over a weekend
        (moscow(3, 22), moscow(5, 11)),  # over National Unity Day
    ],
)
def test_clearing_runs(after, run):
    assert Plan().next_run(after) == run


def test_a_demo_settles_every_minute_of_every_day():
    plan = bankclock.demo_plan()
    sunday = moscow(22, 9, 30) + timedelta(seconds=5)
    assert plan.next_run(sunday) == moscow(22, 9, 31)
    assert plan.value_date(sunday) == date(2026, 11, 22)
    assert Plan().value_date(sunday) == date(2026, 11, 23)
    assert len(plan.clearing) == 24 * 60
    assert plan.clearing[-1] == time(23, 59)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 1, 9), False),
        (date(2026, 1, 12), True),
        (date(2026, 2, 23), False),
        (date(2026, 3, 9), False),
        (date(2026, 5, 11), False),
        (date(2026, 6, 12), False),
        (date(2026, 11, 4), False),
        (date(2026, 11, 21), False),
        (date(2026, 12, 31), False),
        (date(2026, 12, 30), True),
        (date(2027, 1, 8), False),
        (date(2027, 2, 20), True),  # a Saturday that is worked for the Monday after it
        (date(2027, 2, 22), False),
        (date(2027, 5, 3), False),
        (date(2027, 11, 5), False),
        (date(2027, 12, 30), True),
        (date(2027, 12, 31), False),
    ],
)
def test_working_days(day, works):
    assert bankclock.working_day(day) is works
    assert bankclock.working_day(bankclock.next_working_day(day))


def test_the_clock_runs_ahead_never_back_and_is_kept(small_town):
    bank, real = small_town.bank, small_town.time
    assert bank.clock() == START
    bank.clock.set(factor=60, shift=timedelta(hours=1))
    real.forward(seconds=30)
    assert bank.clock() == START + timedelta(hours=1, minutes=30)
    bank.clock.set(factor=1)
    real.forward(seconds=30)
    expected = START + timedelta(hours=1, minutes=30, seconds=30)
    assert bank.clock() == expected
    assert bankclock.BankClock(bank.store, real)() == expected
    with pytest.raises(NotAllowed, match="clock_back"):
        bank.clock.set(shift=timedelta(seconds=-1))
    with pytest.raises(NotAllowed, match="clock_back"):
        bank.clock.set(factor=-1)


def test_one_payment_that_cannot_settle_does_not_hold_up_the_others(small_town, caplog):
    town = small_town
    broken, *others = [town.ann.pay(payment_kind="срочно") for _ in range(4)]
    town.change("UPDATE hold SET state = 'voided' WHERE document_id = :of", of=broken)
    town.run(minutes=1)
    assert {town.state(document_id)[0] for document_id in others} == {"executed"}
    assert town.state(broken)[0] == "accepted_abs"
    assert broken in caplog.text
    town.bank.tick()  # ends, though the payment is still due


def test_balances_follow_the_order_of_posting_also_where_value_dates_go_back(small_town):
    """A payment of Friday that is settled on Sunday counts on Monday, a transfer within the bank after it on Sunday."""
    town = small_town
    days = [date(2026, 11, day) for day in (20, 22, 23)]
    town.time.forward(days=2, hours=10)  # Friday, after the last run
    late = town.ann.pay()
    town.time.forward(days=1, hours=18)  # Sunday: nobody ticked meanwhile
    town.bank.tick()
    inside = town.ann.pay(town.bob, date=days[1].isoformat())
    assert (town.state(late)[0], town.state(inside)[0]) == ("executed", "executed")
    number = town.ann.accounts[0]
    told = town.bank.statement("ann", number, (days[0], days[2]))
    assert [entry.value_date for entry in told.entries] == [days[2].isoformat(), days[1].isoformat()]
    balance = told.opening
    for entry in told.entries:
        balance -= to_minor(parse_amount(entry.amount))
        assert to_minor(parse_amount(entry.balance_after)) == balance
    assert told.closing == balance
    sunday = town.bank.statement("ann", number, (days[1], days[1]))
    assert (sunday.opening, sunday.debits) == (told.opening, 100_000)


def test_an_account_is_stopped_or_closed_as_often_as_one_says_so(town):
    """Operators and programs may say it again: the last reason counts."""
    closed = account_number("044525225", 779)
    for _ in range(2):
        town.bank.close_elsewhere(closed)
        assert town.query(select(closed_account.c.account)) == [(closed,)]
    for reason in ("решение суда", "решение службы безопасности"):
        town.bank.stop_payee(town.stranger["account"], reason)
    told = town.last_status("ann", town.ann.pay())
    assert told["facts"]["reason"] == "решение службы безопасности"
