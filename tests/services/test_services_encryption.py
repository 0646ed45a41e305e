"""Protection of a base: old open profiles are encrypted by the first log-in, the open format is there on request, a cut is mended."""

import os
import sys
import tempfile
from pathlib import Path

import pytest
from people_kit import NOW, PASSPHRASES, make_profile

from bsclient.errors import BsError, Corrupt, NotAllowed
from bsclient.services.desk import open_desk
from bsclient.services.keys import encryption, vaults
from bsclient.services.keys.unlocking import unlock
from bsclient.services.profiles import ENCRYPTED, OPEN, UNDECIDED, protection, save_protection
from bsclient.storage import encryption as cipher
from bsclient.storage import journal, settings
from bsclient.storage.engine import Store

CANARY = "Канарейка-и-Ко 40702810900000012345"
LONG = os.environ.get("BSCLIENT_LONG") == "1"


@pytest.fixture
def profile(tmp_path):
    return make_profile(tmp_path)


@pytest.fixture(scope="module")
def data_key(tmp_path_factory):
    """A data key; settling needs no passphrase, so that these trials are fast."""
    from bsclient.crypto import vault

    return vault.new_key()


def old_base(profile, key=None):
    """An open base as before encryption, with a copy in the folder of copies."""
    store = Store(profile.database, key=key)
    with store.write() as work:
        settings.put(work, "a", CANARY)
        journal.append(work, journal.Act("Иванова", "old", facts={"who": CANARY}))
    store.backup(profile.folder / "backup" / "client-v1-20260101T000000.db")
    store.close()


def said(store):
    with store.read() as reader:
        return settings.get(reader, "a", "none"), journal.check(reader).broken_at


def speaking(profile):
    """Files of the profile's folder that hold the canary in clear."""
    wanted = (CANARY.encode(), CANARY.encode("utf-16-le"))
    found = (path for path in profile.folder.rglob("*") if path.is_file())
    return sorted(path.name for path in found if any(octets in path.read_bytes() for octets in wanted))


def desk(profile, user="dir"):
    who = profile.user(user)
    return open_desk(profile, who, unlock(profile, who, PASSPHRASES[user], lambda: NOW), lambda: NOW)


def test_an_old_open_profile_is_encrypted_by_the_first_log_in_with_its_copies(profile):
    old_base(profile)
    assert speaking(profile) == [
        "client-v1-20260101T000000.db",
        "client.db",
    ]  # the search finds what is in clear
    opened = desk(profile)
    with opened.place.store.write() as work:
        settings.put(work, "b", CANARY)
    assert (profile.folder / "client.db-wal").exists()
    assert speaking(profile) == []
    assert said(opened.place.store) == (CANARY, None)
    assert opened.place.store.check() == []
    opened.place.store.backup(profile.folder / "backup" / "new.db")
    opened.close()
    assert speaking(profile) == []
    assert protection(profile) == ENCRYPTED
    with vaults.data_key(profile, profile.user("dir"), PASSPHRASES["dir"]) as key:
        for name in ("client-v1-20260101T000000.db", "new.db"):
            copy = Store(profile.folder / "backup" / name, key=key)
            assert said(copy) == (CANARY, None)
            copy.close()


def test_a_restored_copy_opens_with_the_vault(profile):
    """The drill: the base is lost, the copy takes its place, the vault beside it opens it."""
    old_base(profile)
    desk(profile).close()
    profile.database.unlink()
    (profile.folder / "backup" / "client-v1-20260101T000000.db").rename(profile.database)
    opened = desk(profile)
    assert said(opened.place.store) == (CANARY, None)
    assert opened.place.store.check() == []
    opened.close()


def test_an_open_base_in_the_place_of_an_encrypted_one_is_refused(profile, data_key):
    save_protection(profile, ENCRYPTED)
    old_base(profile)
    before = profile.database.read_bytes()
    with pytest.raises(Corrupt, match="storage_plain"):
        encryption.settle(profile, data_key)
    assert profile.database.read_bytes() == before


@pytest.mark.parametrize("state", [ENCRYPTED, UNDECIDED, OPEN])
def test_without_a_key_an_encrypted_base_is_not_touched(profile, data_key, state):
    from bsclient.crypto.secret import Secret

    save_protection(profile, state)
    old_base(profile, data_key)
    before = profile.database.read_bytes()
    with pytest.raises(NotAllowed, match="vault_missing"):
        encryption.settle(profile, Secret.empty())
    assert profile.database.read_bytes() == before


def test_a_damaged_copy_does_not_keep_one_out(profile, data_key):
    old_base(profile)
    (profile.folder / "backup" / "broken.db").write_bytes(cipher.PLAIN_HEADER + bytes(5000))
    assert encryption.settle(profile, data_key)
    assert speaking(profile) == []


def test_opening_leaves_no_mail_password_in_clear_in_the_base_and_its_copies(profile, data_key):
    with_password = Store(profile.database, key=data_key)
    with with_password.write() as work:
        settings.put(work, "mail.password.dir", CANARY)
        settings.put(work, "mail.server.dir", "{}")
    with_password.backup(profile.folder / "backup" / "client-v1-20260101T000000.db")
    with_password.close()
    save_protection(profile, OPEN)
    assert not encryption.settle(profile, data_key)
    assert speaking(profile) == []
    for path in (profile.database, profile.folder / "backup" / "client-v1-20260101T000000.db"):
        store = Store(path)
        with store.read() as reader:
            assert settings.beginning(reader, "mail.") == {"mail.server.dir": "{}"}
        store.close()


# -- cut off at every line ----------------------------------------------------------------------------------------------


@pytest.fixture
def quick(tmp_path):
    """A profile in memory where there is such a folder: programs are cut off here, not disks."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path) as name:
        yield make_profile(Path(name))


def settle_until(profile, key, at):
    """Settle in a process of its own that ends before line `at` of this module's subject; whether it was done."""
    pid = os.fork()
    if not pid:
        left = [at]

        def line(_frame, event, _argument):
            left[0] -= event == "line"
            if not left[0]:
                os._exit(9)
            return line

        subjects = {encryption.__file__}
        names = {"_save", "_write", "save_protection", "discard", "convert", "_take_place"}

        def call(frame, _event, _argument):
            code = frame.f_code
            return line if code.co_filename in subjects or code.co_name in names else None

        sys.settrace(call)
        encryption.settle(profile, key)
        sys.settrace(None)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def cut_everywhere(profile, key, wanted, before):
    """Return what the next start found after each cut."""
    kept = {path: path.read_bytes() for path in profile.folder.rglob("*") if path.is_file()}
    found, at, done = [], 0, False
    while not done:
        at += 1 if LONG else 2
        for path in profile.folder.rglob("*"):
            if path.is_file():
                path.unlink()
        for path, blob in kept.items():
            path.write_bytes(blob)
        save_protection(profile, before)
        done = settle_until(profile, key, at)
        try:
            encrypted = encryption.settle(profile, key)
            store = Store(profile.database, key=key if encrypted else None)
            whole = said(store) == (CANARY, None) and store.check() == []
            store.close()
            right = whole and encrypted == (wanted == ENCRYPTED) and protection(profile) == wanted
            found.append("" if right else "not as wanted")
            if encrypted and speaking(profile):
                found.append(f"in clear: {speaking(profile)}")
        except BsError as error:
            found.append(f"{at}: {error}")
    return found


@pytest.mark.parametrize("way", [ENCRYPTED, OPEN])
def test_whenever_it_is_cut_off_the_next_log_in_finishes_it(quick, data_key, way):
    old_base(quick, None if way == ENCRYPTED else data_key)
    found = cut_everywhere(quick, data_key, way, UNDECIDED if way == ENCRYPTED else OPEN)
    assert set(found) == {""}, found
    assert len(found) > (20 if LONG else 10)


def test_saying_so_before_it_is_done_would_lock_out(quick, data_key, monkeypatch):
    """The control: the profile says "encrypted" first, and a cut before the base is written leaves one that is refused."""

    def hasty(profile, key):
        save_protection(profile, ENCRYPTED)
        encryption._convert(profile, None, key)

    old_base(quick)
    true_settle, calls = encryption.settle, []

    def settle(profile, key):
        calls.append(1)
        return hasty(profile, key) if os.getpid() != parent else true_settle(profile, key)

    parent = os.getpid()
    monkeypatch.setattr(encryption, "settle", settle)
    found = cut_everywhere(quick, data_key, ENCRYPTED, UNDECIDED)
    assert any("storage_plain" in each for each in found), found
