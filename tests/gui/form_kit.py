"""A main window over a real desk, for tests of the payment form and of the import window."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from real_desk import Office

from bsclient.gui import tasks
from bsclient.gui.main_window import MainWindow
from bsclient.gui.memory import Memory
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.settings import Settings


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def desk(office):
    opened = office.desk()
    yield opened
    opened.close()


@pytest.fixture
def window(qtbot, desk, tmp_path):
    made = MainWindow(desk, Settings(tmp_path), Memory(), lambda _passphrase: None)
    made.resize(1280, 720)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    assert tasks.wait_idle()
    yield made
    page = made._host.page
    if hasattr(page, "form"):
        page._kept = page.form.raw()  # nothing to ask about when the window is closed
    made.close()
    qtbot.addWidget(made)


def show(window, name, **args):
    """Open a page, wait until it is filled, return it."""
    window.shell.open_page(name, **args)
    settle()
    return window._host.page


def settle():
    """Wait for what was started by typing: pauses of 150 ms and the work that follows."""
    for _ in range(2):
        QTest.qWait(170)
        assert tasks.wait_idle()


def type_into(page, name, words):
    editor = page.form.editors[name]
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, words)


def codes(page, field):
    return [problem.code for problem in page.form.problems() if problem.field == field]


def lines(page, field):
    return [line for line in page.form._bands[field].lines.lines() if line.problem.field == field]


def dialogs_shown():
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, Dialog) and each.isVisible()]


def button(dialog, words):
    return next(each for each in dialog.findChildren(QPushButton) if words in each.text())
