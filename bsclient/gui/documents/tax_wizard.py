"""The wizard of payments to the budget: five questions in one window, and the payment order is filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout

from bsclient.domain import budget, tax_wizard
from bsclient.domain.context import Context
from bsclient.domain.problems import Problem, Severity, blocking
from bsclient.domain.tax_wizard import Answers, Party
from bsclient.gui.documents.tax_questions import Questions, answers_of
from bsclient.gui.forms.document_form import DocumentForm, parts
from bsclient.gui.forms.lookups import Lookups
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.scrolling import scrolled

if TYPE_CHECKING:
    from bsclient.gui.shell import Shell
    from bsclient.services.desk import Desk

Fill = Callable[[Mapping[str, str]], object]
_PAUSE_MS: Final = 150
_SIZE: Final = (780, 700)
_TAKEN: Final = ("uin", "amount", "oktmo", "kbk")
"""What an order that was begun already says, for the answers to begin with."""


_DEFAULTS: Final = {field.name: field.default for field in Questions.declared}
"""Those of fields that are not asked yet, too: they are there when they are asked."""
_COLUMNS: Final = {"kbk": 6, "uin": 6, "demand": 6, "person_inn": 4, "person_kpp": 4, "oktmo": 4, "office": 4}
"""Columns of twelve, where a form in a window of this width needs more than usual."""


def _layout(form: DocumentForm) -> None:
    outer = QVBoxLayout(form)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(8)
    outer.addWidget(form.general)
    for group, fields in parts(Questions):
        card = form.card(tr(Questions.groups[group]))
        outer.addWidget(card)
        for field in fields:
            form.place(card, field.name, _COLUMNS.get(field.name, 0))
    outer.addStretch(1)
    form.set_order(list(form.fields))


class TaxWizard(Dialog):
    """`fill` gets the texts of the order. `payer` is the client; `now` what the order says already."""

    def __init__(self, desk: Desk, shell: Shell, payer: Party, now: Mapping[str, str], fill: Fill) -> None:
        super().__init__(shell.window, tr("Payment to the budget"), width=620)
        self._desk, self._payer, self._fill = desk, payer, fill
        self.form = DocumentForm(Questions, _layout)
        self.lookups = Lookups(self.form, desk, shell)
        self.outcome = text.hint("")
        self.outcome.setObjectName("wizard_outcome")
        self.content.addWidget(text.heading(tr("Payment to the budget"), 2))
        self.content.addWidget(
            text.hint(
                tr("Answer five questions; status, KPP, codes and requisites are filled in by the rules.")
            )
        )
        self.content.addWidget(self._area(), 1)
        self.content.addWidget(self.outcome)
        self.done_button = self.add_button(tr("&Fill in the order"), self._finish, primary=True)
        self.add_close()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.check)
        self.form.changed.connect(lambda _name: self._pause.start())
        self.form.mended.connect(self.check)
        self.form.load({**_DEFAULTS, **_begun(now)}, seen=False)
        self.check()
        self.resize(*_SIZE)
        self.form.editors["pays"].setFocus()

    def answers(self) -> Answers:
        """Return what was answered."""
        raw = self._raw()
        entry = self._desk.books.entry("kbk", raw["kbk"], self._desk.place.today) if raw["kbk"] else None
        return answers_of(raw, entry.title if entry is not None else "")

    def check(self) -> list[Problem]:
        """Look the answers through and say where the payment will go."""
        self._pause.stop()
        found = Questions.check(
            self._raw(), Context(today=self._desk.place.today, directories=self._desk.books)
        )
        self.form.show_problems([each for each in found if each.severity is not Severity.INFO])
        self.outcome.setText(self._said())
        return found

    # inside -------------------------------------------------------------------------------------------------------

    def _area(self) -> QScrollArea:
        return scrolled(self.form)

    def _raw(self) -> dict[str, str]:
        return {name: value.strip() for name, value in self.form.raw().items() if isinstance(value, str)}

    def _payee(self, answers: Answers) -> Mapping[str, str] | None:
        books, today = self._desk.books, self._desk.place.today
        return books.find(budget.PAYEES, tax_wizard.payee_code(answers), today)

    def _said(self) -> str:
        raw = self._raw()
        if not raw["whom"] or not raw["pays"] or (raw["whom"] == "other" and not raw["person_sort"]):
            return ""
        payee = self._payee(self.answers())
        if payee is not None:
            return tr("Payee: {name}, account {account}").format(
                name=payee.get("name", ""), account=payee.get("account", "")
            )
        return tr(
            "The payee depends on your region: fill it in from the demand, or choose it among your payees."
        )

    def _finish(self) -> None:
        if blocking(self.check()):
            self.form.see_all()
            self.form.next_problem(first=True)
            return
        answers = self.answers()
        made = tax_wizard.fields(answers, self._payer, self._payee(answers))
        self.accept()
        self._fill(made)


def _begun(now: Mapping[str, str]) -> dict[str, str]:
    """Return the answers that an order begun already gives."""
    taken = {name: now.get(name, "").strip() for name in _TAKEN}
    given = {name: value for name, value in taken.items() if value and value != budget.ZERO}
    code = given.pop("kbk", "")
    if code and code != budget.ENP_KBK and now.get("tax_status"):
        pays = {budget.Kind.TAX: "tax", budget.Kind.CUSTOMS: "customs"}
        given |= {"kbk": code, "pays": pays.get(budget.kind_of(now["tax_status"], code), "other")}
    else:
        given.pop("oktmo", None)
    return given
