"""A table of a window as a paper and as a file: the same columns, the same rows, the same words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Generic, TypeVar

from PySide6.QtWidgets import QMenu, QWidget

from bsclient.formats import tables
from bsclient.formats.tables import Kind, Value
from bsclient.gui import format as written
from bsclient.gui import preview
from bsclient.gui.shell import Shell
from bsclient.gui.statements.ground import StatementView
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets import dialogs
from bsclient.printing import report, statement
from bsclient.printing.canvas import pdf_bytes
from bsclient.services.files import write_bytes, write_whole

if TYPE_CHECKING:
    from bsclient.services.statements.reading import AccountView

R = TypeVar("R")
_PDF: Final = "pdf"
_TARGETS: Final = (
    ("xlsx", N_("Spreadsheet (XLSX)"), N_("Excel workbook (*.xlsx)")),
    ("csv", N_("Table (CSV)"), N_("CSV table (*.csv)")),
    (_PDF, N_("Paper (PDF)"), N_("PDF (*.pdf)")),
)
_PER_MM: Final = 1.7
"""Millimetres of a paper that one sign of a spreadsheet's column takes."""


@dataclass(frozen=True, slots=True)
class TableColumn(Generic[R]):
    """A column: its title, its value, what kind of value that is, and its width on paper in millimetres."""

    title: str
    value: Callable[[R], Value]
    kind: Kind = "text"
    width: float = 24.0


@dataclass(frozen=True, slots=True)
class Tabular(Generic[R]):
    """What a view shows: `name` proposes a file name, `above` and `below` are lines around the table on paper."""

    name: str
    title: str
    above: tuple[str, ...]
    columns: tuple[TableColumn[R], ...]
    rows: Sequence[R]
    below: tuple[str, ...] = ()

    def report(self, made: str) -> report.Report:
        """Return the paper; `made` says when it was made."""
        return report.Report(
            title=self.title,
            above=self.above,
            columns=tuple(
                report.Column(column.title, column.width, numeric=column.kind != "text")
                for column in self.columns
            ),
            rows=[tuple(_printed(column.value(row)) for column in self.columns) for row in self.rows],
            below=self.below,
            foot=made,
        )

    def write(self, out: BinaryIO, target: str) -> None:
        """Write the table as `csv` or `xlsx`."""
        columns = [
            tables.Column(column.title, column.value, column.kind, max(8, int(column.width / _PER_MM)))
            for column in self.columns
        ]
        (tables.write_csv if target == "csv" else tables.write_xlsx)(out, columns, self.rows)


class TabularView(StatementView):
    """A view whose table is printed and written to files as it stands."""

    def tabular(self) -> Tabular[Any] | None:
        """Return what is shown now; None while there is nothing."""
        raise NotImplementedError

    @property
    def ready(self) -> bool:
        return self.tabular() is not None

    def print(self) -> None:
        shown = self.tabular()
        if shown is not None:
            preview.table(self.ground.shell, shown.report(made_on(self.ground.shell)))

    def export_menu(self, parent: QWidget) -> QMenu | None:
        menu = QMenu(parent)
        for target, words, _filter in _TARGETS:
            menu.addAction(tr(words)).triggered.connect(lambda _on=False, target=target: self.ask(target))
        return menu

    def ask(self, target: str) -> None:
        """Ask where to write the table."""
        shown = self.tabular()
        if shown is None:
            return
        filters = next(tr(words) for key, _words, words in _TARGETS if key == target)
        dialogs.save_file(
            self.ground.shell.window,
            tr("Write the table to a file"),
            f"{shown.name}.{target}",
            filters,
            lambda path: self.write(shown, target, path),
        )

    def write(self, shown: Tabular[Any], target: str, path: Path) -> None:
        """Write the table in a worker and say so."""
        shell = self.ground.shell
        made = made_on(shell)

        def work() -> None:
            if target == _PDF:
                write_bytes(path, pdf_bytes(preview.prints(shell).table_pages(shown.report(made)), path.stem))
            else:
                write_whole(path, lambda out: shown.write(out, target))

        def done(_nothing: None) -> None:
            shell.notify(tr("The table is in the file {name}").format(name=path.name), "ok")

        shell.run_task(work, done, lane=Lane.NETWORK)


def made_on(shell: Shell) -> str:
    """Return the line that says when a paper was made."""
    return tr("BSClient, made {time} (Moscow time)").format(time=written.instant(shell.desk.place.instant))


def heading(shell: Shell, account: AccountView | None = None) -> tuple[str, ...]:
    """Return the lines that say whose paper it is: organisation, bank; of an account of another bank, its name."""
    profile = shell.desk.profile
    organisation, bank = profile.organisation, profile.bank
    owner = f"{organisation.name}, {tr('INN')} {organisation.inn}" if organisation.inn else organisation.name
    if account is not None and account.source == "file":
        return owner, tr("{name} (other bank)").format(name=account.name or account.number)
    return owner, f"{bank.name}, {tr('BIC')} {bank.bic}"


def _printed(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return statement.money(value)
    return (
        value
        if isinstance(value, str)
        else written.number(value)
        if isinstance(value, int)
        else written.day(value)
    )
