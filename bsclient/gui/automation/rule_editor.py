"""One rule of notifications: what it looks for shows the fields that belong to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from bsclient.gui import format as written
from bsclient.gui.automation import words
from bsclient.gui.automation.asking import Asking
from bsclient.gui.automation.mail_line import MailLine
from bsclient.gui.tr import tr
from bsclient.services.notices.rules import LONGEST_NAME, MOST_DAYS, MOST_MINUTES, OF_ACCOUNT, OF_AMOUNT, Kind
from bsclient.services.notices.telling import Rule

if TYPE_CHECKING:
    from bsclient.gui.shell import Shell
    from bsclient.services.statements.reading import AccountView

_ALL: Final = ""
_SIZE: Final = (580, 440)


class RuleDialog(Asking):
    """Asks for a rule; `saved` is called after it is kept."""

    def __init__(
        self,
        parent: QWidget,
        shell: Shell,
        rule: Rule,
        accounts: Sequence[AccountView],
        saved: Callable[[], object],
    ) -> None:
        super().__init__(parent, tr("Rule of notifications"), _SIZE, saved)
        self._shell, self._rule = shell, rule
        self.kind, self.account = QComboBox(), QComboBox()
        self.name, self.amount = QLineEdit(rule.name), QLineEdit(written.amount(rule.amount))
        self.days, self.minutes = QSpinBox(), QSpinBox()
        self.outcomes = {code: QCheckBox(tr(title)) for code, title in words.OUTCOMES.items()}
        self.tray, self.mail = QCheckBox(tr("In the system tray")), QCheckBox(tr("By e-mail"))
        self.mail_line = MailLine(shell)
        self._fill(accounts)
        self._build()
        self.keep = self.add_act(tr("Save"), self._save, primary=True)
        self.add_close()
        self.kind.currentIndexChanged.connect(lambda _place: self._follow())
        self._follow()
        self.culprits = {
            "notice_rule_unnamed": self.name, "notice_rule_amount": self.amount, "notice_rule_balance": self.amount,
        }  # fmt: skip

    def _fill(self, accounts: Sequence[AccountView]) -> None:
        rule = self._rule
        for kind, title in words.KINDS.items():
            self.kind.addItem(tr(title), kind)
        self.kind.setCurrentIndex(list(words.KINDS).index(rule.kind))
        self.account.addItem(tr("All accounts"), _ALL)
        for one in accounts:
            self.account.addItem(f"{written.account(one.number)}  {one.name}", one.number)
        if rule.account and self.account.findData(rule.account) < 0:
            self.account.addItem(written.account(rule.account), rule.account)
        self.account.setCurrentIndex(max(self.account.findData(rule.account), 0))
        self.name.setMaxLength(LONGEST_NAME)
        self.days.setRange(1, MOST_DAYS)
        self.days.setValue(rule.days)
        self.minutes.setRange(1, MOST_MINUTES)
        self.minutes.setValue(rule.minutes)
        for code, box in self.outcomes.items():
            box.setChecked(code in rule.outcomes)
        self.tray.setChecked(rule.tray)
        self.mail.setChecked(rule.mail)

    def _build(self) -> None:
        self._rows: dict[str, QWidget] = {"account": self.account, "amount": self.amount, "days": self.days,
            "minutes": self.minutes, "outcomes": _column(self.outcomes.values())}  # fmt: skip
        roads = _column((self.tray, self.mail, self.mail_line))
        self.ask(
            (title, editor, editor)
            for title, editor in (
                (tr("Tell me when"), self.kind),
                (tr("Name"), self.name),
                (tr("Account"), self.account),
                (tr("Amount"), self.amount),
                (tr("Outcomes"), self._rows["outcomes"]),
                (tr("Days before the end"), self.days),
                (tr("Minutes before the cut-off"), self.minutes),
                (tr("Besides the list"), roads),
            )
        )
        self.mail.toggled.connect(lambda _on: self._follow_mail())
        self.mail_line.changed.connect(self._follow_mail)
        self._follow_mail()

    def _follow(self) -> None:
        """Show the fields of the kind; a name that nobody has changed follows it."""
        kind = Kind(self.kind.currentData())
        there = {
            "account": kind in OF_ACCOUNT, "amount": kind in OF_AMOUNT, "days": kind is Kind.KEY,
            "minutes": kind is Kind.CUT_OFF, "outcomes": kind is Kind.STATUS,
        }  # fmt: skip
        for name, shown in there.items():
            self.form.setRowVisible(self._rows[name], shown)
        every = tr("All accounts (amounts: in roubles)") if there["amount"] else tr("All accounts")
        self.account.setItemText(self.account.findData(_ALL), every)
        if not self.name.isModified() and not self._rule.id:
            self.name.setText(tr(words.KINDS[kind]))
        self.error.hide()

    def _follow_mail(self) -> None:
        self.mail_line.show_wanted(wanted=self.mail.isChecked())

    def _save(self) -> None:
        try:
            amount = written.read_amount(self.amount.text()) if self.amount.text().strip() else Decimal(0)
        except ValueError:
            self.say(tr("Enter an amount, for example 100 000.00"))
            self.amount.setFocus()
            return
        rule = msgspec.structs.replace(
            self._rule,
            name=self.name.text(),
            kind=Kind(self.kind.currentData()),
            account=str(self.account.currentData()),
            amount=amount,
            outcomes=tuple(code for code, box in self.outcomes.items() if box.isChecked()),
            days=self.days.value(),
            minutes=self.minutes.value(),
            tray=self.tray.isChecked(),
            mail=self.mail.isChecked(),
        )
        save = self._shell.desk.notices.save
        self.allow(allowed=False)
        self._shell.run_task(lambda: save(rule), lambda _rule: self.kept(), self.refused).owned_by(self)


def _column(boxes: Iterable[QWidget]) -> QWidget:
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for box in boxes:
        column.addWidget(box)
    return held
