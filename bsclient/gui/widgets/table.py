"""The table of long lists: choosable columns, ranges instead of row lists, words instead of an empty field.

Use: `table = DataTable("payments", columns, memory)`, then `table.set_view(view)` whenever the rows are others.
Signals: `opened(row)` (Enter, F4, double click), `chosen()` (selection changed), `order_asked(key, descending)`.
Rows are selected as ranges of places; `selectedRows()` and proxy models are too slow for a journal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QItemSelectionModel, QItemSelectionRange, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QVBoxLayout, QWidget

from bsclient.gui.memory import Memory
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.delegate import RowDelegate
from bsclient.gui.widgets.model import Column, ListView, PagedModel, View, tsv

R = TypeVar("R")
_ROW_SPACE: Final = 10
_LOADING_AFTER_MS: Final = 150
_WORDS_WIDTH: Final = 440
_COPY_LIMIT: Final = 100_000


class DataTable(QTableView, Generic[R]):
    """A list of rows of one kind."""

    opened = Signal(object)
    chosen = Signal()
    order_asked = Signal(str, bool)

    def __init__(self, name: str, columns: Sequence[Column[R]], memory: Memory | None = None) -> None:
        super().__init__()
        self.setObjectName(name)
        self.paged: PagedModel[R] = PagedModel(columns, self)
        self.menu_filler: Callable[[QMenu], None] | None = None
        self._memory = memory or Memory()
        self._order = ("", False)
        self._shade = _Shade(self)
        self._loading = QTimer(self, singleShot=True, interval=_LOADING_AFTER_MS)
        self._loading.timeout.connect(self._shade.show_loading)
        self._look()
        self.setModel(self.paged)
        self._headers()
        self.selectionModel().selectionChanged.connect(lambda *_ranges: self.chosen.emit())
        self.doubleClicked.connect(lambda _index: self._open_current())

    # rows ---------------------------------------------------------------------------------------------------------

    def set_view(self, view: View[R], *, keep_place: bool = True) -> None:
        """Show other rows; the current place and the scroll position stay where they can."""
        self._loading.stop()
        place, scroll = self.currentIndex().row(), self.verticalScrollBar().value()
        self.paged.set_view(view)
        if keep_place and 0 <= place < view.count:
            self.verticalScrollBar().setValue(scroll)
            self.select_place(place)
        self._shade.show_empty(view.count == 0)
        self.chosen.emit()

    def set_rows(self, rows: Sequence[R], key: Callable[[R], object]) -> None:
        """Show other rows that are in memory; the current one stays so by its `key`, wherever it stands now, else the first."""
        before, scroll = self.current_row(), self.verticalScrollBar().value()
        self.set_view(ListView(rows), keep_place=False)
        self.verticalScrollBar().setValue(scroll)
        if rows:
            keys = [key(row) for row in rows]
            kept = key(before) if before is not None else None
            self.select_place(keys.index(kept) if kept in keys else 0)

    def set_loading(self) -> None:
        """Say that rows are on their way; words appear only if they take long."""
        self._loading.start()

    def set_empty(self, words: str, caption: str = "", clicked: Callable[[], object] | None = None) -> None:
        """Set what is said when there are no rows, with one action to begin."""
        self._shade.set_words(words, caption, clicked)

    def select_place(self, place: int) -> None:
        """Make a row the current and only selected one."""
        index = self.paged.index(place, self._first_shown())
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)

    def current_row(self) -> R | None:
        """Return the row of the cursor."""
        index = self.currentIndex()
        return self.paged.row(index.row()) if index.isValid() else None

    def chosen_row(self) -> R | None:
        """Return what an act on one row is done to: that of the cursor, or the first selected one if the cursor's is not."""
        inside = self.selectionModel().isSelected(self.currentIndex())
        chosen = [] if inside else self.selected_rows(1)
        return chosen[0] if chosen else self.current_row()

    def ranges(self) -> list[tuple[int, int]]:
        """Return the selected rows as ranges of places, first and last included, in order, without overlaps."""
        found = sorted((each.top(), each.bottom()) for each in self._selection())
        joined: list[tuple[int, int]] = []
        for first, last in found:
            if joined and first <= joined[-1][1] + 1:
                joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
            else:
                joined.append((first, last))
        return joined

    def selected_count(self) -> int:
        """Return how many rows are selected."""
        return sum(last - first + 1 for first, last in self.ranges())

    def selected_rows(self, limit: int = 1000) -> list[R]:
        """Return selected rows, at most `limit`; for more, give `ranges()` to the service."""
        rows: list[R] = []
        for first, last in self.ranges():
            for place in range(first, last + 1):
                row = self.paged.row(place)
                if row is not None:
                    rows.append(row)
                if len(rows) >= limit:
                    return rows
        return rows

    # columns ------------------------------------------------------------------------------------------------------

    def show_order(self, key: str, *, descending: bool) -> None:
        """Show which column the rows are ordered by."""
        self._order = (key, descending)
        for place, column in enumerate(self.paged.columns):
            if column.sort and column.sort == key:
                way = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
                self.horizontalHeader().setSortIndicator(place, way)
                return
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def shown_columns(self) -> list[int]:
        """Return the places of visible columns in the order they stand on the screen."""
        header = self.horizontalHeader()
        places = (header.logicalIndex(place) for place in range(header.count()))
        return [place for place in places if not header.isSectionHidden(place)]

    def copy(self) -> None:
        """Put the selected rows on the clipboard as tab-separated text."""
        left = _COPY_LIMIT
        ranges = []
        for first, last in self.ranges():
            if left <= 0:
                break
            ranges.append((first, min(last, first + left - 1)))
            left -= last - first + 1
        if ranges:
            QGuiApplication.clipboard().setText(tsv(self.paged, ranges, self.shown_columns()))

    def columns_menu(self, menu: QMenu) -> None:
        """Fill a menu with the columns to show or hide."""
        shown = self.shown_columns()
        for place, column in enumerate(self.paged.columns):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(place in shown)
            action.setEnabled(len(shown) > 1 or place not in shown)
            action.toggled.connect(lambda on, place=place: self._show_column(place, shown=on))
        menu.addSeparator()
        menu.addAction(tr("Columns as at first")).triggered.connect(self._reset_columns)

    # Qt -----------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif (
            event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4}
            and not event.modifiers() & ~_KEYPAD
        ):
            self._open_current()
        else:
            self._step(event)

    def _step(self, event: QKeyEvent) -> None:
        """Move the cursor; where nothing is chosen yet, arrows choose its line, as do keys that lead where it is already."""
        plain = event.key() in _STEPS and not event.modifiers() & ~_KEYPAD
        chooses = plain and self.currentIndex().isValid() and not self.selectionModel().hasSelection()
        if not (chooses and event.key() in _ARROWS):
            super().keyPressEvent(event)
        if chooses and not self.selectionModel().hasSelection():
            self.select_place(self.currentIndex().row())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.paged.rowCount():
            self.select_place(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shade.fit()
        self._fit_stretched()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.menu_filler is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_filler(menu)
        menu.popup(event.globalPos())

    # inside -------------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)

    def _headers(self) -> None:
        rows, header = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + _ROW_SPACE)
        # Headers ask flags() of every cell to paint a selection; with a model of their own they have none to ask.
        rows.setSelectionModel(QItemSelectionModel(self.paged, rows))
        header.setSelectionModel(QItemSelectionModel(self.paged, header))
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setMinimumSectionSize(40)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sectionClicked.connect(self._ask_order)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._header_menu)
        header.setAccessibleName(tr("Columns"))
        self._restore_columns()
        header.sectionResized.connect(lambda *_sizes: self._keep_columns())
        header.sectionMoved.connect(lambda *_places: self._keep_columns())

    def _fit_stretched(self) -> None:
        """A column that takes the rest of the width keeps its own where there is no rest: then one scrolls."""
        header, mode = self.horizontalHeader(), QHeaderView.ResizeMode
        for place in self.shown_columns():
            column = self.paged.columns[place]
            if column.stretch:
                others = sum(self.columnWidth(each) for each in self.shown_columns() if each != place)
                room = self.viewport().width() - others >= column.width
                header.setSectionResizeMode(place, mode.Stretch if room else mode.Interactive)
                if not room:
                    self.setColumnWidth(place, column.width)

    def _selection(self) -> list[QItemSelectionRange]:
        selection: Any = self.selectionModel().selection()
        return list(selection)

    def _first_shown(self) -> int:
        return next(iter(self.shown_columns()), 0)

    def _open_current(self) -> None:
        row = self.current_row()
        if row is not None:
            if not self.selectionModel().isSelected(self.currentIndex()):
                self.select_place(self.currentIndex().row())
            self.opened.emit(row)
        else:
            self._shade.press()

    def _ask_order(self, place: int) -> None:
        column = self.paged.columns[place]
        if not column.sort:
            self.show_order(self._order[0], descending=self._order[1])
            return
        descending = not self._order[1] if self._order[0] == column.sort else False
        self.show_order(column.sort, descending=descending)
        self.order_asked.emit(column.sort, descending)

    def _header_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.columns_menu(menu)
        menu.popup(self.horizontalHeader().mapToGlobal(point))

    def _show_column(self, place: int, *, shown: bool) -> None:
        self.setColumnHidden(place, not shown)
        self._keep_columns()

    def _keep_columns(self) -> None:
        header = self.horizontalHeader()
        self._memory.set(
            f"columns.{self.objectName()}",
            [
                [self.paged.columns[place].key, header.isSectionHidden(place), self.columnWidth(place)]
                for place in (header.logicalIndex(visual) for visual in range(header.count()))
            ],
        )

    def _restore_columns(self) -> None:
        """Lay columns out as remembered; unknown keys are passed over, new columns keep their declared place."""
        header = self.horizontalHeader()
        for place, column in enumerate(self.paged.columns):
            self.setColumnWidth(place, column.width)
            self.setColumnHidden(place, column.hidden)
            if column.stretch:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        places = {column.key: place for place, column in enumerate(self.paged.columns)}
        kept: Any = self._memory.get(f"columns.{self.objectName()}", [])
        visual = 0
        for each in kept if isinstance(kept, list) else []:
            match each:
                case [str(key), bool(hidden), int(width)] if key in places:
                    header.moveSection(header.visualIndex(places[key]), visual)
                    self.setColumnHidden(places[key], hidden)
                    if not hidden and width > 0:
                        self.setColumnWidth(places[key], width)
                    visual += 1

    def _reset_columns(self) -> None:
        self._memory.set(f"columns.{self.objectName()}", [])
        header = self.horizontalHeader()
        for place in range(header.count()):
            header.moveSection(header.visualIndex(place), place)
        self._restore_columns()


class _Shade(QWidget):
    """Lies over the field of a table that has no rows: words and one action."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table.viewport())
        self._table = table
        self._words = tr("Nothing here yet")
        box = QVBoxLayout(self)
        box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.setSpacing(10)
        self._label = text.hint(self._words)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._button = text.primary("")
        self._clicked: Callable[[], object] | None = None
        self._button.clicked.connect(self._act)
        box.addWidget(self._label)
        box.addWidget(self._button, 0, Qt.AlignmentFlag.AlignCenter)
        self.hide()

    def set_words(self, words: str, caption: str, clicked: Callable[[], object] | None) -> None:
        self._words = words
        self._label.setText(words)
        self._button.setText(caption)
        self._clicked = clicked
        self._button.setVisible(bool(caption))

    def _act(self) -> None:
        if self._clicked is not None:
            self._clicked()

    def press(self) -> None:
        """Do the action, if one is offered now."""
        if self._button.isVisible():
            self._button.click()

    def show_empty(self, empty: bool) -> None:  # noqa: FBT001 -- one word says it
        self._label.setText(self._words)
        self._button.setVisible(bool(self._button.text()))
        self.setVisible(empty)
        self.fit()

    def show_loading(self) -> None:
        if self._table.model().rowCount() == 0:
            self._label.setText(tr("Reading…"))
            self._button.hide()
            self.show()
            self.fit()

    def fit(self) -> None:
        self.setGeometry(self._table.viewport().rect())
        self._label.setMinimumWidth(min(_WORDS_WIDTH, self.width() - 2 * _ROW_SPACE))


_ARROWS: Final = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down})
_STEPS: Final = _ARROWS | {Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
_KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier
