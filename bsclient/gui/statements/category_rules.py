"""The rules of categories: which words of the purpose, which INN, which direction. The first rule that fits counts.

Nothing is kept before «Save»; Ctrl+Z takes back a change made here, the message after saving takes back what was saved.
"""

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
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bsclient.gui import problems
from bsclient.gui.shell import Shell
from bsclient.gui.statements.category_words import named
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets import dialogs, text
from bsclient.gui.widgets.dialogs import Dialog, Question
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.gui.widgets.model import Column, ListView
from bsclient.gui.widgets.table import DataTable
from bsclient.services.statements.categories import CategoryRule

if TYPE_CHECKING:
    from bsclient.errors import BsError

_SIZE: Final = (900, 500)
_WORDS_HEIGHT: Final = 90
_STEP: Final = 10
_LONGEST: Final = 60
_INN: Final = 12
_DIRECTIONS: Final = (
    ("", N_("Incoming and outgoing")),
    ("credit", N_("Incoming")),
    ("debit", N_("Outgoing")),
)
Rules = tuple[CategoryRule, ...]


class CategoryRules(Dialog):
    """The editor; `changed` is called when other rules are kept."""

    def __init__(self, shell: Shell, changed: Callable[[], object]) -> None:
        super().__init__(shell.window, tr("Categories of operations"), width=520)
        self._shell, self._changed = shell, changed
        self._before: Rules = ()
        self.rules: Rules = ()
        self._steps: list[tuple[Rules, int]] = []
        self._filling = False
        self.table: DataTable[CategoryRule] = DataTable("category_rules", _columns(), shell.memory)
        self.table.setAccessibleName(tr("Rules"))
        self.table.set_empty(tr("No rules yet"), tr("New rule"), self.add)
        self.name, self.inn = QLineEdit(), QLineEdit()
        self.words = QPlainTextEdit()
        self.direction = QComboBox()
        self.error = text.coloured("", "rejected", wrap=True)
        self.error.hide()
        self._buttons: dict[str, QPushButton] = {}
        self._fields = QWidget()
        self._build()
        self.save = self.add_button(tr("Save"), self._save, primary=True)
        self.save.setEnabled(False)
        self.add_close()
        self.resize(*_SIZE)
        categories = shell.desk.categories
        shell.run_task(categories.rules, self._begin, self._not_read, Lane.NETWORK).owned_by(self)

    def add(self) -> None:
        """Begin a new rule below the current one."""
        place = self._place()
        at = len(self.rules) if place is None else place + 1
        fresh = CategoryRule(tr("New category"))
        self._put((*self.rules[:at], fresh, *self.rules[at:]), at)
        self.name.setFocus()
        self.name.selectAll()

    def remove(self) -> None:
        """Take the current rule away."""
        place = self._place()
        if place is not None:
            rest = (*self.rules[:place], *self.rules[place + 1 :])
            self._put(rest, min(place, len(rest) - 1))

    def shift(self, step: int) -> None:
        """Let the current rule be tried earlier (-1) or later (1)."""
        place = self._place()
        if place is None or not 0 <= place + step < len(self.rules):
            return
        rules = list(self.rules)
        rules[place], rules[place + step] = rules[place + step], rules[place]
        self._put(tuple(rules), place + step)

    def undo(self) -> None:
        """Take the last change back."""
        if self._steps:
            self.rules, place = self._steps.pop()
            self._show(place)

    def reject(self) -> None:
        """Close; what is not saved yet is asked about."""
        if self.rules == self._before or not self.isVisible():
            super().reject()
            return
        question = Question(
            tr("Close without saving?"),
            tr("The rules were changed and not saved."),
            tr("Do not save"),
            dangerous=True,
        )
        dialogs.confirm(self, question, super().reject)

    # inside -------------------------------------------------------------------------------------------------------

    def _begin(self, rules: Sequence[CategoryRule]) -> None:
        self._before = self.rules = tuple(rules)
        self._show(0)

    def _not_read(self, error: BsError) -> None:
        """What is not known must not be written over."""
        super().reject()
        self._shell.show_error(error)

    def _put(self, rules: Rules, place: int) -> None:
        self._steps.append((self.rules, self._place() or 0))
        self.rules = rules
        self._show(place)

    def _show(self, place: int) -> None:
        self.table.set_view(ListView(self.rules))
        if self.rules:
            self.table.select_place(max(0, min(place, len(self.rules) - 1)))
        self._fill()
        self.save.setEnabled(self.rules != self._before)
        self._buttons["undo"].setEnabled(bool(self._steps))

    def _place(self) -> int | None:
        index = self.table.currentIndex()
        return index.row() if index.isValid() and index.row() < len(self.rules) else None

    def _fill(self) -> None:
        """Put the current rule into the fields."""
        place = self._place()
        self._fields.setEnabled(place is not None)
        for key in ("remove", "up", "down"):
            self._buttons[key].setEnabled(place is not None)
        rule = self.rules[place] if place is not None else CategoryRule("")
        self._filling = True
        if self.name.text() != named(rule.name):
            self.name.setText(named(rule.name))
        if _words(self.words.toPlainText()) != rule.words:
            self.words.setPlainText("\n".join(rule.words))
        if self.inn.text() != rule.counterparty_inn:
            self.inn.setText(rule.counterparty_inn)
        self.direction.setCurrentIndex(self.direction.findData(rule.direction))
        self._filling = False

    def _typed(self) -> None:
        place = self._place()
        if self._filling or place is None:
            return
        told = dataclasses.replace(
            self.rules[place],
            name=self.rules[place].name
            if self.name.text() == named(self.rules[place].name)
            else self.name.text(),
            words=_words(self.words.toPlainText()),
            counterparty_inn=self.inn.text().strip(),
            direction=str(self.direction.currentData()),
        )
        if told != self.rules[place]:
            self._put((*self.rules[:place], told, *self.rules[place + 1 :]), place)

    def _save(self) -> None:
        rules = tuple(
            dataclasses.replace(rule, priority=(at + 1) * _STEP) for at, rule in enumerate(self.rules)
        )
        categories = self._shell.desk.categories
        self.save.setEnabled(False)
        task = self._shell.run_task(
            lambda: categories.save(rules), lambda _none: self._saved(), self._refused
        )
        task.owned_by(self)

    def _saved(self) -> None:
        before, shell, changed = self._before, self._shell, self._changed
        categories = shell.desk.categories

        def restored(_none: None) -> None:
            changed()

        def back() -> None:
            shell.run_task(lambda: categories.save(before), restored)

        shell.notify(tr("The categories are kept"), "ok", tr("Undo"), back)
        self.accept()
        changed()

    def _refused(self, error: BsError) -> None:
        self.error.setText(problems.of_error(error).whole)
        self.error.show()
        self.save.setEnabled(True)

    def _build(self) -> None:
        head = text.heading(tr("Categories of operations"), 2)
        about = text.hint(
            tr(
                "Rules are tried from above; the first that fits counts. All that is filled in must fit, of the words one."
            )
        )
        form = QFormLayout(self._fields)
        form.setContentsMargins(0, 0, 0, 0)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.name.setMaxLength(_LONGEST)
        self.inn.setMaxLength(_INN)
        self.words.setMinimumHeight(_WORDS_HEIGHT)
        self.words.setTabChangesFocus(True)
        for direction, said in _DIRECTIONS:
            self.direction.addItem(tr(said), direction)
        for caption, editor in (
            (tr("Category"), self.name),
            (tr("Words of the purpose, one in a line"), self.words),
            (tr("INN of the counterparty"), self.inn),
            (tr("Direction"), self.direction),
        ):
            editor.setAccessibleName(caption)
            form.addRow(text.label(caption), editor)
        parts = QHBoxLayout()
        parts.setSpacing(14)
        parts.addLayout(self._list(), 3)
        parts.addWidget(self._fields, 2)
        for widget in (head, about):
            self.content.addWidget(widget)
        self.content.addLayout(parts, 1)
        self.content.addWidget(self.error)
        self._wire()

    def _list(self) -> QVBoxLayout:
        box = QVBoxLayout()
        box.addWidget(self.table, 1)
        row = FlowLayout(gap=8)
        for key, caption, act in (
            ("add", tr("New rule"), self.add),
            ("remove", tr("Remove"), self.remove),
            ("up", tr("Earlier"), lambda: self.shift(-1)),
            ("down", tr("Later"), lambda: self.shift(1)),
            ("undo", tr("Undo"), self.undo),
        ):
            made = QPushButton(caption)
            made.setAutoDefault(False)
            made.clicked.connect(lambda _on=False, act=act: act())
            self._buttons[key] = made
            row.addWidget(made)
        box.addLayout(row)
        return box

    def _wire(self) -> None:
        self.table.chosen.connect(self._fill)
        self.table.opened.connect(lambda _rule: self.name.setFocus())
        self.name.textEdited.connect(lambda _text: self._typed())
        self.inn.textEdited.connect(lambda _text: self._typed())
        self.words.textChanged.connect(self._typed)
        self.direction.activated.connect(lambda _place: self._typed())
        for keys, act in (
            ("Ins", self.add),
            ("Ctrl+Del", self.remove),
            ("Ctrl+Up", lambda: self.shift(-1)),
            ("Ctrl+Down", lambda: self.shift(1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        taking_back = QShortcut(QKeySequence.StandardKey.Undo, self.table)
        taking_back.setContext(Qt.ShortcutContext.WidgetShortcut)
        taking_back.activated.connect(self.undo)


def _columns() -> tuple[Column[CategoryRule], ...]:
    return (
        Column("name", tr("Category"), lambda rule: named(rule.name), 150),
        Column("words", tr("Words"), lambda rule: ", ".join(rule.words), 110, stretch=True),
        Column("inn", tr("INN"), lambda rule: rule.counterparty_inn, 96),
        Column("direction", tr("Direction"), _direction, 112),
    )


def _direction(rule: CategoryRule) -> str:
    return next((tr(said) for key, said in _DIRECTIONS if key == rule.direction and key), "")


def _words(typed: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in typed.splitlines() if line.strip())
