"""A letter while the page is read anew behind it: what is said of it stays, what comes late goes to no other letter."""

import pytest
from letters_kit import make_fixture, shell_fixture  # noqa: F401 -- fixtures
from PySide6.QtCore import QThread
from PySide6.QtTest import QTest
from real_desk import Office
from test_gui_late_answers import busy  # noqa: F401 -- a fixture

from bsclient.gui import tasks
from bsclient.services.letters.threads import KindOfLetter
from bsclient.storage.rows.letters import Attachment


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("late"))


@pytest.fixture(scope="module")
def desk(office):
    made = office.desk()
    yield made
    made.close()


def settled():
    """Let changes of the base come to the page."""
    for _time in range(3):
        QTest.qWait(90)
        assert tasks.wait_idle()


def test_what_is_wrong_with_a_letter_stays_when_the_page_is_read_anew(make, desk, monkeypatch):
    kinds = [KindOfLetter("other", "Other", 0, phone=False, questions=())]
    monkeypatch.setattr(desk.letters, "kinds", lambda _language: kinds)
    page = make()
    page.begin()
    page.composer.kind.setCurrentIndex(page.composer.kind.findData("other"))
    page.composer.subject.setText("О тарифах")
    page.composer.send()
    settled()
    assert page.composer.wrong.isVisible()
    page.composer.discard()
    settled()


def test_files_that_are_read_late_go_to_no_other_letter(make, busy, tmp_path):  # noqa: F811
    path = tmp_path / "contract.pdf"
    path.write_bytes(b"1")
    page = make()
    page.begin()
    gate = busy()
    page.composer.attach([path])
    page.begin()
    gate.set()
    settled()
    assert page.composer.files.files == ()
    page.composer.hide()


def test_a_letter_that_was_thrown_away_is_not_here_again_after_a_start(make, desk, busy):  # noqa: F811
    page = make()
    page.begin()
    page.composer._wait.setInterval(1)
    gate = busy()
    page.composer.body.setPlainText("Черновик, который не нужен")
    page.composer.discard()
    QTest.qWait(60)
    gate.set()
    settled()
    assert desk.letters.unsaved() is None


def test_a_file_that_comes_is_stopped_with_everything_else(make, desk, monkeypatch):
    page, fetch, stops = make(), desk.delivery.fetch, []

    def seen(files, stop):
        stops.append(stop)
        return fetch(files, stop)

    monkeypatch.setattr(desk.delivery, "fetch", seen)
    page.files.fetch(Attachment(name="contract.pdf", sha256="00" * 32, size=1))
    while not stops:
        QThread.msleep(1)
    tasks.shutdown()
    assert stops[0].is_set()
