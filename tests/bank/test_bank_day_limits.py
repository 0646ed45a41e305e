"""The limit of an account's day: it leaves what is not held or paid of what was counted that day, whatever day a document came in on.

What is held or paid is read from the ledger's own rows, and noted on the day on which it is seen there first. Control: giving back
to the day of receipt, as it once was, must fail the same examination.
"""

import dataclasses
import tempfile
from pathlib import Path

import pytest
from bank_core_kit import LONG, PLAN, SBER, TODAY, Company, Town, account_number
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from payroll_kit import employer, row, wages
from sqlalchemy import select

from bsclient import clock
from bsclient.bank.books.ledger import Ledger
from bsclient.bank.schema.rights import limit_use
from bsclient.bank.schema.tables import account, document, hold, transfer
from bsclient.domain.documents import RecallRequest
from bsclient.errors import NotAllowed

LIMIT = 500_000
WAITING = dataclasses.replace(PLAN, first_payment=200_000, cooling=50_000)
"""A first payment of 2,000.00 to a payee elsewhere waits for 14 hours."""
BAD = account_number(SBER, 778)

AMOUNTS = st.sampled_from(["300.00", "700.00", "1500.00", "2600.00"])
MOVES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["here", "clearing", "urgent", "cash", "register"]), AMOUNTS),
        st.tuples(st.just("fund"), st.sampled_from([100_000, 400_000])),
        st.tuples(st.just("hours"), st.sampled_from([0, 1, 8, 13, 24])),
        st.tuples(st.sampled_from(["recall", "reject", "refuse", "approve"]), st.integers(0, 5)),
        st.tuples(st.just("stop"), st.just("")),
    ),
    min_size=4,
    max_size=14,
)
OVERNIGHT = [("clearing", "700.00"), ("hours", 24), ("fund", 400_000), ("hours", 0), ("recall", 0)]
"""It waits for money over night, is held the next day and recalled."""


class Desk:
    """A company with a limit, what it sends, and on which day each of its documents was held."""

    def __init__(self, town):
        self.town = town
        town.bank.plan = WAITING
        self.company = Company(town, "limited", "770600006", "(1)", [1], card_file=True)
        number = account_number(town.bank.bic, 6001)
        self.company.open_account(number, 50_000, day_limit=LIMIT)
        self.sent, self.held_on, self.stopped = [], {}, False

    def do(self, name, value):
        if name == "hours":
            self.town.run(hours=value, seconds=20)
        elif name == "fund":
            self.town.pay_in(self.company.account, value)
            self.town.run(seconds=1)
        elif name == "stop":
            if not self.stopped:
                self.town.bank.close_elsewhere(self.town.stranger["account"])
            self.stopped = True
        elif name in {"recall", "reject", "refuse", "approve"}:
            self.end(name, value)
        else:
            self.send(name, value)

    def send(self, name, amount):
        company, town = self.company, self.town
        if name == "register":
            self.sent.append(self.register(amount))
        elif name == "cash":
            said = {
                "account": company.account, "payout_day": town.today.isoformat(), "amount": amount, "purpose": "Выдача",
                "receiver": "Петрова Анна Сергеевна", "receiver_document": "Паспорт 4510 123456",
                "symbols": [{"symbol": "53", "amount": amount}],
            }  # fmt: skip
            self.sent.append(company.file("cash_order", **said))
        else:
            kind = {"payment_kind": "срочно"} if name == "urgent" else {}
            payee = town.bob if name == "here" else None
            self.sent.append(company.pay(payee, amount=amount, **kind))

    def register(self, amount):
        """One payment here, one elsewhere, one to an account that the bank does not pay."""
        town = self.town
        sides = [
            (town.bob.party(), town.bank.bic),
            (town.stranger, SBER),
            ({**town.stranger, "account": BAD}, SBER),
        ]
        rows = [
            {
                "number": str(at), "amount": amount if at == 1 else "100.00", "purpose": "Счёт 1. НДС не облагается",
                "purpose_code": "", "uin": "", "payee_bic": bic,
            }
            | {f"payee_{name}": text for name, text in side.items()}
            for at, (side, bic) in enumerate(sides, 1)
        ]  # fmt: skip
        total = f"{int(amount[:-3]) + 200}.00"
        return self.company.file(
            "payment_register", account=self.company.account, count="3", total=total, payments=rows
        )

    def end(self, name, at):
        if not self.sent:
            return
        which = self.sent[at % len(self.sent)]
        bank = self.town.bank
        if name == "recall":
            self.company.recall(which)
            return
        act = {"reject": bank.reject, "refuse": bank.refuse_document, "approve": bank.approve_document}[name]
        try:
            act(which) if name == "reject" else act(which, "operator")
        except NotAllowed as error:
            if error.code not in {"document_final", "decision_not_asked"}:
                raise

    def demand_right(self):
        """The count is what is held or paid of what was counted today."""
        today = self.town.today.isoformat()
        (own,) = self.town.query(select(account).where(account.c.number == self.company.account))
        holds = self.town.query(select(hold).where(hold.c.account_id == own.id))
        for one in holds:
            self.held_on.setdefault(one.document_id, today)
        used = sum(
            one.amount for one in holds if one.state == "pending" and self.held_on[one.document_id] == today
        )
        for moved in self.town.query(select(transfer).where(transfer.c.debit_account == own.id)):
            day = clock.business_day(clock.parse(moved.posted)).isoformat()
            used += moved.amount if self.held_on.get(moved.document_id, day) == today else 0
        counted = own.day_spent if own.spent_on == today else 0
        assert LIMIT - counted == LIMIT - used
        assert counted <= LIMIT


def play(town, moves):
    town.bank.stop_payee(BAD, "решение суда")
    desk = Desk(town)
    for move in moves:
        desk.do(*move)
        desk.demand_right()
    assert town.bank.audit() == []
    return desk


def examine(open_town, moves=MOVES, examples=25):
    """Play sequences of moves, each in a town of its own."""

    @given(moves)
    @example(OVERNIGHT)
    @settings(
        max_examples=examples * (20 if LONG else 1),
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    def each(played):
        with open_town() as town:
            play(town, played)

    each()


@pytest.fixture
def sqlite_towns(sqlite_town, tmp_path):
    base, people = sqlite_town

    def fresh():
        path = Path(tempfile.mkdtemp(dir=tmp_path)) / "bank.db"
        path.write_bytes(base)
        return Town(f"sqlite:///{path}", people)

    return fresh


@pytest.fixture
def postgres_towns(postgres_town):
    def fresh():
        postgres_town.put_back()
        return Town(postgres_town.url, postgres_town.people)

    return fresh


def test_the_limit_leaves_what_is_not_held_or_paid(sqlite_towns):
    examine(sqlite_towns)


def test_the_limit_leaves_what_is_not_held_or_paid_on_postgresql(postgres_towns):
    examine(postgres_towns, examples=6)


def by_receipt(self, document_id, debit, amount):
    """As it once was: given back to the day of receipt."""
    found = select(document.c.received).where(document.c.id == document_id)
    received = self._connection.execute(found).scalar()
    if received:
        debit.give_back(amount, clock.business_day(clock.parse(received)).isoformat())


def test_control_giving_back_to_the_day_of_receipt_is_caught(sqlite_towns, monkeypatch):
    monkeypatch.setattr(Ledger, "uncount", by_receipt)
    with pytest.raises(AssertionError):
        examine(sqlite_towns, st.just(OVERNIGHT), 1)


def limited(town, number=3001, amount=1_000_000, limit=100_000):
    """Another account of Ann's, with a limit."""
    return town.ann.open_account(account_number(town.bank.bic, number), amount, day_limit=limit)


def left(town, number):
    (own,) = town.query(select(account).where(account.c.number == number))
    return own.day_limit - (own.day_spent if own.spent_on == town.today.isoformat() else 0)


@pytest.mark.parametrize("how", ["recall", "reject"])
def test_a_payment_held_the_day_after_it_came_gives_that_day_back(town, how):
    own = limited(town)
    town.bank.plan = dataclasses.replace(WAITING, first_payment=50_000)
    sent = town.ann.pay(payer_account=own, amount="900.00")
    town.run(days=1)
    assert town.state(sent) == ("accepted", "")
    assert left(town, own) == 10_000
    town.ann.recall(sent) if how == "recall" else town.bank.reject(sent)
    assert left(town, own) == 100_000


def test_what_was_counted_yesterday_does_not_widen_today(town):
    own = limited(town)
    town.run(hours=12)
    sent = town.ann.pay(payer_account=own, amount="900.00")
    town.run(hours=3)
    assert town.state(town.ann.pay(town.bob, payer_account=own, amount="400.00")) == ("executed", "")
    town.ann.recall(sent)
    assert town.state(sent)[0] == "recalled"
    assert left(town, own) == 60_000


def test_a_register_that_waited_over_night_gives_back_what_failed(town):
    employer(town)
    own = limited(town)
    town.bank.plan = dataclasses.replace(town.bank.plan, first_payment=50_000, cooling=50_000)
    town.bank.stop_payee(town.people[1], "решение суда")
    elsewhere = row(town, 3, "500.00", bic=SBER, account=account_number(SBER, 5, "40817"))
    sent = wages(
        town, [row(town, 1, "100.00"), row(town, 2, "200.00"), elsewhere], payer_account=own, number="8"
    )
    assert town.state(sent)[0] == "suspended"
    town.run(days=1)
    assert town.state(sent)[0] in {"accepted", "exported", "accepted_abs"}
    assert left(town, own) == 20_000
    town.run(seconds=10)
    town.run(hours=2)
    assert town.state(sent)[0] == "partly_executed"
    assert left(town, own) == 40_000


def test_an_approval_that_stops_an_order_gives_the_limit_back(town):
    """Nothing of an order that its last step refuses is paid, so nothing of it counts."""
    own = limited(town)
    said = {
        "account": own, "payout_day": TODAY.isoformat(), "amount": "300.00", "purpose": "Выдача",
        "receiver": "Петрова Анна Сергеевна", "receiver_document": "Паспорт 4510 123456",
        "symbols": [{"symbol": "53", "amount": "300.00"}],
    }  # fmt: skip
    sent = town.ann.file("cash_order", **said)
    assert left(town, own) == 70_000
    town.change("UPDATE account SET closed = '2026-11-18' WHERE number = :of", of=own)
    town.bank.approve_document(sent, "operator")
    assert town.state(sent) == ("bad_details", "account_closed")
    assert left(town, own) == 100_000


def test_a_document_taken_in_and_recalled_in_one_batch_counts_nothing(town):
    own = limited(town)
    signed = town.ann.signed(town.ann.order(payer_account=own, amount="900.00"))
    raw = {
        "number": "77", "date": TODAY.isoformat(), "document_id": signed.id, "document_number": signed.fields["number"],
        "document_date": TODAY.isoformat(), "document_amount": "900.00", "reason": "Ошибка",
    }  # fmt: skip
    town.ann.send(town.ann.incoming(signed), town.ann.incoming(town.ann.signed(raw, RecallRequest)))
    assert town.state(signed.id)[0] == "recalled"
    assert left(town, own) == 100_000


def test_what_was_counted_is_forgotten_when_its_day_has_ended(town):
    """Paid or not, it can give nothing back any more: an order that is recalled the next day leaves that day as it is."""
    own = limited(town)
    town.run(hours=12)
    paid = town.ann.pay(payer_account=own, amount="100.00", payment_kind="срочно")
    waiting = town.ann.pay(payer_account=own, amount="400.00")
    for _ in range(4):
        town.run(seconds=10)
    assert town.state(paid)[0] == "executed"
    counted = {(one.document_id, one.amount) for one in town.query(select(limit_use))}
    assert counted == {(paid, 10_000), (waiting, 40_000)}
    town.run(hours=3)
    assert town.query(select(limit_use)) == []
    today = town.ann.pay(payer_account=own, amount="300.00")
    town.bank.tick()
    assert [one.document_id for one in town.query(select(limit_use))] == [today]
    town.ann.recall(waiting)
    assert town.state(waiting)[0] == "recalled"
    assert left(town, own) == 70_000
    town.run(days=3)
    assert town.query(select(limit_use)) == []
    assert town.bank.audit() == []
