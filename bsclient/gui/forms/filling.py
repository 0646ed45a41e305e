"""What follows while one types: derived fields of any type, and words for what is kept as an id or a code.

Proposals come from the declaration (`desk.drafts.fill`), asked off the GUI thread a moment after a change; an answer
about an older text is dropped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from bsclient.domain.kinds import KindName
from bsclient.gui import tasks
from bsclient.gui.documents.fields_view import title as type_title
from bsclient.gui.documents.history_parts import caption
from bsclient.gui.forms import own_accounts, product_words
from bsclient.gui.forms.document_form import DocumentForm
from bsclient.gui.tasks import Lane
from bsclient.gui.tips import tip
from bsclient.gui.widgets.editors_more import PickEditor

if TYPE_CHECKING:
    from bsclient.domain.fields import Field
    from bsclient.services.desk import Desk

_PAUSE_MS: Final = 80


class Filling(QObject):
    """Keeps derived fields and the words beside codes true."""

    def __init__(self, form: DocumentForm, desk: Desk) -> None:
        super().__init__(form)
        self._form, self._desk = form, desk
        self._busy = self._again = False
        self._locked = True
        self._said: dict[str, str] = {}
        self._named = [field for field in form.fields.values() if _has_words(field)]
        self._hints = {
            field.name: form.cells[field.name].add_hint() for field in self._named if field.name in form.cells
        }
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.now)
        form.changed.connect(lambda _name: self._pause.start())

    def begin(self, *, locked: bool) -> None:
        """Follow a draft that was loaded; one that is locked only gets its words."""
        self._locked = locked
        self.now()

    def now(self) -> None:
        """Ask at once, or as soon as the question under way is answered."""
        self._pause.stop()
        if self._busy:
            self._again = True
            return
        self._busy = True
        form, desk, locked = self._form, self._desk, self._locked
        code, raw, fills = form.kind.code, form.raw(), _fills(form)
        named = {field: form.value(field.name).strip() for field in self._named} if self._named else {}

        def work() -> tuple[dict[str, str], dict[str, str]]:
            proposed = desk.drafts.fill(code, raw) if fills and not locked else {}
            return proposed, {field.name: words_of(desk, field, value) for field, value in named.items()}

        task = tasks.run(work, lambda found: self._show(raw, *found), lane=Lane.NETWORK)
        task.owned_by(self).finished.connect(self._rest)

    def _show(self, asked: object, proposed: dict[str, str], said: dict[str, str]) -> None:
        if self._form.raw() != asked:
            self._again = True
            return
        for name, words in said.items():
            editor = self._form.editors[name]
            if isinstance(editor, PickEditor):
                editor.set_words(words)
            elif name in self._hints:
                self._hints[name].setText(words)
                self._hints[name].setToolTip(tip(words))
        if proposed:
            self._form.follow(proposed)

    def _rest(self) -> None:
        self._busy = False
        if self._again:
            self._again = False
            self._pause.start()


def words_of(desk: Desk, field: Field, value: str) -> str:
    """Return what a code or an id stands for; "" when it is not known. Blocks, for a worker."""
    if not value:
        return ""
    if field.kind.name is KindName.REFERENCE:
        row = desk.listing.row(value)
        return "" if row is None else f"{type_title(row.type)} {caption(row)}"
    if field.kind.name is KindName.PRODUCT:
        product = desk.products.find(value)
        return "" if product is None else product_words.caption(product)
    entry = desk.books.entry(field.directory, value, desk.place.today)
    return "" if entry is None else entry.title


def _has_words(field: Field) -> bool:
    if field.kind.name in {KindName.REFERENCE, KindName.PRODUCT}:
        return True
    coded = field.kind.name in {KindName.CODE, KindName.CURRENCY, KindName.COUNTRY}
    return coded and bool(field.directory) and field.directory != own_accounts.DIRECTORY


def _fills(form: DocumentForm) -> bool:
    """Whether the type has anything to fill in; the rows of a table may have."""
    return bool(form.kind.fills) or any(field.rows and field.rows.fills for field in form.kind.declared)
