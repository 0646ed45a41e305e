"""A visitor who walks through the real windows: waits, types, presses, takes pictures, and says what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from bsclient.gui import tasks

W = TypeVar("W", bound=QWidget)
_TURN = 25
_PATIENCE = 90.0
_READING = 5.0


class Stuck(RuntimeError):
    """The journey cannot go on: something that must appear did not."""


@dataclass
class Step:
    """One step of the journey with its result."""

    number: int
    title: str
    result: str
    picture: str = ""


@dataclass
class Walker:
    """Drives one application; pictures go to `folder`, each step is printed when it is done."""

    app: QApplication
    folder: Path
    window: Callable[[], QWidget]
    say: Callable[[str], None]
    steps: list[Step] = field(default_factory=list)

    def wait(self, ready: Callable[[], object], what: str, seconds: float = _PATIENCE) -> None:
        """Let the program work until `ready` is true; raises `Stuck`."""
        end = time.monotonic() + seconds
        while not ready():
            if time.monotonic() > end:
                raise Stuck(what)
            self.rest(_TURN)

    def rest(self, milliseconds: int = 250) -> None:
        """Let the program paint, finish what it does by timers, and its workers run: `QTest.qWait` would hold them up."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def find(self, kind: type[W], name: str = "", within: QWidget | None = None) -> W:
        """Return a visible widget of a kind by its object name; raises `Stuck`."""
        for place in [within] if within is not None else self._windows():
            for widget in (
                [place, *place.findChildren(kind, name)] if not name else place.findChildren(kind, name)
            ):
                if isinstance(widget, kind) and widget.isVisible():
                    return widget
        raise Stuck(f"{kind.__name__} {name}")

    def button(self, text: str, within: QWidget) -> QAbstractButton:
        """Return a visible button by its words; raises `Stuck`."""
        for button in within.findChildren(QAbstractButton):
            if button.isVisible() and button.text().replace("&", "") == text.replace("&", ""):
                return button
        raise Stuck(f"button {text}")

    def dialog(self, kind: type[W], seconds: float = _PATIENCE) -> W:
        """Wait for a dialog of a kind and return it."""
        found: list[W] = []

        def ready() -> bool:
            found[:] = [w for w in self._windows() if isinstance(w, kind) and w.isVisible()]
            return bool(found)

        self.wait(ready, kind.__name__, seconds)
        self.rest()
        return found[-1]

    def press(self, button: QAbstractButton) -> None:
        """Press a button with the mouse; raises `Stuck` when it cannot be pressed."""
        self.wait(lambda: button.isEnabled() and button.isVisible(), f"button {button.text()}")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.rest(50)

    def do(self, action: QAction) -> None:
        """Trigger an action of a toolbar or menu; raises `Stuck` when it is disabled."""
        self.wait(action.isEnabled, f"action {action.text()}")
        action.trigger()
        self.rest(50)

    def type(self, widget: QWidget, text: str) -> None:
        """Type into a field in place of what it holds."""
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                self.app.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
        self.rest(50)

    def key(
        self, widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key."""
        QTest.keyClick(widget, key, modifiers)
        self.rest(50)

    def step(self, title: str, result: str, picture: str, of: QWidget | None = None) -> None:
        """Note a step, save its picture, print it; the windows have shown by then what they are reading."""
        self.rest(300)
        self._settle()
        number = len(self.steps) + 1
        name = f"{number:02d}-{picture}.png"
        self._grab(of).save(str(self.folder / name))
        self.steps.append(Step(number, title, result, name))
        self.say(f"{number:2d}. {title}: {result}  [{name}]")

    def _settle(self) -> None:
        """Wait for readings that have begun; a session with the bank is not waited for."""
        end = time.monotonic() + _READING
        while tasks.working(tasks.Lane.STORE) and time.monotonic() < end:
            self.rest(_TURN)
        self.rest(50)

    def _grab(self, of: QWidget | None) -> QPixmap:
        window = of or self.window()
        picture = window.grab()
        if of is None:
            self._paint_dialogs(picture, window)
        return picture

    def _paint_dialogs(self, picture: QPixmap, window: QWidget) -> None:
        painter = QPainter(picture)
        for dialog in self._windows():
            if isinstance(dialog, QDialog) and dialog.isVisible() and dialog is not window:
                x = max(0, (window.width() - dialog.width()) // 2)
                y = max(0, (window.height() - dialog.height()) // 2)
                painter.fillRect(x - 6, y - 4, dialog.width() + 12, dialog.height() + 12, QColor(0, 0, 0, 70))
                painter.drawPixmap(x, y, dialog.grab())
        painter.end()

    def _windows(self) -> list[QWidget]:
        return [widget for widget in self.app.topLevelWidgets() if widget.isVisible()]
