"""Ledger entries that are asked for (`GET /v1/statements`), and reading an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

import msgspec

from bsclient.errors import Unreachable
from bsclient.protocol.messages import EntryData

_NUMBER: Final = re.compile(r"[0-9]{1,18}")
_ENTRY: Final = msgspec.json.Decoder(EntryData)
MOST: Final = 1000
"""So many entries a bank gives in one answer at most."""


@dataclass(frozen=True, slots=True)
class EntryQuery:
    """An account, the first and last value date, and the id of the entry after which to go on ("": from the start)."""

    account: str
    start: date
    end: date
    after: str = ""
    limit: int = MOST

    @property
    def path(self) -> str:
        """The call."""
        asked = {"account": self.account, "from": self.start.isoformat(), "to": self.end.isoformat()}
        return "/v1/statements?" + urlencode({**asked, "after": self.after, "limit": str(self.limit)})


def read_entries(answer: bytes, query: EntryQuery) -> list[EntryData]:
    """Read a page of entries; `Unreachable("bank_answer_bad")` for a bad form, another order or what was not asked for."""
    try:
        found = _ENTRY.decode_lines(answer)
    except (msgspec.MsgspecError, ValueError) as error:
        raise Unreachable("bank_answer_bad") from error
    last, start, end = int(query.after or 0), query.start.isoformat(), query.end.isoformat()
    for one in found:
        number = int(one.entry_id) if _NUMBER.fullmatch(one.entry_id) else 0
        if number <= last or one.account != query.account or not start <= one.value_date <= end:
            raise Unreachable("bank_answer_bad")
        last = number
    return found
