"""From the start of the process to a painted main window with a journal of 1,000 documents.

Raw: a bare main window with a menu, a toolbar, a table over constants and one page read by `sqlite3`. Neither counts
the passphrase, which is slow on purpose. Byte code of both is kept from a start before, as that of an installed program is.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from bsclient.bench.load import Load, Measure, Span
from bsclient.bench.stock import stocked


def _ours(load: Load) -> Span:
    return _start("ours", load)


def _raw(load: Load) -> Span:
    return _start("raw", load)


def _start(side: str, load: Load) -> Span:
    folder = stocked(load.shared, 1000)
    code = load.shared / "code"
    code.mkdir(exist_ok=True)
    warm = code / f"{side}.started"
    if not warm.exists():
        _run(side, folder, code)
        warm.touch()
    return _run(side, folder, code)


def _run(side: str, folder: Path, code: Path) -> Span:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    compiled = sys.pycache_prefix or str(code)
    paths = {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONPYCACHEPREFIX": compiled}
    command = [sys.executable, "-m", "bsclient.bench.painting", side, str(folder)]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=kept | paths) as process:
        if process.stdout is None:
            raise RuntimeError(command)
        line = process.stdout.readline()
        seconds = time.perf_counter() - began
    told = json.loads(line)
    return Span(seconds, told["cpu"], told["peak_mib"])


OURS: dict[str, Measure] = {"startup": _ours}
RAW: dict[str, Measure] = {"startup": _raw}
