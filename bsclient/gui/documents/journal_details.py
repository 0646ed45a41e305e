"""The strip under the journal: the current document, why it stands where it stands, and what to do next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QPushButton, QVBoxLayout

from bsclient.domain.problems import Problem, Severity
from bsclient.domain.states import State
from bsclient.gui import format as written
from bsclient.gui import icons, problems, theme
from bsclient.gui.documents import journal_actions, next_steps, status_words
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from bsclient.services.desk import Desk
    from bsclient.services.documents.history import StepView
    from bsclient.services.documents.listing import Row
    from bsclient.services.signing.cosigners import Wanted

_PROBLEMS: Final = 3
_LINES: Final = 6
"""The strip is at least so many lines high, so that the list does not jump from row to row."""


@dataclass(frozen=True, slots=True)
class Details:
    """What the strip needs beside the row: facts of the last status, errors of a draft, missing signatures."""

    row: Row
    facts: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    wanted: tuple[Wanted, ...] = ()


def read(desk: Desk, row: Row) -> Details:
    """Read details; blocks, for a worker."""
    if row.state is State.INVALID:
        draft = desk.drafts.get(row.id)
        return Details(row, problems=tuple(desk.drafts.check(row.type, draft.raw, row.id)))
    if row.state is State.PARTLY_SIGNED:
        from bsclient.services.signing import cosigners

        return Details(row, wanted=cosigners.of(desk.place, row.id))
    if row.status_code:
        return Details(row, facts_of(desk.history.of(row.id).steps, row.status_code))
    return Details(row)


def facts_of(steps: tuple[StepView, ...], code: str) -> Mapping[str, str]:
    """Return the facts that came with the last status of a code."""
    return next((step.facts for step in reversed(steps) if step.code == code), {})


class DetailsStrip(QFrame):
    """Shows `Details`; `does` are the acts of the journal by id."""

    def __init__(self, does: Mapping[str, Callable[[], object]]) -> None:
        super().__init__()
        self._does = does
        self._said: list[str] = []
        self.setProperty("card", True)
        self._icon = text.icon_label("draft")
        self._state = text.heading("", 3)
        self._head = text.label(wrap=True, selectable=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(3)
        self._hint = text.hint("")
        self._buttons = FlowLayout(gap=8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._head, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 8)
        box.setSpacing(5)
        box.addLayout(row)
        box.addLayout(self._lines)
        box.addWidget(self._hint)
        box.addLayout(self._buttons)
        box.addStretch(1)
        self.setMinimumHeight(self.fontMetrics().height() * _LINES)
        self.hide()

    def clear(self) -> None:
        """Show nothing."""
        self.hide()

    def show_details(self, details: Details) -> None:
        """Show a document."""
        row = details.row
        icons.put(self._icon, icons.STATE_ICONS[row.state], theme.STATE_COLOURS[row.state])
        self._state.setText(status_words.state_words(row.state, row.status_code))
        self._head.setText(_caption(row))
        empty(self._lines)
        reasons = _reasons(details)
        self._said = [reason.words for reason in reasons]
        for reason in reasons:
            self._lines.addWidget(text.marked(reason.words, reason.icon, reason.role))
        self._hint.setText(next_steps.hint(row.state, row.status_code))
        self._offer(row)
        self.setAccessibleName(self.words())
        self.show()

    def words(self) -> str:
        """Return everything that is said, for screen readers and tests."""
        return "\n".join([self._state.text(), self._head.text(), *self._said, self._hint.text()])

    def buttons(self) -> list[QPushButton]:
        """Return the buttons that are offered."""
        return [button for button in self.findChildren(QPushButton) if not button.isHidden()]

    def _offer(self, row: Row) -> None:
        empty(self._buttons)
        for place, name in enumerate(next_steps.offered(row.state, row.type, row.status_code)):
            caption = tr(journal_actions.BY_ID[name].text)
            act = self._does[name]
            button = text.primary(caption, act) if place == 0 else QPushButton(caption)
            if place:
                button.clicked.connect(lambda *_on, act=act: act())
            self._buttons.addWidget(button)
        link = text.link(tr("Why? History"), self._does["history"])
        self._buttons.addWidget(link)
        self._buttons.invalidate()


@dataclass(frozen=True, slots=True)
class _Reason:
    """One line of why: words with their icon and colour."""

    words: str
    icon: str
    role: str


def empty(layout: QLayout) -> None:
    """Take all widgets out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def _caption(row: Row) -> str:
    number = tr("No. {number} of {day}").format(number=row.number or "—", day=written.day(row.day) or "—")
    parts = [number]
    if row.amount is not None:
        parts.append(written.amount(row.amount, row.currency))
    if row.counterparty:
        parts.append(row.counterparty)
    return "   ".join(parts)


def _reasons(details: Details) -> list[_Reason]:
    from bsclient.gui.widgets.problem_line import COLOURS, ICONS

    row = details.row
    serious = [each for each in details.problems if each.severity is not Severity.INFO]
    found = [
        _Reason(_problem(row, each), ICONS[each.severity], COLOURS[each.severity])
        for each in serious[:_PROBLEMS]
    ]
    left = len(serious) - _PROBLEMS
    if left > 0:
        found.append(_Reason(tr("and %n more remark(s)", "", left), "info", "muted"))
    found += _missing(details.wanted)
    colour = theme.STATE_COLOURS[row.state]
    if row.status_code:
        said = problems.of_code(row.status_code, dict(details.facts)).whole
        found.append(_Reason(said, "info" if colour != "rejected" else "error", colour))
    if row.status_note:
        shared = status_words.shared(row.status_code)
        said = status_words.note(row.status_code, row.status_note)
        found.append(_Reason(said, "user" if shared else "bank", colour))
    return found


def _missing(wanted: Sequence[Wanted]) -> list[_Reason]:
    if not wanted:
        return []
    from bsclient.gui.documents.sign_result import who

    return [
        _Reason(tr("Still wanted: {who}").format(who=who(one)), "partly_signed", "partly") for one in wanted
    ]


def _problem(row: Row, problem: Problem) -> str:
    from bsclient.domain.documents import registry
    from bsclient.gui.widgets.problem_line import say

    declared = registry[row.type].declared
    return say(problem, next((each for each in declared if each.name == problem.field), None)).whole
