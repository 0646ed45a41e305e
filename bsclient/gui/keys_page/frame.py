"""Frame of the dialogs of keys: what does not fit on a small screen is scrolled, the buttons stay in sight."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from bsclient.gui.widgets.dialogs import Dialog

_LEAST: Final = QSize(240, 120)
_MARGINS: Final = 40


class _Room(QScrollArea):
    """As high as its content asks for at a width, and less where the screen ends."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self._width = width
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self.box = QVBoxLayout(inside)
        self.box.setContentsMargins(0, 0, 4, 0)
        self.box.setSpacing(8)
        self.setWidget(inside)

    def sizeHint(self) -> QSize:
        height = self.box.totalHeightForWidth(self._width) if self.box.hasHeightForWidth() else -1
        return QSize(self._width, height if height > 0 else self.box.totalSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return _LEAST


class KeyDialog(Dialog):
    """A dialog whose `content` can be scrolled."""

    def __init__(self, parent: QWidget | None, title: str, *, width: int = 480) -> None:
        super().__init__(parent, title, width=width)
        room = _Room(width - _MARGINS)
        self.content.addWidget(room, 1)
        self.content = room.box
