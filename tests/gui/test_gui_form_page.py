"""The form of any declared type: what is asked, what follows, what is chosen elsewhere, what is saved; types made here only."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import form_kit
import pytest
from form_kit import dialogs_shown, settle, show
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from real_desk import ACCOUNT

from bsclient.domain import filling
from bsclient.domain.document import Document
from bsclient.domain.documents import registry
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import (
    account,
    attachments,
    bic,
    choice,
    currency,
    day,
    doc_number,
    flag,
    lines,
    money,
    month,
    percent,
    person,
    phone,
    rows,
    swift_text,
    text,
    whole,
)  # fmt: skip
from bsclient.domain.states import State
from bsclient.gui.documents import journal_kinds
from bsclient.protocol.messages import Limits
from bsclient.services.information import limits
from bsclient.services.information.directory_books import NewEntry

desk, office, window = form_kit.desk, form_kit.office, form_kit.window
WAYS = {"post": "By post", "office": "At the office"}


class Wage(Document):
    name: str = person("Full name", directory="employees")
    account: str = account("Account")
    amount: Decimal = money("Amount")


class Trial(
    Document,
    code="trial",
    title="Trial document",
    family=Family.PAYROLL,
    listing=Listing(amount="total", account="payer_account", counterparty="bank_name", purpose="way"),
    groups={"money": "Money", "way": "Way"},
    fills=(
        filling.total("total", "wages", "amount"),
        filling.count("count", "wages"),
        filling.bank("bank_bic", "bank_name"),
    ),
):
    number: str = doc_number()
    date: dt.date = day("Date")
    payer_account: str = account("Account of ours", group="money")
    total: Decimal | None = money("Total", required=False, group="money", derived=True)
    count: int | None = whole("Count", required=False, group="money", derived=True)
    bank_bic: str = bic("BIC of the bank", group="money")
    bank_name: str = text("Bank", longest=160, required=False, derived=True, group="money")
    money_kind: str = currency("Currency", group="money", default="RUB")
    share: Decimal | None = percent("Share", required=False, group="money")
    period: str = month("Period", group="money", required=False)
    way: str = choice("How", tuple(WAYS), words=WAYS, group="way")
    address: str = text("Address", longest=200, when=("way", "post"), group="way")
    caller: str = phone("Phone", when=("address",), required=False, group="way")
    urgent: str = flag("Urgent", group="way")
    details: str = swift_text("Details", longest=35, lines=4, required=False, group="way")
    wages: tuple[Wage, ...] = rows("Employees", Wage, longest=10_000, required=True)
    files: tuple[Document, ...] = attachments("Files", longest=2)
    note: str = lines("Note", longest=300, required=False)


@pytest.fixture(scope="module", autouse=True)
def declared():
    """Let the registry know the type while this module is tested."""
    registry._codes = (*registry._codes, "trial")
    registry._known["trial"] = Trial
    journal_kinds.types_of.cache_clear()
    yield
    registry._codes = tuple(code for code in registry._codes if code != "trial")
    del registry._known["trial"]
    journal_kinds.types_of.cache_clear()


@pytest.fixture
def page(window):
    return show(window, "form.trial")


def wage(amount="100.00"):
    return {"name": "Petrov P", "account": "40817810438000000017", "amount": amount}


def test_a_new_document_knows_what_the_program_knows(page):
    form = page.form
    assert form.value("payer_account") == ACCOUNT
    assert form.value("date") == "2026-11-20"
    assert form.value("number") == "1"
    assert page.title == "Trial document"
    assert page.under == "payroll"


def test_a_field_is_asked_only_where_the_declaration_says(page):
    form = page.form
    address, caller = form.editors["address"], form.editors["caller"]
    assert not address.isVisible()
    form.put({"way": "post"})
    assert address.isVisible()
    assert not caller.isVisible()
    form.put({"address": "Moscow"})
    assert caller.isVisible()
    form.put({"caller": "+79161234567"})
    form.put({"way": "office"})
    assert (form.raw()["address"], form.raw()["caller"]) == ("", "")
    form.put({"way": "post"})
    assert (form.raw()["address"], form.raw()["caller"]) == ("Moscow", "+79161234567")


def test_derived_fields_follow_the_rows_and_cannot_be_typed(page):
    form = page.form
    form.grids["wages"].set_value([wage("100.00"), wage("250.50")])
    form.changed.emit("wages")
    settle()
    assert (form.value("total"), form.value("count")) == ("350.50", "2")
    assert form.editors["total"].isReadOnly()
    form.put({"wages.1.amount": "1.00"})
    settle()
    assert form.value("total") == "101.00"


def test_a_bic_names_its_bank(page):
    page.form.put({"bank_bic": "044525225"})
    settle()
    assert page.desk.directories.bank("044525225").name in page.form.value("bank_name")


def test_editors_of_all_kinds_give_the_draft_its_canonical_text(page):
    form = page.form
    typed = {"share": "12,5", "period": "11.2026", "money_kind": "usd", "details": "invoice 5"}
    for name, words in typed.items():
        editor = form.editors[name]
        editor.setFocus()
        editor.selectAll()
        QTest.keyClicks(editor, words)
    assert {name: form.value(name) for name in typed} == {
        "share": "12.5", "period": "2026-11", "money_kind": "USD", "details": "INVOICE 5",
    }  # fmt: skip
    QTest.keyClicks(form.editors["period"], "+")
    assert form.value("period") == "2026-12"
    QTest.keyClick(form.editors["urgent"], Qt.Key.Key_Space)
    assert form.value("urgent") == "1"


def test_findings_of_cells_are_said_by_row_and_found_with_a_key(page):
    form = page.form
    form.grids["wages"].set_value([wage(), {**wage(), "account": "4081"}])
    form.changed.emit("wages")
    settle()
    form.next_problem(first=True)
    visited = set()
    for _each in range(12):
        visited.add(form.focused())
        QTest.keyClick(page.window(), Qt.Key.Key_F8)
    assert "wages.1.account" in visited
    assert "way" in visited
    said = [line.words() for line in form._bands["wages"].lines.lines()]
    assert any(words.startswith("Row 2.") for words in said)


def test_what_is_saved_comes_back_and_is_asked_about_only_when_changed(window, page):
    form = page.form
    form.put({"way": "post", "address": "Moscow", "bank_bic": "044525225", "note": "one\ntwo"})
    form.grids["wages"].set_value([wage()])
    form.changed.emit("wages")
    settle()
    page.save()
    settle()
    assert page._draft.state is State.NEW, form.problems()
    assert page.unsaved() == ""
    again = show(window, "form.trial", id=page._draft.id)
    assert again.form.raw()["wages"] == [wage()]
    assert again.form.raw()["note"] == "one\ntwo"
    assert again.unsaved() == ""
    again.form.put({"wages.0.amount": "2.00"})
    assert "Trial document" in again.unsaved()


def test_rows_can_be_pasted_into_a_form(page):
    grid = page.form.grids["wages"]
    QGuiApplication.clipboard().setText(
        "Ivanov I\t40817810438000000017\t10\nOrlov O\t40817810438000000017\t20,5\n"
    )
    grid.table.setFocus()
    grid.table.go(0, 0)
    grid.table.paste_cells()
    settle()
    assert [row["amount"] for row in page.form.raw()["wages"]] == ["10.00", "20.50"]
    assert page.form.value("total") == "30.50"


def test_an_entry_of_a_directory_fills_its_row(desk, page):
    facts = {"account": "40817810438000000017"}
    desk.books.add("employees", NewEntry(title="Орлова Анна", code="17", facts=facts))
    grid = page.form.grids["wages"]
    grid.table.setFocus()
    grid.table.go(0, 0)
    QTest.keyClick(grid.table, Qt.Key.Key_F4)
    settle()
    (picker,) = dialogs_shown()
    picker._take(picker.table.paged.row(0))
    settle()
    assert page.form.raw()["wages"][0] == {"name": "Орлова Анна", "account": facts["account"], "amount": ""}


def test_own_accounts_are_offered_with_their_money(page):
    combo = page.form.editors["payer_account"]
    assert any(
        ACCOUNT in combo.itemText(n) and "12,543,890.45" in combo.itemText(n) for n in range(combo.count())
    )


def test_a_code_is_told_by_its_name(page):
    page.form.put({"money_kind": "CNY"})
    settle()
    assert page.filling._hints["money_kind"].text() != ""


def test_files_are_attached_and_kept(page, tmp_path):
    path = tmp_path / "договор.pdf"
    path.write_bytes(b"%PDF-1.4 contract")
    grid = page.form.grids["files"]
    grid.attach.emit([path])
    settle()
    (file,) = page.form.raw()["files"]
    assert file["name"] == "договор.pdf"
    assert page.desk.attachments.data(file["sha256"]) == path.read_bytes()


def test_files_are_told_and_checked_by_the_limits_of_the_bank(page, tmp_path, monkeypatch):
    grid = page.form.grids["files"]
    assert grid.list.hint() == "Up to 2 files of 5.0 MB each"
    told = Limits(
        body=1, batch=1, batch_documents=1, attachment=2**19, events=1, wait_seconds=1, attachments=7
    )
    limits.keep(page.desk.place.store, told)
    settle()
    assert grid.list.hint() == "Up to 2 files of 512.0 kB each"
    shown = []
    monkeypatch.setattr(page.shell, "show_error", shown.append)
    path = tmp_path / "скан.pdf"
    path.write_bytes(b"x" * (2**19 + 1))
    grid.attach.emit([path])
    settle()
    assert [(error.code, error.facts["limit"]) for error in shown] == [("attachment_too_large", "0.5")]
    path.write_bytes(b"x")
    grid.attach.emit([path])
    settle()
    more = [tmp_path / name for name in ("a.txt", "b.txt")]
    for one in more:
        one.write_bytes(one.name.encode())
    grid.attach.emit(more)
    settle()
    assert [(error.code, error.facts["limit"]) for error in shown[1:]] == [("attachments_too_many", "2")]
    assert len(grid.list.files) == 1


def test_a_locked_document_is_shown_and_cannot_be_changed(window, desk, page):
    draft = desk.drafts.new("trial")
    stored = desk.drafts.save(
        replace(draft, raw={**draft.raw, "wages": [wage()], "way": "post", "address": "Omsk"})
    )
    shown = show(window, "form.trial", id=stored.id)
    shown._draft = replace(shown._draft, state=State.SIGNED)
    shown._show_state()
    assert shown.form.editors["address"].isReadOnly()
    assert shown.form.grids["wages"].model.locked
    assert not shown._save.isEnabled()


def test_a_narrow_form_puts_fields_below_each_other(window, page):
    wide = page.form.editors["date"].mapTo(page.form, page.form.editors["date"].rect().topLeft()).x()
    window.resize(640, 720)
    settle()
    assert page.form.editors["date"].isVisible()
    assert wide > 0
    assert page.form.width() <= page._scroll.viewport().width()


def test_the_journal_of_the_family_shows_it(window, desk):
    draft = desk.drafts.new("trial")
    stored = desk.drafts.save(replace(draft, raw={**draft.raw, "way": "post", "number": "77"}))
    journal = show(window, "payroll", id=stored.id)
    settle()
    assert journal.title == "Payroll"
    row = journal.table.current_row()
    assert (row.id, row.type) == (stored.id, "trial")
    assert journal.strip.isVisible()
    cells = [
        journal.table.paged.cell(journal.table.currentIndex().row(), n).text
        for n in range(len(journal.table.paged.columns))
    ]
    assert "Trial document" in cells
    assert "By post" in cells
    journal.table.opened.emit(row)
    settle()
    assert window._host.name == "form.trial"


def test_templates_are_of_the_type(window, desk, page):
    page.form.put({"way": "office"})
    desk.templates.save("Mine", "trial", page.form.raw())
    page.templates.popup()
    settle()
    assert "Mine" in [action.text() for action in page.templates.menu.actions()]
    page.templates.menu.close()


def test_what_follows_in_many_rows_is_one_change_and_no_step_of_undoing(page):
    grid = page.form.grids["wages"]
    grid.set_value([wage(), wage()])
    told = []
    grid.changed.connect(lambda: told.append(1))
    page.form.follow({"wages.0.amount": "7.00", "wages.1.amount": "8.00", "note": "x"})
    assert [row["amount"] for row in grid.value()] == ["7.00", "8.00"]
    assert len(told) == 1
    grid.model.undo()
    assert [row["amount"] for row in grid.value()] == ["7.00", "8.00"]
    page.form.put({"wages.0.amount": "9.00", "wages.1.amount": "9.00"})
    grid.model.undo()
    assert [row["amount"] for row in grid.value()] == ["7.00", "8.00"]
