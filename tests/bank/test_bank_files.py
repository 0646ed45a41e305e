"""Files that no document names: bounded for each organisation, removed after a while, never one that something needs."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import bank_core_kit as kit
import pytest
from letter_kit import answer, ask, letters, manned
from pending_kit import add as sign
from pending_kit import end, firm, put, said, signature
from sqlalchemy import select
from upload_kit import WEEK, here, row, send, with_file

from bsclient import texts
from bsclient.bank import files
from bsclient.bank.__main__ import main
from bsclient.bank.api.problems import CallRefused
from bsclient.bank.api.uploads import OLD_SECONDS, Uploads
from bsclient.bank.core import Bank
from bsclient.bank.letters.desk import Answer, File
from bsclient.bank.letters.limits import LARGEST
from bsclient.bank.schema.uploads import upload
from bsclient.crypto.hashes import sha256_hex
from bsclient.domain.documents import registry
from bsclient.domain.kinds import KindName
from bsclient.errors import BadInput
from bsclient.sync.exchange import BATCH_FILES

QUOTA = 1000


@pytest.fixture
def narrow(monkeypatch):
    """A bank that takes no more than a thousand bytes of an organisation."""
    monkeypatch.setattr(files, "keeping", lambda _: files.Keeping(QUOTA, WEEK))


def refused(town, data, who="ann"):
    with pytest.raises(CallRefused) as error:
        send(town, data, who)
    return error.value.code, error.value.facts["reason"]


def post(town, *hashes, who="ann"):
    """Send a letter with files; returns the outcome."""
    company = getattr(town, who)
    letter = company.letter(attachments=[row(sha256) for sha256 in hashes])
    return company.send(company.incoming(letter, attachments=hashes))


def unnamed(town):
    return {one.sha256 for one in town.query(select(upload))}


def missing(outcome):
    return dict(outcome.facts).get("reason") == "attachment_missing"


def test_what_nothing_names_is_bounded_for_each_organisation(town, narrow):
    first = send(town, b"1" * 600)
    assert refused(town, b"2" * 401) == ("too_large", "upload_quota")
    send(town, b"2" * 400)
    send(town, b"1" * 600)  # the same again costs nothing
    assert refused(town, b"3") == ("too_large", "upload_quota")
    assert not here(town, sha256_hex(b"3"))
    send(town, b"3" * 1000, "bob")
    assert post(town, first).receipt is not None
    send(town, b"3" * 600)
    assert refused(town, b"4") == ("too_large", "upload_quota")
    for language in texts.LANGUAGES:
        assert texts.known("upload_quota", language)


def test_files_that_come_at_once_do_not_pass_the_bound(town, narrow):
    gate = threading.Barrier(6)

    def hand_in(at):
        gate.wait()
        try:
            send(town, bytes([at]) * 400)
        except CallRefused as error:
            return error.facts["reason"]
        return "kept"

    with ThreadPoolExecutor(6) as pool:
        told = sorted(pool.map(hand_in, range(6)))
    assert told == ["kept"] * 2 + ["upload_quota"] * 4


def test_the_least_room_is_enough_for_the_largest_document():
    """A program that has sent a portion of files sends those of one document more before any of them is named: else it never goes."""
    rows = [
        field.longest
        for kind in registry.values()
        for field in kind.declared
        if field.kind.name is KindName.ATTACHMENTS
    ]
    assert max(rows) * LARGEST + BATCH_FILES <= files.LEAST_MEGABYTES * files.MEGABYTE


def test_operators_say_how_much_and_how_long(small_town):
    town, least = small_town, files.LEAST_MEGABYTES
    for megabytes, days in ((least - 1, 7), (least, 0), (least, 366), (2_000_000, 7)):
        with pytest.raises(BadInput) as error:
            town.bank.set_uploads(megabytes, days)
        for language in texts.LANGUAGES:
            assert "—" not in texts.message(error.value.code, error.value.facts, language).replace(" — ", "")
    town.bank.set_uploads(least, 2)
    sha256 = send(town, b"x")
    town.bank.demand_room("ann", least * files.MEGABYTE - 1)
    with pytest.raises(CallRefused):
        town.bank.demand_room("ann", least * files.MEGABYTE)
    town.run(days=1)
    assert here(town, sha256)
    town.run(days=1, seconds=1)
    assert not here(town, sha256)


def test_operators_say_so_at_the_command_line(tmp_path, capsys):
    url = f"sqlite:///{tmp_path / 'bank.db'}"
    with kit.Town(url) as town:
        for words, refusal in ((("160", "3"), ""), (("1", "3"), "uploads_limits")):
            assert main(["--data", str(tmp_path), "--db", url, "uploads", *words]) == bool(refusal)
            assert refusal in capsys.readouterr().err
        with town.bank.store.read() as connection:
            assert files.keeping(connection) == files.Keeping(160 * files.MEGABYTE, 3)


def test_what_nothing_came_to_name_is_removed_after_a_week(town):
    orphans = [send(town, b"orphan %d" % at) for at in range(25)]
    named = send(town, b"named")
    assert post(town, named).receipt is not None
    town.run(days=WEEK)
    assert all(here(town, sha256) for sha256 in orphans)
    again = orphans.pop()
    assert town.bank.renew_blob("ann", again)
    assert not town.bank.put_blob("ann", orphans[-1], b"orphan 23")
    sent_again = orphans.pop()
    town.run(seconds=1)
    assert not any(here(town, sha256) for sha256 in orphans)
    assert not town.bank.renew_blob("ann", orphans[0])
    assert here(town, again)
    assert here(town, sent_again)
    assert here(town, named)
    assert unnamed(town) == {again, sent_again}
    assert missing(post(town, orphans[0]))
    town.run(days=30)
    assert here(town, named)
    assert unnamed(town) == set()


def test_a_demo_clock_that_leaps_removes_nothing(small_town):
    """Weeks of the bank's clock are no weeks in which a client could have sent his letter."""
    town = small_town
    sha256 = send(town, b"on its way")
    town.bank.clock.set(shift=timedelta(days=60))
    town.bank.tick()
    assert here(town, sha256)
    assert post(town, sha256).receipt is not None


def test_what_the_bank_has_sent_stays_though_the_client_sent_it_first(town):
    manned(town)
    data = b"form"
    sha256 = send(town, data)
    thread = ask(town)
    answer(town, thread, told=Answer("", files=(File("форма.txt", data),)))
    assert letters(town)
    town.run(days=WEEK + 1)
    assert here(town, sha256)
    assert unnamed(town) == set()


@pytest.mark.parametrize("how", ["signed", "withdrawn"])
def test_what_waits_for_signatures_keeps_its_files(town, how):
    company = firm(town)
    director, accountant, _ = company.people
    sha256 = send(town, b"scan", "firm")
    told = with_file(company, [accountant], sha256)
    assert said(put(company, told, accountant)) == "waiting"
    for _ in range(3):
        town.run(days=WEEK, hours=1)
        assert here(town, sha256, "firm")
    if how == "signed":
        assert said(sign(company, told, signature(company, told, director), director)) == "accepted"
    else:
        assert said(end(company, told, accountant)) == "withdrawn"
    for _ in range(2):
        town.run(days=WEEK, hours=1)
    assert here(town, sha256, "firm") == (how == "signed")
    assert unnamed(town) == set()


# parts on the disk ----------------------------------------------------------------------------------------------------


def part(folder, client, data, age=0):
    """A cut upload that was touched so many seconds ago."""
    uploads = Uploads(folder, kit.clock.now)
    sha256 = sha256_hex(data)
    uploads.append(client, sha256, 0, data)
    when = kit.clock.now().timestamp() - age
    os.utime(uploads._path(client, sha256), (when, when))
    return sha256


def test_parts_that_nobody_came_back_for_are_dropped_for_all_clients(tmp_path):
    old = [part(tmp_path, who, b"old", OLD_SECONDS + 60) for who in ("ann", "bob")]
    fresh = part(tmp_path, "ann", b"fresh", OLD_SECONDS - 60)
    uploads = Uploads(tmp_path, kit.clock.now)
    uploads.sweep()
    assert [uploads.held(*one) for one in zip(("ann", "bob"), old, strict=True)] == [0, 0]
    assert uploads.held("ann", fresh) == 5
    assert uploads.beside("ann", old[0]) == 5
    assert uploads.beside("ann", fresh) == 0


def test_a_clock_that_was_put_right_stops_no_sweep(tmp_path):
    """A server that started in a wrong year looks again at once, not when that year comes."""
    now = [kit.clock.now() + timedelta(days=3650)]
    uploads = Uploads(tmp_path, lambda: now[0])
    uploads.sweep()
    now[0] = kit.clock.now()
    old = part(tmp_path, "ann", b"old", OLD_SECONDS + 60)
    uploads.sweep()
    assert uploads.held("ann", old) == 0


def test_a_part_that_goes_on_is_not_old(tmp_path):
    sha256 = part(tmp_path, "ann", b"old", OLD_SECONDS + 60)
    uploads = Uploads(tmp_path, kit.clock.now)
    uploads.append("ann", sha256, 3, b"er")
    uploads.sweep()
    assert uploads.held("ann", sha256) == 5


def test_a_piece_without_a_beginning_leaves_nothing(tmp_path):
    """Each would be a file more that nobody counts."""
    uploads = Uploads(tmp_path, kit.clock.now)
    with pytest.raises(CallRefused) as error:
        uploads.append("ann", sha256_hex(b"x"), 5, b"end")
    assert error.value.facts == {"offset": "0"}
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


# a base of before -----------------------------------------------------------------------------------------------------


def test_files_of_a_base_of_before_are_found(town):
    """The step to version 6 knows what documents and letters of the bank name; all else is swept a week later."""
    manned(town)
    named, orphan, answered, offered_file = (b"named", b"orphan", b"answer", b"offered")
    hashes = [send(town, data) for data in (named, orphan)]
    assert post(town, hashes[0]).receipt is not None
    thread = ask(town)
    answer(town, thread, told=Answer("", files=(File("тарифы.txt", answered),)))
    company = firm(town)
    scan = send(town, offered_file, "firm")
    told = with_file(company, [company.people[1]], scan)
    assert said(put(company, told, company.people[1])) == "waiting"
    town.change("DROP TABLE upload")
    town.change("DELETE FROM schema_version")
    town.change("INSERT INTO schema_version (version) VALUES (5)")
    town.bank.close()
    town.bank = Bank.open(town.url, kit.bank_keys(), town.time, kit.directory())
    assert unnamed(town) == {hashes[1], scan}
    assert all(kit.clock.parse(one.at) > kit.START for one in town.query(select(upload)))
    town.change("UPDATE upload SET at = :now", now=kit.clock.stamp(town.time.now))
    town.run(days=WEEK + 1)
    assert here(town, hashes[0])
    assert here(town, sha256_hex(answered))
    assert not here(town, hashes[1])
    assert here(town, scan, "firm")
