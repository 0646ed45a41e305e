"""From an operation to the document that made it, whatever its type."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bsclient.gui.forms.names import page_of
from bsclient.gui.shell import Shell
from bsclient.gui.tasks import Lane


def open_document(shell: Shell, owner: QWidget, document_id: str) -> None:
    """Open the page of a document; its type is asked off the GUI thread."""
    drafts = shell.desk.drafts

    def show(kind: str) -> None:
        shell.open_page(page_of(kind), id=document_id)

    shell.run_task(lambda: drafts.get(document_id).type, show, lane=Lane.NETWORK).owned_by(owner)
