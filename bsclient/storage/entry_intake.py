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
from typing import Any, Final

import msgspec

from bsclient import clock
from bsclient.domain import money
from bsclient.protocol.messages import EntryData
from bsclient.storage import journal, ledger, values
from bsclient.storage.unit_of_work import UnitOfWork

Row = tuple[Any, ...]
_PLAIN: Final = re.compile(r"-?[0-9]{1,13}\.[0-9]{2}")
_ISO_LENGTH: Final = 10
_encode: Final = msgspec.json.Encoder().encode
_PREVIOUS: Final = (
    "SELECT CAST(id AS INTEGER) FROM entry WHERE account = ? AND row <= ? ORDER BY row DESC LIMIT 1"
)
_END: Final = "SELECT coalesce(max(row), 0) FROM entry"
_REORDER: Final = """
    UPDATE entry SET row = moved.place FROM (
        SELECT row AS old,
            (SELECT max(row) FROM entry) + row_number() OVER (ORDER BY CAST(id AS INTEGER)) AS place
        FROM entry WHERE account = :account AND CAST(id AS INTEGER) >= :first
    ) moved WHERE entry.row = moved.old"""
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
    return (
        f"{told.entry_id}/{told.account}", told.account, _day(told.value_date), clock.stamp(told.posted), int(told.credit),
        _minor(told.amount), told.currency, _minor(told.balance_after, signed=True), told.operation_type,
        told.document_id, told.number, _day(told.document_date) if told.document_date else "", told.counterparty_name,
        told.counterparty_inn, told.counterparty_kpp, told.counterparty_account, told.counterparty_bic,
        told.counterparty_bank, told.counterparty_corr_account, told.purpose, _encode(told.order).decode(),
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


def _minor(text: str, *, signed: bool = False) -> int:
    if _PLAIN.fullmatch(text) and (signed or text[0] != "-"):
        return int(text.replace(".", ""))
    return money.to_minor(money.parse_amount(text, signed=signed))
