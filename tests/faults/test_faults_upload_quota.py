"""The bank has too many files that no document names: letters wait their turn, say why, and nothing else is held up."""

from __future__ import annotations

import os

import pytest
from conftest_faults import sign, synchronise
from sqlalchemy import text

from bsclient import texts
from bsclient.bank import settings
from bsclient.crypto.hashes import sha256_hex
from bsclient.domain.states import State
from bsclient.sync import exchange
from bsclient.sync.https import HttpsTransport

SIZE = 200_000
ROOM = 3 * SIZE


def set_room(office, size):
    with office.bank.core() as core, core.store.write() as connection:
        settings.put(connection, "uploads", f'{{"bytes": {size}, "days": 7}}')


@pytest.fixture
def narrow(office):
    """The bank takes no more than three files ahead."""
    set_room(office, ROOM)
    yield
    set_room(office, 100 * ROOM)


def letters(desk, folder, count):
    """Sign and queue letters, each with a file of its own."""
    made = []
    for at in range(count):
        paper = folder / f"акт{at}.pdf"
        paper.write_bytes(os.urandom(SIZE))
        made.append(desk.letters.compose(f"Акт {at}", "см. вложение", [paper]).id)
    sign(desk, made)
    desk.delivery.queue(made)
    return made


def states(desk, made):
    return [desk.drafts.get(one).state for one in made]


@pytest.mark.usefixtures("narrow", "impatient")
def test_many_letters_with_files_go_in_one_session(office, tmp_path, monkeypatch):
    """What is uploaded goes with its letters before more is: the bank never has much that no letter names."""
    monkeypatch.setattr(exchange, "BATCH_FILES", 2 * SIZE)
    desk = office.desk()
    made = letters(desk, tmp_path, 8)
    report = synchronise(desk)
    assert report.ok, report
    assert not {State.UNKNOWN, State.QUEUED, State.REJECTED} & set(states(desk, made))
    desk.close()


@pytest.mark.usefixtures("narrow", "impatient")
def test_a_letter_that_finds_no_room_waits_and_says_so(office, tmp_path):
    desk = office.desk()
    with desk.delivery.session() as line:
        for _ in range(3):
            data = os.urandom(SIZE)
            line.put_blob(sha256_hex(data), data)
    (letter,) = letters(desk, tmp_path, 1)
    (payment,) = office.queue(desk, 1)
    report = synchronise(desk)
    assert {problem.code for problem in report.problems} == {"upload_quota"}
    assert states(desk, [letter]) == [State.UNKNOWN]
    assert desk.drafts.get(payment).state in {State.ACCEPTED, State.EXECUTED, State.DELIVERED}
    for language in texts.LANGUAGES:
        assert texts.known("upload_quota", language)
    set_room(office, 4 * SIZE)
    report = synchronise(desk)
    assert report.ok, report
    assert states(desk, [letter])[0] not in {State.UNKNOWN, State.QUEUED, State.REJECTED}
    desk.close()


def swept_before(office, monkeypatch, call):
    """The bank's clock leaps between the upload of files and the first call that names them: they are removed as too old."""
    real = getattr(HttpsTransport, call)

    def late(transport, *told):
        monkeypatch.setattr(HttpsTransport, call, real)
        with office.bank.core() as core:
            with core.store.write() as connection:
                connection.execute(text("UPDATE upload SET at = '2000-01-01T00:00:00.000000Z'"))
            while core.sweep_files():
                pass
        return real(transport, *told)

    monkeypatch.setattr(HttpsTransport, call, late)


@pytest.mark.usefixtures("impatient")
def test_a_letter_whose_file_the_bank_has_removed_goes_again_with_it(office, tmp_path, monkeypatch):
    """Nobody signs anew what only has to be sent again."""
    desk = office.desk()
    (letter,) = letters(desk, tmp_path, 1)
    swept_before(office, monkeypatch, "send")
    report = synchronise(desk)
    assert {problem.code for problem in report.problems} == {"bank_file_missing"}
    assert states(desk, [letter]) == [State.UNKNOWN]
    for language in texts.LANGUAGES:
        assert texts.known("bank_file_missing", language)
    assert synchronise(desk).ok
    assert states(desk, [letter])[0] not in {State.UNKNOWN, State.QUEUED, State.REJECTED}
    desk.close()
