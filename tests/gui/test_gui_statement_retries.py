"""Answers that come late or not at all: what would be taken in is what was chosen last, and a failure can be tried again."""

import threading

import pytest
import statement_kit
from PySide6.QtWidgets import QPushButton
from statement_kit import dialogs, rows
from test_gui_statement_files import FILE

from bsclient.gui import tasks

desk, page, shell = statement_kit.desk, statement_kit.page, statement_kit.shell
QIF = "!Account\nN{account}\nTBank\n^\n!Type:Bank\nD03/04/2026\nT5.00\nPShop\n^\n"


@pytest.fixture
def look(page, tmp_path):
    def look(account):
        path = tmp_path / f"{account}.qif"
        path.write_text(QIF.format(account=account), "utf-8")
        page.import_file(path)
        assert tasks.wait_idle()
        (dialog,) = dialogs()
        return dialog

    return look


@pytest.fixture
def hold(shell, monkeypatch):
    """Let the next work wait until the event that is returned."""

    def hold():
        gate, run_task = threading.Event(), shell.run_task

        def held(work, *rest, **named):
            monkeypatch.setattr(shell, "run_task", run_task)

            def wait():
                assert gate.wait(20)
                return work()

            return run_task(wait, *rest, **named)

        monkeypatch.setattr(shell, "run_task", held)
        return gate

    return hold


@pytest.fixture
def fail(shell, desk, monkeypatch):
    """Let the next work meet a base that is closed."""

    def fail():
        run_task = shell.run_task

        def failing(work, *rest, **named):
            monkeypatch.setattr(shell, "run_task", run_task)

            def suspended():
                connections = desk.place.store._pool
                connections.suspend(1)
                try:
                    return work()
                finally:
                    connections.resume()

            return run_task(suspended, *rest, **named)

        monkeypatch.setattr(shell, "run_task", failing)

    return fail


def months(dialog):
    return [each.start.month for each in rows(dialog.accounts)]


def kept(desk, account):
    return account in {each.number for each in desk.statements.accounts(files=True)}


def test_the_reading_before_is_not_taken_in_when_the_one_chosen_fails(look, desk, fail):
    dialog = look("R01")
    dialog.dates.orders["mdy"].click()
    assert tasks.wait_idle()
    assert (months(dialog), dialog.keep_button.isEnabled()) == ([3], True)
    fail()
    dialog.dates.orders["dmy"].click()
    assert tasks.wait_idle()
    assert dialog.about.property("text_role") == "rejected"
    assert (dialog.dates.value(), months(dialog)) == ("dmy", [])
    assert not dialog.keep_button.isEnabled()
    dialog.keep()
    assert tasks.wait_idle()
    assert not kept(desk, "R01")
    dialog.dates.orders["dmy"].click()
    assert tasks.wait_idle()
    assert dialog.about.property("text_role") == "muted"
    assert (months(dialog), dialog.keep_button.isEnabled()) == ([4], True)


def test_the_order_that_was_chosen_last_counts_however_late_the_other_comes(look, hold, qtbot):
    dialog = look("R02")
    late = hold()
    dialog.dates.orders["mdy"].click()
    dialog.dates.orders["dmy"].click()
    qtbot.waitUntil(lambda: months(dialog) == [4])
    late.set()
    assert tasks.wait_idle()
    assert (dialog.dates.value(), dialog.preview.dates.order, months(dialog)) == ("dmy", "dmy", [4])


def test_nothing_is_taken_in_while_another_reading_is_under_way(look, hold, desk):
    dialog = look("R03")
    dialog.dates.orders["mdy"].click()
    assert tasks.wait_idle()
    late = hold()
    dialog.dates.orders["dmy"].click()
    assert not dialog.keep_button.isEnabled()
    dialog.keep()
    late.set()
    assert tasks.wait_idle()
    assert (months(dialog), kept(desk, "R03")) == ([4], False)


def test_what_could_not_be_taken_in_is_still_shown_and_can_be_tried_again(look, desk, fail):
    dialog = look("R04")
    dialog.dates.orders["mdy"].click()
    assert tasks.wait_idle()
    fail()
    dialog.keep()
    assert not dialog.dates.isEnabled()
    assert tasks.wait_idle()
    assert (dialog.dates.isEnabled(), dialog.keep_button.isEnabled()) == (True, True)
    assert (months(dialog), kept(desk, "R04")) == ([3], False)
    dialog.keep()
    assert tasks.wait_idle()
    assert kept(desk, "R04")


def test_a_file_that_is_being_taken_in_is_not_left_without_a_word(look, hold, shell, desk):
    dialog = look("R05")
    dialog.dates.orders["mdy"].click()
    assert tasks.wait_idle()
    late = hold()
    dialog.keep()
    dialog.reject()
    assert dialog.isVisible()
    late.set()
    assert tasks.wait_idle()
    assert (kept(desk, "R05"), dialog in dialogs()) == (True, False)
    assert "R05.qif" in shell.notices[-1][0]


@pytest.fixture
def files(page, desk):
    desk.archive.keep(desk.archive.read(FILE.replace("000777", "000779").encode(), "again.txt"))
    window = page.show_files()
    assert tasks.wait_idle()
    return window


def test_taking_back_can_be_tried_again_after_a_failure(files, desk, shell, fail):
    for broken in (True, False):
        assert files.back.isEnabled()
        files.ask_back()
        (question,) = [each for each in dialogs() if each is not files]
        if broken:
            fail()
        next(each for each in question.findChildren(QPushButton) if each.text() == "Take back").click()
        assert tasks.wait_idle()
        assert kept(desk, "40702810100000000779") is broken
        assert [error.code for error in shell.errors] == ["storage_suspended"]
    shell.errors.clear()


def test_a_count_that_comes_late_wakes_no_button_of_an_empty_list(files, hold):
    late = hold()
    files._count()
    files._show([])
    late.set()
    assert tasks.wait_idle()
    assert (files.about.text(), files.back.isEnabled()) == ("", False)
