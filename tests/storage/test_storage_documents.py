"""Documents: kept, rewritten, moved; late and repeated statuses; all with history and audit."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from storage_kit import NOW, OWN, add, bank, client, move, narrow, state_of, user

from bsclient.domain import states
from bsclient.domain.states import Event, State
from bsclient.errors import Conflict, NotAllowed
from bsclient.storage import documents, journal, listing, signatures
from bsclient.storage.engine import Store
from bsclient.storage.rows.signing import SignatureRow

TO_BANK = (user(Event.SIGN_LAST), user(Event.QUEUE), client(Event.SEND))
STATUSES = list(states.STATUS_EVENTS.values())


def sent(store):
    document_id = add(store)
    move(store, document_id, *TO_BANK)
    return document_id


def history(store, document_id):
    with store.read() as reader:
        return documents.history(reader, document_id)


def test_what_was_kept_comes_back(store):
    shown = narrow(related="r", problems=2)
    document_id = add(store, raw={"number": "7", "rows": [{"a": "б"}]}, related="r", problems=2)
    with store.read() as reader:
        row = documents.get(reader, document_id)
        body = documents.body(reader, document_id)
        assert documents.find(reader, "none") is None
        assert documents.related(reader, "r") == [row]
        assert documents.of_type(reader, "payment_order") == [row]
        assert documents.many(reader, ["none", document_id]) == [row]
    assert {f.name: getattr(row, f.name) for f in dataclasses.fields(shown)} == dataclasses.asdict(shown)
    assert (row.state, row.version, row.author, row.import_id) == (State.NEW, 1, "Иванова", "")
    assert body.raw == {"number": "7", "rows": [{"a": "б"}]}
    assert (body.canonical, body.receipt, body.extra) == (b"", b"", {})


def test_an_unreadable_draft_is_kept_without_day_and_amount(store):
    document_id = add(store, Event.SAVE_INVALID, day=None, amount=None, number="abc", account="")
    with store.read() as reader:
        row = documents.get(reader, document_id)
    assert (row.state, row.day, row.amount, row.number) == (State.INVALID, None, None, "abc")


def test_an_id_is_used_once(store):
    document_id = add(store)
    with pytest.raises(Conflict) as caught, store.write() as work:
        documents.add(work, document_id, narrow(), {}, user(Event.SAVE_VALID))
    assert caught.value.code == "document_exists"


def test_a_rewriting_needs_the_version_that_was_read(store):
    document_id = add(store)
    with store.write() as work:
        documents.rewrite(work, document_id, narrow(amount=Decimal("5.00")), {"a": "2"}, 1)
    with pytest.raises(Conflict) as caught, store.write() as work:
        documents.rewrite(work, document_id, narrow(), {"a": "3"}, 1)
    assert caught.value.code == "document_changed"
    with store.read() as reader:
        assert documents.get(reader, document_id).amount == Decimal("5.00")
        assert documents.body(reader, document_id).raw == {"a": "2"}


@pytest.mark.parametrize("state", [s for s in State if s not in states.EDITABLE])
def test_what_is_not_a_draft_is_never_rewritten(store, state):
    document_id = add(store)
    with store.write() as work:
        work.run("UPDATE document SET state = ? WHERE id = ?", (state, document_id))
    with pytest.raises(NotAllowed) as caught, store.write() as work:
        documents.rewrite(work, document_id, narrow(amount=Decimal("9.00")), {"a": "2"}, 1)
    assert caught.value.code == "document_signed"
    with store.read() as reader:
        assert documents.body(reader, document_id).raw == {"number": "7"}


def test_a_forbidden_step_of_a_user_changes_nothing(store):
    document_id = add(store)
    with pytest.raises(NotAllowed):
        move(store, document_id, user(Event.QUEUE))
    assert state_of(store, document_id) is State.NEW
    assert len(history(store, document_id)) == 1
    with store.read() as reader:
        assert journal.head(reader)[0] == 1


def test_each_step_leaves_history_and_audit(store):
    document_id = sent(store)
    at = NOW - dt.timedelta(hours=1)
    move(store, document_id, bank(Event.REJECT, 9, code="no_funds", facts={"limit": "5"}, note="Мало", at=at))
    steps = history(store, document_id)
    assert [step.event for step in steps] == [
        Event.SAVE_VALID, Event.SIGN_LAST, Event.QUEUE, Event.SEND, Event.REJECT
    ]  # fmt: skip
    last = steps[-1]
    assert (last.state, last.code, last.facts, last.note, last.seq, last.at, last.applied) == (
        State.REJECTED, "no_funds", {"limit": "5"}, "Мало", 9, at, True
    )  # fmt: skip
    with store.read() as reader:
        row = documents.get(reader, document_id)
        assert (row.status_seq, row.status_code, row.status_note) == (9, "no_funds", "Мало")
        assert [entry.action for entry in journal.page(reader, 0, 9)] == [
            "reject", "send", "queue", "sign_last", "save_valid"
        ]  # fmt: skip


def test_a_late_status_is_kept_and_changes_nothing(store):
    document_id = sent(store)
    move(store, document_id, bank(Event.EXECUTE, 12), bank(Event.ACCEPT, 10))
    assert state_of(store, document_id) is State.EXECUTED
    late = history(store, document_id)[-1]
    assert (late.event, late.state, late.applied) == (Event.ACCEPT, State.EXECUTED, False)


def test_a_status_after_the_final_one_is_kept_and_changes_nothing(store):
    document_id = sent(store)
    assert move(store, document_id, bank(Event.REJECT, 4), bank(Event.ACCEPT, 5)) is State.REJECTED


def test_a_status_told_twice_is_told_once(store):
    document_id = sent(store)
    move(store, document_id, bank(Event.ACCEPT, 4), bank(Event.ACCEPT, 4))
    assert len(history(store, document_id)) == 5


def test_the_same_state_with_a_newer_reason_is_taken(store):
    document_id = sent(store)
    move(store, document_id, bank(Event.SUSPEND, 4, code="a"), bank(Event.SUSPEND, 6, code="b"))
    with store.read() as reader:
        row = documents.get(reader, document_id)
    assert (row.state, row.status_seq, row.status_code) == (State.SUSPENDED, 6, "b")


def test_a_restored_base_catches_up_when_it_sends(store):
    """The bank knew the document before the base was restored: its statuses came while it was only signed."""
    document_id = add(store)
    move(store, document_id, user(Event.SIGN_LAST), bank(Event.ACCEPT, 4), bank(Event.EXECUTE, 6))
    assert state_of(store, document_id) is State.SIGNED
    assert move(store, document_id, user(Event.QUEUE), client(Event.SEND)) is State.EXECUTED
    with store.read() as reader:
        assert documents.get(reader, document_id).status_seq == 6
        assert all(step.applied for step in documents.history(reader, document_id))
        assert journal.check(reader).broken_at is None


def test_an_unknown_document_is_told(store):
    with pytest.raises(NotAllowed) as caught:
        move(store, "none", user(Event.DELETE))
    assert caught.value.code == "document_unknown"
    with store.read() as reader, pytest.raises(NotAllowed):
        documents.get(reader, "none")
    with store.read() as reader, pytest.raises(NotAllowed):
        documents.body(reader, "none")


def test_bytes_signatures_and_receipts_stay_as_they_are(store):
    document_id = add(store)
    canonical, cms = bytes(range(256)), b"\x30\x80" + bytes(40)
    with store.write() as work:
        documents.keep_canonical(work, document_id, canonical, "ab" * 32)
        for user_id in ("u1", "u2"):
            signatures.add(
                work,
                document_id,
                SignatureRow(user_id=user_id, certificate_serial="0a", cms=cms, signed_at=NOW),
            )
        documents.keep_receipt(work, document_id, b"receipt", b"signature")
        documents.keep_extra(work, document_id, {"a": "b"})
    with store.read() as reader:
        body = documents.body(reader, document_id)
        assert (body.canonical, body.sha256) == (canonical, "ab" * 32)
        assert (body.receipt, body.receipt_signature, body.extra) == (b"receipt", b"signature", {"a": "b"})
        assert [one.cms for one in signatures.of(reader, document_id)] == [cms, cms]
        assert documents.get(reader, document_id).signatures == 2
    with store.write() as work:
        assert signatures.remove(work, document_id, "u1") == 1
        assert signatures.remove(work, document_id) == 1
        documents.keep_canonical(work, document_id, b"", "")
    with store.read() as reader:
        assert signatures.of(reader, document_id) == []
        assert documents.get(reader, document_id).signatures == 0
        assert documents.body(reader, document_id).canonical == b""


def test_one_signature_a_user(store):
    document_id = add(store)
    row = SignatureRow(user_id="u1", certificate_serial="0a", cms=b"c", signed_at=NOW)

    def twice():
        with store.write() as work:
            signatures.add(work, document_id, row)
            signatures.add(work, document_id, row)

    with pytest.raises(Exception, match="UNIQUE"):
        twice()
    with store.read() as reader:
        assert signatures.of(reader, document_id) == []


events = st.lists(st.tuples(st.sampled_from(STATUSES), st.integers(1, 9)), max_size=8)


@given(told=events, again=st.randoms(use_true_random=False))
def test_order_and_repeats_of_statuses_never_take_a_document_back(tmp_path_factory, told, again):
    """The state after any telling follows the table with rising numbers, and totals and chain hold."""
    store = Store(tmp_path_factory.mktemp("base") / "client.db")
    document_id = sent(store)
    repeated = told + again.sample(told, len(told))
    expected, seq, seen = State.UNKNOWN, 0, set()
    for event, number in repeated:
        with store.write() as work:
            state = documents.move(work, document_id, bank(event, number))
        target = next(s for s, e in states.STATUS_EVENTS.items() if e is event)
        fresh = (event, number) not in seen
        seen.add((event, number))
        allowed = target is expected or any(
            step.source is expected and step.event is event for step in states.STEPS
        )
        if fresh and number >= seq and allowed:
            expected, seq = target, number
        assert state is expected
    with store.read() as reader:
        assert documents.get(reader, document_id).status_seq == seq
        assert listing.counts_agree(reader)
        assert journal.check(reader).broken_at is None
    store.close()


def test_numbers_that_are_no_numbers_sort_first(store):
    ids = [add(store, number=number) for number in ("10", "9", "abc", "٣", "")]
    with store.read() as reader:
        rows = listing.sorted_rows(reader, listing.Filter(account=OWN), listing.Order())
        assert [documents.get(reader, one).number for one in listing.ids_of(reader, rows)][:2] == ["10", "9"]
        assert sorted(listing.ids_of(reader, rows)) == sorted(ids)
