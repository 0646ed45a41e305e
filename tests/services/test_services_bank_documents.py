"""What the bank signs arrives whole or not at all: its documents, products, directories and files, by sync."""

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal

import pytest
import type_kit
from local_kit import BIC, OWN, TODAY
from wire_kit import Teller, Wired, codes

from bsclient.crypto.hashes import sha256_hex
from bsclient.domain.canonical import Signed
from bsclient.domain.identity import new_id
from bsclient.domain.states import State
from bsclient.errors import BadInput, NotAllowed
from bsclient.protocol import acts
from bsclient.services.documents.incoming import Incoming
from bsclient.services.documents.links import Links
from bsclient.services.documents.listing import Filter, Listing
from bsclient.services.home import Home
from bsclient.services.information.directory_books import Books, NewEntry
from bsclient.services.information.products import Products
from bsclient.storage import documents, incoming

FILE = b"contract.pdf bytes"


@pytest.fixture
def desk(tmp_path, monkeypatch):
    type_kit.declare(monkeypatch)
    wired = Wired(tmp_path)
    yield wired
    wired.close()


def told(desk, kind, fields, *, identity="", purpose=acts.BANK_DOCUMENT, client="c1", signer=None):
    """A document signed by the bank as data of an event."""
    teller = desk.teller
    body = Signed(
        purpose, kind, "1", identity or new_id(desk.clock()), BIC, client, desk.clock(), fields
    ).encode()
    return {"body": body, "signature": (signer or teller.signer).sign(body, desk.clock())}


def demand(**changes):
    base = {
        "number": "77", "date": "2026-11-20", "amount": "500.00", "payer_account": OWN, "payee_name": "ООО Свет",
        "attachments": [],
    }  # fmt: skip
    return base | changes


def arrived(desk, fields=None, **options):
    """Let a demand of the bank arrive; return its id and the report."""
    identity = new_id(desk.clock())
    desk.teller.say("document", told(desk, "test_demand", fields or demand(), identity=identity, **options))
    return identity, desk.synchronise()


def test_a_document_of_the_bank_is_a_row_like_others_with_its_proof(desk):
    identity, report = arrived(desk)
    assert report.ok, codes(report)
    row = desk.row(identity)
    assert (row.type, row.state, row.number, row.day) == ("test_demand", State.INCOMING, "77", TODAY)
    assert (row.amount, row.account, row.counterparty) == (Decimal("500.00"), OWN, "ООО Свет")
    view = Listing(desk.place).view(Filter(types=("test_demand",)))
    assert [one.id for one in view.page(0, 5)] == [identity]
    box = Incoming(desk.place, desk.drafts)
    assert box.unread() == 1
    proof = box.proof(identity)
    assert (proof.ok, proof.serial) == (True, desk.teller.signer.certificate.serial)
    with desk.store.read() as reader:
        kept = incoming.proof(reader, identity)
        assert documents.body(reader, identity).sha256 == sha256_hex(kept.canonical)
        [step] = documents.history(reader, identity)
    assert (step.actor, str(step.by), str(step.event)) == ("bank", "bank", "receive_in")
    assert {line.label: line.value for line in box.content(identity).groups[0].lines}["Amount"] == "500,00"


def test_home_counts_what_is_no_payment(desk):
    arrived(desk)
    desk.drafts.save(desk.drafts.begin("test_simple", {"subject": "S"}))
    desk.payment()
    seen = Home(desk.place).overview()
    assert (seen.to_sign, seen.others_to_sign, seen.unread_documents) == (1, 1, 1)


def test_it_is_read_answered_and_the_answer_moves_it_on(desk):
    identity, _ = arrived(desk)
    box = Incoming(desk.place, desk.drafts)
    assert box.open(identity) is State.READ
    assert box.open(identity) is State.READ
    assert box.unread() == 0
    draft = box.answer(identity, "test_acceptance", {"reason": "Согласны"})
    assert (draft.raw["demand"], draft.raw["amount"], draft.raw["number"]) == (identity, "500.00", "1")
    saved = desk.drafts.save(draft)
    assert saved.state is State.NEW
    assert box.answers(identity) == [saved.id]
    assert desk.state(identity) is State.READ, "a draft answers nothing"
    desk.queued(saved.id)
    desk.synchronise()
    assert desk.state(saved.id) is State.DELIVERED
    desk.teller.say(
        "status", {"document_id": saved.id, "state": "accepted", "code": "", "facts": {}, "note": ""}
    )
    desk.synchronise()
    assert desk.state(identity) is State.ANSWERED
    [view] = Links(desk.place).of(identity)
    assert (view.id, view.field, view.outgoing) == (saved.id, "demand", False)


def test_a_refused_answer_leaves_the_demand_open(desk):
    identity, _ = arrived(desk)
    saved = desk.drafts.save(Incoming(desk.place, desk.drafts).answer(identity, "test_acceptance"))
    desk.teller.answer = desk.teller.refusal
    desk.queued(saved.id)
    desk.synchronise()
    assert desk.state(saved.id) is State.REJECTED
    desk.teller.say("balance", {
        "account": OWN, "currency": "RUB", "name": "A", "balance": "1.00", "available": "1.00", "opened": "",
        "time": desk.clock().isoformat().replace("+00:00", "Z"),
    })  # fmt: skip
    desk.synchronise()
    assert desk.state(identity) is State.INCOMING


def test_only_a_fitting_type_answers(desk):
    identity, _ = arrived(desk)
    box = Incoming(desk.place, desk.drafts)
    with pytest.raises(BadInput, match="answer_type"):
        box.answer(identity, "test_simple")
    with pytest.raises(NotAllowed, match="not_of_bank"):
        box.proof(desk.payment())


def test_documents_of_the_bank_cannot_be_edited_signed_or_deleted(desk):
    identity, _ = arrived(desk)
    with pytest.raises(NotAllowed, match="document_signed"):
        desk.drafts.delete([identity])
    with pytest.raises(NotAllowed, match="document_signed"):
        desk.drafts.save(desk.drafts.get(identity))
    [refusal] = desk.signing.prepare([identity]).refused
    assert refusal.code == "state_not_signable"


def stranger(desk):
    """A bank of another authority."""
    return Teller(desk.clock).signer


@pytest.mark.parametrize(
    ("how", "code"),
    [
        (lambda desk: {"signer": desk.signer}, ""),
        (lambda desk: {"signer": stranger(desk)}, ""),
        (lambda desk: {"purpose": "bsclient.document/1"}, "event_form"),
        (lambda desk: {"client": "c2"}, "event_form"),
    ],
)
def test_what_the_bank_did_not_sign_for_us_is_not_stored(how, code, desk):
    identity, report = arrived(desk, **how(desk))
    assert codes(report)
    assert not code or codes(report) == [code]
    with desk.store.read() as reader:
        assert documents.find(reader, identity) is None


def test_changed_bytes_are_not_stored(desk):
    data = told(desk, "test_demand", demand())
    desk.teller.say("document", data | {"body": data["body"].replace(b"500.00", b"900.00")})
    assert codes(desk.synchronise())
    assert Incoming(desk.place, desk.drafts).unread() == 0


def test_a_type_that_only_clients_make_is_refused_from_the_bank(desk):
    desk.teller.say(
        "document", told(desk, "test_simple", {"number": "1", "date": "2026-11-20", "subject": "S"})
    )
    assert codes(desk.synchronise()) == ["event_form"]


def test_an_event_told_twice_is_kept_once(desk):
    identity, _ = arrived(desk)
    with desk.store.write() as work:
        work.run("UPDATE feed SET cursor = 0")
    assert desk.synchronise().ok
    assert Listing(desk.place).view(Filter(types=("test_demand",))).count == 1
    with desk.store.read() as reader:
        assert len(documents.history(reader, identity)) == 1


def test_a_document_of_a_newer_bank_is_kept_though_not_all_of_it_is_read(desk):
    odd, _ = arrived(desk, demand(amount="many", urgency="high"))
    row = desk.row(odd)
    assert (row.amount, row.problems) == (None, 1)
    content = Incoming(desk.place, desk.drafts).content(odd)
    assert {"high", "many"} <= {line.value for group in content.groups for line in group.lines}
    identity = new_id(desk.clock())
    desk.teller.say(
        "document", told(desk, "quite_new", {"number": "5", "date": "2026-11-20"}, identity=identity)
    )
    assert desk.synchronise().ok
    assert (desk.row(identity).type, desk.row(identity).number) == ("quite_new", "5")
    assert Incoming(desk.place, desk.drafts).content(identity).title == "quite_new"


def test_files_of_the_banks_documents_are_fetched(desk):
    sha256 = sha256_hex(FILE)
    desk.teller.blobs[sha256] = FILE
    arrived(desk, demand(attachments=[{"name": "a.pdf", "sha256": sha256, "size": str(len(FILE))}]))
    assert desk.letters.attachment(sha256) == FILE


def test_files_of_any_own_document_go_before_it(desk, tmp_path):
    place = tmp_path / "scan.pdf"
    place.write_bytes(FILE)
    files = [{"name": f.name, "sha256": f.sha256, "size": str(f.size)} for f in desk.letters.attach([place])]
    draft = desk.drafts.save(desk.drafts.begin("test_order", {
        "account": OWN, "currency": "RUB", "payee": "P", "attachments": files,
    }))  # fmt: skip
    assert draft.state is State.NEW
    desk.queued(draft.id)
    desk.synchronise()
    assert desk.state(draft.id) is State.DELIVERED
    assert desk.teller.blobs == {sha256_hex(FILE): FILE}
    [envelope] = desk.teller.sent
    assert envelope.attachments == [sha256_hex(FILE)]


def test_the_sign_window_shows_the_bytes_of_any_type(desk):
    order = desk.drafts.save(desk.drafts.begin("test_order", {
        "account": OWN, "currency": "USD", "payee": "P", "parts": [{"name": "a", "sum": "10.00"}], "speed": "fast",
    }))  # fmt: skip
    demand_id, _ = arrived(desk)
    answer = desk.drafts.save(Incoming(desk.place, desk.drafts).answer(demand_id, "test_acceptance"))
    sheet = desk.signing.prepare([order.id, answer.id, desk.payment()])
    assert sheet.totals == {"RUB": Decimal("600.00"), "USD": Decimal("10.00")}
    assert sheet.total == Decimal("600.00")
    first, second, _ = sheet.items
    assert (first.title, first.currency, first.amount) == ("Test order", "USD", Decimal("10.00"))
    lines = {line.name: line for group in first.content.groups for line in group.lines}
    assert (lines["speed"].word, lines["payee"].value) == ("within the day", "P")
    assert [table.rows for table in first.content.tables] == [(("a", "10,00"),)]
    named = {line.name: line for group in second.content.groups for line in group.lines}["demand"]
    assert (named.value, named.word) == (demand_id, "№ 77, 20.11.2026, 500,00 RUB")
    done = desk.signing.sign_with(sheet, desk.signer)
    assert len(done.full) == 3


# products -----------------------------------------------------------------------------------------------------


def product(**changes):
    base = {
        "product_id": new_id(dt.datetime(2026, 11, 1, tzinfo=dt.UTC)), "kind": "deposit", "number": "D-5", "account": OWN,
        "currency": "RUB", "amount": "100000.00", "state": "open", "opened": "2026-11-01", "ends": "2027-02-01",
        "document_id": "", "terms": [{"name": "rate", "value": "17.5"}],
    }  # fmt: skip
    return base | changes


def test_products_follow_the_banks_last_word(desk):
    first = product()
    desk.teller.say("document", told(desk, "product", first))
    desk.teller.say("document", told(desk, "product", first | {"state": "closed", "amount": "0.00"}))
    changes = []
    stop = desk.place.changes.subscribe(changes.append)
    assert desk.synchronise().ok
    stop()
    assert any(changed.products for changed in changes)
    owned = Products(desk.place)
    [found] = owned.list("deposit")
    assert (found.number, found.state, found.amount) == ("D-5", "closed", Decimal("0.00"))
    assert (found.terms, found.ends) == ({"rate": "17.5"}, dt.date(2027, 2, 1))
    assert owned.list("deposit", closed=False) == []
    assert owned.kinds() == ("deposit",)
    assert owned.get(found.id) == found
    with pytest.raises(NotAllowed, match="product_unknown"):
        owned.get("no")


@pytest.mark.parametrize("wrong", [{"product_id": ""}, {"kind": ""}, {"amount": "many"}, {"opened": "1.1.26"},
                                   {"terms": [{"a": "b"}]}])  # fmt: skip
def test_a_badly_made_product_is_refused_and_holds_nothing_up(wrong, desk):
    desk.teller.say("document", told(desk, "product", product(**wrong)))
    desk.teller.say("document", told(desk, "product", product()))
    report = desk.synchronise()
    assert len(report.problems) == 1
    assert len(Products(desk.place).list()) == 1


# directories --------------------------------------------------------------------------------------------------


def edition(name="test_codes", version="2", rows=None):
    found = rows or [
        {"code": "10", "title": "Десять", "group": "a", "valid_from": "2026-01-01", "valid_to": "2026-06-30"},
        {"code": "10", "title": "Новая десять", "group": "b", "valid_from": "2026-07-01", "valid_to": ""},
        {"code": "20", "title": "Ёлка зелёная", "valid_from": "", "valid_to": ""},
    ]
    return json.dumps({"name": name, "title": "Коды", "version": version, "rows": found}).encode()


def offered(desk, data, name="test_codes", version="2"):
    desk.teller.directories[name] = (version, data)
    desk.teller.say("directory", {"name": name, "version": version})
    return desk.synchronise()


def test_a_directory_of_the_bank_comes_by_sync(desk):
    assert offered(desk, edition()).ok
    books = desk.place.books
    assert books.find("test_codes", "10", dt.date(2026, 3, 1))["title"] == "Десять"
    assert books.find("test_codes", "10", TODAY) == {"group": "b", "code": "10", "title": "Новая десять"}
    assert books.find("test_codes", "30", TODAY) is None
    assert [entry.code for entry in books.search("test_codes", "елка")] == ["20"]
    assert [entry.title for entry in books.search("test_codes", "1", TODAY)] == ["Новая десять"]
    assert books.holds("test_codes")
    assert not books.holds("no_such")
    assert {book.name: (book.count, book.version) for book in books.names()}["test_codes"] == (3, "2")
    assert offered(desk, edition(version="3", rows=[{"code": "1", "title": "A"}]), version="3").ok
    assert [entry.code for entry in books.rows("test_codes")] == ["1"]
    again = Books(desk.store, "x", desk.clock)
    assert [entry.code for entry in again.rows("test_codes")] == ["1"], "it is in the base"


@pytest.mark.parametrize(
    "data",
    [b"not json", edition(name="other"), b'{"name":"test_codes"}', b'{"name":"test_codes","rows":[{"code":""}]}',
     b'{"name":"test_codes","rows":[{"code":"1","title":1}]}', b"[]", b'{"name":"test_codes","rows":[1]}',
     b'{"name":"test_codes","rows":[{"code":"1","title":"a","valid_from":"1.1.26"}]}'],
)  # fmt: skip
def test_a_damaged_directory_leaves_the_one_before_and_the_others(data, desk):
    offered(desk, edition())
    desk.teller.directories["zz_good"] = ("1", edition(name="zz_good"))
    desk.teller.say("directory", {"name": "zz_good", "version": "1"})
    assert codes(offered(desk, data, version="9")) == ["directory_form"]
    assert desk.place.books.holds("zz_good")
    assert len(desk.place.books.rows("test_codes")) == 3
    assert offered(desk, edition(version="10"), version="10").ok, "it is asked again"


def test_signs_that_hide_or_turn_text_do_not_come_with_a_directory(desk):
    offered(desk, edition(rows=[{"code": "1", "title": "a\u202eb\u200bc\u0007"}]))
    assert desk.place.books.entry("test_codes", "1").title == "abc"


def test_own_entries_stand_beside_those_of_the_bank(desk):
    books = desk.place.books
    kept = books.add("kbk", NewEntry("  Налог  на прибыль ", "18210101011011000110", {"kind": "tax"}))
    assert (kept.own, kept.title) == (True, "Налог на прибыль")
    assert books.find("kbk", kept.code, TODAY) == {
        "kind": "tax",
        "code": kept.code,
        "title": "Налог на прибыль",
    }
    offered(desk, edition(name="kbk", rows=[{"code": "18200000000000000000", "title": "ЕНП"}]), name="kbk")
    assert [entry.own for entry in books.search("kbk", "18")] == [True, False]
    assert books.change(kept.id, NewEntry("Прибыль", kept.code)).title == "Прибыль"
    with pytest.raises(BadInput, match="entry_exists"):
        books.add("kbk", NewEntry("Ещё", kept.code))
    with pytest.raises(NotAllowed, match="directory_read_only"):
        books.add("currencies", NewEntry("Тугрик", "MNT"))
    with pytest.raises(BadInput, match="entry_title_empty"):
        books.add("purposes", NewEntry("  "))
    with pytest.raises(BadInput, match="entry_too_long"):
        books.add("purposes", NewEntry("x" * 501))
    made = books.add("purposes", NewEntry("Аренда", facts={"text": "Оплата аренды"}, valid_to=TODAY))
    assert made.code
    assert books.entry("purposes", made.code, TODAY + dt.timedelta(days=1)) is None
    books.delete(kept.id)
    with pytest.raises(NotAllowed, match="entry_unknown"):
        books.delete(kept.id)
    assert [entry.own for entry in books.rows("kbk")] == [False]
    book = next(one for one in books.names() if one.name == "purposes")
    assert (book.editable, book.own, book.count) == (True, 1, 1)


def test_rules_of_any_type_may_ask_directories_products_and_documents(desk):
    identity, _ = arrived(desk)
    with desk.store.read() as reader:
        context = desk.place.context(reader)
        found = context.documents.find(identity)
        assert (found.type, found.state, found.fields["amount"]) == ("test_demand", "incoming", "500.00")
        assert context.documents.find("no") is None
        assert context.products.find("no") is None
        assert context.accounts[OWN].currency == "RUB"
        assert context.rates["USD"] > 0
        assert dt.date(2026, 1, 1) in context.holidays
    assert replace(context, today=TODAY).directories.holds("currencies")
