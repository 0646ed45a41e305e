"""Templates of a type of documents: use one, give one another name, delete one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QLineEdit, QPushButton

from bsclient.domain.money import parse_amount
from bsclient.gui import format as written
from bsclient.gui.documents.fields_view import title
from bsclient.gui.shell import Shell
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import dialogs, text
from bsclient.gui.widgets.dialogs import Dialog, Question
from bsclient.gui.widgets.filters import SearchField
from bsclient.gui.widgets.model import Column
from bsclient.gui.widgets.table import DataTable
from bsclient.services.desk import Desk
from bsclient.services.documents.templates import Template

_HEIGHT: Final = 220


class TemplatesDialog(Dialog):
    """`used` gets the id of the template that was chosen; without it templates are only kept in order."""

    def __init__(self, desk: Desk, shell: Shell, kind: str, used: Callable[[str], object]) -> None:
        caption = tr("Templates: {type}").format(type=title(kind))
        super().__init__(shell.window, caption, width=620)
        self._desk = desk
        self._kind = kind
        self._shell = shell
        self._used = used
        self._all: list[Template] = []
        self.search = SearchField(tr("Name or payee"))
        self.table: DataTable[Template] = DataTable("templates", _columns(), shell.memory)
        self.table.setMinimumHeight(_HEIGHT)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.set_empty(tr("There are no templates yet. A document can be saved as one in its form."))
        self.content.addWidget(text.heading(caption, 2))
        self.content.addWidget(self.search)
        self.content.addWidget(self.table, 1)
        self._rename = self.add_button(tr("Rename…"), self._ask_name, left=True)
        self._delete = self.add_button(tr("Delete…"), self._ask_delete, left=True)
        self._use = self.add_button(tr("New document"), self._take, primary=True)
        self.add_close(tr("Close"))
        self.search.changed.connect(self._filter)
        self.table.opened.connect(lambda _template: self._take())
        self.table.chosen.connect(self._allow)
        self.resize(680, 440)
        self._read()
        self.search.setFocus()

    def shown(self) -> list[Template]:
        """Return the templates in the list."""
        wanted = self.search.value().casefold().split()
        return [one for one in self._all if all(word in _searched(one) for word in wanted)]

    def _read(self) -> None:
        task = self._shell.run_task(
            lambda: self._desk.templates.list(self._kind), self._show, lane=Lane.NETWORK
        )
        task.owned_by(self)

    def _show(self, templates: list[Template]) -> None:
        self._all = templates
        self._filter()

    def _filter(self) -> None:
        self.table.set_rows(self.shown(), lambda template: template.id)
        self._allow()

    def _allow(self) -> None:
        there = self.table.current_row() is not None
        for button in (self._rename, self._delete, self._use):
            button.setEnabled(there)

    def _take(self) -> None:
        template = self.table.current_row()
        if template is not None:
            self.accept()
            self._used(template.id)

    def _ask_name(self) -> None:
        template = self.table.current_row()
        if template is not None:
            taken = {one.name for one in self._all if one.id != template.id}
            NameDialog(self, template.name, taken, lambda name: self._do_rename(template, name)).open()

    def _do_rename(self, template: Template, name: str) -> None:
        rename = self._desk.templates.rename
        self._shell.run_task(lambda: rename(template.id, name), lambda _kept: self._read()).owned_by(self)

    def _ask_delete(self) -> None:
        template = self.table.current_row()
        if template is None:
            return
        question = Question(
            tr("Delete the template “{name}”?").format(name=template.name),
            tr("Documents made from it stay."),
            tr("Delete"),
            dangerous=True,
        )
        dialogs.confirm(self, question, lambda: self._do_delete(template))

    def _do_delete(self, template: Template) -> None:
        delete = self._desk.templates.delete
        self._shell.run_task(lambda: delete(template.id), lambda _none: self._read()).owned_by(self)


class NameDialog(Dialog):
    """Asks for a name that no other template has."""

    def __init__(self, parent: Dialog, name: str, taken: set[str], named: Callable[[str], object]) -> None:
        super().__init__(parent, tr("Name of the template"), width=400)
        self._taken = taken
        self._named = named
        self.field = QLineEdit(name)
        self.field.setAccessibleName(tr("Name of the template"))
        self.error = text.coloured("", "rejected", wrap=True)
        label = text.label(tr("Name of the template"))
        label.setBuddy(self.field)
        for widget in (label, self.field, self.error):
            self.content.addWidget(widget)
        self.keep: QPushButton = self.add_button(tr("Rename"), self._agree, primary=True)
        self.add_close()
        self.field.textChanged.connect(lambda _text: self.error.clear())
        self.field.selectAll()

    def _agree(self) -> None:
        name = " ".join(self.field.text().split())
        if not name:
            self.error.setText(tr("Give it a name"))
        elif name in self._taken:
            self.error.setText(tr("Another template has this name"))
        else:
            self.accept()
            self._named(name)


def _columns() -> tuple[Column[Template], ...]:
    return (
        Column("name", tr("Name"), lambda one: one.name, 220),
        Column("payee", tr("Payee"), lambda one: _raw(one, "payee_name"), 220),
        Column("amount", tr("Amount"), _amount, 120, right=True),
        Column("purpose", tr("Purpose of payment"), lambda one: _raw(one, "purpose"), 260),
        Column("updated", tr("Changed"), lambda one: written.instant(one.updated), 130, hidden=True),
    )


def _amount(template: Template) -> str:
    typed = _raw(template, "amount")
    try:
        return written.amount(parse_amount(typed)) if typed else ""
    except ValueError:
        return typed


def _raw(template: Template, name: str) -> str:
    value = template.raw.get(name, "")
    return value if isinstance(value, str) else ""


def _searched(template: Template) -> str:
    return f"{template.name} {_raw(template, 'payee_name')} {_raw(template, 'purpose')}".casefold()
