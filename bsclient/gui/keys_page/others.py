"""All users of the organisation and the calendar of their keys, as rows of plain words with signs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from bsclient.gui import format as written
from bsclient.gui.keys_page import words
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text

if TYPE_CHECKING:
    from bsclient.services.keys.certificates import KeyDay, KeyStatus


class _Rows(QFrame):
    """A card with a grid that is filled anew; the first column is a sign."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(14, 10, 14, 11)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(7)
        self._lines: list[str] = []

    def lines(self) -> list[str]:
        """Return the rows as texts, for tests and screen readers."""
        return list(self._lines)

    def clear(self) -> None:
        """Take all rows away."""
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._lines = []

    def add(self, cells: Sequence[QWidget]) -> None:
        """Add a row; the second column takes the room that is left."""
        row = len(self._lines)
        for column, cell in enumerate(cells):
            self._grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignVCenter)
        self._grid.setColumnStretch(1, 1)
        said = [cell.text() for cell in cells if isinstance(cell, QLabel) and cell.text()]
        self._lines.append(", ".join(said))


class AllKeys(_Rows):
    """The key of each user: state, until when it holds."""

    def __init__(self) -> None:
        super().__init__(tr("Keys of all users"))

    def show_keys(self, found: Sequence[KeyStatus], positions: dict[str, str]) -> None:
        """Show the keys; `positions` by the id of the user."""
        self.clear()
        for status in found:
            state, icon, role = words.state(status.state.value)
            position = positions.get(status.user_id, "")
            name = f"{status.name}, {position}" if position else status.name
            until = written.day(status.valid_until.date()) if status.valid_until else ""
            self.add(
                (
                    text.icon_label(icon, role, 18),
                    text.label(name, wrap=True),
                    text.coloured(state, role),
                    text.hint(tr("until {day}").format(day=until) if until else "", wrap=False),
                )
            )


class KeyCalendar(_Rows):
    """What happens to keys, day by day."""

    def __init__(self) -> None:
        super().__init__(tr("Calendar of keys"))

    def show_days(self, found: Sequence[KeyDay]) -> None:
        """Show the days; none says so."""
        self.clear()
        for one in found:
            said, icon, role = words.day(one)
            self.add(
                (
                    text.icon_label(icon, role, 18),
                    text.label(said, wrap=True),
                    text.label(written.day(one.day)),
                    text.hint(words.distance(one.days), wrap=False),
                )
            )
        if not found:
            self.add((text.icon_label("ok", "done", 18), text.hint(tr("Nothing is to be done"))))
