"""One field changed in many drafts at once: which field, which value, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QVBoxLayout

from bsclient.gui import format as written
from bsclient.gui import problems
from bsclient.gui.forms import pickers
from bsclient.gui.forms.document_form import editor_of
from bsclient.gui.forms.lookups import taken
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.dialogs import Dialog

if TYPE_CHECKING:
    from bsclient.domain.fields import Field
    from bsclient.gui.shell import Shell
    from bsclient.gui.widgets.editors import Editor
    from bsclient.services.desk import Desk
    from bsclient.services.documents.bulk import BulkResult


class BulkDialog(Dialog):
    """`ids` are drafts of one type or several; only fields that all of them have are offered."""

    def __init__(self, desk: Desk, shell: Shell, ids: Sequence[str]) -> None:
        caption = tr("Change %n draft(s)", "", len(ids))
        super().__init__(shell.window, caption, width=480)
        self._desk, self._shell, self._ids = desk, shell, list(ids)
        self._fields: list[Field] = []
        self.editor: Editor | None = None
        self.field = QComboBox()
        self.field.setAccessibleName(tr("Field"))
        self._slot = QVBoxLayout()
        self._value = text.label(tr("New value"))
        label = text.label(tr("Field"))
        label.setBuddy(self.field)
        self.content.addWidget(text.heading(caption, 2))
        for widget in (label, self.field, self._value):
            self.content.addWidget(widget)
        self.content.addLayout(self._slot)
        self.content.addWidget(
            text.hint(
                tr(
                    "Each draft is checked anew. What depends on the field follows: the bank of a BIC, totals."
                )
            )
        )
        self.content.addStretch(1)
        self.go = self.add_button(tr("Change all"), self._change, primary=True)
        self.go.setEnabled(False)
        self.add_close()
        self.field.currentIndexChanged.connect(self._show_field)
        shell.run_task(lambda: desk.bulk.fields(ids), self._offer, lane=Lane.NETWORK).owned_by(self)

    def _offer(self, fields: list[Field]) -> None:
        self._fields = fields
        for field in fields:
            self.field.addItem(tr(field.label), field.name)
        self.go.setEnabled(bool(fields))

    def _show_field(self, place: int) -> None:
        if self.editor is not None:
            self._slot.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
        field = self._fields[place]
        editor = editor_of(field)
        editor.setAccessibleName(tr("New value"))
        editor.choose.connect(lambda: self._choose(field, editor))
        editor.advance.connect(self.go.setFocus)
        self._value.setBuddy(editor)
        self._slot.addWidget(editor)
        self.editor = editor

    def _choose(self, field: Field, editor: Editor) -> None:
        if field.directory:
            pickers.entry(
                self,
                self._desk,
                field.directory,
                lambda entry: editor.put(taken(field, entry, {})[field.name]),
            )

    def _change(self) -> None:
        if self.editor is None:
            return
        name, value = str(self.field.currentData()), self.editor.value()
        change = self._desk.bulk.change
        self.go.setEnabled(False)
        self._shell.run_task(lambda: change(self._ids, name, value), self._changed).owned_by(self)

    def _changed(self, result: BulkResult) -> None:
        self.accept()
        said = [tr("%n draft(s) changed", "", len(result.changed))]
        if result.invalid:
            said.append(tr("%n of them with errors now", "", result.invalid))
        if result.refused:
            reason = problems.of_code(result.refused[0].code, {}).message
            count = written.number(len(result.refused))
            said.append(tr("left alone: {count} ({reason})").format(count=count, reason=reason))
        self._shell.notify("; ".join(said), "warning" if result.invalid or result.refused else "ok")
