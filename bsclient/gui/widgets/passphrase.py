"""A field for a passphrase: hidden, with an eye to show it, a hint about Caps Lock and a line for what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QToolButton, QVBoxLayout, QWidget

from bsclient.crypto.secret import Secret
from bsclient.gui import icons
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.secret_line import SecretLine

T = TypeVar("T")


def wiping(passphrase: Secret, work: Callable[[], T]) -> Callable[[], T]:
    """Return a work that wipes the passphrase when it is done, however it ends."""

    def done() -> T:
        with passphrase:
            return work()

    return done


class PassphraseField(QWidget):
    """`entered` comes with Enter; `take()` gives the passphrase and empties the field.

    The eye shows the letters for as long as it is pressed.
    """

    entered = Signal()
    changed = Signal()

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self._line = SecretLine()
        self._line.setAccessibleName(name or tr("Passphrase"))
        self._eye = self._line.addAction(
            icons.icon("eye", "muted"), QLineEdit.ActionPosition.TrailingPosition
        )
        self._caps = text.marked(tr("Caps Lock is on"), "warning", "partly", wrap=False)
        self._error = text.coloured("", "rejected", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        for widget in (self._line, self._caps, self._error):
            box.addWidget(widget)
        self.setFocusProxy(self._line)
        self._caps.hide()
        self._error.hide()
        self._wire_eye()
        self._line.caps.connect(self._caps.setVisible)
        self._line.returnPressed.connect(self.entered.emit)
        self._line.edited.connect(self._edited)

    def take(self) -> Secret:
        """Return the passphrase and empty the field; who takes it wipes it."""
        given = self._line.secret()
        self._line.wipe()
        self._show(shown=False)
        return given

    def secret(self) -> Secret:
        """Return a copy of what was typed so far; who takes it wipes it."""
        return self._line.secret()

    def put(self, passphrase: Secret | str) -> None:
        """Hold a passphrase that was made elsewhere: one that was proposed, or one of the demo."""
        self._line.put(Secret.of(passphrase))
        self._edited()

    def reveal(self, *, shown: bool) -> None:
        """Show the letters of a proposal until it is written down."""
        self._show(shown=shown)

    def filled(self) -> bool:
        """Whether anything was typed."""
        return bool(self._line.length())

    def length(self) -> int:
        """Return how many characters were typed."""
        return self._line.length()

    def matches(self, other: PassphraseField) -> bool:
        """Whether two fields hold the same."""
        from hmac import compare_digest  # loads OpenSSL, which the log-in window does without

        with self.secret() as mine, mine.reading() as one, other.secret() as theirs, theirs.reading() as two:
            return compare_digest(one, two)

    def set_error(self, words: str) -> None:
        """Say what went wrong; "" clears it. Screen readers hear it as the field's description."""
        self._error.setText(words)
        self._error.setVisible(bool(words))
        self._line.setAccessibleDescription(words)

    def error(self) -> str:
        """Return what is said."""
        return self._error.text()

    def _edited(self) -> None:
        self.set_error("")
        self.changed.emit()

    def _wire_eye(self) -> None:
        for button in self._line.findChildren(QToolButton):
            button.pressed.connect(lambda: self._show(shown=True))
            button.released.connect(lambda: self._show(shown=False))
        self._show(shown=False)

    def _show(self, *, shown: bool) -> None:
        self._line.set_shown(shown=shown)
        icons.put(self._eye, "eye_off" if shown else "eye", "muted")
        self._eye.setToolTip(tr("Show the passphrase while this is pressed"))
