"""The one MetaData of the bank's base, and what SQLite and PostgreSQL both understand: column types, statements of a step."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import BigInteger, Connection, Integer, MetaData

metadata = MetaData()
BIG = BigInteger()
ROW_ID = BigInteger().with_variant(Integer(), "sqlite")  # only INTEGER counts up by itself on SQLite


def run(connection: Connection, statements: Iterable[str]) -> None:
    """Run the statements of a step; `{bytes}` stands for the type of octets, `{no}` for what is false."""
    octets, no = ("BYTEA", "false") if connection.dialect.name == "postgresql" else ("BLOB", "0")
    for statement in statements:
        connection.exec_driver_sql(statement.replace("{bytes}", octets).replace("{no}", no))
