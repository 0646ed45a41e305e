"""Long polls and streams: they wake at a commit, miss nothing, and end when they should."""

import threading
import time
from copy import copy

import httpx2
import msgspec
from bank_client import code_in, receipt_in
from bank_server import bank_thread

from bsclient.protocol.messages import Event


def last_seq(client):
    events = client.all_events()
    return events[-1].seq if events else 0


def settle(client):
    """Wait until the bank has nothing more to say for now; returns the cursor."""
    after = last_seq(client)
    while page := client.events(after, wait=2):
        after = page[-1].seq
    return after


def test_a_poll_wakes_at_once(ann):
    """The wait would last 25 s; the answer is there as soon as the document is."""
    after = settle(ann)
    heard, started = [], threading.Event()

    def wait():
        started.set()
        heard.extend(ann_waits.events(after, wait=25))

    ann_waits = second_line(ann)
    waiting = threading.Thread(target=wait)
    waiting.start()
    started.wait()
    letter = ann.letter()
    receipt_in(ann.put(letter))
    waiting.join(20)
    assert not waiting.is_alive()
    assert letter.id in str(heard)
    ann_waits.http.close()


def second_line(client):
    """The same user on a connection of its own."""
    twin = copy(client)
    twin.http = httpx2.Client(
        base_url=client.connection["url"], verify=client.context, trust_env=False, timeout=httpx2.Timeout(60)
    )
    return twin


def test_a_poll_without_news_ends_empty(ann):
    after = settle(ann)
    start = time.monotonic()
    assert ann.events(after, wait=1) == []
    assert time.monotonic() - start >= 0.9


def test_each_waiter_hears_only_its_own(ann, carol):
    mine = settle(ann)
    hers = settle(carol)
    letter = ann.letter()
    receipt_in(ann.put(letter))
    assert carol.events(hers, wait=1) == []
    assert ann.events(mine)


def streamed(client, after, count, headers=None):
    """Read events from the stream until there are so many."""
    found = []
    headers = {"Authorization": f"Bearer {client.token}"} | (headers or {})
    with client.http.stream("GET", f"/v1/events/stream?after={after}", headers=headers) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        block = {}
        for line in answer.iter_lines():
            if line.startswith(":"):
                continue
            if line:
                name, _, value = line.partition(": ")
                block[name] = value
            elif block:
                event = msgspec.json.decode(block["data"].encode(), type=Event)
                assert int(block["id"]) == event.seq
                found.append(event)
                block = {}
                if len(found) == count:
                    return found
    return found


def test_the_stream_says_what_the_feed_says(ann):
    for number in range(3):
        ann.put(ann.letter(str(number)))
    settle(ann)
    events = ann.all_events()
    assert streamed(ann, 0, len(events)) == events
    middle = events[len(events) // 2].seq
    rest = [event for event in events if event.seq > middle]
    assert streamed(ann, 0, len(rest), {"Last-Event-ID": str(middle)}) == rest


def test_the_stream_goes_on_in_real_time(ann):
    after = settle(ann)
    heard = []
    reading = threading.Thread(target=lambda: heard.extend(streamed(line, after, 3)))
    line = second_line(ann)
    reading.start()
    for number in range(3):
        receipt_in(ann.put(ann.letter(str(number))))
    reading.join(30)
    assert not reading.is_alive()
    assert [event.seq for event in heard] == [event.seq for event in ann.events(after)[:3]]
    line.http.close()


def test_bad_stream_cursors(ann):
    assert code_in(ann.call("GET", "/v1/events/stream?after=x")) == "bad_request"
    answer = ann.call("GET", "/v1/events/stream", headers={"Last-Event-ID": "٣".encode()})
    assert code_in(answer) == "bad_request"


def test_too_many_waiters_are_sent_away(ann):
    """Sixteen streams of one client are open; the next is told to come later, another client's is not."""
    open_lines = []
    try:
        for _ in range(16):
            line = second_line(ann)
            headers = {"Authorization": f"Bearer {ann.token}"}
            stream = line.http.send(
                line.http.build_request("GET", "/v1/events/stream", headers=headers), stream=True
            )
            pieces = stream.iter_raw()
            next(pieces)
            open_lines.append((line, stream, pieces))
        answer = ann.call("GET", "/v1/events/stream?after=0")
        assert answer.status_code == 429
        assert code_in(answer) == "busy"
        assert int(answer.headers["retry-after"]) > 0
    finally:
        for line, stream, _ in open_lines:
            stream.close()
            line.http.close()


def test_a_stop_ends_waits_and_streams(tmp_path, enrolled):
    with bank_thread(tmp_path) as (bank, server):
        ann = enrolled(bank)
        after = settle(ann)
        answers = []
        lines = [second_line(ann), second_line(ann)]
        waits = [
            threading.Thread(target=lambda: answers.append(lines[0].events(after, wait=25))),
            threading.Thread(target=lambda: answers.append(streamed(lines[1], after, 99))),
        ]
        for wait in waits:
            wait.start()
        while server.parts.hub.seats(ann.client_id) < len(waits):
            assert all(wait.is_alive() for wait in waits)
            time.sleep(0.01)
        server.stop()
        for wait in waits:
            wait.join(20)
            assert not wait.is_alive()
        assert answers == [[], []]
        for client in (ann, *lines):
            client.http.close()
