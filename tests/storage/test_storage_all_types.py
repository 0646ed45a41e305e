"""Step 2 of the schema over a base of version 1 with data, and the tables that it brings."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from storage_kit import NOW, add, narrow

from bsclient import durability
from bsclient.errors import Conflict, NotAllowed
from bsclient.storage import (
    comments,
    directories,
    documents,
    links,
    migrations,
    products,
    schedules,
    templates,
)
from bsclient.storage.engine import Store
from bsclient.storage.listing import counts_agree
from bsclient.storage.rows.beside import CommentRow
from bsclient.storage.rows.directories import OwnEntryRow
from bsclient.storage.rows.products import ProductRow
from bsclient.storage.rows.sources import ScheduleRow, TemplateRow

TEMPLATE = (
    "INSERT INTO template VALUES ('t1', 'Rent', 'payment_order', '{\"purpose\":\"Rent\"}', 'Иванова', ?)"
)


def old_base(path, monkeypatch):
    """Make a base as the first release did, with documents and a template; returns their ids."""
    with monkeypatch.context() as first:
        first.setattr(migrations, "STEPS", migrations.STEPS[:1])
        first.setattr(migrations, "NEWEST", 1)
        store = Store(path)
        ids = [add(store, number=str(number)) for number in (1, 2, 3)]
        with store.write() as work:
            work.run(TEMPLATE, ("2026-01-02T03:04:05Z",))
        store.close()
    raw = durability.driver().connect(str(path))
    assert raw.execute("PRAGMA user_version").fetchone()[0] == 1
    raw.close()
    return ids


def test_a_base_of_version_one_is_taken_over_whole(path, monkeypatch):
    ids = old_base(path, monkeypatch)
    store = Store(path)
    with store.read() as reader:
        assert migrations.version(reader) == migrations.NEWEST >= 2
        assert [row.number for row in documents.many(reader, ids)] == ["1", "2", "3"]
        assert documents.body(reader, ids[0]).raw == {"number": "7"}
        assert counts_agree(reader)
        [template] = templates.of_type(reader, "payment_order")
    assert (template.name, template.shared, template.owner) == ("Rent", True, "")
    assert template.raw == {"purpose": "Rent"}
    assert store.check() == []
    store.close()
    [copy] = (path.parent / "backup").iterdir()
    raw = durability.driver().connect(str(copy))
    assert raw.execute("PRAGMA user_version").fetchone()[0] == 1
    assert raw.execute("SELECT count(*) FROM document").fetchone()[0] == 3
    raw.close()


def test_a_migrated_base_has_the_schema_of_a_new_one(path, tmp_path, monkeypatch):
    old_base(path, monkeypatch)
    shapes = []
    for place in (path, tmp_path / "new" / "client.db"):
        place.parent.mkdir(exist_ok=True)
        store = Store(place)
        with store.read() as reader:
            shapes.append(reader.all("SELECT type, name, sql FROM sqlite_master ORDER BY type, name"))
        store.close()
    assert shapes[0] == shapes[1]


def product(**changes):
    base = {
        "id": "p1", "kind": "deposit", "number": "D-1", "account": "42102810500000000001", "currency": "RUB",
        "amount": Decimal("100000.50"), "state": "open", "opened": dt.date(2026, 11, 1), "ends": None,
        "terms": {"rate": "17.5"}, "document_id": "d1", "told": NOW, "seq": 5, "canonical": b"c", "signature": b"s",
    }  # fmt: skip
    return ProductRow(**(base | changes))


def test_the_last_word_on_a_product_stands(store):
    with store.write() as work:
        assert products.put(work, product())
        assert work.changed.products
        assert products.put(work, product(state="closed", seq=9, ends=dt.date(2026, 12, 1)))
        assert not products.put(work, product(state="open", seq=7))
        assert products.put(work, product(id="p2", kind="loan", amount=None, seq=8))
    with store.read() as reader:
        found = products.find(reader, "p1")
        assert found == product(state="closed", seq=9, ends=dt.date(2026, 12, 1))
        assert [one.id for one in products.of_kind(reader)] == ["p1", "p2"]
        assert [one.amount for one in products.of_kind(reader, "loan")] == [None]
        assert [one.id for one in products.of_document(reader, "d1")] == ["p1", "p2"]
        assert products.find(reader, "no") is None


def test_editions_and_own_entries_of_directories(store):
    entry = OwnEntryRow(
        id="e1", name="purposes", code="rent", title="Аренда", valid_from=None, valid_to=dt.date(2026, 12, 31),
        facts={"text": "Оплата аренды"}, author="Иванова", updated=NOW,
    )  # fmt: skip
    with store.write() as work:
        directories.keep_edition(work, "kbk", "1", 2, b"one")
        directories.keep_edition(work, "kbk", "2", 3, b"two")
        directories.put_own(work, entry)
        directories.put_own(work, replace(entry, title="Аренда склада"))
        assert work.changed.directories
    with store.read() as reader:
        edition = directories.edition(reader, "kbk")
        assert (edition.version, edition.rows, edition.body) == ("2", 3, b"two")
        assert directories.edition(reader, "none") is None
        assert directories.versions(reader) == {"kbk": "2"}
        assert directories.own(reader, "purposes") == [replace(entry, title="Аренда склада")]
        assert directories.own_names(reader) == ["purposes"]
    with store.write() as work:
        assert directories.remove_own(work, "e1")
        assert not directories.remove_own(work, "e1")
        assert directories.find_own(work, "e1") is None


def test_notes_stand_beside_a_document_and_go_with_it(store):
    document = add(store)
    note = CommentRow(id="n1", document_id=document, at=NOW, user_id="u1", author="Иванова", body="Ждём счёт")
    with store.write() as work:
        comments.add(work, note)
        assert document in work.changed.documents
        with pytest.raises(NotAllowed, match="document_unknown"):
            comments.add(work, replace(note, id="n2", document_id="no"))
    with store.read() as reader:
        assert comments.of(reader, document) == [note]
        assert comments.counts(reader, [document, "no"]) == {document: 1}
    with store.write() as work:
        work.run("DELETE FROM document WHERE id = ?", (document,))
        assert comments.find(work, "n1") is None


def test_links_by_hand_and_by_field(store):
    with store.write() as work:
        assert links.put(work, "a", "b", "x")
        assert not links.put(work, "a", "b", "x")
        links.refer(work, "a", {"contract": "c", "operation": "d"}, "x")
        links.refer(work, "a", {"contract": "e"}, "x")
    with store.read() as reader:
        assert [(one.target, one.field) for one in links.of(reader, "a")] == [("b", ""), ("e", "contract")]
        assert [one.source for one in links.of(reader, "e")] == ["a"]
        assert links.of(reader, "c") == []
        assert links.referring(reader, "e") == ["a"]
        assert links.referring(reader, "b") == []
    with store.write() as work:
        assert not links.cut(work, "a", "e")
        assert links.cut(work, "a", "b")


def schedule(**changes):
    base = {
        "id": "s1", "name": "Rent", "type": "payment_order", "raw": {"amount": "5"}, "rule": {"every": "month"},
        "next_day": dt.date(2026, 12, 1), "paused": False, "made": 0, "author": "Иванова", "updated": NOW,
    }  # fmt: skip
    return ScheduleRow(**(base | changes))


def test_schedules_come_due_and_are_changed_once(store):
    with store.write() as work:
        schedules.add(work, schedule())
        schedules.add(work, schedule(id="s2", next_day=None))
        schedules.add(work, schedule(id="s3", paused=True))
        assert work.changed.schedules
    with store.read() as reader:
        assert [one.id for one in schedules.everything(reader)] == ["s1", "s3", "s2"]
        assert schedules.due(reader, dt.date(2026, 11, 30)) == []
        [due] = schedules.due(reader, dt.date(2026, 12, 1))
    assert due == schedule()
    with store.write() as work:
        schedules.change(work, replace(due, made=1, next_day=None))
        with pytest.raises(Conflict, match="schedule_changed"):
            schedules.change(work, replace(due, made=2))
        assert schedules.find(work, "s1").made == 1
        assert schedules.remove(work, "s1")
        assert not schedules.remove(work, "s1")


def test_a_template_is_owned_and_shared(store):
    template = TemplateRow(
        id="t", name="Rent", type="letter", raw={"subject": "S"}, author="Иванова", updated=NOW, owner="u1"
    )
    with store.write() as work:
        templates.put(work, template)
        templates.put(work, replace(template, shared=True))
    with store.read() as reader:
        assert templates.find(reader, "t") == replace(template, shared=True)
        assert templates.types(reader) == ["letter"]


def test_columns_of_a_list_do_not_change_with_the_step(store):
    document = add(store, number="12")
    with store.read() as reader:
        assert documents.get(reader, document).number == narrow(number="12").number
