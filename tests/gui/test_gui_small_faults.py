"""Small parts under odd circumstances: what cannot be done is said where it is seen, and what was typed stays."""

import datetime as dt
import json

import pytest
from journal_kit import (  # noqa: F401 -- fixtures
    desk_fixture,
    dialogs,
    keyring_fixture,
    notice,
    office_fixture,
    page_of,
    settle,
    window_fixture,
)
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtTest import QTest
from test_gui_late_answers import busy  # noqa: F401 -- a fixture

from bsclient.domain.fields import day
from bsclient.domain.problems import Problem
from bsclient.gui.documents.comments_panel import CommentsPanel
from bsclient.gui.widgets import text
from bsclient.gui.widgets.day_editor import DayEditor
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.problem_line import ProblemLines


def test_currencies_are_there_though_one_types_before(desk, window):
    row = {"code": "USD", "title": "USD", "nominal": "1", "official": "81.5", "buy": "80", "sell": "82.5", "valid_from": "2026-11-19"}  # fmt: skip
    book = {"name": "rates", "title": "", "source": "", "version": "1", "rows": [row]}
    desk.place.books.offered("rates", "1", json.dumps(book).encode())
    page = page_of(window, "information", part="rates")
    page.tabs.choose("converter")
    page.view.amount.setText("500")
    settle()
    assert page.view.source.count() == 2
    assert "500.00" in page.view.result.text()


def test_several_files_over_a_preview_are_refused_in_sight(desk, window, tmp_path):
    page = page_of(window, "payments.import", text="Плательщик;Сумма")
    page._show_part(page.view)
    data = QMimeData()
    for name in "ab":
        (tmp_path / name).write_bytes(b"1")
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in "ab"])
    page.intake.take_mime(data)
    settle()
    said = [each for each in dialogs() if isinstance(each, Dialog)]
    assert said or page.start.reason.isVisible()


def test_a_comment_that_could_not_be_kept_can_be_sent_again(office, desk, window):
    (identity,) = office.payments(desk, 1)
    panel = page_of(window, "payments.history", id=identity).comments
    assert isinstance(panel, CommentsPanel)
    panel.field.setText("Проверено")
    desk.place.store._pool.suspend(1)
    try:
        panel.add()
        settle()
    finally:
        desk.place.store._pool.resume()
    assert panel.field.text() == "Проверено"
    panel.add()
    settle()
    assert [each.body for each in desk.comments.of(identity)] == ["Проверено"]
    assert panel.field.text() == ""


def test_a_locked_form_mends_nothing(qtbot):
    lines = ProblemLines()
    qtbot.addWidget(lines)
    found = [(Problem("kpp", "kpp_form", mend={"kpp": "0"}), None)]
    for mendable in (True, False, True):
        lines.show_problems(found, mendable=mendable)
        assert lines.lines()[0].button.isHidden() is not mendable


@pytest.mark.parametrize(("typed", "key"), [("9999-12-31", "+"), ("0001-01-01", "-")])
def test_no_day_comes_after_the_last_or_before_the_first(qtbot, typed, key):
    editor = DayEditor(day("Day"))
    qtbot.addWidget(editor)
    editor.set_value(typed)
    QTest.keyClicks(editor, key)
    assert editor.day() in {dt.date.min, dt.date.max}


def test_names_with_an_ampersand_stand_in_links_as_they_are(qtbot):
    link = text.link("H&M, Рога & Копыта", lambda: None)
    qtbot.addWidget(link)
    assert link.shortcut().isEmpty()
    assert link.text().replace("&&", "&") == "H&M, Рога & Копыта"
