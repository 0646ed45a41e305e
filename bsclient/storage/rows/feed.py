"""The bank's feed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """How far the bank's feed is applied."""

    cursor: int
    applied_at: dt.datetime | None
    synchronised_at: dt.datetime | None
