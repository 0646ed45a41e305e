"""How long a user waits until a window can be used.

`startup`: from the start of the process to a painted main window with a journal of 1,000 documents, nothing loaded
before. Raw: a bare main window with a menu, a toolbar, a table over constants and one page read by `sqlite3`.

The program is not started so: it shows a log-in window, and imports the rest while the passphrase is typed. What is
really waited for are the two others. `login`: from the start of the process to a field in which the passphrase can be
typed; raw: a bare window with three fields, a button, and the name of the profile. `desk`: from the opened key to the
painted journal, where the log-in window has been shown for as long as the imports take; raw: the bare main window after
a bare log-in window.

None counts the passphrase (slow on purpose) and the key it opens. Byte code of both sides is kept from a start before,
as that of an installed program is.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Final

from bsclient.bench.load import Load, Measure, Span
from bsclient.bench.stock import stocked

_NAMES: Final = ("startup", "login", "desk")


def _start(measure: str, side: str, load: Load) -> Span:
    folder = stocked(load.shared / "home", 1000)
    code = load.shared / "code"
    code.mkdir(exist_ok=True)
    warm = code / f"{measure}.{side}.started"
    if not (load.short or warm.exists()):
        _run(measure, side, folder, code)
        warm.touch()
    return _run(measure, side, folder, code)


def _run(measure: str, side: str, folder: Path, code: Path) -> Span:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    compiled = sys.pycache_prefix or str(code)
    paths = {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONPYCACHEPREFIX": compiled}
    command = [sys.executable, "-m", "bsclient.bench.painting", measure, side, str(folder)]
    began = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=kept | paths
    ) as process:
        if process.stdout is None or process.stderr is None:
            raise RuntimeError(command)
        line = process.stdout.readline()
        seconds = time.perf_counter() - began
        if not line:
            raise RuntimeError(process.stderr.read())
    told = json.loads(line)
    return Span(told["seconds"] or seconds, told["cpu"], told["peak_mib"])


OURS: dict[str, Measure] = {name: partial(_start, name, "ours") for name in _NAMES}
RAW: dict[str, Measure] = {name: partial(_start, name, "raw") for name in _NAMES}
