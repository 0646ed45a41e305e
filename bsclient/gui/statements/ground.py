"""What the views of the page of statements share: the choice of accounts and days, and the way from one view to another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from bsclient.gui.shell import Shell
from bsclient.gui.tasks import Lane

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from bsclient.errors import BsError
    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk
    from bsclient.services.statements.reading import AccountView

T = TypeVar("T")
OPERATIONS: Final = "operations"
BY_DAY: Final = "days"
SUMMARY: Final = "summary"
TURNOVER: Final = "turnover"
FORECAST: Final = "forecast"
HEALTH: Final = "health"
SEARCH: Final = "search"


class Reach(Enum):
    """Which accounts a view can show: one; one or all of a currency; one or all; all always."""

    ONE = "one"
    CURRENCY = "currency"
    ANY = "any"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Choice:
    """Accounts and days that are chosen; `joint` says that all accounts (of `currency`, if it is told) are meant."""

    accounts: tuple[str, ...]
    currency: str
    start: date
    end: date
    joint: bool = False

    @property
    def account(self) -> str:
        """The account of a view that shows one; "" for all, or while there is none."""
        return "" if self.joint or not self.accounts else self.accounts[0]


@dataclass(frozen=True, slots=True)
class Ground:
    """What a view gets. `go(view, **args)` shows another view, `choice()` tells what is chosen now."""

    desk: Desk
    shell: Shell
    choice: Callable[[], Choice]
    accounts: Callable[[], Sequence[AccountView]]
    go: Callable[..., None]

    def account(self, number: str) -> AccountView | None:
        """Return an account by its number."""
        return next((each for each in self.accounts() if each.number == number), None)


class StatementView(QWidget):
    """One view: it reads itself off the GUI thread, and drops an answer that is no longer asked for.

    `changed` says that there is something else to print or to export. `filters` stand beside account and period while
    the view is shown; `actions` stand in the toolbar.
    """

    changed = Signal()
    key: ClassVar[str]
    reach: ClassVar[Reach] = Reach.ONE
    dated: ClassVar[bool] = True

    def __init__(self, ground: Ground) -> None:
        super().__init__()
        self.ground = ground
        self.filters: tuple[QWidget, ...] = ()
        self.growing: QWidget | None = None
        self.own_actions: tuple[QAction, ...] = ()
        self._asked = 0
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(8)

    @property
    def ready(self) -> bool:
        """Whether there is something to print and to export."""
        return False

    def open(self, **args: object) -> None:
        """Take what another view or page gave, before `read`."""

    def read(self) -> None:
        """Read what is chosen now."""
        raise NotImplementedError

    def refresh(self, changed: Changed) -> None:
        """Read again if what is shown may be another now."""
        if changed.accounts or changed.everything:
            self.read()

    def print(self) -> None:
        """Show the print preview."""

    def export_menu(self, parent: QWidget) -> QMenu | None:
        """Return the menu of the files that can be written; None for a view without any."""
        del parent
        return None

    def escape(self) -> bool:
        """Close what Esc closes; False if there is nothing."""
        return False

    def blank(self) -> None:
        """Show nothing: what was asked for could not be read."""
        raise NotImplementedError

    def not_read(self, error: BsError) -> None:
        """Show nothing but why there is nothing."""
        self.blank()
        self.changed.emit()
        self.ground.shell.show_error(error)

    def fetch(
        self,
        work: Callable[[], T],
        show: Callable[[T], None],
        failed: Callable[[BsError], None] | None = None,
    ) -> None:
        """Do `work` in a worker; only the last answer that was asked for comes to `show` or `failed` (None: `not_read`)."""
        self._asked += 1
        asked = self._asked

        def done(found: T) -> None:
            if asked == self._asked:
                show(found)

        def refused(error: BsError) -> None:
            if asked == self._asked:
                (failed or self.not_read)(error)

        self.ground.shell.run_task(work, done, refused, Lane.NETWORK).owned_by(self)

    def forget(self) -> None:
        """Let no answer that is on its way be shown."""
        self._asked += 1
