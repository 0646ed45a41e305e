"""Adding many rows of one table: the statement is made once, the rows go to the driver as they are.

SQLAlchemy's own way costs more for each row than the base does. Values must be what both drivers take without
conversion: texts, integers, bytes and None.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Table

_MARKS = {"qmark": "?", "format": "%s", "pyformat": "%s"}

Row = dict[str, Any]


def insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Add rows that all have the columns of the first, two at least; nothing if there are none."""
    if rows:
        statement, values = _prepared(connection.dialect, table, tuple(rows[0]))
        connection.exec_driver_sql(statement, list(map(values, rows)))


@lru_cache(maxsize=256)
def _prepared(
    dialect: Dialect, table: Table, names: tuple[str, ...]
) -> tuple[str, Callable[[Row], tuple[Any, ...]]]:
    quoted = dialect.identifier_preparer
    columns = ", ".join(quoted.format_column(table.c[name]) for name in names)
    marks = ", ".join((_MARKS[dialect.paramstyle],) * len(names))
    return f"INSERT INTO {quoted.format_table(table)} ({columns}) VALUES ({marks})", itemgetter(*names)  # noqa: S608 -- names of the schema
