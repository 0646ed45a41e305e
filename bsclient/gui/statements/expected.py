"""Expected income: what the user believes will come to an account, once or again and again; the forecast counts it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bsclient.gui import format as written
from bsclient.gui import problems
from bsclient.gui.statements.ground import Ground
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.day_box import DayBox
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.gui.widgets.model import Column, ListView
from bsclient.gui.widgets.table import DataTable
from bsclient.services.documents.calendar import Every, Rule
from bsclient.services.statements.expectations import Expectation

if TYPE_CHECKING:
    from decimal import Decimal

    from bsclient.errors import BsError

_SIZE: Final = (860, 460)
_NAME: Final = 160
_INN: Final = 12
_REPEATS: Final = (
    ("", N_("Once")),
    (Every.WEEK.value, N_("Every week")),
    (Every.MONTH.value, N_("Every month")),
)


class ExpectedIncome(Dialog):
    """The list of an account's expected income with one form; `changed` is called after each change."""

    def __init__(self, base: Ground, account: str, changed: Callable[[], object]) -> None:
        super().__init__(base.shell.window, tr("Expected income"), width=480)
        self._shell, self._account, self._changed = base.shell, account, changed
        self._expectations = base.desk.expectations
        self._chosen: Expectation | None = None
        self._today = base.desk.place.today
        known = base.account(account)
        self.table: DataTable[Expectation] = DataTable("expected_income", self._columns(), base.shell.memory)
        self.table.setAccessibleName(tr("Expected income"))
        self.table.set_empty(tr("Nothing is expected yet. The past months may suggest something."))
        self.name, self.inn, self.amount = QLineEdit(), QLineEdit(), QLineEdit()
        self.day = DayBox(tr("Day"), self._today)
        self.repeat = QComboBox()
        self.error = text.coloured("", "rejected", wrap=True)
        self.error.hide()
        self._build(f"{known.name if known else ''} {written.account(account)}".strip())
        self.add_close(tr("Close"))
        self.resize(*_SIZE)
        self._begin_new()
        self._read()

    def suggest(self) -> None:
        """Take what the past months suggest."""
        expectations, account = self._expectations, self._account

        def work() -> int:
            found = expectations.suggest(account)
            for each in found:
                expectations.save(each)
            return len(found)

        self._shell.run_task(work, self._suggested, self._refused).owned_by(self)

    def keep(self) -> None:
        """Keep what is typed: the chosen one changed, or a new one."""
        wanted = self._typed()
        if wanted is not None:
            expectations = self._expectations
            self._shell.run_task(lambda: expectations.save(wanted), self._kept, self._refused).owned_by(self)

    def remove(self) -> None:
        """Delete the chosen one; the message offers to take that back."""
        gone = self._chosen
        if gone is None:
            return
        expectations, shell, changed = self._expectations, self._shell, self._changed

        def restored(_none: Expectation) -> None:
            changed()

        def back() -> None:
            shell.run_task(lambda: expectations.save(gone), restored)

        def done(_none: None) -> None:
            shell.notify(tr("{name} is expected no longer").format(name=gone.name), "ok", tr("Undo"), back)
            self._begin_new()
            self._after()

        shell.run_task(lambda: expectations.delete(gone.id), done, self._refused).owned_by(self)

    # inside -------------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        expectations = self._expectations
        self._shell.run_task(expectations.list, self._show, lane=Lane.NETWORK).owned_by(self)

    def _show(self, found: Sequence[Expectation]) -> None:
        own = [each for each in found if each.account == self._account]
        self.table.set_view(ListView(own), keep_place=False)  # the form holds a new one

    def _suggested(self, count: int) -> None:
        words = tr("%n expectation(s) added from the past months", "", count)
        self.error.setText(words if count else tr("The past months suggest nothing new"))
        text.paint(self.error, "done" if count else "muted")
        self.error.show()
        self._after()

    def _kept(self, _kept: Expectation) -> None:
        self.error.hide()
        self._begin_new()
        self._after()

    def _after(self) -> None:
        self._read()
        self._changed()

    def _refused(self, error: BsError) -> None:
        self._tell(problems.of_error(error).whole)

    def _tell(self, words: str) -> None:
        self.error.setText(words)
        text.paint(self.error, "rejected")
        self.error.show()

    def _typed(self) -> Expectation | None:
        """Return what stands in the form; None with a word about it if the amount is none."""
        amount = self._amount()
        if amount is None:
            self._tell(tr("This is not an amount"))
            self.amount.setFocus()
            return None
        day = self.day.day()
        chosen = str(self.repeat.currentData())
        rule = Rule(every=Every(chosen), start=day, day=day.day, weekday=day.weekday()) if chosen else None
        begun = self._chosen or Expectation(self._account, "", amount, day)
        return dataclasses.replace(
            begun, name=self.name.text(), amount=amount, day=day, inn=self.inn.text().strip(), rule=rule
        )

    def _amount(self) -> Decimal | None:
        try:
            return written.read_amount(self.amount.text())
        except ValueError:
            return None

    def _begin_new(self) -> None:
        self._fill(None)
        self.table.clearSelection()
        self.name.setFocus()

    def _fill(self, chosen: Expectation | None) -> None:
        self._chosen = chosen
        day = chosen.day if chosen is not None else self._today
        self.name.setText(chosen.name if chosen else "")
        self.inn.setText(chosen.inn if chosen else "")
        self.amount.setText(written.amount(chosen.amount) if chosen else "")
        self.day.put(day)
        rule = chosen.rule if chosen is not None else None
        self.repeat.setCurrentIndex(self.repeat.findData(rule.every.value if rule is not None else ""))
        self.save.setText(tr("Save") if chosen else tr("Add"))
        self.remove_button.setEnabled(chosen is not None)

    def _choose(self) -> None:
        row = self.table.current_row() if self.table.selected_count() else None
        if row is not None:
            self._fill(row)

    def _build(self, account: str) -> None:
        self.name.setMaxLength(_NAME)
        self.inn.setMaxLength(_INN)
        for key, words in _REPEATS:
            self.repeat.addItem(tr(words), key)
        fields = QWidget()
        form = QFormLayout(fields)
        form.setContentsMargins(0, 0, 0, 0)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for caption, editor in (
            (tr("From whom"), self.name),
            (tr("INN"), self.inn),
            (tr("Amount"), self.amount),
            (tr("Day"), self.day),
            (tr("Repeat"), self.repeat),
        ):
            editor.setAccessibleName(caption)
            form.addRow(text.label(caption), editor)
        self.save = text.primary(tr("Add"), self.keep)
        form.addRow(self.save)
        left = QVBoxLayout()
        left.addWidget(self.table, 1)
        left.addLayout(self._acts())
        parts = QHBoxLayout()
        parts.setSpacing(14)
        parts.addLayout(left, 3)
        parts.addWidget(fields, 2)
        about = tr("What you expect is counted in the forecast until it has come.")
        self.content.addWidget(text.heading(tr("Expected income"), 2))
        self.content.addWidget(text.hint(f"{account}\n{about}"))
        self.content.addLayout(parts, 1)
        self.content.addWidget(self.error)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _row: self.name.setFocus())
        gone = QShortcut(QKeySequence("Del"), self.table)
        gone.setContext(Qt.ShortcutContext.WidgetShortcut)
        gone.activated.connect(self.remove)

    def _acts(self) -> FlowLayout:
        row = FlowLayout(gap=8)
        fresh = QPushButton(tr("New one"))
        fresh.clicked.connect(lambda _on=False: self._begin_new())
        self.remove_button = QPushButton(tr("Remove"))
        self.remove_button.clicked.connect(lambda _on=False: self.remove())
        suggest = QPushButton(tr("Suggest from the past months"))
        suggest.clicked.connect(lambda _on=False: self.suggest())
        for button in (fresh, self.remove_button, suggest):
            button.setAutoDefault(False)
            row.addWidget(button)
        return row

    def _columns(self) -> tuple[Column[Expectation], ...]:
        return (
            Column("day", tr("Day"), lambda row: written.day(row.day), 88),
            Column("amount", tr("Amount"), lambda row: written.amount(row.amount), 110, right=True),
            Column("name", tr("From whom"), lambda row: row.name, 140, stretch=True),
            Column("repeat", tr("Repeat"), _repeat, 110),
        )


def _repeat(row: Expectation) -> str:
    key = row.rule.every.value if row.rule is not None else ""
    return next(tr(words) for each, words in _REPEATS if each == key)
