"""Tokens of SoftHSM2, started by the tests: folder and configuration of their own, nothing of the user's."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

PIN = "87654321"
MODULES = [
    *Path("/usr/lib").glob("*/softhsm/libsofthsm2.so"),
    Path("/usr/lib/softhsm/libsofthsm2.so"),
    Path("/usr/local/lib/softhsm/libsofthsm2.so"),
    Path("/opt/homebrew/lib/softhsm/libsofthsm2.so"),
]
LACKING = "SoftHSM2, a token in software, is not installed here (Debian, Ubuntu: apt-get install softhsm2)"


class SoftTokens:
    """Two tokens, `first` with keys of the tests and `second`, empty."""

    def __init__(self, folder):
        self.module = next((str(path) for path in MODULES if path.is_file()), None)
        self.program = shutil.which("softhsm2-util")
        if self.module is None or self.program is None:
            pytest.skip(LACKING)
        self.folder = folder / "tokens"
        self.folder.mkdir()
        self.configuration = folder / "softhsm2.conf"
        self.configuration.write_text(
            f"directories.tokendir = {self.folder}\nobjectstore.backend = file\nlog.level = ERROR\n"
        )
        for label in ("Токен Иванова", "second"):
            self.run("--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "12345678")

    def run(self, *arguments):
        done = subprocess.run(
            [self.program, *map(str, arguments)],
            env={**os.environ, "SOFTHSM2_CONF": str(self.configuration)},
            capture_output=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def start(folder, patch):
    """Return tokens whose module is loaded here and in processes started from here."""
    pkcs11 = pytest.importorskip("pkcs11", reason="python-pkcs11 is not installed (main.py setup --token)")
    made = SoftTokens(folder)
    patch.setenv("SOFTHSM2_CONF", str(made.configuration))
    pkcs11.unload(made.module)  # an earlier file of tests had other tokens in it
    return made
