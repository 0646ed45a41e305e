"""A sign to set or not, as an editor of a form: Space sets it, its name stands beside the box."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from bsclient.domain.fields import Field
from bsclient.gui.tr import tr
from bsclient.gui.widgets.editor_keys import advances
from bsclient.gui.widgets.text import PlainLabel


class FlagEditor(QCheckBox):
    """The draft gets "1" or ""."""

    changed = Signal()
    edited = Signal()
    left = Signal()
    advance = Signal()
    choose = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__(tr(field.label))
        self.setObjectName(field.name)
        self._locked = False
        self.checkStateChanged.connect(lambda _state: self.changed.emit())
        self.clicked.connect(lambda _on=False: self.edited.emit())

    def with_words(self) -> QWidget:
        """Return the box with its name beside it; the name breaks into lines where it must, and a click on it counts."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(6)
        row.addWidget(self, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(_Words(self.text(), self), 1)
        self.setText("")
        return made

    def value(self) -> str:
        """Return the text for the draft."""
        return "1" if self.isChecked() else ""

    def set_value(self, text: str) -> None:
        """Load a text; anything but nothing is shown as set."""
        self.setChecked(bool(text.strip()))

    def put(self, text: str) -> None:
        """Set the sign or take it away."""
        self.set_value(text)

    def set_locked(self, *, locked: bool) -> None:
        """Show without letting it be changed, as legibly as before."""
        self._locked = locked
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, locked)

    def locked(self) -> bool:
        """Whether it cannot be changed."""
        return self._locked

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if advances(event):
            self.advance.emit()
        elif self._locked and event.key() == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class _Words(PlainLabel):
    """The name beside a box."""

    def __init__(self, words: str, box: FlagEditor) -> None:
        super().__init__(words)
        self.setWordWrap(True)
        self._box = box

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self._box.locked():
            self._box.setFocus(Qt.FocusReason.MouseFocusReason)
            self._box.click()
