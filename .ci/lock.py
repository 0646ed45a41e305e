"""Write `requirements.lock` anew from `pyproject.toml`: every package pinned, every file by its SHA-256.

Run with `uv` on the PATH (`pip install uv`): `python3 .ci/lock.py [--upgrade]`. The lock serves Linux, Windows and
macOS and all supported Python versions. What the program needs stands first, then what keys on tokens need, then what only
tests need, with a mark before each.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
KEYS_MARK = "# ==== tokens: installed by `python3 main.py setup --token` ===="
MARK = "# ==== test tools: installed by `python3 main.py test` ===="
HEAD = "# Written by .ci/lock.py from pyproject.toml; don't edit.\n"


def compiled(*options: str) -> dict[str, str]:
    """Return name -> pin with its hashes, in uv's order."""
    command = [
        "uv",
        "pip",
        "compile",
        "--universal",
        "--python-version",
        "3.11",
        "--generate-hashes",
        "--quiet",
    ]
    command += ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
    done = subprocess.run(
        [*command, *options, str(ROOT / "pyproject.toml")],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    pins = re.finditer(r"^([A-Za-z0-9._-]+)==(?:.*\\\n)+.*\n", done.stdout, re.MULTILINE)
    return {pin.group(1): pin.group(0) for pin in pins}


def main() -> None:
    keep = [] if "--upgrade" in sys.argv or not LOCK.exists() else ["--constraint", str(LOCK)]
    everything = compiled("--extra", "token", "--extra", "test", *keep)
    known = ["--constraint", str(LOCK)] if keep else []
    needed = compiled(*known)
    token = compiled("--extra", "token", *known).keys() - needed.keys()
    parts = [
        "".join(text for name, text in everything.items() if name in needed),
        "".join(text for name, text in everything.items() if name in token),
        "".join(text for name, text in everything.items() if name not in needed and name not in token),
    ]
    LOCK.write_text(f"{HEAD}{parts[0]}{KEYS_MARK}\n{parts[1]}{MARK}\n{parts[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
