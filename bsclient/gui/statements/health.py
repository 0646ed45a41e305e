"""The check: whether statements add up, day by day and account by account, said in plain words, with what mends it."""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSplitter, QVBoxLayout, QWidget

from bsclient.domain.problems import Severity
from bsclient.gui import format as written
from bsclient.gui import problems
from bsclient.gui.statements import ground
from bsclient.gui.statements.ground import Choice, Ground, Reach
from bsclient.gui.statements.tabular import TableColumn, Tabular, TabularView, heading
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.gui.widgets.model import Column, ListView
from bsclient.gui.widgets.table import DataTable

if TYPE_CHECKING:
    from bsclient.errors import BsError
    from bsclient.services.statements.health import Asked, Finding

_TABLE_HEIGHT: Final = 130
_TAIL: Final = 4
_CALM_WIDTH: Final = 560
_ICONS: Final = {
    Severity.BLOCK: ("error", "rejected"),
    Severity.WARN: ("warning", "partly"),
    Severity.INFO: ("info", "transit"),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """An account in the list at the left: how many findings it has; `account` "" for all."""

    account: str
    count: int
    worst: Severity | None


class HealthView(TabularView):
    """See the module. Enter opens the day of a finding, or its operation."""

    key: ClassVar[str] = ground.HEALTH
    reach: ClassVar[Reach] = Reach.ANY

    def __init__(self, base: Ground) -> None:
        super().__init__(base)
        self._shown: tuple[Choice, Sequence[Finding]] | None = None
        self._stop, self._asking = threading.Event(), threading.Event()
        memory = base.shell.memory
        self.verdicts: DataTable[Verdict] = DataTable("health_accounts", self._verdict_columns(), memory)
        self.verdicts.setAccessibleName(tr("Accounts"))
        self.table: DataTable[Finding] = DataTable("health_findings", self._columns(), memory)
        self.table.setAccessibleName(tr("Findings"))
        self.table.set_empty(tr("Nothing is wrong with this account"))
        self.said = text.label("", wrap=True, selectable=True)
        self.mend = text.hint("")
        self.ask_button = text.primary(tr("Ask the bank again"), self._ask)
        self.ask_button.setToolTip(tr("Read these days from the bank once more and compare"))
        self.day_button = QPushButton(tr("Open the day"))
        self.entry_button = QPushButton(tr("Show the operation"))
        self.stop_button = text.link(tr("Stop"), self._halt)
        self.stop_button.hide()
        self.progress = text.hint("", wrap=False)
        self.calm = _Calm()
        self.head = text.heading("", 3)
        self.head.setWordWrap(True)
        self._parts = QSplitter(Qt.Orientation.Horizontal)
        self._card = QFrame()
        self._build()
        self._wire()

    @property
    def findings(self) -> Sequence[Finding]:
        """What was found."""
        return self._shown[1] if self._shown else ()

    def read(self) -> None:
        choice, health = self.ground.choice(), self.ground.desk.health
        self._stop.set()
        self._stop = stop = threading.Event()
        accounts = () if choice.joint else choice.accounts
        self.progress.setText(tr("Checking…"))
        self.table.set_loading()
        self.fetch(
            lambda: health.check(accounts, choice.start, choice.end, stop),
            lambda found: self._show(choice, found),
        )

    def tabular(self) -> Tabular[Any] | None:
        if self._shown is None or not self._shown[1]:
            return None
        choice, found = self._shown
        period = f"{written.day(choice.start)} – {written.day(choice.end)}"
        return Tabular(
            name=f"check_{choice.start:%Y-%m-%d}_{choice.end:%Y-%m-%d}",
            title=tr("Check of statements, {period}").format(period=period),
            above=heading(self.ground.shell),
            columns=(
                TableColumn(tr("Account"), lambda row: row.account, "text", 38),
                TableColumn(tr("Date"), lambda row: row.day, "day", 18),
                TableColumn(tr("What was found"), lambda row: _said(row).whole, "text", 130),
            ),
            rows=found,
        )

    def blank(self) -> None:
        self._shown = None
        self.progress.setText("")
        self.calm.hide()
        self.head.hide()
        self.verdicts.set_view(ListView())
        self.table.set_view(ListView())

    # inside -------------------------------------------------------------------------------------------------------

    def _show(self, choice: Choice, found: Sequence[Finding]) -> None:
        self._shown = (choice, found)
        self.progress.setText("")
        accounts = choice.accounts
        self.calm.show_calm(len(accounts), choice)
        self.calm.setVisible(not found)
        self._parts.setVisible(bool(found))
        self._card.setVisible(bool(found))
        self._judge(found)
        self.verdicts.set_view(ListView(_verdicts(accounts, found)))
        self.verdicts.setVisible(len(accounts) > 1)
        if self.verdicts.current_row() is None:
            self.verdicts.select_place(0)
        self._narrow()
        self.changed.emit()

    def _judge(self, found: Sequence[Finding]) -> None:
        """Say in one line how it stands."""
        counts = Counter(row.severity for row in found)
        wrong = counts[Severity.BLOCK] + counts[Severity.WARN]
        remarks = tr("%n remark(s) for your information", "", counts[Severity.INFO])
        if wrong:
            words = tr("%n finding(s) need looking at", "", wrong)
            self.head.setText(f"{words}; {remarks}" if counts[Severity.INFO] else words)
        else:
            self.head.setText(f"{tr('Everything agrees')}; {remarks}")
        text.paint(self.head, "rejected" if wrong else "done")
        self.head.setVisible(bool(found))

    def _narrow(self) -> None:
        """Show the findings of the account that is chosen at the left."""
        verdict = self.verdicts.current_row()
        account = verdict.account if verdict is not None else ""
        rows = [row for row in self.findings if account in {"", row.account}]
        rows.sort(key=lambda row: row.severity.rank)
        self.table.set_view(ListView(rows))
        if rows and self.table.current_row() is None:
            self.table.select_place(0)
        self._say()

    def _say(self) -> None:
        found = self.table.current_row()
        said = _said(found) if found is not None else None
        self.said.setText(said.message if said else "")
        self.mend.setText(said.mend if said else "")
        self.mend.setVisible(bool(said and said.mend))
        self.ask_button.setEnabled(found is not None and self._of_bank(found.account))
        self.day_button.setEnabled(found is not None and found.day is not None)
        self.entry_button.setVisible(found is not None and bool(found.entries) and found.day is not None)

    def _open(self, found: Finding) -> None:
        if found.day is not None:
            entry = found.entries[0] if found.entries else ""
            self.ground.go(
                ground.OPERATIONS, account=found.account, start=found.day, end=found.day, entry=entry
            )

    def _open_day(self) -> None:
        found = self.table.current_row()
        if found is not None and found.day is not None:
            self.ground.go(ground.OPERATIONS, account=found.account, start=found.day, end=found.day)

    def _open_entry(self) -> None:
        found = self.table.current_row()
        if found is not None:
            self._open(found)

    def _ask(self) -> None:
        """Read the days of the account's findings from the bank again."""
        found = self.table.current_row()
        if found is None or self._shown is None:
            return
        choice, account = self._shown[0], found.account
        days = [row.day for row in self.findings if row.account == account and row.day is not None]
        start, end = (min(days), max(days)) if days else (choice.start, choice.end)
        health = self.ground.desk.health
        self._asking = stop = threading.Event()
        self.ask_button.setEnabled(False)
        self.stop_button.show()
        self.progress.setText(tr("Asking the bank…"))
        task = self.ground.shell.run_task(
            lambda: health.ask_again(account, start, end, stop),
            lambda asked: self._asked_again(asked, (account, start, end)),
            self._refused,
            Lane.NETWORK,
        )
        task.owned_by(self)

    def _asked_again(self, asked: Asked, what: tuple[str, dt.date, dt.date]) -> None:
        words = tr("{account}, {start} – {end}: {new} new, {differing} told otherwise, {same} the same")
        self.stop_button.hide()
        good = bool(asked.new or asked.differing)
        self.ground.shell.notify(
            words.format(
                account=written.account(what[0]),
                start=written.day(what[1]),
                end=written.day(what[2]),
                new=written.number(asked.new),
                differing=written.number(asked.differing),
                same=written.number(asked.same),
            ),
            "ok" if good else "info",
        )
        self.read()

    def _refused(self, error: BsError) -> None:
        self.progress.setText("")
        self.stop_button.hide()
        self._say()
        self.ground.shell.show_error(error)

    def _halt(self) -> None:
        self._asking.set()

    def _of_bank(self, number: str) -> bool:
        known = self.ground.account(number)
        return known is not None and known.source == "bank"

    def _name(self, number: str) -> str:
        known = self.ground.account(number)
        if known is not None and known.name:  # what tells accounts apart is not what is cut off
            return f"…{number[-_TAIL:]} {known.name}"
        return written.account(number)

    def _verdict_columns(self) -> tuple[Column[Verdict], ...]:
        return (
            Column(
                "account",
                tr("Account"),
                self._titled,
                190,
                icon=_verdict_icon,
                colour=_verdict_colour,
                stretch=True,
            ),
            Column(
                "count",
                tr("Findings"),
                lambda row: written.number(row.count) if row.count else "",
                92,
                right=True,
            ),
        )

    def _titled(self, row: Verdict) -> str:
        return self._name(row.account) if row.account else tr("All accounts")

    def _columns(self) -> tuple[Column[Finding], ...]:
        return (
            Column("day", tr("Date"), lambda row: written.day(row.day), 108, icon=_icon, colour=_colour),
            Column("account", tr("Account"), lambda row: self._name(row.account), 150),
            Column("what", tr("What was found"), _short, 380, stretch=True),
        )

    def _build(self) -> None:
        for table in (self.table, self.verdicts):
            table.setMinimumHeight(_TABLE_HEIGHT)
        self._parts.setChildrenCollapsible(False)
        self._parts.addWidget(self.verdicts)
        self._parts.addWidget(self.table)
        self._parts.setSizes([300, 700])
        self._parts.setStretchFactor(1, 1)
        self._card.setProperty("card", True)
        acts = FlowLayout(gap=8)
        for widget in (self.ask_button, self.day_button, self.entry_button, self.progress, self.stop_button):
            acts.addWidget(widget)
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(14, 10, 14, 10)
        inside.setSpacing(6)
        inside.addWidget(self.said)
        inside.addWidget(self.mend)
        inside.addLayout(acts)
        self.calm.hide()
        self._card.hide()
        self.head.hide()
        self.box.addWidget(self.head)
        self.box.addWidget(self._parts, 1)
        self.box.addWidget(self._card)
        self.box.addWidget(self.calm, 1)
        self.setFocusProxy(self.table)

    def _wire(self) -> None:
        self.verdicts.chosen.connect(self._narrow)
        self.verdicts.opened.connect(lambda _row: self.table.setFocus())
        self.table.chosen.connect(self._say)
        self.table.opened.connect(self._open)
        self.day_button.clicked.connect(lambda _on=False: self._open_day())
        self.entry_button.clicked.connect(lambda _on=False: self._open_entry())


class _Calm(QWidget):
    """What is said when nothing is wrong."""

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.setSpacing(8)
        icon = text.icon_label("ok", "done", 48)
        self.words = text.heading(tr("Everything agrees"), 2)
        self.about = text.hint("")
        for widget in (icon, self.words, self.about):
            if widget is not icon:
                widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addWidget(widget, 0, Qt.AlignmentFlag.AlignCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.about.setMinimumWidth(min(_CALM_WIDTH, self.width() - 40))

    def show_calm(self, accounts: int, choice: Choice) -> None:
        """Say what was looked through."""
        checked = tr("%n account(s) looked through", "", accounts)
        period = f"{written.day(choice.start)} – {written.day(choice.end)}"
        rules = tr(
            "Opening balance plus credits minus debits gives the closing balance of every day, each day begins with what "
            "the one before left, nothing is missing, nothing is there twice, and the days the bank signed are as it signed them."
        )
        self.about.setText(f"{checked}, {period}.\n{rules}")


def _verdicts(accounts: Sequence[str], found: Sequence[Finding]) -> list[Verdict]:
    counts = Counter(row.account for row in found)
    worst: dict[str, Severity] = {}
    for row in found:
        before = worst.get(row.account)
        if before is None or row.severity.rank < before.rank:
            worst[row.account] = row.severity
    rows = [Verdict(number, counts[number], worst.get(number)) for number in accounts]
    everything = min(worst.values(), key=lambda each: each.rank, default=None)
    return [Verdict("", len(found), everything), *sorted(rows, key=lambda row: -row.count)]


def _said(found: Finding) -> problems.Said:
    return problems.of_code(found.code, dict(found.facts))


def _short(found: Finding) -> str:
    """Return what was found for a list that shows the day beside it."""
    message = _said(found).message
    if found.day is not None:
        message = message.removeprefix(f"{written.day(found.day)}: ")
    return message[:1].upper() + message[1:]


def _icon(found: Finding) -> str:
    return _ICONS[found.severity][0]


def _colour(found: Finding) -> str:
    return _ICONS[found.severity][1]


def _verdict_icon(row: Verdict) -> str:
    return _ICONS[row.worst][0] if row.worst is not None else "ok"


def _verdict_colour(row: Verdict) -> str:
    return _ICONS[row.worst][1] if row.worst is not None else "done"
