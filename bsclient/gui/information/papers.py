"""Papers that the bank signed: references and statements; looked at, printed, saved as a PDF with the proof beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction

from bsclient.domain.states import State
from bsclient.gui import format as written
from bsclient.gui import keys
from bsclient.gui.documents.fields_view import title as type_title
from bsclient.gui.forms.names import page_of
from bsclient.gui.information.view import InformationView
from bsclient.gui.preview import acts
from bsclient.gui.shell import Shell
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.dialogs import save_file
from bsclient.gui.widgets.model import Column
from bsclient.gui.widgets.table import DataTable

if TYPE_CHECKING:
    from pathlib import Path

    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk
    from bsclient.services.documents.listing import Row
    from bsclient.services.information.papers import PaperFiles

_REQUEST: Final = "reference_request"
_HISTORY: Final = "payments.history"


class PapersView(InformationView):
    """`table` lists the papers; Enter shows one on its form."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell)
        self.table: DataTable[Row] = DataTable("papers", _columns(), shell.memory)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.set_empty(tr("The bank has made out no papers yet"), tr("Ask for a reference…"), self.ask)
        self._ask = keys.action(tr("Ask for a reference…"), "new", self.ask, self, "new")
        self._look = keys.action(tr("Look at the paper"), "print", self.look, self, "print")
        self._save = keys.action(tr("PDF with signature…"), "save", self.ask_save, self)
        self._story = keys.action(tr("History"), "history", self.show_history, self)
        self.box.addWidget(self.table, 1)
        self.box.addWidget(
            text.hint(
                tr(
                    "Beside the PDF the signed bytes, the bank's signature and its certificate are saved: openssl checks them."
                )
            )
        )
        self.setFocusProxy(self.table)
        self.table.opened.connect(lambda _row: self.look())
        self.table.chosen.connect(self._allow)
        self._allow()

    def actions_shown(self) -> Sequence[QAction]:
        return (self._ask, self._look, self._save, self._story)

    def concerns(self, changed: Changed) -> bool:
        return bool(changed.documents) or changed.everything

    def read(self) -> None:
        papers = self.desk.papers
        self.fetch(papers.list, self._show)

    def ask(self) -> None:
        """Begin a request for a reference."""
        self.shell.open_page(page_of(_REQUEST))

    def look(self) -> None:
        """Show the current paper as it is printed, and note that it was opened."""
        row = self.table.current_row()
        if row is None:
            return
        identity, incoming = row.id, self.desk.incoming
        self.shell.run_task(lambda: incoming.open(identity), lambda _state: None).owned_by(self)
        acts.documents(self.shell, [identity])

    def ask_save(self) -> None:
        """Ask where the PDF goes."""
        row = self.table.current_row()
        if row is not None:
            name = "".join(sign if sign.isalnum() else "-" for sign in f"{type_title(row.type)} {row.number}")
            save_file(
                self.window(), tr("Save the paper"), f"{name}.pdf", "PDF (*.pdf)",
                lambda path: self.save(row.id, path),
            )  # fmt: skip

    def save(self, identity: str, path: Path) -> None:
        """Write a paper and its proof."""
        papers = self.desk.papers
        self.shell.run_task(lambda: papers.save(identity, path), self._saved).owned_by(self)

    def show_history(self) -> None:
        """Show what the paper says and who signed it."""
        row = self.table.current_row()
        if row is not None:
            self.shell.open_page(_HISTORY, id=row.id)

    def _saved(self, made: PaperFiles) -> None:
        self.shell.notify(
            tr("Saved: {pdf}, beside it {signature}").format(pdf=made.pdf.name, signature=made.signature.name)
        )

    def _show(self, found: list[Row]) -> None:
        self.table.set_rows(found, lambda row: row.id)

    def _allow(self) -> None:
        for action in (self._look, self._save, self._story):
            action.setEnabled(self.table.current_row() is not None)


def _columns() -> tuple[Column[Row], ...]:
    return (
        Column("title", tr("Paper"), lambda row: type_title(row.type), 210, icon=_icon),
        Column("number", tr("No."), lambda row: row.number, 110),
        Column("day", tr("Date"), lambda row: written.day(row.day), 96),
        Column("account", tr("Account"), lambda row: written.account(row.account), 186),
        Column("purpose", tr("Where it will be shown"), lambda row: row.purpose, 220, stretch=True),
    )


def _icon(row: Row) -> str:
    return "letter" if row.state is State.INCOMING else "letter_open"
