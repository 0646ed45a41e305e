"""How content the user is with the bank's answer: five marks and a note, given once and changeable for a day."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLineEdit, QPushButton, QRadioButton, QVBoxLayout

from bsclient.gui import format as written
from bsclient.gui import problems
from bsclient.gui.letters import sayings
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.protocol.letters import LONGEST_NOTE

if TYPE_CHECKING:
    from bsclient.storage.letter_desk import LetterThreadRow


class Rating(QFrame):
    """`rated(mark, note)` is called by the button; `show_mark` says what is kept and whether it may be changed.

    `grown`: it asks for more than before, and wants to be in sight as a whole.
    """

    grown = Signal()

    def __init__(self, rated: Callable[[int, str], object]) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._rated = rated
        self._kept: tuple[LetterThreadRow, bool] | None = None
        self.wanted = self._editing = False
        self.heading = text.heading(tr("Did the bank's answer help?"), 3)
        self.said = text.label("", wrap=True)
        self.refused = text.coloured("", "rejected", wrap=True)
        self.marks = QButtonGroup(self)
        self.note = QLineEdit()
        self.note.setMaxLength(LONGEST_NOTE)
        self.note.setPlaceholderText(tr("What should be better? (not required)"))
        self.note.setAccessibleName(tr("Note to the mark"))
        self.send = QPushButton(tr("Send the mark"))
        self.send.clicked.connect(lambda *_on: self._send())
        self.note.returnPressed.connect(self._send)
        self.change = text.link(tr("Change the mark"), self._edit)
        self._choices = FlowLayout(gap=12)
        self._choices.addWidget(self.heading)
        for mark, words in sayings.MARKS.items():
            choice = QRadioButton(str(mark))
            choice.setToolTip(tr(words))
            choice.setAccessibleName(f"{mark} – {tr(words)}")
            self.marks.addButton(choice, mark)
            self._choices.addWidget(choice)
            choice.toggled.connect(lambda _on: self._weighed())
        self._words = text.hint("", wrap=False)
        self._choices.addWidget(self._words)
        self._build()
        self.hide()

    def show_mark(self, kept: LetterThreadRow, *, may: bool) -> None:
        """Show the mark of a conversation; `may` says that it can be given or changed."""
        if self._kept == (kept, may):
            return
        self._kept = (kept, may)
        self.said.setText(_said(kept))
        self.refused.setText(problems.of_code(kept.refused).whole if kept.refused else "")
        self.refused.setVisible(bool(kept.refused))
        self._choose(kept.mark)
        self.note.setText(kept.note)
        self._show(editing=may and not kept.mark)
        self.change.setVisible(may and bool(kept.mark))
        self.wanted = may or bool(kept.mark)
        self.setVisible(self.wanted)

    def _edit(self) -> None:
        self._show(editing=True)
        self.change.hide()
        chosen = self.marks.checkedButton()
        if chosen is not None:
            chosen.setFocus()

    def _send(self) -> None:
        if self.marks.checkedId() > 0:
            self._rated(self.marks.checkedId(), self.note.text().strip())

    def _weighed(self) -> None:
        """Say what the chosen mark means, and ask for a note once there is one."""
        mark = self.marks.checkedId()
        self._words.setText(tr(sayings.MARKS[mark]) if mark > 0 else "")
        self._choices.invalidate()
        asked = self._editing and mark > 0
        for widget in (self.note, self.send):
            widget.setVisible(asked)
        if asked:
            self.grown.emit()

    def _choose(self, mark: int) -> None:
        self.marks.setExclusive(False)
        for button in self.marks.buttons():
            button.setChecked(self.marks.id(button) == mark)
        self.marks.setExclusive(True)

    def _show(self, *, editing: bool) -> None:
        for button in self.marks.buttons():
            button.setVisible(editing)
        self._choices.invalidate()
        self.heading.setVisible(editing)
        self._words.setVisible(editing)
        self.said.setVisible(not editing)
        self._editing = editing
        self._weighed()

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 14, 10)
        box.setSpacing(7)
        box.addWidget(self.said)
        box.addWidget(self.refused)
        box.addLayout(self._choices)
        box.addWidget(self.note)
        links = FlowLayout(gap=6)
        links.addWidget(self.send)
        links.addWidget(self.change)
        box.addLayout(links)


def _said(kept: LetterThreadRow) -> str:
    if not kept.mark:
        return ""
    mark = tr("Your mark: {mark} – {words}").format(mark=kept.mark, words=tr(sayings.MARKS[kept.mark]))
    parts = [tr("{mark}: “{note}”.").format(mark=mark, note=kept.note) if kept.note else f"{mark}."]
    if kept.told is None and not kept.refused:
        parts.append(tr("The bank gets it with the next synchronisation."))
    elif kept.until is not None:
        parts.append(tr("It can be changed until {time}.").format(time=written.instant(kept.until)))
    return " ".join(parts)
