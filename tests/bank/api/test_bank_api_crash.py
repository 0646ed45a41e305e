"""The server is killed between requests and in the middle of them; after a restart each document is there exactly once."""

import random
import threading

import httpx2
from bank_client import lines_in, receipt_in
from bank_server import bank_of

from bsclient.protocol.acts import Receipt


def stored(bank, client):
    """Ids of the client's receipts in its feed, in order."""
    with bank.core() as core:
        found, after = [], 0
        while page := core.events(client.client_id, after, 1000):
            found += page
            after = page[-1].seq
    import msgspec

    from bsclient.protocol.messages import SignedReceipt

    return [
        Receipt.decode(msgspec.convert(event.data, SignedReceipt).receipt).id
        for event in found
        if event.kind == "receipt"
    ]


def test_killed_between_requests(tmp_path, enrolled):
    with bank_of(tmp_path, demo=False) as bank:
        ann = enrolled(bank)
        letters = [ann.letter(str(number)) for number in range(6)]
        receipts = [receipt_in(ann.put(letter)) for letter in letters]
        assert bank.kill() == -9
        bank.start()
        assert [receipt_in(ann.put(letter)) for letter in letters] == receipts
        assert all(ann.put(letter).status_code == 200 for letter in letters)
        # What was signed in the first life is a receipt of the second as well; the session lives on.
        assert sorted(stored(bank, ann)) == sorted(letter.id for letter in letters)
        ann.close()


def test_killed_in_the_middle_of_batches(tmp_path, enrolled):
    """Several rounds: batches run while the process is killed at a random moment; the same bytes are sent again."""
    chance = random.Random(7)
    with bank_of(tmp_path, demo=False) as bank:
        ann = enrolled(bank)
        seen = {}
        everything = []
        for _ in range(4):
            batches = [[ann.letter(f"{number}") for number in range(25)] for _ in range(4)]
            everything += [letter for batch in batches for letter in batch]
            sending = threading.Thread(target=send_all, args=(ann, batches, seen))
            sending.start()
            sending.join(chance.uniform(0.01, 0.25))
            bank.kill()
            sending.join()
            bank.start()
            check_again(ann, everything, seen)
        assert sorted(stored(bank, ann)) == sorted(letter.id for letter in everything)
        ann.close()


def send_all(client, batches, seen):
    """Send until the server dies; note the receipts that arrived."""
    for batch in batches:
        try:
            lines = lines_in(client.batch(batch))
        except httpx2.TransportError:
            return
        seen.update({line.id: line.receipt for line in lines})


def check_again(client, letters, seen):
    """Send the same bytes again: everything has a receipt, and no receipt that was given out has changed."""
    for start in range(0, len(letters), 100):
        for line in lines_in(client.batch(letters[start : start + 100])):
            assert line.receipt is not None
            assert seen.setdefault(line.id, line.receipt) == line.receipt


def test_a_clean_stop_and_start(tmp_path, enrolled):
    with bank_of(tmp_path, demo=False) as bank:
        ann = enrolled(bank)
        letter = ann.letter()
        receipt = receipt_in(ann.put(letter))
        before = bank.connection
        assert bank.stop() == 0
        bank.start()
        assert bank.connection == before  # same keys, same server id, same port
        assert receipt_in(ann.put(letter)) == receipt
        assert ann.log_in().events()
        ann.close()


def test_parallel_senders_of_one_document(bank, enrolled):
    """Eight lines send the same bytes at once: one is new, seven are repeats, all carry one receipt."""
    ann = enrolled(bank)
    letter = ann.letter()
    answers = []

    def send():
        with httpx2.Client(base_url=bank.url, verify=ann.context, trust_env=False, timeout=60) as line:
            headers = {"Authorization": f"Bearer {ann.token}"}
            import msgspec

            answers.append(
                line.put(f"/v1/documents/{letter.id}", content=msgspec.json.encode(letter), headers=headers)
            )

    senders = [threading.Thread(target=send) for _ in range(8)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [201]
    assert len({receipt_in(answer).receipt for answer in answers}) == 1
    ann.close()
