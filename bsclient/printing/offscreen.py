"""Papers without a window: the command line draws them too."""

from __future__ import annotations

import os
from typing import Final

from PySide6.QtGui import QGuiApplication

_KEPT: Final[list[QGuiApplication]] = []


def ready() -> None:
    """See to it that fonts can be used: where no application runs, one without a screen is made and kept."""
    if QGuiApplication.instance() is None and not _KEPT:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        _KEPT.append(QGuiApplication(["bsclient"]))
