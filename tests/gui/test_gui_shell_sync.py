"""The main window and the bank: synchronisation, its problems, the watch."""

from fake_desk import report
from PySide6.QtCore import Qt
from window_kit import desk_fixture, dialog_words, dialogs_open, window_fixture  # noqa: F401 -- fixtures

from bsclient.errors import BsError, Unreachable
from bsclient.gui import tasks
from bsclient.services.exchange.delivery import Trouble


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
