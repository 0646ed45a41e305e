"""What fills a payment order while it is typed: bank by BIC, payee by name, INN or account, payer by account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject

from bsclient.domain.banks import Bank
from bsclient.domain.normalise import bank_text
from bsclient.domain.tax_wizard import Party, sort_of
from bsclient.gui import format as written
from bsclient.gui.departure_words import fee_sentence, sentence
from bsclient.gui.documents.bank_picker import BankPicker
from bsclient.gui.documents.payee_picker import PayeePicker
from bsclient.gui.documents.payment_form import PaymentForm
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.completers import Suggest, Suggestion
from bsclient.gui.widgets.day_editor import DayEditor
from bsclient.gui.widgets.editors import ChoiceEditor

if TYPE_CHECKING:
    from bsclient.gui.shell import Shell
    from bsclient.services.desk import Desk
    from bsclient.services.payees.book import Payee
    from bsclient.services.statements.reading import AccountView

_BIC_LENGTH: Final = 9
_PAYEE_FIELDS: Final = ("payee_name", "payee_inn", "payee_account")
_BANK_OF_PAYEE: Final = ("payee_bank_name", "payee_corr_account")
"""A BIC fills these from the directory of banks; the directory of payees knows the name of the treasury, too."""
_RUBLE: Final = "RUB"
_TYPE: Final = "payment_order"
_DEPOSITS: Final = ("421", "422", "423")  # accounts of deposits: the bank pays no order from them


def card_fields(payee: Payee) -> dict[str, str]:
    """Return what a payee's card says of the fields of a payment order."""
    return {
        "payee_name": payee.name,
        "payee_inn": payee.inn,
        "payee_kpp": payee.kpp,
        "payee_account": payee.account,
        "payee_bic": payee.bic,
        "payee_bank_name": payee.bank_name,
        "payee_corr_account": payee.corr_account,
    }


class Filling(QObject):
    """Wires the services of a desk to a payment form."""

    def __init__(self, form: PaymentForm, desk: Desk, shell: Shell) -> None:
        super().__init__(form)
        self._form, self._desk, self._shell = form, desk, shell
        self._accounts: dict[str, AccountView] = {}
        self._filled: dict[str, tuple[str, str]] = {}
        self._offered = False
        self.payees = [
            Suggest(form.editors[name], self._find_payees, self.take_payee) for name in _PAYEE_FIELDS
        ]
        self.banks = Suggest(form.editors["payee_bic"], self._find_banks, self.take_bank)
        day = form.editors["date"]
        if isinstance(day, DayEditor):
            day.today = lambda: desk.place.today
        form.tax.books = desk.books
        form.tax.wizard_asked.connect(self.ask_taxes)
        form.changed.connect(self._follow)
        form.edited.connect(self._edited)
        form.choose.connect(self._choose)

    def read_accounts(self) -> None:
        """Read the payer's accounts and the directory of banks; the form offers them when they are there."""
        self._shell.run_task(self._accounts_and_banks, self._show_accounts, lane=Lane.NETWORK)

    def show_balance(self) -> None:
        """Show what is left on the chosen account."""
        account = self._accounts.get(self._form.value("payer_account"))
        if account is None:
            self._form.balance.setText("")
            return
        left = written.amount(account.available, account.currency)
        words = tr("Available: {amount}").format(amount=left)
        self._form.balance.setText(f"{account.own_name}  ·  {words}" if account.own_name else words)
        amount = self._form.amount.amount()
        short = amount is not None and amount > account.available
        text.paint(self._form.balance, "partly" if short else "muted")

    def show_departure(self) -> None:
        """Show when the payment leaves if it is sent now, as far as the bank has told; a payment under way has gone."""
        form = self._form
        told = {name: form.value(name) for name in ("payee_bic", "payment_kind")}
        ready = len(told["payee_bic"]) == _BIC_LENGTH
        found = self._desk.departures.of(_TYPE, told) if ready and self._offered else None
        words = sentence(found, self._desk.place.now()) if found is not None else ""
        fee = self._desk.fees.of(_TYPE, told | {"amount": form.value("amount")}) if words else None
        form.say_leaves(words if fee is None else f"{words} {fee_sentence(fee)}")

    def take_bank(self, bank: Bank) -> None:
        """Put a bank of the directory into the payee's block."""
        self._form.put({"payee_bic": bank.bic})
        self._fill_bank("payee", bank)

    def take_payee(self, payee: Payee) -> None:
        """Put a payee's card into the form, and offer the purpose of last time."""
        self._form.put(card_fields(payee))
        bank = self._desk.directories.bank(payee.bic)
        if bank is not None:
            self._fill_bank("payee", bank)
        self._form.offer_purpose(payee.purpose)

    def ask_taxes(self) -> None:
        """Open the five questions of a payment to the budget; the answers fill the form."""
        from bsclient.gui.documents.tax_wizard import TaxWizard  # declares a form of its own

        form, organisation = self._form, self._desk.profile.organisation
        sort = sort_of(form.value("payer_account"), organisation.inn)
        name = bank_text(organisation.name)
        payer = Party(sort, organisation.inn, organisation.kpp, name)
        TaxWizard(self._desk, self._shell, payer, form.texts(), self._take_taxes).open()

    def _take_taxes(self, made: Mapping[str, str]) -> None:
        self._form.put(made)
        self._form.put({name: made[name] for name in _BANK_OF_PAYEE if name in made})
        self._form.tax.unfold()
        self._form.focus("amount" if made.get("payee_account") else "payee_name")

    # inside -------------------------------------------------------------------------------------------------------

    def _accounts_and_banks(self) -> list[AccountView]:
        self._desk.directories.bank(
            ""
        )  # the first question reads the directory; better here than while typing
        self._desk.departures.table()  # as well
        self._desk.fees.table()
        return self._desk.statements.accounts()

    def _show_accounts(self, accounts: Sequence[AccountView]) -> None:
        roubles = [
            account
            for account in accounts
            if account.currency == _RUBLE and not account.number.startswith(_DEPOSITS)
        ]
        self._accounts = {account.number: account for account in roubles}
        editor = self._form.editors["payer_account"]
        if isinstance(editor, ChoiceEditor):
            editor.offer({each.number: each.name for each in roubles})
        self._offered = True
        self.show_balance()
        self.show_departure()

    def _follow(self, name: str) -> None:
        if name in {"payee_bic", "payer_bic"}:
            self._bic_changed(name.removesuffix("_bic"))
        elif name in {"payer_account", "amount"}:
            self.show_balance()
        if name in {"payee_bic", "payment_kind", "amount"}:
            self.show_departure()

    def _edited(self, name: str) -> None:
        if name == "payer_account":
            self._fill_payer()

    def _bic_changed(self, side: str) -> None:
        bic = self._form.value(f"{side}_bic").strip()
        bank = self._desk.directories.bank(bic) if len(bic) == _BIC_LENGTH else None
        if bank is not None:
            self._fill_bank(side, bank)
        elif side in self._filled:
            names = (f"{side}_bank_name", f"{side}_corr_account")
            before = self._filled.pop(side)
            mine = tuple(self._form.value(name) for name in names) == before
            self._form.put(dict.fromkeys(names, "") if mine else {})

    def _fill_bank(self, side: str, bank: Bank) -> None:
        name = ", ".join(filter(None, (bank.name, bank.town)))
        self._filled[side] = (name, bank.correspondent_account)
        self._form.put({f"{side}_bank_name": name, f"{side}_corr_account": bank.correspondent_account})

    def _fill_payer(self) -> None:
        if self._form.value("payer_account") not in self._accounts:
            return
        organisation, bank = self._desk.profile.organisation, self._desk.profile.bank.entry
        self._form.put(
            {
                "payer_name": bank_text(organisation.name),
                "payer_inn": organisation.inn,
                "payer_kpp": organisation.kpp,
                "payer_bic": bank.bic,
            }
        )
        self._fill_bank("payer", bank)

    def _find_banks(self, typed: str) -> list[Suggestion[Bank]]:
        return [
            Suggestion(f"{bank.bic}   {bank.name}", bank.town, bank)
            for bank in self._desk.directories.banks(typed)
        ]

    def _find_payees(self, typed: str) -> list[Suggestion[Payee]]:
        found = self._desk.payees.search(typed)
        return [Suggestion(card.name, _numbers(card), card) for card in found]

    def _choose(self, name: str) -> None:
        parent: Any = self._shell.window
        if name.startswith("payee_") and name in {*_PAYEE_FIELDS, "payee_kpp"}:
            PayeePicker(parent, self._desk, self.take_payee).open()
        elif name in {"payee_bic", "payee_bank_name", "payee_corr_account"}:
            picker = BankPicker(parent, self._desk.directories, self.take_bank)
            picker.search(self._form.value("payee_bic"))
            picker.open()


def _numbers(card: Payee) -> str:
    inn = tr("INN {inn}").format(inn=card.inn) if card.inn else ""
    return "   ".join(filter(None, (inn, written.account(card.account), card.bank_name)))
