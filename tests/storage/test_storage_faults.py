"""Full disks, failing writes, killed processes: nothing half kept, and the base stays whole."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from storage_kit import add

from bsclient.errors import StorageFailed
from bsclient.storage import imports, journal, listing, settings
from bsclient.storage.engine import Store

HERE = str(Path(__file__).parent)
COLUMNS = ("7", 7, "2026-11-20", 10005, "RUB", "a", "ООО Ёлка", "b", "c", "d", "Оплата " * 20, 0, "")


def take(store, count, import_id="i"):
    """Take documents in as one import."""
    with store.write() as work:
        batch = imports.Batch(work, imports.File(import_id, "file", "Иванова"))
        for number in range(count):
            batch.add(f"{import_id}-{number}", COLUMNS, '{"purpose":"' + "x" * 500 + '"}', valid=True)
        batch.finish("ef" * 32)


def whole(store, expected):
    """Whether the base is whole and holds so many documents."""
    with store.read() as reader:
        count = reader.scalar("SELECT count(*) FROM document")
        bodies = reader.scalar("SELECT count(*) FROM body")
        events = reader.scalar("SELECT count(*) FROM event")
        assert listing.counts_agree(reader)
        assert journal.check(reader).broken_at is None
    assert store.check() == []
    return count in expected and bodies == count == events


def fill(store, pages):
    """Write more than so many pages hold."""
    with store.write() as work:
        work.run(f"PRAGMA max_page_count={pages}")
        for number in range(1000):
            settings.put(work, f"key {number}", "x" * 1000)


def test_a_full_disk_keeps_nothing_and_says_so(store):
    add(store)
    with store.read() as reader:
        pages = reader.scalar("PRAGMA page_count")
    # SQLite's own limit gives the same answer as a disk without room, and at the same places.
    with pytest.raises(StorageFailed) as caught:
        fill(store, pages + 10)
    assert caught.value.code == "storage_full"
    assert whole(store, {1})


LIMITED = """
import resource, signal, sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from bsclient.errors import StorageFailed
from bsclient.storage.engine import Store
from test_storage_faults import take
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, 900_000))
try:
    take(store, 20_000)
except StorageFailed as error:
    print(error.code)
"""


def test_a_write_that_fails_keeps_nothing_and_says_so(path):
    store = Store(path)
    add(store)
    store.close()
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path), HERE], capture_output=True, text=True, timeout=120
    )
    assert done.stdout.strip() in {"storage_io", "storage_full"}, done.stderr
    again = Store(path)
    assert whole(again, {1})
    take(again, 100)
    assert whole(again, {101})
    again.close()


TAKER = """
import sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from bsclient.storage.engine import Store
from test_storage_faults import take
store = Store(Path(sys.argv[1]))
print("begin", flush=True)
take(store, 4000)
print("end", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("delay_ms", [0, 20, 60, 120, 180, 240, 300])
def test_a_killed_import_is_there_whole_or_not_at_all(path, delay_ms):
    store = Store(path)
    add(store)
    store.close()
    child = subprocess.Popen(
        [sys.executable, "-c", TAKER, str(path), HERE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert child.stdout.readline().strip() == b"begin"
    try:
        child.wait(delay_ms / 1000)
    except subprocess.TimeoutExpired:
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
    finally:
        child.stdin.close()
        child.stdout.close()
    again = Store(path)
    assert whole(again, {1, 4001})
    again.close()


def test_the_limit_of_a_child_is_not_ours():
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
