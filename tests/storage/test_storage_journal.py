"""The audit journal: any change of any column of any row, a cut and a swap are found."""

import pytest
from storage_kit import add, interrupted, move, user

from bsclient import durability
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
    chain = check(journalled)
    assert (chain.count, chain.broken_at) == (9, None)
    with journalled.read() as reader:
        assert journal.head(reader) == (9, chain.head)
        assert journal.hash_at(reader, 9) == chain.head
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
    return all(row[9] == journal.row_hash(journal.START, 0, row[1:8]) for row in rows)


def test_control_without_the_row_before_a_swap_is_not_found(journalled):
    """The checks above find a swap because of the chain: the same check without it does not."""
    with journalled.read() as reader:
        rows = reader.all(
            "SELECT seq, at, actor, device, action, object, object_hash, facts, prev, hash FROM journal ORDER BY seq"
        )
    loose = [(*row[:9], journal.row_hash(journal.START, 0, row[1:8])) for row in rows]
    assert _unchained(loose)
    loose[2], loose[3] = loose[3], loose[2]
    assert _unchained(loose)
    loose[2] = (*loose[2][:2], "another", *loose[2][3:])
    assert not _unchained(loose)


def test_the_length_keeps_columns_apart():
    one = journal.row_hash(journal.START, 1, ["ab", "c"])
    two = journal.row_hash(journal.START, 1, ["a", "bc"])
    assert one != two
    assert values.json_text(["ab", "c"]) != values.json_text(["a", "bc"])
