"""A main window over a fresh desk for each test of the journal and its dialogs; keys are made once."""

import copy
import shutil
from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from real_desk import Office

from bsclient.gui import tasks
from bsclient.gui.main_window import MainWindow
from bsclient.gui.memory import Memory
from bsclient.settings import Settings


@pytest.fixture(name="keyring", scope="session")
def keyring_fixture(tmp_path_factory):
    """An office whose keys every test may copy."""
    return Office(tmp_path_factory.mktemp("keyring"))


@pytest.fixture(name="office")
def office_fixture(keyring, tmp_path):
    """An office of one's own: same keys, own base."""
    return copied(keyring, tmp_path)


@pytest.fixture(name="desk")
def desk_fixture(office):
    opened = office.desk()
    yield opened
    opened.close()


@pytest.fixture(name="window")
def window_fixture(qtbot, desk, tmp_path):
    made = MainWindow(desk, Settings(tmp_path), Memory(), lambda _passphrase: None)
    made.resize(1280, 720)
    made.show()
    settle()
    yield made
    for each in dialogs():
        each.close()
    page = made._host.page
    if hasattr(page, "form"):
        page._kept = page.form.raw()  # nothing to ask about when the window is closed
    made.close()
    qtbot.addWidget(made)
    assert tasks.wait_idle()


def copied(keyring, folder, scheme="(1)"):
    made = copy.copy(keyring)
    home = folder / "romashka"
    shutil.copytree(keyring.profile.folder, home)
    made.profile = replace(keyring.profile, folder=home, scheme=scheme)
    return made


def settle():
    """Let timers fire and tasks answer until nothing is left to do."""
    for _round in range(3):
        assert tasks.wait_idle()
        QTest.qWait(90)
    assert tasks.wait_idle()


def page_of(window, name, **args):
    window.shell.open_page(name, **args)
    settle()
    return window._host.page


def dialogs():
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]


def dialog(kind):
    """Return the only open dialog of a kind."""
    found = [each for each in dialogs() if isinstance(each, kind)]
    assert len(found) == 1, [type(each).__name__ for each in dialogs()]
    return found[0]


def button(widget, caption):
    found = [
        each for each in widget.findChildren(QPushButton) if each.text() == caption and not each.isHidden()
    ]
    assert len(found) == 1, [each.text() for each in widget.findChildren(QPushButton)]
    return found[0]


def choose(page, *ids):
    """Choose documents of the journal by their ids."""
    from bsclient.gui.documents import journal_place

    places = [page.view().position(one) for one in ids]
    journal_place.choose(page.table, places, places[0])
    settle()


def texts(table, column):
    """Return what a column of a list shows."""
    place = next(at for at, each in enumerate(table.paged.columns) if each.key == column)
    return [table.paged.cell(row, place).text for row in range(table.paged.rowCount())]


def notice(window):
    return window._host.notice.words()
