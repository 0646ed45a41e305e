"""The main window: pages, their actions and changes, unsaved work, menus and settings."""

import pytest
from fake_desk import overview, unlock
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from window_kit import button, desk_fixture, dialog_words, dialogs_open, page, window_fixture  # noqa: F401 -- fixtures

from bsclient.domain.states import State
from bsclient.gui import tasks
from bsclient.gui.main_window import MainWindow
from bsclient.gui.memory import Memory
from bsclient.services.changes import Changed
from bsclient.settings import Settings


def test_ctrl_and_a_number_open_pages(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window._host.name == "payments"
    assert window._header._title.text() == "Notebook"
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window._host.name == "settings"


def test_back_leads_to_the_page_before_with_its_arguments(window, qtbot):
    window.shell.open_page("payments", tab="queued")
    window.shell.open_page("detail", id="7")
    assert page(window, "detail").seen == [("open", {"id": "7"})]
    assert window._navigation._buttons["payments"].isChecked()
    window.shell.back()
    assert window._host.name == "payments"
    assert page(window).seen[-1] == ("open", {"tab": "queued"})
    window.shell.back()
    window.shell.back()
    assert window._host.name == "home"
    assert not window._header._back.isVisible()


def test_unknown_page_is_a_bug(window):
    with pytest.raises(KeyError):
        window.shell.open_page("nowhere")


def test_tools_and_keys_are_those_of_the_page(window, qtbot):
    window.shell.open_page("payments")
    assert page(window).act in window._host._toolbar.actions()
    qtbot.keyClick(window, Qt.Key.Key_Insert)
    qtbot.keyClick(page(window).line, Qt.Key.Key_Insert)
    assert page(window).made == ["new", "new"]
    window.shell.open_page("settings")
    qtbot.keyClick(window, Qt.Key.Key_Insert)
    assert page(window).made == ["new", "new"]
    assert not window._host._toolbar.isVisible()


def test_hidden_page_hears_of_changes_when_it_comes_back(window, desk, qtbot):
    window.shell.open_page("payments")
    window.shell.open_page("home")
    notes = page(window).seen
    notes.clear()
    desk.tell(documents=frozenset({"a"}))
    desk.tell(documents=frozenset({"b"}), letters=True)
    qtbot.waitUntil(lambda: "payments" in window._host._stale)
    desk.tell(accounts=frozenset({"c"}))
    qtbot.waitUntil(lambda: window._host._stale["payments"].accounts == {"c"})
    assert notes == []
    window.shell.open_page("payments")
    assert notes[0] == (
        "refresh",
        Changed(documents=frozenset({"a", "b"}), accounts=frozenset({"c"}), letters=True),
    )
    assert [what for what, _args in notes] == ["refresh", "open"]


def test_change_told_from_another_thread_refreshes_the_shown_page(window, desk, qtbot):
    window.shell.open_page("payments")
    notes = page(window).seen
    tasks.run(lambda: desk.tell(payees=True), lambda _none: None)
    qtbot.waitUntil(lambda: ("refresh", Changed(payees=True)) in notes)


def test_unsaved_work_is_asked_about(window, qtbot):
    window.shell.open_page("payments")
    page(window).question = "The payment is not saved."
    window.shell.open_page("home")
    assert window._host.name == "payments"
    asked = dialogs_open()[0]
    assert "The payment is not saved." in dialog_words(asked)
    button(asked, "Cancel").click()
    assert window._host.name == "payments"
    window.shell.open_page("home")
    button(dialogs_open()[0], "Leave").click()
    assert window._host.name == "home"


def test_unsaved_work_keeps_the_window_open(window, qtbot):
    window.shell.open_page("payments")
    page(window).question = "The payment is not saved."
    window.close()
    assert window.isVisible()
    left = []
    window.left.connect(left.append)
    button(dialogs_open()[0], "Leave").click()
    assert not window.isVisible()
    assert left == [False]


def test_log_out_says_so(window):
    left = []
    window.left.connect(left.append)
    window.log_out()
    assert left == [True]


def test_columns_are_chosen_from_the_menu(window):
    from PySide6.QtWidgets import QMenu

    window.shell.open_page("payments")
    window._choose_columns()
    menu = next(
        menu
        for menu in window.findChildren(QMenu)
        if [each.text() for each in menu.actions()][:2] == ["A", "B"]
    )
    menu.actions()[1].setChecked(False)
    menu.close()
    assert page(window).list.shown_columns() == [0]
    window.shell.open_page("settings")
    window._choose_columns()
    assert "no list" in window._host.notice.words()


def test_narrow_window_shows_icons_alone(window, qtbot):
    window.resize(640, 360)
    assert window._navigation.width() < 60
    assert window._navigation._buttons["home"].toolTip().startswith("Home")
    window.resize(1280, 720)
    assert window._navigation.width() > 150


def test_counts_stand_in_the_navigation_and_the_status_line(window, desk, qtbot):
    qtbot.waitUntil(lambda: window._navigation._buttons["payments"].text().split() == ["Payments", "3"])
    assert "4" in window._status._queue.text()
    desk.home.now = overview(to_sign=0, queued=0, unknown=0)
    desk.tell(documents=frozenset({"a"}))
    qtbot.waitUntil(lambda: window._navigation._buttons["payments"].text().split() == ["Payments"])
    assert not window._status._queue.isVisible()


def test_size_is_remembered(window, tmp_path, desk):
    window.resize(711, 555)
    window.close()
    again = MainWindow(desk, Settings(tmp_path), Memory(tmp_path), unlock)
    assert again.size().width() == 711
    again.close()
    again.deleteLater()


def menu_action(window, words):
    return next(each for each in window.menuBar().findChildren(QAction) if each.text() == words)


def test_audit_journal_is_checked_from_the_menu(window, desk):
    menu_action(window, "Check the audit journal").trigger()
    assert tasks.wait_idle()
    shown = dialogs_open()[0]
    assert "The audit journal is whole" in dialog_words(shown)
    shown.close()
    from types import SimpleNamespace

    from bsclient.services.evidence.audit import AuditReport

    desk.audit = SimpleNamespace(check=lambda: AuditReport(False, 12, 7, "0" * 64))
    menu_action(window, "Check the audit journal").trigger()
    assert tasks.wait_idle()
    assert "Record 7 of 12" in dialog_words(dialogs_open()[0])


def test_about_names_the_version(window):
    import bsclient

    menu_action(window, "About BSClient").trigger()
    assert bsclient.__version__ in dialog_words(dialogs_open()[0])


def test_settings_are_kept_and_a_theme_is_put_on_at_once(window, tmp_path, qtbot):
    from PySide6.QtWidgets import QComboBox, QSpinBox

    from bsclient import settings
    from bsclient.gui import theme

    window.shell.open_page("settings")
    combo = page(window, "settings").findChild(QComboBox, settings.THEME.key)
    combo.setCurrentIndex(combo.findData("dark"))
    combo.activated.emit(combo.currentIndex())
    assert theme.current().dark
    minutes = page(window, "settings").findChild(QSpinBox, settings.AUTO_LOCK_MINUTES.key)
    minutes.setValue(3)
    minutes.editingFinished.emit()
    kept = Settings(tmp_path)
    assert kept.get(settings.THEME) == "dark"
    assert kept.get(settings.AUTO_LOCK_MINUTES) == 3
    assert window._lock_minutes() == 3


def test_every_declared_preference_is_on_the_page(window):
    from PySide6.QtWidgets import QWidget

    from bsclient import settings

    window.shell.open_page("settings")
    hidden = {settings.LAST_PROFILE.key}
    for each in settings.ALL:
        found = page(window, "settings").findChild(QWidget, each.key)
        assert (found is None) == (each.key in hidden), each.key


def test_every_button_of_the_window_has_a_name(window):
    from PySide6.QtWidgets import QAbstractButton

    for name in ("home", "payments", "settings"):
        window.shell.open_page(name)
        for each in window.findChildren(QAbstractButton):
            if each.isVisibleTo(window) and not each.objectName().startswith("qt_"):
                assert each.text() or each.accessibleName(), each


def test_states_of_the_window_are_words(window):
    assert State.UNKNOWN.value not in window._status._queue.text()
