"""The field of a typed table: moves as in a spreadsheet, takes and gives blocks of cells by the clipboard."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from bsclient.domain.fields import Field
from bsclient.domain.kinds import KindName
from bsclient.gui.forms.cell_text import TEXTS
from bsclient.gui.forms.rows_delegate import CellDelegate
from bsclient.gui.forms.rows_model import RowsModel
from bsclient.gui.tr import tr
from bsclient.gui.widgets.editors import ChoiceEditor

_SPACE: Final = 9
_PADDING: Final = 22
_WIDEST: Final = 320
_NUMBER_CHARS: Final = 6
_CHARS: Final = {
    KindName.MONEY: 15,
    KindName.DAY: 11,
    KindName.ACCOUNT: 21,
    KindName.INN: 13,
    KindName.BIC: 10,
    KindName.PERSON: 30,
    KindName.IBAN: 28,
    KindName.PHONE: 13,
    KindName.FLAG: 4,
    KindName.CHOICE: 14,
    KindName.CURRENCY: 5,
    KindName.COUNTRY: 5,
    KindName.MONTH: 9,
    KindName.WHOLE: 5,
    KindName.PERCENT: 8,
}
_PLAIN_CHARS: Final = 12
Keys = QKeySequence.StandardKey


class RowsTable(QTableView):
    """Signals: `chosen(row, field)` asks for a directory, `passed(forward)` that the user goes on to the next field."""

    chosen = Signal(int, str)
    passed = Signal(bool)
    left = Signal()

    def __init__(self, model: RowsModel) -> None:
        super().__init__()
        self.typed = model
        self._delegate = CellDelegate(model, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self._delegate.moved.connect(self._move)
        self._delegate.choose.connect(self._choose)
        self._look()

    # acts ---------------------------------------------------------------------------------------------------------

    def places(self) -> list[int]:
        """Return the lines that are selected, or the one of the cursor."""
        found = {index.row() for index in self.selectionModel().selectedIndexes()}
        current = self.currentIndex()
        if not found and current.isValid():
            found = {current.row()}
        return sorted(found)

    def go(self, place: int, column: int) -> None:
        """Put the cursor into a cell."""
        index = self.typed.index(place, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def add_row(self) -> None:
        """Go to the empty line below the rows, or to the last row when there may be no more."""
        last = self.typed.rowCount() - 1
        if last >= 0:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.go(last, self._first())

    def insert_row(self) -> None:
        """Insert an empty row above the cursor."""
        place = max(0, self.currentIndex().row())
        self.typed.insert_blank(place)
        self.go(place, self._first())

    def duplicate_rows(self) -> None:
        """Insert copies of the selected rows below them."""
        places = [place for place in self.places() if not self.typed.is_blank_line(place)]
        if places:
            self.typed.duplicate(places)
            self.go(min(places[-1] + 1, self.typed.rowCount() - 1), max(0, self.currentIndex().column()))

    def remove_rows(self) -> None:
        """Take the selected rows out."""
        places, column = self.places(), max(0, self.currentIndex().column())
        if places:
            self.typed.remove(places)
            self.go(min(places[0], self.typed.rowCount() - 1), column)

    def copy_cells(self) -> None:
        """Put the selected cells on the clipboard as tab-separated text."""
        cells = {(i.row(), i.column()) for i in self.selectionModel().selectedIndexes()}
        if not cells:
            return
        columns = sorted({column for _row, column in cells})
        lines = (
            "\t".join(self._copied(row, column) if (row, column) in cells else "" for column in columns)
            for row in sorted({row for row, _column in cells})
        )
        QGuiApplication.clipboard().setText("\n".join(lines) + "\n")

    def paste_cells(self) -> int:
        """Put tab-separated text from the clipboard from the cursor on; a line of the columns' names is passed over."""
        lines = QGuiApplication.clipboard().text().replace("\r\n", "\n").replace("\r", "\n").split("\n")
        while lines and not lines[-1].strip():
            lines.pop()
        table = [line.split("\t") for line in lines]
        column = max(0, self.currentIndex().column())
        titles = [tr(field.label).casefold() for field in self.typed.fields[column:]]
        if table and [cell.strip().casefold() for cell in table[0]] == titles[: len(table[0])]:
            del table[0]
        place = max(0, self.currentIndex().row())
        return self.typed.put_block(place, column, table)

    # Qt -----------------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._act(event) and not self._walk(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.typed.rowCount():
            self.go(0, self._first())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    # inside -------------------------------------------------------------------------------------------------------

    def _act(self, event: QKeyEvent) -> bool:
        """Do what a key of spreadsheets says; False for any other key."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        key = event.key()
        if event.matches(Keys.Copy):
            self.copy_cells()
        elif event.matches(Keys.Paste):
            self.paste_cells()
        elif event.matches(Keys.Undo):
            self.typed.undo()
        elif event.matches(Keys.Redo):
            self.typed.redo()
        elif key == Qt.Key.Key_Delete and control:
            self.remove_rows()
        elif key == Qt.Key.Key_Delete:
            self.typed.clear_cells((i.row(), i.column()) for i in self.selectionModel().selectedIndexes())
        elif key == Qt.Key.Key_Insert and not event.modifiers():
            self.insert_row()
        elif key == Qt.Key.Key_D and control and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.duplicate_rows()
        else:
            return False
        return True

    def _walk(self, event: QKeyEvent) -> bool:
        """Go on by a key, or begin to change a cell; False for any other key."""
        key, control = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab} and control:
            self.passed.emit(key == Qt.Key.Key_Tab)
        elif key in {Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter} and not control:
            self._move(0, 1)
        elif key == Qt.Key.Key_Backtab:
            self._move(0, -1)
        elif key == Qt.Key.Key_F4 or (key == Qt.Key.Key_Down and event.modifiers() & _ALT):
            self._choose()
        elif key == Qt.Key.Key_F2:
            self.edit(self.currentIndex())
        elif key == Qt.Key.Key_Space and self._is_flag():
            self._toggle()
        else:
            return False
        return True

    def _move(self, lines: int, columns: int) -> None:
        """Go to the next cell that can be typed in; out of the table from its empty line and from its begin."""
        index = self.currentIndex()
        place, column = index.row() + lines, index.column()
        if columns:
            if columns > 0 and self.typed.is_blank_line(index.row()) and not self.typed.locked:
                self.passed.emit(True)
                return
            place, column = self._following(index.row(), column, columns)
        if place < 0 or place >= self.typed.rowCount():
            self.passed.emit(place >= 0)
            return
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.go(place, column)

    def _following(self, place: int, column: int, way: int) -> tuple[int, int]:
        count = self.typed.columnCount()
        for _each in range(count):
            column += way
            if not 0 <= column < count:
                place, column = place + way, 0 if way > 0 else count - 1
            if not 0 <= place < self.typed.rowCount():
                break
            if self.typed.locked or self._editable(place, column):
                break
        return place, column

    def _editable(self, place: int, column: int) -> bool:
        flags = self.typed.flags(self.typed.index(place, column))
        return bool(flags & Qt.ItemFlag.ItemIsEditable) and not self.isColumnHidden(column)

    def _first(self) -> int:
        return next((c for c in range(self.typed.columnCount()) if self._editable(0, c)), 0)

    def _choose(self) -> None:
        index = self.currentIndex()
        if index.isValid() and not self.typed.locked:
            field = self.typed.fields[index.column()]
            offered = self.typed.offers.get(field.name)
            if not offered and (field.directory or field.kind.name in _CHOSEN):
                self.chosen.emit(index.row(), field.name)
                return
            self.edit(index)
            for editor in self.viewport().findChildren(ChoiceEditor):  # one at most: of this cell
                editor.showPopup()

    def _is_flag(self) -> bool:
        index = self.currentIndex()
        return index.isValid() and self.typed.fields[index.column()].kind.name is KindName.FLAG

    def _toggle(self) -> None:
        index = self.currentIndex()
        name = self.typed.fields[index.column()].name
        self.typed.put(index.row(), {name: "" if self.typed.text(index.row(), name) else "1"})

    def _copied(self, row: int, column: int) -> str:
        field = self.typed.fields[column]
        text = self.typed.text(row, field.name)
        shown = text if field.choices else str(self.typed.index(row, column).data() or "")
        return " ".join(shown.split())

    def _look(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        rows, header = self.verticalHeader(), self.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + _SPACE)
        rows.setMinimumWidth(self.fontMetrics().averageCharWidth() * _NUMBER_CHARS + _PADDING)
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        for each in (rows, header):
            each.setHighlightSections(False)
            # Headers ask flags() of every cell to paint a selection; with a model of their own they need not.
            each.setSelectionModel(QItemSelectionModel(self.typed, each))
        header.setMinimumSectionSize(36)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        for at, field in enumerate(self.typed.fields):
            self.setColumnWidth(at, self._width(field))
        header.setStretchLastSection(True)

    def _width(self, field: Field) -> int:
        kind, metrics = field.kind.name, self.fontMetrics()
        if kind in TEXTS and kind not in _CHARS:
            chars = min(max(field.longest, _PLAIN_CHARS), 40)
        else:
            chars = _CHARS.get(kind, _PLAIN_CHARS)
        wanted = max(metrics.horizontalAdvance("0") * chars, metrics.horizontalAdvance(tr(field.label)))
        return min(wanted + _PADDING, _WIDEST)


_ALT: Final = Qt.KeyboardModifier.AltModifier
_CHOSEN: Final = frozenset(
    {
        KindName.BIC,
        KindName.ACCOUNT,
        KindName.CURRENCY,
        KindName.COUNTRY,
        KindName.REFERENCE,
        KindName.PRODUCT,
    }
)
_OWN_KEYS: Final = frozenset(
    {Qt.Key.Key_Insert, Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_F4, Qt.Key.Key_Return, Qt.Key.Key_Enter}
)


def _own(event: QKeyEvent) -> bool:
    """Whether a key belongs to the table, though the page has an act with the same one."""
    if any(event.matches(each) for each in (Keys.Copy, Keys.Paste, Keys.Undo, Keys.Redo)):
        return True
    control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    if event.key() == Qt.Key.Key_D:
        return bool(control and event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    if control:
        return event.key() == Qt.Key.Key_Delete
    return event.key() in _OWN_KEYS
