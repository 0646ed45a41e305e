"""Where sheets lie in the preview: plain arithmetic, so that thousands of pages cost nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QRect

from bsclient.printing.canvas import HEIGHT, WIDTH

GAP: Final = 16
SCREEN_DPI: Final = 96
_MM: Final = 25.4
SMALLEST, LARGEST = 20, 400


class Fit(StrEnum):
    """How the size is chosen: by a number, by the width of the window, by whole pages, one or two beside each other."""

    SCALE = "scale"
    WIDTH = "width"
    PAGE = "page"
    TWO = "two"


@dataclass(frozen=True, slots=True)
class Sheets:
    """Pages of one size in a window of a width; `percent` of the paper's true size at 96 dots per inch."""

    count: int
    percent: int
    columns: int
    room: int

    @property
    def width(self) -> int:
        """Width of a sheet in logical pixels."""
        return max(1, round(WIDTH / _MM * SCREEN_DPI * self.percent / 100))

    @property
    def height(self) -> int:
        """Height of a sheet in logical pixels."""
        return max(1, round(HEIGHT / _MM * SCREEN_DPI * self.percent / 100))

    @property
    def total_width(self) -> int:
        """Width of a row of sheets with the gaps around them."""
        return self.columns * self.width + (self.columns + 1) * GAP

    @property
    def total_height(self) -> int:
        """Height of all rows with the gaps around them."""
        rows = -(-self.count // self.columns)
        return rows * (self.height + GAP) + GAP

    def place(self, number: int) -> QRect:
        """Return where a page lies; pages are counted from 0."""
        row, column = divmod(number, self.columns)
        left = max(0, (self.room - self.total_width) // 2)
        x = left + GAP + column * (self.width + GAP)
        return QRect(x, GAP + row * (self.height + GAP), self.width, self.height)

    def between(self, top: int, bottom: int) -> range:
        """Return the pages that touch a span of heights."""
        pitch = self.height + GAP
        first = max(0, (top - GAP) // pitch)
        last = max(0, (bottom - GAP) // pitch)
        return range(
            min(self.count, first * self.columns), min(self.count, last * self.columns + self.columns)
        )


def percent_for(fit: Fit, width: int, height: int) -> int:
    """Return the scale at which sheets fit a window."""
    columns = 2 if fit is Fit.TWO else 1
    across = (width - (columns + 1) * GAP) * _MM * 100 / (columns * WIDTH * SCREEN_DPI)
    if fit is Fit.WIDTH:
        return _within(int(across))
    down = (height - 2 * GAP) * _MM * 100 / (HEIGHT * SCREEN_DPI)
    return _within(int(min(across, down)))


def _within(percent: int) -> int:
    return max(SMALLEST, min(LARGEST, percent))
