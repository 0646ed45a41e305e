"""The bank's guard over payees of registers of payments to people: each row is a payee, and the register waits as a whole."""

import bank_core_kit as kit
import pytest
from payroll_kit import NAMES, employer, head, posted, row, settle, wages
from sqlalchemy import select
from test_bank_payees import BIG, LIMIT, MIDDLE, OTHER_INN, SMALL, card, confirmation, two

from bsclient.bank.payees import history as payee_history
from bsclient.bank.schema.payees import payee, payee_hold
from bsclient.domain import checks

THIEF = kit.account_number(kit.SBER, 666, "40817")
INNS = tuple(body + checks.inn_check_digits(body) for body in ("7704112233", "7704112234", "7704112235"))


@pytest.fixture
def payer(town):
    made = employer(town)
    made.bank.plan = LIMIT
    return made


def person(town, number, amount, **changes):
    at = (number - 1) % len(NAMES)
    given = {
        "number": str(number), "name": NAMES[at], "inn": INNS[at], "phone": "", "account": town.people[at],
        "bic": town.bank.bic, "service": f"Вёрстка {number}", "amount": amount,
    }  # fmt: skip
    return given | changes


def fees(company, rows, **changes):
    said = {"operation": "services", "cheques": "", "purpose": "Оплата плательщикам НПД. НДС не облагается"}
    own = {"payer_account": company.account, "payer_inn": company.inn}
    return company.file("self_employed_register", **(head(company.town, rows) | own | said | changes))


def pay(town, kind, rows):
    return fees(town.ann, rows) if kind == "fees" else wages(town, rows)


def made_row(town, kind, *args, **changes):
    return (person if kind == "fees" else row)(town, *args, **changes)


def cards(town, client="ann"):
    rows = town.query(select(payee).where(payee.c.client_id == client, payee.c.executed > 0))
    return {each.account: each for each in rows}


def learn(town, kind):
    """Pay all three once, long enough ago."""
    sent = pay(town, kind, [made_row(town, kind, at, SMALL) for at in (1, 2, 3)])
    settled(town)
    assert town.state(sent) == ("executed", "")
    settle(town, days=11)


def settled(town):
    """Let a register be begun and the next clearing run go."""
    settle(town)
    settle(town, days=1)


KINDS = pytest.mark.parametrize("kind", ["fees", "wages"])


@KINDS
def test_the_history_is_made_of_rows_that_were_credited(payer, kind):
    town = payer
    strange = kit.account_number(town.bank.bic, 4_000_001, "40817")
    elsewhere, closed = (kit.account_number(kit.SBER, tail, "40817") for tail in (71, 72))
    town.bank.close_elsewhere(closed)
    rows = [
        made_row(town, kind, 1, SMALL), made_row(town, kind, 2, SMALL, account=strange),
        made_row(town, kind, 3, SMALL, account=elsewhere, bic=kit.SBER),
        made_row(town, kind, 4, SMALL, account=closed, bic=kit.SBER),
    ]  # fmt: skip
    sent = pay(town, kind, rows)
    settled(town)
    assert town.state(sent) == ("partly_executed", "rows_failed")
    known = cards(town)
    assert {number: (each.name, each.executed, each.total) for number, each in known.items()} == {
        town.people[0]: (NAMES[0], 1, 100_000), elsewhere: (NAMES[2], 1, 100_000),
    }  # fmt: skip
    assert known[elsewhere].inn == (INNS[2] if kind == "fees" else "")
    before = {key: tuple(each)[:11] for key, each in known.items()}
    town.change("DELETE FROM payee")
    with town.bank.store.write() as connection:
        payee_history.begin(connection)
    assert {key: tuple(each)[:11] for key, each in cards(town).items()} == before


@KINDS
@pytest.mark.parametrize(("amount", "state"), [(SMALL, "accepted"), (BIG, "suspended")])
def test_a_first_large_row_waits_with_its_register(payer, kind, amount, state):
    town = payer
    sent = pay(town, kind, [made_row(town, kind, 1, SMALL), made_row(town, kind, 2, amount)])
    assert town.state(sent)[0] == state
    if state == "suspended":
        told = town.last_status("ann", sent)
        assert (told["code"], told["facts"]["account"]) == ("payee_hold_new", town.people[1])
        assert town.balance(town.ann)[1] == 0, "nothing is reserved while it waits"
    settle(town, minutes=59)
    assert (posted(town, town.people[1]) == 0) is (state == "suspended")
    settle(town, hours=2)
    settled(town)
    assert town.state(sent) == ("executed", "")
    assert posted(town, town.people[1]) == int(amount.replace(".", ""))
    assert not town.query(select(payee_hold))
    assert town.bank.audit() == []


@KINDS
def test_rows_to_one_account_are_one_payment_of_a_day(payer, kind):
    rows = [made_row(payer, kind, at, "20000.00", account=THIEF, bic=kit.SBER) for at in (1, 2, 3)]
    assert payer.state(pay(payer, kind, rows[:2]))[0] == "accepted"
    assert payer.state(pay(payer, kind, rows[2:]))[0] == "suspended"


@KINDS
@pytest.mark.parametrize("guarded", [True, False])
def test_a_swapped_account_of_a_row_waits_and_goes_only_without_the_guard(payer, kind, guarded):
    town = payer
    learn(town, kind)
    if not guarded:
        town.bank.plan = type(LIMIT)(first_payment=0, changed_payment=0)
    rows = [made_row(town, kind, 1, MIDDLE), made_row(town, kind, 2, MIDDLE, account=THIEF, bic=kit.SBER)]
    sent = pay(town, kind, rows)
    if not guarded:
        assert town.state(sent)[0] == "accepted"
        return
    told = town.last_status("ann", sent)
    assert (told["state"], told["code"]) == ("suspended", "payee_hold_changed")
    assert (told["facts"]["account"], told["facts"]["expected"]) == (THIEF, town.people[1])
    honest = pay(town, kind, [made_row(town, kind, 1, BIG), made_row(town, kind, 3, BIG)])
    assert town.state(honest)[0] == "accepted"
    town.ann.recall(sent)
    assert town.state(sent) == ("recalled", "recalled_by_client")
    settle(town, days=3)
    assert town.state(sent)[0] == "recalled"
    assert THIEF not in cards(town)
    assert town.bank.audit() == []


def test_another_person_confirms_a_register_and_it_is_paid(payer):
    town = payer
    duo = two(town)
    sent = fees(duo, [person(town, 1, BIG)])
    assert town.state(sent)[0] == "suspended"
    assert town.state(confirmation(duo, sent, duo.people[:1])) == ("rejected", "confirm_other_person")
    assert town.state(confirmation(duo, sent, duo.people[1:]))[0] == "executed"
    assert town.state(sent)[0] == "accepted"
    settle(town)
    assert town.state(sent) == ("executed", "")
    assert posted(town, town.people[0]) == 6_000_000
    assert set(cards(town, "duo")) == {town.people[0]}
    assert town.bank.audit() == []


@pytest.mark.parametrize("changes", [{}, {"inn": INNS[2]}])
def test_the_clients_block_stops_a_register_and_one_that_waits(payer, changes):
    town = payer
    duo = two(town)
    who = {"name": NAMES[1], "inn": INNS[1], "account": town.people[1], "bic": town.bank.bic}
    waiting = fees(duo, [person(town, 1, SMALL), person(town, 2, BIG)])
    assert town.state(card(duo, "block", duo.people, **who))[0] == "executed"
    stopped = fees(duo, [person(town, 1, SMALL), person(town, 2, SMALL, **changes)])
    assert town.state(stopped) == ("rejected", "payee_blocked_by_you")
    settle(town, hours=2)
    assert town.state(waiting) == ("rejected", "payee_blocked_by_you")
    assert posted(town, town.people[0]) == 0
    free = fees(town.ann, [person(town, 2, SMALL)])
    assert town.state(free)[0] == "accepted"
    assert town.bank.audit() == []


def test_a_block_stops_wages_too(payer):
    town = payer
    who = {"name": NAMES[1], "inn": OTHER_INN, "account": town.people[1], "bic": town.bank.bic}
    with town.bank.store.write() as connection:
        named = payee_history.Payee(who["name"], who["inn"], who["account"], who["bic"])
        payee_history.state(connection, "ann", named, "blocked", "")
    assert town.state(wages(town, [row(town, 2, SMALL)])) == ("rejected", "payee_blocked_by_you")
    assert town.state(wages(town, [row(town, 1, SMALL)]))[0] == "accepted"


def called(number):
    """A name of its own for every number."""
    return "Иванов " + "".join("абвгдежзик"[int(digit)] for digit in str(number)).capitalize()


def test_ten_thousand_payees_in_one_register(small_town, monkeypatch):
    """As many payees as rows, more than a lot of them: each gets a card, the last one waits for all."""
    town, count = employer(small_town), 10_000 if kit.LONG else 700
    if not kit.LONG:
        monkeypatch.setattr(payee_history, "_LOT", 350)
    town.bank.plan = LIMIT
    rows = [
        person(town, at, "1.00", name=called(at), account=kit.account_number(kit.SBER, at, "40817"), bic=kit.SBER)
        for at in range(1, count + 1)
    ]  # fmt: skip
    sent = fees(town.ann, rows)
    assert town.state(sent)[0] == "accepted"
    settled(town)
    assert town.state(sent) == ("executed", "")
    assert len(cards(town)) == count
    settle(town, seconds=1)
    rows[-1] |= {"account": kit.account_number(kit.SBER, 20_000, "40817"), "amount": BIG}
    assert town.state(fees(town.ann, rows))[0] == "suspended"
