"""The audit journal: who did what and when, and whether the chain of hashes is whole and known to the bank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout

from bsclient.gui import format as written
from bsclient.gui import keys
from bsclient.gui.audit import words
from bsclient.gui.documents.fields_view import FieldsDialog
from bsclient.gui.documents.sign_model import grouped
from bsclient.gui.preview import acts
from bsclient.gui.shell import Page, Shell
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.bar import NoticeBar
from bsclient.gui.widgets.model import Column
from bsclient.gui.widgets.table import DataTable
from bsclient.printing import report
from bsclient.printing.canvas import Page as Sheet
from bsclient.services.evidence.audit import Audit, AuditReport, JournalRow

if TYPE_CHECKING:
    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk

PRINTED: Final = 2000
"""So many records are printed at most: the chosen ones, else the newest."""
_HISTORY: Final = "payments.history"


class AuditView:
    """The journal as a list: the newest record first; its length is that of the moment it was made."""

    def __init__(self, audit: Audit) -> None:
        self._audit = audit
        self._count = audit.count()

    @property
    def count(self) -> int:
        """Number of records."""
        return self._count

    def page(self, start: int, count: int, /) -> list[JournalRow]:
        """Return records by their place; those written since then do not move the others."""
        later = self._audit.count() - self._count
        return self._audit.page(start + later, count)


class AuditPage(Page):
    """The list, the result of the last check above it."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell)
        self.result = NoticeBar()
        self.table: DataTable[JournalRow] = DataTable("audit", _columns(), shell.memory)
        self._check = keys.action(tr("Check the chain"), "audit", self.check, self, "refresh")
        self._document = keys.action(
            tr("History of the document"), "history", self.show_document, self, "history"
        )
        self._print = keys.action(tr("Print"), "print", self.print_rows, self, "print")
        self._count = text.hint("", wrap=False)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 10, 12, 8)
        box.setSpacing(8)
        box.addWidget(
            text.hint(
                tr(
                    "Every record holds the hash of the one before, and the bank keeps the last one:"
                    " a record that was changed, added or taken out is found."
                )
            )
        )
        box.addWidget(self.result)
        box.addWidget(self.table, 1)
        box.addWidget(self._count)
        self.table.opened.connect(self._show_record)
        self.table.chosen.connect(self._allow)
        self.table.menu_filler = self._fill_menu

    @property
    def title(self) -> str:
        return tr("Audit journal")

    def page_actions(self) -> Sequence[QAction | None]:
        return (self._check, None, self._document, self._print)

    def open(self, **_args: object) -> None:
        self.setFocusProxy(self.table)
        self._read()

    def refresh(self, changed: Changed) -> None:
        if changed.documents or changed.everything:
            self._read()

    def check(self) -> None:
        """Compute the whole chain anew."""
        self._check.setEnabled(False)
        self.result.tell(tr("Checking the audit journal…"))
        task = self.shell.run_task(self.desk.audit.check, self._show_result, lane=Lane.NETWORK)
        task.owned_by(self)
        task.finished.connect(lambda: self._check.setEnabled(True))

    def show_document(self) -> None:
        """Show the history of the document that a record is about."""
        row = self.table.current_row()
        if row is not None and row.object:
            self.shell.open_page(_HISTORY, id=row.object)

    def print_rows(self) -> None:
        """Show the chosen records, or the newest ones, on paper."""
        chosen = self.table.selected_rows(PRINTED)
        audit, profile = self.desk.audit, self.desk.profile

        def work() -> list[Sheet]:
            rows = chosen if len(chosen) > 1 else audit.page(0, PRINTED)
            return report.lay_out(printed(rows, f"{profile.title}, {self.desk.user.name}"))

        def show(pages: list[Sheet]) -> None:
            acts.open(self.shell, tr("Audit journal"), pages)

        self.shell.run_task(work, show, lane=Lane.NETWORK)

    # inside -------------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        audit = self.desk.audit
        self.table.set_loading()
        self.shell.run_task(lambda: AuditView(audit), self._show, lane=Lane.NETWORK).owned_by(self)

    def _show(self, view: AuditView) -> None:
        self.table.set_view(view)
        self._count.setText(tr("%n record(s)", "", view.count))
        self._allow()

    def _show_result(self, told: AuditReport) -> None:
        count = written.number(told.count)
        if told.ok:
            whole = tr("The chain of {count} records is whole. Its last hash: {head}.").format(
                count=count, head=grouped(told.head[:32])
            )
            self.result.tell(f"{whole} {_confirmed(told)}", "ok", tr("Hide"))
        else:
            self.result.tell(
                tr(
                    "The chain is broken at record {place} of {count}: something was changed or taken out."
                    " Do not send anything; tell the bank and your administrator."
                ).format(place=told.broken_at, count=count),
                "error",
            )

    def _allow(self) -> None:
        row = self.table.current_row()
        self._document.setEnabled(row is not None and bool(row.object))

    def _show_record(self, row: JournalRow) -> None:
        dialog = FieldsDialog(self.shell.window, tr("Record {number}").format(number=row.seq))
        dialog.view.show_lines(record(row))
        dialog.add_close(tr("Close"), primary=True)
        dialog.open()

    def _fill_menu(self, menu: QMenu) -> None:
        menu.addAction(self._document)
        menu.addAction(self._print)


def _confirmed(told: AuditReport) -> str:
    if not told.confirmed:
        return tr("The bank has not confirmed it yet: synchronise.")
    place = written.number(told.confirmed)
    return tr("The bank confirmed it up to record {place}, and it agrees.").format(place=place)


def record(row: JournalRow) -> list[tuple[str, str]]:
    """Return everything that a record holds."""
    pairs = [
        (tr("Time (Moscow)"), written.instant(row.at)),
        (tr("Who"), words.actor(row)),
        (tr("This computer"), row.device),
        (tr("What"), words.act(row)),
        (tr("Details"), words.facts(row)),
        (tr("Document"), row.object),
        (tr("SHA-256 of its signed bytes"), row.object_hash),
        (tr("Hash of the record before"), row.prev),
        (tr("Hash of this record"), row.hash),
    ]
    return [(name, value) for name, value in pairs if value]


def printed(rows: Sequence[JournalRow], owner: str) -> report.Report:
    """Return records as a printed report."""
    return report.Report(
        title=tr("Audit journal"),
        above=(owner,),
        columns=(
            report.Column(tr("Record"), 14, numeric=True),
            report.Column(tr("Time (Moscow)"), 28),
            report.Column(tr("Who"), 34),
            report.Column(tr("What"), 44),
            report.Column(tr("Details"), 30),
            report.Column(tr("Document and hash of the record"), 46),
        ),
        rows=[
            (
                str(row.seq),
                written.instant(row.at),
                words.actor(row),
                words.act(row),
                words.facts(row),
                "\n".join(filter(None, (row.object, row.hash[:16]))),
            )
            for row in rows
        ],
    )


def _columns() -> tuple[Column[JournalRow], ...]:
    return (
        Column("seq", tr("Record"), lambda row: written.number(row.seq), 84, right=True),
        Column("at", tr("Time (Moscow)"), lambda row: written.instant(row.at), 136),
        Column("actor", tr("Who"), words.actor, 190),
        Column("action", tr("What"), words.act, 240),
        Column("facts", tr("Details"), words.facts, 270),
        Column("object", tr("Document"), lambda row: row.object, 270),
        Column("hash", tr("Hash of the record"), lambda row: grouped(row.hash[:16]), 170),
        Column("device", tr("Computer"), lambda row: row.device, 140, hidden=True),
    )
