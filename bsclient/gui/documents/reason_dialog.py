"""Dialogs that ask for a reason and act on it in a worker; a refusal is said in the dialog, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtWidgets import QComboBox, QWidget

from bsclient.domain.documents import registry
from bsclient.domain.problems import Severity
from bsclient.domain.states import State
from bsclient.errors import BsError
from bsclient.gui import format as written
from bsclient.gui import problems
from bsclient.gui.documents.sign_dialog import Then, open_sign
from bsclient.gui.shell import Shell
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.problem_line import say
from bsclient.services.desk import Desk
from bsclient.services.documents.drafts import Draft

if TYPE_CHECKING:
    from bsclient.gui.documents.sign_dialog import SignDialog
    from bsclient.services.documents.listing import Row

T = TypeVar("T")
_WIDTH: Final = 520


class ReasonBox(QComboBox):
    """Usual reasons to choose from; any other can be typed, up to a length."""

    def __init__(self, usual: Sequence[str], longest: int) -> None:
        super().__init__()
        self.setEditable(True)
        self.addItems([tr(each) for each in usual])
        self.setCurrentIndex(-1)
        line = self.lineEdit()
        if line is not None:
            line.setMaxLength(longest)
            line.setPlaceholderText(tr("Choose or type"))

    def words(self) -> str:
        """Return the reason in one line."""
        return " ".join(self.currentText().split())


class ReasonDialog(Dialog):
    """Frame: what it is about, the question, a line for refusals, a hint. `_go` is told the button to lock while it acts."""

    def __init__(self, desk: Desk, shell: Shell, title: str, *, width: int = _WIDTH) -> None:
        super().__init__(shell.window, title, width=width)
        self._desk = desk
        self._shell = shell
        self.error = text.coloured("", "rejected", wrap=True)
        self.error.hide()

    def ask(self, question: str, reason: QWidget, hint: str) -> None:
        """Lay out the question with its answer, and what follows from it."""
        label = text.label(question, wrap=True)
        label.setBuddy(reason)
        reason.setAccessibleName(question)
        for widget in (label, reason, self.error, text.hint(hint)):
            self.content.addWidget(widget)
        self.content.addStretch(1)
        reason.setFocus()

    def offer(self, caption: str, usual: ReasonBox, act: Callable[[str], object]) -> None:
        """Add the buttons; `act` is called with a reason that is not empty."""

        def agreed() -> None:
            if usual.words():
                act(usual.words())
            else:
                self.show_error(tr("Name the reason"))
                usual.setFocus()

        self.go = self.add_button(caption, agreed, primary=True)
        self.add_close()
        usual.editTextChanged.connect(lambda _text: self.show_error(""))

    def do(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Do the deed in a worker; the button waits for its end."""
        self.go.setEnabled(False)
        self._shell.run_task(work, done, self.refused).owned_by(self)

    def refused(self, error: BsError) -> None:
        """Say what refused the deed; it can be tried again."""
        self.go.setEnabled(True)
        self.show_error(problems.of_error(error).whole)

    def show_error(self, content: str) -> None:
        """Show a refusal, or none."""
        self.error.setText(content)
        self.error.setVisible(bool(content))

    def sign(self, draft: Draft) -> SignDialog | None:
        """Have a document signed and sent at once, and close; say what is wrong with one that cannot be signed."""
        if draft.state is State.INVALID:
            self.go.setEnabled(True)
            self.show_error(worst_problem(self._desk, draft))
            return None
        self.accept()
        return open_sign(self._desk, self._shell, [draft.id], Then(send_at_once=True))


def about(row: Row) -> str:
    """Return number, day and amount of a document in one line."""
    number = tr("No. {number} of {day}").format(number=row.number, day=written.day(row.day))
    amount = "" if row.amount is None else written.amount(row.amount, row.currency)
    return "   ".join(filter(None, (number, amount)))


def kept(desk: Desk, code: str, told: dict[str, str]) -> Draft:
    """Make and keep a document of a type; blocks, for a worker."""
    fresh = desk.drafts.new(code)
    return desk.drafts.save(replace(fresh, raw={**fresh.raw, **told}))


def worst_problem(desk: Desk, draft: Draft) -> str:
    """Return the words of what keeps a document from being signed."""
    found = desk.drafts.check(draft.type, draft.raw, draft.id)
    worst = next((each for each in found if each.severity is Severity.BLOCK), None)
    declared = registry[draft.type].declared
    field = next((each for each in declared if worst and each.name == worst.field), None)
    return say(worst, field).whole if worst else ""
