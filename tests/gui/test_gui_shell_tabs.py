"""Tabs never break their line: those that do not fit fold up, the chosen one stays in sight."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from bsclient.gui.documents.journal_tabs import TABS, titles
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.gui.widgets.tabs import Tabs


@pytest.fixture(name="tabs")
def tabs_fixture(qtbot):
    made = Tabs([(f"t{place}", f"Documents of kind {place}") for place in range(10)])
    page = QWidget()
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(made)
    page.resize(made.sizeHint().width() + 80, 60)
    page.show()
    QApplication.processEvents()
    yield made
    page.close()


def widen(tabs, width):
    tabs.window().resize(width, 60)
    QApplication.processEvents()


def test_all_tabs_are_shown_where_they_fit(tabs):
    assert tabs.folded() == []
    assert not tabs._more.isVisible()


def test_tabs_that_do_not_fit_fold_up_and_come_back(tabs):
    wide = tabs.window().width()
    tabs.choose("t9")
    widen(tabs, wide // 2)
    folded = tabs.folded()
    assert folded
    assert "t9" not in folded
    assert tabs._more.isVisible()
    right = max(each.geometry().right() for each in (*tabs._buttons.values(), tabs._more) if each.isVisible())
    assert right < tabs.width()
    tabs.choose(folded[0])
    assert folded[0] not in tabs.folded()
    widen(tabs, wide)
    assert tabs.folded() == []


def test_tabs_that_are_not_offered_do_not_stand_in_the_list(tabs):
    tabs.show_only({"t0", "t1", "t2"})
    assert not tabs._more.isVisible()
    assert [key for key, each in tabs._buttons.items() if each.isVisible()] == ["t0", "t1", "t2"]


def test_every_tab_of_the_journal_has_a_title():
    assert list(titles()) == [tab.key for tab in TABS]


def test_one_widget_of_a_line_takes_the_room_that_is_left(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    flow = FlowLayout(page, gap=8)
    parts = [QLabel("one"), QLabel("two"), QLabel("three")]
    for each in parts:
        flow.addWidget(each)
    flow.let_grow(parts[1])
    page.resize(QSize(500, 40))
    page.show()
    QApplication.processEvents()
    assert parts[2].geometry().right() == 499
    assert parts[0].width() == parts[0].sizeHint().width()
    assert parts[1].geometry().left() == parts[0].geometry().right() + 9
    assert parts[2].geometry().left() == parts[1].geometry().right() + 9
