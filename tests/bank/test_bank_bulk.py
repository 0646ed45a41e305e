"""Statements sent straight to the driver: they fill and fail as SQLAlchemy's own do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from bsclient.bank import bulk
from bsclient.bank.schema.tables import stop_list
from bsclient.bank.store import Store

_ROWS = [{"account": str(number), "reason": f"'{number}%s?"} for number in range(5)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path / 'bank.db'}")
    yield opened
    opened.close()


def test_rows_are_added_in_the_transaction_and_as_they_are(store: Store) -> None:
    with store.write() as connection:
        bulk.insert(connection, stop_list, _ROWS)
    with store.read() as connection:
        found = connection.execute(select(stop_list).order_by(stop_list.c.account)).all()
    assert [row._asdict() for row in found] == _ROWS


def test_rows_are_undone_with_the_transaction(store: Store) -> None:
    with pytest.raises(IntegrityError), store.write() as connection:
        bulk.insert(connection, stop_list, [*_ROWS, _ROWS[0]])
    with store.read() as connection:
        assert connection.execute(select(stop_list)).all() == []


def test_a_list_takes_as_many_values_as_it_has(store: Store) -> None:
    query = bulk.Query(
        "SELECT account FROM stop_list WHERE account IN :wanted AND reason <> :not_this ORDER BY account"
    )
    with store.write() as connection:
        bulk.insert(connection, stop_list, _ROWS)
        assert query.rows(connection, wanted=["1", "4", "9"], not_this="") == [("1",), ("4",)]
        assert query.rows(connection, wanted=["1"], not_this=_ROWS[1]["reason"]) == []
        assert query.rows(connection, wanted=[], not_this="") == []


def test_a_statement_runs_for_each_row(store: Store) -> None:
    change = bulk.Query("UPDATE stop_list SET reason = :reason WHERE account = :account")
    with store.write() as connection:
        bulk.insert(connection, stop_list, _ROWS)
        change.run(connection, [{"account": "1", "reason": "a"}, {"account": "3", "reason": "b"}])
        found = {row.account: row.reason for row in connection.execute(select(stop_list))}
    assert (found["1"], found["3"], found["0"]) == ("a", "b", _ROWS[0]["reason"])


def test_errors_are_those_of_sqlalchemy(store: Store) -> None:
    """Whoever waits for a lost race or a broken disk sees no difference."""
    with pytest.raises(IntegrityError) as broken, store.write() as connection:
        bulk.insert(connection, stop_list, [_ROWS[0], _ROWS[0]])
    assert isinstance(broken.value, DBAPIError)
    with pytest.raises(OperationalError), store.write() as connection:
        bulk.Query("SELECT 1 FROM no_such_table").rows(connection)
