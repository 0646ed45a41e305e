"""What the feed tells of limits between changes of rights: how much of each is used (event kind `limits`)."""

from __future__ import annotations

import msgspec


class LimitUse(msgspec.Struct, frozen=True, kw_only=True):
    """What counts against a limit on a day of the bank: an amount like "1234.05", an ISO day, "" before the first."""

    id: str
    used: str
    used_on: str


class LimitsData(msgspec.Struct, frozen=True, kw_only=True):
    """Limits of the client of which something was used or given back."""

    limits: list[LimitUse]
