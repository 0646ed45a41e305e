"""News, notices and offers of the bank: the list on the left, the chosen one in full on the right. What is shown is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QSplitter, QVBoxLayout

from bsclient.gui import format as written
from bsclient.gui.information.view import InformationView
from bsclient.gui.shell import Shell
from bsclient.gui.tr import N_, language, tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.model import Column
from bsclient.gui.widgets.scrolling import fill
from bsclient.gui.widgets.table import DataTable

if TYPE_CHECKING:
    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk
    from bsclient.services.information.news import NewsItem

_SIZES: Final = [460, 520]
_KINDS: Final = {"news": N_("News item"), "notice": N_("Notice"), "offer": N_("Offer")}
_ROLES: Final = {"notice": "partly", "offer": "transit"}


class NewsView(InformationView):
    """`table` lists them, `head` and `body` show the chosen one."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell)
        self.past = QCheckBox(tr("Also withdrawn ones and those that are over"))
        self.table: DataTable[NewsItem] = DataTable("news", _columns(), shell.memory)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.set_empty(tr("The bank has told no news"))
        self.head = text.heading("", 2)
        self.head.setWordWrap(True)
        self.about = text.hint("")
        self.body = text.label("", wrap=True, selectable=True)
        self._paper = QFrame()
        self._paper.setProperty("card", True)
        inside = QFrame()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 10, 14, 10)
        for widget in (self.head, self.about, self.body):
            column.addWidget(widget)
        column.addStretch(1)
        fill(self._paper, inside, sideways=False)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.table)
        parts.addWidget(self._paper)
        parts.setSizes(_SIZES)
        self.box.addWidget(self.past)
        self.box.addWidget(parts, 1)
        self.setFocusProxy(self.table)
        self.past.toggled.connect(lambda _on: self.read())
        self.table.chosen.connect(self._show_chosen)

    def concerns(self, changed: Changed) -> bool:
        return changed.news or changed.everything

    def read(self) -> None:
        past, news = self.past.isChecked(), self.desk.news
        self.fetch(lambda: news.list(past=past), self._show)

    def _show(self, found: list[NewsItem]) -> None:
        self.table.set_rows(found, lambda item: item.row.id)
        self._show_chosen()

    def _show_chosen(self) -> None:
        item = self.table.current_row()
        self._paper.setVisible(item is not None)
        if item is None:
            return
        title, body = item.words(language())
        self.head.setText(title)
        self.body.setText(body)
        self.about.setText(
            " · ".join(filter(None, (kind(item), written.instant(item.row.told), state(item))))
        )
        if item.unread and self.isVisible():
            news, identity = self.desk.news, item.row.id
            self.shell.run_task(lambda: news.mark_read([identity]), lambda _none: None).owned_by(self)


def kind(item: NewsItem) -> str:
    """Return what sort of news it is."""
    return tr(_KINDS.get(item.row.kind, _KINDS["news"]))


def state(item: NewsItem) -> str:
    """Return how long it holds, or why it does no longer."""
    if item.row.withdrawn:
        return tr("Withdrawn by the bank")
    until = written.day(item.row.valid_to)
    if item.over:
        return tr("Over since {day}").format(day=until)
    return tr("Until {day} inclusive").format(day=until) if until else ""


def _columns() -> tuple[Column[NewsItem], ...]:
    return (
        Column(
            "title",
            tr("Title"),
            lambda item: item.words(language())[0],
            250,
            icon=lambda item: "letter" if item.unread else "letter_open",
            colour=_colour,
            stretch=True,
        ),
        Column(
            "kind",
            tr("Kind"),
            kind,
            110,
            colour=lambda item: _ROLES.get(item.row.kind, "") if item.holds else "muted",
        ),
        Column("told", tr("Told"), lambda item: written.day(item.row.told.date()), 92),
        Column("state", tr("In force"), state, 170, hidden=True),
    )


def _colour(item: NewsItem) -> str:
    return "accent" if item.unread else "" if item.holds else "muted"
