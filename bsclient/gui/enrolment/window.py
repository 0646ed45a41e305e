"""The wizard: steps at the left, one question at a time, Back and Next; nothing is lost by a lost answer or a restart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bsclient.gui.enrolment.bank import BankStep
from bsclient.gui.enrolment.issued import IssuedStep
from bsclient.gui.enrolment.passphrase import PassphraseStep
from bsclient.gui.enrolment.person import PersonStep
from bsclient.gui.enrolment.place import PlaceStep
from bsclient.gui.enrolment.step import Draft, Step
from bsclient.gui.tr import tr
from bsclient.gui.widgets import dialogs, text
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.editor_keys import ENTER

_SIZE: Final = QSize(840, 620)
_LEAST: Final = QSize(420, 320)
_LIST_FROM: Final = 700
"""The list of steps is there in windows at least so wide."""


class EnrolmentWindow(Dialog):
    """`finished_with(Profile, User)`: the certificate is there; `left`: closed, whatever came of it."""

    finished_with = Signal(object, object)
    left = Signal()

    def __init__(self, parent: QWidget | None, draft: Draft) -> None:
        super().__init__(parent, tr("Connect a bank"), width=_LEAST.width())
        self.draft = draft
        self.bank, self.person, self.place = BankStep(draft), PersonStep(draft), PlaceStep(draft)
        self.passphrase, self.issued = PassphraseStep(draft), IssuedStep(draft)
        first = () if draft.link is not None else (self.bank,)
        self.steps: Sequence[Step] = (*first, self.person, self.place, self.passphrase, self.issued)
        self._at = 0
        self._sure = False
        self._stack = QStackedWidget()
        self._list = _StepList(self.steps)
        self._heading = text.heading("", 1)
        self._heading.setWordWrap(True)
        self._state = text.hint("")
        self.setMinimumSize(_LEAST)
        self.resize(_SIZE)
        self._build()
        for step in self.steps:
            step.changed.connect(self._show)
            step.passed.connect(self._forward)
        self.issued.given_up.connect(self._given_up)
        self.passphrase.fields.entered.connect(self.next)
        self._enter(0)

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self.steps[self._at]

    def next(self) -> None:
        """Do what the button on the right does."""
        if self.step.complete() and not self.step.working:
            self.step.go()

    def back(self) -> None:
        """Show the step before."""
        if self._back.isEnabled() and self._back.isVisible():
            self._enter(self._at - 1)

    def resume(self) -> None:
        """Show the last step: the request was sent some time ago."""
        self._enter(len(self.steps) - 1)

    def reject(self) -> None:
        """Close; what would be lost is asked about first."""
        if self.step.working:
            return
        last = self.step is self.issued
        if last or self._sure or not any(step.touched() for step in self.steps):
            super().reject()
            return
        question = dialogs.Question(
            tr("Stop connecting the bank?"),
            tr("What you have typed is forgotten. The activation code stays good."),
            tr("Stop"),
        )
        dialogs.confirm(self, question, self._leave)

    def done(self, result: int) -> None:
        self.passphrase.wipe()
        self.place.wipe()
        super().done(result)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not isinstance(self._struck, QPushButton) and not event.isAutoRepeat():
            self.next()
        elif event.key() == Qt.Key.Key_Left and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.back()
        else:
            super().keyPressEvent(event)

    # inside -------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self._heading)
        for step in self.steps:
            area = _scrolled(step)
            step.reveal.connect(lambda widget, area=area: _scroll_to(area, widget))
            self._stack.addWidget(area)
        right.addWidget(self._stack, 1)
        right.addWidget(self._state)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self._list)
        row.addLayout(right, 1)
        self.content.addLayout(row, 1)
        self._cancel = self.add_button(tr("Cancel"), self.reject, left=True)
        self._back = self.add_button(tr("Back"), self.back)
        self._next = self.add_button(tr("Continue"), self.next, primary=True)
        for button in (self._cancel, self._back, self._next):
            button.setAutoDefault(False)
            button.setDefault(False)

    def _enter(self, place: int) -> None:
        self._at = place
        self._stack.setCurrentIndex(place)
        self._show()
        self.step.enter()

    def _forward(self) -> None:
        if self._at + 1 < len(self.steps):
            self._enter(self._at + 1)
        elif self.draft.profile is not None and self.draft.user is not None:
            profile, user = self.draft.profile, self.draft.user
            self.accept()
            self.finished_with.emit(profile, user)

    def _show(self) -> None:
        step, last = self.step, self.step is self.issued
        working = bool(step.working)
        self._heading.setText(step.heading)
        self._state.setText(step.working)
        self._state.setVisible(working)
        self._list.show_place(self._at)
        self._back.setVisible(not last)
        self._back.setEnabled(self._at > 0 and not working)
        self._next.setText(step.next_words)
        self._next.setVisible(not last or step.complete())
        self._next.setEnabled(step.complete() and not working)
        self._cancel.setText(tr("Close") if last else tr("Cancel"))
        self._cancel.setEnabled(not working)
        self.setAccessibleName(f"{self.windowTitle()}: {step.heading}")

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]  # QResizeEvent; only handed on
        self._list.setVisible(self.width() >= _LIST_FROM)

    def _leave(self) -> None:
        self._sure = True
        self.reject()

    def _given_up(self) -> None:
        self.draft.identity = self.draft.pending = None
        self.draft.code = ""
        self._sure = True
        self.reject()


class _StepList(QFrame):
    """The names of the steps with signs of what is done."""

    def __init__(self, steps: Sequence[Step]) -> None:
        super().__init__()
        self._names = [step.name for step in steps]
        self._labels: list[QLabel] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(10)
        for _name in self._names:
            label = text.label("")
            self._labels.append(label)
            box.addWidget(label)
        box.addStretch(1)
        self.show_place(0)

    def show_place(self, place: int) -> None:
        """Show where one is."""
        for number, (name, label) in enumerate(zip(self._names, self._labels, strict=True)):
            sign = "✓" if number < place else str(number + 1)
            label.setText(f"{sign}   {name}")
            text.paint(label, "done" if number < place else "text" if number == place else "muted")
            font = label.font()
            font.setBold(number == place)
            label.setFont(font)
            here = tr("this step") if number == place else ""
            label.setAccessibleDescription(here)


def _scrolled(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inside = QWidget()
    box = QVBoxLayout(inside)
    box.setContentsMargins(2, 2, 10, 2)
    box.addWidget(widget)
    area.setWidget(inside)
    return area


def _scroll_to(area: QScrollArea, widget: QWidget) -> None:
    """Show a widget from its top, as much of it as there is room for."""
    inside = area.widget()
    if inside is not None and inside.height() > area.viewport().height():
        area.verticalScrollBar().setValue(widget.mapTo(inside, QPoint(0, 0)).y())
