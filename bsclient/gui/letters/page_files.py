"""Acts on letters that are read: their files saved or fetched from the bank (never opened), paper, the mark of an answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bsclient.errors import BsError, Unreachable
from bsclient.gui import tasks
from bsclient.gui.preview import acts as preview
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import dialogs
from bsclient.services.files import write_bytes
from bsclient.services.letters.papers import LetterPapers
from bsclient.services.letters.threads import clean_name

if TYPE_CHECKING:
    import threading
    from pathlib import Path

    from bsclient.gui.letters.conversation import Shown
    from bsclient.gui.shell import Shell
    from bsclient.printing.canvas import Page as SheetPage
    from bsclient.services.desk import Desk
    from bsclient.storage.rows.letters import Attachment


class PageFiles:
    """Acts on files; `fetched` is called when one has come or the line broke."""

    def __init__(self, page: QWidget, desk: Desk, shell: Shell, fetched: Callable[[], object]) -> None:
        self._page, self._desk, self._shell, self._fetched = page, desk, shell, fetched

    def ask_file(self, file: Attachment) -> None:
        """Ask where to save a file."""
        dialogs.save_file(
            self._page,
            tr("Save the file"),
            clean_name(file.name),
            tr("All files (*)"),
            lambda path: self.save_file(file, path),
        )

    def save_file(self, file: Attachment, path: Path) -> None:
        """Write an attachment where the user wants it; it is never opened."""

        def work() -> None:
            write_bytes(path, self._desk.letters.attachment(file.sha256))

        def done(_nothing: None) -> None:
            self._shell.notify(tr("Saved as {name}").format(name=path.name), "ok")

        self._shell.run_task(work, done, lane=Lane.NETWORK)

    def print(self, thread: str, shown: Shown, letter: str) -> None:
        """Show a letter on paper, "" for the whole conversation."""
        papers = LetterPapers(self._desk.place)
        title = shown.letters[0].subject if shown.letters else tr("Letters")

        def show(pages: list[SheetPage]) -> None:
            preview.open(self._shell, title, pages)

        self._shell.run_task(lambda: papers.pages(thread, letter), show, lane=Lane.NETWORK).owned_by(
            self._page
        )

    def rate(self, thread: str, mark: int, note: str) -> None:
        """Rate the bank's answer."""
        rate = self._desk.letters.rate

        def done(_nothing: None) -> None:
            self._shell.notify(tr("Thank you for the mark."), "ok")

        self._shell.run_task(lambda: rate(thread, mark, note), done).owned_by(self._page)

    def fetch(self, file: Attachment) -> None:
        """Fetch a file from the bank; what was cut goes on where it stopped."""

        def work(stop: threading.Event) -> int:
            return self._desk.delivery.fetch([file], stop)

        def done(_count: int) -> None:
            self._fetched()

        def failed(error: BsError) -> None:
            self._fetched()
            self._shell.show_error(
                BsError("attachment_cut", name=file.name) if isinstance(error, Unreachable) else error
            )

        tasks.run_stoppable(work, done, failed, Lane.NETWORK).owned_by(self._page)
