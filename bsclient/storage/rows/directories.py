"""Directories: the user's own rows and the bank's editions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnEntryRow:
    """A row of a directory that the user keeps; days None: valid without limit."""

    id: str
    name: str
    code: str
    title: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    facts: Mapping[str, str]
    author: str
    updated: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """A directory as the bank sent it: its version and bytes."""

    name: str
    version: str
    kept: dt.datetime
    rows: int
    body: bytes
