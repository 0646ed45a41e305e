"""The list of the journal as a table for spreadsheets: CSV or XLSX, the chosen rows or all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from bsclient.domain.documents import PaymentOrder
from bsclient.formats import tables
from bsclient.gui import words
from bsclient.gui.documents.journal_columns import note
from bsclient.gui.documents.journal_reading import Ranges
from bsclient.gui.shell import Shell
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import dialogs
from bsclient.services.documents.listing import Row, View
from bsclient.services.files import write_whole

_BLOCK: Final = 1000


def ask(shell: Shell, view: View, ranges: Ranges, kind: str) -> None:
    """Ask where to write the rows in the ranges of places."""
    count = sum(last - first + 1 for first, last in ranges)
    if count < 1:
        shell.notify(tr("There is nothing to export"))
        return
    name = tr("payments") if kind == PaymentOrder.code else tr("recall requests")
    filters = f"{tr('Excel table (*.xlsx)')};;{tr('CSV table (*.csv)')}"
    dialogs.save_file(
        shell.window,
        tr("Export %n document(s)", "", count),
        f"{name}.xlsx",
        filters,
        lambda path: export(shell, view, ranges, path),
    )


def export(shell: Shell, view: View, ranges: Ranges, path: Path) -> None:
    """Write the rows off the GUI thread and say where they are."""
    columns = _columns()

    def work() -> None:
        write(path, columns, _rows(view, ranges))

    shell.notify(tr("Exporting…"))
    shell.run_task(
        work,
        lambda _none: shell.notify(tr("Exported to {path}").format(path=path), "ok"),
        lane=Lane.NETWORK,
    )


def write(path: Path, columns: Sequence[tables.Column[Row]], rows: Iterator[Row]) -> None:
    """Write rows as the ending of the name says; raises `StorageFailed("file_not_written")`."""
    maker = tables.write_csv if path.suffix.lower() == ".csv" else tables.write_xlsx
    write_whole(path, lambda out: maker(out, columns, rows))


def _rows(view: View, ranges: Ranges) -> Iterator[Row]:
    for first, last in ranges:
        for start in range(first, last + 1, _BLOCK):
            yield from view.page(start, min(_BLOCK, last - start + 1))


def _columns() -> tuple[tables.Column[Row], ...]:
    return (
        tables.Column(tr("State"), lambda row: words.state(row.state), width=22),
        tables.Column(tr("No."), lambda row: row.number, width=10),
        tables.Column(tr("Date"), lambda row: row.day, "day", 12),
        tables.Column(tr("Amount"), lambda row: row.amount, "money", 18),
        tables.Column(tr("Currency"), lambda row: row.currency, width=8),
        tables.Column(tr("Payer's account"), lambda row: row.account, width=24),
        tables.Column(tr("Payee"), lambda row: row.counterparty, width=44),
        tables.Column(tr("INN"), lambda row: row.counterparty_inn, width=14),
        tables.Column(tr("Payee's account"), lambda row: row.counterparty_account, width=24),
        tables.Column(tr("Purpose of payment"), lambda row: row.purpose, width=70),
        tables.Column(tr("Signatures"), lambda row: row.signatures, "number", 10),
        tables.Column(tr("Remarks and reasons"), note, width=50),
        tables.Column(tr("Id"), lambda row: row.id, width=38),
    )
