"""The audit journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalRow:
    """One row of the audit journal."""

    seq: int
    at: dt.datetime
    actor: str
    device: str
    action: str
    object: str
    object_hash: str
    facts: Mapping[str, str]
    prev: str
    hash: str
