"""The printed act in a preview window, from windows that have no desk: the wizard and the log-in window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from bsclient.errors import BsError
from bsclient.gui import tasks
from bsclient.gui.tasks import Lane, Task
from bsclient.gui.tr import language, tr
from bsclient.gui.widgets import dialogs

if TYPE_CHECKING:
    from bsclient.printing.canvas import Page
    from bsclient.services.profiles import Profile, User

T = TypeVar("T")


@dataclass(frozen=True)
class LoneHost:
    """A window that opens previews though it has no shell."""

    window: QWidget

    def run_task(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[BsError], None] | None = None,
        lane: Lane = Lane.STORE,
    ) -> Task:
        """Do work off the GUI thread."""

        def refuse(error: BsError) -> None:
            dialogs.show_error(self.window, error)

        return tasks.run(work, done, failed or refuse, lane).owned_by(self.window)


def show(parent: QWidget, profile: Profile, user: User) -> None:
    """Show the act of a request that waits at the bank."""
    host = LoneHost(parent)

    def collect() -> list[Page]:
        from bsclient.services.keys import acts as key_acts

        return key_acts.request_pages(profile, user, language())

    def opened(pages: list[Page]) -> None:
        from bsclient.gui.preview.window import PreviewWindow  # loads Qt's printing

        PreviewWindow(host, title(user), pages).show()

    host.run_task(collect, opened, lane=Lane.NETWORK)


def title(user: User) -> str:
    """Return the title of the preview; a PDF is named so."""
    return tr("Act of the key, {name}").format(name=user.name)
