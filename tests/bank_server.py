"""A real bank for tests: `start_bank(tmp_path)` runs the server in a process of its own, over TLS on the loopback.

    bank = start_bank(tmp_path, demo=True)
    bank.url, bank.folder, bank.connection        # address, data folder, connection.json as a dict
    bank.stop(); bank.kill(); bank.restart()      # SIGTERM, SIGKILL, start again: same folder, same port
    bank.core()                                   # context: the core over the same base, for looking and for operators' acts

`bank_of(tmp_path)` is the same as a context manager that stops the server at the end.
"""

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

READY_SECONDS = 60
STOP_SECONDS = 30
ROOT = Path(__file__).resolve().parent.parent


@dataclass
class RunningBank:
    """A server process and where it keeps its things."""

    folder: Path
    db: str = ""
    demo: bool = True
    speed: float = 1.0
    url: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen | None = None

    @property
    def port(self):
        return int(self.url.rsplit(":", 1)[1]) if self.url else 0

    @property
    def connection(self):
        """What the bank hands to its clients: bank, bic, url, server, ca_pem, ca_fingerprint."""
        return json.loads((self.folder / "connection.json").read_text("utf-8"))

    @property
    def demo_access(self):
        """The demo's activation codes and clients, as the server wrote them into demo.json."""
        return json.loads((self.folder / "demo.json").read_text("utf-8"))

    def start(self):
        command = [
            sys.executable,
            "-m",
            "bsclient.bank",
            "--data",
            str(self.folder),
            "--db",
            self.db,
            "serve",
        ]
        command += ["--port", str(self.port), "--speed", str(self.speed), *(["--demo"] if self.demo else [])]
        with (self.folder / "stderr.txt").open("ab") as complaints:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=os.environ | self.environment,
                stdout=subprocess.PIPE,
                stderr=complaints,
                text=True,
            )
        line = self.process.stdout.readline()
        if not line:
            self.process.wait(STOP_SECONDS)
            self.process.stdout.close()
            raise AssertionError((self.folder / "stderr.txt").read_text())
        ready = json.loads(line)
        assert ready["ready"] is True
        self.url = ready["url"]
        return self

    def stop(self):
        """SIGTERM and wait; returns the exit code."""
        return self._end(subprocess.Popen.terminate)

    def kill(self):
        """SIGKILL: the process gets no chance to tidy up."""
        return self._end(subprocess.Popen.kill)

    def restart(self):
        """Start again on the same folder and port, after `stop` or `kill` (or stop it first)."""
        self.stop()
        return self.start()

    def _end(self, how):
        if self.process is None:
            return None
        how(self.process)
        code = self.process.wait(STOP_SECONDS)
        self.process.stdout.close()
        self.process = None
        return code

    @contextlib.contextmanager
    def core(self):
        """The bank's core over the same base, in this process."""
        from bsclient.bank.server import Place, open_bank

        bank, _ = open_bank(Place(self.folder, self.db))
        try:
            yield bank
        finally:
            bank.close()


def start_bank(tmp_path, *, demo=True, db="", speed=1.0, environment=None):
    """Start a bank in `tmp_path / "bank"`; stop it with `.stop()`."""
    folder = Path(tmp_path) / "bank"
    folder.mkdir(parents=True, exist_ok=True)
    return RunningBank(folder, db, demo, speed, environment=environment or {}).start()


@contextlib.contextmanager
def bank_of(tmp_path, **options):
    """A bank for the length of a `with` block."""
    bank = start_bank(tmp_path, **options)
    try:
        yield bank
    finally:
        bank.stop()


@contextlib.contextmanager
def bank_thread(tmp_path, *, demo=False):
    """The same server in a thread of this process: starts faster, can be looked into; yields (RunningBank, BankServer)."""
    from bsclient.bank.server import Place, serve

    folder = Path(tmp_path) / "bank"
    folder.mkdir(parents=True, exist_ok=True)
    listening = queue.Queue()
    thread = threading.Thread(target=serve, args=(Place(folder, demo=demo), listening.put))
    thread.start()
    server = listening.get(timeout=READY_SECONDS)
    try:
        yield RunningBank(folder, demo=demo, url=server.url), server
    finally:
        server.stop()
        thread.join(STOP_SECONDS)
        assert not thread.is_alive()
