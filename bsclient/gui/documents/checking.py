"""Checks a draft a moment after each change, off the GUI thread; an answer about an older text is dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from bsclient.gui import tasks
from bsclient.gui.tasks import Lane
from bsclient.gui.widgets.form import Form

if TYPE_CHECKING:
    from bsclient.domain.problems import Problem
    from bsclient.services.drafts import Drafts

PAUSE_MS: Final = 150


class Checking(QObject):
    """Keeps the findings beside the fields of a form true. `checked` is called after each answer."""

    def __init__(self, form: Form, drafts: Drafts, checked: Callable[[], object]) -> None:
        super().__init__(form)
        self._form, self._drafts, self._checked = form, drafts, checked
        self._id = ""
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

    def now(self) -> None:
        """Check at once."""
        self._timer.stop()
        self._asked += 1
        asked, raw, document_id = self._asked, self._form.raw(), self._id
        code = self._form.kind.code
        task = tasks.run(
            lambda: self._drafts.check(code, raw, document_id),
            lambda found: self._show(asked, found),
            lane=Lane.NETWORK,
        )
        task.owned_by(self)

    def _show(self, asked: int, found: list[Problem]) -> None:
        if asked == self._asked:
            self._form.show_problems(found)
            self._checked()
