"""The project's virtual environment: made, filled from the lock file, and proved by a stamp.

The stamp is written last and removed first: an environment without it was interrupted and is made anew. It names the
interpreter behind the environment and the SHA-256 of the part of the lock that was installed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from bsclient.bootstrap.say import SetupError, count, say

Level = Literal["run", "test"]

KEYS_MARK = "# ==== tokens: installed by `python3 main.py setup --token` ===="
MARK = "# ==== test tools: installed by `python3 main.py test` ===="
TAIL = 15  # lines of pip's own words that are shown when it fails


@dataclass(frozen=True)
class Stamp:
    """What is installed: real path and version of the interpreter, digest of the lock's part per level ('' = not)."""

    interpreter: str
    python: str
    run: str
    test: str


class _Untouched(SetupError):
    """Pip failed before it changed anything: what was installed is still whole."""


@dataclass(frozen=True)
class Environment:
    """The environment of one checkout."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

    @property
    def stamp_file(self) -> Path:
        return self.folder / "bsclient.stamp"

    def section(self, level: Level) -> str:
        """Return the pins that a level needs: the lock up to its first mark, or all of it."""
        text = self._lock()
        return text if level == "test" else text.partition(MARK)[0].partition(KEYS_MARK)[0]

    def token_section(self) -> str:
        """Return the pins that only keys on tokens need."""
        return self._lock().partition(KEYS_MARK)[2].partition(MARK)[0]

    def _lock(self) -> str:
        return (self.root / "requirements.lock").read_text(encoding="utf-8")

    def digest(self, level: Level) -> str:
        return hashlib.sha256(self.section(level).encode()).hexdigest()

    def stamp(self) -> Stamp | None:
        """Return the stamp, or None if there is none that holds for this environment's interpreter."""
        try:
            kept = Stamp(**json.loads(self.stamp_file.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        # After a system upgrade the link may lead to another Python, whose folder of packages is empty.
        return kept if self.python.exists() and kept.interpreter == os.path.realpath(self.python) else None

    def ready(self, level: Level) -> bool:
        kept = self.stamp()
        return kept is not None and (kept.test if level == "test" else kept.run) == self.digest(level)


def pins(section: str) -> int:
    """Count the packages of a lock's section."""
    return sum(1 for line in section.splitlines() if "==" in line and not line.startswith(("#", " ")))


@contextlib.contextmanager
def one_at_a_time(root: Path) -> Iterator[None]:
    """Hold the set-up lock of a checkout; a second start waits for the first."""
    with (root / ".venv.lock").open("a+b") as handle:
        if sys.platform == "win32":
            import msvcrt

            handle.seek(0)
            msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("waiting")
                fcntl.flock(handle, fcntl.LOCK_EX)
        yield  # closing the file releases the lock


def make(environment: Environment, level: Level) -> None:
    """Bring the environment to a level; the caller holds the set-up lock."""
    kept = environment.stamp()
    environment.stamp_file.unlink(missing_ok=True)
    if kept is None:
        _create(environment)
    try:
        _install(environment, environment.section(level))
    except _Untouched:
        if kept is not None:
            _keep(environment, kept)  # as good as before, only not up to date
        raise
    stamp = Stamp(
        interpreter=os.path.realpath(environment.python),
        python=".".join(map(str, sys.version_info[:3])),
        run=environment.digest("run"),
        test=environment.digest("test") if level == "test" else "",
    )
    _keep(environment, stamp)


def _keep(environment: Environment, stamp: Stamp) -> None:
    draft = environment.stamp_file.with_suffix(".new")
    draft.write_text(json.dumps(asdict(stamp)), encoding="utf-8")
    draft.replace(environment.stamp_file)


def _create(environment: Environment) -> None:
    say("venv_make", folder=str(environment.folder))
    # Started from inside the environment itself, the interpreter beneath makes it anew.
    base = str(getattr(sys, "_base_executable", sys.executable))
    done = subprocess.run(
        [base, "-m", "venv", "--clear", str(environment.folder)],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if done.returncode != 0:
        sys.stderr.write(done.stdout)
        raise SetupError("venv_failed", folder=str(environment.folder))


def add_tokens(environment: Environment) -> None:
    """Put what keys on tokens need into an environment that is ready; the caller holds the set-up lock."""
    _install(environment, environment.token_section())


def _install(environment: Environment, section: str) -> None:
    total = pins(section)
    say("packages", total=str(total))
    wanted = environment.folder / "requirements.txt"
    wanted.write_text(section, encoding="utf-8")
    command = [str(environment.python), "-m", "pip", "install", "--require-hashes", "--no-deps", "--no-input"]
    command += ["--only-binary", ":all:", "--progress-bar", "off", "-r", str(wanted)]
    words: deque[str] = deque(maxlen=TAIL)
    done, unpacking = 0, False
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        # A configuration that asks for the user's own folder would break every install into an environment.
        env={**os.environ, "PIP_USER": "0", "PYTHONUNBUFFERED": "1"},
    ) as pip:
        for line in pip.stdout or ():
            if line.startswith(("Collecting ", "Processing ", "Requirement already satisfied", "Ignoring ")):
                done += 1
                count(done, total)
            elif line.startswith("Installing collected"):
                unpacking = True
                say("packages_unpack")
            else:
                words.append(line)
    if pip.returncode != 0:
        sys.stderr.writelines(words)
        raise SetupError("packages_failed") if unpacking else _Untouched("packages_failed")
