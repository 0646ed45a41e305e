"""The table of pages. A page is added by one line here and a function that imports it when it is first opened."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Final

from bsclient.gui.forms.names import FORM
from bsclient.gui.sections import SECTIONS, Section
from bsclient.gui.shell import Page, PageSpec, Shell
from bsclient.gui.tr import N_

if TYPE_CHECKING:
    from bsclient.services.desk import Desk


def _home(desk: Desk, shell: Shell) -> Page:
    from bsclient.gui.home.page import HomePage

    return HomePage(desk, shell)


def _journal(section: Section, desk: Desk, shell: Shell) -> Page:
    from bsclient.gui.documents.journal_page import JournalPage

    return JournalPage(desk, shell, section)


def _form(code: str, desk: Desk, shell: Shell) -> Page:
    from bsclient.gui.forms.page import FormPage

    return FormPage(desk, shell, code)


def _history(desk: Desk, shell: Shell) -> Page:
    from bsclient.gui.documents.history_page import HistoryPage

    return HistoryPage(desk, shell)


def _payment(desk: Desk, shell: Shell) -> Page:
    from bsclient.gui.documents.editor_page import PaymentPage

    return PaymentPage(desk, shell)


def _imports(desk: Desk, shell: Shell) -> Page:
    from bsclient.gui.documents.import_page import ImportPage

    return ImportPage(desk, shell)


def _statements(desk: Desk, shell: Shell) -> Page:
    from bsclient.gui.statements.page import StatementsPage

    return StatementsPage(desk, shell)


def _letters(desk: Desk, shell: Shell) -> Page:
    from bsclient.gui.letters.page import LettersPage

    return LettersPage(desk, shell)


def _information(desk: Desk, shell: Shell) -> Page:
    from bsclient.gui.information.page import InformationPage

    return InformationPage(desk, shell)


def _payees(desk: Desk, shell: Shell) -> Page:
    from bsclient.gui.payees.page import PayeesPage

    return PayeesPage(desk, shell)


def _directories(desk: Desk, shell: Shell) -> Page:
    from bsclient.gui.directories.page import DirectoriesPage

    return DirectoriesPage(desk, shell)


def _audit(desk: Desk, shell: Shell) -> Page:
    from bsclient.gui.audit.page import AuditPage

    return AuditPage(desk, shell)


def _keys(desk: Desk, shell: Shell) -> Page:
    from bsclient.gui.keys_page.page import KeysPage

    return KeysPage(desk, shell)


def _rights(desk: Desk, shell: Shell) -> Page:
    from bsclient.gui.rights.page import RightsPage

    return RightsPage(desk, shell)


def _settings(desk: Desk, shell: Shell) -> Page:
    from bsclient.gui.preferences.page import PreferencesPage

    return PreferencesPage(desk, shell)


def _products(desk: Desk, shell: Shell) -> Page:
    from bsclient.gui.products.page import ProductsPage

    return ProductsPage(desk, shell)


def _recurring(desk: Desk, shell: Shell) -> Page:
    from bsclient.gui.recurring.page import RecurringPage

    return RecurringPage(desk, shell)


_DOCUMENTS: Final = N_("Documents")
_BANK: Final = N_("At the bank")
_BOOKS: Final = N_("Books")
_PROGRAM: Final = N_("Program")

PAGES: Final = (
    PageSpec("home", N_("Home"), "home", _home),
    *(
        PageSpec(each.page, each.title, each.icon, partial(_journal, each), group=_DOCUMENTS)
        for each in SECTIONS
    ),
    PageSpec("recurring", N_("Calendar"), "calendar", _recurring, group=_DOCUMENTS),
    PageSpec("statements", N_("Statements"), "statement", _statements, group=_BANK),
    PageSpec("products", N_("Products"), "product", _products, group=_BANK),
    PageSpec("letters", N_("Letters"), "letter", _letters, group=_BANK),
    PageSpec("information", N_("Information"), "info", _information, group=_BANK),
    PageSpec("payees", N_("Payees"), "payee", _payees, group=_BOOKS),
    PageSpec("directories", N_("Directories"), "directory", _directories, group=_BOOKS),
    PageSpec("keys", N_("Signature keys"), "key", _keys, group=_PROGRAM),
    PageSpec("rights", N_("Rights"), "user", _rights, group=_PROGRAM),
    PageSpec("audit", N_("Audit journal"), "audit", _audit, group=_PROGRAM),
    PageSpec("settings", N_("Settings"), "settings", _settings, group=_PROGRAM),
    PageSpec(
        "payments.history",
        N_("History of the document"),
        "history",
        _history,
        in_menu=False,
        under="payments",
    ),
    PageSpec("payments.edit", N_("Payment order"), "payment", _payment, in_menu=False, under="payments"),
    PageSpec(
        "payments.import", N_("Import of payments"), "import", _imports, in_menu=False, under="payments"
    ),
)
"""In the order of the navigation and of Ctrl+1 … Ctrl+9."""


class Pages(dict[str, PageSpec]):
    """Every page by its name; that of a type's form is made when it is asked for: there are many, and few are opened."""

    def __init__(self, specs: Iterable[PageSpec]) -> None:
        super().__init__({spec.name: spec for spec in specs})

    def __missing__(self, name: str) -> PageSpec:
        if not name.startswith(FORM):
            raise KeyError(name)
        code = name.removeprefix(FORM)
        made = self[name] = PageSpec(name, code, "edit", partial(_form, code), in_menu=False)
        return made
