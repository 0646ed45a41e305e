"""The box that leads anywhere: by a part of a name, in both languages and both layouts, with the keyboard alone."""

import pytest
from journal_kit import (  # noqa: F401 -- fixtures
    desk_fixture,
    dialog,
    dialogs,
    keyring_fixture,
    office_fixture,
    settle,
    window_fixture,
)
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar

from bsclient.domain.states import State
from bsclient.gui import go_to, keys, tr
from bsclient.gui.go_to import GoTo
from bsclient.gui.main_window import MainWindow
from bsclient.gui.memory import Memory
from bsclient.gui.pages import PAGES
from bsclient.settings import Settings

IN_MENU = [spec.title for spec in PAGES if spec.in_menu]
CONTROL = Qt.KeyboardModifier.ControlModifier


def asked(window):
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    QTest.keyClick(window, Qt.Key.Key_J, CONTROL)
    return dialog(GoTo)


def names(box):
    return [box.list.topLevelItem(at).text(0) for at in range(box.list.topLevelItemCount())]


def test_every_page_is_reached_by_its_name(window):
    for spec in PAGES:
        if spec.in_menu:
            box = asked(window)
            QTest.keyClicks(box.field, spec.title.lower())
            assert names(box)[0] == spec.title
            QTest.keyClick(box.field, Qt.Key.Key_Return)
            settle()
            assert window._host.name == spec.name
    assert not dialogs()


def test_a_fragment_in_the_middle_finds_and_arrows_choose(window):
    box = asked(window)
    QTest.keyClicks(box.field, "pay")
    found = names(box)
    assert found[:3] == ["Payments", "Payroll", "Payees"], "what begins so comes first"
    QTest.keyClick(box.field, Qt.Key.Key_Down)
    QTest.keyClick(box.field, Qt.Key.Key_Down)
    QTest.keyClick(box.field, Qt.Key.Key_Return)
    settle()
    assert window._host.name == "payees"
    box = asked(window)
    QTest.keyClicks(box.field, "journal aud")
    assert names(box) == ["Audit journal", "Check the audit journal"]
    QTest.keyClicks(box.field, " nowhere")
    assert not names(box)
    assert box.nothing.isVisible()
    QTest.keyClick(box.field, Qt.Key.Key_Return)
    assert box.isVisible(), "there is nothing to go to"
    QTest.keyClick(box.field, Qt.Key.Key_Escape)
    assert len(names(box)) > len(PAGES), "as in every search: the words go first"
    QTest.keyClick(box.field, Qt.Key.Key_Escape)
    assert not dialogs()


def test_actions_of_the_page_are_done_when_they_can_be(office, desk, window):
    window.shell.open_page("payments")
    settle()
    box = asked(window)
    QTest.keyClicks(box.field, "sign")
    assert "Sign" not in names(box), "nothing is chosen"
    box.reject()
    paid = office.payment(desk)
    settle()
    window._host.page.table.select_place(0)
    settle()
    box = asked(window)
    QTest.keyClicks(box.field, "delete")
    assert box.list.topLevelItem(0).text(2) == "Del"
    QTest.keyClick(box.field, Qt.Key.Key_Return)
    settle()
    assert dialogs() or desk.drafts.get(paid.id).state is State.DELETED


def test_what_has_no_button_of_its_own_is_found_too(window):
    window.shell.open_page("payments")
    settle()
    box = asked(window)
    assert names(box)[: len(IN_MENU)] == IN_MENU, "pages come first"
    for typed, name, menu in (
        ("budget", "Payment to the budget", "New"),
        ("export the", "Export the list", "Payments"),
        ("import", "Import", "Payments"),
    ):
        box.field.setText(typed)
        assert box.list.topLevelItem(0).text(0) == name
        assert box.list.topLevelItem(0).text(1) == menu
    box.field.setText("payment to the budget")
    QTest.keyClick(box.field, Qt.Key.Key_Return)
    settle()
    assert window._host.name == "payments.edit" or dialogs()


@pytest.fixture
def russian(qtbot, desk, tmp_path):
    tr.install(QApplication.instance(), "ru")
    made = MainWindow(desk, Settings(tmp_path), Memory(), lambda _passphrase: None)
    qtbot.addWidget(made)
    made.show()
    settle()
    yield made
    made.close()
    tr.install(QApplication.instance(), "en")


@pytest.mark.parametrize("typed", ["выпис", "ВЫПИС", "dsgbc", "DSGBC"])
def test_russian_names_are_found_whichever_layout_is_on(russian, typed):
    box = asked(russian)
    box.field.setText(typed)
    assert names(box) == ["Выписки"]
    QTest.keyClick(box.field, Qt.Key.Key_Return)
    settle()
    assert russian._host.name == "statements"


def test_english_names_are_found_on_the_russian_layout(window):
    box = asked(window)
    box.field.setText("фгвше")
    assert names(box)[0] == "Audit journal"
    box.reject()


def test_the_box_stands_in_the_help_menu_and_on_the_sheet_of_keys(window):
    tops = {go_to._plain(top.text()): top.menu() for top in window.menuBar().actions()}
    [entry] = [each for each in tops["Help"].actions() if each.text() == "Go to…"]
    assert entry.shortcut().toString() == "Ctrl+J"
    assert entry.isEnabled()
    everywhere = dict(keys.sheet()[0][1])
    assert everywhere["Ctrl+J"] == "Go to any page or action by a part of its name"
    window.lock()
    QTest.keyClick(window, Qt.Key.Key_J, CONTROL)
    assert not dialogs()


def test_what_cannot_be_done_now_is_not_offered(qtbot):
    bar = QMenuBar()
    qtbot.addWidget(bar)
    menu = bar.addMenu("&File")
    menu.addAction("&One…")
    menu.addAction("Two").setEnabled(False)
    menu.addSeparator()
    menu.addMenu("More").addAction("R&&D")
    menu.addAction("One")
    late = QMenu(bar)
    late.aboutToShow.connect(lambda: late.addAction("Late"))
    menu.addAction("New").setMenu(late)
    found = go_to.places(bar, [None, QAction("Three", bar), QAction("Two", bar)], "Page")
    assert [(each.name, each.menu) for each in found] == [
        ("One", "File"), ("R&D", "More"), ("New", "File"), ("Late", "New"), ("Three", "Page"), ("Two", "Page"),
    ]  # fmt: skip
