"""The column of pages on the left: a button for each, Ctrl+1 … Ctrl+9, counts; icons alone where the window is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from bsclient.gui import format as written
from bsclient.gui import icons
from bsclient.gui.shell import PageSpec
from bsclient.gui.tips import tip
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text

_WIDE: Final = 208
_NARROW: Final = 52
_WITH_KEYS: Final = 9
_SMALL: Final = 0.85
_GAP: Final = 2


class Navigation(QScrollArea):
    """Emits `chosen(name)`; `light(name)` shows where the user is."""

    chosen = Signal(str)

    def __init__(self, specs: Sequence[PageSpec]) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )  # the wheel and the keys scroll it
        self._titles = {spec.name: tr(spec.title) for spec in specs}
        self._counts: dict[str, int] = {}
        self._buttons: dict[str, QToolButton] = {}
        self._narrow = False
        self._natural = 0
        self._columns: list[QVBoxLayout] = []
        self._headings: list[tuple[QLabel, QFrame]] = []
        self._group = QButtonGroup(self)
        self._panel = panel = QWidget()
        panel.setObjectName("navigation")
        panel.setAccessibleName(tr("Pages"))
        box = QVBoxLayout(panel)
        box.setContentsMargins(6, 8, 6, 8)
        box.setSpacing(_GAP)
        group = ""
        for place, spec in enumerate(specs):
            if spec.group != group:
                group = spec.group
                box.addWidget(self._heading(tr(group)))
            box.addWidget(self._button(spec, place))
        box.addStretch(1)
        self.setWidget(panel)
        self.set_narrow(narrow=False)

    def light(self, name: str) -> None:
        """Show which page is open; a page outside the menu lights none."""
        button = self._buttons.get(name)
        self._group.setExclusive(button is not None)
        for each in self._buttons.values():
            each.setChecked(each is button)
        if button is not None:
            self.ensureWidgetVisible(button, 0, 0)

    def set_count(self, name: str, count: int) -> None:
        """Show a count behind a title, e.g. unread letters; 0 shows none."""
        if name in self._buttons and self._counts.get(name, 0) != count:
            self._counts[name] = count
            self._caption(name)

    def set_narrow(self, *, narrow: bool) -> None:
        """Show icons alone, or icons with titles."""
        self._narrow = narrow
        for heading, line in self._headings:
            heading.setVisible(not narrow)
            line.setVisible(narrow)
        self._fit()
        for name in self._buttons:
            self._caption(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._natural:
            self._natural = self._panel.sizeHint().height()
        self._bring_together(close=self.viewport().height() < self._natural)

    def _bring_together(self, *, close: bool) -> None:
        """Where not all pages fit, they stand closer to one another before they scroll."""
        if bool(self._panel.property("close")) is close:
            return
        self._panel.setProperty("close", close)
        for widget in (self._panel, *self._buttons.values()):
            widget.style().polish(widget)
            # a button keeps the height it had, until it hears of another style
            QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
        box = self._panel.layout()
        if box is not None:
            box.setSpacing(0 if close else _GAP)
            box.setContentsMargins(6, 2 if close else 8, 6, 2 if close else 8)
        for column in self._columns:
            column.setContentsMargins(10, 2 if close else 7, 6, 0 if close else 1)

    def _fit(self) -> None:
        """Keep one width: a bar for the last pages of a low window would take it from the page."""
        self.setFixedWidth(_NARROW if self._narrow else _WIDE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        focused = [place for place, each in enumerate(self._buttons.values()) if each.hasFocus()]
        if step and focused:
            buttons = list(self._buttons.values())
            wanted = buttons[(focused[0] + step) % len(buttons)]
            wanted.setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(wanted, 0, 0)
        else:
            super().keyPressEvent(event)

    def _heading(self, words: str) -> QWidget:
        """Return the name of a group of pages; a line where only icons are shown."""
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(10, 7, 6, 1)
        column.setSpacing(0)
        label, line = text.hint(words, wrap=False), text.rule()
        font = QFont(label.font())
        font.setPointSizeF(font.pointSizeF() * _SMALL)
        label.setFont(font)
        column.addWidget(label)
        column.addWidget(line)
        self._headings.append((label, line))
        self._columns.append(column)
        return made

    def _button(self, spec: PageSpec, place: int) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"page_{spec.name}")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        icons.put(button, spec.icon)
        key = ""
        if place < _WITH_KEYS:
            sequence = QKeySequence(f"Ctrl+{place + 1}")
            QShortcut(sequence, self).activated.connect(button.click)
            key = f" ({sequence.toString(QKeySequence.SequenceFormat.NativeText)})"
        button.setToolTip(tip(self._titles[spec.name] + key))
        button.clicked.connect(lambda _on=False, name=spec.name: self.chosen.emit(name))
        self._group.addButton(button)
        self._buttons[spec.name] = button
        return button

    def _caption(self, name: str) -> None:
        button, count = self._buttons[name], self._counts.get(name, 0)
        title = self._titles[name]
        words = f"{title}   {written.number(count)}" if count else title
        style = Qt.ToolButtonStyle
        button.setToolButtonStyle(
            style.ToolButtonIconOnly if self._narrow else style.ToolButtonTextBesideIcon
        )
        button.setText(f"  {words}")
        button.setAccessibleName(words)
