"""The `openssl` program with its engine of GOST algorithms, as an optional helper: absent, nothing else is missed.

Each call is a program of its own: no shell, a configuration of ours, an environment without the user's variables. A private
key goes in through a pipe and never into a file; a folder that only this user can read holds what is public.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Final

from bsclient.errors import BadInput, NotAllowed, StorageFailed

SECONDS: Final = 60
MAX_CONTENT: Final = 32 * 1024 * 1024
_CONFIGURATION: Final = """openssl_conf = start
[start]
engines = engines
[engines]
gost = gost
[gost]
engine_id = gost
default_algorithms = ALL
"""
_KEPT: Final = ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR")


@lru_cache(maxsize=1)
def available() -> bool:
    """Tell whether the program and the engine are here; asked once."""
    program = shutil.which("openssl")
    if program is None or os.name == "nt":
        return False  # there is no /dev/stdin for the private key
    with tempfile.TemporaryDirectory(prefix="bsclient-gost-") as folder:
        done = _run(program, Path(folder), ["engine", "-t", "gost"], b"")
    return done.returncode == 0 and b"[ available ]" in done.stdout


class Bench:
    """A private folder with public files, and the program to work on them."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program = program
        self.folder = folder

    def run(self, arguments: list[str], secret: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run `openssl`; `secret` is what it reads as /dev/stdin."""
        return _run(self._program, self.folder, arguments, secret)

    def output(self, arguments: list[str], secret: bytes = b"") -> bytes:
        """Run `openssl` where it must succeed. NotAllowed with `gost_failed`."""
        done = self.run(arguments, secret)
        if done.returncode != 0:
            raise NotAllowed("gost_failed", reason=arguments[0])
        return done.stdout

    def path(self, name: str) -> str:
        return str(self.folder / name)


@contextmanager
def bench(files: Mapping[str, bytes]) -> Iterator[Bench]:
    """Put public files into a folder and lend the program. NotAllowed with `gost_missing`, StorageFailed."""
    program = shutil.which("openssl")
    if program is None or not available():
        raise NotAllowed("gost_missing")
    if sum(map(len, files.values())) > MAX_CONTENT:
        raise BadInput("gost_content_size", most=str(MAX_CONTENT >> 20))
    try:
        with tempfile.TemporaryDirectory(prefix="bsclient-gost-") as name:
            folder = Path(name)
            for file, data in files.items():
                (folder / file).write_bytes(data)
            yield Bench(program, folder)
    except OSError as reason:
        raise StorageFailed("gost_no_room") from reason


def _run(
    program: str, folder: Path, arguments: list[str], secret: bytes
) -> subprocess.CompletedProcess[bytes]:
    configuration = folder / "openssl.cnf"
    configuration.write_text(_CONFIGURATION, "utf-8")
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment |= {"OPENSSL_CONF": str(configuration), "LC_ALL": "C"}
    try:
        return subprocess.run(
            [program, *arguments],
            input=secret,
            capture_output=True,
            check=False,
            timeout=SECONDS,
            env=environment,
        )
    except subprocess.TimeoutExpired as reason:
        raise NotAllowed("gost_failed", reason=arguments[0]) from reason
