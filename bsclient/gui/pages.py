"""The table of pages. A page is added by one line here and a function that imports it when it is first opened."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Final

from bsclient.gui.forms.names import FORM
from bsclient.gui.shell import Page, PageSpec, Shell
from bsclient.gui.tr import N_

if TYPE_CHECKING:
    from bsclient.services.desk import Desk


def _home(desk: Desk, shell: Shell) -> Page:
    from bsclient.gui.home.page import HomePage

    return HomePage(desk, shell)


def _journal(desk: Desk, shell: Shell) -> Page:
    from bsclient.gui.documents.journal_page import JournalPage

    return JournalPage(desk, shell)


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


def _payees(desk: Desk, shell: Shell) -> Page:
    from bsclient.gui.payees.page import PayeesPage

    return PayeesPage(desk, shell)


def _directories(desk: Desk, shell: Shell) -> Page:
    from bsclient.gui.directories.page import DirectoriesPage

    return DirectoriesPage(desk, shell)


def _audit(desk: Desk, shell: Shell) -> Page:
    from bsclient.gui.audit.page import AuditPage

    return AuditPage(desk, shell)


def _settings(desk: Desk, shell: Shell) -> Page:
    from bsclient.gui.preferences.page import PreferencesPage

    return PreferencesPage(desk, shell)


PAGES: Final = (
    PageSpec("home", N_("Home"), "home", _home),
    PageSpec("payments", N_("Payments"), "payment", _journal),
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
    PageSpec("statements", N_("Statements"), "statement", _statements),
    PageSpec("letters", N_("Letters"), "letter", _letters),
    PageSpec("payees", N_("Payees"), "payee", _payees),
    PageSpec("directories", N_("Banks (BIC)"), "directory", _directories),
    PageSpec("audit", N_("Audit journal"), "audit", _audit),
    PageSpec("settings", N_("Settings"), "settings", _settings),
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
