"""A dialog may be resized at any moment, also after its content was replaced: widgets that went must not be touched."""

import pytest
from journal_kit import (  # noqa: F401 -- fixtures
    desk_fixture,
    dialog,
    dialogs,
    keyring_fixture,
    office_fixture,
    page_of,
    settle,
    window_fixture,
)
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from real_desk import PASSPHRASE
from shiboken6 import isValid

from bsclient.gui.documents.sign_dialog import open_sign

SIZES = ((1180, 680), (700, 420), (1180, 680), (640, 360))


def resize(widget):
    """Give a widget several sizes; what was to be deleted is deleted first."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for width, height in SIZES:
        widget.resize(width, height)
        QApplication.processEvents()


def test_the_sign_window_is_resized_before_and_after_the_outcome(office, desk, window, capsys):
    made = open_sign(desk, window.shell, office.payments(desk, 2))
    resize(made)
    settle()
    resize(made)
    assert not made._side.isVisible()
    made.resize(1180, 680)
    QApplication.processEvents()
    assert made._side.isVisible()
    made.passphrase._line.setText(PASSPHRASE)
    made.sign_button.click()
    settle()
    assert made.outcome is not None
    resize(made)
    assert not isValid(made._side)
    assert "Traceback" not in capsys.readouterr().err
    made.reject()


def test_no_window_of_its_own_flashes_while_documents_are_prepared(office, desk, window):
    made = open_sign(desk, window.shell, office.payments(desk, 1))
    resize(made)
    strays = [each for each in QApplication.topLevelWidgets() if each is made._side and each.isVisible()]
    assert not strays
    settle()
    made.reject()


@pytest.mark.parametrize(
    "name", ["home", "payments", "payments.edit", "statements", "letters", "directories"]
)
def test_pages_are_resized_after_they_were_filled_anew(office, desk, window, capsys, name):
    office.payments(desk, 2)
    page = page_of(window, name)
    for _time in range(2):
        resize(window)
        page.open()
        settle()
    assert page.isVisible()
    assert "Traceback" not in capsys.readouterr().err
    for each in dialogs():
        each.close()
