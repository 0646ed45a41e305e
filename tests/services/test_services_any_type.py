"""The services over types that they have never heard of: what is declared is enough."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
import type_kit
from local_kit import INN, NOW, OTHER, OWN, TODAY, office, payment, save
from type_kit import Order, Simple

from bsclient.domain import filling
from bsclient.domain.families import Family
from bsclient.domain.identity import new_id
from bsclient.domain.states import State
from bsclient.errors import BadInput, NotAllowed
from bsclient.formats import forms, own
from bsclient.services.documents import attachments, narrow
from bsclient.services.documents.bulk import Bulk
from bsclient.services.documents.comments import Comments
from bsclient.services.documents.drafts import Draft
from bsclient.services.documents.files import DocumentFiles
from bsclient.services.documents.links import Links
from bsclient.services.documents.listing import Filter
from bsclient.services.documents.templates import Templates
from bsclient.storage import ledger, products
from bsclient.storage.rows.products import ProductRow
from bsclient.storage.rows.statements import AccountRow

CONTRACT = "019aa000-0000-7000-8000-00000000c0de"
DOLLARS = "40702840500000000001"


@pytest.fixture
def desk(tmp_path, monkeypatch):
    type_kit.declare(monkeypatch)
    made = office(tmp_path)
    with made.store.write() as work:
        held = Decimal("500.00")
        ledger.put_account(work, AccountRow(
            number=DOLLARS, currency="USD", name="Валютный", balance=held, available=held, opened=None, updated=NOW,
        ))  # fmt: skip
        products.put(work, ProductRow(
            id=CONTRACT, kind="contract", number="УНК-1", account="", currency="USD", amount=None, state="open",
            opened=TODAY, ends=None, terms={"partner": "ACME LTD"}, document_id="", told=NOW, seq=1,
        ))  # fmt: skip
    yield made
    made.close()


def order(desk, **changes):
    """An order without problems, saved."""
    draft = desk.drafts.begin("test_order", {
        "parts": [{"name": "a", "sum": "10.00"}, {"name": "b", "sum": "5.50"}], "contract": CONTRACT, **changes,
    })  # fmt: skip
    return desk.drafts.save(draft)


def test_a_new_document_knows_whose_it_is_and_takes_an_account_of_its_currency(desk):
    draft = desk.drafts.new("test_order")
    assert draft.raw["number"] == "1"
    assert draft.raw["date"] == "2026-11-20"
    assert draft.raw["applicant_name"] == 'ООО "Ромашка"'
    assert draft.raw["applicant_inn"] == INN
    assert draft.raw["account"] == DOLLARS
    assert desk.drafts.new("test_order", account=OWN).raw["account"] == OWN
    assert desk.drafts.new("payment_order").raw["payer_account"] == OWN
    with pytest.raises(NotAllowed, match="type_of_bank"):
        desk.drafts.new("test_demand")
    with pytest.raises(BadInput, match="type_unknown"):
        desk.drafts.new("nothing_such")


def test_the_other_side_of_a_document_is_not_filled_with_our_details(desk, monkeypatch):
    monkeypatch.setattr(Order, "ours", ("payee",))
    draft = desk.drafts.new("test_order")
    assert draft.raw["applicant_name"] == ""
    assert draft.raw["payee"] == 'ООО "Ромашка"'


def test_what_follows_is_filled_in_and_the_columns_come_from_the_declaration(desk):
    draft = order(desk)
    assert (draft.raw["total"], draft.raw["payee"], draft.state) == ("15.50", "ACME LTD", State.NEW)
    row = desk.listing.row(draft.id)
    assert (row.amount, row.currency, row.account, row.counterparty) == (
        Decimal("15.50"), "USD", DOLLARS, "ACME LTD",
    )  # fmt: skip
    raw = {**draft.raw, "parts": [{"name": "a", "sum": "1.00"}]}
    assert desk.drafts.fill("test_order", raw) == {"total": "1.00"}
    assert filling.apply(raw, {"total": "1.00"})["total"] == "1.00"


def test_numbers_run_by_type_and_year(desk):
    first, second = order(desk), order(desk)
    assert [first.raw["number"], second.raw["number"]] == ["1", "2"]
    assert desk.drafts.new("test_simple").raw["number"] == "1"
    assert desk.drafts.next_number("test_order", 2027) == "1"
    assert desk.drafts.copy(second.id).raw["number"] == "3"


def test_a_number_that_is_taken_is_told_for_every_type(desk):
    first, second = order(desk), order(desk)
    raw = second.raw | {"number": "1"}
    [found] = [p for p in desk.drafts.check("test_order", raw, second.id) if p.code == "duplicate_number"]
    assert (found.field, found.mend, str(found.severity)) == ("number", {"number": "3"}, "warn")
    assert not [
        p for p in desk.drafts.check("test_order", first.raw, first.id) if p.code == "duplicate_number"
    ]
    typed = desk.drafts.new("test_simple")
    desk.drafts.save(replace(typed, raw=typed.raw | {"subject": "S"}))
    again = desk.drafts.save(replace(typed, id=new_id(NOW), raw=typed.raw | {"subject": "T"}))
    assert (again.raw["number"], [note.code for note in again.notes]) == ("2", ["renumbered"])


def test_columns_of_nonsense_are_empty_not_wrong():
    shown = narrow.of("payment_order", {"amount": "many", "date": "x", "payer_account": "1"}, [])
    assert (shown.amount, shown.day, shown.currency) == (None, None, "RUB")
    shown = narrow.of("never_heard_of", {"number": "7", "purpose": "P", "amount": "1.00"}, [])
    assert (shown.number, shown.purpose, shown.amount) == ("7", "P", Decimal("1.00"))


def test_lists_of_several_types_and_of_a_family(desk):
    orders = [order(desk).id for _ in range(2)]
    payment_id = save(desk).id
    assert {row.id for row in desk.listing.view(Filter(family=Family.CURRENCY)).page(0, 9)} == set(orders)
    both = Filter(types=("test_order", "payment_order"))
    assert {row.id for row in desk.listing.view(both).page(0, 9)} == {*orders, payment_id}
    assert desk.listing.counts_by_type(both)["test_order"][State.NEW].count == 2
    sums = desk.listing.by_currency(both)
    assert {currency: (one.count, one.amount) for currency, one in sums.items()} == {
        "USD": (2, Decimal("31.00")), "RUB": (1, Decimal("100.00")),
    }  # fmt: skip
    assert desk.listing.view(Filter(types=("test_order",), text="acme")).count == 2


def test_a_reference_links_both_ends_and_follows_a_change(desk):
    links, draft = Links(desk.place), order(desk)
    [view] = links.of(draft.id)
    assert (view.kind, view.number, view.field, view.by_hand) == ("product", "УНК-1", "contract", False)
    [back] = links.of(CONTRACT)
    assert (back.id, back.type, back.outgoing, back.amount) == (
        draft.id,
        "test_order",
        False,
        Decimal("15.50"),
    )
    again = desk.drafts.save(replace(draft, raw={**draft.raw, "contract": "", "payee": "X"}))
    assert again.state is State.NEW
    assert links.of(draft.id) == [] == links.of(CONTRACT)


def test_links_by_hand(desk):
    links, one, two = Links(desk.place), order(desk, contract="", payee="X"), save(desk)
    assert links.add(one.id, two.id)
    assert not links.add(one.id, two.id)
    assert [(view.id, view.by_hand, view.outgoing) for view in links.of(two.id)] == [(one.id, True, False)]
    assert links.remove(two.id, one.id)
    assert links.of(one.id) == []
    with pytest.raises(BadInput, match="link_self"):
        links.add(one.id, one.id)
    with pytest.raises(BadInput, match="link_unknown"):
        links.add(one.id, new_id(NOW))


def test_a_link_to_what_is_gone_is_shown_as_unknown(desk):
    other = new_id(NOW)
    draft = order(desk, contract=other, payee="X")
    [view] = Links(desk.place).of(draft.id)
    assert (view.id, view.kind) == (other, "unknown")
    assert draft.state is State.INVALID, "the declaration wants a real contract"


def test_comments_are_their_authors_own(desk):
    comments, document = Comments(desk.place), order(desk)
    note = comments.add(document.id, "  Ждём акт\nот партнёра ")
    assert [one.body for one in comments.of(document.id)] == ["Ждём акт\nот партнёра"]
    assert comments.counts([document.id]) == {document.id: 1}
    other = Comments(replace(desk.place, user=replace(desk.place.user, id="u2", name="Петров")))
    with pytest.raises(NotAllowed, match="comment_of_other"):
        other.delete(note.id)
    for text, code in (("  ", "comment_empty"), ("x" * 2001, "comment_too_long")):
        with pytest.raises(BadInput, match=code):
            comments.add(document.id, text)
    comments.delete(note.id)
    assert comments.of(document.id) == []
    with pytest.raises(NotAllowed, match="comment_unknown"):
        comments.delete(note.id)


def test_own_and_shared_templates_of_several_users(desk):
    mine = Templates(desk.place)
    user = replace(desk.place.user, id="u2", name="Петров")
    profile = replace(desk.place.profile, users=(*desk.place.profile.users, user))
    other = Templates(replace(desk.place, user=user, profile=profile))
    kept = mine.save("Импорт", "test_order", {"number": "5", "date": "2026-01-01", "payee": "ACME"})
    assert kept.raw == {"payee": "ACME"}
    assert other.list("test_order") == []
    mine.share(kept.id, shared=True)
    [seen] = other.list("test_order")
    assert not other.mine(seen)
    with pytest.raises(NotAllowed, match="template_of_other"):
        other.delete(seen.id)
    own_copy = other.save("Импорт", "test_order", {"payee": "OTHER"})
    assert own_copy.id != kept.id
    assert [one.raw["payee"] for one in other.list("test_order")] == ["OTHER", "ACME"]
    assert mine.list("test_order") == [seen]
    assert other.rename(own_copy.id, "Экспорт").name == "Экспорт"
    other.save("Импорт", "test_order", {"payee": "THIRD"})
    with pytest.raises(BadInput, match="template_name_taken"):
        other.rename(own_copy.id, "Импорт")
    mine.share(kept.id, shared=False)
    assert len(other.list("test_order")) == 2
    assert desk.drafts.from_template(kept.id).raw["payee"] == "ACME"
    assert desk.drafts.from_template(kept.id).raw["number"] == "1"


def test_bulk_changes_drafts_and_tells_of_the_rest(desk):
    bulk = Bulk(desk.place, desk.drafts)
    ids = [order(desk).id for _ in range(3)]
    fields = {field.name for field in bulk.fields(ids)}
    assert "payee" in fields
    assert not fields & {"number", "total", "parts", "attachments"}
    result = bulk.change(ids, "payee", "NEW LTD")
    assert (result.changed, result.invalid, result.refused) == (tuple(ids), 0, ())
    assert {desk.listing.row(one).counterparty for one in ids} == {"NEW LTD"}
    assert bulk.change(ids[:2], "payee", "").invalid == 2
    assert desk.drafts.get(ids[0]).state is State.INVALID
    assert desk.drafts.get(ids[2]).version == 2
    desk.drafts.delete(ids[2:])
    [refusal] = bulk.change(ids, "payee", "X").refused
    assert (refusal.id, refusal.code) == (ids[2], "document_signed")
    for field in ("number", "total", "parts", "nothing"):
        with pytest.raises(BadInput, match="bulk_field"):
            bulk.change(ids, field, "1")


def test_bulk_over_two_types_takes_common_fields_alone(desk):
    bulk, ids = Bulk(desk.place, desk.drafts), [order(desk).id, save(desk).id]
    assert [field.name for field in bulk.fields(ids)] == ["date"]
    assert bulk.change(ids, "date", "2026-11-21").changed == tuple(ids)
    assert {desk.listing.row(one).day for one in ids} == {dt.date(2026, 11, 21)}
    assert bulk.fields([]) == []


def test_files_of_documents_in_the_own_forms(desk, tmp_path):
    files, ids = DocumentFiles(desk.place, desk.drafts), [order(desk).id, order(desk).id]
    assert [form.name for form in files.forms("test_order")] == ["documents"]
    assert [form.name for form in files.forms("test_simple")] == ["documents", "documents-csv"]
    path = tmp_path / "orders.json"
    assert files.save(ids, own.JSON, path) == 2
    preview = files.read(path.read_bytes(), path.name)
    assert [(row.type, row.raw["total"], row.valid) for row in preview.rows] == [
        ("test_order", "15.50", True)
    ] * 2
    taken = files.take(preview, {2})
    assert desk.drafts.get(taken[0]).raw["parts"] == desk.drafts.get(ids[1]).raw["parts"]
    assert files.read(path.read_bytes(), path.name).earlier.count == 1
    [info] = desk.imports.undoable()
    assert desk.imports.undo(info.id) == 1
    assert desk.drafts.get(taken[0]).state is State.DELETED
    with pytest.raises(NotAllowed, match="import_nothing_chosen"):
        files.take(preview, set())


def test_a_table_of_requests_is_completed_with_what_we_know(desk, tmp_path):
    files = DocumentFiles(desk.place, desk.drafts)
    data = "\ufefftype;number;date;subject\r\ntest_simple;5;20.11.2026;'=Справка\r\ntest_simple;;2026-11-20;\r\n".encode()
    preview = files.read(data, "list.csv")
    assert [(row.line, row.raw["subject"], row.valid) for row in preview.rows] == [
        (2, "=Справка", True),
        (3, "", False),
    ]
    ids = files.take(preview, {1, 2})
    assert [desk.drafts.get(one).state for one in ids] == [State.NEW, State.INVALID]
    path = tmp_path / "out.csv"
    files.save(ids[:1], own.CSV, path)
    assert path.read_bytes().splitlines()[1].decode() == "test_simple;5;20.11.2026;'=Справка"
    with pytest.raises(BadInput, match="file_rows_not_csv"):
        files.save([order(desk).id], own.CSV, path)


@pytest.mark.parametrize(
    "data",
    [b'{"format":"bsclient-documents"}', b'{"format":"bsclient-documents","version":"1","documents":[{"type":1}]}',
     b'{"format":"bsclient-documents","version":"1","documents":[{"type":"letter","fields":{"a":1}}]}',
     b'{"format":"bsclient-documents", nonsense'],
)  # fmt: skip
def test_a_badly_made_file_is_refused_as_a_whole(data, desk):
    with pytest.raises(BadInput, match="file_json_malformed"):
        DocumentFiles(desk.place, desk.drafts).read(data, "a.json")


def test_other_files_and_types_that_only_the_bank_makes(desk):
    files = DocumentFiles(desk.place, desk.drafts)
    with pytest.raises(BadInput, match="file_other_format"):
        files.read(b"just words", "a.docx")
    told = b'{"format":"bsclient-documents","version":"1","documents":[{"type":"test_demand","fields":{}}]}'
    preview = files.read(told, "a.json")
    assert [problem.code for problem in preview.rows[0].problems] == ["type_unknown"]
    with pytest.raises(NotAllowed, match="type_of_bank"):
        files.take(preview, {1})
    assert forms.load(b"1CClientBankExchange", "a.txt") is None


def test_files_of_a_document_are_kept_by_hash_under_clean_names(desk, tmp_path):
    place = tmp_path / "con.pdf"
    place.write_bytes(b"data")
    kept = attachments.Attachments(desk.place).keep([place], most=3)
    draft = order(desk, attachments=attachments.to_raw(kept))
    assert draft.state is State.NEW
    [held] = attachments.from_raw(desk.drafts.get(draft.id).raw)
    assert (held.name, held.size) == ("_con.pdf", 4)
    assert attachments.Attachments(desk.place).data(held.sha256) == b"data"
    assert attachments.fields_of(Order) == ("attachments",)
    assert attachments.fields_of(Simple) == ()
    with pytest.raises(BadInput, match="attachments_too_many"):
        attachments.Attachments(desk.place).keep([place] * 4, most=3)


def test_payments_are_what_they_were(desk):
    draft = save(desk)
    assert draft.state is State.NEW
    assert desk.drafts.check("payment_order", payment(), draft.id)
    fresh = desk.drafts.new("payment_order", OTHER)
    assert (fresh.raw["uin"], fresh.raw["payer_account"], fresh.raw["payee_name"]) == ("0", OTHER, "")
    assert isinstance(fresh, Draft)
