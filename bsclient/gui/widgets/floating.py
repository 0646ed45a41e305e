"""A notice that lies over a page: nothing moves when it comes or goes, and no button, field or choice is covered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from bsclient.gui.widgets.bar import NoticeBar

_EDGE: Final = 12
_GAP: Final = 6
_STEP: Final = 8
_MOUSE: Final = QSize(2, 2)
_SMALL_SHARE: Final = 3
"""A widget with the keyboard that is lower than such a part of the page is one that is typed into, not a list."""
_USED: Final = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QTabBar, QHeaderView)


class FloatingNotice(NoticeBar):
    """Lies as low as it can without covering what is used; where there is no such place, at least off the keyboard and the mouse."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.setParent(page)
        self._page = page
        self._mouse = QRect()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.place)
        page.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    def tell(
        self, words: str, kind: str = "info", link: str = "", clicked: Callable[[], object] | None = None
    ) -> None:
        if self.isHidden():
            self._mouse = QRect(self._page.mapFromGlobal(QCursor.pos()), _MOUSE)
        super().tell(words, kind, link, clicked)
        self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and not self.isHidden():
            if event.type() is QEvent.Type.Resize:
                self.place()
            elif event.type() is QEvent.Type.LayoutRequest:
                self._soon.start()
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """Look for the place anew: what the page shows has changed."""
        places = list(self._places())
        where = _free(places, self._in_use()) or _free(places, [self._mouse, self._typed_into()])
        self.setGeometry(where or places[0])
        self.raise_()

    def _follow_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if not self.isHidden() and now is not None and not self.isAncestorOf(now):
            self._soon.start()

    def _places(self) -> Iterator[QRect]:
        """Yield where the notice could lie, the lowest first; at each height at the left, then at the right."""
        room = self._page.rect()
        width = min(self.natural_width(), room.width() - 2 * _EDGE)
        height = max(self.heightForWidth(width), self.minimumSizeHint().height())
        lowest = room.height() - height - _GAP
        for top in range(lowest, min(_GAP, lowest) - 1, -_STEP):
            yield QRect(_EDGE, top, width, height)
            yield QRect(room.width() - width - _EDGE, top, width, height)

    def _in_use(self) -> list[QRect]:
        """Return where the page shows what is clicked, chosen or typed into, and where the mouse was."""
        shown = (
            each for each in self._page.findChildren(QWidget) if isinstance(each, _USED) or self._lines(each)
        )
        used = [
            self._area(each) for each in shown if each.isVisibleTo(self._page) and not self.isAncestorOf(each)
        ]
        return [self._mouse, self._typed_into(), *used]

    def _lines(self, each: QWidget) -> bool:
        """Whether it is a field of some lines, and no letter that fills the page."""
        return isinstance(each, QPlainTextEdit) and each.height() * _SMALL_SHARE <= self._page.height()

    def _typed_into(self) -> QRect:
        """Return where the field with the keyboard is on the page; nothing for a list."""
        field = QApplication.focusWidget()
        if field is None or not self._page.isAncestorOf(field) or self.isAncestorOf(field):
            return QRect()
        if field.height() * _SMALL_SHARE > self._page.height():
            return QRect()
        return self._area(field)

    def _area(self, shown: QWidget) -> QRect:
        """Return what a scrolled area shows of a widget, in the page's coordinates."""
        seen, around = self._page.rect(), shown.parentWidget()
        seen &= QRect(shown.mapTo(self._page, QPoint()), shown.size())
        while around is not None and around is not self._page:
            seen &= QRect(around.mapTo(self._page, QPoint()), around.size())
            around = around.parentWidget()
        return seen


def _free(places: Sequence[QRect], taken: Sequence[QRect]) -> QRect | None:
    return next((each for each in places if not any(map(each.intersects, taken))), None)
