"""The ledger under random transfers and holds: sums are exact, nobody is overdrawn, a document moves money once.

Controls: a ledger that checks nothing, over a base that checks nothing, must fail the same examination; and the base
alone must stop what the code lets through.
"""

import shutil
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from bank_core_kit import LONG
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import IntegrityError

from bsclient.bank.books.ledger import BANK, CLIENT, Ledger, Order
from bsclient.bank.schema.access import client
from bsclient.bank.schema.tables import account, document, hold, transfer
from bsclient.bank.store import Store
from bsclient.errors import Corrupt, NotAllowed

AT = datetime(2026, 11, 18, 7, tzinfo=UTC)
DAY = date(2026, 11, 18)
OWN, CLIENTS = "30101", ("40701", "40702", "40703")
PEOPLE = st.sampled_from(CLIENTS)
AMOUNTS = st.integers(min_value=1, max_value=500)
INCOME = st.integers(min_value=200, max_value=2000)


class Careless(Ledger):
    """A ledger that does not look at what is there."""

    def _demand(self, debit, amount):
        pass


class Forgetful(Ledger):
    """A ledger that forgets that a hold was settled."""

    def flush(self):
        self._settled.clear()
        return super().flush()


def fill(store):
    """Open the bank's own account and three of one client, and make documents that can be held."""
    with store.write() as connection:
        connection.execute(insert(client).values(id="c", name="C", inn="1", scheme="(1)"))
        rows = [{"number": OWN, "kind": BANK, "client_id": None}]
        rows += [{"number": number, "kind": CLIENT, "client_id": "c"} for number in CLIENTS]
        connection.execute(insert(account), [row | {"name": "", "opened": "2026-01-01"} for row in rows])


def add_document(connection, document_id):
    blank = dict.fromkeys(("number", "day", "sha256", "attachments", "received", "code", "changed"), "")
    connection.execute(
        insert(document).values(
            **blank,
            id=document_id,
            client_id="c",
            user_id="u",
            type="payment_order",
            amount=1,
            body=b"",
            state="accepted",
        )
    )


class LedgerMachine(RuleBasedStateMachine):
    """Random work over a ledger class; `checked` False switches the base's own checks off (SQLite)."""

    ledger = Ledger
    checked = True

    @initialize()
    def open(self):
        self.folder = Path(tempfile.mkdtemp())
        self.store = Store.open(f"sqlite:///{self.folder / 'bank.db'}")
        fill(self.store)
        self.balances = dict.fromkeys((OWN, *CLIENTS), 0)
        self.held = {}
        self.count = 0

    def teardown(self):
        if hasattr(self, "store"):
            self.store.close()
            shutil.rmtree(self.folder)

    def work(self, numbers, act, *holds):
        """One transaction; whether it was done."""
        with self.store.write() as connection:
            if not self.checked:
                connection.execute(text("PRAGMA ignore_check_constraints = 1"))
            book = self.ledger(connection, AT)
            book.lock(numbers)
            book.load_holds(holds)
            try:
                act(book)
            except NotAllowed as error:
                if error.code != "insufficient_funds":
                    raise
                return False
            finally:
                book.flush()
        return True

    @rule(to=PEOPLE, amount=INCOME)
    def pay_in(self, to, amount):
        order = Order(amount)
        assert self.work([OWN, to], lambda book: book.post(book.find(OWN), book.find(to), order, DAY))
        self.balances[OWN] -= amount
        self.balances[to] += amount

    @rule(one=PEOPLE, other=PEOPLE, amount=AMOUNTS)
    def pay(self, one, other, amount):
        if one == other:
            return
        order = Order(amount)
        if self.work([one, other], lambda book: book.post(book.find(one), book.find(other), order, DAY)):
            self.balances[one] -= amount
            self.balances[other] += amount

    @rule(one=PEOPLE, amount=AMOUNTS)
    def reserve(self, one, amount):
        self.count += 1
        document_id = f"d{self.count}"
        with self.store.write() as connection:
            add_document(connection, document_id)
        if self.work([one], lambda book: book.hold(document_id, book.find(one), amount)):
            self.held[document_id] = (one, amount)

    @rule(data=st.data(), post=st.booleans())
    def settle(self, data, post):
        if not self.held:
            return
        document_id = data.draw(st.sampled_from(sorted(self.held)))
        one, amount = self.held.pop(document_id)

        def act(book):
            if post:
                book.post_held(book.find(one), book.find(OWN), Order(1, document_id), DAY)
            else:
                book.void(document_id, book.find(one))

        assert self.work([OWN, one], act, document_id)
        if post:
            self.balances[one] -= amount
            self.balances[OWN] += amount

    @invariant()
    def the_books_are_right(self):
        if not hasattr(self, "store"):
            return
        with self.store.read() as connection:
            rows = {row.number: row for row in connection.execute(select(account))}
            moved = connection.execute(select(transfer)).all()
            pending = connection.execute(select(hold).where(hold.c.state == "pending")).all()
        ids = {row.id: number for number, row in rows.items()}
        sums = dict.fromkeys(rows, 0)
        for row in moved:
            sums[ids[row.debit_account]] -= row.amount
            sums[ids[row.credit_account]] += row.amount
        assert {number: row.posted for number, row in rows.items()} == sums == self.balances
        assert sum(sums.values()) == 0
        held = dict.fromkeys(rows, 0)
        for row in pending:
            held[ids[row.account_id]] += row.amount
        assert {number: row.held for number, row in rows.items()} == held
        assert {row.document_id for row in pending} == set(self.held)
        assert all(rows[number].posted - rows[number].held >= 0 for number in CLIENTS)
        documents = [row.document_id for row in moved if row.document_id]
        assert len(documents) == len(set(documents))


def machine(ledger, *, checked=True):
    """A state machine over a ledger class."""
    return type("OverLedger", (LedgerMachine,), {"ledger": ledger, "checked": checked})


QUICK = settings(max_examples=500 if LONG else 12, stateful_step_count=50 if LONG else 20, deadline=None)
CONTROL = settings(QUICK, phases=(Phase.generate,), report_multiple_bugs=False)


def test_random_work_keeps_the_books_right():
    run_state_machine_as_test(machine(Ledger), settings=QUICK)


def test_control_a_careless_ledger_is_found_out():
    with pytest.raises(AssertionError):
        run_state_machine_as_test(machine(Careless, checked=False), settings=CONTROL)


def test_control_the_base_stops_a_careless_ledger():
    with pytest.raises(IntegrityError, match="account_available"):
        run_state_machine_as_test(machine(Careless), settings=CONTROL)


def test_control_a_forgetful_ledger_is_found_out():
    with pytest.raises(AssertionError):
        run_state_machine_as_test(machine(Forgetful), settings=CONTROL)


@pytest.fixture
def store(base_url):
    opened = Store.open(base_url)
    fill(opened)
    yield opened
    opened.close()


def book_of(connection, *numbers):
    book = Ledger(connection, AT)
    book.lock(numbers)
    return book, [book.find(number) for number in numbers]


def test_a_hold_is_settled_once(store):
    with store.write() as connection:
        add_document(connection, "d")
        book, (own, one) = book_of(connection, OWN, CLIENTS[0])
        book.post(own, one, Order(100), DAY)
        book.hold("d", one, 100)
        book.flush()
    with store.write() as connection:
        book, (own, one) = book_of(connection, OWN, CLIENTS[0])
        book.load_holds(["d"])
        book.post_held(one, own, Order(1, "d"), DAY)
        book.flush()
    with store.write() as connection:
        book, (own, one) = book_of(connection, OWN, CLIENTS[0])
        book.load_holds(["d"])
        with pytest.raises(Corrupt, match="hold_settled_twice"):
            book.void("d", one)
    with store.read() as connection:
        assert connection.execute(
            select(transfer.c.amount).where(transfer.c.document_id == "d")
        ).scalars().all() == [100]


def test_the_base_lets_a_document_move_money_once(store):
    def pay():
        with store.write() as connection:
            book, (own, one) = book_of(connection, OWN, CLIENTS[0])
            book.post(own, one, Order(5, "d"), DAY)
            book.flush()

    pay()
    with pytest.raises(IntegrityError):
        pay()
    with store.read() as connection:
        assert (
            connection.execute(select(account.c.posted).where(account.c.number == CLIENTS[0])).scalar() == 5
        )


FORBIDDEN = {
    "overdraft": update(account).where(account.c.kind == CLIENT).values(posted=-1),
    "held beyond": update(account).where(account.c.kind == CLIENT).values(held=1),
    "held below zero": update(account).where(account.c.kind == BANK).values(held=-1),
    "no amount": {"amount": 0},
    "to itself": {"credit_account": 1},
}


@pytest.mark.parametrize("case", FORBIDDEN)
def test_the_base_forbids_what_must_never_be(store, case):
    change = FORBIDDEN[case]
    if isinstance(change, dict):
        good = {
            "debit_account": 1,
            "credit_account": 2,
            "amount": 1,
            "value_date": "",
            "posted": "",
            "kind": "payment",
        }
        change = insert(transfer).values(good | {"id": 1, "debit_balance": 0, "credit_balance": 0} | change)
    with pytest.raises(IntegrityError), store.write() as connection:
        connection.execute(change)


def test_an_account_is_not_debited_for_itself_nor_for_nothing(store):
    with store.write() as connection:
        book, (own, one) = book_of(connection, OWN, CLIENTS[0])
        with pytest.raises(NotAllowed, match="same_account"):
            book.post(own, own, Order(1), DAY)
        for amount in (0, -5):
            with pytest.raises(NotAllowed, match="amount_zero"):
                book.post(own, one, Order(amount), DAY)
        with pytest.raises(NotAllowed, match="ledger_locked_twice"):
            book.lock([OWN])


def test_what_fails_midway_leaves_nothing(store):
    class Broken(RuntimeError):
        pass

    def work(connection):
        book, (own, one) = book_of(connection, OWN, CLIENTS[0])
        book.post(own, one, Order(5), DAY)
        book.flush()
        raise Broken

    with pytest.raises(Broken):
        store.run(work)
    with store.read() as connection:
        assert connection.execute(select(transfer)).all() == []
        assert connection.execute(select(account.c.posted)).scalars().all() == [0, 0, 0, 0]


def test_the_auditor_finds_nothing_in_good_books_and_every_tampering(town):
    from_bank = [town.ann.pay(town.bob), town.ann.pay(payment_kind="срочно"), town.ann.pay()]
    town.run(minutes=1)
    town.ann.recall(town.ann.pay())
    assert town.bank.audit() == []
    tampered = {
        "balance_differs": "UPDATE account SET posted = posted + 1 WHERE client_id = 'bob'",
        "held_differs": "UPDATE account SET held = held + 1 WHERE client_id = 'ann'",
        "transfer_differs": "UPDATE document SET state = 'executed' WHERE id = :last",
    }
    for sql in tampered.values():
        town.change(sql, **({"last": from_bank[-1]} if ":last" in sql else {}))
    assert {finding.code for finding in town.bank.audit()} == set(tampered)
