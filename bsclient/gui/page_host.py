"""Where pages live: the toolbar of the current one, the stack with the notice over it, and the way back.

Pages are made when they are first opened. A hidden page is not refreshed: what changed is kept and told to it when
it comes to the front again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QToolBar, QToolButton, QVBoxLayout, QWidget

from bsclient.gui.changes import merged
from bsclient.gui.shell import Page, PageSpec
from bsclient.gui.tr import tr
from bsclient.gui.widgets import dialogs
from bsclient.gui.widgets.floating import FloatingNotice
from bsclient.gui.widgets.table import DataTable

if TYPE_CHECKING:
    from bsclient.services.changes import Changed

_LONGEST_TRAIL: Final = 30
Step = tuple[str, dict[str, Any]]


class PageHost(QWidget):
    """Emits `shown(name)` when another page has come to the front."""

    shown = Signal(str)

    def __init__(self, specs: Mapping[str, PageSpec], make: Callable[[PageSpec], Page]) -> None:
        super().__init__()
        self.specs = specs
        self._make = make
        self._pages: dict[str, Page] = {}
        self._stale: dict[str, Changed] = {}
        self._trail: list[Step] = []
        self._now: Step = ("", {})
        self.actions_shown: Sequence[QAction | None] = ()
        self._toolbar = QToolBar()
        self._toolbar.setIconSize(QSize(18, 18))
        self._toolbar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._toolbar.setAccessibleName(tr("Tools of the page"))
        margins = self._toolbar.layout()
        if margins is not None:
            margins.setContentsMargins(6, 3, 6, 3)
        self._stack = QStackedWidget()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._toolbar)
        box.addWidget(self._stack, 1)
        self.notice = FloatingNotice(self)

    @property
    def name(self) -> str:
        """Name of the current page."""
        return self._now[0]

    @property
    def page(self) -> Page | None:
        """The current page."""
        return self._pages.get(self.name)

    @property
    def may_go_back(self) -> bool:
        """Whether there is a page before this one."""
        return bool(self._trail)

    def open(self, name: str, **args: object) -> None:
        """Show a page; asks first if the current one holds unsaved work."""
        step = (self.specs[name].name, args)
        self.leave(lambda: self._open(step, remember=True))

    def back(self) -> None:
        """Show the page before this one."""
        if self._trail:
            self.leave(lambda: self._open(self._trail.pop(), remember=False))

    def leave(self, then: Callable[[], object]) -> None:
        """Do something that ends the work on the current page, after a question if that would lose anything."""
        question = self.page.unsaved() if self.page else ""
        if not question:
            then()
            return
        asked = dialogs.Question(tr("Leave without saving?"), question, tr("Leave"), dangerous=True)
        dialogs.confirm(self, asked, then)

    def refresh(self, changed: Changed) -> None:
        """Tell the current page what changed, and keep it for the others."""
        for name, page in self._pages.items():
            if name == self.name:
                page.refresh(changed)
            else:
                before = self._stale.get(name)
                self._stale[name] = changed if before is None else merged(before, changed)

    def table(self) -> DataTable[Any] | None:
        """Return the first visible list of the current page, for the choice of columns."""
        tables = self.page.findChildren(DataTable) if self.page else []
        return next((each for each in tables if each.isVisible()), None)

    def _open(self, step: Step, *, remember: bool) -> None:
        name, args = step
        if remember and self.name and self._now != step:
            self._trail = [*self._trail, self._now][-_LONGEST_TRAIL:]
        page = self._pages.get(name)
        if page is None:
            page = self._make(self.specs[name])
            page.setAccessibleName(page.title)
            self._pages[name] = page
            self._stack.addWidget(page)
        self._now = step
        self._stack.setCurrentWidget(page)
        stale = self._stale.pop(name, None)
        if stale is not None:
            page.refresh(stale)
        page.open(**args)
        self._show_actions(page.page_actions())
        self.shown.emit(name)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_actions(self, actions: Sequence[QAction | None]) -> None:
        """Keys of the page's actions work in the whole window, and only while the page is shown."""
        for old in self.actions_shown:
            if old is not None:
                self.window().removeAction(old)
        self._toolbar.clear()
        for action in actions:
            if action is None:
                self._toolbar.addSeparator()
            else:
                self._toolbar.addAction(action)
                self.window().addAction(action)
                button = self._toolbar.widgetForAction(action)
                if action.menu() is not None and isinstance(button, QToolButton):
                    button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        for button in self._toolbar.findChildren(QToolButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.actions_shown = tuple(actions)
        self._toolbar.setVisible(any(actions))
