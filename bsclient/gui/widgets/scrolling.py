"""Areas that scroll what is taller than the window, without a frame of their own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


def scrolled(inside: QWidget, *, sideways: bool = True) -> QScrollArea:
    """Return an area around a widget; `sideways` False: what is inside wraps and never scrolls to the side."""
    area = QScrollArea()
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
