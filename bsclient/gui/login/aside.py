"""What the log-in window says of the chosen user's key: it waits at the bank, has ended, or is missing, and what helps then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from bsclient.gui.tr import tr
from bsclient.gui.widgets import text

if TYPE_CHECKING:
    from bsclient.gui.enrolment.waiting import WaitingPanel
    from bsclient.services.keys.certificates import KeyStatus
    from bsclient.services.profiles import Profile, User

LOCKED_OUT = frozenset({"none", "waiting"})
"""States in which there is nothing that a passphrase could open."""


class KeyAside(QWidget):
    """`connect_asked`: a new activation code is at hand; `restore_asked`: a copy of the key; `changed`: profiles are to be read again."""

    connect_asked = Signal()
    restore_asked = Signal()
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.status: KeyStatus | None = None
        self._panel: WaitingPanel | None = None
        self._frame = QFrame()
        self._frame.setProperty("bar", "warning")
        self._words = text.label("", wrap=True)
        self._link = text.link(tr("Connect with a new activation code…"), self.connect_asked.emit)
        self._restore = text.link(tr("Restore the key from a copy…"), self.restore_asked.emit)
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(10, 8, 10, 8)
        for widget in (self._words, self._restore, self._link):
            inside.addWidget(widget)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self._frame)
        self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self.status = None
        self.hide()

    def opens(self) -> bool:
        """Whether a passphrase can open something."""
        return self.status is None or self.status.state.value not in LOCKED_OUT

    def words(self) -> str:
        """Return what is said of the key."""
        return "" if self.isHidden() or self._frame.isHidden() else self._words.text()

    @property
    def panel(self) -> WaitingPanel | None:
        """The request that waits, if one does."""
        return None if self._panel is None or self._panel.isHidden() else self._panel

    def show_status(self, profile: Profile, user: User, status: KeyStatus) -> None:
        """Say what there is to say."""
        self.status = status
        words = status_words(status)
        self._words.setText(words)
        self._frame.setVisible(bool(words))
        self._link.setVisible(status.state.value != "renew_soon")
        self._restore.setVisible(status.state.value == "other_key")
        waiting = status.waiting
        if waiting is not None:
            self._waiting_panel().show_waiting(profile, user, waiting)
        if self._panel is not None:
            self._panel.setVisible(waiting is not None)
        self.setVisible(bool(words) or waiting is not None)

    def _waiting_panel(self) -> WaitingPanel:
        if self._panel is None:
            from bsclient.gui.enrolment.waiting import WaitingPanel

            self._panel = WaitingPanel(groups=False)
            self._panel.issued.connect(lambda _profile: self.changed.emit())
            self._panel.given_up.connect(self.changed.emit)
            self._box.addWidget(self._panel)
        return self._panel


def status_words(status: KeyStatus) -> str:
    """Return what the log-in window says of a key; "" when all is well."""
    from bsclient.gui import format as written

    until, ended = written.instant(status.valid_until), written.instant(status.revoked_at)
    state = status.state.value
    if state == "expired":
        return tr(
            "The key is not valid since {time}. What is stored here can be read, but nothing can be signed or sent. A new key "
            "needs a new activation code and a paper act of the bank."
        ).format(time=until)
    if state == "revoked":
        return tr(
            "The key was blocked on {time}. What is stored here can be read, but nothing can be signed or sent. A new key needs "
            "a new activation code and a paper act of the bank."
        ).format(time=ended)
    if state == "other_key":
        return tr(
            "The file of the key is missing, or it is not the key of the certificate. Put the file back from a copy, or connect "
            "with a new activation code."
        )
    if state == "none":
        return tr("There is no key of this user on this computer.")
    if state == "renew_soon" and status.days_left is not None:
        return tr("The key is valid for %n more day(s): renew it after the log-in.", "", status.days_left)
    return ""
