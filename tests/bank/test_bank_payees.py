"""The bank's guard over payees: its own history, waits before first payments, cards set by two persons, signed words."""

import base64
from datetime import timedelta

import bank_core_kit as kit
import pytest
from sqlalchemy import insert, select

from bsclient.bank.bankclock import Plan
from bsclient.bank.payees import history as payee_history
from bsclient.bank.schema.payees import payee, payee_hold
from bsclient.crypto.certificates import Role
from bsclient.crypto.verify import Trust, Verifier
from bsclient.protocol.keys import Reason
from bsclient.protocol.payees import PayeesTold

LIMIT = Plan(first_payment=5_000_000, changed_payment=1_000_000, cooling=3600)
BIG, SMALL, MIDDLE = "60000.00", "1000.00", "12000.00"
OTHER_INN = kit.company_inn("770555444")
THIEF = kit.account_number(kit.SBER, 666)


@pytest.fixture
def guarded(town):
    town.bank.plan = LIMIT
    return town


def two(town, name="duo"):
    """A company of two signatures."""
    made = kit.Company(town, name, "770300003", "(11)", [1, 2])
    made.open_account(kit.account_number(town.bank.bic, 3001), 100_000_000)
    return made


def pay(company, payee=None, **changes):
    """A payment of the bank's own day."""
    return company.pay(payee, date=company.town.today.isoformat(), **changes)


def cards(town, client="ann"):
    rows = town.query(select(payee).where(payee.c.client_id == client, payee.c.executed > 0))
    return {row.account: row for row in rows}


def words(town, client="ann"):
    """What the client was told of his payees, each event verified."""
    verifier = Verifier(Trust(town.bank.keys.authority.certificate, roles=frozenset({Role.BANK})))
    found = []
    for item in town.events(client):
        if item.kind == "payee":
            body, signature = (base64.b64decode(item.data[name]) for name in ("body", "signature"))
            verifier.verify(body, signature, item.time)
            told = PayeesTold.decode(body)
            assert told.client == client
            found += told.payees
    return found


def learn(town, days=11, **changes):
    """Pay the stranger once, long enough ago."""
    document = pay(town.ann, amount=SMALL, **changes)
    town.run(days=1)
    assert town.state(document) == ("executed", "")
    town.run(days=days - 1)
    return document


def test_the_history_is_made_of_executed_payments(guarded):
    learn(guarded)
    pay(guarded.ann, guarded.bob, amount=SMALL)
    refused = pay(guarded.ann, guarded.bob, payee_account=kit.account_number(guarded.bank.bic, 9999))
    assert guarded.state(refused)[0] == "rejected"
    known = cards(guarded)
    stranger = known[guarded.stranger["account"]]
    assert (stranger.executed, stranger.total, stranger.inn) == (1, 100_000, guarded.stranger["inn"])
    assert set(known) == {guarded.stranger["account"], guarded.bob.account}
    pay(guarded.ann, amount=SMALL)
    guarded.run(days=3)
    stranger = cards(guarded)[guarded.stranger["account"]]
    assert (stranger.executed, stranger.total) == (2, 200_000)
    assert stranger.first_day < stranger.last_day


def test_a_base_without_a_history_gets_one_of_what_was_posted(guarded):
    learn(guarded)
    pay(guarded.ann, guarded.bob, amount=SMALL)
    before = {key: tuple(row)[:11] for key, row in cards(guarded).items()}
    guarded.change("DELETE FROM payee")
    with guarded.bank.store.write() as connection:
        payee_history.begin(connection)
    assert {key: tuple(row)[:11] for key, row in cards(guarded).items()} == before
    with guarded.bank.store.write() as connection:
        payee_history.begin(connection)
    assert {key: tuple(row)[:11] for key, row in cards(guarded).items()} == before


def test_a_first_payment_above_the_limit_waits_and_goes_on_by_time(guarded):
    document = pay(guarded.ann, amount=BIG)
    told = guarded.last_status("ann", document)
    assert (told["state"], told["code"]) == ("suspended", "payee_hold_new")
    assert told["facts"]["until"] == (kit.START + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%S.000000Z")
    assert (told["facts"]["limit"], told["facts"]["signs"]) == ("50000.00", "payee")
    assert guarded.balance(guarded.ann, 0)[1] == 0
    guarded.run(minutes=59)
    assert guarded.state(document)[0] == "suspended"
    guarded.run(minutes=2)
    guarded.run(days=1)
    assert guarded.state(document) == ("executed", "")
    assert not guarded.query(select(payee_hold))


@pytest.mark.parametrize("amount", [SMALL, "49999.99"])
def test_a_small_first_payment_goes_at_once(guarded, amount):
    document = pay(guarded.ann, amount=amount)
    assert guarded.state(document)[0] == "accepted"


def test_many_small_payments_are_one_large_one(guarded):
    first, second, third = (pay(guarded.ann, amount="20000.00") for _ in range(3))
    assert [guarded.state(one)[0] for one in (first, second, third)] == ["accepted", "accepted", "suspended"]
    batch = [
        guarded.ann.signed(guarded.ann.order(guarded.bob, date=guarded.today.isoformat(), amount="20000.00"))
        for _ in range(3)
    ]
    guarded.ann.send(*(guarded.ann.incoming(each) for each in batch))
    assert [guarded.state(each.id)[0] for each in batch] == ["executed", "executed", "suspended"]


def test_a_payee_is_known_after_ten_days_not_before(guarded):
    learn(guarded, days=9)
    assert guarded.state(pay(guarded.ann, amount=BIG))[0] == "suspended"
    guarded.run(days=2)
    assert guarded.state(pay(guarded.ann, amount=BIG))[0] == "accepted"


@pytest.mark.parametrize(
    "changes",
    [
        {"payee_account": THIEF},
        {"payee_account": THIEF, "payee_inn": OTHER_INN},
        {"payee_inn": OTHER_INN},
        {"payee_account": THIEF, "payee_inn": OTHER_INN, "payee_name": 'OOO "Cтopонний"'},
    ],
)
def test_changed_requisites_wait_above_a_lower_limit(guarded, changes):
    learn(guarded)
    document = pay(guarded.ann, amount=MIDDLE, **changes)
    told = guarded.last_status("ann", document)
    assert (told["state"], told["code"]) == ("suspended", "payee_hold_changed")
    assert told["facts"]["expected"] == guarded.stranger["account"]
    assert guarded.state(pay(guarded.ann, amount=SMALL, **changes))[0] in {"accepted", "suspended"}
    honest = pay(
        guarded.ann, amount=MIDDLE, payee_name='Общество с ограниченной ответственностью "Сторонний"'
    )
    assert guarded.state(honest)[0] == "accepted"


def test_night_and_many_new_payees_are_told_as_signs(guarded):
    guarded.time.forward(hours=13)  # 23:00 in Moscow
    for tail in range(700, 705):
        pay(
            guarded.ann,
            amount=SMALL,
            payee_account=kit.account_number(kit.SBER, tail),
            payee_inn=kit.company_inn(f"770800{tail}"),
            payee_name=f"Новый {tail}",
        )
    document = pay(guarded.ann, amount=BIG)
    assert guarded.last_status("ann", document)["facts"]["signs"] == "payee night speed"


def test_own_accounts_and_the_treasury_do_not_wait(guarded):
    own = guarded.ann.open_account(kit.account_number(guarded.bank.bic, 1002))
    document = pay(guarded.ann, guarded.ann, amount=BIG, payee_account=own)
    assert guarded.state(document)[0] == "executed"


def test_a_waiting_payment_can_be_recalled_and_never_goes_then(guarded):
    document = pay(guarded.ann, amount=BIG)
    request = guarded.ann.recall(document)
    assert guarded.state(document) == ("recalled", "recalled_by_client")
    assert guarded.state(request)[0] == "executed"
    guarded.run(days=3)
    assert guarded.state(document)[0] == "recalled"
    assert guarded.bank.audit() == []


def test_a_register_waits_whole_and_is_recalled_whole(guarded):
    rows = [
        {
            "number": str(at), "payee_name": f"Получатель {at}", "payee_inn": kit.company_inn(f"77080000{at}"), "payee_account":
            kit.account_number(kit.SBER, 800 + at), "payee_bic": kit.SBER, "amount": amount, "purpose": f"Счёт {at}",
        }
        for at, amount in ((1, SMALL), (2, BIG))
    ]  # fmt: skip

    def send():
        return guarded.ann.file(
            "payment_register", account=guarded.ann.account, payments=rows, total="61000.00", count="2", priority="5",
        )  # fmt: skip

    document = send()
    assert guarded.state(document) == ("suspended", "payee_hold_new"), guarded.last_status("ann", document)
    assert guarded.balance(guarded.ann, 0)[1] == 0
    guarded.ann.recall(document)
    assert guarded.state(document)[0] == "recalled"
    document = send()
    guarded.run(hours=2)
    guarded.run(days=2)
    assert guarded.state(document)[0] == "executed"
    assert len(cards(guarded)) == 2
    assert guarded.bank.audit() == []


def confirmation(company, document, signers):
    raw = {
        "number": str(company.town.number()),
        "date": company.town.today.isoformat(),
        "document_id": document,
        "reason": "Позвонили директору по номеру из договора",
    }
    kind = kit.registry["payment_confirmation"]
    signed = company.signed(raw, kind)
    company.send(company.incoming(signed, signers=signers))
    return signed.id


def test_another_person_confirms_and_the_payment_goes_at_once(guarded):
    duo = two(guarded)
    document = pay(duo, guarded.bob, amount=BIG)
    assert guarded.state(document)[0] == "suspended"
    by_first = confirmation(duo, document, duo.people[:1])
    assert guarded.state(by_first) == ("rejected", "confirm_other_person")
    assert guarded.state(document)[0] == "suspended"
    by_second = confirmation(duo, document, duo.people[1:])
    assert guarded.state(by_second)[0] == "executed"
    assert guarded.state(document)[0] == "executed"
    again = confirmation(duo, document, duo.people[1:])
    assert guarded.state(again) == ("rejected", "confirm_not_waiting")
    assert guarded.bank.audit() == []


def test_nobody_confirms_for_another_company_or_alone(guarded):
    document = pay(guarded.ann, guarded.bob, amount=BIG)
    duo = two(guarded)
    assert guarded.state(confirmation(duo, document, duo.people[1:])) == ("rejected", "confirm_unknown")
    assert guarded.state(confirmation(guarded.ann, document, guarded.ann.people)) == (
        "rejected",
        "confirm_other_person",
    )
    assert guarded.state(document)[0] == "suspended"


def test_a_confirmed_payment_without_money_is_refused_as_any_other(guarded):
    duo = two(guarded)
    document = pay(duo, guarded.bob, amount="900000.00")
    guarded.state(confirmation(duo, pay(duo, guarded.bob, amount="900000.01"), duo.people[1:]))
    assert guarded.state(confirmation(duo, document, duo.people[1:]))[0] == "executed"
    assert guarded.state(document) == ("refused_abs", "insufficient_funds")


def card(company, deed, signers, **changes):
    party = company.town.stranger | {"bic": kit.SBER} | changes
    raw = {f"payee_{name}": party[name] for name in ("name", "inn", "account", "bic")}
    raw |= {
        "number": str(company.town.number()),
        "date": company.town.today.isoformat(),
        "deed": deed,
        "reason": "Договор 12",
    }
    signed = company.signed(raw, kit.registry["payee_card"])
    company.send(company.incoming(signed, signers=signers))
    return signed.id


def test_two_persons_trust_a_payee_and_one_cannot(guarded):
    duo = two(guarded)
    assert guarded.state(card(duo, "trust", duo.people[:1]))[0] == "bad_signature"
    assert guarded.state(card(guarded.ann, "trust", guarded.ann.people))[0] == "bad_signature"
    assert guarded.state(pay(duo, amount=BIG))[0] == "suspended"
    assert guarded.state(card(duo, "trust", duo.people)) == ("executed", "")
    assert guarded.state(pay(duo, amount=BIG))[0] == "accepted"
    assert (
        guarded.state(pay(guarded.ann, amount=BIG))[0] == "suspended"
    )  # another client's trust counts for nothing
    assert guarded.state(card(duo, "clear", duo.people))[0] == "executed"
    assert guarded.state(pay(duo, amount=BIG))[0] == "suspended"


def test_nothing_is_paid_to_a_blocked_payee_not_even_after_a_wait(guarded):
    duo = two(guarded)
    waiting = pay(duo, amount=BIG)
    assert guarded.state(card(duo, "block", duo.people))[0] == "executed"
    refused = pay(duo, amount=SMALL)
    assert guarded.state(refused) == ("rejected", "payee_blocked_by_you")
    another = pay(duo, amount=SMALL, payee_inn=OTHER_INN)
    assert guarded.state(another) == ("rejected", "payee_blocked_by_you")
    guarded.run(hours=2)
    assert guarded.state(waiting) == ("rejected", "payee_blocked_by_you")
    assert guarded.state(pay(guarded.ann, amount=SMALL))[0] == "accepted"
    assert guarded.state(card(duo, "clear", duo.people))[0] == "executed"
    guarded.run(days=1)
    assert guarded.state(pay(duo, amount=SMALL))[0] == "accepted"


def test_clients_hear_signed_words_of_their_payees(guarded):
    learn(guarded)
    (told,) = words(guarded)
    assert (told.account, told.inn, told.executed, told.stated) == (
        guarded.stranger["account"], guarded.stranger["inn"], "1", "",
    )  # fmt: skip
    duo = two(guarded)
    card(duo, "trust", duo.people)
    guarded.run(seconds=1)
    assert [each.stated for each in words(guarded, "duo")] == ["trusted"]
    assert len(words(guarded)) == 1
    guarded.run(seconds=1)
    assert len(words(guarded, "duo")) == 1


def test_no_wait_is_skipped_by_the_limits_of_a_plan_that_is_off(guarded):
    guarded.bank.plan = Plan(first_payment=0, changed_payment=0)
    assert guarded.state(pay(guarded.ann, amount=BIG))[0] == "accepted"


def test_one_account_under_several_numbers_of_a_taxpayer_is_one_payee_of_a_day(guarded):
    """Who splits a sum by the INN beside his account has split nothing."""
    numbers = [kit.company_inn(f"77055544{at}") for at in range(3)]
    paid = [pay(guarded.ann, payee_account=THIEF, payee_inn=inn, amount="20000.00") for inn in numbers]
    assert [guarded.state(one)[0] for one in paid] == ["accepted", "accepted", "suspended"]


def test_a_payment_to_a_collecting_account_of_another_bank_waits_as_any_other(guarded):
    """Money leaves for cards and purses by accounts that banks share: they are no way around the wait."""
    purse = kit.account_number(kit.SBER, 7, prefix="40911")
    first, second = (pay(guarded.ann, payee_account=purse, amount="30000.00") for _ in range(2))
    assert [guarded.state(one)[0] for one in (first, second)] == ["accepted", "suspended"]


@pytest.mark.parametrize(
    ("reason", "state"), [(Reason.BLOCK_WORD, "rejected"), (Reason.SUPERSEDED, "accepted")]
)
def test_what_a_blocked_key_signed_is_not_paid_when_the_wait_ends(guarded, reason, state):
    """Who finds a theft within the wait blocks his key: he has no other to recall the payment with."""
    document = pay(guarded.ann, amount=BIG)
    guarded.bank.revoke(guarded.ann.people[0].serial, guarded.time.now, reason)
    guarded.run(minutes=59)
    assert guarded.state(document)[0] == "suspended"
    guarded.run(minutes=2)
    assert guarded.state(document)[0] == state
    assert guarded.bank.audit() == []


def test_a_payment_of_a_client_with_thousands_of_payees_goes_through_few_of_their_cards(tmp_path):
    with kit.Town(f"sqlite:///{tmp_path / 'bank.db'}") as town:
        few = _steps(town)
        named = {"client_id": "ann", "bic": kit.SBER, "name": "", "folded": ""}
        with town.bank.store.write() as connection:
            numbers = (kit.account_number(kit.SBER, 10_000 + at) for at in range(3000))
            cards = [named | {"account": number, "inn": str(at)} for at, number in enumerate(numbers)]
            connection.execute(insert(payee), cards)
        assert _steps(town) < 2 * few


def _steps(town):
    """How many steps the base takes over one payment; the first is not counted: its statements are prepared."""
    pay(town.ann, town.bob)
    steps = []
    with town.bank.store.read() as connection:
        connection.connection.dbapi_connection.set_progress_handler(lambda: steps.append(1) or 0, 1)
    pay(town.ann, town.bob)
    return len(steps)
