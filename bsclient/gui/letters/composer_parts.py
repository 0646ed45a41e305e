"""Parts of the place where a letter is written: the document discussed, ready answers, the question about a draft."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from bsclient.gui import icons
from bsclient.gui.tips import tip
from bsclient.gui.tr import tr
from bsclient.gui.widgets import dialogs, text
from bsclient.gui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from bsclient.services.desk import Desk
    from bsclient.services.letters.threads import Question

_SHORT = 64


class AboutLine(QWidget):
    """Says which document the letter is about; it can be taken away. `changed` then."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.id = ""
        self._words = text.label("", wrap=True)
        cut = QToolButton()
        cut.setAutoRaise(True)
        cut.setToolTip(tr("The letter is not about this document"))
        cut.setAccessibleName(cut.toolTip())
        icons.put(cut, "close", "muted")
        cut.clicked.connect(lambda *_on: self._cut())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(text.icon_label("link", "muted"))
        row.addWidget(self._words, 1)
        row.addWidget(cut)
        self.hide()

    def show_about(self, identity: str, words: str) -> None:
        """Show a document by what it is called; "" for none."""
        self.id = identity
        self._words.setText(tr("About the document {name}").format(name=words or identity[-12:]))
        self.setVisible(bool(identity))

    def words(self) -> str:
        """Return what is said."""
        return self._words.text() if self.id else ""

    def _cut(self) -> None:
        self.show_about("", "")
        self.changed.emit()


class ReadyAnswers(QWidget):
    """Questions whose answers may make the letter needless; a click shows the answer."""

    def __init__(self, parent: Callable[[], QWidget]) -> None:
        super().__init__()
        self._parent_of_dialogs = parent
        self._shown: tuple[Question, ...] = ()
        self._row = FlowLayout(self, gap=4)
        self.hide()

    @property
    def shown(self) -> Sequence[Question]:
        """What is offered."""
        return self._shown

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Offer questions; nothing for none."""
        if tuple(questions) == self._shown:
            return
        self._shown = tuple(questions)
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if questions:
            self._row.addWidget(text.hint(tr("Perhaps this helps:"), wrap=False))
        for question in questions:
            short = question.title if len(question.title) <= _SHORT else f"{question.title[:_SHORT]}…"
            link = text.link(short, partial(self.open_answer, question))
            link.setToolTip(tip(question.title))
            self._row.addWidget(link)
        self._row.invalidate()
        self.setVisible(bool(questions))

    def open_answer(self, question: Question) -> dialogs.Dialog:
        """Show the answer to a question."""
        dialog = dialogs.Message(self._parent_of_dialogs(), question.title, question.answer)
        dialog.add_close(tr("Close"), primary=True)
        dialog.open()
        return dialog


def ask_document(parent: QWidget, desk: Desk, taken: Callable[[str], object]) -> None:
    """Let the user choose the document that a letter is about."""
    from bsclient.gui.documents.journal_kinds import types_of
    from bsclient.gui.forms import pickers
    from bsclient.gui.sections import BY_PAGE, EVERYTHING

    pickers.any_document(parent, desk, types_of(BY_PAGE[EVERYTHING]), lambda row: taken(row.id))


def ask_draft(parent: QWidget, proceed: Callable[[], object], anew: Callable[[], object]) -> dialogs.Dialog:
    """Ask whether to go on with the letter of a conversation that was not sent, or to write another."""
    words = tr("In this conversation there is a letter that was not sent. Open it, or write another one?")
    dialog = dialogs.Message(parent, tr("Open the draft?"), words, "unknown")

    def chosen(act: Callable[[], object]) -> None:
        dialog.accept()
        act()

    dialog.add_button(tr("Open the draft"), partial(chosen, proceed), primary=True)
    dialog.add_button(tr("Write another one"), partial(chosen, anew))
    dialog.add_close()
    dialog.open()
    return dialog
