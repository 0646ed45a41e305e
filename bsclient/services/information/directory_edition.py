"""A directory as a file: `{"name", "title", "version", "rows": [{"code", "title", …, "valid_from", "valid_to"}]}`.

The program ships some (`resources/directories/<name>.json`), the bank sends newer ones in the same form. What comes from
outside is read with bounds; a badly made file is refused as a whole.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bsclient.errors import BadInput
from bsclient.paths import resource

NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
LARGEST: Final = 16 * 1024 * 1024
MOST: Final = 200_000
_LONGEST: Final = 2000
_OWN_KEYS: Final = frozenset(("code", "title", "valid_from", "valid_to"))
_CONTROL: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a directory, in force from one day to another (None: without limit).

    `facts` is what the directory has beside code and title; `own` rows are the user's, `id` names those.
    """

    directory: str
    code: str
    title: str
    facts: Mapping[str, str]
    valid_from: date | None = None
    valid_to: date | None = None
    own: bool = False
    id: str = ""

    def holds(self, day: date | None) -> bool:
        """Whether the entry is in force on a day; None asks for any day."""
        if day is None:
            return True
        return (self.valid_from or day) <= day <= (self.valid_to or day)


@dataclass(frozen=True, slots=True)
class Edition:
    """One directory at one version."""

    name: str
    title: str
    version: str
    entries: tuple[Entry, ...]


def read(name: str, data: bytes) -> Edition:
    """Read a directory; raises `BadInput("directory_form")` with what is wrong."""
    if not NAME.fullmatch(name):
        raise BadInput("directory_form", name=name[:40], reason="name")
    if len(data) > LARGEST:
        raise BadInput("directory_form", name=name, reason="size")
    try:
        return _edition(name, json.loads(data))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise BadInput("directory_form", name=name, reason=type(error).__name__) from error


def shipped(name: str) -> Edition | None:
    """Return the directory that came with the program, or None."""
    path = resource("directories") / f"{name}.json"
    if not NAME.fullmatch(name) or not path.is_file():
        return None
    return read(name, path.read_bytes())


def shipped_names() -> list[str]:
    """Return the names of the directories that came with the program."""
    found = (path.stem for path in resource("directories").glob("*.json"))
    return sorted(name for name in found if _is_directory(name))


def _is_directory(name: str) -> bool:
    """The folder also has lists of other forms: `demo_banks.json` is an array."""
    path = resource("directories") / f"{name}.json"
    with path.open("rb") as file:
        return file.read(1) == b"{"


def _edition(name: str, tree: Mapping[str, Any]) -> Edition:
    if tree["name"] != name or len(tree["rows"]) > MOST:
        raise ValueError("name or rows")
    entries = tuple(_entry(name, row) for row in tree["rows"])
    return Edition(name, _text(tree.get("title", "")), _text(tree.get("version", "")), entries)


def _entry(name: str, row: Mapping[str, Any]) -> Entry:
    facts = {key: _text(value) for key, value in row.items() if key not in _OWN_KEYS}
    code = _text(row["code"])
    if not code or not all(isinstance(key, str) for key in facts):
        raise ValueError("code")
    return Entry(
        name, code, _text(row["title"]), facts, _day(row.get("valid_from")), _day(row.get("valid_to"))
    )


def _text(value: object) -> str:
    """Return a text without signs that change how its neighbours are shown."""
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise ValueError("text")
    return _CONTROL.sub("", unicodedata.normalize("NFC", value))


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None
