"""Suggestions under a field while one types: rows of several columns, found off the GUI thread, taken by Enter or click.

`Suggest(editor, find, taken)`: `find(text)` runs in a worker and gives `Suggestion`s; `taken(what)` gets the thing that
was chosen. An answer that comes after more was typed is dropped.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from bsclient.errors import BsError
from bsclient.gui import tasks, theme
from bsclient.gui.tasks import Lane
from bsclient.gui.widgets.editors import Editor, LineEditor, TextEditor

T = TypeVar("T")
_log = logging.getLogger(__name__)
_PAUSE_MS: Final = 120
_SHORTEST: Final = 2
_WIDTH: Final = 560
_PADDING: Final = 8
_ROLE: Final = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Suggestion(Generic[T]):
    """One row: a main text, a quiet second one, and what it stands for."""

    main: str
    second: str
    what: T


class Suggest(QObject, Generic[T]):
    """Offers suggestions for one editor."""

    def __init__(
        self,
        editor: Editor,
        find: Callable[[str], Sequence[Suggestion[T]]],
        taken: Callable[[T], object],
    ) -> None:
        super().__init__(editor)
        self._editor = editor
        self._find = find
        self._taken = taken
        self._asked = ""
        self._model = QStandardItemModel(self)
        self.completer = QCompleter(self._model, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setWidget(editor)
        popup: Any = self.completer.popup()
        self._popup: QAbstractItemView = popup
        self._popup.setItemDelegate(_TwoLines(self._popup))
        self._popup.setAccessibleName(editor.accessibleName())
        activated: Any = self.completer.activated
        activated[QModelIndex].connect(self._take)
        if isinstance(editor, LineEditor | TextEditor):
            editor.suggesting = self._popup.isVisible
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        editor.edited.connect(self._pause.start)
        editor.left.connect(self.close)

    def close(self) -> None:
        """Offer nothing until more is typed."""
        self._pause.stop()
        self._asked = ""
        self._popup.hide()

    def count(self) -> int:
        """Return how many rows are offered."""
        return self._model.rowCount() if self._popup.isVisible() else 0

    def _ask(self) -> None:
        text = self._editor.value().strip()
        self._asked = text
        if len(text) < _SHORTEST or not self._editor.hasFocus():
            self._popup.hide()
            return
        task = tasks.run(
            lambda: self._find(text), lambda found: self._show(text, found), self._failed, Lane.NETWORK
        )
        task.owned_by(self)

    def _failed(self, error: BsError) -> None:
        """Typing goes on without suggestions: a dialog at every key would be worse."""
        _log.warning("no suggestions: %s", error.code)
        self.close()

    def _show(self, text: str, found: Sequence[Suggestion[T]]) -> None:
        if text != self._asked or not self._editor.hasFocus():
            return
        self._model.clear()
        for each in found:
            item = QStandardItem(f"{each.main}\n{each.second}")
            item.setData(each, _ROLE)
            item.setData(f"{each.main}, {each.second}", Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(item)
        if not found:
            self._popup.hide()
            return
        width = max(self._editor.width(), min(_WIDTH, self._editor.window().width()))
        self.completer.complete(QRect(0, 0, width, self._editor.height()))
        self._popup.setCurrentIndex(QModelIndex())  # Enter takes only what the user went to

    def _take(self, index: QModelIndex) -> None:
        chosen: Suggestion[T] | None = index.data(_ROLE)
        self.close()
        if chosen is not None:
            self._taken(chosen.what)


class _TwoLines(QStyledItemDelegate):
    """Paints main and second text one over the other."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view: Any = option
        chosen = bool(view.state & QStyle.StateFlag.State_Selected)
        rect: QRect = view.rect
        painter.fillRect(rect, theme.colour("selection" if chosen else "base"))
        main, _line, second = str(index.data()).partition("\n")
        inner = rect.adjusted(_PADDING, 3, -_PADDING, -3)
        half = inner.height() // 2
        elide = view.fontMetrics.elidedText
        painter.setPen(theme.colour("selection_text" if chosen else "text"))
        painter.drawText(
            inner.adjusted(0, 0, 0, -half), Qt.AlignmentFlag.AlignVCenter,
            elide(main, Qt.TextElideMode.ElideMiddle, inner.width()),
        )  # fmt: skip
        painter.setPen(theme.colour("selection_text" if chosen else "muted"))
        painter.drawText(
            inner.adjusted(0, half, 0, 0), Qt.AlignmentFlag.AlignVCenter,
            elide(second, Qt.TextElideMode.ElideRight, inner.width()),
        )  # fmt: skip

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        view: Any = option
        return QSize(200, view.fontMetrics.lineSpacing() * 2 + 8)
