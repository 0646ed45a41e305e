"""The operators' commands over the heads of clients' audit journals: list them, let one begin anew after a backup.

A journal that was restored from a copy is shorter than the bank knows, and looks like one that somebody cut. So two
operators, told by the client on paper or in person, let it begin anew; who did it and why stays in the bank's own chain
of heads, and the client's journal writes it down.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from bsclient.errors import BadInput, NotAllowed

if TYPE_CHECKING:
    from bsclient.bank.core import Bank

Open = Callable[[argparse.Namespace], AbstractContextManager["Bank"]]
Add = Callable[[str, Callable[[argparse.Namespace], object], str], argparse.ArgumentParser]

_log = logging.getLogger(__name__)


class JournalCommands:
    """The commands over a bank that `open_bank` opens."""

    def __init__(self, open_bank: Open) -> None:
        self._open = open_bank

    def add(self, add: Add) -> None:
        """Add all commands; `add` takes name, function and help."""
        show = add("journals", self.show, "list the heads of a client's audit journals by device")
        show.add_argument("client")
        restart = add("restart-journal", self.restart, "let a device's journal begin anew after a backup")
        restart.add_argument("client")
        restart.add_argument("device")
        restart.add_argument("reason", help="why, in a few words: the client's journal keeps it")
        restart.add_argument("operators", nargs=2, metavar="OPERATOR", help="two who have asked the client")

    def show(self, chosen: argparse.Namespace) -> object:
        """Return the devices with the row that each told last."""
        with self._open(chosen) as bank:
            return bank.journals(chosen.client)

    def restart(self, chosen: argparse.Namespace) -> object:
        """Forget the head of one device; returns the heads as they are then."""
        first, second = (" ".join(name.split()) for name in chosen.operators)
        if first.casefold() == second.casefold():
            raise NotAllowed("operators_same", operator=first)
        reason = " ".join(chosen.reason.split())
        if not reason:
            raise BadInput("reason_missing")
        with self._open(chosen) as bank:
            bank.restart_journal(chosen.client, chosen.device, f"{reason} ({first}, {second})")
            _log.info(
                "journal of %s at %s restarted by %s and %s", chosen.client, chosen.device, first, second
            )
            return bank.journals(chosen.client)
