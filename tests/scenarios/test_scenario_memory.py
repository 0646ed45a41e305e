"""The canary search: a passphrase typed into the real windows, the key and the data key are looked for afterwards.

Where: the memory of the program (logged in, having signed, locked) and everything it wrote: profile, log, temporary files,
exports. A program that remembers what is typed is the control that the search must find.
"""

import importlib
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import memory_search
import pytest

from bsclient.crypto import vault
from bsclient.crypto.secret import Secret

TESTS = Path(__file__).resolve().parents[1]
CANARY = "Канарейка-7 sings quietly 2931"
pytestmark = [
    pytest.mark.scenario,
    pytest.mark.skipif(sys.platform != "linux", reason="reads the memory of a process through /proc"),
]


class Program:
    """The driven program and what is searched for in it."""

    def __init__(self, home, folder):
        self.folder = folder
        environment = {
            **os.environ, "PYTHONPATH": f"{TESTS.parent}", "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(folder / "tmp"),
            "BSCLIENT_DEBUGGABLE": "1",
        }  # fmt: skip
        self.log = (folder / "errors.txt").open("wb")
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("memory_app.py")), str(home)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, env=environment, bufsize=0,
        )  # fmt: skip

    def order(self, words):
        self.process.stdin.write(f"{words}\n".encode())
        answer = b""
        while not answer.endswith(b"\n"):
            piece = self.process.stdout.read(1)
            assert piece, (self.folder / "errors.txt").read_text()
            answer += piece
        return json.loads(answer)

    def letters(self, words):
        for letter in words:
            self.order(f"type {ord(letter)}")

    def type(self, words, *, peek=False):
        self.letters(words)
        assert not peek or self.order("peek")
        self.order("enter")

    def search(self, needles):
        """Search from a process of its own, which is not the one that knows the secrets' history."""
        lines = "".join(f"{name} {octets.hex()}\n" for name, octets in needles.items())
        command = [sys.executable, memory_search.__file__, str(self.process.pid)]
        done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    def close(self):
        self.process.kill()
        self.process.wait()
        for each in (self.process.stdin, self.process.stdout, self.log):
            each.close()


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A profile with its base, its keys sealed with the canary, and a vault."""
    monkeypatch.syspath_prepend(str(TESTS / "gui"))
    real_desk = importlib.import_module("real_desk")
    now = datetime.now(UTC).replace(microsecond=0)
    monkeypatch.setattr(real_desk, "PASSPHRASE", CANARY)
    monkeypatch.setattr(real_desk, "NOW", now)
    made = real_desk.Office(tmp_path / "home")
    desk = made.desk("dir")
    made.payments(desk, 3)
    desk.close()
    return made


@pytest.fixture
def secrets_of(office):
    """The forms of everything that must not be found; and the data key's, which is there while the base is open."""
    from bsclient.crypto import container
    from bsclient.crypto.keys import PrivateKey
    from bsclient.services.keys.unlocking import vault_file

    user = office.profile.user("dir")
    der = container.unseal(container.read(office.profile.key_file(user)), CANARY)
    scalar = PrivateKey.from_der(der).handle.private_numbers().private_value.to_bytes(32, "big")
    path = vault_file(office.profile, user)
    if not path.exists():
        vault.write(path, vault.seal(Secret.random(32), CANARY, profile=office.profile.id))
    with vault.unseal(vault.read(path), CANARY) as data_key, data_key.reading() as view:
        data = memory_search.forms(bytes(view))
    passphrase = memory_search.forms(CANARY)
    inside = {f"inside-{name}": octets for name, octets in memory_search.forms(CANARY[4:-4]).items()}
    key = {"pkcs8": der, "scalar": scalar, "scalar-in-words": scalar[::-1]}
    return passphrase | inside | key, {f"data-{name}": octets for name, octets in data.items()}


@pytest.fixture
def program(office, tmp_path):
    (tmp_path / "tmp").mkdir()
    (tmp_path / "exports").mkdir()
    made = Program(tmp_path / "home", tmp_path)
    yield made
    made.close()


def none(found):
    return {name: count for name, count in found.items() if count}


def test_nothing_secret_is_left_in_memory_or_in_files(program, office, secrets_of, tmp_path):
    never, while_open = secrets_of
    program.order("ready dir")
    program.type(CANARY)
    program.order("entered")
    assert none(program.search(never)) == {}, "logged in"
    assert program.order("sign") == 3
    program.letters(CANARY)
    assert program.order("lock")
    assert none(program.search(never | while_open)) == {}, "locked with a passphrase typed and not used"
    program.type(CANARY)
    program.order("entered")
    program.type(CANARY, peek=True)
    assert program.order("signed") == 3
    program.order(f"export {tmp_path / 'exports'}")
    assert none(program.search(never)) == {}, "having signed"
    assert none(program.search(while_open)), (
        "the data key is there while the base is open, and the search finds it"
    )
    assert program.order("lock")
    assert none(program.search(never | while_open)) == {}, "locked"

    program.order("leak")
    program.type(CANARY)
    program.order("entered")
    assert program.order("lock")
    leaked = none(program.search(never | while_open))
    assert leaked, "the control keeps what is typed, and the search must find it"
    program.order("quit")
    program.process.wait(60)

    assert none(written(tmp_path, never | while_open)) == {}
    (tmp_path / "tmp" / "control.txt").write_text(f"passphrase: {CANARY}")
    assert none(written(tmp_path, never | while_open))


def written(folder, needles):
    """Return how often each needle stands in a file below a folder."""
    found = dict.fromkeys(needles, 0)
    for path in folder.rglob("*"):
        if path.is_file():
            octets = path.read_bytes()
            for name, needle in needles.items():
                found[name] += octets.count(needle)
    return found
