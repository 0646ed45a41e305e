"""Opening, transactions, migrations, backups: with real files."""

import subprocess
import sys
import threading

import pytest
from storage_kit import add, interrupted, narrow, user

from bsclient import durability
from bsclient.domain.states import Event
from bsclient.errors import Corrupt, NotAllowed, StorageFailed
from bsclient.storage import documents, migrations, settings
from bsclient.storage.engine import PAGE_SIZE, Store


def test_the_mode_is_in_force_on_every_connection(store):
    with store.read() as one, store.read() as two:
        for reader in (one, two):
            assert reader.scalar("PRAGMA journal_mode").upper() == store.mode.journal
            assert reader.scalar("PRAGMA synchronous") == {"FULL": 2, "EXTRA": 3}[store.mode.synchronous]
            assert reader.scalar("PRAGMA foreign_keys") == 1
            assert reader.scalar("PRAGMA page_size") == PAGE_SIZE
    assert store.mode == durability.mode_for(durability.driver().sqlite_version_info)


def test_a_share_is_written_without_the_log(tmp_path):
    opened = Store(tmp_path / "share.db", local=False)
    assert opened.mode == durability.ROLLBACK
    add(opened)
    opened.close()


def test_all_or_nothing(store):
    with pytest.raises(ZeroDivisionError):
        interrupted(store, lambda work: settings.put(work, "a", "1"))
    with store.read() as reader:
        assert settings.get(reader, "a", "none") == "none"


def test_a_second_transaction_in_the_same_thread_is_refused_not_waited_for(store):
    with store.write(), pytest.raises(RuntimeError), store.write():
        pass
    with store.write() as work:
        settings.put(work, "a", "1")


def test_changes_are_told_after_the_commit_only(path):
    seen = []
    store = Store(path, publish=lambda changed: seen.append((changed, kept())))

    def kept():
        with store.read() as reader:
            return reader.scalar("SELECT count(*) FROM document")

    document_id = add(store)
    assert [(changed.documents, count) for changed, count in seen] == [(frozenset({document_id}), 1)]
    with pytest.raises(ZeroDivisionError):
        interrupted(store, lambda work: work.touch_payees())
    with store.write() as work:
        settings.put(work, "silent", "1")
    assert len(seen) == 1
    store.close()


def test_a_reader_sees_one_moment(store):
    with store.read() as reader:
        before = reader.scalar("SELECT count(*) FROM document")
        add(store)
        assert reader.scalar("SELECT count(*) FROM document") == before == 0
    with store.read() as reader:
        assert reader.scalar("SELECT count(*) FROM document") == 1


def test_writers_of_several_threads_wait_for_each_other(store):
    def count_up():
        for _ in range(25):
            with store.write() as work:
                settings.put(work, "n", str(int(settings.get(work, "n", "0")) + 1))

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as reader:
        assert settings.get(reader, "n") == "100"


def test_a_base_of_version_one_opens_with_all_it_holds(path):
    first = Store(path)
    document_id = add(first)
    device = first.device
    first.close()
    raw = durability.driver().connect(str(path))
    assert raw.execute("PRAGMA user_version").fetchone()[0] >= 1
    raw.close()
    again = Store(path)
    with again.read() as reader:
        assert documents.get(reader, document_id).id == document_id
    assert again.device == device
    assert again.check() == []
    again.close()


def test_a_newer_base_is_refused_and_left_alone(path):
    Store(path).close()
    raw = durability.driver().connect(str(path))
    raw.execute(f"PRAGMA user_version={migrations.NEWEST + 1}")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(NotAllowed) as caught:
        Store(path)
    assert caught.value.code == "storage_newer"
    assert caught.value.facts == {"value": str(migrations.NEWEST + 1), "limit": str(migrations.NEWEST)}
    assert path.read_bytes() == before


def _step(connection):
    connection.exec_driver_sql("CREATE TABLE later (a TEXT)")


def _bad_step(connection):
    connection.exec_driver_sql("CREATE TABLE half (a TEXT)")
    raise ZeroDivisionError


def test_a_migration_is_one_transaction_after_a_proved_copy(path, monkeypatch):
    first = Store(path)
    document_id = add(first)
    first.close()
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, _bad_step))
    monkeypatch.setattr(migrations, "NEWEST", migrations.NEWEST + 1)
    with pytest.raises(ZeroDivisionError):
        Store(path)
    raw = durability.driver().connect(str(path))
    assert raw.execute("PRAGMA user_version").fetchone()[0] == migrations.NEWEST - 1
    assert raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone()[0] == 0
    raw.close()
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS[:-1], _step))
    store = Store(path)
    with store.read() as reader:
        assert migrations.version(reader) == migrations.NEWEST
        assert documents.get(reader, document_id)
    store.close()
    copies = sorted((path.parent / "backup").iterdir())
    assert copies
    assert all(copy.suffix == ".db" for copy in copies)
    copy = durability.driver().connect(str(copies[0]))
    assert copy.execute("SELECT id FROM document").fetchall() == [(document_id,)]
    assert copy.execute("PRAGMA user_version").fetchone()[0] == migrations.NEWEST - 1
    copy.close()


def test_a_new_base_is_not_copied(path, store):
    assert not (path.parent / "backup").exists()


def test_a_backup_is_taken_while_others_write(store, tmp_path):
    ids = [add(store, number=str(n)) for n in range(1, 20)]
    store.backup(tmp_path / "copies" / "one.db")
    copy = Store(tmp_path / "copies" / "one.db")
    with copy.read() as reader:
        assert [row.id for row in documents.many(reader, ids)] == ids
    assert copy.check() == []
    copy.close()


def test_a_file_that_is_no_base_is_called_so(path):
    path.write_bytes(b"this is a letter, not a database" * 400)
    with pytest.raises(Corrupt) as caught:
        Store(path)
    assert caught.value.code == "storage_not_database"


def test_a_folder_in_its_place_cannot_be_opened(path):
    path.mkdir()
    with pytest.raises(StorageFailed) as caught:
        Store(path)
    assert caught.value.code == "storage_cannot_open"


def test_damage_in_the_middle_is_found(path):
    store = Store(path)
    for number in range(1, 400):
        add(store, number=str(number), purpose="Оплата " * 30)
    assert store.check() == []
    store.close()
    data = bytearray(path.read_bytes())
    for page in range(20, len(data) // PAGE_SIZE - 1):
        data[page * PAGE_SIZE : page * PAGE_SIZE + 64] = bytes(64)
    path.write_bytes(data)
    assert findings(path)


def findings(path):
    """What opening and checking a base finds wrong with it."""
    try:
        store = Store(path)
    except Corrupt as error:
        return [error.code]
    try:
        return store.check()
    except Corrupt as error:
        return [error.code]
    finally:
        store.close()


HOLD = """
import sys
from bsclient import durability
raw = durability.driver().connect(sys.argv[1], isolation_level=None)
raw.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""


def test_a_base_held_by_another_program_is_told_after_the_timeout(path, store, monkeypatch):
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert child.stdout.readline().strip() == b"held"
        with pytest.raises(StorageFailed) as caught, store.write() as work:
            documents.add(work, "x", narrow(), {}, user(Event.SAVE_VALID))
        assert caught.value.code == "storage_locked"
    finally:
        child.stdin.close()
        child.wait()
        child.stdout.close()
    add(store)
