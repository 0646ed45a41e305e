"""What rules of notifications look for: entries after a row, documents with an outcome, letters, payments without a signature."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from bsclient import clock
from bsclient.storage import ledger, values
from bsclient.storage.rows.statements import EntryRow
from bsclient.storage.unit_of_work import Reader

_LAST: Final = "SELECT coalesce(max(row), 0) FROM entry"
_ENTRIES: Final = (  # what a statement file of another bank tells is no news
    f"{ledger.SELECTED} FROM entry WHERE row > ? AND row <= ? AND credit = ? AND amount >= ?"  # noqa: S608 -- fixed text
    " AND (? = '' AND currency = 'RUB' OR account = ?)"
    " AND account NOT IN (SELECT number FROM account WHERE source = 'file')"
    " AND NOT EXISTS (SELECT 1 FROM entry_moved m WHERE m.id = entry.id AND m.was <= ?) ORDER BY row LIMIT ?"
)
# The states stand in the statement as in the index, else SQLite would not take it.
OUTCOMES: Final = """
    SELECT id, type, number, state, status_seq, status_code, account, amount, currency, counterparty, updated
    FROM document WHERE updated >= ? AND state IN ('executed', 'partly_executed', 'rejected', 'refused_abs',
        'bad_signature', 'bad_details', 'waiting_funds', 'suspended', 'recalled')
    AND state IN (SELECT value FROM json_each(?)) AND (? = '' OR account = ?)
    AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.rule = ?
        AND n.happening = document.id || ':' || document.state || ':' || document.status_seq)
    ORDER BY updated, row LIMIT ?"""
"""Without what the rule has told already, else more of one instant than the limit would hide what comes later."""
LETTERS: Final = """
    SELECT id, subject, author, at FROM letter WHERE at >= ?
    AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.rule = ? AND n.happening = letter.id) ORDER BY at LIMIT ?"""
_UNSIGNED: Final = """
    SELECT id, amount, counterparty_bic, coalesce(json_extract(body.raw, '$.payment_kind'), '')
    FROM document JOIN body ON body.row = document.row
    WHERE type = 'payment_order' AND day = ? AND state IN ('new', 'imported', 'partly_signed')
    AND (? = '' OR account = ?)"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document; `seq` tells one status from the next of the same name."""

    id: str
    type: str
    number: str
    state: str
    seq: int
    code: str
    account: str
    amount: Decimal | None
    currency: str
    counterparty: str
    updated: dt.datetime

    @property
    def happening(self) -> str:
        """The name under which a notice of it is kept; `OUTCOMES` composes the same."""
        return f"{self.id}:{self.state}:{self.seq}"


@dataclass(frozen=True, slots=True)
class Came:
    """A letter of the bank."""

    id: str
    subject: str
    author: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A payment of a day that lacks signatures; `kind` is how it is to go, `payee_bic` where."""

    id: str
    amount: Decimal
    payee_bic: str
    kind: str


def last_entry(reader: Reader) -> int:
    """Return the row of the newest entry; 0 without any."""
    return int(reader.scalar(_LAST))


def entries(
    reader: Reader, rows: tuple[int, int], side: tuple[str, bool], least: Decimal, limit: int
) -> list[EntryRow]:
    """Return entries after the first row up to the second, of at least an amount.

    `side`: the account ("" for all in roubles at the bank of the profile) and whether credits are meant.
    """
    account, credit = side
    asked = (
        *rows,
        int(credit),
        values.minor(least, ledger.currency_of(reader, account)),
        account,
        account,
        rows[0],
        limit,
    )
    return ledger.rows_of(reader.all(_ENTRIES, asked))


def outcomes(
    reader: Reader, since: dt.datetime, asked: tuple[tuple[str, ...], str], told: str, limit: int
) -> list[Outcome]:
    """Return documents that came to a state since an instant, oldest first, without those that the rule `told` has told.

    `asked`: the states that count and the account ("" for all).
    """
    states, account = asked
    bound = (clock.stamp(since), values.json_text(list(states)), account, account, told, limit)
    return [_outcome(row) for row in reader.all(OUTCOMES, bound)]


def letters(reader: Reader, since: dt.datetime, told: str, limit: int) -> list[Came]:
    """Return the letters of the bank since an instant, oldest first, without those that the rule `told` has told."""
    return [
        Came(row[0], row[1], row[2], clock.parse(row[3]))
        for row in reader.all(LETTERS, (clock.stamp(since), told, limit))
    ]


def unsigned(reader: Reader, day: dt.date, account: str) -> list[Unsigned]:
    """Return the payments of a day that lack signatures."""
    found = reader.all(_UNSIGNED, (day.isoformat(), account, account))
    return [Unsigned(row[0], values.amount(row[1] or 0), row[2], str(row[3])) for row in found]


def _outcome(row: Any) -> Outcome:
    identity, kind, number, state, seq, code, account, amount, currency, name, updated = row
    money = values.amount_or_none(amount)
    return Outcome(
        identity, kind, number, state, seq, code, account, money, currency, name, clock.parse(updated)
    )
