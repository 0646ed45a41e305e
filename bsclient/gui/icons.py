"""Icons: one-colour drawings from `resources/icons`, painted in a colour of the theme.

`icon("sign")` gives one in the colour of text; `put(target, "sign")` also keeps it right when the theme changes. A
drawing is painted when a window shows it, in the size in which it is shown.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QObject, QRect, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from bsclient.domain.states import State
from bsclient.gui import theme
from bsclient.paths import resource

_NAME: Final = "icon_name"
_ROLE: Final = "icon_role"

STATE_ICONS: Final = {
    State.INVALID: "error",
    State.NEW: "draft",
    State.IMPORTED: "import",
    State.PARTLY_SIGNED: "partly_signed",
    State.SIGNED: "signed",
    State.QUEUED: "queued",
    State.UNKNOWN: "unknown",
    State.DELIVERED: "delivered",
    State.BAD_SIGNATURE: "rejected",
    State.BAD_DETAILS: "rejected",
    State.ACCEPTED: "accepted",
    State.SUSPENDED: "suspended",
    State.EXPORTED: "accepted",
    State.ACCEPTED_ABS: "accepted",
    State.WAITING_FUNDS: "waiting_funds",
    State.EXECUTED: "executed",
    State.PARTLY_EXECUTED: "partly_executed",
    State.REJECTED: "rejected",
    State.REFUSED_ABS: "rejected",
    State.RECALLED: "recalled",
    State.DELETED: "delete",
    State.INCOMING: "delivered",
    State.READ: "accepted",
    State.ANSWERED: "executed",
}


def icon(name: str, role: str = "text") -> QIcon:
    """Return a drawing in a named colour of the theme; disabled ones are muted."""
    current = theme.current()
    return _icon(name, current.colour(role).name(), current.colour("border").name())


def pixmap(name: str, role: str = "text", size: int = 16, ratio: float = 1.0) -> QPixmap:
    """Return a drawing of a logical size for a screen of a pixel ratio."""
    return _scaled(name, theme.current().colour(role).name(), size, ratio)


def cell_pixmap(name: str, role: str, size: int) -> QPixmap:
    """Return a drawing for a cell of a list, sharp on any screen."""
    return pixmap(name, role, size, _most_ratio())


def state_icon(state: State) -> QIcon:
    """Return the icon of a document state in its colour."""
    return icon(STATE_ICONS[state], theme.STATE_COLOURS[state])


def put(target: QAction | QAbstractButton | QLabel, name: str, role: str = "text", size: int = 16) -> None:
    """Give an action, button or label an icon that follows the theme."""
    target.setProperty(_NAME, name)
    target.setProperty(_ROLE, role)
    if isinstance(target, QLabel):
        target.setProperty("icon_size", size)
        ratio = target.devicePixelRatioF()
        target.setPixmap(pixmap(name, role, size, ratio))
    else:
        target.setIcon(icon(name, role))


def repaint(root: QWidget) -> None:
    """Paint all icons under a window again after a change of theme."""
    children: list[QObject] = root.findChildren(QObject)
    for child in (root, *children):
        name = child.property(_NAME)
        if name and isinstance(child, QAction | QAbstractButton | QLabel):
            put(child, name, child.property(_ROLE), child.property("icon_size") or 16)


class _Engine(QIconEngine):
    """Paints one drawing: in its colour, in a pale one while it is disabled."""

    def __init__(self, name: str, colour: str, disabled: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour
        self._disabled = disabled

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = _most_ratio()
        image = self.pixmap(rect.size() * ratio, mode, state)
        image.setDevicePixelRatio(ratio)
        painter.drawPixmap(rect, image)

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        side = min(size.width(), size.height())
        colour = self._disabled if mode == QIcon.Mode.Disabled else self._colour
        return QPixmap(_draw(self._name, colour, side))  # a copy: Qt sets the pixel ratio on it

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._colour, self._disabled)


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, disabled: str) -> QIcon:
    return QIcon(_Engine(name, colour, disabled))


def _most_ratio() -> float:
    """The ratio of the sharpest screen; asking the painter's own device wraps it anew each time."""
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


@lru_cache(maxsize=128)
def _scaled(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    image = QPixmap(_draw(name, colour, round(size * ratio)))
    image.setDevicePixelRatio(ratio)
    return image


@lru_cache(maxsize=512)
def _draw(name: str, colour: str, size: int) -> QPixmap:
    image = QPixmap(size, size)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode())).render(painter)
    painter.end()
    return image


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")
