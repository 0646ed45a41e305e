"""Unlocking: keys and bases open together, close at the lock, and outlive a change of the passphrase that is cut off."""

import importlib
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from bsclient.crypto import container
from bsclient.crypto.secret import Secret
from bsclient.errors import BadInput, Corrupt, NotAllowed, StorageFailed, WrongPassphrase
from bsclient.protocol import acts
from bsclient.services.desk import open_desk
from bsclient.services.documents.listing import Filter
from bsclient.services.keys import unlocking
from bsclient.services.keys.unlocking import batch_signer, change_passphrase, unlock, vault_file

sys.path.append(str(Path(__file__).resolve().parents[1] / "gui"))
real_desk = importlib.import_module("real_desk")
RIGHT = real_desk.PASSPHRASE


@pytest.fixture
def office(tmp_path):
    return real_desk.Office(tmp_path)


@pytest.fixture
def desk(office):
    made = office.desk(own_key=True)
    yield made
    made.close()


def log_in(at=real_desk.NOW):
    return acts.Login("n" * 32, "server", "c" * 64, at).encode()


def count(desk):
    return desk.listing.view(Filter()).count


def test_the_lock_lets_go_of_key_and_base_and_unlocking_brings_them_back(office, desk):
    office.payments(desk, 2)
    pid = desk._signer._key.pid
    desk.suspend()
    with pytest.raises(NotAllowed, match="key_locked"):
        desk._signer.sign_login(log_in(), office.now)
    with pytest.raises(NotAllowed, match="storage_suspended"):
        count(desk)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    desk.suspend()
    desk.resume(unlock(office.profile, desk.user, Secret.of(RIGHT), office.clock))
    assert desk._signer.sign_login(log_in(), office.now)
    assert count(desk) == 2
    assert desk._signer._key.pid != pid


def test_a_base_that_does_not_open_stays_closed_and_the_key_is_let_go(office, desk):
    desk.suspend()
    unlocked = unlock(office.profile, desk.user, RIGHT, office.clock)
    unlocked._data_key.wipe()
    unlocked._data_key = Secret.random(32)
    with pytest.raises(Corrupt):
        desk.resume(unlocked)
    with pytest.raises(NotAllowed, match="key_locked"):
        unlocked.sign_login(log_in(), office.now)
    with pytest.raises(NotAllowed, match="storage_suspended"):
        count(desk)


def test_the_data_key_is_handed_over_once(office, desk):
    unlocked = unlock(office.profile, desk.user, RIGHT, office.clock)
    first, second = unlocked.data_key(), unlocked.data_key()
    assert len(first) == 32
    assert not second
    unlocked.close()


def test_documents_are_signed_after_a_wrong_try_only_with_the_pause_kept(office, desk):
    ids = office.payments(desk, 2)
    sheet = desk.signing.prepare(ids)
    with pytest.raises(WrongPassphrase):
        desk.signing.sign(sheet, Secret.of("wrong"))
    with pytest.raises(NotAllowed, match="passphrase_wait"):
        desk.signing.sign(sheet, Secret.of(RIGHT))
    office.now += timedelta(seconds=5)
    assert desk.signing.sign(sheet, Secret.of(RIGHT)).full == tuple(ids)


def test_a_signer_that_dies_signs_nothing(office, desk):
    ids = office.payments(desk, 3)
    sheet = desk.signing.prepare(ids)
    with batch_signer(office.profile, desk.user, RIGHT, office.clock) as signer:
        os.kill(signer.pid, signal.SIGKILL)
        with pytest.raises(NotAllowed, match="signer_ended"):
            desk.signing.sign_with(sheet, signer)
    assert [desk.signing.signatures(identity) for identity in ids] == [[], [], []]
    assert desk.signing.sign(sheet, RIGHT).full == tuple(ids)


def test_the_key_of_a_batch_is_gone_after_it(office, desk):
    with batch_signer(office.profile, desk.user, RIGHT, office.clock) as signer:
        pid = signer.pid
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with pytest.raises(NotAllowed, match="key_locked"):
        signer.sign(b"{}", office.now)


def test_a_user_without_a_certificate_has_no_key_to_open(office):
    from dataclasses import replace

    with pytest.raises(BadInput, match="certificate_form"):
        unlock(office.profile, replace(office.profile.users[0], certificate_pem=""), RIGHT, office.clock)


def cut(patch, step):
    """Let a change of the passphrase end before one of its steps, as a power cut would."""
    replace = Path.replace

    def not_written(*_):
        raise StorageFailed("container_not_written", path="x")

    def not_renamed(path, target):
        return not_written() if path.name.endswith(".vault.new") else replace(path, target)

    if step == "key":
        patch.setattr(container, "write", not_written)
    else:
        patch.setattr(Path, "replace", not_renamed)


@pytest.mark.parametrize(
    ("step", "valid", "refused"), [("key", RIGHT, "a newer phrase"), ("vault", "a newer phrase", RIGHT)]
)
def test_a_change_that_is_cut_off_leaves_one_passphrase_for_both(office, monkeypatch, step, valid, refused):
    desk = office.desk(own_key=True)
    office.payments(desk, 1)
    user = desk.user
    desk.close()
    with monkeypatch.context() as patch:
        cut(patch, step)
        with pytest.raises(StorageFailed):
            change_passphrase(office.profile, user, RIGHT, "a newer phrase", office.clock)
    left = vault_file(office.profile, user).with_suffix(".vault.new")
    assert left.exists()
    again = open_desk(office.profile, user, unlock(office.profile, user, valid, office.clock), office.clock)
    assert count(again) == 1
    again.close()
    assert not left.exists()
    with pytest.raises(WrongPassphrase):
        unlock(office.profile, user, refused, office.clock)
    office.now += timedelta(seconds=5)
    unlock(office.profile, user, valid, office.clock).close()


def test_a_whole_change_leaves_one_passphrase_for_both(office):
    desk = office.desk(own_key=True)
    user = desk.user
    desk.close()
    change_passphrase(office.profile, user, Secret.of(RIGHT), Secret.of("новая фраза"), office.clock)
    again = open_desk(
        office.profile, user, unlock(office.profile, user, "новая фраза", office.clock), office.clock
    )
    again.close()
    with pytest.raises(WrongPassphrase):
        unlocking.check(office.profile, user, RIGHT, office.clock)


def test_a_vault_under_another_passphrase_is_told_apart_from_a_wrong_one(office):
    desk = office.desk(own_key=True)
    user = desk.user
    desk.close()
    kept = vault_file(office.profile, user).read_bytes()
    change_passphrase(office.profile, user, RIGHT, "new phrase here", office.clock)
    vault_file(office.profile, user).write_bytes(kept)
    with pytest.raises(Corrupt, match="vault_other_passphrase"):
        unlock(office.profile, user, "new phrase here", office.clock)
