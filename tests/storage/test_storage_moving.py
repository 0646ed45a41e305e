"""What the bank says of many documents leaves the same rows as one word after another."""

import datetime as dt
import random

import pytest
import storage_kit as kit

from bsclient.domain import states
from bsclient.domain.states import By, Event, State
from bsclient.errors import NotAllowed
from bsclient.storage import documents, journal, moving
from bsclient.storage.engine import Store
from bsclient.storage.rows.documents import Happening

_IDS = [f"018f0000-0000-7000-8000-{number:012x}" for number in range(12)]
_SENT = (kit.user(Event.SIGN_LAST), kit.user(Event.QUEUE), kit.client(Event.SEND))
_TABLES = (
    "SELECT * FROM document ORDER BY row",
    "SELECT * FROM event ORDER BY row, step",
    "SELECT seq, at, actor, action, object, object_hash, facts FROM journal ORDER BY seq",
    "SELECT * FROM day_count WHERE count <> 0 ORDER BY 1, 2, 3, 4",
    "SELECT * FROM payee ORDER BY id",
)


@pytest.fixture
def twins(tmp_path):
    stores = [Store(tmp_path / f"{name}.db", now=lambda: kit.NOW) for name in ("one", "many")]
    for store in stores:
        with store.write() as work:
            for one in _IDS:
                documents.add(work, one, kit.narrow(), {"number": "7"}, kit.user(Event.SAVE_VALID))
        for one in _IDS[1:]:
            kit.move(store, one, *_SENT)
    yield stores
    for store in stores:
        store.close()


def rows(store):
    with store.read() as reader:
        assert journal.check(reader).broken_at is None
        return [reader.all(sql) for sql in _TABLES]


def words(chance):
    """Words of the bank about all documents, some repeated, late, impossible, or of documents that are not here."""
    found = []
    for _ in range(chance.randrange(1, 40)):
        one = chance.choice([*_IDS, "018f0000-0000-7000-8000-ffffffffffff"])
        event = chance.choice(list(states.STATUS_EVENTS.values()))
        at = kit.NOW + dt.timedelta(seconds=chance.randrange(100))
        found.append((one, kit.bank(event, chance.randrange(1, 30), note=f"n{chance.random()}", at=at)))
    return found


@pytest.mark.parametrize("seed", range(25))
def test_many_words_at_once_leave_what_they_leave_one_by_one(twins, seed):
    chance = random.Random(seed)
    singly, together = twins
    for _ in range(3):
        told = words(chance)
        with singly.write() as work:
            for one, happening in told:
                if documents.known(work, one):
                    documents.move(work, one, happening)
        with together.write() as work:
            count = moving.happen_all(work, told)
        assert count == sum(one in _IDS for one, _ in told)
        assert rows(singly) == rows(together)


def test_a_receipt_that_the_table_forbids_writes_nothing(twins):
    _, store = twins
    before = rows(store)
    receive = Happening(event=Event.RECEIVE, by=By.BANK, actor="bank")
    with pytest.raises(NotAllowed), store.write() as work:
        moving.happen_all(work, [(_IDS[1], receive), (_IDS[0], receive)])
    assert rows(store) == before
    assert kit.state_of(store, _IDS[1]) is State.UNKNOWN
