"""The list of payments takes payments in: the menu of its button, Ctrl+V, and what is dropped on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMenu, QWidget

from bsclient.gui import keys
from bsclient.gui.payment_sources.intake import PREVIEW, Intake, takes
from bsclient.gui.tr import tr

if TYPE_CHECKING:
    from bsclient.gui.shell import Page


class TakesPayments(QObject):
    """Makes a page take payments; `actions` are the ways, for its menus."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.intake = Intake(page, page.desk, page.shell, self._exchange)
        self.actions = ways(self.intake, page, self._choose)
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def offer(self, action: QAction) -> None:
        """Put the ways into the menu of a button, and their keys onto the page."""
        menu = QMenu(self._page)
        for each in self.actions:
            menu.addAction(each)
        action.setMenu(menu)
        self._page.addActions(list(self.actions))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and takes(event.mimeData()):
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            event.acceptProposedAction()
            self.intake.take_mime(event.mimeData())
            return True
        return False

    def _exchange(self, path: Path) -> None:
        self._page.shell.open_page(PREVIEW, path=str(path))

    def _choose(self) -> None:
        self._page.shell.open_page(PREVIEW, choose="1")


def ways(intake: Intake, parent: QWidget, choose: Callable[[], object]) -> Sequence[QAction]:
    """Return the ways to take payments in: file, clipboard, screen."""
    return (
        keys.action(tr("From a file: exchange, table, picture or PDF…"), "folder", choose, parent),
        keys.action(
            tr("From the clipboard: QR code, invoice or table"), "paste", intake.paste, parent, "paste"
        ),
        keys.action(tr("QR code from the screen…"), "search", intake.take_screen, parent),
    )
