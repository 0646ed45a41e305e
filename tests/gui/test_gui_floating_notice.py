"""A notice lies over the page: nothing moves when it comes, and nothing that is used is covered."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPushButton, QScrollArea, QWidget

from bsclient.gui.widgets import floating
from bsclient.gui.widgets.floating import FloatingNotice

LONG = "Words " * 60


@pytest.fixture
def page(qtbot):
    made = QWidget()
    made.resize(800, 600)
    qtbot.addWidget(made)
    made.list = QListWidget(made)
    made.list.setGeometry(0, 0, 800, 600)
    made.notice = FloatingNotice(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def put(page, kind, *place):
    made = kind(page)
    made.setGeometry(*place)
    made.show()
    return made


def test_it_lies_at_the_bottom_over_a_list(page):
    before = page.list.geometry()
    page.notice.tell(LONG, "warning", "Show", lambda: None)
    assert page.notice.isVisible()
    assert page.list.geometry() == before
    assert page.rect().contains(page.notice.geometry())
    assert page.notice._words.height() > page.notice.fontMetrics().height() * 1.5, (
        "a long sentence takes several lines"
    )
    assert page.notice.geometry().bottom() > 580
    wide = page.notice.width()
    page.notice.tell("Done", "ok")
    assert page.notice.width() < wide
    page.resize(500, 300)
    assert page.rect().contains(page.notice.geometry())


@pytest.mark.parametrize("left", [10, 300, 690])
def test_a_button_at_the_bottom_is_not_covered(page, left):
    button = put(page, QPushButton, left, 560, 100, 30)
    page.notice.tell("Some words that say what was done", "warning", "Show", lambda: None)
    assert not page.notice.geometry().intersects(button.geometry())
    page.notice.tell(LONG, "warning")
    assert not page.notice.geometry().intersects(button.geometry())


def test_control_a_notice_that_always_lies_at_the_bottom_covers_the_button(page, monkeypatch):
    monkeypatch.setattr(floating, "_USED", ())
    button = put(page, QPushButton, 10, 560, 100, 30)
    page.notice.tell(LONG, "warning")
    assert page.notice.geometry().intersects(button.geometry())


def test_what_comes_later_is_not_covered_either(page, qtbot):
    page.notice.tell("Some words", "warning")
    button = put(page, QPushButton, 10, 560, 100, 30)
    assert page.notice.geometry().intersects(button.geometry())
    QApplication.sendEvent(page, QEvent(QEvent.Type.LayoutRequest))
    qtbot.waitUntil(lambda: not page.notice.geometry().intersects(button.geometry()))


def test_where_all_is_used_the_field_with_the_keyboard_stays_free(page, qtbot):
    for top in range(0, 600, 20):
        put(page, QPushButton, 0, top, 800, 20)
    field = put(page, QLineEdit, 0, 570, 800, 24)
    page.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    page.notice.tell(LONG, "error")
    assert not page.notice.geometry().intersects(field.geometry())
    other = put(page, QLineEdit, *page.notice.geometry().getRect())
    page.notice.raise_()
    other.setFocus()
    qtbot.waitUntil(lambda: not page.notice.geometry().intersects(other.geometry()))


def test_what_is_scrolled_away_takes_no_place(page):
    area = put(page, QScrollArea, 0, 0, 800, 300)
    inner = QWidget()
    inner.resize(700, 2000)
    for top in range(0, 2000, 25):
        put(inner, QPushButton, 0, top, 700, 25)
    area.setWidget(inner)
    page.notice.tell("Some words", "warning")
    assert page.notice.geometry().bottom() > 580
