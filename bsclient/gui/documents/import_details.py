"""Beside the preview: one document of the file, what is wrong with it and why, and how its payee differs from before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from bsclient.domain.documents import PaymentOrder
from bsclient.gui import format as written
from bsclient.gui.documents import import_words as words
from bsclient.gui.documents.compared import Compared
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.problem_line import ProblemLine
from bsclient.services.imports.taking import PayeeMark, PreviewRow

if TYPE_CHECKING:
    from bsclient.gui.shell import Shell
    from bsclient.services.desk import Desk
    from bsclient.services.payees.book import Compared as Comparison

_FIELDS: Final = {field.name: field for field in PaymentOrder.declared}
_SHOWN: Final = (
    ("payee_name", N_("Payee")),
    ("payee_inn", N_("INN")),
    ("payee_kpp", N_("KPP")),
    ("payee_account", N_("Account")),
    ("payee_bank_name", N_("Bank")),
    ("payee_bic", N_("BIC")),
    ("payer_account", N_("From account")),
    ("tax_status", N_("Status (101)")),
    ("kbk", N_("KBK")),
    ("purpose", N_("Purpose")),
)
_CARD: Final = {
    "payee_name": ("name", N_("Payee")),
    "payee_inn": ("inn", N_("INN")),
    "payee_account": ("account", N_("Account")),
    "payee_bic": ("bic", N_("BIC")),
}


class ImportDetails(QScrollArea):
    """Shows a row of the preview, or nothing."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._row: PreviewRow | None = None
        self.compared: Compared | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Details of the document"))
        self._inside = QWidget()
        self.setWidget(self._inside)
        self.viewport().setAutoFillBackground(False)
        self.setMinimumWidth(260)

    def show_row(self, row: PreviewRow | None) -> None:
        """Show a document; the comparison of its payee follows when it is there."""
        self._row = row
        self.compared = None
        self._inside = QWidget()
        box = QVBoxLayout(self._inside)
        box.setContentsMargins(10, 2, 6, 6)
        box.setSpacing(6)
        if row is not None:
            self._fill(box, row)
        box.addStretch(1)
        self.setWidget(self._inside)
        self._inside.setAutoFillBackground(False)
        if row is not None and row.payee is PayeeMark.CHANGED:
            self._shell.run_task(
                lambda: self._desk.payees.compare(row.raw),
                lambda found: self._compare(row, found),
                lane=Lane.NETWORK,
            ).owned_by(self._inside)

    def _fill(self, box: QVBoxLayout, row: PreviewRow) -> None:
        amount = "" if row.amount is None else written.amount(row.amount, "RUB")
        title = tr("No. {number} of {day}").format(number=row.number or "–", day=written.day(row.day) or "–")
        box.addWidget(_wrapped(text.heading(f"{title}  {amount}", 2)))
        mark = f"{words.mark(row.mark)}. {words.meaning(row.mark)}"
        box.addWidget(
            text.marked(mark[:1].upper() + mark[1:], words.mark_icon(row.mark), words.mark_colour(row.mark))
        )
        if row.payee is not PayeeMark.KNOWN:
            said = {
                PayeeMark.NEW: tr("You have not paid this payee yet."),
                PayeeMark.CHANGED: tr("This payee was paid with other details before. Ask by phone."),
            }[row.payee]
            box.addWidget(text.marked(said, words.payee_icon(row.payee), words.payee_colour(row.payee)))
        for problem in row.problems:
            line = ProblemLine(problem, _FIELDS.get(problem.field), lambda _problem: None)
            if line.button is not None:
                line.button.hide()
            box.addWidget(line)
        box.addWidget(text.rule())
        box.addLayout(_fields(row))

    def _compare(self, row: PreviewRow, found: Comparison) -> None:
        layout = self._inside.layout()
        if self._row is not row or found.card is None or not isinstance(layout, QVBoxLayout):
            return
        made = Compared()
        for name in found.differs:
            attribute, title = _CARD[name]
            made.add(tr(title), str(getattr(found.card, attribute)), row.raw.get(name, ""))
        layout.insertWidget(3, made)
        self.compared = made


def _fields(row: PreviewRow) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(1, 1)
    place = 0
    for name, title in _SHOWN:
        value = row.raw.get(name, "")
        if value:
            caption = text.hint(tr(title), wrap=False)
            shown = _wrapped(text.label(value, wrap=True, selectable=True))
            grid.addWidget(caption, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(shown, place, 1)
            place += 1
    return grid


def _wrapped(label: QLabel) -> QLabel:
    """Let a long text break rather than widen the pane."""
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    label.setMinimumWidth(1)
    return label
