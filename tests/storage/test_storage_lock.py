"""One program on a base: the second is refused, a killed one leaves nothing behind."""

import os
import signal
import subprocess
import sys

import pytest

from bsclient.errors import StorageFailed
from bsclient.storage.lock import AlreadyOpen, ProfileLock

HOLD = """
import sys
from pathlib import Path
from bsclient.storage.lock import AlreadyOpen, ProfileLock
try:
    lock = ProfileLock(Path(sys.argv[1]))
except AlreadyOpen as error:
    print(error.code, flush=True)
else:
    print("held", flush=True)
    sys.stdin.read()
"""


def start(folder):
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def end(child):
    child.stdin.close()
    child.stdout.close()
    child.wait()


def test_a_second_lock_is_refused_and_a_released_one_can_be_taken(tmp_path):
    first = ProfileLock(tmp_path)
    with pytest.raises(AlreadyOpen) as caught:
        ProfileLock(tmp_path)
    assert caught.value.code == "profile_open"
    first.release()
    ProfileLock(tmp_path).release()


def test_another_process_is_refused(tmp_path):
    lock = ProfileLock(tmp_path)
    child = start(tmp_path)
    assert child.stdout.readline().strip() == b"profile_open"
    end(child)
    lock.release()


def test_a_killed_process_leaves_no_lock(tmp_path):
    child = start(tmp_path)
    assert child.stdout.readline().strip() == b"held"
    with pytest.raises(AlreadyOpen):
        ProfileLock(tmp_path)
    os.kill(child.pid, signal.SIGKILL)
    end(child)
    ProfileLock(tmp_path).release()


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(StorageFailed) as caught:
        ProfileLock(tmp_path / "nowhere")
    assert caught.value.code == "lock_failed"
