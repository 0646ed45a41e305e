"""A base written anew under another key: every row comes along, and whenever it is cut off a whole base is left."""

import os
import sys
import tempfile
from pathlib import Path

import pytest
from storage_kit import add, move, user

from bsclient.crypto import vault
from bsclient.domain.states import Event
from bsclient.errors import BsError, Corrupt, NotAllowed, StorageFailed
from bsclient.storage import conversion, encryption, journal, migrations, settings
from bsclient.storage.engine import Store

CANARY = "Канарейка-и-Ко 40702810900000012345"
MAIL_PASSWORD, MAIL_WORD = "mail.password.u1", "the word of the mail server"


@pytest.fixture(scope="module")
def key():
    return vault.new_key()


def fill(path, key=None, count=30):
    """Make a base with documents, a search index, a journal and gaps between rows; an encrypted one keeps a password."""
    store = Store(path, key=key)
    ids = [
        add(store, number=str(number), counterparty=f"{CANARY} {number}") for number in range(1, count + 1)
    ]
    for at in ids[::5]:
        move(store, at, user(Event.DELETE))
    with store.write() as work:
        journal.append(work, journal.Act("Иванова", "login", "p1", "", {"канарейка": CANARY}))
        settings.put(work, "a", CANARY)
        work.run("DELETE FROM setting WHERE key = 'a'")
        settings.put(work, "b", CANARY)
        if key is not None:
            settings.put(work, MAIL_PASSWORD, MAIL_WORD)
    store.close()
    return ids


def content(path, key):
    """All that a base holds, as its own connection tells; the password of the mail server has tests of its own."""
    store = Store(path, key=key)
    try:
        with store.read() as reader:
            chain = journal.check(reader)
            assert chain.broken_at is None
            assert chain.count
            names = [row[0] for row in reader.all("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            rows = {
                name: reader.all(f'SELECT * FROM "{name}"')
                for name in names
                if name not in {"document_text", "entry_text"} and not name.startswith("sqlite_")
            }
            rows["setting"] = [row for row in rows["setting"] if row[0] != MAIL_PASSWORD]
            found = reader.all(
                "SELECT rowid FROM document_text WHERE document_text MATCH ?", ('"Канарейка"',)
            )
            version = migrations.version(reader)
        assert store.check() == []
        return rows, found, version, chain.head
    finally:
        store.close()


def names(path):
    return sorted(item.name for item in path.parent.iterdir())


@pytest.mark.parametrize("way", ["encrypt", "decrypt", "other key"])
def test_every_row_comes_along(path, key, way):
    old, new = {"encrypt": (None, key), "decrypt": (key, None), "other key": (key, vault.new_key())}[way]
    fill(path, old)
    before = content(path, old)
    assert before[1]
    conversion.convert(path, old, new, migrations.NEWEST)
    assert names(path) == ["client.db"]
    assert encryption.is_plain(path) == (new is None)
    assert content(path, new) == before
    wrong = key if new is None else None
    with pytest.raises(Corrupt):
        Store(path, key=wrong)


def test_nothing_of_the_old_base_is_left_in_clear(path, key):
    fill(path)
    assert CANARY.encode() in path.read_bytes()
    conversion.convert(path, None, key, migrations.NEWEST)
    assert all(CANARY.encode() not in item.read_bytes() for item in path.parent.iterdir())


def kept_password(path, key):
    store = Store(path, key=key)
    with store.read() as reader:
        found = settings.get(reader, MAIL_PASSWORD)
    store.close()
    return found


def test_the_password_of_the_mail_server_never_comes_into_an_open_base(path, key):
    fill(path, key)
    other = vault.new_key()
    conversion.convert(path, key, other, migrations.NEWEST)
    assert kept_password(path, other) == MAIL_WORD
    conversion.convert(path, other, None, migrations.NEWEST)
    assert kept_password(path, None) == ""
    assert MAIL_WORD.encode() not in path.read_bytes()


def test_a_base_without_settings_is_opened_all_the_same(path, key):
    with conversion._opened(path, key) as connection:
        connection.execute("CREATE TABLE old (a TEXT)")
    conversion.convert(path, key, None, migrations.NEWEST)
    assert encryption.is_plain(path)


def test_the_octets_of_the_old_file_are_overwritten(path, key):
    fill(path)
    kept = path.parent / "kept"
    os.link(path, kept)  # a second look at the same octets on the disk
    size = kept.stat().st_size
    conversion.convert(path, None, key, migrations.NEWEST)
    assert kept.read_bytes() == bytes(size)


def test_a_base_with_a_log_left_by_a_crash_is_taken_whole(path, key):
    pid = os.fork()
    if not pid:
        fill(path)
        store = Store(path)
        with store.write() as work:
            settings.put(work, "last", CANARY)
        os._exit(0)  # nothing is closed: the last commits are in the log alone
    os.waitpid(pid, 0)
    assert "client.db-wal" in names(path)
    conversion.convert(path, None, key, migrations.NEWEST)
    assert names(path) == ["client.db"]
    store = Store(path, key=key)
    with store.read() as reader:
        assert settings.get(reader, "last") == CANARY
    store.close()


def test_a_newer_and_a_damaged_base_are_left_as_they_are(path, key):
    fill(path)
    before = path.read_bytes()
    with pytest.raises(NotAllowed, match="storage_newer"):
        conversion.convert(path, None, key, migrations.NEWEST - 1)
    assert Store(path).close() is None
    damaged = bytearray(before)
    page = encryption.PAGE_SIZE
    for at in range(5 * page, len(damaged) - page, page):
        damaged[at : at + 64] = bytes(64)
    path.write_bytes(damaged)
    with pytest.raises(Corrupt):
        conversion.convert(path, None, key, migrations.NEWEST)
    assert path.read_bytes() == damaged
    assert names(path) == ["client.db"]


_DAMAGE = {
    "row": "UPDATE setting SET value = 'other' WHERE key = 'b'",
    "missing": "DELETE FROM setting WHERE key = 'b'",
    "structure": "DROP TRIGGER journal_no_update",
    "version": "PRAGMA user_version=1",
}


@pytest.mark.parametrize("wrong", _DAMAGE)
def test_a_copy_that_differs_is_never_put_in_place(path, key, monkeypatch, wrong):
    """The proof sees what it is there for."""
    fill(path)
    before = content(path, None)
    true_export = conversion._export

    def export(source, target, new):
        true_export(source, target, new)
        with conversion._opened(target, new) as copy:
            copy.execute(_DAMAGE[wrong])

    monkeypatch.setattr(conversion, "_export", export)
    with pytest.raises(StorageFailed, match="conversion_failed"):
        conversion.convert(path, None, key, migrations.NEWEST)
    conversion.sweep(path)
    assert names(path) == ["client.db"]
    assert content(path, None) == before


def test_a_full_disk_leaves_the_old_base(path, key, monkeypatch):
    fill(path)
    before = content(path, None)

    def full(_path):
        raise encryption.driver().OperationalError("database or disk is full")

    monkeypatch.setattr(conversion, "_sync", full)
    with pytest.raises(StorageFailed, match="storage_full"):
        conversion.convert(path, None, key, migrations.NEWEST)
    assert content(path, None) == before


def test_without_second_names_the_base_is_converted_all_the_same(path, key, monkeypatch):
    fill(path)
    before = content(path, None)

    def refuse(*_):
        raise OSError(38, "no such call")

    monkeypatch.setattr(os, "link", refuse)
    conversion.convert(path, None, key, migrations.NEWEST)
    assert names(path) == ["client.db"]
    assert content(path, key) == before


# -- cut off at every line ----------------------------------------------------------------------------------------------

LONG = os.environ.get("BSCLIENT_LONG") == "1"
CODE = frozenset({conversion.__file__, __file__})
READING = frozenset({"_demand_whole", "_demand_same", "_same", "_tables", "_rows", "_beside", "<genexpr>"})
"""What changes nothing: a cut there is a cut before the next step."""
WRITING = READING | (
    frozenset() if LONG else {"_opened", "_connect", "_export", "_settle", "_sync", "_sync_folder"}
)
"""What writes only what nobody reads yet: cut off in the long form."""


@pytest.fixture
def fast_folder(tmp_path):
    """A folder in memory where there is one: it is programs that are cut off here, not disks."""
    memory = Path("/dev/shm")
    if not memory.is_dir():
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as name:
        yield Path(name)


def convert_until(path, keys, at):
    """Convert in a process of its own that ends before the line number `at`; tell whether it came to the end."""
    pid = os.fork()
    if not pid:
        os._exit(_converted(path, keys, at))
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert status in {0, CUT}, status
    return status == 0


CUT = 9


def _converted(path, keys, at):
    left = [at]

    def line(_frame, event, _argument):
        if event == "line":
            left[0] -= 1
            if not left[0]:
                os._exit(CUT)
        return line

    def call(frame, _event, _argument):
        code = frame.f_code
        return line if code.co_filename in CODE and code.co_name not in WRITING else None

    sys.settrace(call)
    try:
        conversion.convert(path, *keys, migrations.NEWEST)
    except BsError:
        return 1
    finally:
        sys.settrace(None)
    return 0


def left_wrong(path, keys, whole):
    """What is wrong with what a cut left behind, after the program has started again; "" if nothing is."""
    try:
        conversion.sweep(path)
        found = content(path, keys[0] if encryption.is_plain(path) == (keys[0] is None) else keys[1])
    except (BsError, OSError, AssertionError) as error:
        return repr(error)
    if names(path) != ["client.db"]:
        return str(names(path))
    if MAIL_WORD.encode() in path.read_bytes():
        return "a password in clear"
    return "" if found == whole else "other content"


def trial(folder, keys, enough=1000):
    """Cut a conversion off at each line; return how many cuts there were and what they left wrong, at most `enough`."""
    path = folder / "client.db"
    fill(path, keys[0], 4)
    whole = content(path, keys[0])
    stored = path.read_bytes()
    wrong, at, done = [], 0, False
    while not done and len(wrong) < enough:
        at += 1
        for item in folder.iterdir():
            item.unlink()
        path.write_bytes(stored)
        done = convert_until(path, keys, at)
        if said := left_wrong(path, keys, whole):
            wrong.append((at, said))
    return at - 1, wrong


@pytest.mark.parametrize("way", ["encrypt", "decrypt"])
def test_cut_off_at_any_line_a_whole_base_is_left(fast_folder, key, way):
    cuts, wrong = trial(fast_folder, (None, key) if way == "encrypt" else (key, None))
    assert wrong == []
    assert cuts > (60 if LONG else 25)


def renames_away(path, target):
    """Wrong: for a moment nothing has the name of the base."""
    path.replace(path.with_name(path.name + ".old"))
    target.replace(path)
    conversion.sweep(path)


def sweeps_blindly(path):
    """Wrong: overwrites a second name without asking whether it is the base itself."""
    for ending in (".new", ".old"):
        conversion.forget(path.with_name(path.name + ending))


def overwrites_first(path, target):
    """Wrong: the old octets go before the new file has the name."""
    conversion._overwrite(path)
    target.replace(path)


@pytest.mark.parametrize(
    ("place", "wrong"),
    [("_take_place", renames_away), ("sweep", sweeps_blindly), ("_take_place", overwrites_first)],
)
def test_wrong_designs_are_found(fast_folder, key, monkeypatch, place, wrong):
    monkeypatch.setattr(conversion, place, wrong)
    _cuts, found = trial(fast_folder, (None, key), enough=1)
    assert found
