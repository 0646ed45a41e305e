"""How the file is read beside its columns: row of titles, encoding, separator, days, decimal sign, signs, account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QSpinBox, QVBoxLayout, QWidget

from bsclient.formats.model import ENTRIES
from bsclient.formats.table_files import grid as grids
from bsclient.gui.tables import words
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from bsclient.formats.table_files import Grid, Profile

_ACCOUNT_WIDTH: Final = 210
_MOST_ROWS: Final = 60


class Options(QWidget):
    """Signals: `changed`, `file_changed` (encoding, separator: the file is read anew), `head_changed`."""

    changed = Signal()
    file_changed = Signal()
    head_changed = Signal()

    def __init__(self, role: str) -> None:
        super().__init__()
        self._role = role
        self.head = QSpinBox()
        self.head.setRange(0, _MOST_ROWS)
        self.head.setSpecialValueText(tr("None"))
        self.encoding = _combo({"": tr("As found"), **words.ENCODINGS})
        self.separator = _combo({"": tr("As found"), **_translated(words.SEPARATORS)})
        self.days = _combo(_translated(words.DAYS))
        self.decimal = _combo(_translated(words.DECIMALS))
        self.signs = _combo(_translated(words.SIGNS))
        self.account = QComboBox()
        self.account.setEditable(True)
        self.account.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.account.setMinimumWidth(_ACCOUNT_WIDTH)
        completer = QCompleter(self.account.model(), self.account)  # beside the text, never into it
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.account.setCompleter(completer)
        self.account.activated.connect(
            lambda place: self.account.setEditText(str(self.account.itemData(place)))
        )
        self._flow = FlowLayout(self, gap=12)
        self._parts: dict[QWidget, QWidget] = {}
        self._build()

    def _build(self) -> None:
        account = tr("Account of the statement") if self._role == ENTRIES else tr("Account to pay from")
        for caption, editor in (
            (tr("Row of titles"), self.head),
            (tr("Debits and credits"), self.signs),
            (account, self.account),
            (tr("Order of dates"), self.days),
            (tr("Decimal sign"), self.decimal),
            (tr("Encoding"), self.encoding),
            (tr("Separator"), self.separator),
        ):
            self._add(caption, editor)
        self._parts[self.signs].setVisible(self._role == ENTRIES)
        self.head.valueChanged.connect(lambda _value: self.head_changed.emit())
        for combo in (self.encoding, self.separator):
            combo.currentIndexChanged.connect(lambda _index: self.file_changed.emit())
        for combo in (self.days, self.decimal, self.signs):
            combo.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.account.editTextChanged.connect(lambda _text: self.changed.emit())

    def show_profile(self, profile: Profile, head: int) -> None:
        """Put a profile's choices into the editors, without telling of it."""
        self.blockSignals(True)
        self.head.setValue(head + 1)
        for combo, value in (
            (self.encoding, profile.encoding),
            (self.separator, profile.separator),
            (self.days, profile.days),
            (self.decimal, profile.decimal),
            (self.signs, profile.signs),
        ):
            combo.setCurrentIndex(max(combo.findData(value), 0))
        if profile.account:
            self.account.setEditText(profile.account)
        self.blockSignals(False)

    def show_grid(self, grid: Grid) -> None:
        """Say what was found of the file; a spreadsheet has neither encoding nor separator."""
        plain = grid.form == grids.CSV
        for combo, found, known in (
            (self.encoding, grid.encoding, words.ENCODINGS),
            (self.separator, grid.separator, _translated(words.SEPARATORS)),
        ):
            self._parts[combo].setVisible(plain)
            combo.setItemText(0, tr("Found: {what}").format(what=known.get(found, found)))
        self.head.setMaximum(max(1, min(_MOST_ROWS, len(grid.rows))))

    def show_accounts(self, accounts: Mapping[str, str], chosen: str) -> None:
        """Offer the own accounts, by number with their names."""
        typed = self.account.currentText() or chosen
        self.account.blockSignals(True)
        self.account.clear()
        for number, name in accounts.items():
            self.account.addItem(f"{number}  {name}".strip(), number)
        self.account.setEditText(typed)
        self.account.blockSignals(False)

    def follow(self, profile: Profile, told: str) -> None:
        """Ask for the account only if no column holds it; `told` is what the lines above the table say."""
        column = "account" if self._role == ENTRIES else "payer.account"
        self._parts[self.account].setVisible(column not in profile.fields)
        line = self.account.lineEdit()
        if line is not None:
            line.setPlaceholderText(told or tr("20 digits"))

    def applied(self, profile: Profile) -> Profile:
        """Return the profile with what the editors say."""
        shown = self._parts[self.account].isVisibleTo(self)
        return replace(
            profile,
            encoding=str(self.encoding.currentData()),
            separator=str(self.separator.currentData()),
            days=str(self.days.currentData()),
            decimal=str(self.decimal.currentData()),
            signs=str(self.signs.currentData()) if self._role == ENTRIES else "",
            account="".join(self.account.currentText().split()) if shown else "",
        )

    def _add(self, caption: str, editor: QWidget) -> None:
        part = QWidget()
        box = QVBoxLayout(part)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        label = text.label(caption)
        label.setBuddy(editor)
        editor.setAccessibleName(caption)
        box.addWidget(label)
        box.addWidget(editor)
        self._parts[editor] = part
        self._flow.addWidget(part)


def _combo(choices: Mapping[str, str]) -> QComboBox:
    made = QComboBox()
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    for value, title in choices.items():
        made.addItem(title, value)
    return made


def _translated(choices: Mapping[str, str]) -> dict[str, str]:
    return {value: tr(title) for value, title in choices.items()}
