"""Takes payments from what the user has: a file, the clipboard, something dropped, a part of the screen.

One payment opens the filled form, several the preview of imports; files of exchange go the way of imports. Nothing is
stored before the user does it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication, QImage

from bsclient.errors import BadInput, BsError
from bsclient.gui.tasks import Lane, Task
from bsclient.gui.tr import tr
from bsclient.gui.widgets import pictures

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from bsclient.gui.shell import Shell
    from bsclient.services.desk import Desk
    from bsclient.services.imports.sources import Found

FORM: Final = "payments.edit"
PREVIEW: Final = "payments.import"
_EXCHANGE: Final = ("1CClientBankExchange", "<?xml", "<Document", "<ED101", "<PacketEPD")
"""Copied text that begins so is a file of payments."""

_DECLARED: Final = re.compile(r"""(<\?xml[^>]{0,80}encoding=["'])[^"']{1,40}(["'])""")


class Intake(QObject):
    """Reads sources for a page; `exchange(path)` takes a file of payments, `failed(error)` says why nothing was found."""

    def __init__(self, owner: QWidget, desk: Desk, shell: Shell, exchange: Callable[[Path], object]) -> None:
        super().__init__(owner)
        self._desk, self._shell, self._exchange = desk, shell, exchange
        self.failed: Callable[[BsError], None] = shell.show_error
        self.started: Callable[[str], object] = lambda _name: None
        self.ended: Callable[[], object] = lambda: None
        self.task: Task | None = None

    def take_path(self, path: Path) -> None:
        """Take a file of any kind."""
        self._run(path.name, lambda: self._of_file(path), lambda found: self._or_exchange(found, path))

    def take_mime(self, data: QMimeData) -> bool:
        """Take what was dropped or copied: a file, a picture or a text. False if there is none of them.

        Of several files none is taken: the others would be missed without a word.
        """
        paths = local_paths(data)
        if len(paths) > 1:
            self.failed(BadInput("files_several", count=str(len(paths))))
        elif paths:
            self.take_path(paths[0])
        elif data.hasImage():
            self.take_image(QImage(data.imageData()), tr("clipboard"))
        elif data.text().strip():
            self.take_text(data.text())
        else:
            return False
        return True

    def paste(self) -> None:
        """Take what the clipboard holds."""
        data = cast("QMimeData | None", QGuiApplication.clipboard().mimeData())  # None when it is empty
        if data is None or not self.take_mime(data):
            self.failed(BadInput("clipboard_empty"))

    def take_image(self, picture: QImage, name: str) -> None:
        """Take the codes of a picture."""
        if picture.isNull():
            self.failed(BadInput("clipboard_empty"))
            return
        shown = pictures.fitted(picture)
        self._run(name, lambda: self._of_picture(shown, name), self.show)

    def take_text(self, text: str) -> None:
        """Take a copied text: an invoice, rows of a table, the text of a code, a file of payments."""
        name = tr("clipboard")
        if text.lstrip("\ufeff \r\n\t").startswith(_EXCHANGE):
            self._shell.open_page(PREVIEW, text=_DECLARED.sub(r"\1utf-8\2", text, count=1))
            return
        self._run(name, lambda: self._desk.payment_sources.text(text, name), self.show)

    def take_screen(self) -> None:
        """Let a part of the screen be chosen, and take its codes."""
        from bsclient.gui.payment_sources.screen_region import ScreenRegion

        region = ScreenRegion(self)
        region.chosen.connect(lambda picture: self.take_image(picture, tr("screen")))
        region.failed.connect(self.failed)
        region.start()

    def show(self, found: Found) -> None:
        """Open the form for one payment, the preview for several."""
        page = FORM if len(found.candidates) == 1 else PREVIEW
        self._shell.open_page(page, found=found)

    # inside -------------------------------------------------------------------------------------------------------

    def _run(self, name: str, work: Callable[[], Found | None], done: Callable[[Any], None]) -> None:
        def end(found: Found | None) -> None:
            self.ended()
            done(found)

        self.started(name)
        self.task = self._shell.run_task(work, end, self.failed, Lane.NETWORK).owned_by(self)

    def _or_exchange(self, found: Found | None, path: Path) -> None:
        if found is None:
            self._exchange(path)
        else:
            self.show(found)

    def _of_file(self, path: Path) -> Found | None:
        """Return the payments of a picture, a PDF or the text of a code; None for a file of exchange. In a worker."""
        from bsclient.formats import convert, payment_qr, pdf_pages

        data = convert.read_bytes(path)
        if pdf_pages.looks(data):
            return self._desk.payment_sources.pdf(data, path.name)
        if payment_qr.looks(data[:64].decode("latin-1")):
            return self._desk.payment_sources.payload(data, path.name)
        picture = pictures.read(data, path.name)
        return None if picture is None else self._of_picture(picture, path.name)

    def _of_picture(self, picture: QImage, name: str) -> Found:
        from bsclient.services.imports.sources import Picture

        return self._desk.payment_sources.picture(Picture(*pictures.grey_of(picture)), name)


def local_paths(data: QMimeData) -> list[Path]:
    """Return the files of this computer among what was dropped or copied."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def takes(data: QMimeData) -> bool:
    """Whether something dropped can be taken."""
    return bool(local_paths(data)) or data.hasImage() or bool(data.text().strip() and not data.hasUrls())
