"""Looks into a server that runs in a thread of the tests: sharing of transactions, memory of sessions, what is logged."""

import threading
from contextlib import ExitStack
from datetime import timedelta

import httpx2
import msgspec
import pytest
from bank_client import code_in, receipt_in
from bank_server import bank_thread

from bsclient import clock
from bsclient.bank.keys import auth
from bsclient.crypto.hashes import sha256_hex


@pytest.fixture
def inside(tmp_path):
    with bank_thread(tmp_path) as (running, server):
        yield running, server


def test_parallel_requests_share_transactions(inside, enrolled):
    running, server = inside
    ann = enrolled(running)
    letters = [ann.letter(str(number)) for number in range(60)]
    before = server.parts.commits.transactions
    answers = []

    def send(share):
        with httpx2.Client(base_url=running.url, verify=ann.context, trust_env=False, timeout=60) as line:
            for letter in share:
                headers = {"Authorization": f"Bearer {ann.token}"}
                path = f"/v1/documents/{letter.id}"
                answers.append(line.put(path, content=msgspec.json.encode(letter), headers=headers))

    senders = [threading.Thread(target=send, args=(letters[start::12],)) for start in range(12)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert {answer.status_code for answer in answers} == {201}
    assert server.parts.commits.transactions - before < len(letters)


def test_calls_that_need_much_memory_are_few(inside, enrolled):
    """Whole files and batches: eight at once for one client; his payments and everybody else go on."""
    running, server = inside
    ann, bob = enrolled(running), enrolled(running)
    letter, path = ann.letter(), f"/v1/blobs/{sha256_hex(b'file')}"
    with ExitStack() as places:
        for _ in range(server.parts.caps.client_large):
            places.enter_context(server.parts.large_flights.one(ann.client_id))
        for answer in (ann.call("PUT", path, b"file"), ann.call("GET", path), ann.batch([letter])):
            assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
        receipt_in(ann.put(letter))
        assert bob.call("PUT", path, b"file").status_code == 201
    assert ann.call("PUT", path, b"file").status_code == 201


def test_an_idle_session_ends(inside, enrolled, monkeypatch):
    running, server = inside
    ann = enrolled(running)
    late = clock.now() + auth.IDLE + timedelta(seconds=5)
    monkeypatch.setattr(server.parts.doors, "_clock", lambda: late)
    answer = ann.call("GET", "/v1/events")
    assert code_in(answer) == "unauthenticated"
    assert answer.json()["facts"] == {"reason": "idle"}
    assert server.parts.core.session(sha256_hex(ann.token.encode())) is None


def test_use_keeps_a_session_alive(inside, enrolled, monkeypatch):
    running, server = inside
    ann = enrolled(running)
    start = clock.now()
    for minutes in range(0, 60, 6):
        monkeypatch.setattr(server.parts.doors, "_clock", lambda at=start + timedelta(minutes=minutes): at)
        assert ann.call("GET", "/v1/events").status_code == 200


def test_an_expired_certificate_ends_the_session(inside, enrolled, monkeypatch):
    running, server = inside
    ann = enrolled(running)
    start = clock.now()
    end = ann.signer.certificate.not_after
    monkeypatch.setattr(auth, "IDLE", timedelta(days=1000))
    monkeypatch.setattr(server.parts.doors, "_clock", lambda: end - timedelta(minutes=1))
    assert ann.call("GET", "/v1/events").status_code == 200
    monkeypatch.setattr(server.parts.doors, "_clock", lambda: end + timedelta(minutes=1))
    assert code_in(ann.call("GET", "/v1/events")) == "unauthenticated"
    assert end > start


def test_the_base_holds_no_token_and_no_code(inside, enrolled):
    """Tokens, nonces and activation codes are kept as hashes only."""
    running, _ = inside
    ann = enrolled(running)
    challenge = ann.challenge()
    kept = b"".join(path.read_bytes() for path in running.folder.glob("bank.db*"))
    assert ann.client_id.encode() in kept
    for secret in (ann.token, challenge["nonce"]):
        assert secret.encode() not in kept
    assert sha256_hex(ann.token.encode()).encode() in kept


def test_a_full_queue_is_told(inside, enrolled, monkeypatch):
    running, server = inside
    ann = enrolled(running)
    letter = ann.letter()
    monkeypatch.setattr(server.parts.commits, "_limit", 0)
    answer = ann.put(letter)
    assert answer.status_code == 429
    assert code_in(answer) == "busy"
    assert answer.headers["retry-after"] == "1"
    monkeypatch.undo()
    receipt_in(ann.put(letter))


def test_a_bug_is_a_bare_500(inside, enrolled, monkeypatch):
    """Something unforeseen breaks inside: the client learns nothing of it, and the server goes on."""
    running, server = inside
    ann = enrolled(running)

    def broken(*_):
        raise ZeroDivisionError("secret detail")

    with monkeypatch.context() as patch:
        patch.setattr(type(server.parts.core), "events", broken)
        answer = ann.call("GET", "/v1/events")
    assert answer.status_code == 500
    assert code_in(answer) == "server_error"
    assert "secret" not in answer.text
    assert answer.headers["connection"] == "close"
    assert ann.call("GET", "/v1/events").status_code == 200
