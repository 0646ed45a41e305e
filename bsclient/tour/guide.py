"""The guided tour: the whole journey through the real windows, each step printed with its result and a picture.

One language and theme are one pass; several passes run one after another, each in a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Looks:
    """Languages and themes of a tour."""

    languages: tuple[str, ...]
    themes: tuple[str, ...]


def run(folder: Path, looks: Looks) -> int:
    """Run all passes; pictures of several go into folders of their own. Returns 0 when every step went well."""
    passes = [(language, theme) for language in looks.languages for theme in looks.themes]
    if len(passes) == 1:
        return _one(folder, *passes[0])
    worst = 0
    for language, theme in passes:
        target = folder / f"{language}-{theme}"
        command = [
            sys.executable,
            "-m",
            "bsclient",
            "demo",
            "--tour",
            str(target),
            "--lang",
            language,
            "--theme",
            theme,
        ]
        worst = max(worst, subprocess.run(command, check=False).returncode)
    return worst


def _one(folder: Path, language: str, theme: str) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from bsclient.tour import journey
    from bsclient.tour.visit import Visit, Wish
    from bsclient.tour.walker import Stuck

    began = time.monotonic()
    print(f"BSClient, guided tour ({language}, {theme}) → {folder}", flush=True)
    visit = Visit(Wish(folder, language, theme), lambda words: print(words, flush=True))
    try:
        for act in journey.ACTS:
            act(visit)
    except Stuck as stuck:
        visit.walker.step("STOPPED", f"waited in vain for: {stuck}", "stopped")
        return 1
    finally:
        visit.close()
    print(f"{len(visit.walker.steps)} steps in {time.monotonic() - began:.0f} s", flush=True)
    return 0
