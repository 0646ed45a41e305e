"""What the checks of statements ask of the base: sums by day, chains of balances, doubles, what has no counterpart."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from bsclient.storage.unit_of_work import Reader

_MOVED: Final = "CASE credit WHEN 1 THEN amount ELSE -amount END"
_BROKEN: Final = f"""
    WITH chain AS (
        SELECT id, value_date, balance_after - {_MOVED} AS found, lag(balance_after) OVER (ORDER BY row) AS kept
        FROM entry WHERE {{0}}account = ? AND row BETWEEN ? AND ?
    )
    SELECT value_date, id, kept, found FROM chain WHERE found <> kept AND value_date BETWEEN ? AND ?
"""  # noqa: S608 -- fixed text
_DAYS: Final = """
    SELECT value_date, sum(CASE credit WHEN 1 THEN amount ELSE 0 END), sum(CASE credit WHEN 1 THEN 0 ELSE amount END),
        count(*) FROM entry WHERE account = ? AND value_date BETWEEN ? AND ? GROUP BY value_date"""
_IDS: Final = "SELECT value_date, id FROM entry WHERE account = ? AND value_date BETWEEN ? AND ? ORDER BY value_date, row"  # fmt: skip
_DOUBLES: Final = """
    SELECT value_date, number, amount, json_group_array(id), count(*) FROM entry
    WHERE account = ? AND value_date BETWEEN ? AND ? AND number <> ''
    GROUP BY value_date, credit, amount, number, counterparty_account HAVING count(*) > 1"""
_ORPHANS: Final = """
    SELECT value_date, id FROM entry WHERE account = ? AND value_date BETWEEN ? AND ? AND credit = 0
    AND operation_type IN ('', '01') AND (document_id = '' OR NOT EXISTS (SELECT 1 FROM document d WHERE d.id = document_id))
    ORDER BY value_date, row"""
_UNPAID: Final = """
    SELECT day, number, id FROM document d WHERE type = 'payment_order' AND state = 'executed' AND account = ?
    AND day BETWEEN ? AND ? AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.document_id <> '' AND e.document_id = d.id)
    ORDER BY day LIMIT 1000"""
_LAST: Final = "SELECT balance_after FROM entry WHERE row = (SELECT max(row) FROM entry WHERE account = ?)"
# one by one they are looked up in the index, together all days would be gone through
_KNOWN: Final = (
    "SELECT (SELECT min(value_date) FROM entry WHERE account = :account),"
    " (SELECT max(value_date) FROM entry WHERE account = :account)"
)
_SPREAD: Final = "SELECT count(*), min(row), max(row) FROM entry WHERE account = ?"
_DENSE: Final = 4
"""An account that has one row in so many is read in the order of rows, not by its index."""
_GONE: Final = """
    SELECT a.day, a.id, f.name, a.preliminary FROM archive_entry a JOIN archive_file f ON f.id = a.missing
    WHERE a.account = ? AND a.day BETWEEN ? AND ? AND a.missing <> 0 ORDER BY a.day, a.id"""

_TOLD: Final = """
    SELECT t.file, e.value_date, m.other_day, t.preliminary, sum(CASE e.credit WHEN 1 THEN e.amount ELSE -e.amount END)
    FROM (SELECT id, value_date, credit, amount FROM entry WHERE account = :account
        UNION ALL SELECT id, value_date, credit, amount FROM entry_apart WHERE account = :account) e
    JOIN archive_told t ON t.entry = e.id AND t.missing = 0 JOIN archive_entry m ON m.id = e.id
    GROUP BY t.file, e.value_date, m.other_day, t.preliminary ORDER BY t.file, e.value_date"""

Days = tuple[str, str, str]
"""Account, first and last day as they are bound."""


@dataclass(frozen=True, slots=True)
class DaySums:
    """What the entries of a day come to, minor units."""

    day: str
    credits: int
    debits: int
    count: int


@dataclass(frozen=True, slots=True)
class Moved:
    """What the entries of a day come to that a file told, minor units; `days`: their day, and the second one if told."""

    file: int
    days: tuple[dt.date, ...]
    preliminary: bool
    amount: int


def broken(reader: Reader, days: Days) -> list[tuple[str, str, int, int]]:
    """Return (day, id, balance before by the entry posted before, balance before by this one) where the two differ."""
    account, start, end = days
    count, first, last = reader.one(_SPREAD, (account,))
    if not count:
        return []
    sql = _BROKEN.format("+" if last - first < _DENSE * count else "")
    rows = reader.all(sql, (account, first, last, start, end))
    return [(day, one, kept, found) for day, one, kept, found in rows]


def sums(reader: Reader, days: Days) -> list[DaySums]:
    """Return the sums of every day with entries."""
    return [DaySums(*row) for row in reader.all(_DAYS, days)]


def hashes(reader: Reader, days: Days) -> dict[str, str]:
    """Return by day the hash over the bank's numbers of the entries, as a closing statement has it."""
    found = {}
    for day, rows in groupby(reader.all(_IDS, days), key=lambda row: row[0]):
        numbers = "\n".join(one.partition("/")[0] for _, one in rows)
        found[str(day)] = hashlib.sha256(numbers.encode()).hexdigest()
    return found


def doubles(reader: Reader, days: Days) -> list[tuple[str, str, int, str, int]]:
    """Return (day, number, amount, ids as JSON, count) of entries that say the same of one day."""
    return [tuple(row) for row in reader.all(_DOUBLES, days)]


def orphans(reader: Reader, days: Days) -> Iterator[tuple[str, list[str]]]:
    """Yield by day the ids of debits by payment order whose document is not in this base."""
    for day, rows in groupby(reader.all(_ORPHANS, days), key=lambda row: row[0]):
        yield str(day), [str(one) for _, one in rows]


def unposted(reader: Reader, days: Days) -> list[tuple[str, str, str]]:
    """Return (day, number, id) of payments that are executed and have no entry."""
    return [tuple(row) for row in reader.all(_UNPAID, days)]


def last_balance(reader: Reader, account: str) -> int | None:
    """Return the balance after the entry posted last; None without any."""
    found = reader.scalar(_LAST, (account,))
    return None if found is None else int(found)


def moved(reader: Reader, account: str) -> list[Moved]:
    """Return what files told of an account, added up by file and day."""
    return [
        Moved(file, tuple(dt.date.fromisoformat(day) for day in (first, other) if day), bool(unsure), amount)
        for file, first, other, unsure, amount in reader.all(_TOLD, {"account": account})
    ]


def known_days(reader: Reader, account: str) -> tuple[str, str] | None:
    """Return the first and the last day with entries; None without any."""
    first, last = reader.one(_KNOWN, {"account": account})
    return None if first is None else (str(first), str(last))


def gone(reader: Reader, days: Days) -> Iterator[tuple[str, str, bool, list[str]]]:
    """Yield (day, name of the file that lacks them, whether they were preliminary, ids) of entries that disappeared."""
    rows = reader.all(_GONE, days)
    for (day, name, preliminary), found in groupby(rows, key=lambda row: (row[0], row[2], row[3])):
        yield str(day), str(name), bool(preliminary), [str(row[1]) for row in found]
