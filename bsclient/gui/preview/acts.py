"""What other windows call: collect the pages in a worker, then show them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bsclient.domain.states import State
from bsclient.gui import format as written
from bsclient.gui import tr as languages
from bsclient.gui import words
from bsclient.gui.preview.window import PreviewWindow
from bsclient.gui.shell import Shell
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.printing.canvas import Page
from bsclient.services.documents.prints import Prints

if TYPE_CHECKING:
    from bsclient.printing.report import Report
    from bsclient.services.statements.reading import EntryView, Statement


def open(shell: Shell, title: str, pages: Sequence[Page]) -> PreviewWindow:  # noqa: A001 -- preview.open
    """Show pages; the window belongs to the program's and deletes itself when closed."""
    made = PreviewWindow(shell, title, pages)
    made.show()
    return made


def documents(shell: Shell, ids: Sequence[str]) -> None:
    """Show documents of any types on their forms, in the order of the ids."""
    chosen = list(ids)
    _collect(shell, tr("Documents"), lambda: prints(shell).pages(chosen))


def payment_list(shell: Shell, ids: Sequence[str]) -> None:
    """Show a list of payment orders with count and sum."""
    chosen = list(ids)
    states = {state: words.state(state) for state in State}
    _collect(shell, tr("List of payment orders"), lambda: prints(shell).list_pages(chosen, states))


def statement(shell: Shell, told: Statement) -> None:
    """Show a statement."""
    period = f"{written.day(told.start)} – {written.day(told.end)}"
    title = tr("Statement of {account}, {period}").format(account=told.account, period=period)
    _collect(shell, title, lambda: prints(shell).statement_pages(told))


def entry(shell: Shell, told: EntryView) -> None:
    """Show an operation on the form of its document, or as a table of its fields."""
    title = tr("Operation No. {number} of {day}").format(number=told.number, day=written.day(told.value_date))
    _collect(shell, title, lambda: prints(shell).entry_pages(told))


def table(shell: Shell, made: Report) -> None:
    """Show a table of a window."""
    _collect(shell, made.title, lambda: prints(shell).table_pages(made))


def key_act(shell: Shell) -> None:
    """Show the act of recognition of the key of the user at work."""
    _collect(shell, tr("Act of the key"), lambda: prints(shell).key_act_pages())


def prints(shell: Shell) -> Prints:
    """Return the service of papers for the user at work."""
    return Prints(shell.desk.place, shell.desk.signing, languages.language())


def _collect(shell: Shell, title: str, work: Callable[[], list[Page]]) -> None:
    def show(pages: list[Page]) -> None:
        if pages:
            open(shell, title, pages)
        else:
            shell.notify(tr("There is nothing to print"))

    shell.run_task(work, show, lane=Lane.NETWORK)
