"""The bank's engine: legs all or none, holds, steps taken once, recalls, operators, documents of the bank, closed days."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal

import engine_kit as kit
import pytest
from bank_core_kit import TODAY, Time, account_number, bank_keys, directory
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import IntegrityError

from bsclient.bank import house
from bsclient.bank.__main__ import main
from bsclient.bank.bankclock import Plan
from bsclient.bank.core import Bank
from bsclient.bank.interest import add_months, interest
from bsclient.bank.operations import NewAccount
from bsclient.bank.schema import account, document, hold, transfer
from bsclient.bank.schema_products import closed_day, decision, product, task
from bsclient.crypto.certificate import Role
from bsclient.crypto.verify import Trust, Verifier
from bsclient.errors import NotAllowed
from bsclient.protocol.messages import Code


@pytest.fixture(autouse=True)
def engine(monkeypatch):
    monkeypatch.setattr(kit.Holding, "broken", True)
    monkeypatch.setattr(kit.Days, "closed", [])
    kit.install(monkeypatch, kit.services())


@pytest.fixture
def asking(monkeypatch):
    kit.install(monkeypatch, kit.deciding())


def count(town, table, *where):
    return town.query(select(func.count()).select_from(table).where(*where))[0][0]


def deposit(town, amount="10000.00", **fields):
    return town.ann.file("test_deposit", account=town.ann.account, amount=amount, **fields)


def second_account(town, tail=1002):
    return town.ann.open_account(account_number(town.bank.bic, tail))


# products ---------------------------------------------------------------------------------------------------------


def test_a_product_lives_from_opening_to_its_end(town):
    own = deposit(town)
    assert town.state(own) == ("executed", "")
    (told,) = town.products("ann", "deposit")
    assert (told["amount"], told["state"], told["document_id"]) == ("10000.00", "open", own)
    assert told["terms"] == {"payout": town.ann.account, "rate": "12"}
    assert told["ends"] == "2027-01-18"
    assert told["account"].startswith("42103810")
    assert town.balance(town.ann) == (99_000_000, 0)
    town.run(days=31)
    first = interest(1_000_000, kit.PERCENT, TODAY, add_months(TODAY, 1))
    assert first == 9_863  # 10,000 roubles, 12 %, 30 days of 365
    assert town.balance(town.ann) == (99_000_000 + first, 0)
    town.run(days=31)
    both = first + interest(1_000_000, kit.PERCENT, date(2026, 12, 18), date(2027, 1, 18))
    assert town.balance(town.ann) == (100_000_000 + both, 0)
    (told,) = town.products("ann", "deposit")
    assert (told["amount"], told["state"]) == ("0.00", "closed")
    (kept,) = town.query(select(account).where(account.c.number == told["account"]))
    assert (kept.posted, kept.closed) == (0, "2027-01-19")
    assert count(town, task) == 0
    assert town.bank.audit() == []


def test_the_word_on_a_product_is_signed_by_the_bank(small_town):
    deposit(small_town)
    import base64

    found = [item for item in small_town.events("ann") if item.kind == "document"][-1]
    body, signature = (base64.b64decode(found.data[name]) for name in ("body", "signature"))
    verifier = Verifier(Trust(bank_keys().authority.certificate, roles=frozenset((Role.BANK,))))
    holder = verifier.verify(body, signature, small_town.time.now).certificate
    assert holder.serial == bank_keys().signer.certificate.serial
    (signed,) = small_town.made("ann", "product")
    assert (signed.purpose, signed.version, signed.client) == ("bsclient.bank_document/1", "1", "ann")


def test_nobody_elses_product_can_be_had(small_town):
    deposit(small_town)
    (told,) = small_town.products("ann")

    def look(work):
        for client, kind, code in (("bob", "", "product_unknown"), ("ann", "loan", "product_unknown")):
            with pytest.raises(NotAllowed, match=code):
                work.products.need(told["product_id"], client, kind)
        assert work.products.need(told["product_id"], "ann", "deposit").number == told["number"]

    small_town.bank._work(look)


# all or none ------------------------------------------------------------------------------------------------------


def test_a_document_that_stops_late_leaves_nothing_behind(town):
    """Account, money, product, steps and statuses of it are gone; its neighbours in the batch are not."""
    ann, before = town.ann, count(town, account)
    batch = [
        ann.incoming(ann.signed(fields(town, fault=fault, amount="700.00"), kit.DepositOrder)) for fault in ("", "late", "")
    ]  # fmt: skip
    assert all(outcome.receipt for outcome in ann.send(*batch))
    ids = [item.envelope.id for item in batch]
    assert [town.state(own) for own in ids] == [
        ("executed", ""),
        ("rejected", "amount_zero"),
        ("executed", ""),
    ]
    assert town.statuses("ann", ids[1]) == ["rejected"]
    assert count(town, product) == 2
    assert count(town, task) == 4
    assert count(town, account) == before + 2
    assert town.balance(ann) == (100_000_000 - 140_000, 0)
    assert len(town.products("ann")) == 2
    assert town.bank.audit() == []


def fields(town, **changes):
    blank = {"number": str(town.number()), "date": TODAY.isoformat(), "account": town.ann.account}
    return {**kit.DepositOrder.blank(), **blank, **changes}


def test_two_legs_come_both_or_not_at_all(town):
    other = second_account(town)
    good = town.ann.file("test_pair", account=town.ann.account, other=other, amount="300.00", second="200.00")
    poor = town.ann.file(
        "test_pair", account=town.ann.account, other=other, amount="300.00", second="999900.00"
    )
    assert [town.state(own)[0] for own in (good, poor)] == ["executed", "refused_abs"]
    legs = town.query(
        select(transfer.c.document_id, transfer.c.leg, transfer.c.amount).where(
            transfer.c.document_id.is_not(None)
        )
    )
    assert sorted(legs) == [(good, 0, 30_000), (good, 1, 20_000)]
    assert town.last_status("ann", poor)["facts"]["expected"] == "999900.00"
    entries = [
        item.data for item in town.events("ann") if item.kind == "entry" and item.data["document_id"] == good
    ]
    assert len(entries) == 4
    assert {entry["purpose"] for entry in entries} == {"", "Вторая часть"}
    assert {entry["counterparty_name"] for entry in entries} == {'ООО "ann"'}
    assert town.bank.audit() == []


def test_a_crash_within_a_service_stores_nothing(town):
    ann = town.ann
    incoming = ann.incoming(ann.signed(fields(town, fault="crash", amount="700.00"), kit.DepositOrder))
    with pytest.raises(NotAllowed):
        ann.send(incoming)
    assert count(town, document) == 0
    assert count(town, product) == count(town, task) == 0
    assert town.balance(ann) == (100_000_000, 0)


def test_the_base_lets_each_leg_move_money_once_and_one_currency(town):
    good = {"id": 900, "document_id": "d", "leg": 3, "debit_account": 1, "credit_account": 2, "amount": 1,
            "value_date": "", "posted": "", "kind": "payment", "debit_balance": 0, "credit_balance": 0}  # fmt: skip
    dollars = {row.id for row in town.query(select(account).where(account.c.currency == "USD"))}
    bad = [good | {"id": 901}, good | {"id": 902, "leg": 4, "credit_account": min(dollars)},
           good | {"id": 903, "leg": 5, "currency": "USD"}]  # fmt: skip
    with town.bank.store.write() as connection:
        connection.execute(insert(transfer).values(good))
    for row in bad:
        with pytest.raises(IntegrityError), town.bank.store.write() as connection:
            connection.execute(insert(transfer).values(row))


def test_a_transaction_that_is_tried_anew_decides_anew(postgres_url):
    """PostgreSQL ends the first try with a serialisation failure; the second decides from the beginning."""
    from bank_core_kit import Town

    with Town(postgres_url) as town:
        for sql in (
            "CREATE SEQUENCE tries",
            (
                "CREATE FUNCTION once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF nextval('tries') = 1 THEN"
                " RAISE EXCEPTION USING ERRCODE = '40001'; END IF; RETURN NEW; END $$"
            ),
            "CREATE TRIGGER once BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION once()",
        ):
            town.change(sql)
        ann = town.ann
        order = ann.signed(ann.order(town.bob, amount="5.00"))
        poor = ann.signed(ann.order(town.bob, amount="5000000.00"))
        opening = ann.signed(fields(town, amount="700.00"), kit.DepositOrder)
        late = ann.signed(fields(town, amount="700.00", fault="late"), kit.DepositOrder)
        signed = (order, poor, opening, late)
        assert all(outcome.receipt for outcome in ann.send(*map(ann.incoming, signed)))
        assert town.query(text("SELECT last_value > 1 FROM tries")) == [(True,)]
        assert [town.state(item.id)[0] for item in signed] == [
            "executed",
            "refused_abs",
            "executed",
            "rejected",
        ]
        assert town.balance(ann) == (100_000_000 - 500 - 70_000, 0)
        assert len(town.products("ann")) == 1
        keys = {row.id: row.duplicate_key for row in town.query(select(document))}
        assert [bool(keys[item.id]) for item in signed] == [True, False, False, False]
        assert town.bank.audit() == []


# holds, steps, recalls --------------------------------------------------------------------------------------------


def request(town, mode="hold", amount="500.00"):
    return town.ann.file("test_request", account=town.ann.account, amount=amount, mode=mode)


def test_held_money_is_paid_by_a_later_step(town):
    own = request(town)
    assert town.state(own)[0] == "accepted"
    assert town.balance(town.ann) == (100_000_000, 50_000)
    town.run(seconds=9)
    assert town.state(own)[0] == "accepted"
    town.run(seconds=2)
    assert town.state(own)[0] == "executed"
    assert town.balance(town.ann) == (99_950_000, 0)
    assert town.bank.audit() == []


def test_a_step_that_stops_ends_its_document_and_gives_back(town):
    own = request(town, "stop")
    town.run(seconds=11)
    assert town.state(own) == ("rejected", "client_closed")
    assert town.balance(town.ann) == (100_000_000, 0)
    assert town.statuses("ann", own) == ["accepted", "rejected"]
    assert count(town, task) == 0
    assert town.bank.audit() == []


def test_a_step_that_fails_is_tried_again_and_does_not_hold_up_others(town, caplog):
    bad, good = request(town, "fail"), request(town)
    town.run(seconds=11)
    assert [town.state(own)[0] for own in (bad, good)] == ["accepted", "executed"]
    (left,) = town.query(select(task))
    assert (left.tries, left.ref) == (1, bad)
    assert "hold_settled_twice" in left.error
    assert town.balance(town.ann) == (99_950_000, 50_000)
    town.run(seconds=5)
    assert town.query(select(task.c.tries)) == [(1,)]  # not before its time
    kit.Holding.broken = False
    town.run(minutes=2)
    assert town.state(bad)[0] == "executed"
    assert town.balance(town.ann) == (99_900_000, 0)
    assert town.bank.audit() == []


def test_recall_gives_back_and_drops_the_steps(town):
    own = request(town)
    asked = town.ann.recall(own)
    assert [town.state(item)[0] for item in (own, asked)] == ["recalled", "executed"]
    assert town.balance(town.ann) == (100_000_000, 0)
    assert count(town, task) == 0
    town.run(minutes=1)
    assert town.state(own)[0] == "recalled"
    late = request(town)
    town.run(seconds=11)
    refused = town.ann.recall(late)
    assert town.state(refused) == ("rejected", "already_executed")
    assert town.bank.audit() == []


def test_recall_in_the_same_batch(town):
    ann = town.ann
    first = ann.signed({**kit.HoldRequest.blank(), "number": "77", "date": TODAY.isoformat(), "account": ann.account,
                        "amount": "10.00"}, kit.HoldRequest)  # fmt: skip
    raw = {"number": "78", "date": TODAY.isoformat(), "document_id": first.id, "document_number": "77",
           "document_date": TODAY.isoformat(), "document_amount": "10.00", "reason": "Ошибка"}  # fmt: skip
    from bsclient.domain.documents import RecallRequest

    second = ann.signed(raw, RecallRequest)
    ann.send(ann.incoming(first), ann.incoming(second))
    assert [town.state(item.id)[0] for item in (first, second)] == ["recalled", "executed"]
    assert town.balance(ann) == (100_000_000, 0)
    assert count(town, task) == 0
    assert town.query(select(hold)) == []


def test_steps_are_taken_once_by_many_processes(postgres_url):
    """Two banks over one base tick at the same moment, again and again."""
    from bank_core_kit import Town

    with Town(postgres_url) as town:
        ids = [request(town, amount="1.00") for _ in range(30)]
        others = [Bank.open(postgres_url, bank_keys(), town.time, directory()) for _ in range(2)]
        banks, meeting = [town.bank, *others], threading.Barrier(3)

        def tick(bank):
            meeting.wait(20)
            bank.tick()

        town.time.forward(seconds=11)
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(tick, banks))
        town.bank.tick()
        assert {town.state(own)[0] for own in ids} == {"executed"}
        assert town.balance(town.ann) == (100_000_000 - 3_000, 0)
        assert all(town.statuses("ann", own) == ["accepted", "executed"] for own in ids)
        assert town.bank.audit() == []
        for bank in others:
            bank.close()


def test_a_step_and_a_recall_at_once_leave_one_outcome(postgres_url):
    from bank_core_kit import Town

    with Town(postgres_url) as town:
        other = Bank.open(postgres_url, bank_keys(), town.time, directory())
        for _ in range(5):
            own = request(town, amount="1.00")
            town.time.forward(seconds=11)
            meeting = threading.Barrier(2)

            def tick(meeting=meeting):
                meeting.wait(20)
                other.tick()

            def recall(own=own, meeting=meeting):
                meeting.wait(20)
                return town.ann.recall(own)

            with ThreadPoolExecutor(2) as pool:
                done, asked = pool.submit(tick), pool.submit(recall)
                done.result()
                refused = asked.result()
            states = (town.state(own)[0], town.state(refused)[0])
            assert states in {("executed", "rejected"), ("recalled", "executed")}
        assert town.bank.audit() == []
        assert town.balance(town.ann)[1] == 0
        other.close()


# operators --------------------------------------------------------------------------------------------------------


def test_a_document_waits_for_an_operator(town, asking):
    yes, no = request(town), request(town)
    town.run(days=2)
    assert {item.id for item in town.bank.documents_to_decide()} == {yes, no}
    town.bank.approve_document(yes, "Сидорова")
    town.bank.refuse_document(no, "Сидорова", "Нет договора")
    assert town.state(yes) == ("executed", "")
    assert town.state(no) == ("rejected", "rejected_by_operator")
    assert town.last_status("ann", no)["note"] == "Нет договора"
    assert town.bank.documents_to_decide() == []
    said = town.query(select(decision.c.verdict, decision.c.operator).order_by(decision.c.verdict))
    assert said == [("approved", "Сидорова"), ("refused", "Сидорова")]
    for again in (yes, no, "0199-nothing"):
        with pytest.raises(NotAllowed, match="decision_not_asked"):
            town.bank.approve_document(again, "Сидорова")


def test_the_demo_decides_by_itself_after_a_while(town, asking):
    town.bank.plan = Plan(decide=3)
    own, recalled = request(town), request(town)
    assert town.state(town.ann.recall(recalled))[0] == "executed"
    town.run(seconds=2)
    assert town.state(own)[0] == "accepted"
    town.run(seconds=2)
    assert [town.state(item)[0] for item in (own, recalled)] == ["executed", "recalled"]
    verdicts = {row.document_id: (row.verdict, row.operator) for row in town.query(select(decision))}
    assert verdicts == {own: ("approved", "automatic"), recalled: ("recalled", "")}


def test_two_operators_decide_once(postgres_url, asking):
    from bank_core_kit import Town

    with Town(postgres_url) as town:
        own, meeting = request(town), threading.Barrier(2)

        def decide(act):
            meeting.wait(20)
            try:
                act(own, "operator")
            except NotAllowed as error:
                return error.code
            return "done"

        with ThreadPoolExecutor(2) as pool:
            found = list(pool.map(decide, (town.bank.approve_document, town.bank.refuse_document)))
        assert sorted(found) == ["decision_not_asked", "done"]
        assert town.state(own)[0] == ("executed" if found[0] == "done" else "rejected")
        assert len(town.statuses("ann", own)) == 2


def test_an_operator_may_reject_any_document_of_a_service(town):
    own = request(town)
    town.bank.reject(own, note="Приостановлено")
    assert town.state(own) == ("rejected", "rejected_by_operator")
    assert town.balance(town.ann) == (100_000_000, 0)
    assert count(town, task) == 0
    with pytest.raises(NotAllowed, match="document_final"):
        town.bank.reject(own)


def test_operators_commands(tmp_path, capsys, asking):
    from bank_core_kit import Company, account_number

    from bsclient.bank import server

    bank, _ = server.open_bank(server.Place(tmp_path))

    class Here:
        """What a company needs of a town."""

    town = Here()
    town.bank, town.time, town.today = bank, Time(), bank.clock().date()
    town.time.now = bank.clock()
    town.number = iter(range(1, 99)).__next__
    ann = Company(town, "ann", "770100001", "(1)", [1])
    town.ann = ann
    bank.open_account(NewAccount(account_number(bank.bic, 1), "", "ann"))
    ann.accounts.append(account_number(bank.bic, 1))
    own, other = request(town), request(town)
    bank.close()
    assert main(["--data", str(tmp_path), "documents"]) == 0
    listed = capsys.readouterr().out
    assert own in listed
    assert '"number": "1"' in listed
    assert main(["--data", str(tmp_path), "approve-document", own, "Сидорова"]) == 0
    assert main(["--data", str(tmp_path), "refuse-document", other, "Сидорова", "--note", "Нет"]) == 0
    assert main(["--data", str(tmp_path), "approve-document", own, "Сидорова"]) == 1
    assert "decision_not_asked" in capsys.readouterr().err


# documents of the bank ----------------------------------------------------------------------------------------------


def test_an_answer_comes_as_a_document_of_the_bank(town):
    own = town.ann.file("test_question")
    town.run(seconds=6)
    assert town.statuses("ann", own) == ["accepted", "executed"]
    (signed,) = town.made("ann", "test_demand")
    assert (signed.fields["amount"], signed.fields["related"]) == ("5.00", own)

    def answer(work):
        sent = work.sent(signed.id, "ann", "test_demand")
        assert (sent.related, sent.text("amount")) == (own, "5.00")
        work.answered(sent)
        for client, code in (("ann", "demand_answered"), ("bob", "demand_unknown")):
            with pytest.raises(NotAllowed, match=code):
                work.sent(signed.id, client)

    town.bank._work(answer)


def test_a_client_cannot_send_what_only_the_bank_makes(small_town):
    ann = small_town.ann
    raw = {"number": "1", "date": TODAY.isoformat(), "amount": "5.00"}
    outcome = ann.send(ann.incoming(ann.signed(raw, kit.BankDemand)))
    assert (outcome.code, dict(outcome.facts)) == (Code.BAD_REQUEST, {"reason": "type"})


def test_a_faulty_document_of_the_bank_is_not_sent(small_town):
    def send(fields, kind="test_demand"):
        return lambda work: work.send("ann", kind, fields) and None

    for fields, kind in (
        ({"number": "x"}, "test_demand"),
        ({"number": "1", "date": "2026-11-18"}, "test_question"),
    ):
        with pytest.raises(Exception, match="bank_document_faulty"):
            small_town.bank._work(send(fields, kind))
    assert small_town.made("ann", "test_demand") == []


# exchange ----------------------------------------------------------------------------------------------------------


def test_currency_is_exchanged_in_two_legs(town):
    town.bank.load_directories()
    dollars = account_number(town.bank.bic, 3001, currency="840")
    town.ann.open_account(dollars, 100_000, currency="USD")
    own = town.ann.file("test_pair", account=dollars, other=town.ann.account, amount="1000.00", second="1.00")
    assert town.state(own)[0] == "executed"
    legs = town.query(
        select(transfer.c.leg, transfer.c.currency, transfer.c.amount)
        .where(transfer.c.document_id == own)
        .order_by(transfer.c.leg)
    )
    assert legs == [(0, "USD", 100_000), (1, "RUB", 8_030_000)]  # bought at 80.30
    assert town.balance(town.ann) == (108_030_000, 0)
    position = {
        row.currency: row.posted
        for row in town.query(select(account).where(account.c.name.like("Расчёты по конв%")))
    }
    assert (position["USD"], position["RUB"]) == (100_000, -8_030_000)
    told = [
        item.data for item in town.events("ann") if item.kind == "entry" and item.data["document_id"] == own
    ]
    assert {entry["order"]["exchange_bought"] for entry in told} == {"80300.00 RUB"}
    assert {entry["currency"] for entry in told} == {"USD", "RUB"}
    assert town.bank.audit() == []


def test_an_exchange_stops_without_a_rate_or_for_nothing(town):
    dollars = account_number(town.bank.bic, 3001, currency="840")
    town.ann.open_account(dollars, 100_000, currency="USD")
    pair = {"account": dollars, "other": town.ann.account, "second": "1.00"}
    assert town.state(town.ann.file("test_pair", amount="1.00", **pair)) == ("rejected", "rate_unknown")
    town.bank.load_directories()
    back = {"account": town.ann.account, "other": dollars, "second": "1.00"}
    assert town.state(town.ann.file("test_pair", amount="0.01", **back)) == (
        "rejected",
        "service_amount_small",
    )
    assert town.balance(town.ann, 1) == (100_000, 0)


def test_orders_in_roubles_are_paid_from_and_to_rouble_accounts_alone(town):
    dollars = account_number(town.bank.bic, 3001, currency="840")
    town.ann.open_account(dollars, 100_000, currency="USD")
    deposit(town)
    (kept,) = [told["account"] for told in town.products("ann")]
    assert town.state(town.ann.pay(town.bob, payer_account=kept)) == ("bad_details", "account_not_for_orders")
    assert town.state(town.ann.pay(town.bob, payer_account=dollars)) == ("bad_details", "account_currency")
    assert town.state(town.ann.pay(town.bob, payee_account=dollars)) == ("bad_details", "account_currency")
    odd = account_number(town.bank.bic, 3002)  # the bank's own word on the currency counts, not the digits
    town.ann.open_account(odd, currency="CNY")
    assert town.state(town.ann.pay(town.bob, payee_account=odd)) == ("rejected", "payee_account_currency")
    assert town.state(town.ann.pay(town.bob, payer_account=odd)) == ("bad_details", "account_not_for_orders")


# closed days --------------------------------------------------------------------------------------------------------


def test_each_day_is_closed_once(town):
    town.run(seconds=1)
    assert kit.Days.closed == []  # the bank begins today
    town.ann.pay(town.bob, amount="12.00")
    town.run(days=3)
    assert kit.Days.closed == [TODAY + timedelta(days=at) for at in range(3)]
    town.run(hours=1)
    assert len(kit.Days.closed) == 3
    (row,) = town.query(select(closed_day).where(closed_day.c.day == TODAY.isoformat()))
    assert row.totals == '{"RUB": ["2", "100001200"]}'


def test_many_processes_close_a_day_once(postgres_url):
    from bank_core_kit import Town

    with Town(postgres_url) as town:
        town.run(seconds=1)
        other = Bank.open(postgres_url, bank_keys(), town.time, directory())
        town.time.forward(days=2)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda bank: bank.tick(), (town.bank, other)))
        assert kit.Days.closed == [TODAY, TODAY + timedelta(days=1)]
        other.close()


def test_own_accounts_are_there_once_and_have_right_keys(town):
    from bsclient.domain import checks

    again = Bank.open(town.url, bank_keys(), town.time, directory())
    rows = town.query(select(account).where(account.c.kind == "bank"))
    again.close()
    wanted = sum(len(kind.currencies) for kind in house.KINDS.values())
    assert len(rows) == wanted + 1
    assert all(checks.account_key_ok(town.bank.bic, row.number) for row in rows if row.number[:3] != "301")
    assert all(house.CODES[row.currency] == row.number[5:8] for row in rows)


def test_new_accounts_have_numbers_of_their_own(town):
    taken = house.numbered(town.bank.bic, "42103", "RUB", 1001)
    town.ann.open_account(taken)
    for _ in range(2):
        deposit(town)
    numbers = [told["account"] for told in town.products("ann")]
    assert numbers == [house.numbered(town.bank.bic, "42103", "RUB", tail) for tail in (1002, 1003)]
    assert Decimal(town.products("ann")[0]["amount"]) == 10_000
    assert town.query(text("SELECT next FROM counter WHERE name = 'account.42103.RUB'")) == [(1004,)]
