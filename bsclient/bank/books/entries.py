"""Ledger entries as a client sees them: one transfer from the side of one of his accounts (messages.EntryData)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, literal_column, select, union_all

from bsclient import clock
from bsclient.bank.schema.tables import account, document, transfer
from bsclient.domain.money import from_minor, plain
from bsclient.protocol.messages import EntryData

_DEBIT, _CREDIT = account.alias("debit_side"), account.alias("credit_side")
_ENTRY = (
    select(
        transfer,
        document.c.body,
        document.c.client_id.label("author"),
        _CREDIT.c.client_id.label("credit_client"),
        _DEBIT.c.client_id.label("debit_client"),
        _DEBIT.c.number.label("debit_number"),
        _DEBIT.c.currency.label("debit_currency"),
        _CREDIT.c.number.label("credit_number"),
        _CREDIT.c.currency.label("credit_currency"),
    )
    .join(_DEBIT, _DEBIT.c.id == transfer.c.debit_account)
    .join(_CREDIT, _CREDIT.c.id == transfer.c.credit_account)
    .outerjoin(document, document.c.id == transfer.c.document_id)
)
_BY_IDS = _ENTRY.where(transfer.c.id.in_(bindparam("ids", expanding=True)))


def _side(column: Any) -> Any:
    wanted = (
        select(transfer.c.id)
        .where(
            column == bindparam("account"),
            transfer.c.value_date >= bindparam("start"),
            transfer.c.value_date <= bindparam("end"),
            transfer.c.id > bindparam("after"),
        )
        .order_by(transfer.c.id)
        .limit(bindparam("count"))
        .subquery()
    )
    return select(wanted.c.id)


_PAGE = (
    union_all(_side(transfer.c.debit_account), _side(transfer.c.credit_account))
    .order_by(literal_column("id"))
    .limit(bindparam("count"))
)


def by_ids(
    connection: Connection, wanted: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], dict[str, Any]]:
    """Return entries by (transfer, account) as trees for the feed."""
    if not wanted:
        return {}
    rows = {row.id: row for row in connection.execute(_BY_IDS, {"ids": sorted({at for at, _ in wanted})})}
    return {(at, seen): msgspec.to_builtins(entry(rows[at], seen)) for at, seen in wanted}


def page(
    connection: Connection, account_id: int, days: tuple[date, date], after: int, limit: int
) -> list[EntryData]:
    """Return up to `limit` entries of an account with a value date within the days, by id, after the id `after`."""
    bounds = {"start": days[0].isoformat(), "end": days[1].isoformat(), "after": after, "count": limit}
    ids = list(connection.execute(_PAGE, {"account": account_id, **bounds}).scalars())
    if not ids:
        return []
    rows = {row.id: row for row in connection.execute(_BY_IDS, {"ids": ids})}
    return [entry(rows[at], account_id) for at in ids]


def entry(row: Row[Any], account_id: int) -> EntryData:
    """Describe a transfer from the side of one account."""
    credit = row.credit_account == account_id
    order = _order(row)
    other = "payer" if credit else "payee"
    return EntryData(
        entry_id=str(row.id),
        account=row.credit_number if credit else row.debit_number,
        value_date=row.value_date,
        posted=clock.parse(row.posted),
        credit=credit,
        amount=plain(from_minor(row.amount)),
        currency=row.credit_currency if credit else row.debit_currency,
        balance_after=plain(from_minor(row.credit_balance if credit else row.debit_balance)),
        operation_type=order.get("operation_type", ""),
        document_id=(row.document_id or "")
        if row.author in {None, row.credit_client if credit else row.debit_client}
        else "",
        number=order.get("number", ""),
        document_date=order.get("date", ""),
        counterparty_name=order.get(f"{other}_name", ""),
        counterparty_inn=order.get(f"{other}_inn", ""),
        counterparty_kpp=order.get(f"{other}_kpp", ""),
        counterparty_account=order.get(f"{other}_account", ""),
        counterparty_bic=order.get(f"{other}_bic", ""),
        counterparty_bank=order.get(f"{other}_bank_name", ""),
        counterparty_corr_account=order.get(f"{other}_corr_account", ""),
        purpose=order.get("purpose", ""),
        order=dict(order),
    )


def _order(row: Row[Any]) -> Mapping[str, str]:
    """Return what a transfer says of itself; a payment order's own fields where it says nothing."""
    if row.details:
        told: Mapping[str, str] = json.loads(row.details)
        return told
    return json.loads(bytes(row.body))["fields"] if row.body is not None else {}
