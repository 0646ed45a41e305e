"""The audit journal: any change of any column of any row, a cut and a swap are found."""

import hashlib
import sqlite3

import pytest
from storage_kit import add, interrupted, move, user

from bsclient import durability
from bsclient.domain import chain
from bsclient.domain.states import Event
from bsclient.storage import journal, values
from bsclient.storage.engine import Store

COLUMNS = ("seq", "at", "actor", "device", "action", "object", "object_hash", "facts", "prev", "hash")


@pytest.fixture
def journalled(path):
    store = Store(path)
    for number in range(1, 4):
        document_id = add(store, number=str(number))
        move(store, document_id, user(Event.SIGN_LAST), user(Event.QUEUE))
    yield store
    store.close()


def check(store):
    with store.read() as reader:
        return journal.check(reader)


def tamper(path, *statements):
    """Change the file as someone who knows SQL would: without our triggers."""
    raw = durability.driver().connect(str(path), isolation_level=None)
    raw.execute("DROP TRIGGER journal_no_update")
    raw.execute("DROP TRIGGER journal_no_delete")
    for statement in statements:
        raw.execute(statement)
    raw.close()


def test_a_whole_chain_holds(journalled):
    found = check(journalled)
    assert (found.count, found.broken_at) == (9, None)
    with journalled.read() as reader:
        assert journal.head(reader) == (9, found.head)
        assert journal.hash_at(reader, 9) == found.head
        assert [row.seq for row in journal.page(reader, 0, 3)] == [9, 8, 7]


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("seq", [1, 5, 9])
def test_every_column_of_every_row_is_held(journalled, path, column, seq):
    change = "seq + 100" if column == "seq" else f"{column} || 'x'"
    tamper(path, f"UPDATE journal SET {column} = {change} WHERE seq = {seq}")
    assert check(journalled).broken_at is not None


def test_a_row_cut_out_of_the_middle_is_found(journalled, path):
    tamper(path, "DELETE FROM journal WHERE seq = 4")
    assert check(journalled).broken_at == 4


def test_a_cut_that_closes_the_gap_is_found(journalled, path):
    tamper(
        path,
        "DELETE FROM journal WHERE seq = 4",
        "UPDATE journal SET seq = seq - 1 WHERE seq > 4",
    )
    assert check(journalled).broken_at == 4


def test_swapped_rows_are_found(journalled, path):
    tamper(
        path,
        "UPDATE journal SET seq = -1 WHERE seq = 3",
        "UPDATE journal SET seq = 3 WHERE seq = 4",
        "UPDATE journal SET seq = 4 WHERE seq = -1",
    )
    assert check(journalled).broken_at == 3


def test_a_row_put_before_the_first_is_found(journalled, path):
    tamper(path, "INSERT INTO journal SELECT 0, at, actor, device, action, object, object_hash, facts, prev, hash"
           " FROM journal WHERE seq = 1")  # fmt: skip
    assert check(journalled).broken_at is not None


def test_a_cut_at_the_end_leaves_a_shorter_chain_that_the_banks_head_contradicts(journalled, path):
    before = check(journalled)
    tamper(path, "DELETE FROM journal WHERE seq = 9")
    after = check(journalled)
    assert after.broken_at is None
    assert (after.count, after.head) != (before.count, before.head)
    with journalled.read() as reader:
        assert journal.hash_at(reader, before.count) == ""


@pytest.mark.parametrize("statement", ["UPDATE journal SET actor = 'x'", "DELETE FROM journal"])
def test_the_triggers_refuse(journalled, statement):
    with pytest.raises(Exception, match="journal rows are never"), journalled.write() as work:
        work.run(statement)
    assert check(journalled).broken_at is None


def test_nothing_is_told_of_an_act_that_was_not_done(journalled):
    with pytest.raises(ZeroDivisionError):
        interrupted(journalled, lambda work: journal.append(work, journal.Act("Иванова", "sign", "x")))
    assert check(journalled).count == 9


def _unchained(rows):
    """A chain without the hash of the row before: each row vouches for itself alone."""
    return all(row[9] == chain.link(chain.START, 0, chain.digest(row[1:8])) for row in rows)


def test_control_without_the_row_before_a_swap_is_not_found(journalled):
    """The checks above find a swap because of the chain: the same check without it does not."""
    with journalled.read() as reader:
        rows = reader.all(
            "SELECT seq, at, actor, device, action, object, object_hash, facts, prev, hash FROM journal ORDER BY seq"
        )
    loose = [(*row[:9], chain.link(chain.START, 0, chain.digest(row[1:8]))) for row in rows]
    assert _unchained(loose)
    loose[2], loose[3] = loose[3], loose[2]
    assert _unchained(loose)
    loose[2] = (*loose[2][:2], "another", *loose[2][3:])
    assert not _unchained(loose)


def test_columns_are_kept_apart():
    assert chain.digest(["ab", "c"]) != chain.digest(["a", "bc"])


def test_rows_of_the_first_release_hold_and_go_on_in_the_new_form(path):
    first = Store(path)
    with first.write() as work:
        journal.append_all(work, [journal.Act("Иванова", "sign", f"doc-{n}") for n in range(3)])
    first.close()
    with sqlite3.connect(path) as raw:
        raw.executescript("DROP TRIGGER journal_no_update; DROP TRIGGER journal_no_delete")
        prev = chain.START
        rows = raw.execute(
            "SELECT seq, at, actor, device, action, object, object_hash, facts FROM journal"
        ).fetchall()
        for seq, *texts in rows:
            told = values.json_text(texts).encode()
            block = (bytes.fromhex(prev), seq.to_bytes(8, "big"), len(told).to_bytes(8, "big"), told)
            linked = hashlib.sha256(b"bsclient.journal/1" + b"".join(block)).hexdigest()
            raw.execute("UPDATE journal SET prev = ?, hash = ? WHERE seq = ?", (prev, linked, seq))
            prev = linked
        raw.execute("UPDATE setting SET value = '4' WHERE key = 'journal.digests'")
    again = Store(path)
    try:
        with again.write() as work:
            journal.append(work, journal.Act("Петров", "sign", "doc-3"))
        assert check(again).broken_at is None
        with sqlite3.connect(path) as raw:
            raw.execute("UPDATE setting SET value = '3' WHERE key = 'journal.digests'")
        assert check(again).broken_at == 3
    finally:
        again.close()
