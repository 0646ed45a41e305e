"""Vaults: the first log-in makes one, colleagues let each other in, and no crash between two files locks anybody out."""

import os
import shutil
import sys
from dataclasses import replace
from datetime import timedelta

import pytest
from people_kit import NOW, PASSPHRASES, WORDS, make_profile

from bsclient.crypto import remote
from bsclient.crypto.secret import Secret
from bsclient.errors import Corrupt, NotAllowed, WrongPassphrase
from bsclient.services.desk import open_desk
from bsclient.services.keys import unlocking, vaults
from bsclient.services.keys.unlocking import unlock
from bsclient.services.profiles import ENCRYPTED, OPEN, UNDECIDED, protection, save_protection
from bsclient.storage import encryption, settings
from bsclient.storage.lock import ProfileLock


@pytest.fixture
def profile(tmp_path):
    return make_profile(tmp_path)


@pytest.fixture(scope="module")
def once_entered(tmp_path_factory):
    made = make_profile(tmp_path_factory.mktemp("once_entered"))
    desk(made, "dir").close()
    return made


@pytest.fixture
def entered(once_entered, tmp_path):
    """A profile with an encrypted base, whose director has logged in; the accountant has no vault."""
    copied = replace(once_entered, folder=tmp_path / once_entered.folder.name)
    shutil.copytree(once_entered.folder, copied.folder)
    return copied


def octets(secret):
    with secret, secret.reading() as view:
        return bytes(view)


def key_of(profile, user, passphrase=None):
    return octets(vaults.data_key(profile, profile.user(user), passphrase or PASSPHRASES[user]))


def desk(profile, user, passphrase=None, at=NOW):
    who = profile.user(user)
    return open_desk(
        profile, who, unlock(profile, who, passphrase or PASSPHRASES[user], lambda: at), lambda: at
    )


def test_the_first_log_in_makes_a_key_a_vault_and_an_encrypted_base(profile):
    assert protection(profile) == UNDECIDED
    opened = desk(profile, "dir")
    assert opened.place.store.encrypted
    assert protection(profile) == ENCRYPTED
    assert [user.id for user in vaults.holders(profile)] == ["dir"]
    opened.close()
    assert not encryption.is_plain(profile.database)
    first = key_of(profile, "dir")
    again = desk(profile, "dir")
    again.close()
    assert key_of(profile, "dir") == first


def test_a_wrong_passphrase_makes_no_vault(profile):
    with pytest.raises(WrongPassphrase):
        desk(profile, "dir", "something else")
    assert vaults.holders(profile) == ()


def test_a_stale_profile_does_not_make_the_key_anew_nor_forget_the_protection(entered):
    from bsclient.services.profiles import save_profile

    first = key_of(entered, "dir")
    save_profile(entered)  # as it was loaded before the log-in
    assert protection(entered) == ENCRYPTED
    desk(entered, "dir").close()
    assert key_of(entered, "dir") == first


def test_who_has_no_vault_is_not_let_in_and_nothing_is_made_for_him(entered):
    accountant = entered.user("acc")
    assert vaults.missing(entered, accountant)
    assert not vaults.missing(entered, entered.user("dir"))
    with pytest.raises(NotAllowed, match="vault_missing"):
        desk(entered, "acc")
    assert not vaults.has(entered, accountant)
    ProfileLock(entered.folder).release()  # nobody holds it


def test_a_colleague_lets_one_in(entered):
    opened = desk(entered, "dir")
    with opened.place.store.write() as work:
        settings.put(work, "a", "kept")
    opened.close()
    director, accountant = entered.user("dir"), entered.user("acc")
    vaults.admit(entered, (director, PASSPHRASES["dir"]), (accountant, PASSPHRASES["acc"]), lambda: NOW)
    assert key_of(entered, "acc") == key_of(entered, "dir")
    opened = desk(entered, "acc")
    with opened.place.store.read() as reader:
        assert settings.get(reader, "a") == "kept"
    opened.close()
    desk(entered, "dir").close()


@pytest.mark.parametrize("wrong", ["his", "own"])
def test_both_passphrases_must_be_right_and_are_counted(entered, wrong):
    director, accountant = entered.user("dir"), entered.user("acc")
    words = {"his": PASSPHRASES["dir"], "own": PASSPHRASES["acc"]} | {wrong: "something else"}
    with pytest.raises(WrongPassphrase):
        vaults.admit(entered, (director, words["his"]), (accountant, words["own"]), lambda: NOW)
    assert not vaults.has(entered, accountant)
    counted = director if wrong == "his" else accountant
    assert (entered.folder / f"{counted.id}.attempts").exists()
    assert not (entered.folder / f"{({'dir', 'acc'} - {counted.id}).pop()}.attempts").exists()


def test_who_has_no_vault_lets_nobody_in(entered):
    director, accountant = entered.user("dir"), entered.user("acc")
    with pytest.raises(NotAllowed, match="vault_missing"):
        vaults.admit(entered, (accountant, PASSPHRASES["acc"]), (director, PASSPHRASES["dir"]), lambda: NOW)


def test_vaults_of_all_users_may_be_made_at_once(profile):
    assert vaults.begin(profile, PASSPHRASES)
    assert not vaults.begin(profile, PASSPHRASES)
    assert key_of(profile, "dir") == key_of(profile, "acc")
    desk(profile, "acc").close()
    desk(profile, "dir").close()


def test_a_vault_under_another_passphrase_is_mended_by_its_owner_or_a_colleague(profile):
    """As after a key was restored from a copy."""
    vaults.begin(profile, PASSPHRASES)
    director, accountant = profile.user("dir"), profile.user("acc")
    path = unlocking.vault_file(profile, accountant)
    older = path.read_bytes()
    unlocking.change_passphrase(profile, accountant, PASSPHRASES["acc"], WORDS, lambda: NOW)
    path.write_bytes(older)
    with pytest.raises(Corrupt, match="vault_other_passphrase"):
        desk(profile, "acc", WORDS)
    vaults.admit(profile, (accountant, PASSPHRASES["acc"]), (accountant, WORDS), lambda: NOW)
    desk(profile, "acc", WORDS).close()
    path.write_bytes(older)
    vaults.admit(profile, (director, PASSPHRASES["dir"]), (accountant, WORDS), lambda: NOW)
    desk(profile, "acc", WORDS).close()


def test_two_first_log_ins_agree_on_one_key(profile):
    """The one that comes second finds a vault, or the lock; never does it make another key."""
    lock = ProfileLock(profile.folder)
    assert not vaults.begin(profile, PASSPHRASES)
    lock.release()
    assert vaults.begin(profile, {"dir": PASSPHRASES["dir"]})
    first = key_of(profile, "dir")
    assert not vaults.begin(profile, {"acc": PASSPHRASES["acc"]})
    assert key_of(profile, "dir") == first


def test_without_the_library_a_new_profile_is_open(profile, monkeypatch):
    monkeypatch.setattr(encryption, "available", lambda: False)
    opened = desk(profile, "dir")
    assert not opened.place.store.encrypted
    opened.close()
    assert protection(profile) == UNDECIDED
    assert vaults.holders(profile) == ()
    monkeypatch.undo()
    desk(profile, "dir").close()
    assert protection(profile) == ENCRYPTED
    assert not encryption.is_plain(profile.database)


def test_an_open_profile_needs_no_vault(profile):
    save_protection(profile, OPEN)
    for user in PASSPHRASES:
        opened = desk(profile, user)
        assert not opened.place.store.encrypted
        opened.close()
    assert vaults.holders(profile) == ()


def test_a_key_of_another_base_does_not_open_it(entered):
    other = unlocking.vault_file(entered, entered.user("dir"))
    other.unlink()
    vaults.renew(entered, entered.user("dir"), PASSPHRASES["dir"])
    with pytest.raises(Corrupt, match="storage_key"):
        desk(entered, "dir")


# -- a change of the passphrase that is cut off -------------------------------------------------------------------------


def change_until(profile, at):
    """Change the accountant's passphrase in a process that ends before line `at` of the change; whether it was done."""
    pid = os.fork()
    if not pid:
        left = [at]

        def line(_frame, event, _argument):
            left[0] -= event == "line"
            if not left[0]:
                os._exit(9)
            return line

        sys.settrace(lambda frame, _event, _: line if frame.f_code.co_name == "change_passphrase" else None)
        unlocking.change_passphrase(profile, profile.user("acc"), PASSPHRASES["acc"], WORDS, lambda: NOW)
        sys.settrace(None)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def opens(profile, words, data_key):
    """Whether a passphrase opens the key and, with it, the right data key."""
    try:
        unlocked = unlock(profile, profile.user("acc"), words, lambda: NOW + timedelta(days=1))
    except WrongPassphrase:
        (profile.folder / "acc.attempts").unlink()
        return False
    except Corrupt as error:
        return error.code
    assert octets(unlocked.data_key()) == data_key
    unlocked.close()
    return True


def cut_at_every_line(profile, monkeypatch):
    """Return what each of the two passphrases opened after each cut."""
    vaults.begin(profile, PASSPHRASES)
    data_key = key_of(profile, "acc")
    before = {path.name: path.read_bytes() for path in profile.folder.iterdir() if path.is_file()}
    true_ask, answers = remote.ask, {}

    def ask(operation, parts, count, **head):
        if operation not in answers:  # derived once, by the real process, and used for every cut
            answers[operation] = true_ask(operation, parts, count, **head)
        return answers[operation]

    monkeypatch.setattr(remote, "ask", ask)
    ask("reseal", [*map(Secret.of, (PASSPHRASES["acc"], WORDS)), before["acc.key"], before["acc.vault"]], 2)
    seen, judged, at, done = [], {}, 0, False
    while not done:
        at += 1
        for path in profile.folder.iterdir():
            path.unlink()
        for name, blob in before.items():
            (profile.folder / name).write_bytes(blob)
        done = change_until(profile, at)
        left = frozenset(
            (path.name, path.read_bytes()) for path in profile.folder.iterdir() if path.is_file()
        )
        if left not in judged:  # most lines change no file: the same files open the same
            judged[left] = (opens(profile, PASSPHRASES["acc"], data_key), opens(profile, WORDS, data_key))
        seen.append(judged[left])
    return seen


def test_a_change_cut_off_at_any_line_leaves_one_passphrase_for_both(profile, monkeypatch):
    seen = cut_at_every_line(profile, monkeypatch)
    assert set(seen) == {(True, False), (False, True)}, seen
    assert seen[0] == (True, False)
    assert seen[-1] == (False, True)


def test_without_the_second_file_a_cut_would_lock_out(profile, monkeypatch):
    """The control: the vault is written over at once, and a cut before the key leaves two different passphrases."""
    monkeypatch.setattr(unlocking, "_NEW", "")
    monkeypatch.setattr(
        unlocking, "_vault_files", lambda profile, user: [unlocking.vault_file(profile, user)]
    )
    seen = cut_at_every_line(profile, monkeypatch)
    assert ("vault_other_passphrase", False) in seen, seen
