"""One letter of a conversation as a card: author, time, text, files; of ours also the state and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bsclient.domain.states import EDITABLE, FAILED, State
from bsclient.gui import format as written
from bsclient.gui import icons, problems, theme, words
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from bsclient.services.letters import LetterView
    from bsclient.storage.rows import Attachment

_INDENT: Final = 48


@dataclass(frozen=True)
class Deeds:
    """What buttons of a card do; each gets the letter, `save_file` the attachment."""

    save_file: Callable[[Attachment], object]
    proceed: Callable[[LetterView], object]
    sign: Callable[[LetterView], object]
    send: Callable[[LetterView], object]
    delete: Callable[[LetterView], object]
    history: Callable[[LetterView], object]


class LetterCard(QWidget):
    """A card, indented on the side of the other party."""

    def __init__(self, letter: LetterView, deeds: Deeds) -> None:
        super().__init__()
        self.letter = letter
        self._deeds = deeds
        frame = QFrame()
        frame.setProperty("card" if letter.incoming else "bar", True if letter.incoming else "info")
        box = QVBoxLayout(frame)
        box.setContentsMargins(14, 10, 14, 10)
        box.setSpacing(7)
        box.addLayout(self._head())
        self.body = text.label(letter.body, wrap=True, selectable=True)
        box.addWidget(self.body)
        for file in letter.attachments:
            box.addWidget(self._file(file))
        if letter.state is not None:
            self._state(box, letter.state)
        row = QHBoxLayout(self)
        row.setContentsMargins(0 if letter.incoming else _INDENT, 0, _INDENT if letter.incoming else 0, 0)
        row.addWidget(frame)
        self.setAccessibleName(f"{self._author()}, {written.instant(letter.time)}")

    def _author(self) -> str:
        return self.letter.author or (tr("Bank") if self.letter.incoming else tr("We"))

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(text.icon_label("bank" if self.letter.incoming else "user", "muted"))
        author = text.heading(self._author(), 3)
        author.setWordWrap(True)
        row.addWidget(author, 1)
        row.addWidget(text.hint(written.instant(self.letter.time), wrap=False), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _file(self, file: Attachment) -> QWidget:
        """Return the line of a file: it can be saved, never opened from here."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(text.icon_label("attach", "muted"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text.label(f"{file.name}, {written.size(file.size)}", wrap=True), 1)
        save = text.link(tr("Save as…"), lambda: self._deeds.save_file(file))
        save.setAccessibleName(tr("Save {name} as…").format(name=file.name))
        row.addWidget(save)
        return made

    def _state(self, box: QVBoxLayout, state: State) -> None:
        role = theme.STATE_COLOURS[state]
        box.addWidget(text.marked(state_words(state), icons.STATE_ICONS[state], role, wrap=False))
        if state in FAILED:
            why = problems.of_code(self.letter.code).whole if self.letter.code else ""
            said = " ".join(filter(None, (why, self.letter.note)))
            if said:
                box.addWidget(text.coloured(said, "rejected", wrap=True))
        links = FlowLayout(gap=6)
        for caption, act in self._links(state):
            links.addWidget(text.link(caption, partial(act, self.letter)))
        box.addLayout(links)

    def _links(self, state: State) -> list[tuple[str, Callable[[LetterView], object]]]:
        deeds = self._deeds
        if state in EDITABLE:
            return [(tr("Continue writing"), deeds.proceed), (tr("Delete the draft"), deeds.delete)]
        found = [(tr("History"), deeds.history)]
        if state is State.PARTLY_SIGNED:
            found.insert(0, (tr("Sign"), deeds.sign))
        if state is State.SIGNED:
            found.insert(0, (tr("Send to the bank"), deeds.send))
        return found


def state_words(state: State) -> str:
    """Return the word for a state of a letter: some mean something else than with payments."""
    own = {
        State.INVALID: tr("Draft, not complete"),
        State.NEW: tr("Draft"),
        State.EXECUTED: tr("Answered by the bank"),
    }
    return own.get(state) or words.state(state)
