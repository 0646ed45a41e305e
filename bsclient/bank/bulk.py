"""The busiest statements, sent straight to the driver: SQLAlchemy's own way costs more for each than the base does.

A `Query` is text that both databases understand; values must be what both drivers take without conversion: texts,
integers, bytes and None. They run in the open transaction of a connection, and fail as SQLAlchemy's own do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.exc import DBAPIError

Row = dict[str, Any]
Value = str | int | bytes | None

_MARKS = {"qmark": "?", "format": "%s", "pyformat": "%s"}
_NAME = re.compile(r":([a-z_]+)")
_LOCKED = " FOR NO KEY UPDATE"


class Query:
    """A statement with `:name` for each value; a name given a list becomes as many values in brackets.

    `locks`: the rows it returns stay locked until the transaction ends (SQLite: the whole base is locked already).
    """

    def __init__(self, text: str, *, locks: bool = False) -> None:
        pieces = _NAME.split(" ".join(text.split()))
        self._texts, self._names = pieces[::2], pieces[1::2]
        self._locks = locks

    def rows(self, connection: Connection, **values: Value | Sequence[Value]) -> list[tuple[Any, ...]]:
        """Return all rows."""
        statement, given = self._filled(connection.dialect, values)
        found: list[tuple[Any, ...]] = _ran(connection, statement, given)
        return found

    def run(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Run the statement for each row of single values; nothing if there are none."""
        if rows:
            statement, _ = self._filled(connection.dialect, rows[0])
            values = itemgetter(*self._names)  # of one name it gives no tuple, but there is no such statement
            _ran(connection, statement, list(map(values, rows)), many=True)

    def _filled(
        self, dialect: Dialect, values: dict[str, Value | Sequence[Value]] | Row
    ) -> tuple[str, list[Value]]:
        mark, given = _MARKS[dialect.paramstyle], list[Value]()
        parts = [self._texts[0]]
        for name, text in zip(self._names, self._texts[1:], strict=True):
            value = values[name]
            if isinstance(value, list | tuple):
                given += value
                parts.append(f"({', '.join((mark,) * len(value)) or 'NULL'})")
            else:
                given.append(value)  # type: ignore[arg-type]  # any other sequence is a text or bytes
                parts.append(mark)
            parts.append(text)
        if self._locks and dialect.name == "postgresql":
            parts.append(_LOCKED)
        return "".join(parts), given


def insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Add rows that all have the columns of the first, two at least; nothing if there are none."""
    if rows:
        statement, values = _prepared(connection.dialect, table, tuple(rows[0]))
        _ran(connection, statement, list(map(values, rows)), many=True)


@lru_cache(maxsize=256)
def _prepared(
    dialect: Dialect, table: Table, names: tuple[str, ...]
) -> tuple[str, Callable[[Row], tuple[Any, ...]]]:
    quoted = dialect.identifier_preparer
    columns = ", ".join(quoted.format_column(table.c[name]) for name in names)
    marks = ", ".join((_MARKS[dialect.paramstyle],) * len(names))
    return f"INSERT INTO {quoted.format_table(table)} ({columns}) VALUES ({marks})", itemgetter(*names)  # noqa: S608 -- names of the schema


def _ran(connection: Connection, statement: str, values: list[Any], *, many: bool = False) -> Any:
    """Run a statement and return what it found, None if it looks for nothing.

    What the driver raises becomes what SQLAlchemy would have raised.
    """
    cursor = connection.connection.cursor()
    errors = connection.dialect.loaded_dbapi.Error
    try:
        if many:
            cursor.executemany(statement, values)
            return None
        cursor.execute(statement, values)
        return cursor.fetchall()
    except errors as error:
        raise DBAPIError.instance(None, None, error, errors, dialect=connection.dialect) from error
    finally:
        cursor.close()
