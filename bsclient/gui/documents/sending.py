"""Sending: documents go into the queue and, unless the user wants only that, a synchronisation starts at once."""

from __future__ import annotations

from collections.abc import Sequence

from bsclient.gui.shell import Shell
from bsclient.gui.tr import tr
from bsclient.services.desk import Desk


def send(desk: Desk, shell: Shell, ids: Sequence[str], *, only_queue: bool = False) -> None:
    """Queue signed documents («К отправке») and send them."""

    def queued(count: int) -> None:
        shell.notify(tr("%n document(s) put into the queue for the bank", "", count), "ok")
        if not only_queue:
            shell.synchronise()

    if ids:
        shell.run_task(lambda: desk.delivery.queue(ids), queued)
