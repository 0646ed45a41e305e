"""Ledger entries as the bank tells them, straight into rows: the way of a million of them.

Each value is checked as it is turned into what the column holds; nothing is made that only the caller would unmake. Raises
`ValueError` for a value that is none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final

import msgspec

from bsclient import clock
from bsclient.domain import money
from bsclient.protocol.messages import EntryData
from bsclient.storage import journal, ledger, values
from bsclient.storage.unit_of_work import UnitOfWork

Row = tuple[Any, ...]
_plain: Final = re.compile(r"[0-9]{1,13}\.[0-9]{2}").fullmatch
_ZULU: Final = 'Z"'
_WHOLE_SECONDS: Final = len('"2026-11-22T12:00:00Z"')
_checked: Final = attrgetter(
    "entry_id",
    "account",
    "value_date",
    "posted",
    "credit",
    "amount",
    "balance_after",
    "document_date",
    "order",
)
_texts: Final = attrgetter("operation_type", "document_id", "number")
_party: Final = attrgetter(
    "counterparty_name", "counterparty_inn", "counterparty_kpp", "counterparty_account", "counterparty_bic",
    "counterparty_bank", "counterparty_corr_account", "purpose",
)  # fmt: skip
_ISO_LENGTH: Final = 10
_encode: Final = msgspec.json.Encoder().encode
_PREVIOUS: Final = (  # the plus sign keeps the index of accounts away: the row is one of the last
    "SELECT CAST(id AS INTEGER) FROM entry WHERE +account = ? AND row <= ? ORDER BY row DESC LIMIT 1"
)
_END: Final = "SELECT coalesce(max(row), 0) FROM entry"
_REORDER: Final = """
    UPDATE entry SET row = moved.place FROM (
        SELECT row AS old,
            (SELECT max(row) FROM entry) + row_number() OVER (ORDER BY CAST(id AS INTEGER)) AS place
        FROM entry WHERE account = :account AND CAST(id AS INTEGER) >= :first
    ) moved WHERE entry.row = moved.old"""
_NOTE_MOVED: Final = (  # what marks by rows are past stays so; the new ones stand behind `end`
    "INSERT INTO entry_moved (id, was) SELECT id, row FROM entry"
    " WHERE account = :account AND CAST(id AS INTEGER) >= :first AND row <= :end ON CONFLICT DO NOTHING"
)
_STORED: Final = ledger.SELECTED + " FROM entry WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 -- fixed text
_NAMES: Final = tuple(name.strip() for name in ledger.SELECTED.removeprefix("SELECT ").split(","))
_CORRECT: Final = f"UPDATE entry SET {', '.join(f'{name} = ?' for name in _NAMES[1:])} WHERE id = ?"  # noqa: S608 -- fixed text
_ACCOUNT: Final = 1
_DOCUMENT: Final = 9
_ORDER: Final = 20


@dataclass(frozen=True, slots=True)
class Merged:
    """What a page of told entries was against what is here: how many new, how many the same, ids told otherwise."""

    new: int
    same: int
    changed: tuple[str, ...]


def row_of(told: EntryData) -> Row:
    """Return the columns of an entry. One transfer is two entries when both accounts are ours."""
    one, account, day, posted, credit, amount, balance, document_day, order = _checked(told)
    units = 10 ** (values.FINE.get(told.currency, 2) - 2)  # the wire has two decimals
    return (
        f"{one}/{account}", account, _day(day), _stamp(posted), int(credit), _minor(amount) * units, told.currency,
        _signed(balance) * units, *_texts(told), _day(document_day) if document_day else "", *_party(told),
        _encode(order).decode(),
    )  # fmt: skip


def add(work: UnitOfWork, rows: Sequence[Row]) -> int:
    """Keep entries in the order in which the bank posted them; those that are here stay. Returns how many are new."""
    new = work.run_many(ledger.INSERT, rows)
    work.touch_accounts({row[_ACCOUNT] for row in rows})
    documents = {row[_DOCUMENT] for row in rows}
    work.touch(*(documents - {""}))
    return new


def merge(work: UnitOfWork, account: str, rows: Sequence[Row], actor: str) -> Merged:
    """Keep what the bank tells of one account when it is asked again, oldest first: its last word counts.

    What was missing takes its place in the order of posting; what was told otherwise is corrected and journalled.
    """
    if not rows:
        return Merged(0, 0, ())
    end = work.scalar(_END)
    new = add(work, rows)
    changed: list[Row] = []
    if new < len(rows):
        stored = {row[0]: row for row in work.all(_STORED, (values.json_text([row[0] for row in rows]),))}
        changed = [row for row in rows if not _same(row, stored[row[0]])]
        work.run_many(_CORRECT, [(*row[1:], row[0]) for row in changed])
    if new:
        _settle(work, account, rows, int(end))
    ids = tuple(row[0] for row in changed)
    if ids:
        facts = {"account": account, "count": str(len(ids)), "first": ids[0]}
        journal.append(work, journal.Act(actor, "entries_corrected", facts=facts))
    return Merged(new, len(rows) - new - len(ids), ids)


def _settle(work: UnitOfWork, account: str, rows: Sequence[Row], end: int) -> None:
    """Bring rows into the order of posting, which is that of the bank's numbers, if new ones stand too late."""
    newest = work.scalar(_PREVIOUS, (account, end))
    first = int(rows[0][0].partition("/")[0])
    if newest is not None and newest > first:
        work.run(_NOTE_MOVED, {"account": account, "first": first, "end": end})
        work.run(_REORDER, {"account": account, "first": first})


def _same(told: Row, stored: Row) -> bool:
    if told[:_ORDER] != stored[:_ORDER]:
        return False
    first, second = told[_ORDER], stored[_ORDER]
    return first == second or values.facts(first) == values.facts(second)


@lru_cache(maxsize=4096)
def _day(text: str) -> str:
    day = dt.date.fromisoformat(text).isoformat()
    if len(text) != _ISO_LENGTH:
        raise ValueError(text)
    return day


def _stamp(instant: dt.datetime) -> str:
    """Write an instant as `clock.stamp` does; the usual form is made of what the encoder writes."""
    text = _encode(instant).decode()
    if text[-2:] != _ZULU:
        return clock.stamp(instant)
    return f"{text[1:20]}.000000Z" if len(text) == _WHOLE_SECONDS else text[1:-1]


def _minor(text: str) -> int:
    if _plain(text):
        return int(text.replace(".", ""))
    return money.to_minor(money.parse_amount(text))


def _signed(text: str) -> int:
    if _plain(text):
        return int(text.replace(".", ""))
    return money.to_minor(money.parse_amount(text, signed=True))
