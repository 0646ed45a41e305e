"""The line above a page: where we are, and on the right for whom we work, with lock and log out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton

from bsclient.gui import icons, keys
from bsclient.gui.tips import tip
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text

if TYPE_CHECKING:
    from bsclient.services.profiles import Profile, User

_NAME_SHARE: Final = 0.45
_ROUNDING: Final = 4
_OTHERS: Final = 36
_LEAST: Final = 14
"""In letters: what the buttons and the margins of the line take, and the least that is shown of the user's name."""


class Header(QFrame):
    """Signals: `lock_asked`, `log_out_asked`, `back_asked`."""

    lock_asked = Signal()
    log_out_asked = Signal()
    back_asked = Signal()

    def __init__(self, profile: Profile, user: User) -> None:
        super().__init__()
        self.setObjectName("header")
        self._name = f"{profile.organisation.name or profile.title}  ·  {user.name}"
        self._page = ""
        self._title = text.heading("")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._back = _quiet("arrow_left", tr("Back"), "back")
        self._back.clicked.connect(self.back_asked.emit)
        self._who = QToolButton()
        self._who.setAutoRaise(True)
        self._who.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._who.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._who.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._who.setAccessibleName(self._name)
        self._who.setToolTip(tip(f"{self._name}\n{profile.title}, {profile.bank.name}"))
        icons.put(self._who, "user", "muted")
        menu = QMenu(self._who)
        menu.addAction(keys.action(tr("Lock"), "lock", self.lock_asked.emit, menu))
        menu.addAction(keys.action(tr("Log out"), "log_out", self.log_out_asked.emit, menu))
        self._who.setMenu(menu)
        lock = _quiet("lock", tr("Lock the window"), "lock")
        lock.clicked.connect(self.lock_asked.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 10, 7)
        row.setSpacing(8)
        row.addWidget(self._back)
        row.addWidget(self._title, 1)
        if profile.demo:
            row.addWidget(text.marked(tr("Demo"), "info", "partly", wrap=False))
        row.addWidget(self._who)
        row.addWidget(lock)

    def offer_others(self, ask: Callable[[], object]) -> None:
        """Let somebody else be chosen from the menu of the name."""
        menu = self._who.menu()
        if menu is not None:
            first = menu.actions()[0]
            menu.insertAction(first, keys.action(tr("Other organisation or user…"), "user", ask, menu))
            menu.insertSeparator(first)

    def below_name(self) -> QPoint:
        """Return where a menu of the user's name opens, on the screen."""
        return self._who.mapToGlobal(self._who.rect().bottomLeft())

    def show_page(self, title: str, *, may_go_back: bool) -> None:
        """Name the page."""
        self._page = title
        self._title.setToolTip(tip(title))
        self._title.setAccessibleName(title)
        self._back.setVisible(may_go_back)

        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Share the line: the page's name first, then the user's as far as it fits."""
        wanted = self._title.fontMetrics().horizontalAdvance(self._page) + _ROUNDING
        metrics = self._who.fontMetrics()
        free = self.width() - wanted - metrics.averageCharWidth() * _OTHERS
        room = max(min(int(self.width() * _NAME_SHARE), free), metrics.averageCharWidth() * _LEAST)
        title = max(self.width() - room - metrics.averageCharWidth() * _OTHERS, 0)
        elided = self._title.fontMetrics().elidedText(self._page, Qt.TextElideMode.ElideRight, title)
        self._title.setText(elided)
        name = metrics.elidedText(self._name, Qt.TextElideMode.ElideMiddle, room)
        self._who.setText(f" {name}  ▾")


def _quiet(icon: str, words: str, key: str) -> QToolButton:
    button = QToolButton()
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setToolTip(tip(f"{words} ({keys.shown(key)})"))
    button.setAccessibleName(words)
    icons.put(button, icon, "muted")
    return button
