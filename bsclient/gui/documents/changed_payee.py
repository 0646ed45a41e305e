"""One payee whose requisites look swapped: as they were and as they are, what was paid before, and a reason typed by hand.

Enter alone does nothing here, and nothing can be pasted as a reason: whoever signs has looked and has said how he checked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from bsclient.domain import money
from bsclient.domain.problems import Problem
from bsclient.gui import format as written
from bsclient.gui.documents import sign_columns
from bsclient.gui.documents.compared import Compared
from bsclient.gui.documents.fields_view import FieldsView
from bsclient.gui.documents.sign_model import changes, payee_name, row_of
from bsclient.gui.documents.sign_notices import differences
from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.scrolling import scrolled
from bsclient.services.signing.ceremony import Item
from bsclient.services.signing.red_payees import LEAST_REASON, enough

_TITLES: Final = {
    "payee_account_changed": N_("Account"),
    "payee_bic_changed": N_("BIC"),
    "payee_inn_changed": N_("INN"),
    "payee_lookalike": N_("Payee"),
    "payee_name_changed": N_("Payee"),
}
_LONGEST: Final = 500
_REASON_LINES: Final = 2
_SHOWN: Final = 50
"""A register may be red in every row; more than these are looked at in the register itself."""
_WIDTH, _HEIGHT = 720, 660


class TypedReason(QPlainTextEdit):
    """A few words that are typed: what was copied does not go in."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setPlaceholderText(
            tr("For example: called the accountant of the payee at the number of the contract")
        )
        self.setFixedHeight(self.fontMetrics().lineSpacing() * _REASON_LINES + 18)

    def canInsertFromMimeData(self, _source: QMimeData) -> bool:
        return False

    def insertFromMimeData(self, _source: QMimeData) -> None:
        """Take nothing."""

    def words(self) -> str:
        """Return what was typed."""
        return self.toPlainText().strip()[:_LONGEST]


class ChangedPayeeDialog(Dialog):
    """The comparison; `confirmed(reason)` is called when the signer stands by it."""

    def __init__(self, parent: QWidget | None, item: Item, confirmed: Callable[[str], object]) -> None:
        name = payee_name(item)
        super().__init__(parent, tr("Payee with other details: {name}").format(name=name))
        self._confirmed = confirmed
        head = text.heading(tr("Payee with other details: {name}").format(name=name), 2)
        head.setWordWrap(True)
        self.content.addWidget(head)
        self.view = FieldsView()
        self.compared = comparison(item)
        self.content.addWidget(self._scrolled(item), 1)
        self.reason = TypedReason()
        asked = text.label(tr("How have you checked the new details? Type it in your own words:"), wrap=True)
        asked.setBuddy(self.reason)
        self.reason.setAccessibleName(asked.text())
        self.content.addWidget(asked)
        self.content.addWidget(self.reason)
        self.left = text.hint("")
        self.content.addWidget(self.left)
        self.agree: QPushButton = self.add_button(tr("Confirm this payee"), self._agree)
        self.agree.setEnabled(False)
        self.add_close(tr("Back")).setAutoDefault(False)
        self.reason.textChanged.connect(self._typed)
        self._typed()
        self.resize(_WIDTH, _HEIGHT)
        self.view.setFocus()

    def _scrolled(self, item: Item) -> QScrollArea:
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 6, 0)
        box.setSpacing(8)
        for words in differences(item)[:_SHOWN]:
            box.addWidget(text.marked(words, "warning", "rejected", wrap=True))
        if (more := len(differences(item)) - _SHOWN) > 0:
            box.addWidget(text.label(tr("and %n more", "", more)))
        if self.compared is not None:
            box.addWidget(self.compared)
        for line in (earlier(item), f"{tr('No.')} {item.shown.number}, {sign_columns.amount(item)}"):
            if line:
                box.addWidget(text.label(line, wrap=True))
        box.addWidget(advice())
        self.view.show_signed(item.signed, item.digest, {each.field for each in changes(item)})
        shown = self.view.widget()
        self.view.setMinimumHeight(shown.sizeHint().height() + 8 if shown is not None else 0)
        box.addWidget(self.view, 1)
        area = scrolled(inside)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        return area

    def _typed(self) -> None:
        ready = enough(self.reason.words())
        self.agree.setEnabled(ready)
        self.left.setText("" if ready else tr("At least %n character(s)", "", LEAST_REASON))

    def _agree(self) -> None:
        reason = self.reason.words()
        self.accept()
        self._confirmed(reason)


def comparison(item: Item) -> Compared | None:
    """Return what was paid before beside what is to be paid; None if nothing was."""
    found = [each for each in changes(item) if each.code in _TITLES and each.facts.get("expected")]
    if not found:
        return None
    made = Compared()
    for problem in found[:_SHOWN]:
        made.add(_title(problem), problem.facts["expected"], problem.facts.get("value", ""))
    return made


def _title(problem: Problem) -> str:
    """Name the field that has changed; in a register its row and whom it was paid to before that, too."""
    title, row = tr(_TITLES[problem.code]), row_of(problem)
    return f"{tr('No.')} {row}, {problem.facts.get('name', '')}: {title}" if row else title


def earlier(item: Item) -> str:
    """Say when and how much was paid to the known payee."""
    facts = next((each.facts for each in changes(item) if each.facts.get("date")), None)
    if facts is None:
        return ""
    day = written.iso_day(facts["date"])
    count = int(facts.get("count", "0") or 0)
    if not facts.get("sum"):
        return tr("The known details were paid last on {day}.").format(day=day)
    amount = written.amount(money.parse_amount(facts["sum"]), facts.get("currency", "RUB"))
    words = tr("The known details were paid %n time(s)", "", count)
    return tr("{words}, {amount} in all, last on {day}.").format(words=words, amount=amount, day=day)


def advice() -> QWidget:
    """Say in plain words what a bank never asks."""
    words = tr(
        "New details that came in a letter, an invoice or a file may be forged. Call the payee at a number that you had"
        " before. The bank never asks you to pay to a “safe account”, to change the details of a supplier, to hurry, or"
        " for your passphrase: who asks that is a thief, even if he knows your name and your contract."
    )
    made = text.marked(words, "info", "transit", wrap=True)
    made.setObjectName("advice")
    return made
