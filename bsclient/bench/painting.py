"""One start to a painted window, in a process of its own: `python -m bsclient.bench.painting SIDE FOLDER`.

Prints one line when the rows are painted: processor seconds and the peak of memory until then. Imports of a side are
part of its start.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path


def main(side: str, folder: Path) -> int:
    """Start one side; the process ends at once after its line."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    (_ours if side == "ours" else _raw)(folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cpu": time.process_time(), "peak_mib": peak}), flush=True)
    os._exit(0)  # Neither side's orderly end is measured; nothing was written


def _ours(folder: Path) -> None:
    """The program after its log-in, without the passphrase: the desk opened, the main window with its journal."""
    from PySide6.QtWidgets import QApplication

    from bsclient import app, settings
    from bsclient.bench import plain
    from bsclient.bench.entrance import enter
    from bsclient.gui.documents.journal_page import JournalPage
    from bsclient.gui.main_window import MainWindow
    from bsclient.gui.memory import Memory

    application = QApplication(["bsclient"])
    kept = settings.Settings(folder)
    app.prepare(application, kept)
    desk = enter(folder)
    window = MainWindow(desk, kept, Memory(folder), lambda _passphrase: None)
    window.shell.open_page("payments")
    page = window.shell.host.page
    if not isinstance(page, JournalPage):
        raise TypeError(page)
    plain.show(window, page.table)


def _raw(folder: Path) -> None:
    """A bare main window: menu, toolbar, table over constants, one page read by `sqlite3`."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    from bsclient.bench import plain

    _application = QApplication(["bare"])
    base = plain.Base(folder / "client.db")
    model = plain.Constants()
    model.show(base.count())
    base.page(0, plain.PAGE)
    window = QMainWindow()
    menu = window.menuBar().addMenu("File")
    window.addToolBar("Tools").addAction(menu.addAction("Close"))
    table = plain.table(model)
    window.setCentralWidget(table)
    plain.show(window, table)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
