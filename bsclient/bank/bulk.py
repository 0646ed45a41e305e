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
_SINGLE = -1
_SHAPES = 64


class Query:
    """A statement with `:name` for each value; a name given a list becomes as many values in brackets.

    `{c}` after a text to sort by: sorted as Python sorts texts, whatever the order of the base's own is.
    `locks`: the rows it returns stay locked until the transaction ends (SQLite: the whole base is locked already).
    `shares`: the name of a table whose rows others may read like this too, but not change.
    """

    def __init__(self, text: str, *, locks: bool = False, shares: str = "") -> None:
        pieces = _NAME.split(" ".join(text.split()))
        self._texts, self._names = pieces[::2], pieces[1::2]
        self._lock = _LOCKED if locks else f" FOR SHARE OF {shares}" if shares else ""
        self._made: dict[tuple[str, tuple[int, ...]], str] = {}

    def rows(self, connection: Connection, **values: Value | list[Any]) -> list[tuple[Any, ...]]:
        """Return all rows."""
        given: list[Any] = []
        sizes = []
        for name in self._names:
            value = values[name]
            if isinstance(value, list):
                given += value
                sizes.append(len(value))
            else:
                given.append(value)
                sizes.append(_SINGLE)
        found: list[tuple[Any, ...]] = _ran(connection, self._text(connection.dialect, tuple(sizes)), given)
        return found

    def run(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Run the statement, of two values at least, for each row of single values; nothing if there are none."""
        if rows:
            statement = self._text(connection.dialect, (_SINGLE,) * len(self._names))
            _ran(connection, statement, list(map(itemgetter(*self._names), rows)), many=True)

    def _text(self, dialect: Dialect, sizes: tuple[int, ...]) -> str:
        """Return the statement for values of these sizes; `_SINGLE` is one that is no list."""
        known = self._made.get((dialect.name, sizes))
        if known is not None:
            return known
        mark, parts = _MARKS[dialect.paramstyle], [self._texts[0]]
        for size, text in zip(sizes, self._texts[1:], strict=True):
            parts.append(mark if size == _SINGLE else f"({', '.join((mark,) * size) or 'NULL'})")
            parts.append(text)
        if self._lock and dialect.name == "postgresql":
            parts.append(self._lock)
        if len(self._made) >= _SHAPES:
            self._made.clear()
        order = 'COLLATE "C"' if dialect.name == "postgresql" else ""
        made = self._made[dialect.name, sizes] = "".join(parts).replace("{c}", order)
        return made


def insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Add rows that all have the columns of the first, two at least; nothing if there are none."""
    if rows:
        statement, values = _prepared(connection.dialect, table, tuple(rows[0]))
        _ran(connection, statement, list(map(values, rows)), many=True)


def begin(connection: Connection, statement: str) -> None:
    """Begin a transaction of SQLite."""
    _ran(connection, statement, [])


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
    try:
        if many:
            cursor.executemany(statement, values)
            return None
        cursor.execute(statement, values)
        return cursor.fetchall()
    except connection.dialect.loaded_dbapi.Error as error:
        errors = connection.dialect.loaded_dbapi.Error
        raise DBAPIError.instance(None, None, error, errors, dialect=connection.dialect) from error
    finally:
        cursor.close()
