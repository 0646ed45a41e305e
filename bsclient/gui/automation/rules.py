"""The rules of notifications of the user: list, editor, quiet hours, what is shown outside of the window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtCore import QTime
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QTimeEdit, QWidget

from bsclient.gui.automation import words
from bsclient.gui.automation.mail_line import MailLine
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import dialogs, text
from bsclient.gui.widgets.dialogs import Dialog, Question
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.gui.widgets.model import Column, ListView
from bsclient.gui.widgets.table import DataTable
from bsclient.services.notices.telling import Quiet, Rule

if TYPE_CHECKING:
    from bsclient.gui.shell import Shell
    from bsclient.services.statements.reading import AccountView

_SIZE: Final = (900, 520)
_CLOCK: Final = "HH:mm"


class RulesDialog(Dialog):
    """Rules change by their buttons; the quiet hours are kept when the window closes."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window, tr("Rules of notifications"), width=590)
        self._shell = shell
        self._accounts: Sequence[AccountView] = ()
        self._before: Quiet | None = None
        self._rules: list[Rule] = []
        self.mail_line = MailLine(shell)
        self.mail_line.hide()
        self.mail_line.changed.connect(self._show_rules)
        self.table: DataTable[Rule] = DataTable("notice_rules", self._columns(), shell.memory)
        self.table.setAccessibleName(tr("Rules of notifications"))
        self.table.set_empty(tr("No rules yet"), tr("New rule"), self.add)
        self.quiet = QCheckBox(tr("Quiet hours (Moscow time), from"))
        self.start, self.end = _clock(tr("Quiet hours begin")), _clock(tr("Quiet hours end"))
        self.amounts = QCheckBox(tr("Show amounts in the tray and in e-mail"))
        self._build()
        self.edit = self.add_button(tr("Edit…"), self._edit, left=True)
        self.switch = self.add_button(tr("Switch off"), self._switch, left=True)
        self.delete = self.add_button(tr("Delete…"), self._ask_delete, left=True)
        fresh = self.add_button(tr("New rule"), self.add, primary=True)
        fresh.setMinimumWidth(fresh.sizeHint().width())
        self.add_button(tr("Close"), self.close)
        self.table.chosen.connect(self._allow)
        self.table.opened.connect(lambda _rule: self._edit())
        self.resize(*_SIZE)
        self._allow()
        self._read()

    def add(self) -> None:
        """Begin a new rule."""
        self._open_editor(Rule())

    def done(self, result: int) -> None:
        """Keep the quiet hours however the window is left."""
        told = Quiet(
            start=self.start.time().toString(_CLOCK),
            end=self.end.time().toString(_CLOCK),
            on=self.quiet.isChecked(),
            amounts=self.amounts.isChecked(),
        )
        if self._before is not None and told != self._before:
            notices = self._shell.desk.notices
            self._shell.run_task(lambda: notices.keep_quiet(told), lambda _none: None)
            self._before = told
        super().done(result)

    def _build(self) -> None:
        hours = QWidget()
        row = FlowLayout(hours)
        for widget in (self.quiet, self.start, text.label(tr("to")), self.end):
            row.addWidget(widget)
        self.content.addWidget(text.heading(tr("Rules of notifications"), 2))
        self.content.addWidget(self.table, 1)
        self.content.addWidget(self.mail_line)
        self.content.addWidget(hours)
        self.content.addWidget(
            text.hint(
                tr("In quiet hours notices stand in the list only; the tray and e-mail follow afterwards.")
            )
        )
        foot = QHBoxLayout()
        foot.addWidget(self.amounts)
        foot.addStretch(1)
        self.content.addLayout(foot)

    def _read(self) -> None:
        desk = self._shell.desk

        def work() -> tuple[list[Rule], Quiet, Sequence[AccountView]]:
            return desk.notices.rules(), desk.notices.quiet(), desk.statements.accounts()

        self._shell.run_task(work, self._show, lane=Lane.NETWORK).owned_by(self)

    def _show(self, kept: tuple[list[Rule], Quiet, Sequence[AccountView]]) -> None:
        self._rules, quiet, self._accounts = kept
        if self._before is None:
            self._before = quiet
            self.quiet.setChecked(quiet.on)
            self.start.setTime(QTime.fromString(quiet.start, _CLOCK))
            self.end.setTime(QTime.fromString(quiet.end, _CLOCK))
            self.amounts.setChecked(quiet.amounts)
        self._show_rules()
        if self._rules and self.table.current_row() is None:
            self.table.select_place(0)
        self._allow()

    def _show_rules(self) -> None:
        if self._before is None:
            return  # the rules are not read yet
        by_mail = any(rule.on and rule.mail for rule in self._rules)
        self.mail_line.show_wanted(wanted=by_mail)
        self.mail_line.setVisible(by_mail and not self.mail_line.ready)
        self.table.set_view(ListView(self._rules))

    def _allow(self) -> None:
        rule = self.table.current_row()
        for button in (self.edit, self.switch, self.delete):
            button.setEnabled(rule is not None)
        self.switch.setText(tr("Switch on") if rule is not None and not rule.on else tr("Switch off"))

    def _edit(self) -> None:
        rule = self.table.current_row()
        if rule is not None:
            self._open_editor(rule)

    def _open_editor(self, rule: Rule) -> None:
        from bsclient.gui.automation.rule_editor import RuleDialog

        RuleDialog(self, self._shell, rule, self._accounts, self._read).open()

    def _switch(self) -> None:
        rule = self.table.current_row()
        if rule is not None:
            save, told = self._shell.desk.notices.save, msgspec.structs.replace(rule, on=not rule.on)
            self._shell.run_task(lambda: save(told), lambda _rule: self._read()).owned_by(self)

    def _ask_delete(self) -> None:
        rule = self.table.current_row()
        if rule is None:
            return
        question = Question(
            tr("Delete the rule “{name}”?").format(name=rule.name),
            tr("What it has told stays in the list."),
            tr("Delete"),
            dangerous=True,
        )
        dialogs.confirm(self, question, lambda: self._delete(rule))

    def _delete(self, rule: Rule) -> None:
        delete = self._shell.desk.notices.delete
        self._shell.run_task(lambda: delete(rule.id), lambda _none: self._read()).owned_by(self)

    def _columns(self) -> tuple[Column[Rule], ...]:
        return (
            Column("name", tr("Name"), lambda rule: rule.name, 165, colour=_shade),
            Column("what", tr("What is told"), words.what, 190, stretch=True, colour=_shade),
            Column("account", tr("Account"), words.account, 165, colour=_shade),
            Column("where", tr("Where"), self._roads, 250, icon=self._warning, colour=self._road_shade),
            Column("state", tr("State"), lambda rule: tr("on") if rule.on else tr("off"), 62, colour=_shade),
        )

    def _roads(self, rule: Rule) -> str:
        return words.roads(rule, mail_ready=self.mail_line.ready)

    def _warning(self, rule: Rule) -> str:
        return "warning" if rule.on and rule.mail and not self.mail_line.ready else ""

    def _road_shade(self, rule: Rule) -> str:
        return "partly" if self._warning(rule) else _shade(rule)


def _clock(name: str) -> QTimeEdit:
    editor = QTimeEdit()
    editor.setDisplayFormat(_CLOCK)
    editor.setAccessibleName(name)
    return editor


def _shade(rule: Rule) -> str:
    return "" if rule.on else "muted"
