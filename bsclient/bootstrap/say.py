"""What set-up says: one line per step on standard error, Russian for a Russian locale and English otherwise.

The texts stand in `resources/i18n/setup.{en,ru}.json`; the program's own loader is not used, it may need packages.
"""

from __future__ import annotations

import json
import locale
import os
import sys
from functools import cache
from pathlib import Path
from typing import cast

TEXTS = Path(__file__).resolve().parents[2] / "resources" / "i18n"


class SetupError(Exception):
    """Set-up cannot go on: the code of the text to show, its facts, and the exit code of the process."""

    def __init__(self, code: str, exit_code: int = 1, **facts: str) -> None:
        super().__init__(code, facts)
        self.code = code
        self.exit_code = exit_code
        self.facts = facts


def language() -> str:
    """Return `ru` or `en`: by our own variable, by those of POSIX in its order, else by the platform's locale."""
    for variable in ("BSCLIENT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable)
        if value:
            return "ru" if value.lower().startswith("ru") else "en"
    name = locale.getlocale()[0] or ""
    return "ru" if name.lower().startswith("ru") else "en"


@cache
def texts(lang: str) -> dict[str, str]:
    """Return the set-up texts of one language."""
    return cast("dict[str, str]", json.loads((TEXTS / f"setup.{lang}.json").read_text(encoding="utf-8")))


def say(code: str, **facts: str) -> None:
    """Print one step or message."""
    print(texts(language())[code].format(**facts), file=sys.stderr, flush=True)


def count(done: int, total: int) -> None:
    """Show progress: rewritten in place on a terminal, every tenth package elsewhere."""
    line = texts(language())["packages_done"].format(done=done, total=total)
    if sys.stderr.isatty():
        print(f"\r{line}", end="\n" if done == total else "", file=sys.stderr, flush=True)
    elif done == total or done % 10 == 0:
        print(line, file=sys.stderr, flush=True)
