"""Acts of single types of bank documents beside answers: the results for employees fill the own directory."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction

from bsclient.gui import keys
from bsclient.gui.tr import tr

if TYPE_CHECKING:
    from bsclient.gui.forms.page import FormPage
    from bsclient.services.payees.employees import Taken


def of(page: FormPage) -> list[QAction]:
    """Return the acts of the page's type."""
    make = _ACTS.get(page.form.kind.code)
    return [] if make is None else [make(page)]


def _employees(page: FormPage) -> QAction:
    return keys.action(tr("Add to employees"), "user", partial(_take_employees, page), page)


def _take_employees(page: FormPage) -> None:
    take, shown = page.desk.employees.take, page.document_id
    if shown:
        page.shell.run_task(lambda: take(shown), partial(_told, page)).owned_by(page)


def _told(page: FormPage, done: Taken) -> None:
    words = tr("Employees: {added} added, {changed} changed, {ended} ended")
    page.shell.notify(words.format(added=done.added, changed=done.changed, ended=done.ended), "ok")


_ACTS: Final[dict[str, Callable[[FormPage], QAction]]] = {"employee_results": _employees}
