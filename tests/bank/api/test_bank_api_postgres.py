"""The same server over PostgreSQL, as two processes on one base: what one takes in, the other tells."""

import threading
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
from bank_client import BankClient, lines_in, receipt_in
from bank_server import start_bank


@pytest.fixture
def banks(postgres_url, tmp_path):
    """Two servers with one base and one set of keys, on ports of their own."""
    first = start_bank(tmp_path, demo=False, db=postgres_url)
    second = None
    try:
        second = type(first)(first.folder, first.db, demo=False).start()
        yield first, second
    finally:
        for running in (first, second):
            if running is not None:
                running.stop()


def at(client, running):
    """The same user, with the same session, at another server of the bank."""
    other = BankClient(client.connection | {"url": running.url}, client.device)
    other.key, other.signer, other.token = client.key, client.signer, client.token
    other.client_id, other.user_id = client.client_id, client.user_id
    return other


def test_two_servers_are_one_bank(banks, enrolled):
    ann = enrolled(banks[0])
    here, there = at(ann, banks[0]), at(ann, banks[1])
    letters = [ann.letter(str(number)) for number in range(10)]
    receipts = [line.receipt for line in lines_in(here.batch(letters))]
    assert [line.receipt for line in lines_in(there.batch(letters))] == receipts
    one = ann.letter("one")
    first = receipt_in(there.put(one))
    again = here.put(one)
    assert again.status_code == 200
    assert receipt_in(again) == first
    said = here.all_events()
    assert there.all_events()[: len(said)] == said  # answers to the letters may have come meanwhile

    news, heard = ann.letter("news"), []

    def hear():
        while news.id not in str(heard):
            heard.extend(there.events(heard[-1].seq if heard else said[-1].seq, wait=25))

    waiting = threading.Thread(target=hear, daemon=True)
    waiting.start()
    receipt_in(here.put(news))
    waiting.join(20)
    assert news.id in str(heard)

    assert here.call("DELETE", "/v1/sessions/current").status_code == 204
    assert here.call("GET", "/v1/events").status_code == 401
    for client in (here, there):
        client.close()


def test_a_race_of_two_servers_for_one_document(banks, enrolled):
    """Both get the same bytes at the same time, many times over: one receipt each time."""
    ann = enrolled(banks[0])
    lines = [at(ann, running) for running in banks]
    for round_number in range(10):
        letter = ann.letter(str(round_number))
        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(BankClient.put, lines, [letter] * 2))
        assert sorted(answer.status_code for answer in answers) == [200, 201]
        assert len({msgspec.json.encode(receipt_in(answer)) for answer in answers}) == 1
    for line in lines:
        line.close()
