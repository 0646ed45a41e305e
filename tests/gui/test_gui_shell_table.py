"""Long lists: pages, ranges, columns, words."""

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from bsclient.gui.memory import Memory
from bsclient.gui.widgets.model import PAGE, Column, ListView, PagedModel
from bsclient.gui.widgets.table import DataTable

COLUMNS = (
    Column("number", "Number", lambda row: f"№ {row}", sort="number"),
    Column("state", "State", lambda row: "Executed", icon=lambda row: "executed", colour=lambda row: "done"),
    Column("amount", "Amount", lambda row: f"{row}.00", right=True, sort="amount"),
    Column("note", "Note", lambda row: "a\tb\nc", hidden=True),
)


class Counting(ListView):
    """Counts which pages were read."""

    def __init__(self, rows):
        super().__init__(rows)
        self.read = []

    def page(self, start, count, /):
        self.read.append((start, count))
        return super().page(start, count)


@pytest.fixture
def table(qtbot):
    made = DataTable("list", COLUMNS, Memory())
    qtbot.addWidget(made)
    made.resize(700, 400)
    return made


def test_a_million_rows_are_shown_and_selected_without_reading_them(table, qtbot):
    view = Counting(range(1_000_000))
    table.set_view(view)
    table.show()
    qtbot.waitExposed(table)
    table.selectAll()
    assert table.ranges() == [(0, 999_999)]
    assert table.selected_count() == 1_000_000
    assert len(view.read) <= 2
    table.scrollToBottom()
    table.grab()
    assert len(view.read) <= 4
    assert table.paged.row(999_999) == 999_999


def test_a_row_is_put_into_words_once(qtbot):
    asked = []
    model = PagedModel([Column("a", "A", lambda row: asked.append(row) or str(row))])
    model.set_view(ListView(range(PAGE * 2)))
    for _ in range(3):
        assert model.data(model.index(5, 0)) == "5"
        assert model.data(model.index(PAGE + 1, 0)) == str(PAGE + 1)
    assert asked == [5, PAGE + 1]  # and none that is not shown


def test_old_pages_are_forgotten_but_read_again_right(qtbot):
    model = PagedModel(COLUMNS)
    model.set_view(ListView(range(PAGE * 200)))
    for place in range(0, PAGE * 200, PAGE):
        assert model.row(place) == place
    assert len(model._pages) <= 64
    assert model.row(3) == 3


def test_outside_there_is_no_row(qtbot):
    model = PagedModel(COLUMNS)
    model.set_view(ListView([1]))
    assert model.row(1) is None
    assert model.row(-1) is None
    assert model.cell(7, 0).text == ""


def test_ranges_are_joined_and_in_order(table):
    table.set_view(ListView(range(100)))
    select = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for place in (7, 3, 4, 20, 5):
        table.selectionModel().select(table.paged.index(place, 0), select)
    assert table.ranges() == [(3, 5), (7, 7), (20, 20)]
    assert table.selected_rows() == [3, 4, 5, 7, 20]
    assert table.selected_rows(limit=2) == [3, 4]


def test_copy_gives_visible_columns_as_a_table(table):
    table.set_view(ListView(range(10)))
    table.select_place(2)
    table.copy()
    assert QGuiApplication.clipboard().text() == "Number\tState\tAmount\n№ 2\tExecuted\t2.00\n"


def test_copied_words_cannot_break_the_table(table):
    table.setColumnHidden(3, False)
    table.set_view(ListView(range(2)))
    table.select_place(1)
    table.copy()
    assert QGuiApplication.clipboard().text().splitlines()[1] == "№ 1\tExecuted\t1.00\ta b c"


def test_columns_are_remembered(qtbot, tmp_path):
    memory = Memory(tmp_path)
    first = DataTable("list", COLUMNS, memory)
    qtbot.addWidget(first)
    first._show_column(3, shown=True)
    first._show_column(1, shown=False)
    first.setColumnWidth(0, 233)
    first.horizontalHeader().moveSection(2, 0)
    memory.flush()
    second = DataTable("list", COLUMNS, Memory(tmp_path))
    qtbot.addWidget(second)
    assert second.shown_columns() == [2, 0, 3]
    assert second.columnWidth(0) == 233


def test_remembered_columns_that_are_no_more_do_no_harm(qtbot):
    memory = Memory()
    memory.set("columns.list", [["gone", False, 10], ["amount", False, 99], "nonsense", ["number", "x", 3]])
    table = DataTable("list", COLUMNS, memory)
    qtbot.addWidget(table)
    assert table.shown_columns() == [2, 0, 1]
    assert table.columnWidth(2) == 99


def test_columns_can_be_reset_and_the_last_cannot_be_hidden(table):
    table._show_column(0, shown=False)
    table._show_column(1, shown=False)
    menu = QMenu()
    table.columns_menu(menu)
    entries = menu.actions()
    assert [entry.isEnabled() for entry in entries[:4]] == [True, True, False, True]
    entries[-1].trigger()
    assert table.shown_columns() == [0, 1, 2]


def test_click_on_a_title_asks_for_an_order(table):
    asked = []
    table.order_asked.connect(lambda key, descending: asked.append((key, descending)))
    table.set_view(ListView(range(3)))
    for place in (0, 0, 2, 1):
        table.horizontalHeader().sectionClicked.emit(place)
    assert asked == [("number", False), ("number", True), ("amount", False)]


def test_return_and_double_click_open_a_row(table, qtbot):
    opened = []
    table.opened.connect(opened.append)
    table.set_view(ListView(range(10)))
    table.select_place(4)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_F4)
    table.doubleClicked.emit(table.currentIndex())
    assert opened == [4, 4, 4]


def test_place_stays_when_rows_are_read_again(table):
    table.set_view(ListView(range(500)))
    table.show()
    table.select_place(300)
    table.scrollTo(table.currentIndex())
    before = table.verticalScrollBar().value()
    table.set_view(ListView(range(500)))
    assert table.current_row() == 300
    assert table.verticalScrollBar().value() == before


def test_empty_list_says_so_and_offers_the_first_step(table, qtbot):
    asked = []
    table.set_empty("No payments yet", "New payment", lambda: asked.append(True))
    table.set_view(ListView())
    table.show()
    assert table._shade.isVisible()
    assert table._shade._label.text() == "No payments yet"
    table._shade._button.click()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert asked == [True, True]
    table.set_view(ListView([1]))
    assert not table._shade.isVisible()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert asked == [True, True]


def test_reading_is_said_only_over_an_empty_field(table, qtbot):
    table.show()
    table.set_loading()
    qtbot.waitUntil(table._shade.isVisible)
    assert table._shade._label.text() == "Reading…"
    table.set_view(ListView([1]))
    assert not table._shade.isVisible()
    table.set_loading()
    table._shade.show_loading()
    assert not table._shade.isVisible()


def test_screen_readers_hear_title_and_text(table):
    table.set_view(ListView(range(3)))
    index = table.paged.index(1, 2)
    assert table.paged.data(index, Qt.ItemDataRole.AccessibleTextRole) == "Amount: 1.00"


def test_titles_and_sides(table):
    model = table.paged
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Number"
    assert model.headerData(4, Qt.Orientation.Vertical) == "5"
    right = model.headerData(2, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert right & Qt.AlignmentFlag.AlignRight


def test_delegate_paints_icon_text_and_selection(table, qtbot):
    table.set_view(ListView(range(5)))
    table.select_place(1)
    table.show()
    plain = table.grab().toImage()
    table.set_view(ListView([]))
    assert plain != table.grab().toImage()


def test_the_current_row_stays_current_where_it_stands_now(qtbot):
    table = DataTable("names", [Column("name", "Name", str)])
    qtbot.addWidget(table)
    for rows, current in (
        (["b", "c"], "b"),
        (["a", "b", "c"], "b"),
        (["c", "a"], "c"),
        ([], None),
        (["d"], "d"),
    ):
        table.set_rows(rows, lambda row: row)
        assert table.current_row() == current


@pytest.mark.parametrize("key", ["Up", "Down", "Home", "PageUp"])
def test_the_line_of_the_cursor_is_chosen_by_the_first_step(table, key):
    table.set_view(ListView(["only", "second"]))
    table.show()
    table.setCurrentIndex(table.paged.index(0, 0))
    table.clearSelection()
    QTest.keyClick(table, getattr(Qt.Key, f"Key_{key}"))
    assert table.selected_rows() == ["only"]
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.selected_rows() == ["second"]


def test_a_step_that_leads_elsewhere_chooses_there_and_control_only_moves(table):
    table.set_view(ListView(["first", "second", "third"]))
    table.show()
    table.setCurrentIndex(table.paged.index(0, 0))
    table.clearSelection()
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert table.selected_rows() == []
    assert table.current_row() == "second"
    QTest.keyClick(table, Qt.Key.Key_PageDown)
    assert table.selected_rows() == ["third"]
