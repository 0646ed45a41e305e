"""The upper part of the sign window: what was refused, new payees, what must be confirmed, texts that were replaced."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bsclient.domain.documents import registry
from bsclient.domain.fields import Field
from bsclient.domain.problems import Problem
from bsclient.gui import problems
from bsclient.gui.documents import sign_columns
from bsclient.gui.documents.sign_model import (
    CHANGED_PAYEE,
    COMPARED,
    Consent,
    WarningKind,
    changes,
    payee_name,
    row_of,
)
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.problem_line import say
from bsclient.services.signing.ceremony import Item, Refusal

_SHOWN: Final = 5
_SHOWN_CHANGED: Final = 50
_REPLACED: Final = "text_normalised"


class Notices(QWidget):
    """Signals: `changed` when a confirmation was given or taken back, `payee_asked(Item)` to open a changed payee.

    `alone_asked(str)`: sign a red document that this batch leaves out, by itself.
    """

    changed = Signal()
    payee_asked = Signal(object)
    alone_asked = Signal(str)

    def __init__(self, consent: Consent) -> None:
        super().__init__()
        self._consent = consent
        self._payees: dict[str, tuple[QPushButton, QLabel]] = {}
        self.checks: dict[str, QCheckBox] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        sheet = consent.sheet
        self._alone: dict[str, tuple[QPushButton, QLabel]] = {}
        if consent.alone:
            box.addWidget(self._left_out(consent.alone))
        others = [each for each in sheet.refused if each not in consent.alone]
        if others:
            box.addWidget(self._refused(others))
        if consent.changed:
            box.addWidget(self._changed_payees(consent.changed))
        if sheet.new_payees:
            box.addWidget(self._new_payees(sheet.new_payees))
        for kind in consent.kinds:
            box.addWidget(self._kind(kind))
        replaced = [(item, each) for item in sheet.items for each in item.problems if each.code == _REPLACED]
        if replaced:
            box.addWidget(_replaced_signs(replaced))
        self.setVisible(box.count() > 0)

    def show_confirmed(self, document_id: str) -> None:
        """Show that a changed payee was confirmed."""
        button, state = self._payees[document_id]
        button.setText(tr("Look again…"))
        state.setText(tr("confirmed"))
        text.paint(state, "done")
        self.changed.emit()

    def show_signed(self, document_id: str) -> None:
        """Show that a document that was left out has been signed by itself."""
        button, state = self._alone[document_id]
        button.setEnabled(False)
        state.setText(tr("signed"))
        text.paint(state, "done")

    def _left_out(self, refused: Sequence[Refusal]) -> QFrame:
        frame, box = _frame("error")
        head = tr(
            "%n document(s) left out: the payee's details look swapped. Each of them is signed by itself, after a comparison.",
            "",
            len(refused),
        )
        box.addWidget(text.marked(head, "warning", "rejected", wrap=True))
        for each in refused[:_SHOWN_CHANGED]:
            button = QPushButton(tr("Compare and sign alone…"))
            button.clicked.connect(partial(self._ask_alone, each.id))
            name = _number_and_name(each)
            self._alone[each.id] = (button, _row(box, name, tr("not signed"), button))
        if len(refused) > _SHOWN_CHANGED:
            box.addWidget(
                _indented(tr("Sign fewer documents at once: there are more of them than fit here."))
            )
        return frame

    def _ask_alone(self, document_id: str, *_on: object) -> None:
        self.alone_asked.emit(document_id)

    def _refused(self, refused: Sequence[Refusal]) -> QFrame:
        frame, box = _frame("error")
        head = tr("%n document(s) will not be signed", "", len(refused))
        box.addWidget(text.marked(head, "error", "rejected", wrap=True))
        for each in refused[:_SHOWN]:
            box.addWidget(_indented(_refusal(each)))
        _rest(box, len(refused))
        return frame

    def _changed_payees(self, items: Sequence[Item]) -> QFrame:
        frame, box = _frame("error")
        head = tr(
            "The details of %n payee(s) are not those that were paid before."
            " Open, compare and say how you have checked them.",
            "",
            len(items),
        )
        box.addWidget(text.marked(head, "warning", "rejected", wrap=True))
        for item in items[:_SHOWN_CHANGED]:
            self._changed_payee(box, item)
        if len(items) > _SHOWN_CHANGED:
            box.addWidget(
                _indented(tr("Sign fewer documents at once: there are more changed payees than fit here."))
            )
        return frame

    def _changed_payee(self, box: QVBoxLayout, item: Item) -> None:
        button = QPushButton(tr("Open and compare…"))
        button.clicked.connect(lambda *_on: self.payee_asked.emit(item))
        name = f"{tr('No.')} {item.shown.number}, {sign_columns.amount(item)}, {payee_name(item)}"
        self._payees[item.id] = (button, _row(box, name, tr("not confirmed"), button))

    def _new_payees(self, items: Sequence[Item]) -> QFrame:
        frame, box = _frame("warning")
        names = sorted(
            {
                f"{shown.counterparty}, {shown.counterparty_account}"
                for shown in (item.shown for item in items)
            }
        )
        head = tr("%n payee(s) you have never paid before: compare their details", "", len(names))
        box.addWidget(text.marked(head, "new", "partly", wrap=True))
        for name in names[:_SHOWN]:
            box.addWidget(_indented(name))
        _rest(box, len(names))
        return frame

    def _kind(self, kind: WarningKind) -> QFrame:
        frame, box = _frame("warning")
        item, problem = kind.found[0]
        box.addWidget(text.marked(_said(item, problem), "warning", "partly", wrap=True))
        if len(kind.found) > 1:
            numbers = ", ".join(each.text("number") for each, _problem in kind.found[:20])
            more = "…" if len(kind.found) > 20 else ""  # noqa: PLR2004 -- as many numbers as a line holds
            words = tr("The same of %n document(s): No. ", "", len(kind.found))
            box.addWidget(_indented(f"{words}{numbers}{more}"))
        check = QCheckBox(tr("I know this and sign"))
        check.setAccessibleDescription(_said(item, problem))
        check.toggled.connect(partial(self._confirm_kind, kind.code))
        row = QHBoxLayout()
        row.setContentsMargins(22, 0, 0, 0)
        row.addWidget(check)
        row.addStretch(1)
        box.addLayout(row)
        self.checks[kind.code] = check
        return frame

    def _confirm_kind(self, code: str, on: bool) -> None:  # noqa: FBT001 -- what the signal carries
        self._consent.confirm_kind(code, on=on)
        self.changed.emit()


def _row(box: QVBoxLayout, name: str, stands: str, button: QPushButton) -> QLabel:
    """Add a document with how it stands and a button that does not answer Enter; returns the word on how it stands."""
    row = QHBoxLayout()
    row.setContentsMargins(22, 0, 0, 0)
    button.setAutoDefault(False)
    button.setAccessibleName(f"{button.text()} {name}")
    state = text.coloured(stands, "rejected")
    row.addWidget(text.label(name, wrap=True), 1)
    row.addWidget(state)
    row.addWidget(button)
    box.addLayout(row)
    return state


def _number_and_name(refusal: Refusal) -> str:
    """Name a red document by its number, and its payee by what the finding says."""
    names = [
        each.facts["name"] for each in refusal.problems if each.code in CHANGED_PAYEE and "name" in each.facts
    ]
    return ", ".join((f"{tr('No.')} {refusal.number}", *names[:1]))


def _replaced_signs(found: Sequence[tuple[Item, Problem]]) -> QFrame:
    """Show texts that were typed with signs banks do not take, as they are signed."""
    frame, box = _frame("info")
    head = tr(
        "Signs that banks do not take were replaced in %n text(s). This is what you sign:", "", len(found)
    )
    box.addWidget(text.marked(head, "info", "transit", wrap=True))
    for item, problem in found[:_SHOWN]:
        label = next((f.label for f in registry[item.signed.type].declared if f.name == problem.field), "")
        name = f"{tr('No.')} {item.shown.number}, {tr(label) if label else problem.field}"
        box.addWidget(_indented(f"{name}: {item.text(problem.field) or problem.facts['value']}"))
    _rest(box, len(found))
    return frame


def differences(item: Item) -> list[str]:
    """Say what has changed about the payee of a document."""
    return [_said(item, problem) for problem in changes(item)]


def refusal_words(refused: Sequence[Refusal]) -> str:
    """Say why documents were refused, one line each."""
    return "\n".join(_refusal(each) for each in refused)


def _refusal(refusal: Refusal) -> str:
    number = f"{tr('No.')} {refusal.number}: "
    if not refusal.problems:
        return number + problems.of_code(refusal.code, {"number": refusal.number, **refusal.facts}).whole
    return number + " ".join(say(problem, _field(problem)).message for problem in refusal.problems[:3])


def _field(problem: Problem) -> Field | None:
    """Find the field of a refused document, whose type is not told: a name means the same in every type."""
    declared = (field for document in registry.values() for field in document.declared)
    return next((field for field in declared if field.name == problem.field), None)


def _said(item: Item, problem: Problem) -> str:
    declared = registry[item.signed.type].declared
    row = row_of(problem)
    if row and problem.code in COMPARED:
        return f"{tr('No.')} {row}, {problem.facts.get('name', '')}: {say(problem, None).whole}"
    return say(problem, next((field for field in declared if field.name == problem.field), None)).whole


def _frame(kind: str) -> tuple[QFrame, QVBoxLayout]:
    frame = QFrame()
    frame.setProperty("bar", kind)
    box = QVBoxLayout(frame)
    box.setContentsMargins(10, 7, 10, 7)
    box.setSpacing(4)
    return frame, box


def _indented(content: str) -> QLabel:
    made = text.label(content, wrap=True, selectable=True)
    made.setContentsMargins(22, 0, 0, 0)
    return made


def _rest(box: QVBoxLayout, count: int) -> None:
    if count > _SHOWN:
        box.addWidget(_indented(tr("and %n more", "", count - _SHOWN)))
