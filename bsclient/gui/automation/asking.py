"""What the dialogs of rules, exports and e-mail have in common: a form that scrolls, and one place that says what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from bsclient.errors import BsError
from bsclient.gui import problems
from bsclient.gui.widgets import text
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.scrolling import scrolled

_CHOICE_SIGNS: Final = 16
Row = tuple[str, QWidget, QWidget]
"""A title, the editor that it names, and what is shown: the editor itself or a line with it."""


class Asking(Dialog):
    """Asks for values; `saved` is called after they are kept and the dialog is closed. `size` in pixels."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        size: tuple[int, int],
        saved: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent, title, width=420)
        self._saved = saved
        self._acts: list[QPushButton] = []
        self.culprits: dict[str, QWidget] = {}
        self.error = text.coloured("", "rejected", wrap=True)
        self.error.hide()
        held = QWidget()
        self.form = QFormLayout(held)
        self.form.setContentsMargins(0, 0, 8, 0)
        self.form.setHorizontalSpacing(20)
        self.form.setVerticalSpacing(10)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.content.addWidget(text.heading(title, 2))
        self.content.addWidget(scrolled(held), 1)
        self.content.addWidget(self.error)
        self.resize(*size)

    def ask(self, rows: Iterable[Row]) -> None:
        """Add rows to the form; one types into the first at once."""
        for title, editor, shown in rows:
            editor.setAccessibleName(title)
            if isinstance(editor, QComboBox):  # a long choice is elided, the form is not made wider by it
                editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                editor.setMinimumContentsLength(_CHOICE_SIGNS)
            label = text.label(title)
            label.setBuddy(editor)
            self.form.addRow(label, shown)
            if self.form.rowCount() == 1:
                editor.setFocus()

    def add_act(self, caption: str, clicked: Callable[[], object], *, primary: bool = False) -> QPushButton:
        """Add a button that is asleep while what it began goes on."""
        made = self.add_button(caption, clicked, primary=primary, left=not primary)
        self._acts.append(made)
        return made

    def allow(self, *, allowed: bool) -> None:
        """Wake the buttons that act, or put them to sleep."""
        for button in self._acts:
            button.setEnabled(allowed)

    def kept(self) -> None:
        """Close: all is kept."""
        saved = self._saved
        self.accept()
        if saved is not None:
            saved()

    def refused(self, error: BsError) -> None:
        """Say why nothing was kept, and let the user try again in the field that is wrong (`culprits` by code)."""
        self.allow(allowed=True)
        self.say(problems.of_error(error).whole)
        culprit = self.culprits.get(error.code)
        if culprit is not None:
            culprit.setFocus()

    def say(self, words: str) -> None:
        """Say what is wrong."""
        self.error.setText(words)
        self.error.show()


def line(*widgets: QWidget) -> QWidget:
    """Return widgets beside each other; the first one takes the room."""
    held = QWidget()
    held.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    row = QHBoxLayout(held)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for place, widget in enumerate(widgets):
        row.addWidget(widget, int(place == 0))
    return held
