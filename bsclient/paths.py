"""Folders of the program and of the user."""

from __future__ import annotations

import os
from pathlib import Path

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


def resource(name: str) -> Path:
    """Return the path of a file that comes with the program, e.g. `icons/sign.svg`."""
    return RESOURCES / name


def home() -> Path:
    """Return the folder of profiles; `BSCLIENT_HOME` overrides the platform's place."""
    override = os.environ.get("BSCLIENT_HOME")
    if override:
        return Path(override)
    import platformdirs

    return Path(platformdirs.user_data_dir("bsclient", appauthor=False))
