"""Documents on paper: the preview of the forms, or a PDF file at once; of very many only a list makes sense."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Final

from bsclient.gui.preview import acts
from bsclient.gui.shell import Shell
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import dialogs
from bsclient.printing.canvas import pdf_bytes
from bsclient.services.files import write_whole

MOST: Final = 500
"""So many forms are shown or written at once."""


def preview(shell: Shell, ids: Sequence[str]) -> None:
    """Show the forms; of more than `MOST` documents their list."""
    if len(ids) > MOST:
        shell.notify(tr("So many forms are not printed at once; here is the list of them."))
        acts.payment_list(shell, ids)
    else:
        acts.documents(shell, ids)


def ask_pdf(shell: Shell, ids: Sequence[str]) -> None:
    """Ask where to write the forms as one PDF."""
    if len(ids) > MOST:
        shell.notify(tr("Choose at most {count} documents").format(count=MOST), "warning")
        return
    dialogs.save_file(
        shell.window,
        tr("Save %n form(s) as PDF", "", len(ids)),
        f"{tr('documents')}.pdf",
        tr("PDF (*.pdf)"),
        lambda path: save_pdf(shell, ids, path),
    )


def save_pdf(shell: Shell, ids: Sequence[str], path: Path) -> None:
    """Write the forms off the GUI thread and say where they are."""
    prints, title = acts.prints(shell), tr("Documents")

    def work() -> None:
        data = pdf_bytes(prints.pages(ids), title)
        write_whole(path, lambda out: write(out, data))

    shell.run_task(
        work, lambda _none: shell.notify(tr("Saved as {path}").format(path=path), "ok"), lane=Lane.NETWORK
    )


def write(out: BinaryIO, data: bytes) -> None:
    """Write bytes as a whole."""
    out.write(data)
