"""The bar of a page: one sentence that doesn't interrupt. Good news goes away by itself, bad news stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QCursor
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QToolButton, QWidget

from bsclient.gui import icons, theme
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text

_SHOWN_MS: Final = 8000
_PASSING: Final = frozenset({"info", "ok"})
_EDGE: Final = 12
_SMALL_SHARE: Final = 3
"""A widget that is lower than such a part of the page is one that is typed into, not a list."""


class NoticeBar(QFrame):
    """Shows the last notice; kinds: info, ok, warning, error."""

    def __init__(self) -> None:
        super().__init__()
        self._clicked: Callable[[], object] | None = None
        self._icon = text.icon_label("info")
        self._words = text.label(wrap=True, selectable=True)
        self._link = text.link("", self._act)
        close = QToolButton()
        close.setAutoRaise(True)
        close.setToolTip(tr("Close this message"))
        close.setAccessibleName(tr("Close this message"))
        icons.put(close, "close", "muted")
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 6, 6)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self._link)
        row.addWidget(close)
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def tell(
        self, words: str, kind: str = "info", link: str = "", clicked: Callable[[], object] | None = None
    ) -> None:
        """Show a sentence, perhaps with a link to act on it."""
        self.setProperty("bar", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        icons.put(self._icon, kind, theme.KIND_COLOURS[kind])
        self._words.setText(words)
        self._link.setText(link)
        self._link.setVisible(bool(link))
        self._clicked = clicked
        self.setAccessibleName(words)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        if kind in _PASSING and not link:
            self._timer.start()
        else:
            self._timer.stop()

    def words(self) -> str:
        """Return what is shown; "" if nothing is."""
        return "" if self.isHidden() else self._words.text()

    def natural_width(self) -> int:
        """Return the width at which the sentence stands in one line."""
        self._words.setWordWrap(False)
        width = self.sizeHint().width()
        self._words.setWordWrap(True)
        return width

    def _act(self) -> None:
        self.hide()
        if self._clicked is not None:
            self._clicked()


class FloatingNotice(NoticeBar):
    """A notice that lies over the bottom of a page: nothing moves when it comes or goes.

    Where the field with the keyboard is at the bottom, or the mouse when the notice comes, it lies at the top.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.setParent(page)
        self._page = page
        self._mouse_below = False
        page.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    def tell(
        self, words: str, kind: str = "info", link: str = "", clicked: Callable[[], object] | None = None
    ) -> None:
        before = not self.isHidden()
        super().tell(words, kind, link, clicked)
        if not before:
            self._mouse_below = self._below().contains(self._page.mapFromGlobal(QCursor.pos()))
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and watched is self._page and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _follow_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if not self.isHidden() and now is not None and not self.isAncestorOf(now):
            self._place()

    def _place(self) -> None:
        place = self._below()
        if self._mouse_below or place.intersects(self._typed_into()):
            place.moveTop(_EDGE // 2)
        self.setGeometry(place)
        self.raise_()

    def _below(self) -> QRect:
        room = self._page.rect()
        width = min(self.natural_width(), room.width() - 2 * _EDGE)
        height = max(self.heightForWidth(width), self.minimumSizeHint().height())
        return QRect(_EDGE, room.height() - height - _EDGE // 2, width, height)

    def _typed_into(self) -> QRect:
        """Return where the field with the keyboard is on the page; nothing for a list."""
        field = QApplication.focusWidget()
        if field is None or not self._page.isAncestorOf(field) or self.isAncestorOf(field):
            return QRect()
        if field.height() * _SMALL_SHARE > self._page.height():
            return QRect()
        return QRect(field.mapTo(self._page, field.rect().topLeft()), field.size())
