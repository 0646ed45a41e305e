"""Ctrl+Z across the fields of a form: what was changed last is taken back, with all that followed from it by itself.

While a field is being typed into, Ctrl+Z is its own. Once it was left, its change is a step of the form: the bank that
came with the BIC and the wording that came with the tax go back together with it. Ctrl+Y and Ctrl+Shift+Z do it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bsclient.gui.widgets.form import Form

_MOST_STEPS: Final = 100
_KEYS: Final = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
_PASSES: Final = 2
"""A field that was put back may fill others anew; the second pass puts those back, too."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one change did: the field where it began, and the texts of all fields it touched, before and after."""

    field: str
    before: Mapping[str, str]
    after: Mapping[str, str]


class FormUndo(QObject):
    """The steps of one form; `gone_back` after each that was undone or redone."""

    gone_back = Signal()

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self._form = form
        self._kept: dict[str, str] = form.texts()
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._field = ""
        self._busy = False
        form.edited.connect(self._begin)
        form.left.connect(self._end)
        for editor in form.editors.values():
            editor.installEventFilter(self)

    def reset(self) -> None:
        """Forget all steps: another draft was loaded."""
        self._kept = self._form.texts()
        self._done.clear()
        self._undone.clear()
        self._field = ""

    def undo(self) -> bool:
        """Take the last change back; whether there was one."""
        self._end(self._form.focused())
        return self._go(self._done, self._undone, back=True)

    def redo(self) -> bool:
        """Do again what was taken back last; whether there was anything."""
        self._end(self._form.focused())
        return self._go(self._undone, self._done, back=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _KEYS or not isinstance(event, QKeyEvent):
            return False
        undo, redo = (
            event.matches(key) for key in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
        )
        name = next((name for name, editor in self._form.editors.items() if editor is watched), "")
        if not (undo or redo) or self._own(name):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return self.undo() if undo else self.redo()

    def _own(self, name: str) -> bool:
        """Whether a field is being changed, so that the keys are its own."""
        return not name or self._form.editors[name].value() != self._kept.get(name)

    def _begin(self, name: str) -> None:
        if not self._busy:
            self._field = self._field or name

    def _end(self, name: str) -> None:
        """Close the step: one left the field where it began."""
        if self._busy:
            return
        now = self._form.texts()
        touched = [one for one, text in now.items() if text != self._kept.get(one, "")]
        if touched:
            field = self._field or (name if name in touched else touched[0])
            before = {one: self._kept.get(one, "") for one in touched}
            self._done = [*self._done, Step(field, before, {one: now[one] for one in touched})][-_MOST_STEPS:]
            self._undone.clear()
        self._kept, self._field = now, ""

    def _go(self, source: list[Step], target: list[Step], *, back: bool) -> bool:
        if not source:
            return False
        step = source.pop()
        self._busy = True
        for _time in range(_PASSES):
            self._form.put(step.before if back else step.after)
        self._form.reveal(step.field)
        self._form.editors[step.field].setFocus(Qt.FocusReason.OtherFocusReason)
        self._busy = False
        target.append(step)
        self._kept = self._form.texts()
        self.gone_back.emit()
        return True
