"""One letter of a conversation as a card: author, time, text, files; of ours also the state and what to do next."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bsclient.domain.states import EDITABLE, FAILED, State
from bsclient.gui import format as written
from bsclient.gui import icons, problems, theme
from bsclient.gui.letters import sayings
from bsclient.gui.letters.file_line import FileLine
from bsclient.gui.letters.found_text import FoundText
from bsclient.gui.letters.sayings import state_words
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.protocol.letters import Automatic, LetterEvent

if TYPE_CHECKING:
    from bsclient.services.letters.threads import LetterView
    from bsclient.storage.rows.letters import Attachment

__all__ = ["Deeds", "LetterCard", "state_words"]

_INDENT: Final = 48
_DONE: Final = frozenset((LetterEvent.ANSWERED, LetterEvent.CLOSED))


@dataclass(frozen=True)
class Deeds:
    """What buttons of a card do; each gets the letter, `save_file` and `fetch_file` the attachment."""

    save_file: Callable[[Attachment], object]
    fetch_file: Callable[[Attachment], object]
    proceed: Callable[[LetterView], object]
    sign: Callable[[LetterView], object]
    send: Callable[[LetterView], object]
    delete: Callable[[LetterView], object]
    history: Callable[[LetterView], object]
    quote: Callable[[LetterView], object]
    print: Callable[[LetterView], object]


class LetterCard(QWidget):
    """A card, indented on the side of the other party; an acknowledgement of the bank looks like none of both."""

    def __init__(self, letter: LetterView, deeds: Deeds, here: Collection[str] = ()) -> None:
        super().__init__()
        self.letter = letter
        self._deeds = deeds
        frame = QFrame()
        frame.setProperty(*_look(letter))
        box = QVBoxLayout(frame)
        box.setContentsMargins(14, 10, 14, 10)
        box.setSpacing(7)
        box.addLayout(self._head())
        if letter.automatic:
            said = tr("Automatic reply") if letter.acknowledgement else tr("Answered without a person")
            box.addWidget(text.marked(said, "info", "transit"))
        self.body = FoundText(letter.body)
        box.addWidget(self.body)
        self.files = [
            FileLine(file, here=file.sha256 in here, save=deeds.save_file, fetch=deeds.fetch_file)
            for file in letter.attachments
        ]
        for file in self.files:
            box.addWidget(file)
        if letter.state is not None:
            self._state(box, letter.state)
        self._foot(box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0 if letter.incoming else _INDENT, 0, _INDENT if letter.incoming else 0, 0)
        row.addWidget(frame)
        self.setAccessibleName(f"{sayings.author(letter)}, {written.instant(letter.time)}")

    def mark(self, sought: Sequence[str]) -> None:
        """Mark the words of a search."""
        self.body.mark(sought)

    def show_here(self, here: Collection[str]) -> None:
        """Show which files are on this PC by now."""
        for line in self.files:
            line.show_here(here=line.file.sha256 in here)

    def _head(self) -> QHBoxLayout:
        letter = self.letter
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(text.icon_label("bank" if letter.incoming else "user", "muted"))
        author = text.heading(sayings.author(letter), 3)
        author.setWordWrap(True)
        row.addWidget(author, 1)
        when = written.instant(letter.time)
        if letter.number and not letter.incoming:
            when = f"{tr('No. {number}').format(number=letter.number)}   {when}"
        row.addWidget(text.hint(when, wrap=False), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _state(self, box: QVBoxLayout, state: State) -> None:
        steps = [step for step in self.letter.steps if step.event != LetterEvent.RELEASED]
        if not steps or state in EDITABLE or state in FAILED:
            role = theme.STATE_COLOURS[state]
            box.addWidget(text.marked(state_words(state), icons.STATE_ICONS[state], role, wrap=False))
        if state in FAILED:
            why = problems.of_code(self.letter.code).whole if self.letter.code else ""
            said = " ".join(filter(None, (why, self.letter.note)))
            if said:
                box.addWidget(text.coloured(said, "rejected", wrap=True))
        elif steps:
            strip = FlowLayout(gap=8)
            for step in steps:
                done = step.event in _DONE
                strip.addWidget(
                    text.marked(
                        sayings.step_words(step),
                        "ok" if done else "eye",
                        "done" if done else "muted",
                        wrap=False,
                    )
                )
            box.addLayout(strip)

    def _foot(self, box: QVBoxLayout) -> None:
        links = FlowLayout(gap=6)
        for caption, act in self._links():
            links.addWidget(text.link(caption, partial(act, self.letter)))
        box.addLayout(links)

    def _links(self) -> list[tuple[str, Callable[[LetterView], object]]]:
        deeds, state = self._deeds, self.letter.state
        if state in EDITABLE:
            return [(tr("Continue writing"), deeds.proceed), (tr("Delete the draft"), deeds.delete)]
        found = [(tr("Quote"), deeds.quote), (tr("Print…"), deeds.print)]
        if state is not None:
            found.append((tr("History"), deeds.history))
        if state is State.PARTLY_SIGNED:
            found.insert(0, (tr("Sign"), deeds.sign))
        if state is State.SIGNED:
            found.insert(0, (tr("Send to the bank"), deeds.send))
        return found


def _look(letter: LetterView) -> tuple[str, object]:
    """Return the property of the style sheet that paints a card."""
    if letter.automatic == Automatic.ACKNOWLEDGEMENT:
        return "automatic", True
    return ("card", True) if letter.incoming else ("bar", "info")
