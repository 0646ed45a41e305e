"""Imports as a whole and the search index: counted, found, taken back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from storage_kit import OWN, add, move, narrow, user

from bsclient.domain.states import Event, State
from bsclient.errors import NotAllowed
from bsclient.storage import documents, imports, listing, search
from bsclient.storage.engine import Store

COLUMNS = ("5", 5, "2026-11-19", 7, "RUB", OWN, "ООО Берёзка", "b", "c", "d", "За лес", 0, "")


def take(store, count):
    with store.write() as work:
        batch = imports.Batch(work, imports.File("i1", "1c_to_kl.txt", "Иванова"))
        for number in range(count):
            batch.add(f"i1-{number}", COLUMNS, "{}", valid=number % 2 == 0)
        batch.finish("ef" * 32)


def hits(store, text):
    with store.read() as reader:
        return len(listing.sorted_rows(reader, listing.Filter(text=text), listing.Order()))


@pytest.mark.parametrize("together", [imports._INDEXED, 900])
def test_an_import_is_counted_indexed_and_told_as_single_documents_are(store, monkeypatch, together):
    monkeypatch.setattr(imports, "_INDEXED", together)  # all at once, or in five parts
    add(store)
    take(store, 4500)
    with store.read() as reader:
        assert listing.counts_agree(reader)
        assert imports.ids(reader, "i1")[:2] == ["i1-0", "i1-1"]
        assert listing.counts(reader, listing.Filter()) == {
            State.NEW: listing.Totals(1, Decimal("100.05")),
            State.IMPORTED: listing.Totals(2250, Decimal("157.50")),
            State.INVALID: listing.Totals(2250, Decimal("157.50")),
        }
        assert [step.event for step in documents.history(reader, "i1-1")] == [Event.SAVE_INVALID]
        (found,) = imports.recent(reader)
        assert (found.count, found.total, found.undone) == (4500, Decimal("315.00"), None)
        assert imports.by_hash(reader, "ef" * 32) == found
    assert hits(store, "береза") == 0
    assert hits(store, "берез лес") == 4500
    with store.write() as work:
        documents.rewrite(work, "i1-0", narrow(counterparty="Клён"), {}, 1)
    assert hits(store, "берез") == 4499
    assert hits(store, "клен") == 1


def test_an_import_is_taken_back_whole_or_not_at_all(store):
    take(store, 10)
    move(store, "i1-0", user(Event.SIGN_LAST))
    with pytest.raises(NotAllowed) as caught, store.write() as work:
        imports.undo(work, "i1", "Иванова")
    assert (caught.value.code, caught.value.facts["count"]) == ("import_signed", "1")
    move(store, "i1-0", user(Event.UNSIGN_LAST))
    with store.write() as work:
        assert imports.undo(work, "i1", "Иванова") == 10
    with store.read() as reader:
        assert listing.counts_agree(reader)
        assert set(listing.counts(reader, listing.Filter(deleted=True))) == {State.DELETED}
        assert documents.history(reader, "i1-3")[-1].event is Event.DELETE
        assert imports.by_hash(reader, "ef" * 32) is None
    for code in ("import_undone", "import_unknown"):
        with pytest.raises(NotAllowed) as caught, store.write() as work:
            imports.undo(work, "i1" if code == "import_undone" else "none", "Иванова")
        assert caught.value.code == code


@given(text=st.text(max_size=30))
def test_no_text_breaks_the_search(text):
    words = search.words(text)
    assert search.query(text).count('"') == 2 * len(words)
    assert all(word.isalnum() for word in words)


@pytest.fixture(scope="module")
def searched(tmp_path_factory):
    store = Store(tmp_path_factory.mktemp("search") / "client.db")
    add(store, counterparty='ООО "Рога & Копыта" AND "OR"', purpose="NEAR(a b) * ^ счёт-фактура №5")
    yield store
    store.close()


@given(text=st.text(alphabet='абё"*()^:+-AND OR NEAR 5%_', max_size=20))
def test_signs_of_the_query_language_are_only_text(searched, text):
    with searched.read() as reader:
        rows = listing.sorted_rows(reader, listing.Filter(text=text), listing.Order())
    assert len(rows) <= 1


@pytest.mark.parametrize(
    "text", ["рога копыта", "СЧЕТ фактура", "счёт", "AND or", "5", "100 05", "6842541570"]
)
def test_what_is_found(searched, text):
    assert hits(searched, text) == 1
