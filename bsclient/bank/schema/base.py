"""The one MetaData of the bank's base and the column types that SQLite and PostgreSQL both understand."""

from __future__ import annotations

from sqlalchemy import BigInteger, Integer, MetaData

metadata = MetaData()
BIG = BigInteger()
ROW_ID = BigInteger().with_variant(Integer(), "sqlite")  # only INTEGER counts up by itself on SQLite
