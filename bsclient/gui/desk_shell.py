"""The `Shell` that pages get: the window's services in one small object."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from bsclient.errors import BsError
from bsclient.gui import tasks
from bsclient.gui.memory import Memory
from bsclient.gui.page_host import PageHost
from bsclient.gui.syncing import Syncer
from bsclient.gui.tasks import Lane, Task
from bsclient.gui.widgets import dialogs
from bsclient.settings import Settings

if TYPE_CHECKING:
    from bsclient.services.desk import Desk

T = TypeVar("T")


@dataclass
class DeskShell:
    """See `shell.Shell`; `host` and `syncer` are set by the window that owns them."""

    desk: Desk
    settings: Settings
    memory: Memory
    window: QWidget
    host: PageHost
    syncer: Syncer

    def open_page(self, name: str, **args: object) -> None:
        """Show a page."""
        self.host.open(name, **args)

    def back(self) -> None:
        """Show the page before this one."""
        self.host.back()

    def notify(
        self, words: str, kind: str = "info", link: str = "", clicked: Callable[[], object] | None = None
    ) -> None:
        """Say something in the bar over the page."""
        self.host.notice.tell(words, kind, link, clicked)

    def show_error(self, error: BsError) -> None:
        """Show why an act did not work."""
        dialogs.show_error(self.window, error)

    def run_task(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[BsError], None] | None = None,
        lane: Lane = Lane.STORE,
    ) -> Task:
        """Do work off the GUI thread."""
        return tasks.run(work, done, failed or self.show_error, lane).owned_by(self.window)

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
        dialogs.confirm(self.window, dialogs.Question(title, message, accept, dangerous), accepted)

    def synchronise(self) -> None:
        """Send what waits and fetch what is new."""
        self.syncer.synchronise()
