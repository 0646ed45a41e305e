"""The list of notices: what was told, newest first; opening one shows what it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from bsclient.gui import format as written
from bsclient.gui.automation import words
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.model import Column, ListView
from bsclient.gui.widgets.table import DataTable

if TYPE_CHECKING:
    from bsclient.gui.shell import Shell
    from bsclient.services.notices.telling import NoticeRow

_SIZE: Final = (820, 460)
_SUBJECTS: Final = {"statements": "account", "documents": "id", "letters": "id"}
"""How a page calls what it is to show."""


class NoticesDialog(Dialog):
    """`counted` gets how many are unread whenever that changes."""

    def __init__(self, shell: Shell, counted: Callable[[int], None]) -> None:
        super().__init__(shell.window, tr("Notifications"), width=480)
        self._shell, self._counted = shell, counted
        self._newest = 0
        self.table: DataTable[NoticeRow] = DataTable("notices", _columns(), shell.memory)
        self.table.setAccessibleName(tr("Notifications"))
        self.table.set_empty(
            tr("Nothing was told yet. Rules say what you are told of."), tr("Rules…"), self._rules
        )
        self.advice = text.hint("")
        self.content.addWidget(text.heading(tr("Notifications"), 2))
        self.content.addWidget(self.table, 1)
        self.content.addWidget(self.advice)
        self.show_button = self.add_button(tr("Show"), self._open, left=True)
        self.all_read = self.add_button(tr("All read"), self._read_all, left=True)
        self.add_button(tr("Rules…"), self._rules, left=True)
        self.add_close(tr("Close"), primary=True)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _row: self._open())
        self.resize(*_SIZE)
        self._choose()
        self._read()

    def _read(self) -> None:
        notices = self._shell.desk.notices
        self._shell.run_task(notices.latest, self._show, lane=Lane.NETWORK).owned_by(self)

    def _show(self, rows: Sequence[NoticeRow]) -> None:
        self._newest = rows[0].seq if rows else 0
        self.table.set_view(ListView(rows))
        if rows and self.table.current_row() is None:
            self.table.select_place(0)
        unread = sum(not row.read for row in rows)
        self.all_read.setEnabled(unread > 0)
        self._counted(unread)
        self._choose()

    def _choose(self) -> None:
        row = self.table.current_row()
        self.show_button.setEnabled(row is not None and bool(row.page))
        self.advice.setText("" if row is None else words.advice(row))
        self.advice.setVisible(bool(self.advice.text()))

    def _open(self) -> None:
        row = self.table.current_row()
        if row is None or not row.page:
            return
        notices, shell = self._shell.desk.notices, self._shell
        counted = self._counted

        def work() -> int:
            notices.read(row.seq)
            return notices.unread()

        shell.run_task(work, counted)
        self.accept()
        name = _SUBJECTS.get(row.page, "")
        shell.open_page(row.page, **({name: row.subject} if name else {}))

    def _read_all(self) -> None:
        notices, newest = self._shell.desk.notices, self._newest
        self._shell.run_task(lambda: notices.read_all(newest), lambda _none: self._read()).owned_by(self)

    def _rules(self) -> None:
        from bsclient.gui.automation.rules import RulesDialog

        self.accept()
        RulesDialog(self._shell).open()


def _columns() -> tuple[Column[NoticeRow], ...]:
    return (
        Column("time", tr("Time"), lambda row: written.instant(row.at), 130),
        Column(
            "what", tr("What happened"), words.sentence, 480, stretch=True,
            icon=lambda row: words.icon(row.code)[0], colour=lambda row: "muted" if row.read else words.icon(row.code)[1],
        ),
        Column("state", tr("State"), lambda row: tr("read") if row.read else tr("not read yet"), 110),
    )  # fmt: skip
