"""What a page gets from the window, and what the window expects of a page.

A page is made with a `Desk` (all services of one user of one profile) and a `Shell`. It never reaches for the main
window, never starts threads, never opens a blocking dialog.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from bsclient.errors import BsError
from bsclient.gui.memory import Memory
from bsclient.gui.tasks import Lane, Task
from bsclient.settings import Settings

if TYPE_CHECKING:
    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk

T = TypeVar("T")


class Shell(Protocol):
    """The window, as pages see it."""

    @property
    def desk(self) -> Desk:
        """Services of the user who is logged in."""
        ...

    @property
    def memory(self) -> Memory:
        """What windows remember between starts."""
        ...

    @property
    def settings(self) -> Settings:
        """Preferences."""
        ...

    @property
    def window(self) -> QWidget:
        """Parent of dialogs."""
        ...

    def open_page(self, name: str, **args: object) -> None:
        """Show a page; `args` go to its `open`."""
        ...

    def back(self) -> None:
        """Show the page before this one."""
        ...

    def notify(
        self, words: str, kind: str = "info", link: str = "", clicked: Callable[[], object] | None = None
    ) -> None:
        """Say something in the bar over the page, perhaps with a link; kind: info, ok, warning, error."""
        ...

    def show_error(self, error: BsError) -> None:
        """Show why an act that the user started did not work."""
        ...

    def run_task(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[BsError], None] | None = None,
        lane: Lane = Lane.STORE,
    ) -> Task:
        """Do work off the GUI thread; without `failed` an error is shown in a dialog."""
        ...

    def ask(
        self,
        title: str,
        message: str,
        accepted: Callable[[], object],
        *,
        accept: str = "",
        dangerous: bool = False,
    ) -> None:
        """Ask before an act."""
        ...

    def synchronise(self) -> None:
        """Send what waits and fetch what is new, with progress in the status bar."""
        ...


class Page(QWidget):
    """Base of pages. A page fills itself in `open` and again in `refresh`; both may be called while it is hidden."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self.desk = desk
        self.shell = shell

    @property
    def title(self) -> str:
        """Heading of the page, translated."""
        raise NotImplementedError

    @property
    def under(self) -> str:
        """Name of the page whose button is lit in the navigation while this one is shown; "" as the table says."""
        return ""

    def page_actions(self) -> Sequence[QAction | None]:
        """Return the actions of the toolbar, None for a separator; their keys work while the page is shown."""
        return ()

    def open(self, **args: object) -> None:
        """Show what was asked for: called each time the page comes to the front."""

    def refresh(self, changed: Changed) -> None:
        """Read again what has changed; called on the GUI thread after a commit."""

    def unsaved(self) -> str:
        """Return a question if leaving would lose what was typed, else ""."""
        return ""


@dataclass(frozen=True)
class PageSpec:
    """One line of the table of pages: `in_menu` puts it into the navigation, `under` lights up another's button.

    Pages of one `group` stand together under its heading.
    """

    name: str
    title: str
    icon: str
    factory: Callable[[Desk, Shell], Page]
    in_menu: bool = True
    under: str = ""
    group: str = ""
