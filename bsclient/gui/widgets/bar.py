"""The bar of a page: one sentence that doesn't interrupt. Good news goes away by itself, bad news stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from bsclient.gui import icons, theme
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text

_SHOWN_MS: Final = 8000
_PASSING: Final = frozenset({"info", "ok"})


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
