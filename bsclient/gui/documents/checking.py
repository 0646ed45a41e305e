"""Checks a draft a moment after each change, off the GUI thread; an answer about an older text is dropped.

One check runs at a time: a document of many rows takes longer to check than to type in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from bsclient.gui import tasks
from bsclient.gui.tasks import Lane
from bsclient.gui.widgets.form import Form

if TYPE_CHECKING:
    from bsclient.domain.problems import Problem
    from bsclient.services.documents.drafts import Drafts

PAUSE_MS: Final = 150


class Checking(QObject):
    """Keeps the findings beside the fields of a form true."""

    def __init__(self, form: Form, drafts: Drafts) -> None:
        super().__init__(form)
        self._form, self._drafts = form, drafts
        self._id = ""
        self._busy = self._again = False
        self._asked = 0
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.now)
        form.changed.connect(lambda _name: self._timer.start())
        form.mended.connect(self.now)

    def begin(self, document_id: str) -> None:
        """Check a draft that was loaded."""
        self._id = document_id
        self.now()

    def stop(self) -> None:
        """Ask nothing more and drop answers under way."""
        self._timer.stop()
        self._asked += 1
        self._again = False

    def now(self) -> None:
        """Check at once, or as soon as the check under way has answered."""
        self._timer.stop()
        self._asked += 1
        if self._busy:
            self._again = True
            return
        self._busy = True
        asked, raw, document_id = self._asked, self._form.raw(), self._id
        code = self._form.kind.code
        task = tasks.run(
            lambda: self._drafts.check(code, raw, document_id),
            lambda found: self._show(asked, found),
            lane=Lane.NETWORK,
        )
        task.owned_by(self).finished.connect(self._rest)

    def _show(self, asked: int, found: list[Problem]) -> None:
        if asked == self._asked:
            self._form.show_problems(found)

    def _rest(self) -> None:
        self._busy = False
        if self._again:
            self._again = False
            self.now()
