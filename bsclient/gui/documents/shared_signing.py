"""Signing with colleagues at other PCs: give documents to them, take them back."""

from __future__ import annotations

from collections.abc import Sequence

from bsclient.gui.shell import Shell
from bsclient.gui.tr import tr
from bsclient.services.desk import Desk


def offer(desk: Desk, shell: Shell, ids: Sequence[str]) -> None:
    """Give documents to colleagues and tell the bank."""

    def offered(count: int) -> None:
        shell.notify(tr("%n document(s) given to colleagues for signing", "", count), "ok")
        shell.synchronise()

    if ids:
        shell.run_task(lambda: desk.pending.offer(ids), offered)


def take_back(desk: Desk, shell: Shell, ids: Sequence[str]) -> None:
    """Take documents back from colleagues, after a question."""

    def taken(count: int) -> None:
        shell.notify(tr("%n document(s) are being taken back", "", count), "ok")
        shell.synchronise()

    words = tr(
        "Colleagues will no longer be able to sign. The bank is asked at once: if the last signature was given"
        " meanwhile, the document stays with the bank."
    )
    shell.ask(
        tr("Take %n document(s) back from signing?", "", len(ids)),
        words,
        lambda: shell.run_task(lambda: desk.pending.take_back(ids), taken),
        accept=tr("Take back"),
    )
