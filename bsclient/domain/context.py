"""What the rules may know beside the draft itself: the day, directories and the owner of the accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bsclient.domain.banks import Bank


class BankLookup(Protocol):
    """A BIC directory."""

    def find(self, bic: str) -> Bank | None:
        """Return the participant with this BIC."""


@dataclass(frozen=True, slots=True)
class Context:
    """Surroundings of a check. `own_accounts` empty means that ownership is not checked."""

    today: date
    banks: BankLookup | None = None
    own_accounts: frozenset[str] = frozenset()
    own_inn: str = ""
    dates_checked: bool = True
