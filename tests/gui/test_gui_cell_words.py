"""Cells and editors say codes by their meaning and decimals with the mark of the language; the draft keeps its own form."""

import datetime as dt

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QStyleOptionComboBox, QStyleOptionViewItem, QWidget

from bsclient.domain.documents import registry
from bsclient.gui import theme
from bsclient.gui.documents.code_words import of_field
from bsclient.gui.forms import cell_text
from bsclient.gui.forms.rows_delegate import CellDelegate
from bsclient.gui.forms.rows_model import RowsModel
from bsclient.gui.widgets import editors
from bsclient.gui.widgets.editors import ChoiceEditor

DAY = dt.date(2026, 11, 20)
CARD = registry["signature_card_change"]
PERCENT = registry["deposit_open"].field("rate")


@pytest.fixture
def russian():
    before = QLocale()
    QLocale.setDefault(QLocale("ru_RU"))
    yield
    QLocale.setDefault(before)


def choice_in_rows():
    rows = next(field.rows for field in CARD.declared if field.rows is not None)
    return next(field for field in rows.declared if field.words)


def test_a_cell_shows_the_meaning_alone_and_takes_meaning_or_code():
    field = choice_in_rows()
    for code, meaning in of_field(field).items():
        assert cell_text.shown(field, code) == meaning
        assert cell_text.taken(field, meaning, lambda: DAY) == code
        assert cell_text.taken(field, code, lambda: DAY) == code


def test_the_list_in_a_cell_has_the_meanings_alone(qtbot):
    field = choice_in_rows()
    parent = QWidget()
    qtbot.addWidget(parent)
    model = RowsModel([field], 10, parent)
    model.load([{field.name: ""}])
    made = CellDelegate(model, parent).createEditor(parent, QStyleOptionViewItem(), model.index(0, 0))
    assert isinstance(made, ChoiceEditor)
    words = of_field(field)
    shown = {made.itemData(place): made.itemText(place) for place in range(made.count())}
    assert {code: shown[code] for code in words} == words


def test_a_percentage_is_shown_with_a_comma_and_kept_with_a_point(qtbot, russian):
    editor = editors.make(PERCENT)
    qtbot.addWidget(editor)
    editor.set_value("14.5")
    assert editor.text() == "14,5"
    assert editor.value() == "14.5"
    assert cell_text.shown(PERCENT, "14.5") == "14,5"
    assert cell_text.taken(PERCENT, " 14,5 ", lambda: DAY) == "14.5"


def test_a_locked_choice_has_the_ground_of_a_locked_field(qtbot):
    editor = ChoiceEditor(choice_in_rows())
    qtbot.addWidget(editor)
    editor.set_locked(locked=True)
    option = QStyleOptionComboBox()
    editor.initStyleOption(option)
    assert option.palette.button().color() == theme.colour("window")
