"""A field for a passphrase: hidden, with an eye to show it, a hint about Caps Lock and a line for what went wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from bsclient.crypto.secret import Secret
from bsclient.gui import icons
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text


class PassphraseField(QWidget):
    """`entered` comes with Enter; `take()` gives the passphrase and empties the field."""

    entered = Signal()
    changed = Signal()

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self._line = _Line()
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
        self._eye.triggered.connect(lambda _on=False: self._show(shown=self._hidden()))
        self._show(shown=False)
        self._line.caps.connect(self._caps.setVisible)
        self._line.returnPressed.connect(self.entered.emit)
        self._line.textEdited.connect(self._edited)

    def take(self) -> str:
        """Return the passphrase and empty the field."""
        given = self._line.text()
        self._line.clear()
        self._show(shown=False)
        return given

    def copy(self) -> Secret:
        """Return what is typed so far, as a secret of the caller's own; the field keeps it."""
        return Secret.of(self._line.text())

    def put(self, words: str) -> None:
        """Fill the field with a proposal, and show it so that it can be written down."""
        self._line.setText(words)
        self._show(shown=True)
        self._edited()

    def filled(self) -> bool:
        """Whether anything was typed."""
        return bool(self._line.text())

    def length(self) -> int:
        """Return how many characters were typed."""
        return len(self._line.text())

    def matches(self, other: PassphraseField) -> bool:
        """Whether two fields hold the same."""
        return self._line.text() == other._line.text()

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

    def _hidden(self) -> bool:
        return self._line.echoMode() == QLineEdit.EchoMode.Password

    def _show(self, *, shown: bool) -> None:
        self._line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        icons.put(self._eye, "eye_off" if shown else "eye", "muted")
        self._eye.setToolTip(tr("Hide the passphrase") if shown else tr("Show the passphrase"))


class _Line(QLineEdit):
    """Notices Caps Lock from what keys give: a capital without Shift, or a small letter with it."""

    caps = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if typed.isalpha() and typed.upper() != typed.lower():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.emit(typed.isupper() != shifted)
        elif event.key() == Qt.Key.Key_CapsLock:
            self.caps.emit(False)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.caps.emit(False)
