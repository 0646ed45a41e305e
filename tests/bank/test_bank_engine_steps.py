"""The bank's engine: holds, steps taken once, recalls, operators."""

import threading
from concurrent.futures import ThreadPoolExecutor

import engine_kit as kit
import pytest
from bank_core_kit import TODAY, Time, account_number, bank_keys, directory
from sqlalchemy import select

from bsclient.bank.__main__ import main
from bsclient.bank.bankclock import Plan
from bsclient.bank.core import Bank
from bsclient.bank.operations import NewAccount
from bsclient.bank.schema.products import decision, task
from bsclient.bank.schema.tables import hold
from bsclient.errors import NotAllowed

pytestmark = pytest.mark.usefixtures("engine")


def test_held_money_is_paid_by_a_later_step(town):
    own = kit.request(town)
    assert town.state(own)[0] == "accepted"
    assert town.balance(town.ann) == (100_000_000, 50_000)
    town.run(seconds=9)
    assert town.state(own)[0] == "accepted"
    town.run(seconds=2)
    assert town.state(own)[0] == "executed"
    assert town.balance(town.ann) == (99_950_000, 0)
    assert town.bank.audit() == []


def test_a_step_that_stops_ends_its_document_and_gives_back(town):
    own = kit.request(town, "stop")
    town.run(seconds=11)
    assert town.state(own) == ("rejected", "client_closed")
    assert town.balance(town.ann) == (100_000_000, 0)
    assert town.statuses("ann", own) == ["accepted", "rejected"]
    assert kit.count(town, task) == 0
    assert town.bank.audit() == []


def test_a_step_that_fails_is_tried_again_and_does_not_hold_up_others(town, caplog):
    bad, good = kit.request(town, "fail"), kit.request(town)
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
    own = kit.request(town)
    asked = town.ann.recall(own)
    assert [town.state(item)[0] for item in (own, asked)] == ["recalled", "executed"]
    assert town.balance(town.ann) == (100_000_000, 0)
    assert kit.count(town, task) == 0
    town.run(minutes=1)
    assert town.state(own)[0] == "recalled"
    late = kit.request(town)
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
    assert kit.count(town, task) == 0
    assert town.query(select(hold)) == []


def test_steps_are_taken_once_by_many_processes(postgres_url):
    """Two banks over one base tick at the same moment, again and again."""
    from bank_core_kit import Town

    with Town(postgres_url) as town:
        ids = [kit.request(town, amount="1.00") for _ in range(30)]
        others = [Bank.open(postgres_url, bank_keys(), town.time, directory()) for _ in range(2)]
        banks, meeting = [town.bank, *others], threading.Barrier(3)

        def tick(bank):
            meeting.wait()
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
            own = kit.request(town, amount="1.00")
            town.time.forward(seconds=11)
            meeting = threading.Barrier(2)

            def tick(meeting=meeting):
                meeting.wait()
                other.tick()

            def recall(own=own, meeting=meeting):
                meeting.wait()
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
    yes, no = kit.request(town), kit.request(town)
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
    own, recalled = kit.request(town), kit.request(town)
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
        own, meeting = kit.request(town), threading.Barrier(2)

        def decide(act):
            meeting.wait()
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
    own = kit.request(town)
    town.bank.reject(own, note="Приостановлено")
    assert town.state(own) == ("rejected", "rejected_by_operator")
    assert town.balance(town.ann) == (100_000_000, 0)
    assert kit.count(town, task) == 0
    with pytest.raises(NotAllowed, match="document_final"):
        town.bank.reject(own)


def test_operators_commands(tmp_path, capsys, asking):
    from bank_core_kit import Company

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
    own, other = kit.request(town), kit.request(town)
    bank.close()
    assert main(["--data", str(tmp_path), "documents"]) == 0
    listed = capsys.readouterr().out
    assert own in listed
    assert '"number": "1"' in listed
    assert main(["--data", str(tmp_path), "approve-document", own, "Сидорова"]) == 0
    assert main(["--data", str(tmp_path), "refuse-document", other, "Сидорова", "--note", "Нет"]) == 0
    assert main(["--data", str(tmp_path), "approve-document", own, "Сидорова"]) == 1
    assert "decision_not_asked" in capsys.readouterr().err
