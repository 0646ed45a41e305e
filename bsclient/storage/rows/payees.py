"""Cards of the book of payees."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bsclient.protocol.payees import PayeeWord


@dataclass(frozen=True, slots=True, kw_only=True)
class PayeeRow:
    """A payee's card. `state`: `new` (only typed), `known` (paid at least once, or confirmed by the user).

    `word` is what the bank has said and signed; only that makes a payee known or trusted when one signs.
    """

    id: str
    name: str
    inn: str
    kpp: str
    account: str
    bic: str
    bank_name: str
    corr_account: str
    state: str
    used: int = 0
    last_used: dt.date | None = None
    purpose: str = ""
    word: PayeeWord | None = None

    @property
    def vouched(self) -> bool:
        """Whether the bank's word stands behind it: something was paid, or two persons trust it."""
        return self.word is not None and self.word.vouches
