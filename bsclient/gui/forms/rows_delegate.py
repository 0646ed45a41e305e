"""Cells of a typed table: the editors of forms inside cells, and the line under a cell that has a finding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from bsclient.domain.fields import Field
from bsclient.domain.kinds import KindName
from bsclient.gui import theme
from bsclient.gui.documents.code_words import of_field
from bsclient.gui.forms.cell_text import TEXTS
from bsclient.gui.forms.rows_model import Index, RowsModel
from bsclient.gui.widgets import editors
from bsclient.gui.widgets.day_editor import DayEditor
from bsclient.gui.widgets.editors import ChoiceEditor, Editor, LineEditor
from bsclient.gui.widgets.problem_line import COLOURS

_MARK: Final = 2
_STEPS: Final = {
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Return: (0, 1),
    Qt.Key.Key_Enter: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Up: (-1, 0),
}
"""Keys that end the typing in a cell, and the way to the next one: lines, columns."""


class CellDelegate(QStyledItemDelegate):
    """`moved(lines, columns)` asks for the next cell, `choose` for a directory; both after the cell was taken in."""

    moved = Signal(int, int)
    choose = Signal()

    def __init__(self, model: RowsModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = self._model.fields[index.column()]
        made = _editor(field, self._model.offers.get(field.name))
        made.setParent(parent)
        made.setAccessibleName(self._model.headerData(index.column(), Qt.Orientation.Horizontal) or "")
        if isinstance(made, DayEditor):
            made.today = self._model.today
        if not isinstance(made, ChoiceEditor) and not isinstance(made, DayEditor):
            made.choose.connect(lambda: self._ask(made))
        return made

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        asked: Any = editor
        asked.set_value(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        asked: Any = editor
        model.setData(index, asked.value())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        view: Any = option
        rect: QRect = view.rect
        editor.setGeometry(rect.adjusted(-1, -1, 1, 1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
            step = _step(watched, event)
            if step is not None and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if step is not None and event.type() == QEvent.Type.KeyPress:
                self._take(watched)
                self.moved.emit(*step)
                return True
        return super().eventFilter(watched, event)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        view: Any = option
        rect: QRect = view.rect
        mark = self._model.mark(index.row(), index.column())
        if mark is not None:
            line = QRect(rect.left(), rect.bottom() - _MARK + 1, rect.width(), _MARK)
            painter.fillRect(line, theme.colour(COLOURS[mark[0]]))

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if not self._model.locked and not self._model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            view: Any = option
            view.backgroundBrush = theme.colour("window")

    def _take(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def _ask(self, editor: QWidget) -> None:
        self._take(editor)
        self.choose.emit()


def _editor(field: Field, offered: Mapping[str, str] | None) -> Editor:
    if field.kind.name is KindName.CHOICE or offered:
        words = of_field(field)
        made = ChoiceEditor(field, words)
        if offered:
            made.offer(offered)
        elif words:
            made.offer({code: words.get(code, "") for code in field.choices}, short=False)
        made.setMinimumHeight(0)
        made.setMaximumHeight(16777215)
        return made
    if field.kind.name in TEXTS:
        return LineEditor(field)
    return editors.make(field)


def _step(editor: QWidget, event: QKeyEvent) -> tuple[int, int] | None:
    """Return the way a key leads out of a cell; arrows belong to an open or closed list of choices."""
    key = Qt.Key(event.key())
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key == Qt.Key.Key_Backtab:
        return _STEPS[key]
    if modifiers or key not in _STEPS:
        return None
    vertical = key in {Qt.Key.Key_Down, Qt.Key.Key_Up}
    return None if vertical and isinstance(editor, ChoiceEditor) else _STEPS[key]
