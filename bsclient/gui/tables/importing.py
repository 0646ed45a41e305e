"""The ways into the window: asked at once, or only where no profile is known for a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from bsclient.formats.model import ExchangeFile
from bsclient.gui.tables.source import Source
from bsclient.gui.tasks import Lane, Task

if TYPE_CHECKING:
    from bsclient.gui.shell import Shell
    from bsclient.gui.tables.dialog import TableDialog

_ASKED: Final = frozenset(("table_account_missing", "table_decimal", "table_columns_missing"))
"""What the window lets the user say; any other problem is for who shows the file."""


def ask(
    parent: QWidget | None, shell: Shell, source: Source, done: Callable[[ExchangeFile], object]
) -> TableDialog:
    """Open the window for a file; `done` gets the file as the user has it read."""
    from bsclient.gui.tables.dialog import TableDialog

    dialog = TableDialog(parent, shell, source, done)
    dialog.open()
    return dialog


def import_table(shell: Shell, source: Source, done: Callable[[ExchangeFile], object]) -> Task:
    """Read a file by the profile that is known for it; ask only if there is none, or if it does not say everything."""
    profiles = shell.desk.table_profiles

    def work() -> ExchangeFile | None:
        opened = profiles.open(source.data, source.role)
        file = opened.file if opened.sure else None
        return None if file is None or any(one.code in _ASKED for one in file.problems) else file

    def decided(file: ExchangeFile | None) -> None:
        if file is None:
            ask(shell.window, shell, source, done)
        else:
            done(file)

    return shell.run_task(work, decided, lane=Lane.NETWORK)
