"""What a form offers from elsewhere: directories, banks, payees, own accounts, documents and products.

F4 opens a list; while one types, entries are suggested. Facts of a chosen entry that have the name of a declared field
fill that field too (the account of an employee, the number of a contract).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject

from bsclient.domain.banks import Bank
from bsclient.domain.document import Document
from bsclient.domain.fields import Field
from bsclient.domain.kinds import KindName
from bsclient.gui import format as written
from bsclient.gui.documents.bank_picker import BankPicker
from bsclient.gui.documents.payee_picker import PayeePicker
from bsclient.gui.documents.payment_filling import card_fields
from bsclient.gui.forms import own_accounts, own_people, pickers
from bsclient.gui.forms.cell_text import TEXTS
from bsclient.gui.forms.document_form import DocumentForm
from bsclient.gui.forms.rows_editor import RowsEditor
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets.completers import Suggest, Suggestion
from bsclient.gui.widgets.day_editor import DayEditor
from bsclient.gui.widgets.editors import ChoiceEditor

if TYPE_CHECKING:
    from collections.abc import Callable

    from bsclient.gui.shell import Shell
    from bsclient.services.desk import Desk
    from bsclient.services.information.directory_books import Entry
    from bsclient.services.payees.book import Payee
    from bsclient.services.statements.reading import AccountView

    Put = Callable[[Mapping[str, str]], object]

_SUGGESTED: Final = 20
_PAYEE: Final = ("payee_name", "payee_inn", "payee_account")
_LISTED: Final = frozenset({own_accounts.DIRECTORY, own_people.DIRECTORY})
"""What is known as a whole: a list in the field itself, and no search."""
_PICKED: Final = frozenset({KindName.REFERENCE, KindName.PRODUCT})


class Lookups(QObject):
    """Wires the services of a desk to the form of any type."""

    def __init__(self, form: DocumentForm, desk: Desk, shell: Shell) -> None:
        super().__init__(form)
        self._form, self._desk, self._shell = form, desk, shell
        self._accounts: dict[str, AccountView] = {}
        self.suggests = [made for field in form.fields.values() if (made := self._suggest(field)) is not None]
        for editor in form.editors.values():
            if isinstance(editor, DayEditor):
                editor.today = lambda: desk.place.today
        for grid in form.grids.values():
            if isinstance(grid, RowsEditor):
                grid.model.today = lambda: desk.place.today
        self._left = {
            field.name: form.cells[field.name].add_hint()
            for field in form.fields.values()
            if own_accounts.is_own(form.kind, field) and field.name in form.cells
        }
        form.changed.connect(self._show_left)
        form.choose.connect(self._choose)
        form.choose_cell.connect(self._choose_cell)

    def read_accounts(self) -> None:
        """Read the client's accounts and users; lists of them offer them when they are there."""
        desk = self._desk

        def read() -> tuple[Sequence[AccountView], Mapping[str, str]]:
            return desk.statements.accounts(), own_people.offered(desk.permissions.policy)

        self._shell.run_task(read, self._show_known, lane=Lane.NETWORK).owned_by(self)

    # inside -------------------------------------------------------------------------------------------------------

    def _show_known(self, known: tuple[Sequence[AccountView], Mapping[str, str]]) -> None:
        accounts, people = known
        self._accounts = {each.number: each for each in accounts}
        offered = {
            each.number: "  ".join(filter(None, (written.amount(each.available, each.currency), each.name)))
            for each in accounts
        }
        kind = self._form.kind
        for field in self._form.fields.values():
            editor = self._form.editors[field.name]
            if own_accounts.is_own(kind, field) and isinstance(editor, ChoiceEditor):
                editor.offer({"": "", **offered} if not editor.value() or not field.required else offered)
        for grid in self._form.grids.values():
            if isinstance(grid, RowsEditor) and grid.field.rows is not None:
                grid.model.offers = {
                    each.name: some
                    for each in grid.field.rows.declared
                    if (some := _offered(grid.field.rows, each, offered, people))
                }
        self.show()

    def show(self) -> None:
        """Say what belongs to a draft that was loaded."""
        for name in self._left:
            self._show_left(name)

    def _show_left(self, name: str) -> None:
        """Say beside an own account what is left on it."""
        if name in self._left:
            account = self._accounts.get(self._form.value(name))
            words = "" if account is None else written.amount(account.available, account.currency)
            self._left[name].setText(words)

    def _suggest(self, field: Field) -> Suggest[Any] | None:
        """Offer entries under a field while one types in it."""
        editor, put = self._form.editors[field.name], self._form.put
        if field.derived or isinstance(editor, ChoiceEditor) or field.kind.name in _PICKED:
            return None
        if field.kind.name is KindName.BIC:
            return Suggest(editor, self._find_banks, lambda bank: put({field.name: bank.bic}))
        if field.directory and field.directory not in _LISTED:
            return Suggest(
                editor,
                lambda typed: self._find_entries(field, typed),
                lambda entry: put(taken(field, entry, self._form.fields)),
            )
        if self._is_payee(field.name):
            return Suggest(editor, self._find_payees, self._take_payee)
        return None

    def _find_banks(self, typed: str) -> list[Suggestion[Bank]]:
        return [
            Suggestion(f"{bank.bic}   {bank.name}", bank.town, bank)
            for bank in self._desk.directories.banks(typed)
        ]

    def _find_entries(self, field: Field, typed: str) -> list[Suggestion[Entry]]:
        found = self._desk.books.search(field.directory, typed, self._desk.place.today, _SUGGESTED)
        if field.kind.name in TEXTS:
            return [Suggestion(entry.title, entry.code, entry) for entry in found]
        return [Suggestion(entry.code, entry.title, entry) for entry in found]

    def _find_payees(self, typed: str) -> list[Suggestion[Payee]]:
        return [
            Suggestion(card.name, "   ".join(filter(None, (card.inn, written.account(card.account)))), card)
            for card in self._desk.payees.search(typed)
        ]

    def _is_payee(self, name: str) -> bool:
        """Whether a field speaks of a payee of the book: by name, and not of the client himself."""
        return name in _PAYEE and "payee" not in self._form.kind.ours

    def _take_payee(self, card: Payee) -> None:
        known = {name: text for name, text in card_fields(card).items() if name in self._form.fields}
        self._form.put(known)

    def _choose(self, name: str) -> None:
        field = self._form.fields[name]
        if not field.derived:
            self._open(field, self._form.value(name), self._form.fields, self._form.put)

    def _choose_cell(self, rows: str, place: int, name: str) -> None:
        grid = self._form.grids[rows]
        if isinstance(grid, RowsEditor):
            fields = {each.name: each for each in grid.model.fields}
            self._open(
                fields[name], grid.model.text(place, name), fields, lambda texts: grid.model.put(place, texts)
            )

    def _open(self, field: Field, now: str, fields: Mapping[str, Field], put: Put) -> None:
        """Open the list that a field is chosen from."""
        parent: Any = self._shell.window
        desk, kind = self._desk, field.kind.name
        if kind is KindName.BIC:
            picker = BankPicker(parent, desk.directories, lambda bank: put({field.name: bank.bic}))
            picker.search(now)
            picker.open()
        elif kind is KindName.REFERENCE:
            pickers.document(parent, desk, field, lambda row: put({field.name: row.id}))
        elif kind is KindName.PRODUCT:
            pickers.product(parent, desk, field, lambda one: put({field.name: one.id}))
        elif self._is_payee(field.name) and field.name in self._form.fields:
            PayeePicker(parent, desk, self._take_payee).open()
        elif field.directory and field.directory not in _LISTED:
            pickers.entry(parent, desk, field.directory, lambda entry: put(taken(field, entry, fields)))


def _offered(
    rows: type[Document], field: Field, accounts: Mapping[str, str], people: Mapping[str, str]
) -> Mapping[str, str]:
    """Return what there is to choose from in a column; where nothing need be chosen, its hint says what that means."""
    if own_accounts.is_own(rows, field):
        return accounts if field.required else {"": tr(field.hint) if field.hint else "", **accounts}
    return {"": tr("choose…"), **people} if field.directory == own_people.DIRECTORY else {}


def taken(field: Field, entry: Entry, fields: Mapping[str, Field]) -> dict[str, str]:
    """Return what an entry puts into a form: its code or, into a text, its title; and its facts by their names.

    A text beside a code of the same directory, or a code beside a text, is the other face of the entry: a name and its number.
    """
    facts = {
        name: text
        for name, text in entry.facts.items()
        if name in fields and name != field.name and not fields[name].derived
    }
    siblings = {
        each.name: _face(each, entry)
        for each in fields.values()
        if each.directory == field.directory
        and not each.derived
        and (each.kind.name in TEXTS) is not (field.kind.name in TEXTS)
    }
    return {**facts, **siblings, field.name: entry.title if field.kind.name in TEXTS else entry.code}


def _face(field: Field, entry: Entry) -> str:
    """Return what the other field of a directory gets: the title, or the code unless the program made it up."""
    if field.kind.name in TEXTS:
        return entry.title
    return "" if entry.own and entry.id.endswith(entry.code) else entry.code
