"""The bank's words on payees: verified whenever they are read, so that nothing that was put into the base speaks for a payee."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bsclient.errors import BadInput, BadSignature
from bsclient.protocol.payees import PayeesTold, PayeeWord, Terms
from bsclient.storage import payee_words
from bsclient.storage.payee_words import KeptWord
from bsclient.storage.unit_of_work import Reader

if TYPE_CHECKING:
    from bsclient.crypto.verify import Verifier

Key = tuple[str, str, str]
"""Account, BIC and INN."""


@dataclass(frozen=True, slots=True)
class Words:
    """All words that hold. `damaged` counts kept ones that do not: somebody has edited the base."""

    by_key: dict[Key, PayeeWord] = field(default_factory=dict)
    terms: Terms = field(default_factory=Terms)
    damaged: int = 0


class Reading:
    """Reads words, verifying each of them once in the life of the program; `verifier` makes one when it is needed."""

    def __init__(self, verifier: Callable[[], Verifier], client_id: str) -> None:
        self._verifier = verifier
        self._client = client_id
        self._good: dict[tuple[bytes, bytes], PayeesTold] = {}

    def all(self, reader: Reader) -> Words:
        """Return what the bank has said, the last word on each payee."""
        by_key: dict[Key, PayeeWord] = {}
        told: PayeesTold | None = None
        damaged = 0
        for kept in payee_words.kept(reader):
            try:
                good = self.verified(kept)
            except (BadInput, BadSignature):
                damaged += 1
                continue
            if told is not None and good.time < told.time:
                continue  # an older word under a later number: put there by somebody else
            told = good
            by_key |= {(word.account, word.bic, word.inn): word for word in good.payees}
        return Words(by_key, told.terms if told is not None else Terms(), damaged)

    def verified(self, kept: KeptWord) -> PayeesTold:
        """Return what a word says; BadInput or BadSignature if the bank has not said it to this client."""
        known = self._good.get((kept.body, kept.signature))
        if known is None:
            known = PayeesTold.decode(kept.body)
            if known.client != self._client:
                raise BadInput("payee_word_unknown", value=known.client)
            self._verifier().verify(kept.body, kept.signature, known.time)
            self._good[kept.body, kept.signature] = known
        return known
