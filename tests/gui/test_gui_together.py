"""Comments, connections, bulk changes, own entries of directories, products: what stands around documents."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from journal_kit import (  # noqa: F401 -- fixtures
    button,
    choose,
    desk_fixture,
    dialog,
    keyring_fixture,
    notice,
    office_fixture,
    page_of,
    settle,
    texts,
    window_fixture,
)
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from bsclient.formats.convert import load_any
from bsclient.gui.directories.entry_dialog import EntryDialog
from bsclient.gui.forms import file_dialogs
from bsclient.gui.forms.bulk_dialog import BulkDialog
from bsclient.gui.products.page import deeds
from bsclient.gui.widgets.dialogs import Message
from bsclient.storage import products
from bsclient.storage.rows.products import ProductRow


def reference(desk):
    draft = desk.drafts.new("reference_request")
    return desk.drafts.save(draft)


def test_comments_are_written_and_taken_away(office, desk, window):
    draft = office.payment(desk)
    page = page_of(window, "payments.history", id=draft.id)
    page.comments.field.setText("Ждём акт")
    QTest.keyClick(page.comments.field, Qt.Key.Key_Return)
    settle()
    assert [each.body for each in desk.comments.of(draft.id)] == ["Ждём акт"]
    assert page.comments.field.text() == ""
    page.comments._delete(desk.comments.of(draft.id)[0].id)
    settle()
    assert desk.comments.of(draft.id) == []


def test_documents_are_connected_by_hand_and_lead_to_each_other(office, desk, window):
    draft, other = office.payment(desk), reference(desk)
    page = page_of(window, "payments.history", id=draft.id)
    page.links.ask()
    settle()
    (picker,) = (
        each for each in window.findChildren(QPushButton) if each.text() == "Choose" and each.isVisible()
    )
    asked = picker.window()
    place = texts(asked.table, "type").index("Reference request")
    asked.table.select_place(place)
    picker.click()
    settle()
    assert page.links.said()[0].startswith("Reference request")
    page.links._open(desk.links.of(draft.id)[0])
    settle()
    assert window._host.page.story.row.id == other.id
    assert any("12,500.00" in line for line in window._host.page.links.said())


def test_a_connection_by_hand_can_be_cut(office, desk, window):
    draft, other = office.payment(desk), reference(desk)
    desk.links.add(draft.id, other.id)
    page = page_of(window, "payments.history", id=draft.id)
    assert len(page.links.said()) == 1
    page.links._remove(other.id)
    settle()
    assert page.links.said() == []


def test_a_field_is_changed_in_all_chosen_drafts(office, desk, window):
    ids = office.payments(desk, 3)
    page = page_of(window, "payments")
    choose(page, *ids)
    page.actions_of.by_id["bulk"].trigger()
    settle()
    asked = dialog(BulkDialog)
    asked.field.setCurrentIndex(asked.field.findData("purpose"))
    asked.editor.put("Аванс по договору 5. Без НДС")
    button(asked, "Change all").click()
    settle()
    assert {desk.drafts.get(one).raw["purpose"] for one in ids} == {"Аванс по договору 5. Без НДС"}
    assert "3 draft" in notice(window)


def test_an_own_entry_is_written_changed_and_deleted(desk, window):
    page = page_of(window, "directories", book="employees")
    part = page.current()
    assert part.book.name == "employees"
    part.new()
    asked = dialog(EntryDialog)
    asked.form.put({"entry_title": "Орлова Анна", "account": "40817810438000000017", "inn": "500100732259"})
    button(asked, "Save").click()
    settle()
    (entry,) = desk.books.search("employees")
    assert (entry.title, dict(entry.facts)) == (
        "Орлова Анна", {"account": "40817810438000000017", "inn": "500100732259"},
    )  # fmt: skip
    part.edit()
    asked = dialog(EntryDialog)
    asked.form.put({"entry_title": "Орлова Анна Петровна"})
    button(asked, "Save").click()
    settle()
    assert texts(part.table, "title") == ["Орлова Анна Петровна"]
    part.ask_delete()
    button(dialog(Message), "Delete").click()
    settle()
    assert desk.books.search("employees") == []


def test_a_bad_entry_is_not_kept(desk, window):
    part = page_of(window, "directories", book="kbk").current()
    part.new()
    asked = dialog(EntryDialog)
    asked.form.put({"entry_code": "123", "entry_title": "Налог"})
    button(asked, "Save").click()
    settle()
    assert desk.books.search("kbk") == [] or all(not each.own for each in desk.books.search("kbk"))
    assert [problem.code for problem in asked.form.problems()] == ["kbk_form"]
    asked.reject()


def test_directories_of_the_bank_are_searched_and_not_changed(window):
    page = page_of(window, "directories", book="currencies")
    part = page.current()
    part.search.setText("юань")
    settle()
    assert texts(part.table, "code") == ["CNY"]
    assert "156" in part.details.words()
    assert [action.text() for action in page.page_actions()] == ["Copy the details"]


def request(desk, **fields):
    draft = desk.drafts.new("reference_request")
    given = {"kind": "balance", "day_on": "2026-11-19", "purpose": "В налоговую инспекцию"} | fields
    return desk.drafts.save(replace(draft, raw={**draft.raw, **given}))


def test_documents_go_into_a_file_and_come_back(desk, window, tmp_path, monkeypatch):
    good, bad = request(desk), request(desk, day_on="")
    path = tmp_path / "requests.json"
    monkeypatch.setattr(file_dialogs.dialogs, "save_file", lambda *args: args[-1](path))
    monkeypatch.setattr(file_dialogs.dialogs, "choose_file", lambda *args: args[-1]([path]))
    page = page_of(window, "requests")
    choose(page, good.id, bad.id)
    page.actions_of.by_id["write"].trigger()
    settle()
    assert "2 document" in notice(window)
    page.actions_of.by_id["import"].trigger()
    settle()
    asked = dialog(file_dialogs.ImportDialog)
    assert asked.table.paged.rowCount() == 2
    assert asked._chosen() == [1] or asked._chosen() == [2]
    asked.bad.click()
    asked.take.click()
    settle()
    assert page_of(window, "requests").table.paged.rowCount() == 4


@pytest.mark.parametrize("name", ["1c", "pain001", "pain001-v3", "ed101"])
def test_payments_are_written_in_the_form_that_is_chosen(office, desk, window, tmp_path, name):
    paid = office.payment(desk)
    page = page_of(window, "payments")
    choose(page, paid.id)
    page.actions_of.by_id["write"].trigger()
    settle()
    asked = dialog(QFileDialog)
    assert asked.nameFilters()[0] == "1CClientBankExchange (*.txt)"
    form = next(one for one in desk.files.targets("payment_order") if one.name == name)
    wanted = f"{form.title} (*.{form.suffix})"
    asked.selectNameFilter(wanted)
    path = tmp_path / f"платежи.{form.suffix}"
    asked.filesSelected.emit([str(path)])
    settle()
    assert load_any(path.read_bytes()).documents[0].payee.account == paid.raw["payee_account"]
    assert str(path) in notice(window)
    assert ("the name of the counterparty's bank" in notice(window)) is (name == "ed101")
    assert (".001.03" in path.read_text(encoding="cp1251")) is (name == "pain001-v3")
    asked.reject()


def put_product(desk, **changes):
    row = ProductRow(
        id="p1", kind="deposit", number="42-Д", account="42103810838000000001", currency="RUB", amount=Decimal("500000.00"),
        state="open", opened=dt.date(2026, 11, 1), ends=dt.date(2027, 5, 1), terms={"rate": "16.5", "top_up": "1"},
        document_id="", told=desk.place.instant,
    )  # fmt: skip
    with desk.place.store.write() as work:
        products.put(work, replace(row, **changes))


def test_products_are_listed_with_their_terms(desk, window):
    put_product(desk)
    page = page_of(window, "products")
    assert texts(page.table, "number") == ["42-Д"]
    assert "Rate, % a year\n16.5" in page.details.words()
    assert "May be topped up\nyes" in page.details.words()
    page.search.setText("нет такого")
    settle()
    assert page.table.paged.rowCount() == 0


def test_deeds_of_products_are_the_types_that_name_one():
    for kind in ("deposit", "loan", "contract"):
        for deed in deeds(kind):
            from bsclient.domain.documents import registry

            assert kind in registry[deed.type].field(deed.field).of
