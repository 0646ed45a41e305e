"""Figures side by side in a card: what a view comes to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from bsclient.gui.widgets import text
from bsclient.gui.widgets.flow import FlowLayout


class Figures(QFrame):
    """Named figures; lines break where the window ends. `show_figures` sets others."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._flow = FlowLayout(self, gap=26)
        self._flow.setContentsMargins(14, 8, 14, 8)
        self._parts: list[tuple[QWidget, QLabel, QLabel]] = []
        self.hide()

    def show_figures(self, figures: Sequence[tuple[str, str, str]]) -> None:
        """Show (name, value, colour of the theme) each; nothing for none."""
        while len(self._parts) < len(figures):
            self._parts.append(self._part())
        for (part, name, value), told in zip(self._parts, figures, strict=False):
            name.setText(told[0])
            value.setText(told[1])
            value.setAccessibleName(f"{told[0]}: {told[1]}")
            text.paint(value, told[2] or "text")
            part.show()
        for part, _name, _value in self._parts[len(figures) :]:
            part.hide()
        self.setVisible(bool(figures))
        self.updateGeometry()

    def shown(self) -> dict[str, str]:
        """Return what is shown: values by names."""
        return {name.text(): value.text() for part, name, value in self._parts if not part.isHidden()}

    def _part(self) -> tuple[QWidget, QLabel, QLabel]:
        part = QWidget()
        box = QVBoxLayout(part)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        name, value = text.hint("", wrap=False), text.heading("", 3)
        box.addWidget(name)
        box.addWidget(value)
        self._flow.addWidget(part)
        return part, name, value
