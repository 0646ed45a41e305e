"""SIGTERM while clients wait for events: they are answered at once, the server ends in order, and nothing accepted is lost.

The calls wait for half a minute and streams for an hour, longer than the server is given to end.
"""

import threading
from concurrent.futures import ThreadPoolExecutor

import httpx2
import msgspec
from bank_client import code_in, lines_in, receipt_in
from bank_server import bank_of

from bsclient.bank.api.caps import Caps
from bsclient.bank.api.parts import LIMITS
from bsclient.protocol.acts import Receipt
from bsclient.protocol.messages import SignedReceipt

SEATS = Caps().client_waiting


def line_of(client):
    """Another line of the same user: every waiting call has its own."""
    made = httpx2.Client(
        base_url=client.connection["url"], verify=client.context, trust_env=False, timeout=60
    )
    made.headers["Authorization"] = f"Bearer {client.token}"
    return made


def wait_for(line, after):
    """Wait for events; begin again while too many others wait."""
    with line:
        while True:
            answer = line.get(f"/v1/events?after={after}&wait={LIMITS.wait_seconds}")
            if answer.status_code != 429:
                return answer.status_code, answer.content


def follow(line, after, opened):
    """Read a stream to its end."""
    with line, line.stream("GET", f"/v1/events/stream?after={after}") as answer:
        parts = answer.iter_raw()
        first = next(parts)
        opened.set()
        return first, b"".join(parts)


def all_wait(client, after, calls):
    """Ask until a call is refused because as many wait already as may, or one of those has come back."""
    while not any(one.done() for one in calls):
        answer = client.call("GET", f"/v1/events?after={after}&wait=1")
        if answer.status_code == 429:
            return code_in(answer) == "busy"
    return False


def receipts(client):
    return [
        Receipt.decode(msgspec.convert(event.data, SignedReceipt).receipt).id
        for event in client.all_events()
        if event.kind == "receipt"
    ]


def test_waiting_calls_are_answered_when_the_server_is_told_to_end(tmp_path, enrolled):
    with bank_of(tmp_path, demo=False) as bank:
        ann = enrolled(bank)
        letter = ann.letter()
        taken = receipt_in(ann.put(letter))
        last = ann.all_events()[-1].seq
        opened = threading.Event()
        with ThreadPoolExecutor(SEATS) as pool:
            stream = pool.submit(follow, line_of(ann), last + 100, opened)
            polls = [pool.submit(wait_for, line_of(ann), last + 100) for _ in range(SEATS - 1)]
            assert opened.wait(60)
            assert all_wait(ann, last + 100, (stream, *polls))
            assert bank.stop() == 0
            assert [one.result() for one in polls] == [(200, b"")] * (SEATS - 1)
            assert stream.result() == (b": open\n\n", b"")
        assert (tmp_path / "bank" / "stderr.txt").read_text() == ""
        bank.start()
        assert receipt_in(ann.put(letter)) == taken
        assert receipts(ann) == [letter.id]


def test_what_is_under_way_at_the_end_is_taken_whole_or_not_at_all(tmp_path, enrolled):
    """Batches run while the server is told to end: each receipt that was given holds, and nothing is there without one."""
    with bank_of(tmp_path, demo=False) as bank:
        ann = enrolled(bank)
        batches = [[ann.letter(f"{number}") for number in range(20)] for _ in range(30)]
        given, begun = {}, threading.Event()

        def send(batch, line):
            body = b"\n".join(msgspec.json.encode(one) for one in batch)
            try:
                answer = line.post("/v1/documents/batch", content=body)
            except httpx2.TransportError:
                return
            if answer.status_code == 200:
                given.update({one.id: one.receipt for one in lines_in(answer)})
                begun.set()

        def send_all(own):
            with line_of(ann) as line:
                line.headers["Content-Type"] = "application/x-ndjson"
                for batch in own:
                    send(batch, line)

        with ThreadPoolExecutor(4) as pool:
            waiting = pool.submit(wait_for, line_of(ann), ann.all_events()[-1].seq + 10_000)
            sending = [pool.submit(send_all, batches[at::3]) for at in range(3)]
            assert begun.wait(60)
            assert bank.stop() == 0
            assert waiting.result() == (200, b"")
            for one in sending:
                one.result()
        bank.start()
        there = receipts(ann)
        assert len(there) == len(set(there))
        assert given.keys() <= set(there)
        for batch in batches:
            for line in lines_in(ann.batch(batch)):
                assert given.get(line.id, line.receipt) == line.receipt
        assert sorted(receipts(ann)) == sorted(one.id for batch in batches for one in batch)
