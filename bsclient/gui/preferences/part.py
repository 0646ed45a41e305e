"""How a part of the settings begins: its heading above what belongs to it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bsclient.gui.widgets import text


def column(part: QWidget, title: str) -> QVBoxLayout:
    """Return the column of a part, with the heading in it."""
    box = QVBoxLayout(part)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(6)
    box.addWidget(text.heading(title, 2))
    return box
