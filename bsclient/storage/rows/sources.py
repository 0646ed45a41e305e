"""What drafts come from: templates, calendars, files taken in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bsclient.domain.document import Raw


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRow:
    """A named draft to begin from. `shared`: all users of the profile see it; `owner` is the id of who made it."""

    id: str
    name: str
    type: str
    raw: Raw
    author: str
    updated: dt.datetime
    shared: bool = False
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleRow:
    """A document to be made again and again. `next_day` None: nothing more is to come; `rule` is the calendar's."""

    id: str
    name: str
    type: str
    raw: Raw
    rule: Mapping[str, str]
    next_day: dt.date | None
    paused: bool
    made: int
    author: str
    updated: dt.datetime
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """An import that was stored; `undone` None while it stands."""

    id: str
    name: str
    sha256: str
    at: dt.datetime
    author: str
    count: int
    total: Decimal
    undone: dt.datetime | None
