"""Group commit: waiting requests share a transaction, each gets its own outcomes, one failure stays its own."""

import asyncio
import threading

import pytest

from bsclient.bank.intake.group_commit import GroupCommit, QueueFull
from bsclient.bank.ports import Incoming, Outcome
from bsclient.errors import StorageFailed
from bsclient.protocol.messages import Envelope


def envelope(name):
    return Incoming("client", "user", Envelope(id=name, body=b"", signatures=[]))


class Ledger:
    """Stands where the core stands: notes what each transaction held; refuses when told to."""

    def __init__(self, bad=()):
        self.transactions = []
        self.threads = set()
        self.gate = threading.Event()
        self.gate.set()
        self.bad = set(bad)

    @property
    def stored(self):
        return [name for names in self.transactions for name in names]

    def accept(self, batch):
        self.gate.wait(10)
        self.threads.add(threading.get_ident())
        names = [item.envelope.id for item in batch]
        if self.bad & set(names):
            raise OSError("disk")
        self.transactions.append(names)
        return [Outcome(name) for name in names]


async def gathered(ledger, requests, **options):
    """Hold the first transaction until all requests wait, then let go."""
    commits = GroupCommit(ledger.accept, **options)
    ledger.gate.clear()
    tasks = [asyncio.create_task(commits.submit([envelope(name) for name in names])) for names in requests]
    await asyncio.sleep(0.05)
    ledger.gate.set()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    await commits.close()
    return commits, results


def test_waiting_requests_share_a_transaction():
    ledger = Ledger()
    requests = [["first"], *([f"r{number}"] for number in range(50))]
    _, results = asyncio.run(gathered(ledger, requests))
    assert [[outcome.id for outcome in result] for result in results] == requests
    assert ledger.stored == [name for names in requests for name in names]
    assert len(ledger.transactions) <= 2
    assert len(ledger.threads) == 1


def test_a_transaction_has_a_size_and_no_request_is_split():
    ledger = Ledger()
    requests = [["a"], ["b1", "b2", "b3"], ["c1", "c2"], ["d"]]
    asyncio.run(gathered(ledger, requests, together=3))
    assert all(len(names) <= 3 for names in ledger.transactions)
    for names in requests:
        assert any(set(names) <= set(transaction) for transaction in ledger.transactions)


def test_a_request_larger_than_a_transaction_still_goes():
    ledger = Ledger()
    _, results = asyncio.run(gathered(ledger, [["a", "b", "c", "d"]], together=2))
    assert [outcome.id for outcome in results[0]] == ["a", "b", "c", "d"]


def test_one_failure_does_not_fail_its_neighbours():
    ledger = Ledger(bad={"bad"})
    _, results = asyncio.run(gathered(ledger, [["first"], ["a"], ["bad", "with it"], ["z"]]))
    assert [outcome.id for result in (results[0], results[1], results[3]) for outcome in result] == [
        "first",
        "a",
        "z",
    ]
    assert isinstance(results[2], StorageFailed)
    assert sorted(ledger.stored) == ["a", "first", "z"]


def test_a_full_queue_pushes_back():
    ledger = Ledger()
    _, results = asyncio.run(gathered(ledger, [["a"], ["b"], ["c"], ["d", "e"]], waiting=3))
    refused = [result for result in results if isinstance(result, QueueFull)]
    assert len(refused) == 1
    assert sorted(ledger.stored) == ["a", "b", "c"]


def test_a_caller_that_leaves_does_not_stop_the_writer():
    async def scenario():
        ledger = Ledger()
        commits = GroupCommit(ledger.accept)
        ledger.gate.clear()
        leaver = asyncio.create_task(commits.submit([envelope("left")]))
        stayer = asyncio.create_task(commits.submit([envelope("stayed")]))
        await asyncio.sleep(0.05)
        leaver.cancel()
        ledger.gate.set()
        assert (await stayer)[0].id == "stayed"
        await commits.close()
        return ledger

    assert "left" in asyncio.run(scenario()).stored


def test_closing_finishes_what_waits_and_takes_no_more():
    async def scenario():
        ledger = Ledger()
        commits = GroupCommit(ledger.accept)
        waiting = asyncio.create_task(commits.submit([envelope("last")]))
        await asyncio.sleep(0)
        await commits.close()
        assert (await waiting)[0].id == "last"
        with pytest.raises(QueueFull):
            await commits.submit([envelope("late")])

    asyncio.run(scenario())
