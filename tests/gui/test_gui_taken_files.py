"""The files that were taken in: what would go is said for the file at the cursor; another file is never taken back for it."""

import pytest
import statement_kit
from PySide6.QtWidgets import QPushButton
from statement_kit import dialogs, rows
from test_gui_statement_files import FILE

from bsclient.gui import tasks

desk, page, shell = statement_kit.desk, statement_kit.page, statement_kit.shell
OTHER = FILE.replace("50.00", "70.00").replace("150.00", "170.00")
ACCOUNT = "40702810100000000777"


def keep(desk, text):
    desk.archive.keep(desk.archive.read(text.encode(), "kl.txt"))


@pytest.fixture
def window(page, desk):
    for row in desk.archive.files():
        desk.archive.take_back(row.id, row.sha256)
    keep(desk, FILE)
    made = page.show_files()
    assert tasks.wait_idle()
    return made


def known(desk):
    return ACCOUNT in {each.number for each in desk.statements.accounts(files=True)}


def agree(window):
    (asked,) = [each for each in dialogs() if each is not window]
    (button,) = [each for each in asked.findChildren(QPushButton) if each.text() == "Take back"]
    button.click()
    assert tasks.wait_idle()


def test_a_file_is_taken_back_after_a_question(window, desk, shell):
    assert "1" in window.about.text()
    assert window.back.isEnabled()
    window.ask_back()
    assert known(desk), "the question takes nothing back"
    agree(window)
    assert not known(desk)
    assert (rows(window.table), window.back.isEnabled()) == ([], False)


def test_a_file_that_took_the_number_of_the_one_that_was_shown_stays(window, desk, shell):
    window.ask_back()
    (shown,) = desk.archive.files()
    desk.archive.take_back(shown.id, shown.sha256)
    keep(desk, OTHER)
    assert desk.archive.files()[0].id == shown.id
    agree(window)
    assert [error.code for error in shell.errors] == ["archive_file_unknown"]
    shell.errors.clear()
    assert known(desk)
