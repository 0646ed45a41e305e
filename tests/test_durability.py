"""The safe mode is in force on real files with both drivers; what the libraries do by themselves is not safe."""

import sqlite3
from pathlib import Path
from types import ModuleType

import pytest
import sqlalchemy
from sqlcipher3 import dbapi2 as sqlcipher

from bsclient import durability
from bsclient.durability import ROLLBACK, WAL, Mode
from bsclient.errors import StorageFailed

DRIVERS = [pytest.param(sqlite3, id="sqlite3"), pytest.param(sqlcipher, id="sqlcipher3")]
MODES = [pytest.param(WAL, id="wal"), pytest.param(ROLLBACK, id="rollback")]


@pytest.mark.parametrize("module", DRIVERS)
@pytest.mark.parametrize("mode", MODES)
def test_the_mode_is_in_force_and_commits_stay(tmp_path: Path, module: ModuleType, mode: Mode) -> None:
    path = str(tmp_path / "x.db")
    connection = module.connect(path)
    durability.apply(connection, mode)
    durability.check(connection, mode)
    connection.execute("CREATE TABLE t (x INTEGER)")
    connection.execute("INSERT INTO t VALUES (1)")
    connection.commit()
    assert connection.execute("PRAGMA journal_mode").fetchone() == (mode.journal.lower(),)
    connection.close()
    connection = module.connect(path)
    assert connection.execute("SELECT x FROM t").fetchall() == [(1,)]
    connection.close()


@pytest.mark.parametrize("module", DRIVERS)
@pytest.mark.parametrize("mode", MODES)
def test_defaults_of_the_driver_fail_the_check(tmp_path: Path, module: ModuleType, mode: Mode) -> None:
    connection = module.connect(str(tmp_path / "x.db"))
    with pytest.raises(StorageFailed) as caught:
        durability.check(connection, mode)
    assert caught.value.code == "durability_mode"
    assert caught.value.facts["pragma"] == "journal_mode"
    connection.close()


@pytest.mark.parametrize("mode", MODES)
def test_defaults_of_sqlalchemy_fail_the_check(tmp_path: Path, mode: Mode) -> None:
    engine = sqlalchemy.create_engine(f"sqlite:///{tmp_path / 'x.db'}")
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        with pytest.raises(StorageFailed, match="durability_mode"):
            durability.check(raw, mode)
    engine.dispose()


@pytest.mark.parametrize("module", DRIVERS)
@pytest.mark.parametrize(
    "spoil",
    [
        "synchronous=NORMAL",
        "synchronous=OFF",
        "journal_mode=DELETE",
        "foreign_keys=0",
        "busy_timeout=0",
        "trusted_schema=1",
        "temp_store=0",
        "cell_size_check=0",
        "fullfsync=0",
    ],
)
@pytest.mark.parametrize("mode", MODES)
def test_each_pragma_is_checked(tmp_path: Path, module: ModuleType, spoil: str, mode: Mode) -> None:
    connection = module.connect(str(tmp_path / "x.db"))
    durability.apply(connection, mode)
    connection.execute(f"PRAGMA {spoil}").fetchone()
    with pytest.raises(StorageFailed) as caught:
        durability.check(connection, mode)
    assert caught.value.facts["pragma"] == spoil.split("=", maxsplit=1)[0]
    connection.close()


@pytest.mark.parametrize("module", DRIVERS)
@pytest.mark.parametrize("mode", MODES)
def test_a_database_in_memory_is_not_durable(module: ModuleType, mode: Mode) -> None:
    connection = module.connect(":memory:")
    durability.apply(connection, mode)
    with pytest.raises(StorageFailed, match="durability_mode"):
        durability.check(connection, mode)
    connection.close()


@pytest.mark.parametrize("module", DRIVERS)
def test_foreign_keys_bite_after_apply(tmp_path: Path, module: ModuleType) -> None:
    connection = module.connect(str(tmp_path / "x.db"))
    durability.apply(connection, ROLLBACK)
    connection.execute("CREATE TABLE a (id INTEGER PRIMARY KEY)")
    connection.execute("CREATE TABLE b (a INTEGER REFERENCES a)")
    with pytest.raises(module.IntegrityError):
        connection.execute("INSERT INTO b VALUES (1)")
    connection.close()


@pytest.mark.parametrize("module", DRIVERS)
def test_a_second_connection_takes_over_the_mode(tmp_path: Path, module: ModuleType) -> None:
    first, second = (module.connect(str(tmp_path / "x.db")) for _ in range(2))
    for connection in (first, second):
        durability.apply(connection, WAL)
        durability.check(connection, WAL)
    first.execute("CREATE TABLE t (x)")
    first.commit()
    assert second.execute("SELECT count(*) FROM t").fetchone() == (0,)
    first.close()
    second.close()


def test_mode_by_version() -> None:
    assert durability.mode_for((3, 51, 3)) == Mode("WAL", "FULL")
    assert durability.mode_for((3, 53, 4)) == WAL
    assert durability.mode_for((4, 0)) == WAL
    assert durability.mode_for((3, 51, 2)) == Mode("TRUNCATE", "EXTRA")
    assert durability.mode_for((3, 40, 1)) == ROLLBACK
    assert durability.mode_for((3, 53, 4), local=False) == ROLLBACK


def test_the_newest_library_is_taken() -> None:
    taken = durability.driver()
    assert taken.sqlite_version_info == max(sqlite3.sqlite_version_info, sqlcipher.sqlite_version_info)
    assert callable(taken.connect)


def test_the_standard_library_serves_when_there_is_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "sqlcipher3.dbapi2", None)
    assert durability.driver() is sqlite3
