"""The main window: pages, changes, locking, synchronisation, leaving."""

from datetime import UTC, datetime, timedelta

import pytest
from fake_desk import FakeDesk, overview, report, unlock
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout

from bsclient.domain.states import State
from bsclient.errors import BsError, Unreachable
from bsclient.gui import keys, main_window, tasks
from bsclient.gui.locking import IdleWatch
from bsclient.gui.main_window import MainWindow
from bsclient.gui.memory import Memory
from bsclient.gui.pages import PAGES
from bsclient.gui.shell import Page, PageSpec
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.model import Column, ListView
from bsclient.gui.widgets.table import DataTable
from bsclient.services.changes import Changed
from bsclient.services.delivery import Trouble
from bsclient.settings import Settings


class Notebook(Page):
    """A page that writes down what happens to it."""

    def __init__(self, desk, shell):
        super().__init__(desk, shell)
        self.seen = []
        self.question = ""
        self.made = []
        box = QVBoxLayout(self)
        self.line = QLineEdit()
        self.list = DataTable("notes", [Column("a", "A", str), Column("b", "B", str)], shell.memory)
        box.addWidget(self.line)
        box.addWidget(self.list)
        self.list.set_view(ListView([1, 2]))
        self.act = keys.action("New", "new", lambda: self.made.append("new"), self, "new")
        self.setFocusProxy(self.line)

    @property
    def title(self):
        return "Notebook"

    def page_actions(self):
        return (self.act, None)

    def open(self, **args):
        self.seen.append(("open", args))

    def refresh(self, changed):
        self.seen.append(("refresh", changed))

    def unsaved(self):
        return self.question


@pytest.fixture
def desk():
    return FakeDesk()


@pytest.fixture
def window(qtbot, desk, tmp_path, monkeypatch):
    specs = [spec for spec in PAGES if spec.name in {"home", "settings"}]
    specs.insert(1, PageSpec("payments", "Payments", "payment", Notebook))
    specs.insert(2, PageSpec("detail", "Detail", "edit", Notebook, in_menu=False, under="payments"))
    monkeypatch.setattr(main_window, "PAGES", tuple(specs))
    made = MainWindow(desk, Settings(tmp_path), Memory(tmp_path), unlock)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made.activateWindow()
    assert tasks.wait_idle()
    yield made
    desk.delivery.release.set()
    tasks.wait_idle()
    for each in dialogs_open():
        each.close()
    for each in made.findChildren(Notebook):
        each.question = ""
    made.log_out()
    made.hide()


def page(window, name="payments"):
    return window._host._pages[name]


def dialogs_open():
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]


def dialog_words(dialog):
    from PySide6.QtWidgets import QLabel

    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def button(dialog, caption):
    from PySide6.QtWidgets import QPushButton

    return next(each for each in dialog.findChildren(QPushButton) if each.text() == caption)


# pages --------------------------------------------------------------------------------------------------------------


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
    assert window._navigation._buttons["payments"].text().split() == ["Payments", "3"]
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


# the home page ------------------------------------------------------------------------------------------------------


def cards(window):
    from bsclient.gui.home.cards import Card

    return [card for card in page(window, "home").findChildren(Card) if card.isVisibleTo(window)]


def test_home_shows_accounts_and_what_waits_and_leads_there(window, qtbot):
    names = [card.accessibleName() for card in cards(window)]
    assert any("12,543,890.45" in name for name in names)
    rejected = next(card for card in cards(window) if "rejected" in card.accessibleName())
    qtbot.keyClick(rejected, Qt.Key.Key_Return)
    assert window._host.name == "payments"
    assert page(window).seen == [("open", {"tab": "rejected"})]


def test_home_is_calm_when_nothing_waits_and_says_where_accounts_come_from(window, desk, qtbot):
    home = page(window, "home")
    assert home._calm.isHidden()
    desk.home.now = overview(
        accounts=(),
        to_sign=0,
        unknown=0,
        rejected=0,
        queued=0,
        unread_letters=0,
        last_sync=None,
        key_days_left=200,
    )
    desk.tell(everything=True)
    qtbot.waitUntil(lambda: not home._calm.isHidden())
    assert not home._no_accounts.isHidden()
    assert home._key.isHidden()
    assert cards(window) == []


def test_key_that_ends_soon_or_has_ended_is_told(window, desk, qtbot):
    home = page(window, "home")
    assert "12" in home._key.words()
    now = datetime.now(UTC)
    desk.home.now = overview(key_days_left=0, key_valid_until=now - timedelta(days=1))
    desk.tell(everything=True)
    qtbot.waitUntil(lambda: "nothing can be signed" in home._key.words())


# the bank -----------------------------------------------------------------------------------------------------------


def test_synchronise_shows_progress_and_what_came(window, desk, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: window._status._bar.maximum() == 4)
    assert "Sending" in window._status.words()
    assert window._status._cancel.isVisible()
    window.shell.synchronise()
    desk.delivery.release.set()
    assert tasks.wait_idle()
    assert "3 document" in window._host.notice.words()
    assert not window._status._cancel.isVisible()
    assert "In step" in window._status.words()
    window._status.details_asked.emit()
    assert "Synchronisation is finished" in dialog_words(dialogs_open()[0])


def test_synchronisation_can_be_stopped(window, desk, qtbot):
    window.shell.synchronise()
    window._status._cancel.click()
    assert tasks.wait_idle()
    assert window._syncer.last_report.cancelled


def test_problems_of_a_synchronisation_are_shown_one_by_one(window, desk, qtbot):
    desk.delivery.answer = report(
        Trouble("settings_not_kept", {"reason": "full"}), Trouble("profile_open", {})
    )
    desk.delivery.release.set()
    window.shell.synchronise()
    assert tasks.wait_idle()
    said = dialog_words(dialogs_open()[0])
    assert "full" in said
    assert "2 problem" in said


def test_no_link_is_a_bar_and_no_dialog(window, desk, qtbot):
    desk.delivery.answer = report(Trouble("bank_unreachable", {"reason": "x"}))
    desk.delivery.release.set()
    window.shell.synchronise()
    assert tasks.wait_idle()
    assert dialogs_open() == []
    assert window._host.notice.words()
    assert "No link" in window._status.words()
    desk.delivery.answer = report()
    window._host.notice._link.click()
    assert tasks.wait_idle()
    assert "In step" in window._status.words()


def test_error_of_a_synchronisation_is_shown(window, desk):
    desk.delivery.answer = BsError("settings_not_kept", reason="full")
    desk.delivery.release.set()
    window.shell.synchronise()
    assert tasks.wait_idle()
    assert "full" in dialog_words(dialogs_open()[0])
    assert "did not finish" in window._status.words()


def test_watch_asks_again_and_again_and_tells_when_the_bank_is_lost(window, desk, qtbot):
    window.watch_bank()
    qtbot.waitUntil(lambda: desk.delivery.polls >= 2)
    assert "In step" in window._status.words()
    desk.delivery.poll_answer = Unreachable("bank_unreachable", reason="x")
    qtbot.waitUntil(lambda: "No link" in window._status.words())
    assert dialogs_open() == []
    window._syncer.stop()


# locking ------------------------------------------------------------------------------------------------------------


def test_lock_hides_everything_and_the_passphrase_opens(window, qtbot):
    window.shell.open_page("payments")
    dialog = Dialog(window, "A payment")
    dialog.open()
    window.lock()
    assert window.locked()
    assert not dialog.isVisible()
    assert not page(window).isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Insert)
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert page(window).made == []
    assert window._host.name == "payments"
    assert not window._syncer.busy()
    field = window._lock._field
    qtbot.keyClicks(field._line, "wrong")
    qtbot.keyClick(field._line, Qt.Key.Key_Return)
    assert tasks.wait_idle()
    assert window.locked()
    assert field.error()
    assert not window._lock._open.isEnabled()
    window._lock._countdown.stop()
    qtbot.keyClicks(field._line, "open sesame")
    qtbot.keyClick(field._line, Qt.Key.Key_Return)
    assert tasks.wait_idle()
    assert not window.locked()
    assert dialog.isVisible()
    dialog.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_Insert)
    assert page(window).made == ["new"]


def test_lock_key_and_log_out_from_the_lock(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.locked()
    left = []
    window.left.connect(left.append)
    window._lock.log_out_asked.emit()
    assert left == [True]


def test_dialog_that_opens_while_locked_stays_hidden(window):
    window.lock()
    dialog = Dialog(window, "Late news")
    dialog.open()
    QApplication.processEvents()
    assert not dialog.isVisible()
    window._unlock()
    assert dialog.isVisible()
    dialog.close()


def test_idle_time_is_counted_by_the_clock_and_by_acts(qtbot):
    now = [datetime(2026, 11, 20, 9, 0, tzinfo=UTC)]
    minutes = [15]
    idle = []
    line = QLineEdit()
    qtbot.addWidget(line)
    watch = IdleWatch(QApplication.instance(), lambda: minutes[0], lambda: now[0])
    watch.idle.connect(lambda: idle.append(now[0]))
    now[0] += timedelta(minutes=14)
    qtbot.keyClick(line, Qt.Key.Key_A)
    now[0] += timedelta(minutes=14)
    watch.look()
    assert idle == []
    now[0] += timedelta(minutes=1)
    watch.look()
    assert len(idle) == 1
    minutes[0] = 0
    now[0] += timedelta(days=3)
    watch.look()
    assert len(idle) == 1
    watch.close()


# menus and settings -------------------------------------------------------------------------------------------------


def menu_action(window, words):
    return next(each for each in window.menuBar().findChildren(QAction) if each.text() == words)


def test_audit_journal_is_checked_from_the_menu(window, desk):
    menu_action(window, "Check the audit journal").trigger()
    assert tasks.wait_idle()
    shown = dialogs_open()[0]
    assert "The audit journal is whole" in dialog_words(shown)
    shown.close()
    from types import SimpleNamespace

    from bsclient.services.audit import AuditReport

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
