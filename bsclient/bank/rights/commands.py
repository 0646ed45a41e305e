"""The operators' commands over rights: show them, change them by a file. `bsclient.bank.__main__` adds them to its own.

The file is JSON with the fields of a document `rights_change` (any of `general_scheme`, `roles`, `grants`, `limits`,
`schemes`, `substitutes`); two different operators are named, who have compared it with the client's paper.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from bsclient.domain.context import Context
from bsclient.domain.documents import registry
from bsclient.domain.problems import Severity
from bsclient.errors import BadInput, NotAllowed

if TYPE_CHECKING:
    from bsclient.bank.core import Bank

Open = Callable[[argparse.Namespace], AbstractContextManager["Bank"]]
Add = Callable[[str, Callable[[argparse.Namespace], object], str], argparse.ArgumentParser]

_log = logging.getLogger(__name__)


class RightsCommands:
    """The commands over a bank that `open_bank` opens."""

    def __init__(self, open_bank: Open) -> None:
        self._open = open_bank

    def add(self, add: Add) -> None:
        """Add all commands; `add` takes name, function and help."""
        show = add("rights", self.show, "show who may do what at a client")
        show.add_argument("client")
        change = add("change-rights", self.change, "change a client's rights by a file of rows")
        change.add_argument("client")
        change.add_argument("file", type=Path)
        change.add_argument("operators", nargs=2, metavar="OPERATOR", help="two who have compared the paper")

    def show(self, chosen: argparse.Namespace) -> object:
        """Return the rights of a client as the feed tells them."""
        with self._open(chosen) as bank:
            return msgspec.to_builtins(bank.rights_of(chosen.client))

    def change(self, chosen: argparse.Namespace) -> object:
        """Change the rights of a client; returns them as they are then."""
        first, second = (" ".join(name.split()) for name in chosen.operators)
        if first.casefold() == second.casefold():
            raise NotAllowed("operators_same", operator=first)
        fields = _fields(chosen.file)
        with self._open(chosen) as bank:
            bank.change_rights(chosen.client, fields)
            _log.info("rights of %s changed by %s and %s", chosen.client, first, second)
            return msgspec.to_builtins(bank.rights_of(chosen.client))


def _fields(path: Path) -> dict[str, Any]:
    """Read a file of rows and check it by the declaration; BadInput names the first thing wrong."""
    try:
        rows = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput("rights_file", value=path.name) from error
    declared = registry["rights_change"]
    if not isinstance(rows, dict) or rows.keys() - {field.name for field in declared.declared}:
        raise BadInput("rights_file", value=path.name)
    from bsclient import clock  # only the command needs a day of its own

    today = clock.business_day(clock.now())
    raw = {**declared.blank(), **rows, "number": "1", "date": today.isoformat()}
    document, problems = declared.examine(raw, Context(today))
    if document is None:
        problem = next(one for one in problems if one.severity is Severity.BLOCK)
        raise BadInput(problem.code, field=problem.field, **problem.facts)
    return dict(document.texts())
