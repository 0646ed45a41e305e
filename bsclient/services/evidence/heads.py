"""Heads of the audit journal, told to the bank and held against what it was told before.

A chain alone proves nothing against somebody who can cut its tail or write it anew from the start. The bank remembers the
furthest row that this device told, and says it at each log-in; the row must still have that hash. After a backup was brought
back, operators of the bank can let the chain begin anew; the journal keeps when, why and by whom.
"""

from __future__ import annotations

from typing import Final, Protocol

from bsclient.errors import Conflict, Corrupt
from bsclient.protocol.acts import KeptHead
from bsclient.protocol.messages import JournalHead, Session, SignedReceipt
from bsclient.services.context import Workplace
from bsclient.services.evidence.audit import BANK_HEAD
from bsclient.services.keys.authority import bank_verifier
from bsclient.storage import journal, settings

RESTARTED: Final = "journal_restarted"
_NONE: Final = "0:"


class Line(Protocol):
    """The one call that is needed."""

    def journal(self, head: JournalHead) -> SignedReceipt: ...


def hold(place: Workplace, session: Session) -> bool:
    """Whether the journal still has what the bank was told; if not, the bank's word is kept for `Audit.check`."""
    sequence, head = session.journal_sequence, session.journal_head
    if head and not sequence:
        _begin_anew(place, head)
        return True
    with place.store.whole() as reader:
        if not sequence or journal.hash_at(reader, sequence) == head:
            return True
    with place.store.write() as work:
        settings.put(work, BANK_HEAD, f"{sequence}:{head}")
    return False


def _begin_anew(place: Workplace, told: str) -> None:
    """Write down, once, that the bank's operators have let the journal begin anew, and forget what it was told before."""
    with place.store.write() as work:
        if settings.get(work, BANK_HEAD) in {"", _NONE}:
            return
        settings.put(work, BANK_HEAD, _NONE)
        journal.append(work, journal.Act("bank", RESTARTED, facts={"reason": told}))


def exchange(place: Workplace, line: Line) -> None:
    """Give the head to the bank and keep its signed word; a chain that the bank has contradicted is not given.

    Corrupt("journal_head_refused") when the bank knows a longer journal or another one, or signs something else.
    """
    with place.store.whole() as reader:
        sequence, head = journal.head(reader)
        known, _, told = settings.get(reader, BANK_HEAD, "0:").partition(":")
        contradicted = int(known) and journal.hash_at(reader, int(known)) != told
    if contradicted:
        raise Corrupt("journal_head_refused")
    try:
        answer = line.journal(JournalHead(sequence=sequence, head=head))
    except Conflict as error:
        raise Corrupt("journal_head_refused") from error
    bank_verifier(place.profile).verify(answer.receipt, answer.signature, place.now())
    kept = KeptHead.decode(answer.receipt)
    if (kept.sequence, kept.head) != (sequence, head):
        raise Corrupt("journal_head_refused")
    with place.store.write() as work:
        settings.put(work, BANK_HEAD, f"{sequence}:{head}")
        journal.keep_head(work, sequence, answer.receipt, answer.signature)
