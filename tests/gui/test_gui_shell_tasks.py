"""Work goes off the GUI thread and its answers come back to it."""

import sys
import threading
import time

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QLabel
from shiboken6 import delete

from bsclient.errors import NotAllowed
from bsclient.gui import tasks
from bsclient.gui.tasks import Lane


def test_work_runs_elsewhere_and_answers_here(qtbot):
    seen = []
    tasks.run(QThread.currentThread, lambda thread: seen.append((thread, QThread.currentThread())))
    assert tasks.wait_idle()
    worker, answered = seen[0]
    assert worker is not QThread.currentThread()
    assert answered is QThread.currentThread()


def test_store_lane_does_one_thing_at_a_time_in_order(qtbot):
    running, most, order = [], [], []

    def work(number):
        running.append(number)
        most.append(len(running))
        time.sleep(0.002)
        running.remove(number)
        return number

    for number in range(12):
        tasks.run(lambda number=number: work(number), order.append)
    assert tasks.wait_idle()
    assert max(most) == 1
    assert order == list(range(12))


def test_network_lane_does_several_things_at_once(qtbot):
    meet = threading.Barrier(3, timeout=5)
    done = []
    for _ in range(3):
        tasks.run(meet.wait, done.append, lane=Lane.NETWORK)
    assert tasks.wait_idle()
    assert sorted(done) == [0, 1, 2]


def test_known_error_goes_to_failed_and_not_to_done(qtbot):
    done, failed = [], []

    def work():
        raise NotAllowed("passphrase_wait", seconds="3")

    task = tasks.run(work, done.append, failed.append)
    ended = []
    task.finished.connect(lambda: ended.append(len(failed)))
    assert tasks.wait_idle()
    assert [error.code for error in failed] == ["passphrase_wait"]
    assert not done
    assert ended == [1]


def test_error_without_failed_goes_to_the_common_place(qtbot, monkeypatch):
    told = []
    monkeypatch.setattr(tasks.Hooks, "failed", told.append)

    def work():
        raise NotAllowed("passphrase_wait", seconds="3")

    tasks.run(work, told.append)
    assert tasks.wait_idle()
    assert [error.code for error in told] == ["passphrase_wait"]


def test_bug_in_work_is_reported_and_still_finishes(qtbot, monkeypatch):
    bugs, failed, ended = [], [], []
    monkeypatch.setattr(tasks.Hooks, "unexpected", bugs.append)
    task = tasks.run(lambda: 1 / 0, failed.append, failed.append)
    task.finished.connect(lambda: ended.append(True))
    assert tasks.wait_idle()
    assert [type(bug) for bug in bugs] == [ZeroDivisionError]
    assert not failed
    assert ended == [True]


def test_answer_is_dropped_when_its_owner_is_gone(qtbot):
    seen = []
    owner = QObject()
    gate = threading.Event()
    task = tasks.run(gate.wait, seen.append).owned_by(owner)
    ended = []
    task.finished.connect(lambda: ended.append(True))
    owner.deleteLater()
    qtbot.wait(1)
    gate.set()
    assert tasks.wait_idle()
    assert not seen
    assert ended == [True]


def test_cancel_sets_what_the_work_looks_at(qtbot):
    seen = []

    def work(stop):
        return stop.wait(5)

    task = tasks.run_stoppable(work, seen.append, lane=Lane.NETWORK)
    task.cancel()
    assert tasks.wait_idle()
    assert seen == [True]


def test_relay_brings_values_from_any_thread_in_order(qtbot):
    seen = []
    relay = tasks.Relay(lambda value: seen.append((value, QThread.currentThread())))

    def work():
        for number in range(50):
            relay(number)

    tasks.run(work, lambda _none: None)
    assert tasks.wait_idle()
    qtbot.waitUntil(lambda: len(seen) == 50)
    assert [value for value, _thread in seen] == list(range(50))
    assert {thread for _value, thread in seen} == {QThread.currentThread()}


def test_shutdown_stops_what_runs_and_drops_what_waits(qtbot):
    begun, seen = [], []

    def long(stop):
        begun.append(True)
        stop.wait(30)

    tasks.run_stoppable(long, seen.append)
    qtbot.waitUntil(lambda: begun == [True])
    tasks.run(lambda: begun.append("second"), seen.append)
    assert tasks.shutdown(5)
    assert begun == [True]
    assert not tasks.busy()


def test_shutdown_does_not_wait_for_work_that_hangs(qtbot):
    begun, gate, ended = threading.Event(), threading.Event(), threading.Event()
    seen = []

    def hang():
        begun.set()
        gate.wait(5)
        ended.set()
        return "late"

    tasks.run(hang, seen.append)
    assert begun.wait(5)
    assert not tasks.shutdown(0.01)
    assert not ended.is_set()
    assert not tasks.busy()
    assert tasks.hanging()
    tasks.run(lambda: "new", seen.append)  # the lane has another worker
    assert tasks.wait_idle()
    assert not ended.is_set()
    gate.set()
    assert ended.wait(5)
    qtbot.waitUntil(lambda: not tasks.hanging())
    assert seen == ["new"]  # nobody hears the late answer


def test_many_jobs_all_answer(qtbot):
    seen = []
    for number in range(500):
        tasks.run(lambda number=number: number, seen.append, lane=Lane.NETWORK)
    assert tasks.wait_idle(30)
    assert sorted(seen) == list(range(500))


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal there")
def test_qt_calls_do_not_eat_references_to_none(qtbot):
    """PySide6 6.12.0 takes one at each call and kills the process after some thousands."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(2000):
        label.setText("x")
    assert abs(sys.getrefcount(None) - before) < 200


def test_what_is_not_needed_at_once_waits_for_the_tasks_on_their_way(qtbot):
    release, order, owner = threading.Event(), [], QObject()
    tasks.run(release.wait, lambda _seen: order.append("page"))
    tasks.soon(0, owner, lambda: order.append("later"))
    tasks.run(lambda: None, lambda _none: order.append("network"), lane=Lane.NETWORK)
    qtbot.waitUntil(lambda: order == ["network"])
    qtbot.wait(3 * tasks._AGAIN_MS)
    assert order == ["network"]
    tasks.run(lambda: None, lambda _none: None)  # begun since: it is not waited for
    release.set()
    qtbot.waitUntil(lambda: order == ["network", "page", "later"])


def test_what_waits_is_dropped_with_its_owner(qtbot):
    seen, owner, other = [], QObject(), QObject()
    tasks.soon(0, owner, lambda: seen.append("owner"))
    tasks.soon(1, other, lambda: seen.append("other"))
    delete(owner)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["other"]
