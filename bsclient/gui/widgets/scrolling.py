"""Areas that scroll what is taller than the window, without a frame of their own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class _Area(QScrollArea):
    """Takes the keyboard only where nothing inside does: else Tab would stop at it, and nobody could see where."""

    def showEvent(self, event: QShowEvent) -> None:
        inside: QWidget | None = self.widget()
        held = [] if inside is None else inside.findChildren(QWidget)
        stops = any(each.focusPolicy() & Qt.FocusPolicy.TabFocus for each in held)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if stops else Qt.FocusPolicy.StrongFocus)
        super().showEvent(event)


def scrolled(inside: QWidget, *, sideways: bool = True) -> QScrollArea:
    """Return an area around a widget; `sideways` False: what is inside wraps and never scrolls to the side."""
    area = _Area()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    if not sideways:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area


def fill(outside: QWidget, inside: QWidget, *, sideways: bool = True) -> None:
    """Make a whole page of one area that scrolls."""
    box = QVBoxLayout(outside)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(scrolled(inside, sideways=sideways))
