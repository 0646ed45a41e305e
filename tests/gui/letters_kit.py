"""A page of letters in a window; the desk is the fixture `desk` of whoever imports these."""

import pytest
from bank_stage import Window
from PySide6.QtWidgets import QWidget

from bsclient.gui import tasks
from bsclient.gui.changes import ChangeFeed
from bsclient.gui.letters.page import LettersPage


@pytest.fixture(name="shell")
def shell_fixture(qtbot, desk, tmp_path):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    return Window(desk, window, tmp_path)


@pytest.fixture(name="make")
def make_fixture(qtbot, desk, shell):
    """Make pages that follow the changes of the desk; without `shown` they stay out of sight."""

    def page(*, shown=True):
        made = LettersPage(desk, shell)
        qtbot.addWidget(made)
        made.resize(1090, 640)
        if shown:
            made.show()
            qtbot.waitExposed(made)
        feed = ChangeFeed(desk.changes, made)
        feed.changed.connect(made.refresh)
        made.destroyed.connect(feed.close)
        made.open()
        assert tasks.wait_idle()
        return made

    return page
