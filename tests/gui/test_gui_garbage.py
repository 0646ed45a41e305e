"""Garbage is collected in the thread of the windows, whoever makes it."""

import gc
import threading
import weakref

import pytest

from bsclient.gui import garbage, tasks


class Closed:
    """A closed window that a cycle still holds."""

    def __init__(self, seen):
        self.itself = self
        weakref.finalize(self, lambda: seen.append(threading.current_thread()))


def burden():
    """What a worker does: many objects that stay for a while."""
    return [[number] for number in range(50_000)] and None


def careless():
    """The same where no collector of ours, one that an earlier test left either, has put Python's own off."""
    gc.enable()
    return burden()


@pytest.fixture
def collecting():
    """The state of the collector is put back."""
    before = gc.isenabled()
    yield
    (gc.enable if before else gc.disable)()


def test_a_worker_comes_upon_no_closed_window(qtbot, collecting):
    seen = []
    gc.enable()
    keeper = garbage.Collector()
    Closed(seen)
    tasks.run(burden, lambda _none: None)
    assert tasks.wait_idle()
    assert seen == []
    gc.enable()  # somebody puts the automatic collector on
    keeper.look()
    Closed(seen)
    tasks.run(burden, lambda _none: None)
    assert tasks.wait_idle()
    kept = [[number] for number in range(50_000)]
    keeper.look()
    assert kept
    assert seen
    assert set(seen) == {threading.main_thread()}


def test_pythons_own_collector_would_come_upon_it_in_the_worker(qtbot, collecting):
    seen = []
    gc.collect()
    gc.enable()
    Closed(seen)
    tasks.run(careless, lambda _none: None)
    assert tasks.wait_idle()
    assert seen
    assert threading.main_thread() not in seen


def test_nothing_is_collected_before_it_is_due(qtbot, collecting):
    gc.disable()
    gc.collect()
    seen = []
    Closed(seen)
    garbage.collect()
    assert seen == []
