"""Light and dark theme: named colours from `resources/themes/*.json` become a palette and a short style sheet on Fusion.

A state of a document is never shown by colour alone: `icons` and words go with it. `Theme.colour(name)` is the only
source of colours for painting; `signals.changed` says that they are others now. The contrast of every colour of text on its
ground is at least 4.5 : 1.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from string import Template
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from bsclient.domain.states import State
from bsclient.paths import resource

ARGUMENTS: Final = ("bsclient", "-style", "Fusion")
"""What the application is made with: palette and style sheet stand on this style, whatever the desktop has.

To set it later gives Python the style as an object, with all its enumerations: a twentieth of a start.
"""
SYSTEM: Final = "system"
CHOICES: Final = (SYSTEM, "light", "dark")

_ROLES: Final = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "base",
    QPalette.ColorRole.AlternateBase: "alternate",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Button: "button",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "rejected",
    QPalette.ColorRole.ToolTipBase: "base",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "selection_text",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "link",
    QPalette.ColorRole.LinkVisited: "link",
    QPalette.ColorRole.Light: "base",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "border",
    QPalette.ColorRole.Shadow: "border",
}

STATE_COLOURS: Final = {
    State.INVALID: "rejected",
    State.NEW: "draft",
    State.IMPORTED: "draft",
    State.PARTLY_SIGNED: "partly",
    State.SIGNED: "transit",
    State.QUEUED: "transit",
    State.UNKNOWN: "partly",
    State.DELIVERED: "transit",
    State.BAD_SIGNATURE: "rejected",
    State.BAD_DETAILS: "rejected",
    State.ACCEPTED: "transit",
    State.SUSPENDED: "partly",
    State.EXPORTED: "transit",
    State.ACCEPTED_ABS: "transit",
    State.WAITING_FUNDS: "partly",
    State.EXECUTED: "done",
    State.PARTLY_EXECUTED: "partly",
    State.REJECTED: "rejected",
    State.REFUSED_ABS: "rejected",
    State.RECALLED: "draft",
    State.DELETED: "draft",
    State.INCOMING: "transit",
    State.READ: "transit",
    State.ANSWERED: "done",
}
"""Name of the colour of each state; icon and word go with it."""

KIND_COLOURS: Final = {"info": "transit", "ok": "done", "warning": "partly", "error": "rejected"}


class _Signals(QObject):
    """Says that the colours have changed."""

    changed = Signal()


@dataclass(frozen=True)
class Theme:
    """One set of named colours."""

    name: str
    dark: bool
    colours: dict[str, QColor]

    def colour(self, name: str) -> QColor:
        """Return a named colour."""
        return self.colours[name]

    def palette(self) -> QPalette:
        """Return the palette for Fusion, with a disabled group that stays legible."""
        palette = QPalette()
        for role, name in _ROLES.items():
            palette.setColor(role, self.colours[name])
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(
                QPalette.ColorGroup.Disabled, role, _between(self.colours["muted"], self.colours["window"])
            )
        return palette

    def style_sheet(self) -> str:
        """Return the style sheet with the colours put in."""
        names = {name: colour.name() for name, colour in self.colours.items()}
        names |= {
            name: resource(f"themes/{name}_{self.name}.svg").as_posix() for name in ("check", "up", "down")
        }
        return Template(resource("themes/style.qss").read_text(encoding="utf-8")).substitute(names)


class _Current:
    """The theme in force."""

    theme: Theme | None = None
    signals: _Signals | None = None


@lru_cache(maxsize=2)
def load(name: str) -> Theme:
    """Read a theme by name: `light` or `dark`."""
    declared = json.loads(resource(f"themes/{name}.json").read_bytes())
    return Theme(name, declared["dark"], {key: QColor(value) for key, value in declared["colours"].items()})


def apply(app: QApplication, choice: str) -> Theme:
    """Give the program a theme: `light`, `dark` or `system` (what the desktop says)."""
    name = choice if choice in {"light", "dark"} else _system(app)
    theme = load(name)
    if _Current.theme is theme and app.styleSheet():
        return theme
    _Current.theme = theme
    app.setPalette(theme.palette())
    app.setStyleSheet(theme.style_sheet())
    signals().changed.emit()
    return theme


def current() -> Theme:
    """Return the theme in force; light before `apply`."""
    return _Current.theme or load("light")


def colour(name: str) -> QColor:
    """Return a named colour of the theme in force; a copy, which painters may make fainter."""
    return QColor(current().colours[name])


def signals() -> _Signals:
    """Return the object whose `changed` signal says that the colours are others now."""
    if _Current.signals is None:
        _Current.signals = _Signals()
    return _Current.signals


def contrast(first: QColor, second: QColor) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, 1.4.3)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 -- sRGB, IEC 61966-2-1
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _between(first: QColor, second: QColor) -> QColor:
    return QColor(
        (first.red() * 2 + second.red()) // 3,
        (first.green() * 2 + second.green()) // 3,
        (first.blue() * 2 + second.blue()) // 3,
    )


def _system(app: QApplication) -> str:
    return "dark" if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"
