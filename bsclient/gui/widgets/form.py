"""A form made from the declaration of a document type: an editor for each field, findings beside it, mends by a click.

A layout puts `cell(name)` and `band(...)` where it wants them; `forms.document_form` does it for any type. A band is a
row of fields with room under it for what is wrong with them. Signals: `changed(name)`, `edited(name)`, `left(name)`,
`choose(name)` (a directory is asked for), `mended()`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from bsclient.domain.document import Document, RawValue
from bsclient.domain.fields import Field
from bsclient.domain.problems import Problem, Severity
from bsclient.gui import theme
from bsclient.gui.tips import tip
from bsclient.gui.tr import tr
from bsclient.gui.widgets import editors, text
from bsclient.gui.widgets.editors import Editor
from bsclient.gui.widgets.flag_editor import FlagEditor
from bsclient.gui.widgets.problem_line import COLOURS, ProblemLines, ProblemSummary, say

Maker = Callable[[Field], Editor]
_SMALL: Final = 0.85
_MARK_HEIGHT: Final = 2
_SPACE: Final = 6
_LEAST: Final = "Сумма…"
_LINES: Final = 8
"""So many findings are said under one row of fields; the others are counted, and marked in the cells of a table."""


class Mark(QFrame):
    """The line under an editor in the colour of the worst finding."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_MARK_HEIGHT)
        self.setAutoFillBackground(True)
        self._role = ""
        theme.signals().changed.connect(self._paint)
        self._paint()

    def show_worst(self, severity: Severity | None) -> None:
        """Take the colour of a severity; None for nothing."""
        self._role = COLOURS[severity] if severity else ""
        self._paint()

    def _paint(self) -> None:
        palette = self.palette()
        colour = theme.colour(self._role) if self._role else Qt.GlobalColor.transparent
        palette.setColor(self.backgroundRole(), colour)
        self.setPalette(palette)


class Caption(text.PlainLabel):
    """The name of a field; one that has not enough room ends with dots, its tool tip is whole."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setFont(_small(self.font()))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        text.paint(self, "muted")

    def minimumSizeHint(self) -> QSize:
        least = min(self.fontMetrics().horizontalAdvance(each) for each in (_LEAST, self.text()))
        return QSize(least, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        metrics = self.fontMetrics()
        if metrics.horizontalAdvance(self.text()) <= self.width():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), self.alignment(), shown)


class Cell(QWidget):
    """Caption, editor and mark of one field. `beside` puts the caption to the left of the editor.

    `head` is the line of the caption and of the number of the box; a layout may add to it.
    """

    def __init__(self, field: Field, editor: Editor, caption: str, *, beside: bool = False) -> None:
        super().__init__()
        self.field, self.editor = field, editor
        self.label = self._caption(caption or tr(field.label))
        self.mark = Mark()
        self._name = tr(field.label)
        number = tr("{name}, box {number}").format(name=self._name, number=field.form)
        editor.setAccessibleName(number if field.form else self._name)
        editor.setToolTip(tip(number if field.form else self._name))
        self.label.setToolTip(editor.toolTip())
        body = QVBoxLayout()
        body.setSpacing(0)
        body.addWidget(editor.with_words() if isinstance(editor, FlagEditor) else editor)
        body.addWidget(self.mark)
        box = QHBoxLayout(self) if beside else QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(_SPACE if beside else 0)
        self.head_box = QWidget()
        self.head = QHBoxLayout(self.head_box)
        self._fill_head(field.form)
        box.addWidget(self.head_box)
        box.addLayout(body, 1)

    def show_worst(self, severity: Severity | None, words: str) -> None:
        """Mark the field; screen readers hear the words as its description."""
        self.mark.show_worst(severity)
        self.editor.setAccessibleDescription(words)

    def _caption(self, words: str) -> QLabel:
        label = Caption(words)
        label.setBuddy(self.editor)
        return label

    def add_hint(self) -> Caption:
        """Return a quiet text at the right end of the caption's line, e.g. for what a code means."""
        made = Caption("")
        self.head.addWidget(made)
        return made

    def _fill_head(self, number: str) -> None:
        self.head.setContentsMargins(0, 0, 0, 0)
        self.head.setSpacing(4)
        self.head.addWidget(self.label)
        if number:
            box = text.hint(number, wrap=False)
            font = _small(box.font())
            font.setItalic(True)
            box.setFont(font)
            self.head.addWidget(box)
        self.head.addStretch(1)


class Band(QWidget):
    """A row of the form and, under it, the findings of its fields."""

    def __init__(self, content: QLayout) -> None:
        super().__init__()
        self.lines = ProblemLines()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(1)
        box.addLayout(content)
        box.addWidget(self.lines)


class Form(QWidget):
    """The editors of one declared type and what is said about them."""

    changed = Signal(str)
    edited = Signal(str)
    left = Signal(str)
    choose = Signal(str)
    mended = Signal()

    def __init__(self, kind: type[Document], makers: Mapping[str, Maker] | None = None) -> None:
        super().__init__()
        self.kind = kind
        self.fields = {field.name: field for field in kind.declared if field.rows is None}
        self.editors: dict[str, Editor] = {}
        self.cells: dict[str, Cell] = {}
        self.summary = ProblemSummary()
        self.summary.next_asked.connect(self.next_problem)
        self.general = ProblemLines()
        self.general.mended.connect(self._mend)
        self._bands: dict[str, Band] = {}
        self._order: list[str] = []
        self._seen: set[str] = set()
        self._all_seen = False
        self._locked = False
        self._problems: list[Problem] = []
        self._loading = False
        for field in self.fields.values():
            self.editors[field.name] = self._editor(field, (makers or {}).get(field.name, editors.make))
        self.places: dict[str, QWidget] = dict(self.editors)

    # values -------------------------------------------------------------------------------------------------------

    def raw(self) -> dict[str, RawValue]:
        """Return the draft as it stands."""
        return dict(self.texts())

    def texts(self) -> dict[str, str]:
        """Return what stands in the editors."""
        return {name: editor.value() for name, editor in self.editors.items()}

    def known(self, raw: Mapping[str, object]) -> dict[str, RawValue]:
        """Return of a stored draft what this form shows, as `raw` would give it."""
        return {name: str(raw.get(name, "")) for name in self.editors}

    def value(self, name: str) -> str:
        """Return the text of one field."""
        return self.editors[name].value()

    def load(self, raw: Mapping[str, object], *, seen: bool) -> None:
        """Show a draft; `seen` shows also what is still empty, as for a draft that was saved before."""
        self._loading = True
        for name, editor in self.editors.items():
            value = raw.get(name, "")
            editor.set_value(value if isinstance(value, str) else "")
        self._loading = False
        self._seen.clear()
        self._all_seen = seen

    def put(self, values: Mapping[str, str]) -> None:
        """Fill fields as if typed; each can be undone in its field."""
        for name, value in values.items():
            if name in self.editors:
                self.editors[name].put(value)

    def set_locked(self, *, locked: bool) -> None:
        """Show without letting anything be changed."""
        self._locked = locked
        for editor in self.editors.values():
            editor.set_locked(locked=locked)
        self.summary.setVisible(not locked)

    # building -----------------------------------------------------------------------------------------------------

    def cell(self, name: str, caption: str = "", *, beside: bool = False) -> Cell:
        """Return the cell of a field, to be put into a band."""
        made = Cell(self.fields[name], self.editors[name], caption, beside=beside)
        self.cells[name] = made
        return made

    def band(self, parts: Sequence[tuple[QWidget, int]]) -> Band:
        """Return a row of widgets with their stretches; findings of the cells among them are shown under it."""
        row = QHBoxLayout()
        row.setSpacing(_SPACE)
        for widget, stretch in parts:
            row.addWidget(widget, stretch)
        return self.bind(Band(row), [widget for widget, _stretch in parts])

    def bind(self, band: Band, widgets: Iterable[QWidget]) -> Band:
        """Let a band speak for the cells among these widgets."""
        for widget in widgets:
            if isinstance(widget, Cell):
                self._bands[widget.field.name] = band
        band.lines.mended.connect(self._mend)
        return band

    def set_order(self, names: Sequence[str]) -> None:
        """Set the order of Tab and Enter."""
        self._order = list(names)
        for first, second in pairwise(names):
            QWidget.setTabOrder(self.places[first], self.places[second])

    # findings -----------------------------------------------------------------------------------------------------

    def show_problems(self, found: Sequence[Problem]) -> None:
        """Show findings beside their fields; what is merely not filled in yet is only counted until it was visited."""
        found = [problem for problem in found if not self._idle(problem)]
        self._problems = found
        shown = [problem for problem in found if not self._waits(problem)]
        counts = {each: sum(p.severity is each for p in shown) for each in Severity}
        self.summary.show_counts(counts, len(found) - len(shown))
        placed: dict[Band | None, list[Problem]] = {}
        named: dict[str, list[Problem]] = {}
        for problem in shown:
            placed.setdefault(self._bands.get(head(problem.field)), []).append(problem)
            named.setdefault(problem.field, []).append(problem)
        for band in (*set(self._bands.values()), None):
            lines = self.general if band is None else band.lines
            said = [(each, self.field_of(each)) for each in placed.get(band, ())[:_LINES]]
            lines.show_problems(said, mendable=not self._locked)
        for name, cell in self.cells.items():
            self._mark(cell, named.get(name, []))

    def field_of(self, problem: Problem) -> Field | None:
        """Return the field that a finding is about."""
        return self.fields.get(problem.field)

    def problems(self) -> list[Problem]:
        """Return the findings shown last, hidden ones included."""
        return list(self._problems)

    def see_all(self) -> None:
        """Show also what is empty, from now on: the user wants to know what is missing."""
        self._all_seen = True
        self.show_problems(self._problems)

    def next_problem(self, *, first: bool = False) -> None:
        """Go to the next field of those with the heaviest findings, or to the first of them."""
        self.see_all()
        placed = [problem for problem in self._problems if head(problem.field) in self.places]
        worst = min((problem.severity.rank for problem in placed), default=0)
        wrong = {problem.field for problem in placed if problem.severity.rank == worst}
        names = sorted(wrong, key=self.rank)
        if not names:
            return
        here = self.focused()
        place = self.rank(here) if here and not first else (-1,)
        self.focus(next((name for name in names if self.rank(name) > place), names[0]))

    def rank(self, name: str) -> tuple[int, ...]:
        """Return where a field stands in the order of the form."""
        order = [*self._order, *(each for each in self.places if each not in self._order)]
        return (order.index(head(name)),)

    def focused(self) -> str:
        """Return the field that has the focus; "" for none."""
        return next((name for name, editor in self.editors.items() if editor.hasFocus()), "")

    def focus(self, name: str) -> None:
        """Put the cursor into a field, showing it first if its part of the form is folded away."""
        self.reveal(name)
        self.places[name].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def reveal(self, name: str) -> None:
        """Unfold the part of the form that holds a field; forms with such parts do it here."""

    # inside -------------------------------------------------------------------------------------------------------

    def _editor(self, field: Field, maker: Maker) -> Editor:
        editor = maker(field)
        name = field.name
        editor.changed.connect(lambda: None if self._loading else self.changed.emit(name))
        editor.edited.connect(lambda: self.edited.emit(name))
        editor.left.connect(lambda: self.leave(name))
        editor.advance.connect(lambda: self.advance(name))
        editor.choose.connect(lambda: self.choose.emit(name))
        return editor

    def _idle(self, problem: Problem) -> bool:
        """Whether a rule misses a value that is there but cannot be read: that has been said already."""
        editor = self.editors.get(problem.field)
        return problem.code == "required" and editor is not None and bool(editor.value().strip())

    def _waits(self, problem: Problem) -> bool:
        unseen = not self._all_seen and head(problem.field) not in self._seen
        return problem.code == "required" and unseen and not self._locked

    def _mark(self, cell: Cell, found: Sequence[Problem]) -> None:
        worst = min((problem.severity for problem in found), key=lambda each: each.rank, default=None)
        cell.show_worst(worst, " ".join(say(problem, cell.field).whole for problem in found))

    def leave(self, name: str) -> None:
        """Say from now on what is missing in a field: the user was there."""
        if name not in self._seen:
            self._seen.add(name)
            self.show_problems(self._problems)
        self.left.emit(name)

    def advance(self, name: str) -> None:
        """Go on to the next field that a person fills in."""
        order = self._order or list(self.places)
        start = order.index(name) + 1 if name in order else 0
        for following in order[start:]:
            place, field = self.places[following], self.fields.get(following)
            if place.isVisible() and place.isEnabled() and not (field and field.derived):
                place.setFocus(Qt.FocusReason.TabFocusReason)
                return
        self.places[name].focusNextChild()

    def _mend(self, problem: Problem) -> None:
        self.put(problem.mend)
        self._seen.update(head(name) for name in problem.mend)
        self.mended.emit()


def head(name: str) -> str:
    """Return the field of a path: that of the rows for `rows.3.amount`."""
    return name.partition(".")[0]


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(made.pointSizeF() * _SMALL)
    return made
