"""Directories come with the news that announce them, not only with a session that the user asks for."""

import json
import threading

import pytest
from wire_kit import Wired, codes


@pytest.fixture
def desk(tmp_path):
    made = Wired(tmp_path)
    yield made
    made.close()


def edition(name):
    rows = [{"code": "10", "title": "Десять", "valid_from": "", "valid_to": ""}]
    return json.dumps({"name": name, "title": "Коды", "version": "1", "rows": rows}).encode()


def test_directories_come_with_the_poll_that_announced_them(desk):
    """Whoever only logs in sees today's rates, tariffs and departures, without asking for a session."""
    desk.teller.directories["zz_first"] = ("1", edition("zz_first"))
    desk.teller.say("directory", {"name": "zz_first", "version": "1"})
    desk.delivery.poll(0, threading.Event())
    assert desk.place.books.holds("zz_first")
    desk.teller.directories["zz_bad"] = ("1", b"{}")
    desk.teller.directories["zz_good"] = ("1", edition("zz_good"))
    for name in ("zz_bad", "zz_good"):
        desk.teller.say("directory", {"name": name, "version": "1"})
    desk.delivery.poll(0, threading.Event())
    assert desk.place.books.holds("zz_good"), "a bad one keeps no other away"
    assert codes(desk.synchronise()) == ["directory_form"], "and is told at the next session"
