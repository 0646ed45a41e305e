"""What a start imports: the log-in window and the first list come before what they do without.

Each test also sees what it looks for imported later, by the same program: a name that no module has would prove nothing.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bsclient.bench.stock import stocked
from bsclient.services import profiles

ROOT = Path(__file__).resolve().parents[2]

LOG_IN = """
import gc, json, os, sys
from pathlib import Path
from bsclient import app
from bsclient.bench import plain

gc.disable()  # as the command line does
desktop = app.begin(Path(sys.argv[1]))
typable = []
desktop.window.ready.connect(lambda: typable.extend(sys.modules))
plain.until(lambda: typable)
assert desktop.window.chosen() is not None
plain.until(desktop.prepared)
print(json.dumps([typable, sorted(sys.modules)]), flush=True)
desktop.close()
os._exit(0)  # an orderly end is tested elsewhere
"""
NOT_FOR_THE_LOG_IN = (
    "bsclient.domain.document", "bsclient.domain.money", "bsclient.gui.format", "bsclient.gui.locking", "bsclient.gui.main_window",
    "bsclient.gui.problems", "bsclient.gui.shell", "bsclient.gui.switching", "bsclient.gui.widgets.dialogs",
    "bsclient.gui.widgets.table", "bsclient.services.desk", "bsclient.storage", "bsclient.texts",
    "cryptography", "decimal", "hashlib", "httpx2", "pickle", "sqlcipher3", "ssl",
)  # fmt: skip

FIRST_LIST = """
import gc, json, os, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from bsclient import settings
from bsclient.bench import plain
from bsclient.bench.entrance import enter
from bsclient.gui import tasks
from bsclient.gui.application import prepare
from bsclient.gui.main_window import MainWindow
from bsclient.gui.memory import Memory

gc.disable()  # as the command line does
folder = Path(sys.argv[1])
application, kept = QApplication(["bsclient"]), settings.Settings(folder)
prepare(application, kept)
desk = enter(folder)
window = MainWindow(desk, kept, Memory(folder), lambda _passphrase: None, first="payments")
plain.show(window, window.shell.host.page.table)
painted = sorted(sys.modules)
desk.signing, desk.delivery
from bsclient import app  # with the log-in
print(json.dumps([painted, sorted(sys.modules)]), flush=True)
tasks.shutdown()
window.retire()
desk.close()
os._exit(0)  # an orderly end is tested elsewhere
"""
NOT_FOR_THE_FIRST_LIST = (
    "PySide6.QtNetwork", "bsclient.gui.login.window", "bsclient.crypto.certificates", "bsclient.crypto.verify", "bsclient.domain.document", "bsclient.domain.documents",
    "bsclient.services.documents.drafts", "bsclient.services.exchange.delivery", "bsclient.storage.rows.letters",
    "bsclient.storage.rows.products", "bsclient.storage.rows.signing", "bsclient.storage.rows.sources",
    "bsclient.storage.rows.statements", "cryptography",
)  # fmt: skip


@pytest.fixture
def home(tmp_path):
    profile = profiles.Profile(
        tmp_path / "one", "one", "Заря", profiles.BankLink("Банк", "044525593", "https://127.0.0.1:1", ""), "c1",
        profiles.Organisation("ООО Заря"), (profiles.User("u1", "Петров П. П."),), "d1",
    )  # fmt: skip
    profiles.save_profile(profile)
    return tmp_path


def imported(script, folder):
    """Run a script that prints what was imported at two moments."""
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    before, after = json.loads(done.stdout)
    return set(before), set(after)


def test_a_passphrase_can_be_typed_before_the_rest_is_imported(home):
    typable, prepared = imported(LOG_IN, home)
    assert prepared >= set(NOT_FOR_THE_LOG_IN)
    assert typable.isdisjoint(NOT_FOR_THE_LOG_IN)


def test_the_first_list_is_painted_without_cryptography_and_declarations(tmp_path):
    painted, later = imported(FIRST_LIST, stocked(tmp_path, 40))
    assert later >= set(NOT_FOR_THE_FIRST_LIST)
    assert painted.isdisjoint(NOT_FOR_THE_FIRST_LIST)
