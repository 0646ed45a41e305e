"""Compiled translations: a `.qm` beside each `resources/i18n/*.ts`, made by Qt's own lrelease when it is out of date."""

from __future__ import annotations

import subprocess
from pathlib import Path

from bsclient.bootstrap.say import say
from bsclient.bootstrap.venv import Environment

RUN_LRELEASE = "from PySide6.scripts.pyside_tool import lrelease; lrelease()"


def outdated(root: Path) -> list[Path]:
    """Return the sources whose compiled form is missing or older."""
    found = []
    for source in sorted((root / "resources" / "i18n").glob("*.ts")):
        compiled = source.with_suffix(".qm")
        if not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns:
            found.append(source)
    return found


def compile_all(environment: Environment) -> None:
    """Compile what is out of date; a failure leaves the windows in English and says so."""
    for source in outdated(environment.root):
        say("translation", name=source.name)
        compiled = source.with_suffix(".qm")
        draft = compiled.with_suffix(".qm.new")
        done = subprocess.run(
            [str(environment.python), "-c", RUN_LRELEASE, "-silent", str(source), "-qm", str(draft)],
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
        )
        if done.returncode == 0 and draft.exists():
            draft.replace(compiled)  # a window that opens meanwhile reads the old file or the new one
        else:
            say("translation_failed", name=source.name, reason=(done.stderr or done.stdout).strip()[-300:])
