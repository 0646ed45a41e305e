"""The end of a bank day: each day is closed once, with its turnover written down, and the services are told.

Money that moves later has a later value date, so that a statement of a closed day never changes.
"""

from __future__ import annotations

import json
from datetime import date, timedelta

from sqlalchemy import Connection, bindparam, func, select, text

from bsclient import clock
from bsclient.bank.books import fx
from bsclient.bank.rights import limit_uses
from bsclient.bank.schema.products import closed_day
from bsclient.bank.schema.tables import transfer
from bsclient.bank.work import serving
from bsclient.bank.work.transaction import Work

_LAST = select(func.max(closed_day.c.day))
_CLOSE = text("INSERT INTO closed_day (day, at, totals) VALUES (:day, :at, :totals) ON CONFLICT DO NOTHING")
_ENROL = text(  # accounts opened since: from now on `closings` states their days
    "INSERT INTO closing_head (account_id) SELECT id FROM account WHERE client_id IS NOT NULL AND closed = ''"
    " AND NOT EXISTS (SELECT 1 FROM closing_head h WHERE h.account_id = account.id)"
)
_TURNOVER = (
    select(transfer.c.currency, func.count(), func.sum(transfer.c.amount))
    .where(transfer.c.value_date == bindparam("day"))
    .group_by(transfer.c.currency)
    .order_by(transfer.c.currency)
)


def last(connection: Connection) -> date | None:
    """Return the last closed day; None if none was closed yet."""
    found = connection.execute(_LAST).scalar()
    return date.fromisoformat(found) if found else None


def next_to_close(connection: Connection, today: date) -> date | None:
    """Return the first day that has ended and is not closed; the day before the bank's first one counts as closed."""
    closed = last(connection)
    day = today - timedelta(days=1) if closed is None else closed + timedelta(days=1)
    return day if day < today else None


def close(work: Work, day: date) -> None:
    """Close a day, unless another process has just done so."""
    began = last(work.connection) is None
    turnover = {
        row[0]: [str(row[1]), str(row[2])]
        for row in work.connection.execute(_TURNOVER, {"day": day.isoformat()})
    }
    row = {"day": day.isoformat(), "at": clock.stamp(work.at), "totals": json.dumps(turnover)}
    if work.connection.execute(_CLOSE, row).rowcount != 1:
        return
    work.connection.execute(_ENROL)
    limit_uses.forget(work.connection, day)
    if not began:
        serving.close_day(work, day)
        if work.plan.every_day:
            fx.drift(work, day)
