"""Ledger entries by the numbers of their rows: a period of a million is a list of numbers, and a page of it is read when seen."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Mapping, Sequence
from typing import Final

from bsclient.storage import ledger, values
from bsclient.storage.rows.statements import EntryRow
from bsclient.storage.unit_of_work import Reader

_ROWS: Final = "SELECT row FROM entry WHERE account = ? AND value_date BETWEEN ? AND ? AND credit >= ? AND credit <= ? ORDER BY "
_ORDERS: Final[Mapping[str, tuple[str, str]]] = {
    "": ("row", "row DESC"),
    "day": ("value_date, row", "value_date DESC, row DESC"),
    "debit": ("CASE credit WHEN 1 THEN 0 ELSE amount END, row", "CASE credit WHEN 1 THEN 0 ELSE amount END DESC, row"),
    "credit": ("CASE credit WHEN 1 THEN amount ELSE 0 END, row", "CASE credit WHEN 1 THEN amount ELSE 0 END DESC, row"),
    "counterparty": ("counterparty_name, row", "counterparty_name DESC, row"),
}  # fmt: skip
_BY_ROWS: Final = ledger.SELECTED + ", row FROM entry WHERE row IN (SELECT value FROM json_each(?))"  # noqa: S608 -- fixed text
_PLACE: Final = "SELECT row FROM entry WHERE id = ?"


def numbers(
    reader: Reader,
    account: str,
    days: tuple[dt.date, dt.date],
    *,
    credit: bool | None = None,
    order: tuple[str, bool] = ("", False),
) -> array[int]:
    """Return the rows of a period in the order of posting, or by one of the columns of the list (its key, descending)."""
    key, descending = order
    sides = (0, 1) if credit is None else (int(credit), int(credit))
    sql = _ROWS + _ORDERS.get(key, _ORDERS[""])[int(descending)]
    found = reader.all(sql, (account, days[0].isoformat(), days[1].isoformat(), *sides))
    return array("q", (row[0] for row in found))


def entries(reader: Reader, rows: Sequence[int]) -> list[EntryRow]:
    """Return the entries of rows in their order; those that are gone are left out."""
    found = reader.all(_BY_ROWS, (values.json_text(list(rows)),))
    known = {row[-1]: row for row in found}
    return ledger.rows_of(known[row] for row in rows if row in known)


def row_of(reader: Reader, entry_id: str) -> int | None:
    """Return the row of an entry; None when it is not here."""
    found = reader.one(_PLACE, (entry_id,))
    return None if found is None else int(found[0])
