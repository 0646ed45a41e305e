"""The import window: a file is looked at, taken in at once, taken back; doubtful documents are asked about."""

import csv
import io

import form_kit
import pytest
from form_kit import settle, show
from import_files import exchange, order
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from real_desk import PAYEE

from bsclient.gui.documents import import_report
from bsclient.gui.documents.compared import MarkedText, differing
from bsclient.gui.documents.import_choice import Choice, Shown
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.problem_line import ProblemLine
from bsclient.services.documents.listing import Filter
from bsclient.services.imports.taking import Mark, PayeeMark

PAGE = "payments.import"
OTHER = "40702810638000000026"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return form_kit.Office(tmp_path_factory.mktemp("office"))


@pytest.fixture
def desk(office):
    opened = office.desk()
    yield opened
    opened.close()
    (office.profile.folder / "client.db").unlink()


window = form_kit.window


@pytest.fixture
def page(window):
    return show(window, PAGE)


@pytest.fixture
def file(tmp_path):
    def write(*orders, name="1c_to_kl.txt"):
        path = tmp_path / name
        path.write_bytes(exchange(*orders))
        return path

    return write


def read(page, path):
    page.read_file(path)
    settle()
    return page.view.choice


def dialog():
    (shown,) = [
        each for each in QApplication.topLevelWidgets() if isinstance(each, Dialog) and each.isVisible()
    ]
    return shown


def press(shown, words):
    next(each for each in shown.findChildren(QPushButton) if words in each.text()).click()


def count(desk):
    return desk.listing.view().count


def test_a_file_is_shown_and_taken_in_and_taken_back(page, desk, file):
    choice = read(page, file(order(1, "100.00"), order(2, "250.50")))
    assert page.view.isVisible()
    assert "редакция 3.0" in page.view._identity.text()
    assert choice.preview.sha256[:16] in page.view._identity.text()
    assert "2" in page.view.take.text()
    assert "350.50" in page.view.take.text()
    page.view.take.click()
    settle()
    assert count(desk) == 2
    assert page.result.isVisible()
    assert "350.50" in page.result.words.text()
    assert page.result.show_link.hasFocus()  # the way on for whoever has no mouse
    page.result.undo_link.click()
    settle()
    assert count(desk) == 0
    assert not page.result.isVisible()


def test_duplicates_are_left_out_and_asked_about(page, desk, file):
    path = file(order(1, "100.00"), order(2, "200.00"))
    read(page, path)
    page.view.take.click()
    settle()
    choice = read(page, path)
    assert [row.mark for row in choice.preview.rows] == [Mark.DUPLICATE] * 2
    assert choice.count == 0
    assert not page.view.take.isEnabled()
    assert (
        "imported on" in page.view._notes.itemAt(0).widget().findChildren(type(page.view.summary))[1].text()
    )
    page.view.insist.click()
    press(dialog(), "Cancel")
    assert choice.count == 0
    page.view.insist.click()
    press(dialog(), "Take anyway")
    assert choice.count == 2
    page.view.take.click()
    settle()
    assert count(desk) == 4


def test_space_takes_rows_and_leaves_them_out(page, file):
    choice = read(page, file(order(1, "100.00"), order(2, "200.00"), order(3, "300.00")))
    page.view.table.selectAll()
    QTest.keyClick(page.view.table, Qt.Key.Key_Space)
    assert choice.count == 0
    page.view.table.select_place(1)
    QTest.keyClick(page.view.table, Qt.Key.Key_Space)
    assert choice.indexes == {2}
    assert page.view.table.paged.cell(1, 0).icon == "box_on"
    assert page.view.table.paged.cell(0, 0).icon == "box"
    assert "200.00" in page.view.take.text()


def test_a_click_on_the_box_takes_a_row(page, file):
    choice = read(page, file(order(1, "100.00")))
    table = page.view.table
    place = table.visualRect(table.paged.index(0, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert choice.count == 0


def test_an_unreadable_document_cannot_be_taken(page, window, file):
    choice = read(page, file(order(1, "5.00", kind="Платежное требование"), order(2, "6.00")))
    page.view.table.select_place(0)
    QTest.keyClick(page.view.table, Qt.Key.Key_Space)
    assert choice.indexes == {2}
    assert "cannot be taken" in window._host.notice.words()


def test_a_changed_payee_is_compared_digit_by_digit(page, desk, office, file):
    office.payment(desk)
    card = desk.payees.search(PAYEE["payee_inn"])[0]
    desk.payees.save(card)
    changed = {"ПолучательСчет": OTHER, "ПолучательРасчСчет": OTHER}
    choice = read(page, file(order(7, "900.00", **changed), order(8, "1.00")))
    assert [row.payee for row in choice.preview.rows] == [PayeeMark.CHANGED, PayeeMark.KNOWN]
    page.view.tabs.choose(Shown.CHANGED_PAYEES)
    settle()
    assert page.view.table.paged.rowCount() == 1
    texts = page.view.details.compared.findChildren(MarkedText)
    assert [text._words.replace(" ", "") for text in texts] == [PAYEE["payee_account"], OTHER]
    assert [text._marked for text in texts] == [{10, 23}, {10, 23}]


def test_differing_places():
    assert differing("1234", "1294") == ({2}, {2})
    assert differing("1234", "124") == ({2}, set())
    assert differing("", "ab") == (set(), {0, 1})
    assert differing("same", "same") == (set(), set())


def test_filters_show_what_their_names_say(page, file):
    bad = order(2, "7.00", ПолучательИНН="7707083894")
    choice = read(page, file(order(1, "5.00"), bad, order(3, "6.00", kind="Аккредитив")))
    assert choice.counts()[Shown.ALL] == 3
    assert [row.number for row in choice.rows(Shown.PROBLEMS)] == ["2", "3"]
    assert [row.number for row in choice.rows(Shown.REFUSED)] == ["3"]
    page.view.tabs.choose(Shown.PROBLEMS)
    assert page.view.table.paged.rowCount() == 2
    lines = page.view.details.findChildren(ProblemLine)
    assert any("7707083894" in line.words() for line in lines)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "PNG"),
        (b"", "empty"),
        (exchange(order(1, "5.00"))[:-200], ""),
    ],
)
def test_a_file_that_cannot_be_read_says_why(page, desk, tmp_path, data, words):
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    page.read_file(path)
    settle()
    if page.view.isVisible():
        assert page.view._notes.count() > 0 or page.view.choice.preview.rows[0].problems
    else:
        assert page.start.reason.isVisible()
        assert words in page.start.reason.text()
    assert count(desk) == 0


def test_a_file_that_is_not_there_says_so(page, tmp_path):
    page.read_file(tmp_path / "none.txt")
    settle()
    assert "none.txt" in page.start.reason.text()


def test_reading_can_be_stopped(page, desk, file):
    page.read_file(file(*(order(number, "1.00") for number in range(1, 2000))))
    assert page.start.bar.isVisible()
    page.stop()
    settle()
    assert "stopped" in page.start.reason.text()
    assert page.view.choice is None
    assert count(desk) == 0


def test_a_dropped_file_is_read(page, file):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file(order(1, "5.00"))))])
    event = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    page.dropEvent(event)
    settle()
    assert page.view.choice.count == 1


def test_imports_that_can_be_taken_back_are_listed(page, desk, file):
    read(page, file(order(1, "5.00"), name="morning.txt"))
    page.view.take.click()
    settle()
    table = page.start.table
    assert [table.paged.row(place).name for place in range(table.paged.rowCount())] == ["morning.txt"]
    page.start.undo.click()
    press(dialog(), "Undo the import")
    settle()
    assert table.paged.rowCount() == 0
    assert count(desk) == 0


def test_show_imported_leads_to_the_journal(page, window, file):
    read(page, file(order(1, "5.00")))
    page.view.take.click()
    settle()
    page.result.show_link.click()
    settle()
    assert window._host.name == "payments"


def test_a_long_file_is_shown_in_part_and_taken_whole(page, desk, file):
    orders = [order(number, f"{number}.00") for number in range(1, 2301)]
    orders.append(order(2301, "50.00", ПолучательИНН="7707083894"))
    choice = read(page, file(*orders))
    assert not choice.preview.complete
    assert len(choice.preview.rows) == 2001
    assert choice.hidden == 300
    assert choice.count == 2301
    total = sum(range(1, 2301)) + 50
    assert choice.total == total
    choice.set(choice.preview.rows[:10], on=False)
    assert choice.count == 2291
    assert choice.total == total - sum(range(1, 11))
    page.view.take.click()
    settle()
    assert count(desk) == 2291
    assert desk.listing.totals(Filter()).amount == choice.total


class TestReport:
    """The list of errors."""

    @pytest.fixture
    def preview(self, desk):
        data = exchange(order(1, "5.00", ПолучательИНН="7707083894"), order(2, "0.00"), order(3, "9.00"))
        return desk.imports.preview(data, "pay.txt")

    def test_error_file(self, preview, tmp_path):
        path = tmp_path / "pay.err"
        told = import_report.write_report(preview, path)
        rows = path.read_bytes().decode("cp1251").splitlines()
        assert len(rows) == told > 1
        assert any("7707083894" in row for row in rows)
        assert all(", Строка " in row for row in rows)

    def test_table(self, preview, tmp_path):
        path = tmp_path / "pay.csv"
        told = import_report.write_report(preview, path)
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";"))
        assert len(rows) == told + 1
        inn = next(row for row in rows if "7707083894" in row[4])
        assert inn[1] == "1"
        assert inn[3] == "Payee's INN"
        assert inn[6] == "inn_key"


def test_the_choice_of_an_empty_preview_is_empty(desk):
    choice = Choice(desk.imports.preview(exchange(), "empty.txt"))
    assert (choice.count, choice.total, choice.skipped, choice.hidden) == (0, 0, 0, 0)
