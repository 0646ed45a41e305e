"""Makes the drafts of the calendar after log-in and when a new day has begun; tells how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from bsclient.gui.tr import tr

if TYPE_CHECKING:
    from bsclient.errors import BsError
    from bsclient.gui.shell import Shell
    from bsclient.services.documents.drafts import Draft

_EVERY_MS: Final = 5 * 60 * 1000


class Daily(QObject):
    """Looks every few minutes whether the day is another one; `begin` looks at once."""

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._day: date | None = None
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Look now and from now on."""
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Make what is due if this day was not looked at yet."""
        desk = self._shell.desk
        today = desk.place.today
        if today != self._day:
            self._day = today
            self._shell.run_task(
                lambda: desk.recurring.make_due(),  # noqa: PLW0108 -- the worker imports the service
                self._tell,
                self._failed,
            ).owned_by(self)

    def _tell(self, made: Sequence[Draft]) -> None:
        if made:
            words = tr("%n draft(s) made by the calendar", "", len(made))
            self._shell.notify(
                words, "ok", tr("Show"), lambda: self._shell.open_page("documents", id=made[0].id)
            )

    def _failed(self, _error: BsError) -> None:
        """Another attempt follows with the next look; the page of the calendar tells what is wrong."""
        self._day = None
