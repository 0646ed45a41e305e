"""Letters by a hasty hand: nothing written, too much attached, nothing found; where the focus is afterwards."""

from dataclasses import replace

import pytest
from letters_kit import make_fixture, shell_fixture  # noqa: F401 -- fixtures
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from real_desk import NOW, Office

from bsclient.domain.identity import new_id
from bsclient.domain.states import State
from bsclient.gui import tasks
from bsclient.gui.letters import sayings
from bsclient.services.information.limits import FileLimits
from bsclient.storage import letters
from bsclient.storage.rows.letters import LetterRow

MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("letters"))


@pytest.fixture(scope="module")
def desk(office):
    made = office.desk()
    yield made
    made.close()


def told(desk, **fields):
    """A letter of the bank, as if it had come."""
    row = LetterRow(
        id=new_id(NOW), thread="", at=NOW, author="Петрова Е.", subject="О тарифах", body="Комиссия 25 ₽"
    )
    row = replace(row, **{"thread": row.id, **fields})
    with desk.place.store.write() as work:
        letters.add(work, row)


def idle(qtbot, condition):
    assert tasks.wait_idle()
    qtbot.waitUntil(condition)


def test_nothing_written_is_no_draft_and_words_of_faults_go_when_one_types(make, desk, qtbot):
    page = make()
    before = len(desk.letters.threads())
    page.begin()
    page.composer.send_button.click()
    assert tasks.wait_idle()
    assert (page.composer.wrong.isVisible(), page.composer.draft_id) == (True, "")
    assert "Subject" in page.composer.wrong.text()
    assert page.composer.focusWidget() is page.composer.subject
    assert len(desk.letters.threads()) == before
    page.composer.subject.setText("Тема")
    page.composer.body.clear()
    assert not page.composer.wrong.isVisible()
    page.composer.send_button.click()
    assert tasks.wait_idle()
    assert "Text" in page.composer.wrong.text()
    page.composer.body.setPlainText("Текст")
    assert not page.composer.wrong.isVisible()
    page.composer.discard()
    assert tasks.wait_idle()


def test_files_that_are_too_large_together_are_refused_at_once(make, desk, shell, tmp_path, monkeypatch):
    limits = FileLimits(largest=2 * MEGABYTE, most=10, together=3 * MEGABYTE)
    monkeypatch.setattr(desk.letters, "limits", lambda: limits)
    page = make()
    for name in "ab":
        (tmp_path / name).write_bytes(name.encode() * 2 * MEGABYTE)
    page.begin()
    assert "3.0" in page.composer.files.hint(), "what all may have together is told before"
    for name in "ab":
        page.composer.attach([tmp_path / name])
        assert tasks.wait_idle()
    assert [file.name for file in page.composer.files.files] == ["a"]
    assert (shell.errors[-1].code, shell.errors[-1].facts) == ("attachments_too_large", {"limit": "3"})
    shell.errors.clear()
    page.composer.discard()
    assert tasks.wait_idle()


def test_after_writing_the_list_has_the_focus(make, desk, qtbot):
    page = make()
    page.begin()
    page.composer.subject.setText("Потом допишу")
    QTest.keyClick(page.composer.subject, Qt.Key.Key_Escape)
    idle(qtbot, page.composer.isHidden)
    assert page.focusWidget() is page.threads


def test_a_search_without_a_find_says_so_in_the_list(make, desk, qtbot):
    told(desk, subject="Открытая переписка")
    page = make()
    page.threads.choose(page.threads.threads[0].id)
    idle(qtbot, lambda: bool(page.conversation.cards))
    page.search.setText("такого слова нет нигде")
    idle(qtbot, lambda: not page.threads.threads)
    assert page.threads.nothing == "Nothing is found"
    page.search.clear()
    idle(qtbot, lambda: bool(page.threads.threads))
    assert page.threads.nothing == ""


def test_a_letter_on_its_way_is_called_so():
    assert sayings.state_words(State.UNKNOWN) == "On its way, no receipt yet"
    assert sayings.state_words(State.QUEUED) != sayings.state_words(State.UNKNOWN)
