"""An encrypted base: nothing of it in clear in any file, no other key opens it, nobody reads it while it is suspended."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import memory_search
import pytest
from storage_kit import add

from bsclient import durability
from bsclient.crypto import vault
from bsclient.crypto.secret import Secret
from bsclient.errors import Corrupt, NotAllowed, StorageFailed
from bsclient.storage import backup, encryption, journal, migrations, settings
from bsclient.storage.engine import PAGE_SIZE, Store

CANARY = "Канарейка-и-Ко 40702810900000012345"


@pytest.fixture
def key():
    return vault.new_key()


@pytest.fixture
def closed(path, key):
    """A store with a key."""
    opened = Store(path, key=key)
    yield opened
    opened.close()


def octets(secret):
    with secret.reading() as view:
        return bytes(view)


def put(store, name, value):
    with store.write() as work:
        settings.put(work, name, value)


def got(store, name):
    with store.read() as reader:
        return settings.get(reader, name, "none")


def files_with(folder, text):
    """Return the names of files that hold the text in UTF-8 or UTF-16."""
    wanted = (text.encode(), text.encode("utf-16-le"))
    return sorted(
        item.name
        for item in folder.rglob("*")
        if item.is_file() and any(octets_ in item.read_bytes() for octets_ in wanted)
    )


def test_what_is_kept_comes_back_with_the_key(path, key):
    store = Store(path, key=key)
    document = add(store)
    put(store, "a", CANARY)
    store.close()
    again = Store(path, key=key)
    assert got(again, "a") == CANARY
    with again.read() as reader:
        assert reader.scalar("SELECT id FROM document") == document
    assert again.check() == []
    assert again.encrypted
    again.close()


def test_the_library_encrypts_and_the_modes_are_in_force(closed):
    with closed.read() as reader:
        assert reader.scalar("PRAGMA cipher_version")
        assert reader.scalar("PRAGMA cipher_status") == "1"
        assert reader.scalar("PRAGMA cipher_page_size") == str(PAGE_SIZE)
        assert int(reader.scalar("PRAGMA page_size")) == PAGE_SIZE == encryption.PAGE_SIZE
        assert reader.scalar("PRAGMA cipher_hmac_algorithm") == encryption.HMAC
        assert reader.scalar("PRAGMA cipher_use_hmac") == "1"
        assert reader.scalar("PRAGMA secure_delete") == 1
        assert reader.scalar("PRAGMA temp_store") == 2
        assert reader.scalar("PRAGMA journal_mode").upper() == closed.mode.journal
        assert reader.all("PRAGMA cipher_integrity_check") == []
    assert closed.mode == durability.mode_for(encryption.driver().sqlite_version_info)


def test_no_file_of_an_encrypted_base_says_anything(path, closed):
    put(closed, "a", CANARY)
    log = path.with_name(path.name + "-wal")
    assert log.stat().st_size > PAGE_SIZE
    assert files_with(path.parent, CANARY) == []
    assert files_with(path.parent, "CREATE TABLE") == []
    closed.backup(path.parent / "backup" / "copy.db")
    closed.close()
    assert not encryption.is_plain(path)
    assert not encryption.is_plain(path.parent / "backup" / "copy.db")
    assert files_with(path.parent, CANARY) == []
    octets_ = path.read_bytes()
    assert max(octets_.count(value) for value in range(256)) < len(octets_) / 128  # twice an even share


def test_the_open_format_says_all(path, store):
    """The control: the search finds what lies in clear."""
    put(store, "a", CANARY)
    store.backup(path.parent / "backup" / "copy.db")
    assert path.name + "-wal" in files_with(path.parent, CANARY)
    store.close()
    assert files_with(path.parent, CANARY) == ["client.db", "copy.db"]
    assert encryption.is_plain(path)


def test_sorting_what_does_not_fit_in_memory_writes_no_file(closed, path):
    with closed.read() as reader:
        reader.all(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<50000)"
            " SELECT ? || i AS t FROM n ORDER BY hex(t) DESC",
            (CANARY,),
        )
        assert files_with(path.parent, CANARY) == []


@pytest.mark.parametrize("other", ["another", "short", "none"])
def test_no_other_key_opens_it_and_nothing_is_changed_by_trying(path, closed, other):
    put(closed, "a", CANARY)
    closed.close()
    before = path.read_bytes()
    wrong = {"another": vault.new_key(), "short": Secret.random(31), "none": None}[other]
    with pytest.raises(Corrupt, match="storage_not_database" if other == "none" else "storage_key"):
        Store(path, key=wrong)
    assert path.read_bytes() == before


def test_a_plain_base_does_not_open_with_a_key(path, store, key):
    store.close()
    with pytest.raises(Corrupt, match="storage_key"):
        Store(path, key=key)


def test_a_changed_octet_of_a_page_is_noticed(path, key):
    store = Store(path, key=key)
    for number in range(50):
        put(store, f"s{number}", CANARY * 20)
    store.close()
    whole = path.read_bytes()
    for page in range(1, len(whole) // PAGE_SIZE):
        changed = bytearray(whole)
        changed[page * PAGE_SIZE + 100] ^= 1
        path.write_bytes(changed)
        with pytest.raises(Corrupt):
            _read_all(path, key)
    path.write_bytes(whole)
    _read_all(path, key)


def _read_all(path, key):
    store = Store(path, key=key)
    try:
        if found := store.check():
            raise Corrupt("storage_damaged", reason=found[0])
    finally:
        store.close()


def test_without_the_library_an_encrypted_base_is_refused(path, key, monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", None)
    assert not encryption.available()
    with pytest.raises(StorageFailed, match="storage_no_cipher"):
        Store(path, key=key)


def test_a_library_that_does_not_encrypt_is_refused_before_anything_is_written(path, key, monkeypatch):
    """Plain SQLite takes `PRAGMA key` in silence and would write in clear."""
    import sqlite3

    monkeypatch.setattr(encryption, "driver", lambda: sqlite3)
    with pytest.raises(StorageFailed, match="storage_no_cipher"):
        Store(path, key=key)
    assert not path.exists() or path.stat().st_size == 0


def test_a_copy_opens_with_the_same_key_and_goes_on(path, closed, key):
    add(closed)
    put(closed, "a", CANARY)
    copy = path.parent / "backup" / "copy.db"
    closed.backup(copy)
    closed.close()
    path.unlink()
    copy.rename(path)
    restored = Store(path, key=key)
    assert restored.check() == []
    assert got(restored, "a") == CANARY
    add(restored)
    with restored.read() as reader:
        assert journal.check(reader).broken_at is None
        assert reader.scalar("SELECT count(*) FROM document") == 2
    restored.close()


def test_the_copy_before_a_migration_is_encrypted_too(path, closed, key, monkeypatch):
    put(closed, "a", CANARY)
    closed.close()
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, lambda _: None))
    monkeypatch.setattr(migrations, "NEWEST", migrations.NEWEST + 1)
    Store(path, key=key).close()
    copies = list((path.parent / "backup").iterdir())
    assert len(copies) == 1
    assert files_with(path.parent, CANARY) == []
    Store(copies[0], key=key).close()


def test_nobody_reads_while_suspended_and_all_do_afterwards(closed, key):
    put(closed, "a", CANARY)
    closed.suspend()
    assert closed.suspended
    for attempt in (lambda: got(closed, "a"), lambda: put(closed, "a", "b"), closed.check):
        with pytest.raises(NotAllowed, match="storage_suspended"):
            attempt()
    closed.resume(key)
    assert not closed.suspended
    assert got(closed, "a") == CANARY


def test_an_open_base_is_suspended_too(store):
    store.suspend()
    with pytest.raises(NotAllowed, match="storage_suspended"):
        got(store, "a")
    store.resume()
    assert got(store, "a") == "none"


def test_another_key_does_not_resume(closed, key):
    put(closed, "a", CANARY)
    closed.suspend()
    for wrong in (vault.new_key(), Secret.empty(), None):
        with pytest.raises(Corrupt, match="storage_key"):
            closed.resume(wrong)
        with pytest.raises(NotAllowed, match="storage_suspended"):
            got(closed, "a")
    closed.resume(key)
    assert got(closed, "a") == CANARY


def test_the_caller_may_wipe_his_own_key(path, key):
    given = key.copy()
    store = Store(path, key=given)
    given.wipe()
    with store.read(), store.read(), store.read():
        put(store, "a", CANARY)
    store.suspend()
    given = key.copy()
    store.resume(given)
    given.wipe()
    assert got(store, "a") == CANARY
    store.close()


def test_suspending_waits_for_a_transaction_and_keeps_what_it_wrote(closed, key):
    begun, end = threading.Event(), threading.Event()

    def write():
        with closed.write() as work:
            settings.put(work, "a", CANARY)
            begun.set()
            end.wait(10)

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait(10)
    closer = threading.Thread(target=closed.suspend)
    closer.start()
    while not closed.suspended:
        time.sleep(0.001)
    with pytest.raises(NotAllowed, match="storage_suspended"):
        got(closed, "a")
    assert closer.is_alive()
    end.set()
    writer.join(10)
    closer.join(10)
    closed.resume(key)
    assert got(closed, "a") == CANARY


def test_a_query_without_end_is_interrupted_and_rolled_back(closed, key, monkeypatch):
    monkeypatch.setattr("bsclient.storage.engine.SUSPEND_SECONDS", 0.2)
    begun, said = threading.Event(), []

    def write():
        try:
            with closed.write() as work:
                settings.put(work, "a", CANARY)
                begun.set()
                work.all(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT count(*) FROM n"
                )
        except NotAllowed as error:
            said.append(error.code)

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait(10)
    closed.suspend()
    writer.join(10)
    assert said == ["storage_suspended"]
    closed.resume(key)
    assert got(closed, "a") == "none"


_WORKER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from bsclient.crypto.secret import Secret
from bsclient.storage import settings
from bsclient.storage.engine import Store

def key():
    octets = bytearray(32)
    with open(0, "rb", buffering=0, closefd=False) as source:
        source.readinto(octets)
    return Secret(octets)

given = key()
store = Store(Path(sys.argv[1]), key=given)
given.wipe()
with store.read(), store.read(), store.write() as work:
    settings.put(work, "a", "b")
print("open", flush=True)
if sys.argv[3] == "leak":
    with store._key.reading() as view:
        kept = bytes(view), bytes(view).hex()
sys.stdin.buffer.raw.read(1)
store.suspend()
print("suspended", flush=True)
sys.stdin.buffer.raw.read(1)
"""


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="memory is read through /proc")
@pytest.mark.parametrize("way", ["ours", "leak"])
def test_the_key_is_not_in_memory_after_suspending(path, key, way):
    root = str(Path(__file__).resolve().parents[2])
    whole = octets(key)
    text = whole.hex().encode()
    pieces = {
        "key": whole,
        "first half": whole[:16],
        "second half": whole[16:],
        "text": text[:32],
        "end of text": text[32:],
    }
    with subprocess.Popen(
        [sys.executable, "-c", _WORKER, str(path), root, way],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
    ) as worker:
        worker.stdin.write(whole)
        assert worker.stdout.readline() == b"open\n"
        opened = memory_search.count(worker.pid, pieces)
        worker.stdin.write(b"1")
        assert worker.stdout.readline() == b"suspended\n"
        suspended = memory_search.count(worker.pid, pieces)
        worker.stdin.write(b"2")
    assert opened["key"] >= 1
    if way == "leak":  # the control: a copy that was left behind is found
        assert all(suspended.values())
    else:
        assert opened["text"] == opened["end of text"] == 0
        assert not any(suspended.values()), suspended


def test_no_copy_in_clear_is_made_of_an_encrypted_base(path, key, tmp_path):
    store = Store(path, key=key)
    target = tmp_path / "plain.db"
    with store.read() as reader, pytest.raises(StorageFailed, match="backup_failed"):
        backup.copy(reader._driver, target, encryption.driver(), None)
    assert not target.exists()
    store.close()
