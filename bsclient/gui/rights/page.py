"""Users and rights of the organisation, as the bank told them: users and roles, signatures, limits, exceptions, substitutes.

Nothing is changed here: “Change…” begins the document that two people sign and the bank carries out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from bsclient.domain.rights import Action, Policy
from bsclient.gui import keys
from bsclient.gui.forms.names import page_of
from bsclient.gui.rights import asking, tables, words
from bsclient.gui.rights.tables import Line
from bsclient.gui.shell import Page, Shell
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.model import ListView
from bsclient.gui.widgets.table import DataTable
from bsclient.gui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk

CHANGE: Final = "rights_change"
CARD: Final = "signature_card_change"


class RightsPage(Page):
    """`open(tab=…)` shows one of the lists of `tables`."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell)
        self.tabs = Tabs([(key, tr(title)) for key, title in tables.TITLES])
        self.lists: dict[str, DataTable[Line]] = {key: _list(key, shell) for key, _title in tables.TITLES}
        self.you = text.label(wrap=True)
        self.rule = text.hint()
        self._new = keys.action(tr("New change of rights"), "new", self.begin, self, "new")
        self._change = keys.action(tr("Change…"), "edit", self.change, self)
        self._remove = keys.action(tr("Remove…"), "delete", self.remove, self, "delete")
        self._card = keys.action(tr("Card of signatures…"), "sign", self.change_card, self)
        self._build()

    @property
    def title(self) -> str:
        return tr("Users and rights")

    def page_actions(self) -> Sequence[QAction | None]:
        return (self._new, self._change, self._remove, None, self._card)

    def open(self, **args: object) -> None:
        if "tab" in args:
            self.tabs.choose(str(args["tab"]))
        self.setFocusProxy(self.lists[self.tabs.value()])
        self.read()

    def refresh(self, changed: Changed) -> None:
        if changed.everything:
            self.read()

    # acts ---------------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin an empty change of rights."""
        self.shell.open_page(page_of(CHANGE))

    def change(self) -> None:
        """Begin a change of the current line, as it is now."""
        line = self.lists[self.tabs.value()].current_row()
        if line is not None:
            self.shell.open_page(page_of(CHANGE), given=line.change)

    def remove(self) -> None:
        """Begin a document that removes the current line."""
        line = self.lists[self.tabs.value()].current_row()
        if line is not None and line.remove is not None:
            self.shell.open_page(page_of(CHANGE), given=line.remove)

    def change_card(self) -> None:
        """Begin a change of the card of signatures: who may sign at all."""
        self.shell.open_page(page_of(CARD))

    # inside -------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the rights again."""
        permissions = self.desk.permissions
        self.shell.run_task(lambda: permissions.policy, self._show, lane=Lane.NETWORK).owned_by(self)

    def _show(self, policy: Policy) -> None:
        today = self.desk.place.today
        for key, table in self.lists.items():
            found = tables.lines(key, policy, today)
            at = table.currentIndex().row()
            table.set_view(ListView(found), keep_place=False)
            if found:
                table.select_place(min(max(at, 0), len(found) - 1))
        self.tabs.set_counts({key: len(tables.lines(key, policy, today)) for key in self.lists})
        person = policy.people.get(self.desk.user.id)
        mine = words.roles(person.roles) if person is not None else tr("the bank has told nothing of you")
        self.you.setText(tr("You: {name}. {roles}").format(name=self.desk.user.name, roles=mine))
        self._follow()

    def _follow(self) -> None:
        """Show the chosen list, and offer what can be done with its current line."""
        key = self.tabs.value()
        self._stack.setCurrentWidget(self.lists[key])
        self.rule.setText(_HINTS[key]())
        line = self.lists[key].current_row()
        reason = asking.reason(self.desk, Action.CREATE, CHANGE)
        nothing = tr("Choose a line of the list first")
        asking.offer(self._new, reason)
        asking.offer(self._change, reason or ("" if line is not None else nothing))
        never = tr("The general scheme and users are changed, not removed")
        able = "" if line is not None and line.remove is not None else never if line is not None else nothing
        asking.offer(self._remove, reason or able)
        asking.offer(self._card, asking.reason(self.desk, Action.CREATE, CARD))

    def _build(self) -> None:
        self._stack = QStackedWidget()
        for table in self.lists.values():
            self._stack.addWidget(table)
            table.chosen.connect(self._follow)
            table.opened.connect(lambda *_: self.change())
        self.tabs.changed.connect(self._follow)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 10, 16, 12)
        box.setSpacing(8)
        for part in (self.you, self.tabs, self.rule):
            box.addWidget(part)
        box.addWidget(self._stack, 1)


def _list(key: str, shell: Shell) -> DataTable[Line]:
    table: DataTable[Line] = DataTable(f"rights.{key}", tables.columns(key), shell.memory)
    table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
    table.set_empty(tr(tables.EMPTY[key]))
    return table


_HINTS: Final = {
    tables.USERS: lambda: tr(
        "The right to sign is on the card of signatures; the other roles are changed by the organisation itself."
    ),
    tables.RULES: lambda: tr(
        "The most particular rule counts: for the account before all accounts, then for the type, then the highest amount."
    ),
    tables.LIMITS: lambda: tr("Limits count what the bank has taken in today, by the bank's clock."),
    tables.GRANTS: lambda: "{} {}".format(
        tr(
            "An exception comes before the role; the most particular one counts, and a refusal before a permission."
        ),
        tr(
            "This program hides from a user what he may not view; the bank sends the organisation's data whole to each of"
            " its computers."
        ),
    ),
    tables.SUBSTITUTES: lambda: tr(
        "A substitute signs in the place of the absent one on these days, but never twice in one document."
    ),
}
