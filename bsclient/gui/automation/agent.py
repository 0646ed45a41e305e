"""Keeps what goes on by itself going while a window is open: looks after changes and every minute, rings the bell.

Nothing is looked at while the window is locked: the base is closed then. What happened meanwhile is found afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer

from bsclient.errors import BsError
from bsclient.gui.automation.tray import Tray
from bsclient.gui.tasks import Lane, Task
from bsclient.gui.tr import language, tr

if TYPE_CHECKING:
    from bsclient.gui.changes import ChangeFeed
    from bsclient.gui.desk_shell import DeskShell
    from bsclient.gui.statusline import StatusLine
    from bsclient.services.changes import Changed
    from bsclient.services.exchange.delivery import SyncReport
    from bsclient.services.exports.running import Ran
    from bsclient.services.notices.automation import Outcome

_EVERY_MS: Final = 60_000
_AFTER_CHANGE_MS: Final = 1500


class Agent(QObject):
    """One look at a time; what comes during one is looked at after it. Exports go beside it: their share may hang."""

    def __init__(self, shell: DeskShell, feed: ChangeFeed, status: StatusLine) -> None:
        super().__init__(shell.window)
        self._shell, self._status = shell, status
        self._task: Task | None = None
        self._exporting: Task | None = None
        self._again = False
        self._report: SyncReport | None = None
        self.tray = Tray(shell.window, self._answer, self._come)
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._soon = QTimer(self, singleShot=True, interval=_AFTER_CHANGE_MS)
        self._soon.timeout.connect(self.look)
        feed.changed.connect(self._changed)
        feed.closed.connect(self.stop)
        shell.syncer.reported.connect(self._synchronised)
        status.notices_asked.connect(self.open_list)

    def begin(self) -> None:
        """Look now and from now on."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more; the icon in the tray goes."""
        self._timer.stop()
        self._soon.stop()
        self.tray.hide()

    def look(self) -> None:
        """Let the rules look and the exports run that are due."""
        self._export()
        if self._task is not None:
            self._again = True
            return
        automation, report = self._shell.desk.automation, self._report
        self._report = None
        chosen = language()
        self._task = self._shell.run_task(
            lambda: automation.look(report, chosen),
            self._told,
            lambda _error: self._put_off(report),
            lane=Lane.NETWORK,
        )
        self._task.owned_by(self).finished.connect(self._ended)

    def _export(self) -> None:
        if self._exporting is None:
            self._exporting = self._shell.run_task(
                self._shell.desk.automation.export, self._exported, _quietly, lane=Lane.NETWORK
            )
            self._exporting.owned_by(self).finished.connect(self._export_ended)

    def _exported(self, ran: Sequence[Ran]) -> None:
        name = next((one.name for one in ran if one.error is not None), "")
        if name:
            self._shell.notify(
                tr("An export into a folder did not go through: {name}").format(name=name),
                "warning",
                tr("Show"),
                self._open_exports,
            )

    def _export_ended(self) -> None:
        self._exporting = None

    def open_list(self) -> None:
        """Show the list of notices; one that is open comes to the front."""
        from bsclient.gui.automation.notice_list import NoticesDialog

        for shown in self._shell.window.findChildren(NoticesDialog):
            if shown.isVisible():
                shown.raise_()
                shown.activateWindow()
                return
        NoticesDialog(self._shell, self._status.set_notices).open()

    def _changed(self, changed: Changed) -> None:
        if changed.documents or changed.accounts or changed.letters or changed.everything:
            self._soon.start()

    def _synchronised(self, report: SyncReport) -> None:
        self._report = report
        self.look()

    def _ended(self) -> None:
        self._task = None
        if self._again:
            self._again = False
            self._soon.start()

    def _put_off(self, report: SyncReport | None) -> None:
        """The base did not answer, as while the window is locked: what the session came to is told with the next look."""
        self._report = self._report or report

    def _told(self, outcome: Outcome) -> None:
        self._status.set_notices(outcome.bell.unread)
        if outcome.bell.mail:
            mail, chosen = self._shell.desk.mail, language()
            self._shell.run_task(
                lambda: mail.deliver(chosen), lambda _count: None, _quietly, lane=Lane.NETWORK
            ).owned_by(self)
        if (
            outcome.bell.tray and not self._shell.desk.place.store.suspended
        ):  # locked meanwhile: shown afterwards
            rows = outcome.bell.tray
            there = self.tray.show(outcome.sentences)
            notices = self._shell.desk.notices
            self._shell.run_task(
                lambda: notices.shown(rows, there=there), lambda _none: None, _quietly, lane=Lane.NETWORK
            ).owned_by(self)

    def _open_exports(self) -> None:
        from bsclient.gui.automation.exports import ExportsDialog

        ExportsDialog(self._shell).open()

    def _come(self) -> None:
        """The window comes to the front, as large as it was."""
        window = self._shell.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def _answer(self) -> None:
        """The user answers the tray: the window comes, with the list if it is not locked."""
        self._come()
        if not self._shell.desk.place.store.suspended:
            self.open_list()


def _quietly(_error: BsError) -> None:
    """The next look does it again: better twice than not at all."""
