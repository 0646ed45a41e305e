"""Products at the bank: deposits, loans, guarantees, letters of credit, contracts; each with its terms and what can be done.

What can be done follows from the declared types: every type that names a product of a kind is a deed of that kind.
`open(id=…)` shows one, `kind=…` those of a kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton, QSplitter, QVBoxLayout, QWidget

from bsclient.domain.kinds import KindName
from bsclient.gui import format as written
from bsclient.gui import keys
from bsclient.gui.documents.fields_view import FieldsView
from bsclient.gui.documents.fields_view import title as type_title
from bsclient.gui.documents.journal_details import empty
from bsclient.gui.documents.links_panel import LinksPanel
from bsclient.gui.forms import product_words
from bsclient.gui.forms.names import page_of
from bsclient.gui.shell import Page, Shell
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.filters import SearchField
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.gui.widgets.model import Column, ListView
from bsclient.gui.widgets.table import DataTable
from bsclient.gui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk
    from bsclient.services.information.products import ProductView

_SIZES: Final = [560, 480]
_ALL: Final = "all"
_SEARCH_WIDTH: Final = 240


@dataclass(frozen=True, slots=True)
class Deed:
    """A type of document that begins from a product, and the field that names it."""

    type: str
    field: str


def deeds(kind: str) -> list[Deed]:
    """Return what can be done with products of a kind, by the names of the types; what ends them comes last."""
    from bsclient.domain.documents import registry
    from bsclient.domain.families import Flow

    found = [
        Deed(each.code, field.name)
        for each in registry.values()
        if each.flow is Flow.OUT
        for field in each.declared
        if field.kind.name is KindName.PRODUCT and kind in field.of and not field.derived
    ]
    return sorted(found, key=lambda deed: (not registry[deed.type].templates, type_title(deed.type)))


class ProductsPage(Page):
    """`table` is the list, `details` the card of the current product."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell)
        self._all: Sequence[ProductView] = ()
        self._wanted = ""
        self.search = SearchField(tr("Number, account or amount"))
        self.search.setMinimumWidth(_SEARCH_WIDTH)
        self.closed = QCheckBox(tr("Also those that are over"))
        self.tabs = Tabs(
            [(_ALL, tr("All", "tab")), *((kind, product_words.kinds(kind)) for kind in product_words.KINDS)]
        )
        self.table: DataTable[ProductView] = DataTable("products", _columns(), shell.memory)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.details = FieldsView()
        self.links = LinksPanel(desk, shell)
        self._head = text.heading("", 2)
        self._deeds = FlowLayout(gap=8)
        self._history = keys.action(
            tr("Document it began with"), "history", self.show_document, self, "history"
        )
        self._build()

    @property
    def title(self) -> str:
        return tr("Products at the bank")

    def page_actions(self) -> Sequence[QAction | None]:
        return (self._history,)

    def open(self, **args: object) -> None:
        self._wanted = str(args.get("id", ""))
        kind = str(args.get("kind", ""))
        if kind:
            self.tabs.choose(kind)
        self.setFocusProxy(self.table)
        self.read()

    def refresh(self, changed: Changed) -> None:
        if changed.products or changed.documents or changed.everything:
            self.read()

    def read(self) -> None:
        """Read the list again."""
        closed, products = self.closed.isChecked(), self.desk.products
        task = self.shell.run_task(lambda: products.list(closed=closed), self._show, lane=Lane.NETWORK)
        task.owned_by(self)

    def begin(self, deed: Deed) -> None:
        """Begin a document about the current product."""
        product = self.table.current_row()
        if product is not None:
            self.shell.open_page(page_of(deed.type), given={deed.field: product.id})

    def show_document(self) -> None:
        """Show the history of the document that a product began with."""
        product = self.table.current_row()
        if product is not None and product.document_id:
            self.shell.open_page("payments.history", id=product.document_id)

    # inside -------------------------------------------------------------------------------------------------------

    def _show(self, found: list[ProductView]) -> None:
        self._all = found
        counts = {kind: sum(each.kind == kind for each in found) for kind in product_words.KINDS}
        self.tabs.set_counts({_ALL: len(found), **counts})
        self.tabs.show_only({_ALL, *(kind for kind, count in counts.items() if count)})
        self._filter()

    def _filter(self) -> None:
        kind, words = self.tabs.value(), self.search.value().casefold().split()
        shown = [
            each
            for each in self._all
            if kind in {_ALL, each.kind}
            and all(word in f"{product_words.caption(each)} {each.account}".casefold() for word in words)
        ]
        before = self._wanted or (row.id if (row := self.table.current_row()) is not None else "")
        self._wanted = ""
        self.table.set_empty(
            tr("The bank has told of no product yet") if not self._all else tr("Nothing was found")
        )
        self.table.set_view(ListView(shown), keep_place=False)
        if shown:
            ids = [each.id for each in shown]
            self.table.select_place(ids.index(before) if before in ids else 0)
        self._show_product()

    def _show_product(self) -> None:
        product = self.table.current_row()
        self._side.setVisible(product is not None)
        self._history.setEnabled(product is not None and bool(product.document_id))
        if product is None:
            return
        self._head.setText(f"{product_words.kind(product.kind)} {product.number}".strip())
        self.details.show_lines(_lines(product))
        self.links.show_links(product.id)
        empty(self._deeds)
        if product.state not in product_words.OVER:
            for place, deed in enumerate(deeds(product.kind)):
                caption = type_title(deed.type)
                button = text.primary(caption) if place == 0 else QPushButton(caption)
                button.clicked.connect(partial(self._begin, deed))
                self._deeds.addWidget(button)
        self._deeds.invalidate()

    def _begin(self, deed: Deed, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- what clicked() carries
        self.begin(deed)

    def _build(self) -> None:
        top = QWidget()
        row = FlowLayout(top, gap=12)
        row.addWidget(self.search)
        row.addWidget(self.closed)
        self._side = QFrame()
        self._side.setProperty("card", True)
        column = QVBoxLayout(self._side)
        column.setContentsMargins(14, 10, 14, 10)
        column.addWidget(self._head)
        column.addLayout(self._deeds)
        column.addWidget(self.details, 1)
        column.addWidget(self.links)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.table)
        parts.addWidget(self._side)
        parts.setSizes(_SIZES)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 10)
        box.setSpacing(8)
        for widget in (top, self.tabs):
            box.addWidget(widget)
        box.addWidget(parts, 1)
        self.search.changed.connect(self._filter)
        self.search.action(self)
        self.tabs.changed.connect(self._filter)
        self.closed.toggled.connect(lambda _on: self.read())
        self.table.chosen.connect(self._show_product)


def _lines(product: ProductView) -> list[tuple[str, str]]:
    found = [
        (tr("State"), product_words.state(product.state)),
        (tr("Amount"), product_words.amount(product)),
        (tr("Account"), written.account(product.account)),
        (tr("Opened"), written.day(product.opened)),
        (tr("Until"), written.day(product.ends)),
        *(
            (product_words.term(name), product_words.term_value(value, name))
            for name, value in product.terms.items()
        ),
        (tr("Told by the bank"), written.instant(product.told)),
    ]
    return [(name, value) for name, value in found if value]


def _columns() -> tuple[Column[ProductView], ...]:
    return (
        Column("kind", tr("Product"), lambda one: product_words.kind(one.kind), 150),
        Column("number", tr("No."), lambda one: one.number, 176),
        Column("amount", tr("Amount"), product_words.amount, 150, right=True),
        Column("state", tr("State"), lambda one: product_words.state(one.state), 120, colour=_colour),
        Column("ends", tr("Until"), lambda one: written.day(one.ends), 96),
        Column("account", tr("Account"), lambda one: written.account(one.account), 186, hidden=True),
    )


def _colour(product: ProductView) -> str:
    return (
        "muted" if product.state in product_words.OVER else "rejected" if product.state == "overdue" else ""
    )
