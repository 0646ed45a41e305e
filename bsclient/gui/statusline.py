"""The bottom line: is the bank reached, what goes on, what waits to be sent."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QStatusBar

from bsclient.gui import format as written
from bsclient.gui import icons
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text


class StatusLine(QStatusBar):
    """Signals: `cancel_asked`, `queue_asked` (the badge), `details_asked` (the last synchronisation), `notices_asked` (the bell)."""

    cancel_asked = Signal()
    queue_asked = Signal()
    details_asked = Signal()
    notices_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self._icon = text.icon_label("sync", "muted")
        self._icon.setContentsMargins(8, 0, 0, 0)
        self._words = text.link(tr("Not synchronised yet"), self.details_asked.emit)
        self._words.setToolTip(tr("Show what the last synchronisation brought"))
        self._bar = QProgressBar()
        self._bar.setFixedWidth(140)
        self._bar.setMaximumHeight(self.fontMetrics().height())
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress of synchronisation"))
        self._cancel = text.link(tr("Stop"), self._stop)
        self._queue = text.link("", self.queue_asked.emit)
        for widget in (self._icon, self._words, self._bar, self._cancel):
            self.addWidget(widget)
        self.addPermanentWidget(self._queue)
        self._bell = text.link(tr("Notifications"), self.notices_asked.emit)
        self._bell.setContentsMargins(0, 0, 8, 0)
        self.addPermanentWidget(self._bell)
        self.set_notices(0)
        self._bar.hide()
        self._cancel.hide()
        self._queue.hide()

    def begin(self) -> None:
        """A synchronisation that the user asked for has begun."""
        self._say("sync", "transit", tr("Synchronising…"))
        self._bar.setRange(0, 0)
        self._bar.show()
        self._cancel.setEnabled(True)
        self._cancel.show()

    def progress(self, words: str, done: int, total: int) -> None:
        """Show how far it is; total 0: nobody knows."""
        self._say("sync", "transit", words)
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(min(done, total) if total else 0)

    def synchronised(self, at: datetime | None) -> None:
        """The bank was reached."""
        self._end()
        if at is None:
            self._say("sync", "muted", tr("Not synchronised yet"))
        else:
            self._say("online", "done", tr("In step with the bank at {time}").format(time=written.clock(at)))

    def offline(self, since: datetime | None) -> None:
        """The bank is not reached; `since` is the last time it was."""
        self._end()
        if since is None:
            self._say("offline", "partly", tr("No link to the bank"))
        else:
            words = tr("No link to the bank; last reached {time}").format(time=written.instant(since))
            self._say("offline", "partly", words)

    def failed(self) -> None:
        """A synchronisation ended with an error that has been told elsewhere."""
        self._end()
        self._say("warning", "partly", tr("The last synchronisation did not finish"))

    def set_queue(self, waiting: int, unknown: int) -> None:
        """Show how many documents wait to be sent and how many have no receipt."""
        parts = [tr("%n to be sent", "", waiting)] if waiting else []
        if unknown:
            parts.append(tr("%n without a receipt", "", unknown))
        self._queue.setText("  ·  ".join(parts))
        self._queue.setVisible(bool(parts))

    def set_notices(self, unread: int) -> None:
        """Show how many notices nobody has read."""
        icons.put(self._bell, "bell", "accent" if unread else "muted")
        self._bell.setText(tr("%n new notification(s)", "", unread) if unread else tr("Notifications"))

    def words(self) -> str:
        """Return what is said about the link."""
        return self._words.text()

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self._say("sync", "transit", tr("Stopping at the next safe point…"))
        self.cancel_asked.emit()

    def _end(self) -> None:
        self._bar.hide()
        self._cancel.hide()

    def _say(self, icon: str, role: str, words: str) -> None:
        icons.put(self._icon, icon, role)
        self._words.setText(words)


def stage_words(name: str) -> str:
    """Return what a stage of a synchronisation is called while it runs."""
    return {
        "connect": tr("Calling the bank…"),
        "login": tr("Logging in at the bank…"),
        "send": tr("Sending documents…"),
        "receive": tr("Fetching news…"),
        "directories": tr("Fetching directories…"),
        "files": tr("Moving files…"),
    }.get(name, tr("Synchronising…"))
