"""Beside the payment form: what it was filled from, and of each field how it came about.

Fields that were changed or guessed are marked in the form too (`FormMarks`) until the user edits them. The panel stays
while the payment is compared, and is closed by the user.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from bsclient.formats.found_payment import Piece, Sure
from bsclient.gui.payment_sources.source_view import SourceView
from bsclient.gui.tips import tip
from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.editors import Editor
from bsclient.gui.widgets.problem_line import ProblemLine
from bsclient.gui.widgets.scrolling import scrolled

if TYPE_CHECKING:
    from bsclient.gui.widgets.form import Form
    from bsclient.services.imports.sources import Filled

_WIDTH: Final = 330
_MARK: Final = "≈ "
_SHARES: Final = (300, 340)
_WORDS: Final = {
    Sure.STATED: N_("as it stands there"),
    Sure.CHANGED: N_("written otherwise"),
    Sure.GUESSED: N_("a guess, {share} % sure: compare it"),
}
_ICONS: Final = {
    Sure.STATED: ("ok", "done"),
    Sure.CHANGED: ("edit", "transit"),
    Sure.GUESSED: ("warning", "partly"),
}


class SourcePanel(QFrame):
    """Signals: `asked(field)` (show it in the form), `closed`."""

    asked = Signal(str)
    closed = Signal()

    def __init__(self, form: Form) -> None:
        super().__init__()
        self._form = form
        self.setProperty("card", True)
        self.setMinimumWidth(_WIDTH)
        self.view = SourceView()
        self._title = text.heading("", 2)
        self._title.setWordWrap(True)
        self._inside = QWidget()
        self._area = scrolled(self._inside, sideways=False)
        self._area.viewport().setAutoFillBackground(False)
        self._area.setAccessibleName(tr("How the fields were filled"))
        self._area.setMinimumSize(200, 80)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.view)
        self._splitter.addWidget(self._area)
        self._splitter.setSizes(list(_SHARES))
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(text.link(tr("Hide"), self._close), 0, Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 8, 10, 8)
        box.addLayout(head)
        box.addWidget(self._splitter, 1)
        self.hide()

    def show_filled(self, filled: Filled) -> None:
        """Show what a draft was filled from."""
        self._title.setText(tr("Read from: {name}").format(name=filled.name))
        self.view.show_candidate(filled.candidate)
        self._inside = QWidget()
        box = QVBoxLayout(self._inside)
        box.setContentsMargins(0, 2, 6, 4)
        box.setSpacing(4)
        for widget in self._lines(filled):
            box.addWidget(widget)
        box.addStretch(1)
        self._area.setWidget(self._inside)
        self._inside.setAutoFillBackground(False)
        self.show()

    def set_narrow(self, *, narrow: bool) -> None:
        """Under the form the source and its words stand side by side; beside it, one over the other."""
        self._splitter.setOrientation(Qt.Orientation.Horizontal if narrow else Qt.Orientation.Vertical)

    def words(self) -> list[str]:
        """Return what is said of the fields, in their order."""
        return [each.words() for each in self._inside.findChildren(Line)]

    def _lines(self, filled: Filled) -> Iterator[QWidget]:
        payment = filled.candidate.payment
        yield text.hint(tr("Nothing is signed or sent by itself. Compare each field before you save."))
        for problem in filled.problems:
            yield ProblemLine(problem, self._form.fields.get(problem.field), lambda _problem: None)
        for name in payment.missing:
            if name not in filled.pieces:
                yield self._line(name, tr("not found: fill it in"), "error", "rejected")
        doubtful = list(_WORDS)[::-1]
        for name in sorted(
            filled.pieces, key=lambda one: (doubtful.index(filled.pieces[one].sure), self._form.rank(one))
        ):
            yield self._of_piece(filled.pieces[name])
        if payment.others:
            yield text.rule()
            yield text.hint(tr("Also in the code:"))
            for key, value in payment.others.items():
                yield text.label(f"{key}: {value}", wrap=True, selectable=True)

    def _of_piece(self, piece: Piece) -> QWidget:
        icon, role = _ICONS[piece.sure]
        words = _words(piece)
        if piece.sure is not Sure.STATED and piece.source and piece.source != piece.value:
            words = tr("{words}, from “{source}”").format(words=words, source=_short(piece.source))
        return self._line(piece.field, words, icon, role)

    def _line(self, name: str, words: str, icon: str, role: str) -> QWidget:
        field = self._form.fields.get(name)
        caption = tr(field.label) if field is not None else name
        return Line(caption, words, (icon, role), lambda: self.asked.emit(name))

    def _close(self) -> None:
        self.hide()
        self.closed.emit()


class Line(QWidget):
    """A field and how its text came about; its name leads to the field."""

    def __init__(
        self, caption: str, words: str, look: tuple[str, str], clicked: Callable[[], object]
    ) -> None:
        super().__init__()
        self._words = f"{caption}: {words}"
        icon, role = look
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(text.icon_label(icon, role), 0, Qt.AlignmentFlag.AlignTop)
        body = QVBoxLayout()
        body.setSpacing(0)
        self.link = text.link(caption, clicked)
        body.addWidget(self.link)
        said = text.coloured(words, role, wrap=True)
        said.setMinimumWidth(1)
        body.addWidget(said)
        row.addLayout(body, 1)
        self.setAccessibleName(self._words)

    def words(self) -> str:
        """Return what is said."""
        return self._words


class FormMarks(QObject):
    """Marks the captions of fields whose texts were changed or guessed, until the user edits them."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self._form = form
        self._marked: dict[str, str] = {}
        form.edited.connect(self.clear)

    def show_filled(self, filled: Filled) -> None:
        """Mark the fields of a draft."""
        self.clear_all()
        for name, piece in filled.pieces.items():
            cell = self._form.cells.get(name)
            if cell is None or piece.sure is Sure.STATED:
                continue
            self._marked[name] = cell.label.text()
            cell.label.setText(f"{_MARK}{cell.label.text()}")
            text.paint(cell.label, "partly" if piece.sure is Sure.GUESSED else "transit")
            editor: Editor = cell.editor
            words = f"{editor.accessibleName()}: {_words(piece)}"
            if piece.source != piece.value:
                words = f"{words} ({_short(piece.source)})"
            cell.label.setToolTip(tip(words))

    def marked(self) -> set[str]:
        """Return the fields that are marked."""
        return set(self._marked)

    def clear(self, name: str) -> None:
        """Take the mark from a field."""
        caption = self._marked.pop(name, None)
        cell = self._form.cells.get(name)
        if caption is not None and cell is not None:
            cell.label.setText(caption)
            cell.label.setToolTip(cell.editor.toolTip())
            text.paint(cell.label, "muted")

    def clear_all(self) -> None:
        """Take all marks away."""
        for name in list(self._marked):
            self.clear(name)


def _words(piece: Piece) -> str:
    return tr(_WORDS[piece.sure]).format(share=piece.confidence)


def _short(source: str, longest: int = 80) -> str:
    plain = " ".join(source.split())
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"
