"""What the views of the page of information share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bsclient.gui.shell import Shell
from bsclient.gui.tasks import Lane

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk

T = TypeVar("T")


class InformationView(QWidget):
    """One view: it reads itself off the GUI thread; an answer that is no longer asked for is dropped."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self.desk = desk
        self.shell = shell
        self._asked = 0
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(8)

    def actions_shown(self) -> Sequence[QAction]:
        """Return what stands in the toolbar while the view is shown."""
        return ()

    def open(self, **args: object) -> None:
        """Take what another page gave, before `read`."""

    def read(self) -> None:
        """Read what is to be shown."""
        raise NotImplementedError

    def concerns(self, changed: Changed) -> bool:
        """Whether a change may alter what is shown."""
        return changed.directories or changed.everything

    def fetch(self, work: Callable[[], T], show: Callable[[T], None]) -> None:
        """Do `work` in a worker; only the last answer that was asked for is shown."""
        self._asked += 1
        asked = self._asked

        def done(found: T) -> None:
            if asked == self._asked:
                show(found)

        self.shell.run_task(work, done, lane=Lane.NETWORK).owned_by(self)
