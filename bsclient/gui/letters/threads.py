"""The list of conversations: subject, last day, how many letters; unread ones bold with a dot, drafts with a mark.

While one searches the second line shows where the words were found, and they are marked in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from bsclient import clock
from bsclient.gui import format as written
from bsclient.gui import icons, theme
from bsclient.gui.letters.sayings import moment
from bsclient.gui.tr import tr
from bsclient.services.letters import search as letter_search

if TYPE_CHECKING:
    from bsclient.services.letters.threads import ThreadView

Index = QModelIndex | QPersistentModelIndex
_VIEW: Final = Qt.ItemDataRole.UserRole
_PAD: Final = 10
_DOT: Final = 8
_LINE: Final = 4
_FAINT: Final = 60
_CENTRED: Final = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


class ThreadList(QListView):
    """Emits `picked(id)` when the user goes to another conversation."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._rows = _Threads()
        self.setModel(self._rows)
        self.setItemDelegate(_ThreadDelegate(self))
        self.sought: Sequence[str] = ()
        self.nothing = ""
        self.setAccessibleName(tr("Conversations"))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(lambda now, _before: self._tell(now))

    @property
    def threads(self) -> Sequence[ThreadView]:
        """The conversations in the list."""
        return self._rows.threads

    def show_threads(self, threads: Sequence[ThreadView], chosen: str) -> bool:
        """Show conversations with one of them chosen, without telling; False when that one is not there."""
        self.selectionModel().blockSignals(True)
        self._rows.show(threads)
        found = self._choose(chosen)
        self.selectionModel().blockSignals(False)
        self.viewport().update()
        return found

    def say(self, nothing: str) -> None:
        """Say why the list is empty."""
        self.nothing = nothing
        self.setAccessibleDescription(nothing)
        self.viewport().update()

    def choose(self, thread: str) -> None:
        """Go to a conversation."""
        self._choose(thread)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.nothing:
            painter = QPainter(self.viewport())
            painter.setPen(theme.colour("muted"))
            room = self.viewport().rect().adjusted(_PAD, _PAD, -_PAD, -_PAD)
            painter.drawText(room, _CENTRED, self.nothing)
            painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt would make the first row current, and so open and read it; the user has only come to the list."""
        if self.currentIndex().isValid():
            super().focusInEvent(event)
            return
        self.selectionModel().blockSignals(True)
        super().focusInEvent(event)
        self.selectionModel().clearCurrentIndex()
        self.selectionModel().blockSignals(False)

    def _choose(self, thread: str) -> bool:
        for place, view in enumerate(self._rows.threads):
            if view.id == thread:
                flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
                self.selectionModel().setCurrentIndex(self._rows.index(place), flags)
                return True
        self.clearSelection()
        return False

    def _tell(self, now: QModelIndex) -> None:
        view: ThreadView | None = now.data(_VIEW)
        if view is not None:
            self.picked.emit(view.id)


class _Threads(QAbstractListModel):
    """Conversations as rows."""

    def __init__(self) -> None:
        super().__init__()
        self.threads: Sequence[ThreadView] = ()

    def show(self, threads: Sequence[ThreadView]) -> None:
        self.beginResetModel()
        self.threads = threads
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own signature
        return 0 if parent.isValid() else len(self.threads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        view = self.threads[index.row()]
        if role == _VIEW:
            return view
        if role == Qt.ItemDataRole.DisplayRole:
            return subject_of(view)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((subject_of(view), _when(view), about(view)))
        return None


class _ThreadDelegate(QStyledItemDelegate):
    """Paints a conversation in two lines."""

    def __init__(self, parent: ThreadList) -> None:
        super().__init__(parent)
        self._list = parent

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view: ThreadView = index.data(_VIEW)
        item: Any = option
        rect: QRect = item.rect
        chosen = bool(item.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, theme.colour("selection" if chosen else "base"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(_PAD + _DOT + 8, 7, -_PAD, -7)
        if view.unread:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(
                rect.left() + _PAD, inner.top() + item.fontMetrics.height() // 2 - 4, _DOT, _DOT
            )
        ink = theme.colour("selection_text" if chosen else "text")
        quiet = theme.colour("selection_text" if chosen else "muted")
        font: QFont = item.font
        painter.setFont(font)
        painter.setPen(quiet)
        when, line = _when(view), item.fontMetrics.height()
        top = QRect(inner.left(), inner.top(), inner.width(), line)
        painter.drawText(top, Qt.AlignmentFlag.AlignRight, when)
        top.setRight(top.right() - item.fontMetrics.horizontalAdvance(when) - 10)
        painter.setPen(ink)
        bold = QFont(font)
        bold.setBold(bool(view.unread))
        painter.setFont(bold)
        words = painter.fontMetrics().elidedText(subject_of(view), Qt.TextElideMode.ElideRight, top.width())
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft, words)
        sought = self._list.sought
        _mark(painter, top, words, () if chosen else sought)
        painter.setFont(font)
        below = QRect(inner.left(), top.bottom() + 1 + _LINE, inner.width(), line)
        for icon, role in _signs(view):
            icons.icon(icon, role).paint(painter, QRect(below.left(), below.top(), 16, below.height()))
            below.setLeft(below.left() + 22)
        painter.setPen(quiet)
        said = painter.fontMetrics().elidedText(
            view.excerpt or about(view), Qt.TextElideMode.ElideRight, below.width()
        )
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, said)
        _mark(painter, below, said, () if chosen else sought)

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        item: Any = option
        return QSize(160, item.fontMetrics.height() * 2 + _LINE + 15)


def subject_of(view: ThreadView) -> str:
    """Return the subject on one line."""
    return " ".join(view.subject.split()) or tr("(no subject)")


def about(view: ThreadView) -> str:
    """Return the quiet second line."""
    parts = [tr("Draft")] if view.draft else []
    if view.waiting:
        parts.append(_awaited(view))
    parts.append(tr("%n letter(s)", "", view.count))
    if view.unread:
        parts.append(tr("%n unread", "", view.unread))
    if view.mark:
        parts.append(tr("mark {mark}").format(mark=view.mark))
    return ", ".join(parts)


def _awaited(view: ThreadView) -> str:
    if view.due is None:
        return tr("answer awaited")
    late = view.due < clock.now()
    words = tr("answer is late") if late else tr("answer by {time}")
    return words.format(time=moment(view.due))


def _signs(view: ThreadView) -> list[tuple[str, str]]:
    """Return icon and colour of what marks a conversation."""
    signs = [("draft", "partly")] if view.draft else []
    signs += [("attach", "muted")] if view.files else []
    return signs


def _mark(painter: QPainter, place: QRect, words: str, sought: Sequence[str]) -> None:
    """Underline the words of a search in a line that was painted."""
    measure = painter.fontMetrics()
    for start, length in letter_search.spans(words, sought):
        left = place.left() + measure.horizontalAdvance(words[:start])
        width = measure.horizontalAdvance(words[start : start + length])
        ground = theme.colour("accent")
        ground.setAlpha(_FAINT)
        painter.fillRect(QRect(left, place.top(), width, place.height()), ground)


def _when(view: ThreadView) -> str:
    today = clock.business_day(clock.now())
    day = clock.business_day(view.last)
    return written.clock(view.last) if day == today else written.day(day)
