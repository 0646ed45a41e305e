"""A base of version 1 with documents, holds and a feed becomes one of today, on both kinds of base, and nothing is lost."""

import hashlib
import json
from datetime import timedelta
from pathlib import Path

import pytest
from bank_core_kit import Time, bank_keys, directory
from sqlalchemy import create_engine, event, inspect, select, text

from bsclient import durability
from bsclient.bank.core import Bank
from bsclient.bank.schema import tables as schema
from bsclient.bank.schema.tables import account, metadata, transfer
from bsclient.bank.store import Store

DATA = Path(__file__).parents[1] / "data" / "bank"
RELEASED = {
    "sqlite": "7e36f59813c00c2ab5ef87f64475b00e8336cb6be028b0f7890cf8531445e040",
    "postgresql": "ab7c000c1aa63c8fcf7aab9b30bb781d0769b29a6d5c81b72c4c19e9abc3fdc5",
}
"""SHA-256 of the statements of the steps to version 5, as they were released."""


def rows():
    """Rows of every table of the old base, as they stood in it."""
    stored = json.loads((DATA / "base_1_rows.json").read_text("utf-8"))
    for name, found in stored.items():
        for row in found:
            for key, value in row.items():
                if isinstance(value, dict):
                    row[key] = bytes.fromhex(value["hex"])
        yield name, found


def make_old(url):
    """A base as the first release made it, with what a small bank had in it."""
    sqlite = url.startswith("sqlite")
    engine = create_engine(url, module=durability.driver()) if sqlite else create_engine(url)
    script = (DATA / f"base_1_{'sqlite' if sqlite else 'postgresql'}.sql").read_text("utf-8")
    with engine.begin() as connection:
        for statement in script.split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement)
        for name, found in rows():
            columns = list(found[0])
            names, marks = ", ".join(columns), ", ".join(f":{key}" for key in columns)
            connection.execute(text(f"INSERT INTO {name} ({names}) VALUES ({marks})"), found)
        if not sqlite:
            for name in ("account", "transfer"):
                connection.execute(
                    text(f"SELECT setval('{name}_id_seq', (SELECT coalesce(max(id), 1) FROM {name}))")
                )
    engine.dispose()


def shape(url):
    """All that a base says of its tables."""
    engine = create_engine(url)
    look = inspect(engine)
    found = {}
    for table in sorted(look.get_table_names()):
        columns = {
            item["name"]: (str(item["type"]), item["nullable"], (item["default"] or "").replace("'", ""))
            for item in look.get_columns(table)
        }
        found[table] = {
            "columns": columns,
            "key": look.get_pk_constraint(table)["constrained_columns"],
            "indexes": sorted(
                (item["name"], item["column_names"], bool(item["unique"]))
                for item in look.get_indexes(table)
            ),
            "unique": sorted((item["name"] or "", item["column_names"]) for item in look.get_unique_constraints(table)),
            "checks": sorted((item["name"], item["sqltext"].lower()) for item in look.get_check_constraints(table)),
            "foreign": sorted(
                (item["constrained_columns"], item["referred_table"], item["referred_columns"])
                for item in look.get_foreign_keys(table)
            ),
        }  # fmt: skip
    engine.dispose()
    return found


@pytest.fixture
def old(base_url):
    make_old(base_url)
    return base_url


def test_an_old_base_becomes_the_same_as_a_new_one(old, tmp_path, request):
    Store.open(old).close()
    if old.startswith("sqlite"):
        fresh = f"sqlite:///{tmp_path / 'fresh.db'}"
    else:
        server = request.getfixturevalue("postgres")
        server.psql("CREATE DATABASE fresh_base;")
        fresh = server.get_uri(database="fresh_base").replace("postgresql://", "postgresql+psycopg://", 1)
    Store.open(fresh).close()
    assert shape(old) == shape(fresh)
    assert set(shape(old)) == {table.name for table in metadata.sorted_tables}


def test_released_steps_run_the_statements_they_always_ran(old):
    """What is wrong with a released step is mended by a new one."""
    engine, said = create_engine(old), []
    with engine.connect() as connection:
        event.listen(connection, "before_cursor_execute", lambda *told: said.append(told[2]))
        for step in schema.MIGRATIONS[1:5]:
            step(connection)
        connection.rollback()
    engine.dispose()
    assert hashlib.sha256("\0".join(said).encode()).hexdigest() == RELEASED[engine.dialect.name]


def test_nothing_of_an_old_base_is_lost(old):
    before = dict(rows())
    bank = Bank.open(old, bank_keys(), Time(), directory())
    with bank.store.read() as connection:
        for name, found in before.items():
            if name in {"schema_version", "account"}:  # accounts of the bank itself were added
                continue
            key = list(metadata.tables[name].primary_key.columns)
            now = connection.execute(select(metadata.tables[name]).order_by(*key)).mappings().all()
            kept = [{column: row[column] for column in found[0]} for row in now]
            wanted = sorted(found, key=lambda row: tuple(row[column.name] for column in key))
            assert kept == wanted, name
        moved = connection.execute(select(transfer)).all()
        sums = {row.number: row.posted for row in connection.execute(select(account))}
        version = connection.execute(select(schema.schema_version.c.version)).scalars().all()
    assert version == [1, len(schema.MIGRATIONS)]
    assert {(row.leg, row.currency) for row in moved} == {(0, "RUB")}
    assert {row["number"]: row["posted"] for row in before["account"]}.items() <= sums.items()
    assert bank.audit() == []
    bank.close()


def test_an_old_base_goes_on_working(old):
    """The payment that was on its way arrives; ids go on where they were."""
    bank = Bank.open(old, bank_keys(), Time(), directory())
    bank.clock.set(shift=timedelta(days=1))
    last = max(row["id"] for row in dict(rows())["transfer"])
    for _ in range(3):
        bank.tick()
    with bank.store.read() as connection:
        fresh = connection.execute(select(transfer).where(transfer.c.id > last)).all()
    assert [row.amount for row in fresh] == [7700]
    assert bank.audit() == []
    kinds = [event.kind for event in bank.events("ann", 0, 1000)]
    assert "balance" in kinds[-2:]
    assert "payee" in kinds  # the bank tells of the payees of what was posted before
    bank.close()
