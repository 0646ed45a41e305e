"""What belongs together with a document or a product: each with its state, opened by a click; links by hand can be made."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from bsclient.domain.states import State
from bsclient.gui import format as written
from bsclient.gui import icons, theme, words
from bsclient.gui.documents.fields_view import title
from bsclient.gui.documents.journal_details import empty
from bsclient.gui.forms import pickers, product_words
from bsclient.gui.tasks import Lane
from bsclient.gui.tips import tip
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text

if TYPE_CHECKING:
    from bsclient.gui.shell import Shell
    from bsclient.services.desk import Desk
    from bsclient.services.documents.links import LinkView

_HISTORY: Final = "payments.history"
_WIDTH: Final = 340


class LinksPanel(QWidget):
    """`show_links(id)` reads; with `editable` links by hand are made and taken away."""

    def __init__(self, desk: Desk, shell: Shell, *, editable: bool = False) -> None:
        super().__init__()
        self._desk, self._shell, self._editable = desk, shell, editable
        self._id = ""
        self._said: list[str] = []
        head = QHBoxLayout()
        head.addWidget(text.heading(tr("Connected with"), 3))
        self.link = text.link(tr("Connect…"), self.ask)
        self.link.setVisible(editable)
        head.addWidget(self.link)
        head.addStretch(1)
        self._box = QVBoxLayout()
        self._box.setSpacing(2)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 4, 0, 0)
        outer.setSpacing(4)
        outer.addLayout(head)
        outer.addLayout(self._box)
        self.setVisible(editable)

    def show_links(self, identity: str) -> None:
        """Read and show what is connected with a document or product."""
        self._id = identity
        of = self._desk.links.of
        task = self._shell.run_task(lambda: of(identity), partial(self._show, identity), lane=Lane.NETWORK)
        task.owned_by(self)

    def ask(self) -> None:
        """Let the user choose a document to connect with."""
        from bsclient.gui.documents.journal_kinds import types_of
        from bsclient.gui.sections import BY_PAGE, EVERYTHING

        parent = self._shell.window
        pickers.any_document(parent, self._desk, types_of(BY_PAGE[EVERYTHING]), lambda row: self._add(row.id))

    def said(self) -> list[str]:
        """Return the lines that are shown, for tests and the clipboard."""
        return list(self._said)

    def _add(self, other: str) -> None:
        add, here = self._desk.links.add, self._id
        self._shell.run_task(lambda: add(here, other), lambda _done: self.show_links(here)).owned_by(self)

    def _remove(self, other: str) -> None:
        remove, here = self._desk.links.remove, self._id
        self._shell.run_task(lambda: remove(here, other), lambda _done: self.show_links(here)).owned_by(self)

    def _show(self, identity: str, found: Sequence[LinkView]) -> None:
        if identity != self._id:
            return
        empty(self._box)
        known = [each for each in found if each.kind != "unknown"]
        self._said = [caption(each) for each in known]
        for each, said in zip(known, self._said, strict=True):
            self._box.addWidget(self._line(each, said))
        self.setVisible(self._editable or bool(known))

    def _line(self, link: LinkView, said: str) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        icon, role = _sign(link)
        row.addWidget(text.icon_label(icon, role))
        short = self.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, _WIDTH)
        opened = text.link(short, partial(self._open, link))
        opened.setToolTip(tip(said))
        opened.setAccessibleName(said)
        row.addWidget(opened)
        row.addStretch(1)
        if self._editable and link.by_hand:
            cut = QToolButton()
            cut.setAutoRaise(True)
            cut.setToolTip(tr("Take the connection away"))
            cut.setAccessibleName(tr("Take the connection away: {name}").format(name=said))
            icons.put(cut, "close", "muted")
            cut.clicked.connect(lambda *_on: self._remove(link.id))
            row.addWidget(cut)
        return made

    def _open(self, link: LinkView) -> None:
        if link.kind == "product":
            self._shell.open_page("products", id=link.id)
        elif "letter" in {link.kind, link.type}:
            self._shell.open_page("letters", id=link.id)
        else:
            self._shell.open_page(_HISTORY, id=link.id)


def caption(link: LinkView) -> str:
    """Say what a link leads to: type, number, day, amount, with whom, state."""
    if link.kind == "product":
        name, state = product_words.kind(link.type), product_words.state(link.state)
    elif link.kind == "letter":
        name, state = tr("Letter"), ""
    else:
        name, state = title(link.type), words.state(State(link.state)) if link.state else ""
    number = tr("No. {number}").format(number=link.number) if link.number else ""
    amount = "" if link.amount is None else written.amount(link.amount, link.currency)
    return "   ".join(
        filter(None, (f"{name} {number}".strip(), written.day(link.day), amount, link.about, state))
    )


def _sign(link: LinkView) -> tuple[str, str]:
    if link.kind == "document" and link.state:
        state = State(link.state)
        return icons.STATE_ICONS[state], theme.STATE_COLOURS[state]
    return ("product" if link.kind == "product" else "letter" if link.kind == "letter" else "link"), "muted"
