"""The bank's stamp on a printed statement: only where the bank has signed every day of it and the entries are as it signed.

What is not final yet is said in words instead: a paper must not look better than the statement is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bsclient.errors import BadSignature
from bsclient.printing.stamps import BankMark
from bsclient.services.context import Workplace
from bsclient.services.keys.authority import bank_verifier
from bsclient.services.statements.closings import Closings
from bsclient.services.statements.reading import Statement
from bsclient.storage import closings

_WORDS: Final = "Подписано банком"
"""The stamp is Russian whatever the language of the windows, as on all papers of the bank."""


@dataclass(frozen=True, slots=True)
class StatementMark:
    """The stamp, or how many days with operations the bank has not signed yet."""

    stamp: BankMark | None
    preliminary: int


def mark_of(place: Workplace, told: Statement) -> StatementMark:
    """Return what the bank's signatures say of a statement; blocks."""
    rows = Closings(place).days(told.account, told.start, told.end)
    preliminary = sum(not row.final for row in rows)
    whole = told.end < place.today or any(row.day == told.end and row.final for row in rows)
    if preliminary or not rows or not whole or not told.agrees or any(row.differs for row in rows):
        return StatementMark(None, preliminary)
    verifier = bank_verifier(place.profile)
    with place.store.read() as reader:
        signed = closings.period(reader, told.account, told.start, told.end)
    try:
        for each in signed:
            verifier.verify(each.canonical, each.signature, each.at)
    except BadSignature:
        return StatementMark(None, 0)
    bank = place.profile.bank
    return StatementMark(BankMark(bank.name, bank.bic, _WORDS, signed[-1].day), 0)
