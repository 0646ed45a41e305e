"""Somebody changes the base behind the program (T27): what was not signed is never sent, whatever column he changes."""

import contextlib
import sqlite3

import pytest
from wire_kit import Wired, codes

from bsclient.crypto.hashes import sha256, sha256_hex
from bsclient.domain.states import State
from bsclient.errors import BsError
from bsclient.services.exchange import parcels
from bsclient.storage import encryption

TABLES = ("document", "body", "signature", "outbox")
REFUSED = (encryption.driver().Error, sqlite3.Error)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    opened = Wired(tmp_path_factory.mktemp("office"))
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    from bsclient.sync import exchange

    monkeypatch.setattr(exchange, "FIRST_PAUSE", 0.001)


def truth(desk, identity):
    """What was signed: the bytes and the signatures over them."""
    with desk.store.read() as reader:
        row = reader.scalar("SELECT row FROM document WHERE id = ?", (identity,))
        body = bytes(reader.scalar("SELECT canonical FROM body WHERE row = ?", (row,)))
        signatures = [bytes(cms) for (cms,) in reader.all("SELECT cms FROM signature WHERE row = ?", (row,))]
    return row, body, signatures


def other(value):
    """Return another value of the same kind."""
    if value is None:
        return "1"
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1]) if value else b"1"
    if isinstance(value, int):
        return value + 1
    return value[:-1] + ("1" if value[-1:] != "1" else "2")


def columns(desk):
    with desk.store.read() as reader:
        return [(table, name) for table in TABLES for (name,) in reader.all(
            "SELECT name FROM pragma_table_info(?)", (table,))]  # fmt: skip


def flip(desk, table, column, row):
    """Change one column of a row; None when the rules of the base forbid it, else what puts it back."""
    with contextlib.suppress(*REFUSED, BsError), desk.store.write() as work:
        old = work.scalar(f'SELECT "{column}" FROM "{table}" WHERE row = ?', (row,))
        new = State.DELIVERED.value if column == "state" else other(old)
        work.run(f'UPDATE "{table}" SET "{column}" = ? WHERE row = ?', (new, row))
        return table, column, old, new
    return None


def put_back(desk, changed, row):
    """Leave nothing for the next trial to stumble over."""
    with contextlib.suppress(*REFUSED, BsError), desk.store.write() as work:
        if isinstance(changed, tuple):
            table, column, old, new = changed
            place = new if column == "row" else row
            work.run(f'UPDATE "{table}" SET "{column}" = ? WHERE row = ?', (old, place))
    with desk.store.write() as work:
        work.run("DELETE FROM outbox")
        work.run("UPDATE document SET state = 'delivered' WHERE state IN ('queued', 'unknown')")


def sent_after(desk, change):
    """Queue a payment, let somebody change its rows, synchronise; return what was signed, what was sent, what was said."""
    desk.teller.sent.clear()
    identity = desk.payment()
    desk.queued(identity)
    row, body, signatures = truth(desk, identity)
    changed = change(row, body, signatures)
    try:
        said = codes(desk.synchronise())
    except BsError as error:
        said = [error.code]
    except ValueError as error:  # a value that the program does not know: it stops, and nothing is sent
        said = [str(error)]
    sent = [(envelope.body, list(envelope.signatures)) for envelope in desk.teller.sent]
    with (
        contextlib.suppress(*REFUSED, BsError),
        desk.store.write() as work,
    ):  # the next one finds an empty outbox
        work.run("DELETE FROM outbox")
    return changed, (body, signatures), sent, said


def all_columns(desk):
    """Return which columns could be changed and which of them let other bytes out."""
    tried, wrong = [], []
    for table, column in columns(desk):
        changed, signed, sent, said = sent_after(
            desk, lambda row, *_, of=(table, column): flip(desk, *of, row)
        )
        if changed:
            tried.append((table, column))
        if any(each != signed for each in sent):
            wrong.append((table, column, said))
    return tried, wrong


def test_no_column_lets_other_bytes_out(desk):
    tried, wrong = all_columns(desk)
    assert wrong == []
    assert {("body", "canonical"), ("body", "sha256"), ("signature", "cms")} <= set(tried)
    assert len(tried) > 20


def rewrite(desk, row, body, signatures, *, inside):
    """As one would who knows the program: bytes, their hash and, if asked, the digest inside the signature all agree."""
    changed = body.replace(b"100.00", b"900.00")
    assert changed != body
    with desk.store.write() as work:
        work.run(
            "UPDATE body SET canonical = ?, sha256 = ? WHERE row = ?", (changed, sha256_hex(changed), row)
        )
        for cms in signatures if inside else ():
            forged = cms.replace(sha256(body), sha256(changed))
            assert forged != cms
            work.run("UPDATE signature SET cms = ? WHERE row = ?", (forged, row))
    return True


@pytest.mark.parametrize("inside", [False, True])
def test_a_consistent_forgery_is_damage_and_is_not_sent(desk, inside):
    _, _, sent, said = sent_after(desk, lambda *what: rewrite(desk, *what, inside=inside))
    assert sent == []
    assert said == ["document_damaged"]


def test_an_untouched_document_is_sent_as_it_was_signed(desk):
    _, signed, sent, said = sent_after(desk, lambda *_: True)
    assert sent == [signed]
    assert said == []


def test_comparing_hashes_alone_lets_a_forgery_out(desk, monkeypatch):
    """The control: the guard as it was before signatures were verified."""
    monkeypatch.setattr(
        parcels.Parcels, "_intact", lambda _self, parcel: sha256_hex(parcel.canonical) == parcel.sha256
    )
    _, signed, sent, _ = sent_after(desk, lambda *what: rewrite(desk, *what, inside=False))
    assert sent
    assert sent != [signed]


def test_what_is_damaged_stays_in_the_outbox_and_is_told(desk):
    desk.teller.sent.clear()
    identity = desk.payment()
    desk.queued(identity)
    rewrite(desk, *truth(desk, identity), inside=True)
    assert codes(desk.synchronise()) == ["document_damaged"]
    assert desk.state(identity) is State.QUEUED
    assert codes(desk.synchronise()) == ["document_damaged"]
    assert desk.teller.sent == []
