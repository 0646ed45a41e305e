"""VAT under the purpose: none, included or on top; the rate; the sum. It words the tax at the end of the purpose.

On top raises the amount once, when it is chosen; if the amount is changed afterwards, a button raises it again, so
that money never changes while one types.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from bsclient.domain import money, vat
from bsclient.gui import format as written
from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.editors import ChoiceEditor

if TYPE_CHECKING:
    from bsclient.gui.documents.payment_form import PaymentForm

_MODES: Final = {
    "": N_("do not mention"),
    vat.NONE: N_("not taxed"),
    vat.INCLUDED: N_("included"),
    vat.ON_TOP: N_("on top of the amount"),
}
_TAXED: Final = (vat.INCLUDED, vat.ON_TOP)


class VatHelper(QWidget):
    """A row of mode, rate and sum. The editors are the form's own fields `vat_mode`, `vat_rate`, `vat_amount`."""

    def __init__(self, form: PaymentForm) -> None:
        super().__init__()
        self._form = form
        self._raised: Decimal | None = None
        self._base: Decimal | None = None
        self._mode = _choice(form, "vat_mode")
        self._rate = _choice(form, "vat_rate")
        self._mode.offer({code: tr(words) for code, words in _MODES.items()}, short=False)
        self._mode.setMinimumContentsLength(16)
        self._rate_cell = form.cell("vat_rate", tr("Rate, %"), beside=True)
        self._sum_cell = form.cell("vat_amount", tr("VAT amount"), beside=True)
        self._raise = text.link("", self.raise_amount)
        self._raise.setObjectName("vat_raise")
        self._raise.hide()
        tax = form.editors["vat_amount"]
        if isinstance(tax, QLineEdit):
            tax.setMaximumWidth(150)
        band = form.band(
            [
                (form.cell("vat_mode", tr("VAT"), beside=True), 0),
                (self._rate_cell, 0),
                (self._sum_cell, 0),
                (self._raise, 0),
                (QWidget(), 1),
            ]
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(band)
        form.edited.connect(self._edited)
        form.left.connect(self._left)
        self._show()

    def load(self) -> None:
        """Follow a draft that was loaded; nothing in it changes."""
        amount, tax = self._form.amount.amount(), _amount(self._form.value("vat_amount"))
        on_top = self._mode.value() == vat.ON_TOP and amount is not None and tax is not None
        self._raised = amount if on_top else None
        self._base = amount - tax if on_top and amount is not None and tax is not None else None
        self._offer_rates()
        self._show()

    def raise_amount(self) -> None:
        """Add the tax to the amount."""
        amount, rate = self._form.amount.amount(), self._percent()
        if amount is None or rate is None:
            return
        try:
            total = amount + vat.on_top(amount, rate)
            self._form.put({"amount": money.plain(total)})
        except ValueError:
            return
        self._raised, self._base = total, amount
        self.apply()

    def settle(self) -> None:
        """Bring the wording in step with the amount, before the draft is kept."""
        if self._mode.value() in _TAXED:
            self._reword()

    def apply(self) -> None:
        """Count the tax and put its wording into the purpose."""
        self._count()
        mode, rate = self._mode.value(), self._percent()
        purpose = self._form.value("purpose")
        tax = _amount(self._form.value("vat_amount"))
        if mode in _TAXED and (tax is None or rate is None):
            return
        wording = vat.phrase(mode, rate, tax)
        if wording or vat.without_phrase(purpose) != purpose:
            self._form.put({"purpose": vat.apply(purpose, wording)})

    def _edited(self, name: str) -> None:
        if name == "vat_mode":
            self._choose_mode()
        elif name == "vat_rate":
            self._choose_rate()
        elif name == "amount" and self._mode.value() in _TAXED:
            self._count()
        elif name == "date":
            self._offer_rates()
        self._show()

    def _left(self, name: str) -> None:
        if name in {"amount", "vat_amount"} and self._mode.value() in _TAXED:
            self._reword()

    def _reword(self) -> None:
        """Name the sum anew in the purpose, with the sum that stands in its field."""
        tax = _amount(self._form.value("vat_amount"))
        if tax is not None:
            wording = vat.phrase(self._mode.value(), self._percent(), tax)
            self._form.put({"purpose": vat.apply(self._form.value("purpose"), wording)})

    def _choose_mode(self) -> None:
        mode = self._mode.value()
        if mode in _TAXED and not self._rate.value():
            self._form.put({"vat_rate": str(vat.rates(self._form.day())[0])})
        if mode not in _TAXED:
            self._form.put({"vat_rate": "", "vat_amount": ""})
        self._lower()
        if mode == vat.ON_TOP and self._form.amount.amount() is not None:
            self.raise_amount()
        else:
            self.apply()

    def _choose_rate(self) -> None:
        if self._mode.value() == vat.ON_TOP and self._lower():
            self.raise_amount()
        else:
            self.apply()

    def _lower(self) -> bool:
        """Take back a raise that still stands, before another mode or rate is applied; whether there was one."""
        raised, base = self._raised, self._base
        self._raised = self._base = None
        if raised is None or base is None or self._form.amount.amount() != raised:
            return False
        self._form.put({"amount": money.plain(base)})
        return True

    def _count(self) -> None:
        amount, rate = self._form.amount.amount(), self._percent()
        if self._mode.value() not in _TAXED or rate is None:
            self._form.put({"vat_amount": ""})
        elif amount is not None:
            self._form.put({"vat_amount": money.plain(vat.included(amount, rate))})

    def _show(self) -> None:
        mode, amount, rate = self._mode.value(), self._form.amount.amount(), self._percent()
        taxed = mode in _TAXED
        self._rate_cell.setVisible(taxed)
        self._sum_cell.setVisible(taxed)
        offered = mode == vat.ON_TOP and bool(amount) and rate is not None and amount != self._raised
        self._raise.setVisible(offered)
        if offered and amount is not None and rate is not None:
            tax = vat.on_top(amount, rate)
            words = tr("Raise the amount by {tax}").format(tax=written.amount(tax))
            self._raise.setText(words)

    def _percent(self) -> int | None:
        rate = self._rate.value()
        return int(rate) if rate else None

    def _offer_rates(self) -> None:
        offered = [str(rate) for rate in vat.rates(self._form.day())]
        declared = self._form.fields["vat_rate"].choices
        self._rate.offer({"": "", **{rate: "" for rate in offered if rate in declared}})


def _choice(form: PaymentForm, name: str) -> ChoiceEditor:
    editor = form.editors[name]
    assert isinstance(editor, ChoiceEditor)  # noqa: S101 -- the declaration says so
    return editor


def _amount(text_: str) -> Decimal | None:
    try:
        return money.parse_amount(text_) if text_.strip() else None
    except ValueError:
        return None
