"""What the windows remember between starts: sizes, columns, filters. Not preferences, and nothing about money.

One small JSON file per home folder. What cannot be read is forgotten; what cannot be written is only logged: losing
the width of a column must never stop work.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Final

from bsclient import whole_files

FILE_NAME: Final = "windows.json"
_LOOKS: Final = ("columns.", "window.")
"""Beginnings of keys that say how windows look and nothing of what they show."""
_log = logging.getLogger(__name__)


class Memory:
    """Values by key; `Path` None keeps them for this run only."""

    def __init__(self, folder: Path | None = None) -> None:
        self._path = folder / FILE_NAME if folder else None
        self._values = self._load()
        self._dirty = False

    def get(self, key: str, default: object = None) -> object:
        """Return a remembered value or the default."""
        return self._values.get(key, default)

    def text(self, key: str, default: str = "") -> str:
        """Return a remembered text."""
        value = self.get(key, default)
        return value if isinstance(value, str) else default

    def of(self, owner: str) -> Memory:
        """Return the part of an organisation: what is remembered there is its own, what is not stands as for all."""
        return _Part(self, owner)

    def set(self, key: str, value: object) -> None:
        """Remember a JSON value; it is written by `flush`."""
        if self._values.get(key) != value:
            self._values[key] = value
            self._dirty = True

    def flush(self) -> None:
        """Write the file if anything changed."""
        if not self._dirty or self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            whole_files.write(self._path, json.dumps(self._values, ensure_ascii=False, indent=1).encode())
            self._dirty = False
        except OSError as problem:
            _log.warning("the look of the windows was not kept: %s", problem.strerror)

    def _load(self) -> dict[str, object]:
        if self._path is None:
            return {}
        try:
            found = json.loads(self._path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}


class _Part(Memory):
    """The part of one owner, kept in the file of the whole."""

    def __init__(self, whole: Memory, owner: str) -> None:
        super().__init__()
        self._whole = whole
        self._owner = owner

    def get(self, key: str, default: object = None) -> object:
        own = self._whole.get(self._name(key), self)
        if own is not self:
            return own
        return self._whole.get(key, default) if key.startswith(_LOOKS) else default

    def set(self, key: str, value: object) -> None:
        self._whole.set(self._name(key), value)

    def flush(self) -> None:
        self._whole.flush()

    def _name(self, key: str) -> str:
        return f"of:{self._owner}:{key}"
