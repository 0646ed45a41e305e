"""Rows of an open form from a file, and the results for employees put into the own directory, in a real window."""

import json
import shutil
from pathlib import Path

import pytest
from real_desk import Office
from render_form import render, settle

from bsclient.domain.canonical import Signed
from bsclient.domain.documents import registry
from bsclient.domain.identity import new_id
from bsclient.domain.states import By, Event
from bsclient.errors import BadInput
from bsclient.gui.forms.lookups import taken
from bsclient.gui.forms.names import page_of as form_page
from bsclient.gui.forms.rows_editor import RowsEditor
from bsclient.gui.widgets import dialogs
from bsclient.services.documents import narrow
from bsclient.services.information.directory_books import NewEntry
from bsclient.storage import incoming
from bsclient.storage.rows.documents import Happening

DATA = Path(__file__).resolve().parent.parent / "data/payroll"


@pytest.fixture
def desk(tmp_path, qapp):
    made = Office(tmp_path).desk()
    yield made
    made.close()


def page_of(desk, folder, code):
    return render(desk, folder, code)._host.page


def received(desk, code, raw):
    """A document of the bank in the base, with a signature that nobody made; returns its id."""
    identity = new_id(desk.place.instant)
    bank, client = desk.profile.bank.bic, desk.profile.client_id
    signed = Signed(registry[code].signed_as, code, "1", identity, bank, client, desk.place.instant, raw)
    proof = incoming.Proof(signed.encode(), b"none", desk.place.instant)
    birth = Happening(event=Event.RECEIVE_IN, by=By.BANK, actor="bank", seq=1)
    with desk.place.store.write() as work:
        incoming.keep(work, identity, (narrow.of(code, raw, []), raw), proof, birth)
    return identity


def rows(page):
    return page.form.grids["rows"].model.rows()


def test_rows_of_a_table_come_below_those_that_are_there(desk, tmp_path, monkeypatch):
    page = page_of(desk, tmp_path, "salary_register")
    (button,) = page.imports.buttons
    assert button.isVisibleTo(page)
    grid = page.form.grids["rows"]
    grid.model.put(0, {"name": "Первый Иван", "amount": "1.00"})
    monkeypatch.setattr(
        dialogs, "choose_file", lambda _parent, _title, _filters, chosen: chosen([DATA / "wages.csv"])
    )
    button.click()
    settle()
    assert [row["name"] for row in rows(page)] == [
        "Первый Иван",
        "Ильин Артём Павлович",
        "Мамина-Сибиряк Вера",
    ]
    assert [row["number"] for row in rows(page)] == ["1", "2", "3"], "numbered anew"
    assert page.form.value("amount") == "109251.50"
    grid.model.undo()
    settle()
    assert [row["name"] for row in rows(page)] == ["Первый Иван"]
    assert page.form.value("count") == "1"


def test_a_file_of_1c_fills_what_is_empty_and_nothing_else(desk, tmp_path):
    page = page_of(desk, tmp_path, "salary_register")
    own = page.form.value("payer_account")
    number = page.form.value("number")
    page.imports.take(page.form.grids["rows"], [DATA / "wages_1c.xml"])
    settle()
    assert page.form.value("agreement") == "ЗП-0101/2025"
    assert page.form.value("month") == "2026-11"
    assert (page.form.value("payer_account"), page.form.value("number")) == (own, number)
    assert [row["withheld"] for row in rows(page)] == ["", "9500.25"]


@pytest.mark.parametrize(("name", "code"), [("cards_1c.xml", "payroll_xml"), ("none.csv", "payroll_columns")])
def test_another_file_is_refused_and_changes_nothing(desk, tmp_path, monkeypatch, name, code):
    shutil.copytree(DATA, tmp_path / "files")
    (tmp_path / "files/none.csv").write_text("1;2;3\n", "utf-8")
    page = page_of(desk, tmp_path, "salary_register")
    told = []
    monkeypatch.setattr(page.shell, "show_error", told.append)
    page.imports.take(page.form.grids["rows"], [tmp_path / "files" / name])
    settle()
    assert [error.code for error in told] == [code]
    assert isinstance(told[0], BadInput)
    assert rows(page) == []


def test_types_without_files_of_their_own_have_no_button(desk, tmp_path):
    page = page_of(desk, tmp_path, "cash_order")
    assert page.imports.buttons == []
    assert any(isinstance(grid, RowsEditor) for grid in page.form.grids.values())


def test_an_employee_fills_name_number_and_account_of_a_row(desk, tmp_path):
    page = page_of(desk, tmp_path, "salary_register")
    fields = {field.name: field for field in page.form.grids["rows"].model.fields}
    facts = {"account": "40817810100000001001", "bic": "044525888"}
    entry = desk.books.add("employees", NewEntry("Ильин Артём Павлович", "00017", facts))
    expected = {"name": "Ильин Артём Павлович", "personnel_number": "00017", **facts}
    assert taken(fields["name"], entry, fields) == expected
    assert taken(fields["personnel_number"], entry, fields) == expected
    nameless = desk.books.add("employees", NewEntry("Без Номера", "", {}))
    assert taken(fields["name"], nameless, fields) == {"name": "Без Номера", "personnel_number": ""}


def test_results_of_the_bank_fill_the_directory_of_employees(desk, tmp_path):
    """The page has the act, and it tells what became of the directory."""
    example = json.loads((DATA.parent / "examples/employee_results.json").read_text("utf-8"))["good"]
    told = []
    stored = received(desk, "employee_results", example)
    window = render(desk, tmp_path, "salary_register")
    window.shell.open_page(form_page("employee_results"), id=stored)
    settle()
    page = window._host.page
    assert page.own_acts[0] in page.page_actions()
    page.shell.notify = lambda words, *_: told.append(words)
    page.own_acts[0].trigger()
    settle()
    assert len(told) == 1
    (entry,) = [one for one in desk.books.rows("employees") if one.own]
    assert (entry.title, entry.code) == ("Иванов Пётр Сергеевич", "0001")
    assert entry.facts == {"account": example["rows"][0]["account"], "bic": example["bic"]}
    page.own_acts[0].trigger()
    settle()
    assert len([one for one in desk.books.rows("employees") if one.own]) == 1
