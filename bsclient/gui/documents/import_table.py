"""The preview of a file as a table: a box for each document, its mark, its payee; Space or a click takes it or not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from bsclient.gui import format as written
from bsclient.gui.documents import import_words as words
from bsclient.gui.documents.import_choice import Choice, wrong
from bsclient.gui.memory import Memory
from bsclient.gui.tr import tr
from bsclient.gui.widgets.model import Column, ListView
from bsclient.gui.widgets.table import DataTable
from bsclient.services.imports.taking import PreviewRow

_BOX: int = 0


class ImportTable(DataTable[PreviewRow]):
    """Emits `toggled(rows)` when the user wants rows taken or left out."""

    toggled = Signal(object)

    def __init__(self, memory: Memory) -> None:
        self._choice: Choice | None = None
        super().__init__("import_preview", self._columns(), memory)
        self.setAccessibleName(tr("Documents of the file"))
        self.set_empty(tr("No documents of this kind in the file"))
        self.clicked.connect(self._click)

    def show_rows(self, choice: Choice, rows: Sequence[PreviewRow]) -> None:
        """Show rows of a preview."""
        self._choice = choice
        self.set_view(ListView(rows), keep_place=False)
        if rows:
            self.select_place(0)

    def repaint_rows(self) -> None:
        """Show the boxes anew."""
        self.paged.forget()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            rows = self.selected_rows(limit=self.paged.rowCount())
            if rows:
                self.toggled.emit(rows)
        else:
            super().keyPressEvent(event)

    def _click(self, index: QModelIndex) -> None:
        row = self.paged.row(index.row())
        if index.column() == _BOX and row is not None:
            self.toggled.emit([row])

    def _taken(self, row: PreviewRow) -> bool:
        return self._choice is not None and self._choice.chosen(row)

    def _columns(self) -> list[Column[PreviewRow]]:
        box = Column[PreviewRow](
            "take",
            tr("Take"),
            lambda row: tr("yes") if self._taken(row) else tr("no"),
            width=82,
            icon=lambda row: "box_on" if self._taken(row) else "box",
            colour=lambda row: "text" if self._taken(row) else "muted",
        )
        return [box, *_document(), *_payee(), _mark(), _day(), *_rest()]


def _document() -> list[Column[PreviewRow]]:
    return [
        Column("number", tr("No."), lambda row: row.number, width=52, right=True),
        Column(
            "amount",
            tr("Amount"),
            lambda row: "" if row.amount is None else written.amount(row.amount),
            width=106,
            right=True,
        ),
    ]


def _day() -> Column[PreviewRow]:
    return Column("day", tr("Date"), lambda row: written.day(row.day), width=88)


def _mark() -> Column[PreviewRow]:
    return Column(
        "mark",
        tr("Document"),
        lambda row: words.mark(row.mark),
        width=122,
        icon=lambda row: words.mark_icon(row.mark),
        colour=lambda row: words.mark_colour(row.mark),
    )


def _payee() -> list[Column[PreviewRow]]:
    """Whom is paid comes before what is said of him: the name is never the one that is cut off by the window."""
    return [
        Column("payee", tr("Name of the payee"), lambda row: row.payee_name, width=208),
        Column(
            "payee_mark",
            tr("Payee"),
            lambda row: words.payee(row.payee),
            width=104,
            icon=lambda row: words.payee_icon(row.payee),
            colour=lambda row: words.payee_colour(row.payee),
        ),
    ]


def _rest() -> list[Column[PreviewRow]]:
    return [
        Column(
            "problems",
            tr("Remarks"),
            lambda row: str(wrong(row) or ""),
            width=86,
            right=True,
            icon=lambda row: "" if not wrong(row) else "warning" if row.valid else "error",
            colour=lambda row: "partly" if row.valid else "rejected",
        ),
        Column("purpose", tr("Purpose"), lambda row: row.raw.get("purpose", ""), width=300),
        Column("line", tr("Line"), lambda row: str(row.line), width=60, right=True, hidden=True),
        Column(
            "account",
            tr("Payee's account"),
            lambda row: written.account(row.raw.get("payee_account", "")),
            width=190,
            hidden=True,
        ),
        Column("inn", tr("INN"), lambda row: row.raw.get("payee_inn", ""), width=110, hidden=True),
    ]
