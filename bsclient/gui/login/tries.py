"""What follows a wrong passphrase: a clear line, and a pause that counts down before the next try."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QPushButton

from bsclient.errors import BsError
from bsclient.gui.tr import tr
from bsclient.gui.widgets.passphrase import PassphraseField

_SECOND_MS: Final = 1000


class Countdown(QObject):
    """Shows an error of a passphrase field and keeps the button off while the pause runs."""

    def __init__(self, field: PassphraseField, button: QPushButton) -> None:
        super().__init__(field)
        self._field = field
        self._button = button
        self._caption = button.text()
        self._left = 0
        self._timer = QTimer(self, interval=_SECOND_MS)
        self._timer.timeout.connect(self._tick)

    def name(self, caption: str) -> None:
        """Call the button otherwise."""
        self._caption = caption
        self._draw()

    @property
    def caption(self) -> str:
        """What the button is called when nothing keeps it off."""
        return self._caption

    def show(self, error: BsError) -> None:
        """Say what is wrong; if the error names seconds, begin the pause."""
        from bsclient.gui import problems  # not before the window is painted

        said = problems.of_error(error)
        self._field.set_error(said.whole if error.code != "wrong_passphrase" else said.message)
        self.wait(_whole(error.facts.get("seconds", "")))

    def wait(self, seconds: int) -> None:
        """Keep the button off for so many seconds."""
        self._left = seconds
        if seconds > 0:
            self._timer.start()
        self._draw()

    def running(self) -> bool:
        """Whether a pause runs."""
        return self._left > 0

    def stop(self) -> None:
        """Forget the pause: another user was chosen."""
        self._left = 0
        self._draw()

    def _tick(self) -> None:
        self._left -= 1
        self._draw()

    def _draw(self) -> None:
        if self._left > 0:
            self._button.setEnabled(False)
            self._button.setText(tr("Try again in %n s", "", self._left))
        else:
            self._timer.stop()
            self._button.setEnabled(True)
            self._button.setText(self._caption)


def _whole(content: str) -> int:
    return int(content) if content.isascii() and content.isdecimal() else 0
