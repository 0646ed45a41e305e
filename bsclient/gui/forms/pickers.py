"""Windows to choose one thing from a list that is searched as one types: an entry of a directory, a document, a product."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from PySide6.QtWidgets import QWidget

from bsclient.gui import format as written
from bsclient.gui import tasks, words
from bsclient.gui.documents.fields_view import title as type_title
from bsclient.gui.forms import directory_words, product_words
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.filters import SearchField
from bsclient.gui.widgets.model import Column, ListView
from bsclient.gui.widgets.table import DataTable
from bsclient.services.documents.listing import Filter, Row

if TYPE_CHECKING:
    from bsclient.domain.fields import Field
    from bsclient.services.desk import Desk
    from bsclient.services.information.directory_books import Entry
    from bsclient.services.information.products import ProductView

R = TypeVar("R")
LIMIT: Final = 300
_SIZE: Final = (760, 460)
_NARROWEST: Final = 560


class ListPicker(Dialog, Generic[R]):
    """`find(words)` runs in a worker; `taken` gets what was chosen."""

    def __init__(
        self,
        parent: QWidget | None,
        caption: str,
        find: Callable[[str], Sequence[R]],
        taken: Callable[[R], object],
    ) -> None:
        super().__init__(parent, caption, width=_NARROWEST)
        self._find = find
        self._taken = taken
        self._listed = ""
        self.field = SearchField(tr("Search"))
        self.content.addWidget(self.field)

    def show_columns(self, name: str, columns: Sequence[Column[R]], empty: str) -> None:
        """Make the list and read it for the first time."""
        self.table: DataTable[R] = DataTable(name, columns)
        self.table.set_empty(empty)
        self.table.opened.connect(self._take)
        self.content.addWidget(self.table, 1)
        self.add_button(tr("Choose"), lambda: self._take(self.table.current_row()), primary=True)
        self.add_close()
        self.field.changed.connect(self._search)
        self.field.returnPressed.connect(self.table.setFocus)
        self.resize(*_SIZE)
        self.field.setFocus()
        self._search()

    def _search(self) -> None:
        asked = self.field.value()
        tasks.run(
            lambda: self._find(asked), lambda found: self._show(asked, found), lane=Lane.NETWORK
        ).owned_by(self)

    def _show(self, asked: str, found: Sequence[R]) -> None:
        if asked == self.field.value():
            self._listed = asked
            self.table.set_view(ListView(found), keep_place=False)
            if found:
                self.table.select_place(0)

    def _take(self, chosen: R | None) -> None:
        if chosen is not None and self._listed == self.field.value():  # not one of the list before
            self.accept()
            self._taken(chosen)


def entry(parent: QWidget, desk: Desk, directory: str, taken: Callable[[Entry], object]) -> ListPicker[Entry]:
    """Let the user choose an entry of a directory."""
    made: ListPicker[Entry] = ListPicker(
        parent,
        directory_words.title(directory),
        lambda asked: desk.books.search(directory, asked, desk.place.today, LIMIT),
        taken,
    )
    columns: list[Column[Entry]] = [
        Column("code", tr("Code"), lambda each: each.code, width=150),
        Column("title", tr("Name"), lambda each: each.title, stretch=True),
    ]
    made.show_columns("entry_picker", columns, tr("Nothing was found in the directory"))
    made.open()
    return made


def document(parent: QWidget, desk: Desk, field: Field, taken: Callable[[Row], object]) -> ListPicker[Row]:
    """Let the user choose one of his documents of the types that a reference may name."""
    return any_document(parent, desk, field.of, taken, tr(field.label))


def any_document(
    parent: QWidget, desk: Desk, types: tuple[str, ...], taken: Callable[[Row], object], caption: str = ""
) -> ListPicker[Row]:
    """Let the user choose one of his documents of some types."""

    def find(asked: str) -> Sequence[Row]:
        return desk.listing.view(Filter(types=types, text=asked)).page(0, LIMIT)

    made: ListPicker[Row] = ListPicker(parent, caption or tr("Choose a document"), find, taken)
    columns: list[Column[Row]] = [
        Column("type", tr("Type"), lambda row: type_title(row.type), width=170),
        Column("number", tr("No."), lambda row: row.number, width=60, right=True),
        Column("day", tr("Date"), lambda row: written.day(row.day), width=90),
        Column("amount", tr("Amount"), _amount, width=120, right=True),
        Column("about", tr("With whom"), lambda row: row.counterparty or row.purpose, stretch=True),
        Column("state", tr("State"), lambda row: words.state(row.state), width=120),
    ]
    made.show_columns("document_picker", columns, tr("There are no such documents"))
    made.open()
    return made


def product(
    parent: QWidget, desk: Desk, field: Field, taken: Callable[[ProductView], object]
) -> ListPicker[ProductView]:
    """Let the user choose one of his products at the bank."""

    def find(asked: str) -> Sequence[ProductView]:
        found = [each for kind in field.of for each in desk.products.list(kind, closed=False)]
        return [each for each in found if asked.casefold() in product_words.caption(each).casefold()]

    made: ListPicker[ProductView] = ListPicker(parent, tr(field.label), find, taken)
    columns: list[Column[ProductView]] = [
        Column("kind", tr("Product"), lambda one: product_words.kind(one.kind), width=150),
        Column("number", tr("No."), lambda one: one.number, stretch=True),
        Column("amount", tr("Amount"), product_words.amount, width=140, right=True),
        Column("ends", tr("Until"), lambda one: written.day(one.ends), width=90),
        Column("state", tr("State"), lambda one: product_words.state(one.state), width=110),
    ]
    made.show_columns("product_picker", columns, tr("There are no such products"))
    made.open()
    return made


def _amount(row: Row) -> str:
    return "" if row.amount is None else written.amount(row.amount, row.currency)
