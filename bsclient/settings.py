"""Preferences of the user that are no secret and belong to no profile: one small JSON file.

Each setting is declared once, with its key, default and label (English source text; the window translates it).
A value that does not fit is read as the default; keys of newer versions are kept; a file that can't be read is put
aside, never overwritten.
"""

from __future__ import annotations

import contextlib
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Generic, TypeVar

from bsclient import whole_files

T = TypeVar("T")

FILE_NAME: Final = "settings.json"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One preference; `fits` tells whether a value from the file may be used."""

    key: str
    default: T
    label: str
    fits: Callable[[object], bool]
    choices: tuple[T, ...] = ()

    def read(self, value: object) -> T:
        """Return the value if it fits, else the default."""
        return value if self.fits(value) else self.default  # type: ignore[return-value] # `fits` proved the type


def _choice(key: str, choices: tuple[str, ...], label: str) -> Setting[str]:
    return Setting(key, choices[0], label, lambda value: value in choices, choices)


def _text(key: str, label: str) -> Setting[str]:
    return Setting(key, "", label, lambda value: isinstance(value, str))


def _whole(key: str, default: int, label: str, limits: tuple[int, int]) -> Setting[int]:
    low, high = limits
    return Setting(key, default, label, lambda value: type(value) is int and low <= value <= high)


LANGUAGE: Final = _choice("language", ("", "ru", "en"), "Language")
"""Empty: that of the system."""
THEME: Final = _choice("theme", ("system", "light", "dark"), "Theme")
SCALE: Final = _whole("scale", 100, "Scale, %", (50, 300))
LAST_PROFILE: Final = _text("last_profile", "Last profile")
AUTO_LOCK_MINUTES: Final = _whole("auto_lock_minutes", 15, "Lock after minutes without work", (0, 24 * 60))
"""0: never."""

ALL: Final[tuple[Setting[str] | Setting[int], ...]] = (
    LANGUAGE,
    THEME,
    SCALE,
    LAST_PROFILE,
    AUTO_LOCK_MINUTES,
)


class Settings:
    """The settings file of a folder. Reading never fails; writing raises `OSError` and leaves the old file whole."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._values = self._load()

    def get(self, setting: Setting[T]) -> T:
        """Return a setting's value."""
        return setting.read(self._values.get(setting.key, setting.default))

    def set(self, setting: Setting[T], value: T) -> None:
        """Keep a setting's value in the file; `ValueError` with the key if it does not fit."""
        if not setting.fits(value):
            raise ValueError(setting.key)
        values = {**self._values, setting.key: value}
        self._write(values)
        self._values = values

    def _load(self) -> dict[str, object]:
        try:
            found = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError):
            self._put_aside()
            return {}
        if isinstance(found, dict):
            return found
        self._put_aside()
        return {}

    def _put_aside(self) -> None:
        for number in range(1, 1000):
            aside = self._path.with_name(f"{FILE_NAME}.bad-{number}")
            if not aside.exists():
                with contextlib.suppress(OSError):
                    self._path.replace(aside)
                    _log.warning("settings could not be read; the file is kept as %s", aside.name)
                return

    def _write(self, values: dict[str, object]) -> None:
        folder = self._path.parent
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        whole_files.write(self._path, json.dumps(values, ensure_ascii=False, indent=2).encode(), private=True)
