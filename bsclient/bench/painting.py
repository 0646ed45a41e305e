"""One start, in a process of its own: `python -m bsclient.bench.painting MEASURE SIDE FOLDER`; see `startup`.

Prints one line when the window is painted: seconds since the work began, where that is not the start of the process,
processor seconds and the peak of memory. Imports of a side are part of its start. A start that takes longer than
`LIMIT_SECONDS` ends with an error and with where it stands.
"""

from __future__ import annotations

import faulthandler
import gc
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from bsclient.app import Desktop

LIMIT_SECONDS: Final = 90
Clock = tuple[float, float]
_START: Final[Clock] = (0.0, 0.0)
"""Counted from the start of the process."""


def main(measure: str, side: str, folder: Path) -> int:
    """Start one side; the process ends at once after its line."""
    faulthandler.dump_traceback_later(LIMIT_SECONDS, exit=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if side == "ours":
        gc.disable()  # as the command line does until the first window is there
    seconds, cpu = _SIDES[measure, side](folder)
    told = {
        "seconds": time.perf_counter() - seconds if seconds else 0.0,
        "cpu": time.process_time() - cpu,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(told), flush=True)
    os._exit(0)  # Neither side's orderly end is measured; nothing was written


def _now() -> Clock:
    return time.perf_counter(), time.process_time()


def _startup_ours(folder: Path) -> Clock:
    """The program with its key open: the desk opened, the main window with its journal."""
    from PySide6.QtWidgets import QApplication

    from bsclient import settings
    from bsclient.bench.entrance import enter
    from bsclient.gui import application as program
    from bsclient.gui.main_window import MainWindow
    from bsclient.gui.memory import Memory

    application = QApplication(["bsclient"])
    kept = settings.Settings(folder)
    program.prepare(application, kept)
    window = MainWindow(enter(folder), kept, Memory(folder), lambda _passphrase: None, first="payments")
    _wait_for_rows(window)
    return _START


def _startup_raw(folder: Path) -> Clock:
    """A bare window with a journal."""
    from PySide6.QtWidgets import QApplication

    _application = QApplication(["bare"])
    _bare_journal(folder)
    return _START


def _login_ours(folder: Path) -> Clock:
    """The program as it is started, until a passphrase can be typed."""
    from bsclient import app

    _typable(app.begin(folder.parent))
    return _START


def _login_raw(folder: Path) -> Clock:
    """A bare window with three fields and a button, the name of the profile read from its file."""
    from PySide6.QtWidgets import QApplication

    _application = QApplication(["bare"])
    _bare_login(folder)
    return _START


def _desk_ours(folder: Path) -> Clock:
    """The log-in window was there for a while; the key opens now."""
    from bsclient import app
    from bsclient.bench import plain
    from bsclient.bench.entrance import enter
    from bsclient.gui.seating import Entrance

    desktop = app.begin(folder.parent, first_page="payments")
    _typable(desktop)
    if desktop is None:
        raise RuntimeError("another program runs on the folder")
    plain.until(desktop.prepared)
    began = _now()
    desk = enter(folder)
    desktop.enter(Entrance(desk, desk.profile, desk.user))
    _wait_for_rows(desktop.window)
    return began


def _desk_raw(folder: Path) -> Clock:
    """A bare window after a bare log-in window."""
    from PySide6.QtWidgets import QApplication

    _application = QApplication(["bare"])
    _kept = _bare_login(folder)
    began = _now()
    _bare_journal(folder)
    return began


def _typable(desktop: Desktop | None) -> None:
    """Wait until the field of the passphrase is painted and open."""
    from PySide6.QtWidgets import QLineEdit

    from bsclient.bench import plain
    from bsclient.gui.login.window import LoginWindow

    window = desktop.window if desktop is not None else None
    if not isinstance(window, LoginWindow):
        raise TypeError(window)
    field = window.findChildren(QLineEdit)[-1]
    painted = plain.Painted(field, lambda: field.isEnabled() and window.chosen() is not None)
    plain.until(lambda: painted.seen)


def _bare_login(folder: Path) -> QWidget:
    from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPushButton, QWidget

    from bsclient.bench import plain

    window, field = QWidget(), QLineEdit()
    form = QFormLayout(window)
    told = json.loads((folder / "profile.json").read_text("utf-8"))
    for name, words in (("Organisation", told["title"]), ("User", told["users"][0]["name"])):
        box = QComboBox()
        box.addItem(words)
        form.addRow(name, box)
    form.addRow("Passphrase", field)
    form.addRow(QPushButton("Log in"))
    painted = plain.Painted(field, field.isEnabled)
    window.show()
    plain.until(lambda: painted.seen)
    return window


def _bare_journal(folder: Path) -> None:
    """Menu, toolbar, table over constants, one page read by `sqlite3`."""
    from PySide6.QtWidgets import QMainWindow

    from bsclient.bench import OPEN_COPY, plain

    base = plain.Base(folder / OPEN_COPY)
    model = plain.Constants()
    model.show(base.count())
    base.page(0, plain.PAGE)
    window = QMainWindow()
    menu = window.menuBar().addMenu("File")
    window.addToolBar("Tools").addAction(menu.addAction("Close"))
    table = plain.table(model)
    window.setCentralWidget(table)
    plain.show(window, table)


def _wait_for_rows(window: object) -> None:
    from bsclient.bench import plain
    from bsclient.gui.documents.journal_page import JournalPage
    from bsclient.gui.main_window import MainWindow

    if not isinstance(window, MainWindow) or not isinstance(window.shell.host.page, JournalPage):
        raise TypeError(window)
    plain.show(window, window.shell.host.page.table)


_SIDES: Final[dict[tuple[str, str], Callable[[Path], Clock]]] = {
    ("startup", "ours"): _startup_ours, ("startup", "raw"): _startup_raw,
    ("login", "ours"): _login_ours, ("login", "raw"): _login_raw,
    ("desk", "ours"): _desk_ours, ("desk", "raw"): _desk_raw,
}  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], Path(sys.argv[3])))
