"""The payment order on the screen, laid out as form 0401060 is on paper: an accountant finds each box where it always was.

`PaymentForm` is the declared form with this layout; it fills nothing by itself (see `payment_filling`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from bsclient.domain.checks import amount_in_words
from bsclient.domain.documents import PaymentOrder
from bsclient.domain.fields import Field
from bsclient.gui.documents.code_words import meanings
from bsclient.gui.documents.payment_undo import FormUndo
from bsclient.gui.documents.tax_block import TAX_FIELDS, TaxBlock
from bsclient.gui.documents.vat_helper import VatHelper
from bsclient.gui.tips import tip
from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.day_editor import DayEditor
from bsclient.gui.widgets.editors import ChoiceEditor, CodeEditor, Editor, LineEditor, TextEditor
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.gui.widgets.form import Band, Cell, Form
from bsclient.gui.widgets.money_editor import MoneyEditor

Stack = QBoxLayout.Direction
_ORDER: Final = (
    "number", "date", "payment_kind",
    "payer_inn", "payer_kpp", "amount", "payer_name", "payer_account",
    "payer_bank_name", "payer_bic", "payer_corr_account",
    "payee_bank_name", "payee_bic", "payee_corr_account",
    "payee_inn", "payee_kpp", "payee_account", "payee_name",
    "operation_type", "due_date", "purpose_code", "priority", "uin", "reserved",
    *TAX_FIELDS, "purpose",
)  # fmt: skip
"""As one reads the paper: line by line, left to right."""

_CAPTIONS: Final = {
    "payer_inn": N_("INN"),
    "payer_kpp": N_("KPP"),
    "payee_inn": N_("INN"),
    "payee_kpp": N_("KPP"),
    "payer_account": N_("Acc. No"),
    "payee_account": N_("Acc. No"),
    "payer_bic": N_("BIC"),
    "payee_bic": N_("BIC"),
    "payer_corr_account": N_("Acc. No"),
    "payee_corr_account": N_("Acc. No"),
    "operation_type": N_("Op. type"),
    "due_date": N_("Term"),
    "purpose_code": N_("Income"),
    "priority": N_("Priority"),
    "uin": N_("UIN"),
    "reserved": N_("Reserved"),
    "payment_kind": N_("Kind"),
}
_ACCOUNT: Final = "00000000000000000000"
_BIC: Final = "000000000"
_LEFT, _RIGHT = 10, 9
_BETWEEN: Final = 18
_NARROW_BELOW: Final = 740
_INDENT: Final = 12
_HALF_CAPTION: Final = "Сч. №_17_"


def _names(field: Field) -> Editor:
    return TextEditor(field, rows=1)


def _purpose(field: Field) -> Editor:
    return TextEditor(field, rows=2)


def _choice(field: Field) -> Editor:
    made = ChoiceEditor(field, meanings(field.name))
    if "" in field.choices:
        made.set_blank(tr("ordinary") if field.name == "payment_kind" else tr("none"))
    return made


def _tax(field: Field) -> Editor:
    return MoneyEditor(field)


def _own_account(field: Field) -> Editor:
    return ChoiceEditor(field)


class PaymentForm(Form):
    """The form of a payment order; `words` are the amount in words, `vat` and `tax` its helpers."""

    def __init__(self) -> None:
        names = dict.fromkeys(("payer_name", "payee_name", "payer_bank_name", "payee_bank_name"), _names)
        codes = dict.fromkeys(
            ("payment_kind", "operation_type", "purpose_code", "priority", "payout_code"), _choice
        )
        super().__init__(
            PaymentOrder,
            {**names, **codes, "purpose": _purpose, "payer_account": _own_account, "vat_amount": _tax},
        )
        self.words = text.label("", wrap=True, selectable=True)
        self.balance = text.hint("", wrap=False)
        self.counter = text.hint("", wrap=False)
        self.leaves = text.hint("")
        self.offer = text.link("", self._take_offer)
        self.offer.hide()
        self._offered = ""
        self.vat = VatHelper(self)
        self.tax = TaxBlock(self)
        self._halves: list[QBoxLayout] = []
        layout(self, self._halves)
        self.set_order(_ORDER)
        self.changed.connect(self._follow)
        self.undo = FormUndo(self)
        self.undo.gone_back.connect(self.vat.load)

    @property
    def amount(self) -> MoneyEditor:
        """The field of the amount."""
        editor = self.editors["amount"]
        assert isinstance(editor, MoneyEditor)  # noqa: S101 -- the declaration says so
        return editor

    def day(self) -> dt.date:
        """Return the day of the order, today while it has none."""
        editor = self.editors["date"]
        assert isinstance(editor, DayEditor)  # noqa: S101 -- the declaration says so
        return editor.day() or editor.today()

    def load(self, raw: Mapping[str, object], *, seen: bool) -> None:
        super().load(raw, seen=seen)
        self.offer_purpose("")
        self.tax.load()
        self.vat.load()
        for name in ("amount", "purpose"):
            self._follow(name)
        self.undo.reset()

    def reveal(self, name: str) -> None:
        if name in TAX_FIELDS:
            self.tax.unfold()

    def set_locked(self, *, locked: bool) -> None:
        super().set_locked(locked=locked)
        self.say_leaves(self.leaves.text())
        self.vat.setVisible(not locked)
        self.tax.set_locked(locked=locked)

    def say_leaves(self, words: str) -> None:
        """Show when the payment leaves; one that is under way has no such line."""
        self.leaves.setText(words)
        self.leaves.setVisible(bool(words) and not self._locked)

    def offer_purpose(self, purpose: str) -> None:
        """Offer the purpose of the last payment to the same payee."""
        self._offered = purpose
        shown = self.offer.fontMetrics().elidedText(purpose, Qt.TextElideMode.ElideRight, 420)
        self.offer.setText(text.literal(tr("As last time: {purpose}").format(purpose=shown)))
        self.offer.setToolTip(tip(purpose))
        self.offer.setVisible(bool(purpose) and purpose != self.value("purpose"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the halves stand one under the other."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_BELOW
        for half in self._halves:
            half.setDirection(Stack.TopToBottom if narrow else Stack.LeftToRight)
            half.setSpacing(3 if narrow else _BETWEEN)
        self.tax.set_narrow(narrow=narrow)

    def _take_offer(self) -> None:
        self.put({"purpose": self._offered})
        self.offer.hide()
        self.focus("purpose")

    def _follow(self, name: str) -> None:
        if name == "amount":
            self._say_words()
        elif name == "purpose":
            self._count()
        elif name in {"tax_status", "payee_account"}:
            self.tax.follow()

    def _say_words(self) -> None:
        amount = self.amount.amount()
        try:
            self.words.setText(amount_in_words(amount) if amount else "")
        except ValueError:
            self.words.setText("")

    def _count(self) -> None:
        limit = self.fields["purpose"].longest
        length = len(" ".join(self.value("purpose").split()))
        self.counter.setText(tr("{length} of {limit}").format(length=length, limit=limit))
        text.paint(self.counter, "rejected" if length > limit else "muted")


def layout(form: PaymentForm, halves: list[QBoxLayout]) -> None:
    """Lay the form out as 0401060: payer, banks and payee on the left, their numbers on the right."""
    outer = QVBoxLayout(form)
    halves += [
        _halves(_payer(form), _payer_numbers(form)),
        _halves([_long(form, "payer_bank_name")], _bank_numbers(form, "payer")),
        _halves([_long(form, "payee_bank_name")], _bank_numbers(form, "payee")),
        _halves([*_payee(form), form.tax.head], _payee_numbers(form)),
    ]
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(4)
    outer.addWidget(form.general)
    paper = QFrame()
    paper.setProperty("card", True)
    box = QVBoxLayout(paper)
    box.setContentsMargins(14, 4, 14, 6)
    box.setSpacing(3)
    box.addWidget(_head(form))
    box.addWidget(_words(form))
    for half in halves:
        box.addWidget(text.rule())
        box.addLayout(half)
    box.addWidget(form.tax)
    box.addWidget(text.rule())
    box.addWidget(_purpose_band(form))
    box.addWidget(form.vat)
    form.leaves.setObjectName("departure")
    form.leaves.hide()
    box.addWidget(form.leaves)
    outer.addWidget(paper)
    outer.addStretch(1)


def _head(form: PaymentForm) -> Band:
    title = text.heading(tr("Payment order No"), 2)
    number, day, kind = form.cell("number", " "), form.cell("date", " "), _cell(form, "payment_kind")
    for name, sample in (("number", "0000000"), ("date", "00.00.00000___")):
        editor = form.editors[name]
        if isinstance(editor, LineEditor):
            editor.set_width(sample)
    for cell in (number, day):
        _bare(cell)
    kind.setMaximumWidth(220)
    row = FlowLayout(gap=8)
    from_ = text.label(tr("of", "date of a document"))
    for widget in (title, number, from_, day, kind):
        row.addWidget(widget)
    return form.bind(Band(row), (number, day, kind))


def _words(form: PaymentForm) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    caption = text.hint(tr("Amount in words"), wrap=False)
    row.addWidget(caption)
    form.words.setObjectName("amount_in_words")
    form.words.setAccessibleName(tr("Amount in words"))
    form.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    row.addWidget(form.words, 1)
    return made


def _halves(left: Sequence[QWidget], right: Sequence[QWidget]) -> QBoxLayout:
    made = QBoxLayout(QBoxLayout.Direction.LeftToRight)
    made.setSpacing(_BETWEEN)
    for widgets, share in ((left, _LEFT), (right, _RIGHT)):
        box = QVBoxLayout()
        box.setSpacing(3)
        for widget in widgets:
            box.addWidget(widget)
        box.addStretch(1)
        made.addLayout(box, share)
    return made


def _payer(form: PaymentForm) -> list[QWidget]:
    return [_numbers_of_party(form, "payer"), _long(form, "payer_name")]


def _payee(form: PaymentForm) -> list[QWidget]:
    return [_numbers_of_party(form, "payee"), _long(form, "payee_name")]


def _numbers_of_party(form: PaymentForm, side: str) -> Band:
    return form.band([(_cell(form, f"{side}_inn"), 1), (_cell(form, f"{side}_kpp"), 1)])


def _payer_numbers(form: PaymentForm) -> list[QWidget]:
    amount = form.cell("amount", beside=True)
    font = form.amount.font()
    font.setBold(True)
    form.amount.setFont(font)
    form.balance.setObjectName("balance")
    line = QHBoxLayout()
    line.setSpacing(0)
    line.addSpacing(_caption_width(form) + _INDENT)
    line.addWidget(form.balance, 1)
    below = QWidget()
    below.setLayout(line)
    line.setContentsMargins(0, 0, 0, 0)
    account = _cell(form, "payer_account")
    return [form.band([(_even(form, amount), 1)]), form.band([(_even(form, account), 1)]), below]


def _bank_numbers(form: PaymentForm, side: str) -> list[QWidget]:
    cells = (_cell(form, f"{side}_bic"), _cell(form, f"{side}_corr_account"))
    return [form.band([(_even(form, cell), 1)]) for cell in cells]


def _payee_numbers(form: PaymentForm) -> list[QWidget]:
    small = ("operation_type", "due_date", "purpose_code", "priority")
    long = ("uin", "reserved")
    return [
        form.band([(_even(form, _cell(form, "payee_account")), 1)]),
        form.band([(form.cell(name, tr(_CAPTIONS[name])), 1) for name in small]),
        form.band(
            [(form.cell(name, tr(_CAPTIONS[name])), share) for name, share in zip(long, (3, 2), strict=True)]
        ),
    ]


def _long(form: PaymentForm, name: str) -> Band:
    return form.band([(form.cell(name), 1)])


def _purpose_band(form: PaymentForm) -> Band:
    cell = form.cell("purpose")
    cell.head.addWidget(form.offer)
    cell.head.addWidget(form.counter)
    return form.band([(cell, 1)])


def _cell(form: PaymentForm, name: str) -> Cell:
    cell = form.cell(name, tr(_CAPTIONS[name]), beside=True)
    editor = form.editors[name]
    if isinstance(editor, CodeEditor):
        sample = _BIC if name.endswith(("bic", "kpp")) else _ACCOUNT if name.endswith("account") else "0" * 12
        editor.setMinimumWidth(editor.fontMetrics().horizontalAdvance(sample) + 16)
    return cell


def _even(form: PaymentForm, cell: Cell) -> Cell:
    """Begin all fields of the right half at the same place."""
    cell.head_box.setFixedWidth(_caption_width(form))
    return cell


def _caption_width(form: PaymentForm) -> int:
    return form.fontMetrics().horizontalAdvance(_HALF_CAPTION) + 12


def _bare(cell: Cell) -> None:
    label: QLabel = cell.label
    cell.head_box.hide()
    label.setBuddy(cell.editor)
