"""What is wrong with a field, in words under it, with a button that mends it; and the count for the whole document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from bsclient.domain.fields import Field
from bsclient.domain.kinds import KindName
from bsclient.domain.problems import Problem, Severity
from bsclient.gui import format as written
from bsclient.gui import icons, keys, problems
from bsclient.gui.problems import Said
from bsclient.gui.tips import tip
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text

COLOURS: Final = {Severity.BLOCK: "rejected", Severity.WARN: "partly", Severity.INFO: "transit"}
ICONS: Final = {Severity.BLOCK: "error", Severity.WARN: "warning", Severity.INFO: "info"}
_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_AMOUNT: Final = re.compile(r"[0-9]{1,15}\.[0-9]{2}", re.ASCII)
_SHORT: Final = 14


def say(problem: Problem, field: Field | None) -> Said:
    """Put a finding into words: the field by its label, what a field of amounts holds as the user's locale writes it."""
    money = field is not None and field.kind.name is KindName.MONEY
    facts = {name: _shown(value) if money else value for name, value in problem.facts.items()}
    label = tr(field.label) if field else problem.field
    return problems.of_code(problem.code, {"field": label, "act": problem.act, **facts})


def _shown(value: str) -> str:
    if _ISO_DAY.fullmatch(value):
        return written.iso_day(value)
    if _AMOUNT.fullmatch(value):
        from bsclient.domain.money import parse_amount

        return written.amount(parse_amount(value))
    return value


def mend_caption(problem: Problem, field: Field | None) -> str:
    """Say on a button what it would put into the field; "" if only the user knows."""
    if not problem.mend:
        return ""
    if len(problem.mend) > 1:
        return tr("Correct")
    value = next(iter(problem.mend.values()))
    if not value:
        return tr("Clear")
    is_day = field is not None and field.kind.name is KindName.DAY
    value = _shown(value) if is_day or _AMOUNT.fullmatch(value) else value
    return tr("Put {value}").format(value=value) if len(value) <= _SHORT else tr("Correct")


def _nowhere(_problem: Problem) -> str:
    return ""


class ProblemLine(QWidget):
    """One finding: icon, sentences, button."""

    def __init__(
        self, problem: Problem, field: Field | None, mended: Callable[[Problem], object], where: str = ""
    ) -> None:
        super().__init__()
        said = say(problem, field).whole
        if where:
            said = where.format(words=said)
        self.problem = problem
        self.setObjectName("problem_line")
        self.setAccessibleName(said)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 1)
        row.setSpacing(6)
        colour = COLOURS[problem.severity]
        row.addWidget(text.icon_label(ICONS[problem.severity], colour), 0, Qt.AlignmentFlag.AlignTop)
        words = text.coloured(said, colour, wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        words.setMinimumWidth(1)
        row.addWidget(words, 1)
        caption = mend_caption(problem, field)
        self.button: QPushButton | None = None
        if caption:
            self.button = text.link(caption, lambda: mended(problem))
            self.button.setObjectName("mend")
            self.button.setToolTip(tip("\n".join(problem.mend.values())))
            self.button.setAccessibleDescription(said)
            row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)

    def words(self) -> str:
        """Return what is said."""
        return self.accessibleName()


class ProblemLines(QWidget):
    """The findings of some fields, one under another; nothing while all is well. Emits `mended(Problem)`.

    `where` may say more of the place of a finding: a text with `{words}`, or "".
    """

    mended = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[list[Problem], bool] = ([], True)
        self._lines: list[ProblemLine] = []
        self.where: Callable[[Problem], str] = _nowhere
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2)
        self.hide()

    def show_problems(self, found: Iterable[tuple[Problem, Field | None]], *, mendable: bool = True) -> None:
        """Show findings; lines that say the same as before stay as they are."""
        pairs = list(found)
        shown = [problem for problem, _field in pairs], mendable
        if shown == self._shown:
            return
        for line in self._lines:
            self._box.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._shown, self._lines = shown, []
        for problem, field in pairs:
            line = ProblemLine(problem, field, self.mended.emit, self.where(problem))
            if line.button is not None:
                line.button.setVisible(mendable)
            self._box.addWidget(line)
            self._lines.append(line)
        self.setVisible(bool(pairs))

    def lines(self) -> list[ProblemLine]:
        """Return the lines that are shown."""
        return list(self._lines)


class ProblemSummary(QWidget):
    """How many findings there are, the worst kind first, with a way to the next one. Emits `next_asked`."""

    next_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("problem_summary")
        self._icon = text.icon_label("ok", "done")
        self._words = text.coloured("", "done")
        self._next = text.link(
            tr("Next ({key})").format(key=keys.shown("next_problem")), self.next_asked.emit
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (self._icon, self._words, self._next):
            row.addWidget(widget)
        self.show_counts({}, 0)

    def show_counts(self, counts: Mapping[Severity, int], empty: int) -> None:
        """Show counts of findings, and of required fields that the user has not come to yet."""
        parts = [tr("%n field(s) to fill in", "", empty)] if empty else []
        if count := counts.get(Severity.BLOCK, 0):
            parts.append(tr("%n error(s)", "", count))
        if count := counts.get(Severity.WARN, 0):
            parts.append(tr("%n warning(s)", "", count))
        if count := counts.get(Severity.INFO, 0):
            parts.append(tr("%n hint(s)", "", count))
        worst = next((each for each in Severity if counts.get(each)), None)
        colour = COLOURS[worst] if worst else "muted" if empty else "done"
        icons.put(self._icon, ICONS[worst] if worst else "edit" if empty else "ok", colour)
        text.paint(self._words, colour)
        self._words.setText(", ".join(parts) or tr("No remarks"))
        self.setAccessibleName(self._words.text())
        self._next.setVisible(bool(parts))

    def words(self) -> str:
        """Return what is said."""
        return self._words.text()
