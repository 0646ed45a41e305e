"""The calendar: recurring documents, when the next one is made, and what accounts will hold.

Drafts that are due are made when the program starts and when the day changes; the page does it too, and tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout

from bsclient.domain.rights import Action
from bsclient.gui import format as written
from bsclient.gui import keys
from bsclient.gui.documents.fields_view import title
from bsclient.gui.recurring import rule_words
from bsclient.gui.recurring.document_dialog import DocumentDialog
from bsclient.gui.recurring.forecast import ForecastView
from bsclient.gui.recurring.rule_dialog import RuleDialog
from bsclient.gui.rights import asking
from bsclient.gui.shell import Page, Shell
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets.model import Column
from bsclient.gui.widgets.table import DataTable

if TYPE_CHECKING:
    from bsclient.domain.document import RawValue
    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk
    from bsclient.services.documents.drafts import Draft
    from bsclient.services.documents.recurring import Schedule

_SIZES: Final = [240, 320]


class RecurringPage(Page):
    """`table` has the schedules, `forecast` the days ahead."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell)
        self.table: DataTable[Schedule] = DataTable("recurring", _columns(), shell.memory)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.set_empty(
            tr("No document is made by a calendar yet. Choose one in its list: “Repeat by a calendar…”"),
            tr("New"),
            self.new,
        )
        self.forecast = ForecastView(desk, shell)
        self._new = keys.action(tr("New"), "new", self.new, self, "new")
        self._rule = keys.action(tr("Calendar…"), "calendar", self.edit_rule, self)
        self._document = keys.action(tr("Document…"), "edit", self.edit_document, self)
        self._pause = keys.action(tr("Pause"), "suspended", self.pause, self)
        self._skip = keys.action(tr("Skip the next one"), "arrow_right", self.ask_skip, self)
        self._delete = keys.action(tr("Delete"), "delete", self.ask_delete, self, "delete")
        self._make = keys.action(tr("Make what is due"), "refresh", self.make_due, self)
        self._build()

    @property
    def title(self) -> str:
        return tr("Calendar of documents")

    def page_actions(self) -> Sequence[QAction | None]:
        return (
            self._new, self._rule, self._document, None, self._pause, self._skip, None, self._make, self._delete,
        )  # fmt: skip

    def open(self, **_args: object) -> None:
        self.setFocusProxy(self.table)
        self.read()
        self.make_due()

    def refresh(self, changed: Changed) -> None:
        if changed.schedules or changed.everything:
            self._read_list()
        if changed.schedules or changed.documents or changed.accounts or changed.everything:
            self.forecast.read()

    # acts ---------------------------------------------------------------------------------------------------------

    def new(self) -> None:
        """Choose a type, type the document, then its calendar."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for code in _types():
            menu.addAction(title(code)).triggered.connect(lambda _on=False, code=code: self.begin(code))
        menu.popup(QCursor.pos())

    def begin(self, code: str) -> None:
        """Begin a recurring document of a type."""
        desk, shell = self.desk, self.shell

        def ask(draft: Draft) -> None:
            def then(raw: dict[str, RawValue]) -> None:
                RuleDialog.of_draft(desk, shell, _with(draft, raw)).open()

            dialog = DocumentDialog(desk, shell, code, then)
            dialog.load(draft.raw)
            dialog.open()

        shell.run_task(lambda: desk.drafts.new(code), ask, lane=Lane.NETWORK).owned_by(self)

    def edit_rule(self) -> None:
        """Change when the current document is made."""
        schedule = self.table.current_row()
        if schedule is not None:
            RuleDialog.of_schedule(self.desk, self.shell, schedule, lambda _kept: self.read()).open()

    def edit_document(self) -> None:
        """Change what the calendar makes."""
        schedule = self.table.current_row()
        if schedule is None:
            return
        change = self.desk.recurring.change

        def keep(raw: dict[str, RawValue]) -> None:
            self.shell.run_task(lambda: change(schedule, raw=raw), lambda _kept: self.read()).owned_by(self)

        dialog = DocumentDialog(self.desk, self.shell, schedule.type, keep)
        dialog.load(schedule.raw)
        dialog.open()

    def pause(self) -> None:
        """Let the current document rest, or go on."""
        schedule = self.table.current_row()
        if schedule is not None:
            pause = self.desk.recurring.pause
            self._do(lambda: pause(schedule.id, paused=not schedule.paused))

    def ask_skip(self) -> None:
        """Leave the next occurrence out after a question."""
        schedule = self.table.current_row()
        if schedule is None or schedule.next_day is None:
            return
        skip = self.desk.recurring.skip
        self.shell.ask(
            tr("Skip the document of {day}?").format(day=written.day(schedule.next_day)),
            tr("“{name}” is not made on that day; the days after stay.").format(name=schedule.name),
            lambda: self._do(lambda: skip(schedule.id)),
            accept=tr("Skip"),
        )

    def ask_delete(self) -> None:
        """Take the current document out of the calendar after a question."""
        schedule = self.table.current_row()
        if schedule is None:
            return
        delete = self.desk.recurring.delete
        self.shell.ask(
            tr("Delete “{name}” from the calendar?").format(name=schedule.name),
            tr("Documents that were made stay."),
            lambda: self._do(lambda: delete(schedule.id)),
            accept=tr("Delete"),
            dangerous=True,
        )

    def make_due(self) -> None:
        """Make the drafts whose day has come."""
        self.shell.run_task(self.desk.recurring.make_due, self._made).owned_by(self)

    # inside -------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read everything again."""
        self._read_list()
        self.forecast.read()

    def _read_list(self) -> None:
        self.shell.run_task(self.desk.recurring.list, self._show, lane=Lane.NETWORK).owned_by(self)

    def _show(self, found: list[Schedule]) -> None:
        self.table.set_rows(found, lambda schedule: schedule.id)
        self._allow()

    def _do(self, work: object) -> None:
        if callable(work):
            self.shell.run_task(work, lambda _done: self.read()).owned_by(self)

    def _made(self, made: Sequence[Draft]) -> None:
        if made:
            words = tr("%n draft(s) made by the calendar", "", len(made))
            self.shell.notify(
                words, "ok", tr("Show"), lambda: self.shell.open_page("documents", id=made[0].id)
            )
            self.read()

    def _allow(self) -> None:
        schedule = self.table.current_row()
        for action in (self._rule, self._document, self._pause, self._skip, self._delete):
            action.setEnabled(schedule is not None)
        may_not = asking.reason(self.desk, Action.TEMPLATES)
        asking.offer(self._new, may_not)
        asking.close(may_not, self._rule, self._document, self._pause, self._skip, self._delete)
        self._pause.setText(tr("Go on") if schedule is not None and schedule.paused else tr("Pause"))

    def _build(self) -> None:
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.table)
        parts.addWidget(self.forecast)
        parts.setSizes(_SIZES)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 10)
        box.addWidget(parts, 1)
        self.table.chosen.connect(self._allow)
        self.table.opened.connect(lambda _schedule: self.edit_rule())


def _types() -> list[str]:
    """Return the types that a calendar may make."""
    from bsclient.domain.documents import registry

    return sorted((kind.code for kind in registry.values() if kind.templates), key=title)


def _with(draft: Draft, raw: dict[str, RawValue]) -> Draft:
    from dataclasses import replace

    return replace(draft, raw=dict(raw))


def _columns() -> tuple[Column[Schedule], ...]:
    return (
        Column("next", tr("Next"), _next, 156, icon=_icon, colour=_colour),
        Column("name", tr("Name"), lambda one: one.name, 240),
        Column("type", tr("Type"), lambda one: title(one.type), 200),
        Column("rule", tr("When"), lambda one: rule_words.words(one.rule), 310, stretch=True),
        Column("made", tr("Made"), lambda one: written.number(one.made), 80, right=True),
    )


def _next(schedule: Schedule) -> str:
    if schedule.paused:
        return tr("Paused")
    return written.day(schedule.next_day) or tr("Ended")


def _icon(schedule: Schedule) -> str:
    return "suspended" if schedule.paused else "ok" if schedule.next_day is None else "calendar"


def _colour(schedule: Schedule) -> str:
    return "muted" if schedule.paused or schedule.next_day is None else ""
