"""The card of a payee: its fields are checked by the rules of a payment order, so a card that is kept can be paid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from bsclient.domain.context import Context
from bsclient.domain.document import Document
from bsclient.domain.fields import account, bic, inn, kpp, text
from bsclient.domain.normalise import bank_text
from bsclient.domain.problems import Problem, blocking
from bsclient.domain.rules import payment
from bsclient.errors import BsError
from bsclient.gui import problems
from bsclient.gui.documents.bank_picker import BankPicker
from bsclient.gui.shell import Shell
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text as texts
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.form import Form
from bsclient.gui.widgets.scrolling import scrolled
from bsclient.services.desk import Desk
from bsclient.services.payees.book import Payee

_BIC: Final = "payee_bic"
_BIC_LENGTH: Final = 9
_ROWS: Final = (
    (("payee_name", 1),),
    (("payee_inn", 1), ("payee_kpp", 1)),
    (("payee_account", 3), (_BIC, 2)),
    (("purpose", 1),),
)


class PayeeCard(Document, rules=(payment.keys, payment.currency, payment.banks, payment.parties)):
    """What a card holds, under the names that a payment order has for it."""

    payee_name: str = text("Payee", longest=160)
    payee_inn: str = inn("Payee's INN")
    payee_kpp: str = kpp("Payee's KPP")
    payee_account: str = account("Payee's account")
    payee_bic: str = bic("Payee's bank BIC")
    payee_bank_name: str = text("Payee's bank", longest=190, required=False, derived=True)
    payee_corr_account: str = account("Payee's bank correspondent account", required=False, derived=True)
    purpose: str = text("Usual purpose of payment", longest=210, required=False)


class CardDialog(Dialog):
    """Edits a card; `kept` hears of the stored one."""

    def __init__(
        self, desk: Desk, shell: Shell, payee: Payee | None, kept: Callable[[Payee], object]
    ) -> None:
        caption = tr("Payee") if payee else tr("New payee")
        super().__init__(shell.window, caption, width=560)
        self._desk = desk
        self._shell = shell
        self._payee = payee or Payee(
            id="", name="", inn="", kpp="", account="", bic="", bank_name="", corr_account="", state=""
        )
        self._kept = kept
        self.form = Form(PayeeCard)
        self.bank = texts.hint("")
        self.error = texts.coloured("", "rejected", wrap=True)
        self.error.hide()
        self.content.addWidget(texts.heading(caption, 2))
        self.content.addWidget(self._area(), 1)
        self.content.addWidget(self.error)
        self.keep = self.add_button(tr("Save"), self._save, primary=True)
        self.add_close()
        self.form.load(_raw(self._payee), seen=bool(payee))
        self.form.changed.connect(lambda _name: self._check())
        self.form.mended.connect(self._check)
        self.form.choose.connect(self._choose)
        self.resize(620, 430)
        self._check()
        self.form.editors["payee_name"].setFocus()

    def card(self) -> Payee:
        """Return the card as typed, with what the directory says of its bank."""
        raw = self._typed()
        return replace(
            self._payee,
            name=raw["payee_name"].strip(),
            inn=raw["payee_inn"],
            kpp=raw["payee_kpp"],
            account=raw["payee_account"],
            bic=raw[_BIC],
            bank_name=raw["payee_bank_name"],
            corr_account=raw["payee_corr_account"],
            purpose=raw["purpose"].strip(),
        )

    def _area(self) -> QScrollArea:
        box = QVBoxLayout(self.form)
        box.setContentsMargins(0, 0, 8, 0)
        box.setSpacing(8)
        for row in _ROWS:
            parts: list[tuple[QWidget, int]] = [(self.form.cell(name), stretch) for name, stretch in row]
            box.addWidget(self.form.band(parts))
            if _BIC in dict(row):
                box.addWidget(self.bank)
        box.addWidget(self.form.general)
        box.addStretch(1)
        self.form.set_order([name for row in _ROWS for name, _stretch in row])
        return scrolled(self.form)

    def _check(self) -> None:
        self.form.show_problems(self._problems())
        bic_typed = self.form.value(_BIC)
        found = self._desk.directories.find(bic_typed) if len(bic_typed) == _BIC_LENGTH else None
        self.bank.setText(f"{found.name}, {found.town}   {found.correspondent_account}" if found else "")
        self.error.hide()

    def _problems(self) -> list[Problem]:
        context = Context(today=self._desk.place.today, banks=self._desk.directories)
        return PayeeCard.check(self._typed(), context)

    def _typed(self) -> dict[str, str]:
        """Return what was typed, with what the directory says of the bank."""
        raw = self.form.texts()
        found = self._desk.directories.find(raw[_BIC])
        if found is None:
            return raw
        name = bank_text(", ".join(filter(None, (found.name, found.town))))
        return raw | {"payee_bank_name": name, "payee_corr_account": found.correspondent_account}

    def _choose(self, name: str) -> None:
        if name == _BIC:
            BankPicker(self, self._desk.directories, lambda bank: self.form.put({_BIC: bank.bic})).open()

    def _save(self) -> None:
        if blocking(self._problems()):
            self.form.see_all()
            self.form.next_problem()
            return
        card, payees = self.card(), self._desk.payees
        self.keep.setEnabled(False)
        self._shell.run_task(lambda: payees.save(card), self._saved, self._refused).owned_by(self)

    def _saved(self, payee: Payee) -> None:
        self.accept()
        self._kept(payee)

    def _refused(self, error: BsError) -> None:
        self.keep.setEnabled(True)
        self.error.setText(problems.of_error(error).whole)
        self.error.show()


def _raw(payee: Payee) -> dict[str, str]:
    return {
        "payee_name": payee.name,
        "payee_inn": payee.inn,
        "payee_kpp": payee.kpp,
        "payee_account": payee.account,
        _BIC: payee.bic,
        "purpose": payee.purpose,
    }
