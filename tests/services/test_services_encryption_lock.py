"""A base that is being written anew while its window is locked and opened again: nobody writes into the old file meanwhile."""

import threading

import pytest
from people_kit import NOW, PASSPHRASES, make_profile

from bsclient.errors import NotAllowed
from bsclient.services.desk import open_desk
from bsclient.services.keys import encryption
from bsclient.services.keys.unlocking import unlock
from bsclient.storage import conversion, settings


@pytest.fixture
def desk(tmp_path):
    profile = make_profile(tmp_path)
    opened = open_desk(profile, profile.user("dir"), key(profile), lambda: NOW)
    yield opened
    opened.close()


def key(profile):
    return unlock(profile, profile.user("dir"), PASSPHRASES["dir"], lambda: NOW)


def test_a_lock_waits_for_the_base_that_is_written_anew(desk, monkeypatch):
    """What is written after the unlocking stands in the new base, and both threads end well."""
    encryption.change(desk, PASSPHRASES["dir"], encrypted=False)
    proved, go_on, wrong = threading.Event(), threading.Event(), []
    take_place = conversion._take_place

    def slowly(path, target):
        proved.set()
        assert go_on.wait(60)
        take_place(path, target)

    def locked_and_opened():
        desk.suspend()
        desk.resume(key(desk.profile))
        with desk.place.store.write() as work:
            settings.put(work, "a", "kept")

    def noted(work):
        def run():
            try:
                work()
            except BaseException as error:
                wrong.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    monkeypatch.setattr(conversion, "_take_place", slowly)
    writing = noted(lambda: encryption.change(desk, PASSPHRASES["dir"], encrypted=True))
    assert proved.wait(60)
    locking = noted(locked_and_opened)
    locking.join(3)  # long enough to do harm, if nothing holds it back
    go_on.set()
    for thread in (writing, locking):
        thread.join(60)
        assert not thread.is_alive()
    assert wrong == []
    assert encryption.is_encrypted(desk)
    with desk.place.store.read() as reader:
        assert settings.get(reader, "a") == "kept"


def test_while_the_window_is_locked_nothing_is_written_anew(desk):
    """It would open the base again behind the lock."""
    desk.suspend()
    with pytest.raises(NotAllowed, match="storage_suspended"):
        encryption.change(desk, PASSPHRASES["dir"], encrypted=False)
    assert desk.place.store.suspended
