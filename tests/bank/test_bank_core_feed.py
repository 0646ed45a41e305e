"""The feed has no gap and no repeat, and sums stay exact, whoever works at the same time: threads, several banks over one base."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest
from bank_core_kit import PLAN, TODAY, Company, Town, account_number, bank_keys, directory
from sqlalchemy import select, text

from bsclient.bank.core import Bank
from bsclient.bank.information.news import News
from bsclient.bank.ports import Directory
from bsclient.bank.schema.tables import account, transfer
from bsclient.domain.money import to_minor
from bsclient.errors import Corrupt, NotAllowed
from bsclient.protocol import messages
from bsclient.protocol.letters import LetterData

DATA = {
    "receipt": messages.SignedReceipt,
    "status": messages.StatusData,
    "entry": messages.EntryData,
    "balance": messages.BalanceData,
    "document": messages.DocumentData,
    "directory": messages.DirectoryData,
    "certificate": messages.CertificateData,
    "rights": messages.RightsData,
    "news": messages.NewsData,
    "payee": messages.DocumentData,
    "letter": LetterData,
}


def gapless(town, client):
    numbers = [event.seq for event in town.events(client)]
    assert numbers == list(range(1, town.bank.head(client) + 1))
    return numbers


def test_every_event_is_one_of_the_declared_structures(town):
    town.bank.put_directory("bic_supplement", b"[]")
    town.bank.publish(News(kind="news", title="Новости", text="Мы открылись"))
    letter = town.ann.letter()
    town.ann.send(town.ann.incoming(letter))
    town.ann.pay(town.bob)
    town.run(seconds=PLAN.desk_answer)
    kinds = set()
    for event in town.events("ann"):
        wire = msgspec.json.decode(msgspec.json.encode(event), type=messages.Event)
        msgspec.convert(wire.data, DATA[wire.kind])
        kinds.add(wire.kind)
    assert kinds == set(DATA)


def test_the_feed_is_read_by_cursor(town):
    for _ in range(5):
        town.ann.pay(town.bob)
    everything = town.events("ann")
    pages, after = [], 0
    while page := town.bank.events("ann", after, 3):
        assert len(page) <= 3
        pages += page
        after = page[-1].seq
    assert pages == everything
    assert town.bank.events("ann", town.bank.head("ann"), 10) == []
    assert town.bank.events("nobody", 0, 10) == []
    gapless(town, "ann")


def test_a_lost_event_is_not_passed_over(small_town):
    head = small_town.bank.head("ann")
    small_town.change("DELETE FROM event WHERE client_id = 'ann' AND seq = :seq", seq=head - 1)
    with pytest.raises(Corrupt, match="feed_gap"):
        small_town.events("ann")


def test_both_sides_of_a_payment_see_their_entry(town):
    document_id = town.ann.pay(town.bob, amount="250.00", purpose="Оплата по договору 5. НДС не облагается")
    (debit,) = [
        e.data for e in town.events("ann") if e.kind == "entry" and e.data["document_id"] == document_id
    ]
    credit = [e.data for e in town.events("bob") if e.kind == "entry"][-1]
    assert (debit["credit"], debit["amount"], debit["balance_after"]) == (False, "250.00", "999750.00")
    assert (credit["credit"], credit["amount"], credit["balance_after"]) == (True, "250.00", "250.00")
    assert debit["counterparty_account"] == town.bob.account
    assert credit["counterparty_account"] == town.ann.account
    assert credit["document_id"] == ""  # an id of the payer's is none of the payee's business
    assert debit["order"] == credit["order"]
    assert debit["order"]["purpose"] == "Оплата по договору 5. НДС не облагается"


def test_listeners_hear_of_both_clients_after_the_commit_and_no_more_when_stopped(town):
    heard = []

    def listen(clients):
        heard.append((clients, len(town.events("bob"))))

    stop = town.bank.listen(listen)
    before = len(town.events("bob"))
    town.ann.pay(town.bob)
    assert heard == [(frozenset({"ann", "bob"}), before + 2)]
    repeat = town.ann.incoming(town.ann.signed(town.ann.order(town.bob)))
    town.ann.send(repeat)
    town.ann.send(repeat)  # nothing new
    assert len(heard) == 2
    stop()
    stop()
    town.ann.pay(town.bob)
    assert len(heard) == 2


def test_payments_both_ways_at_once_from_threads_and_banks(base_url):
    """Two banks over one base, eight threads: the sum of money is exact, feeds are gapless, each payment counts once."""
    with Town(base_url) as town:
        town.pay_in(town.bob.account, 100_000_000)
        second = Bank.open(base_url, bank_keys(), town.time, directory())
        sides = [(town.ann, town.bob), (town.bob, town.ann)]
        work = [
            [payer.incoming(payer.signed(payer.order(payee, amount="3.00" if payer is town.ann else "2.00")))]
            for _ in range(60)
            for payer, payee in sides
        ]
        work += [work[at] for at in range(0, 120, 6)]  # sent twice, perhaps at the same moment
        banks = [town.bank, second] if town.bank.store.postgres else [town.bank]

        def send(job):
            at, batch = job
            return banks[at % len(banks)].accept(batch)[0]

        with ThreadPoolExecutor(8) as pool:
            outcomes = list(pool.map(send, enumerate(work)))
        second.close()
        assert all(outcome.receipt is not None for outcome in outcomes)
        assert len({outcome.id for outcome in outcomes}) == 120
        by_id = {}
        for outcome in outcomes:
            assert by_id.setdefault(outcome.id, outcome.receipt) == outcome.receipt
        moved = 60 * 100
        assert town.balance(town.ann) == (100_000_000 - moved, 0)
        assert town.balance(town.bob) == (100_000_000 + moved, 0)
        assert sum(row.posted for row in town.query(select(account))) == 0
        for client in ("ann", "bob"):
            gapless(town, client)
        balances_follow(town, town.ann)


def balances_follow(town, company):
    """Each entry's balance is the one before it plus or less its amount."""
    balance = 0
    for event in town.events(company.id):
        if event.kind == "entry":
            amount = to_minor(Decimal(event.data["amount"]))
            balance += amount if event.data["credit"] else -amount
            assert to_minor(Decimal(event.data["balance_after"])) == balance


def test_nobody_is_overdrawn_by_many_at_once(base_url):
    """Forty threads' worth of payments for which there is money for ten: exactly ten are executed."""
    with Town(base_url) as town:
        thin = Company(town, "thin", "770600006", "(1)", [1])
        thin.open_account(account_number(town.bank.bic, 6001), 10 * 100_000)
        signed = [thin.signed(thin.order(town.bob)) for _ in range(40)]
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda item: town.bank.accept([thin.incoming(item)]), signed))
        states = [town.state(item.id)[0] for item in signed]
        assert (states.count("executed"), states.count("refused_abs")) == (10, 30)
        assert town.balance(thin) == (0, 0)
        gapless(town, "thin")


def test_recall_and_settlement_at_once_never_both_happen(base_url):
    with Town(base_url) as town:
        ids = [town.ann.pay(payment_kind="срочно") for _ in range(12)]
        town.run(seconds=PLAN.export)
        town.run(seconds=PLAN.accept)
        town.time.forward(seconds=PLAN.express)
        barrier = threading.Barrier(2)

        def settle():
            barrier.wait()
            town.bank.tick()

        worker = threading.Thread(target=settle)
        worker.start()
        barrier.wait()
        for document_id in ids:
            town.ann.recall(document_id)
        worker.join()
        town.bank.tick()
        states = [town.state(document_id)[0] for document_id in ids]
        executed, recalled = states.count("executed"), states.count("recalled")
        assert executed + recalled == 12
        assert town.balance(town.ann) == (100_000_000 - executed * 100_000, 0)
        gapless(town, "ann")


def test_two_banks_tick_at_once_and_settle_once(postgres_url):
    with Town(postgres_url) as town:
        second = Bank.open(postgres_url, bank_keys(), town.time, directory())
        ids = [town.ann.pay() for _ in range(20)]
        letter = town.ann.letter()
        town.ann.send(town.ann.incoming(letter))
        town.time.forward(hours=2)
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda bank: bank.tick(), [town.bank, second] * 3))
        second.close()
        assert {town.state(document_id)[0] for document_id in ids} == {"executed"}
        assert town.balance(town.ann) == (100_000_000 - 20 * 100_000, 0)
        assert [told.fields["automatic"] for told in town.made("ann", "bank_letter")] == ["1", "2"]
        gapless(town, "ann")


def test_a_statement_adds_up(town):
    ann, bob = town.ann, town.bob
    first = TODAY - timedelta(days=1)
    ann.pay(bob, amount="100.10")
    ann.pay(bob, amount="200.20")
    town.time.forward(days=1)
    bob.pay(ann, amount="50.05")
    day, following = TODAY, TODAY + timedelta(days=1)
    whole = town.bank.statement("ann", ann.account, (first, following))
    assert (whole.opening, whole.credits, whole.debits) == (0, 100_000_000 + 5_005, 30_030)
    assert whole.closing == whole.opening + whole.credits - whole.debits == town.balance(ann)[0]
    assert [(entry.credit, entry.amount) for entry in whole.entries] == [
        (True, "1000000.00"),
        (False, "100.10"),
        (False, "200.20"),
        (True, "50.05"),
    ]
    today, tomorrow = (town.bank.statement("ann", ann.account, (one, one)) for one in (day, following))
    assert today.closing == tomorrow.opening
    assert tomorrow.closing == whole.closing
    assert today.entries + tomorrow.entries == whole.entries
    empty = town.bank.statement("ann", ann.account, (date(2027, 1, 1), date(2027, 1, 31)))
    assert (empty.opening, empty.closing, empty.entries) == (whole.closing, whole.closing, ())


def test_entries_are_read_by_pages(town):
    for _ in range(7):
        town.ann.pay(town.bob)
    days = (TODAY, TODAY)
    everything = town.bank.entries("ann", town.ann.account, days, "", 100)
    assert len(everything) == 8
    pages, after = [], ""
    while page := town.bank.entries("ann", town.ann.account, days, after, 3):
        pages += page
        after = page[-1].entry_id
    assert pages == everything
    with pytest.raises(NotAllowed, match="not_own_account"):
        town.bank.entries("bob", town.ann.account, days, "", 3)


def test_transfers_between_ones_own_accounts(town):
    own = town.ann.open_account(account_number(town.bank.bic, 1002))
    document_id = town.ann.pay(town.ann, payee_account=own)
    assert town.state(document_id) == ("executed", "")
    mine = [event.data for event in town.events("ann") if event.kind == "entry"][-2:]
    assert [(entry["account"], entry["credit"]) for entry in mine] == [(town.ann.account, False), (own, True)]
    assert {entry["document_id"] for entry in mine} == {document_id}


def test_directories_have_the_version_of_their_bytes(town):
    assert town.bank.directory("bic_supplement") is None
    assert town.bank.put_directory("bic_supplement", b"one")
    first = town.bank.directory("bic_supplement")
    assert not town.bank.put_directory("bic_supplement", b"one")
    assert town.bank.put_directory("bic_supplement", b"two")
    second = town.bank.directory("bic_supplement")
    assert (first.data, second.data) == (b"one", b"two")
    assert isinstance(second, Directory)
    told = [event.data["version"] for event in town.events("bob") if event.kind == "directory"]
    assert told == [first.version, second.version]


def test_a_transfer_knows_both_balances(town):
    town.ann.pay(town.bob, amount="10.00")
    (row,) = town.query(select(transfer).where(transfer.c.document_id.is_not(None)))
    assert (row.debit_balance, row.credit_balance) == (100_000_000 - 1000, 1000)
    assert town.query(text("SELECT count(*) FROM account WHERE held <> 0"))[0][0] == 0
