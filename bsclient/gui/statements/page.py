"""The page of statements: account and period once, and under them one of its views.

`open(account=…)` chooses an account, `start=…` and `end=…` (days) a period, `view=…` a view; what else is given goes to
the view. View, account and period are remembered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QToolButton, QVBoxLayout, QWidget

from bsclient.domain.rights import Action
from bsclient.gui import keys
from bsclient.gui.rights import asking
from bsclient.gui.shell import Page, Shell
from bsclient.gui.statements import ground, importing, naming, views
from bsclient.gui.statements.account_choice import AccountChoice
from bsclient.gui.statements.ground import Choice, Ground, Reach, StatementView
from bsclient.gui.statements.operations import OperationsView
from bsclient.gui.statements.period import PeriodBox
from bsclient.gui.statements.taken_files import TakenFilesDialog
from bsclient.gui.tasks import Lane
from bsclient.gui.tips import tip
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.gui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from bsclient.gui.statements.exporting import Exporting
    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk
    from bsclient.services.statements.reading import AccountView, Statement

_VIEW: Final = "statements.view"
_ACCOUNT: Final = "statements.account"
_PERIOD: Final = "statements.period"
_ACCOUNT_WIDTH: Final = 380


class StatementsPage(Page):
    """See the module."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell)
        self.setAcceptDrops(True)
        self._accounts: list[AccountView] = []
        self._read_once = False
        self.account = AccountChoice(shell.memory.text(_ACCOUNT))
        self.account.setMaximumWidth(_ACCOUNT_WIDTH)
        self.period = PeriodBox(lambda: desk.place.today)
        self.period.restore(shell.memory.get(_PERIOD))
        self._ground = Ground(desk, shell, self._choice, lambda: self._accounts, self.go)
        self.tabs = Tabs([(key, tr(title)) for key, title in views.TITLES.items()])
        self.tabs.setAccessibleName(tr("Views of the statement"))
        self._none = text.hint(
            tr("No accounts yet: they come from the bank with the first synchronisation (F9).")
        )
        self._filters = FlowLayout(gap=10)
        self._body = _Body()
        self._inside = QVBoxLayout(self._body)
        self._build()
        self._actions = self._make_actions()
        self.operations = OperationsView(self._ground)
        self._views: dict[str, StatementView] = {ground.OPERATIONS: self._settle(self.operations)}
        kept = shell.memory.text(_VIEW)
        self.tabs.choose(kept if kept in views.TITLES else ground.OPERATIONS)
        self._show_view()
        self.tabs.changed.connect(self._turned)
        self.account.changed.connect(self._choose_account)
        self.period.changed.connect(self._choose_period)

    # Page ---------------------------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        return tr("Statements")

    @property
    def view(self) -> StatementView:
        """The view that is shown."""
        key = self.tabs.value()
        if key not in self._views:
            self._views[key] = self._settle(views.make(key, self._ground))
        return self._views[key]

    @property
    def statement(self) -> Statement | None:
        """The statement that the view of operations shows."""
        return self.operations.statement

    @property
    def exporting(self) -> Exporting:
        """What writes the statement of operations into files."""
        return self.operations.exporting

    def page_actions(self) -> Sequence[QAction | None]:
        return self._actions

    def open(self, **args: object) -> None:
        account, view = args.get("account"), args.get("view")
        if isinstance(view, str) and view in views.TITLES:
            self._turn_to(view)
        elif isinstance(account, str) and account:
            self._turn_to(ground.OPERATIONS)
        self._take(args)
        self._read_accounts()

    def refresh(self, changed: Changed) -> None:
        if changed.accounts or changed.everything:
            self._read_accounts()
        else:
            self.view.refresh(changed)

    def go(self, view: str, **args: object) -> None:
        """Show another view; `account`, `start` and `end` choose for it, the rest it takes itself."""
        self._turn_to(view)
        self._take(args)
        if self.account.known():
            self._read()
        else:
            self._read_accounts()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def import_file(self, path: Path) -> None:
        """Look at a statement file, and take it into the archive if the user agrees."""
        importing.look_at(self._ground, path)

    def show_files(self) -> TakenFilesDialog:
        """Show the statement files that were taken in; one can be taken back there."""
        dialog = TakenFilesDialog(self._ground)
        dialog.open()
        return dialog

    # Qt -----------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape or not self.view.escape():
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._import.isEnabled() and importing.dropped(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = importing.dropped(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.import_file(path)

    # reading ------------------------------------------------------------------------------------------------------

    def _read_accounts(self) -> None:
        statements = self.desk.statements
        task = self.shell.run_task(
            lambda: statements.accounts(closed=True, files=True), self._show_accounts, lane=Lane.NETWORK
        )
        task.owned_by(self)

    def _show_accounts(self, accounts: list[AccountView]) -> None:
        self._read_once = True
        self._accounts = sorted(accounts, key=lambda account: account.closed is not None)
        self.account.offer(self._accounts, self.view.reach)
        self._show_parts()
        self._read()

    def _read(self) -> None:
        """Let the view that is shown read what is chosen now; another one does so when it comes to the front."""
        if self._accounts:
            self.view.read()

    def _choice(self) -> Choice:
        numbers, currency = self.account.chosen()
        start, end = self.period.value()
        return Choice(numbers, currency, start, end, self.account.joint)

    def _take(self, args: Mapping[str, object]) -> None:
        """Choose what was given; nothing is read yet."""
        account, start, end = args.get("account"), args.get("start"), args.get("end")
        if isinstance(account, str) and account:
            self.account.wish(account)
        if isinstance(start, date) and isinstance(end, date):
            self.period.blockSignals(True)
            self.period.set_days(start, end)
            self.period.blockSignals(False)
        self.view.open(**args)

    def _choose_account(self) -> None:
        self.shell.memory.set(_ACCOUNT, self.account.wanted)
        self.view.open(account=self.account.wanted)
        self._read()

    def _choose_period(self) -> None:
        self.shell.memory.set(_PERIOD, self.period.kept())
        self._read()

    # views --------------------------------------------------------------------------------------------------------

    def _turn_to(self, key: str) -> None:
        """Show a view without reading it."""
        if key != self.tabs.value():
            self.tabs.blockSignals(True)
            self.tabs.choose(key)
            self.tabs.blockSignals(False)
            self._show_view()

    def _turned(self) -> None:
        self._show_view()
        self._read()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_view(self) -> None:
        shown = self.view
        self.setFocusProxy(shown)
        self.shell.memory.set(_VIEW, self.tabs.value())
        self._filters.let_grow(shown.growing)
        for each in self._views.values():
            each.setVisible(each is shown)
            for widget in each.filters:
                widget.setVisible(each is shown)
            for action in each.own_actions:
                action.setVisible(each is shown)
        self.account.offer(self._accounts, shown.reach)
        self._show_parts()

    def _show_parts(self) -> None:
        """Show the choosers that the view asks for, and close the acts that it does not offer."""
        shown, known = self.view, bool(self._accounts)
        self.account.setVisible(shown.reach is not Reach.ALL)
        self.period.setVisible(shown.dated)
        self._none.setVisible(self._read_once and not known)
        self._body.setVisible(known or not self._read_once)
        one = shown.reach is Reach.ONE
        self._naming.setVisible(one)
        self._naming.setEnabled(one and known)
        for action, right in ((self._export, Action.EXPORT), (self._printing, Action.PRINT)):
            action.setEnabled(shown.ready)
            asking.close(asking.reason(self.desk, right), action)
        asking.close(asking.reason(self.desk, Action.IMPORT), self._import)

    def _settle(self, view: StatementView) -> StatementView:
        """Put a new view and its filters into their places."""
        for widget in view.filters:
            self._filters.addWidget(widget)
        self._inside.addWidget(view, 1)
        view.changed.connect(self._show_parts)
        for action in view.own_actions:
            self._actions = (*self._actions, action)
        return view

    # acts ---------------------------------------------------------------------------------------------------------

    def _make_actions(self) -> tuple[QAction | None, ...]:
        fetch = keys.action(tr("Refresh"), "refresh", self.shell.synchronise, self, "refresh")
        fetch.setToolTip(tip(tr("Ask the bank for new operations ({key})").format(key=keys.shown("refresh"))))
        self._import = keys.action(tr("Import"), "import", self._ask_import, self, "import")
        taken = keys.action(tr("Files taken in"), "history", self.show_files, self, "taken_files")
        self._export = keys.action(tr("Export"), "export", self._pop_export, self, "export")
        self._printing = keys.action(tr("Print"), "print", self._print, self, "print")
        for key, step in (("view_after", 1), ("view_before", -1)):
            turning = keys.action("", "", partial(self._step, step), self, key)
            turning.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.addAction(turning)
        self._naming = keys.action(tr("Name of the account…"), "edit", self._ask_name, self)
        return (fetch, None, self._import, taken, self._export, self._printing, self._naming)

    def _print(self) -> None:
        self.view.print()

    def _step(self, by: int) -> None:
        """Turn to the view beside this one, round at the ends."""
        order = list(views.TITLES)
        self.tabs.choose(order[(order.index(self.tabs.value()) + by) % len(order)])

    def _ask_import(self) -> None:
        importing.ask(self._ground)

    def _ask_name(self) -> None:
        account = self._ground.account(self.account.value())
        if account is not None:
            naming.AccountNameDialog(self, account, lambda name: self._name(account.number, name)).open()

    def _name(self, number: str, name: str) -> None:
        rename = self.desk.statements.rename
        self.shell.run_task(lambda: rename(number, name), lambda _none: self._read_accounts()).owned_by(self)

    def _pop_export(self) -> None:
        menu = self.view.export_menu(self)
        if menu is None:
            return
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        buttons = self.window().findChildren(QToolButton)
        button = next((each for each in buttons if each.defaultAction() is self._export), None)
        anchor: QWidget = button or self
        menu.popup(anchor.mapToGlobal(anchor.rect().bottomLeft() if button else anchor.rect().topLeft()))

    # building -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._none.hide()
        self._filters.addWidget(self.account)
        self._filters.addWidget(self.period)
        self._inside.setContentsMargins(14, 8, 14, 10)
        self._inside.setSpacing(8)
        self._inside.addLayout(self._filters)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._body)
        head = QVBoxLayout()
        head.setContentsMargins(12, 4, 12, 0)
        head.addWidget(self.tabs)
        head.addWidget(self._none)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(area, 1)


class _Body(QWidget):
    """What scrolls in a low window only: its least height counts, not the one its lists would like to have."""

    def heightForWidth(self, width: int) -> int:
        inside = self.layout()
        return inside.minimumHeightForWidth(width) if inside is not None else -1
