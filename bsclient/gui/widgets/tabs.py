"""A row of tabs with counts, one of them chosen: e.g. states of documents.

The row never breaks: tabs that do not fit stand in a list behind its last button, the chosen one always stays in sight.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QToolButton, QWidget

from bsclient.gui import format as written
from bsclient.gui.tr import tr

_MARGIN: Final = 24
_GAP: Final = 2


class Tabs(QWidget):
    """`changed` says that another tab was chosen."""

    changed = Signal()

    def __init__(self, tabs: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._titles = dict(tabs)
        self._offered = set(self._titles)
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        for key, title in tabs:
            button = _button(title)
            button.setCheckable(True)
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button)
        self._more = _button("")
        self._more.setToolTip(tr("More tabs"))
        self._more.clicked.connect(lambda _on=False: self._show_more())
        self._more.hide()
        row.addWidget(self._more)
        row.addStretch(1)
        next(iter(self._buttons.values())).setChecked(True)
        self._group.buttonClicked.connect(lambda _button: self.changed.emit())

    def value(self) -> str:
        """Return the key of the chosen tab."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def choose(self, key: str) -> None:
        """Choose a tab as if it were clicked."""
        if key in self._buttons and not self._buttons[key].isChecked():
            self._buttons[key].setChecked(True)
            self._fit()
            self.changed.emit()

    def show_only(self, keys_shown: Collection[str]) -> None:
        """Hide the other tabs; the chosen one always stays."""
        self._offered = set(keys_shown)
        self._fit()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show counts behind the titles; a tab without one shows none."""
        for key, button in self._buttons.items():
            count = counts.get(key, 0)
            button.setText(f"{self._titles[key]}  {written.number(count)}" if count else self._titles[key])
            _make_room(button)
        self._fit()

    def folded(self) -> list[str]:
        """Return the keys of the tabs that stand in the list behind the last button."""
        return [key for key, button in self._buttons.items() if key in self._offered and button.isHidden()]

    # Qt -----------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Tabs fold up rather than hold a window wide."""
        return QSize(self._more.sizeHint().width(), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths().values()), super().sizeHint().height())

    # inside -------------------------------------------------------------------------------------------------------

    def _widths(self) -> dict[str, int]:
        """Return how wide the tabs are that there should be, gaps included."""
        return {
            key: max(button.sizeHint().width(), button.minimumWidth()) + _GAP
            for key, button in self._buttons.items()
            if key in self._offered or button.isChecked()
        }

    def _fit(self) -> None:
        widths, shown = self._widths(), set[str]()
        if sum(widths.values()) > self.width() + _GAP and self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            self._more.setText(f"{tr('More')} ▾")
            chosen = self.value()
            room = self.width() - self._more.sizeHint().width() - widths.pop(chosen)
            shown.add(chosen)
            for key, width in widths.items():
                room -= width
                if room < 0:
                    break
                shown.add(key)
            self._more.show()
        else:
            shown.update(widths)
            self._more.hide()
        for key, button in self._buttons.items():
            button.setVisible(key in shown)

    def _show_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key in self.folded():
            menu.addAction(self._buttons[key].text()).triggered.connect(
                lambda _on=False, key=key: self.choose(key)
            )
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))


def _button(title: str) -> QToolButton:
    made = QToolButton()
    made.setText(title)
    made.setProperty("tab", True)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    _make_room(made)
    return made


def _make_room(button: QToolButton) -> None:
    """Leave room for the heavier letters of the chosen tab."""
    font = QFont(button.font())
    font.setWeight(QFont.Weight.DemiBold)
    button.setMinimumWidth(QFontMetrics(font).horizontalAdvance(button.text()) + _MARGIN)
