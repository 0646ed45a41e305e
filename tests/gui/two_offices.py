"""Two organisations with two users each in one folder of profiles, and the program opened on the first."""

import json
import shutil
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication
from real_desk import PASSPHRASE, Office

from bsclient.app import Desktop
from bsclient.crypto.secret import Secret
from bsclient.gui import tasks
from bsclient.gui.seating import enter
from bsclient.services.profiles import load_profile
from bsclient.settings import Settings


def two_offices(tmp_path_factory, title):
    """Make «Ромашка» and another organisation of this title. Keys take their time: once for a module, then copies."""
    home = tmp_path_factory.mktemp("organisations")
    Office(home)
    other = tmp_path_factory.mktemp("other")
    Office(other)
    shutil.move(other / "romashka", home / "vasilek")
    path = home / "vasilek" / "profile.json"
    tree = json.loads(path.read_text("utf-8"))
    tree |= {"id": "vasilek", "title": title, "client_id": "c-2"}
    tree["organisation"]["name"] = title
    path.write_text(json.dumps(tree, ensure_ascii=False), "utf-8")
    return home


@contextmanager
def open_desktop(home):
    """The program with the director of «Ромашка» logged in; `monkeypatch` the waits of the session beforehand."""
    app = QApplication.instance()
    desktop = Desktop(app, home, Settings(home))
    profile = load_profile(home / "romashka")
    desktop.enter(enter(profile, profile.user("dir"), Secret.of(PASSPHRASE)))
    assert tasks.wait_idle(30)
    yield desktop
    desktop.close()
    if desktop.window is not None:
        desktop.window.hide()
        desktop.window.deleteLater()
    app.setQuitOnLastWindowClosed(True)
