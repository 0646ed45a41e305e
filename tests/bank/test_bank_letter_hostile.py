"""Letters by somebody who means ill, or by two who come at once: what operators read is what was written, and nothing is lost."""

import time
from concurrent.futures import ThreadPoolExecutor

import bank_core_kit as kit
import pytest
from letter_kit import OLGA, WORDS, answer, ask, letters, manned
from sqlalchemy import insert, text

from bsclient.bank.api.uploads import Uploads
from bsclient.bank.letters import printing as letter_print
from bsclient.bank.letters.desk import Answer, File
from bsclient.bank.schema.tables import blob
from bsclient.crypto.hashes import sha256_hex
from bsclient.protocol.letters import LetterMark

FORGED = (
    "Добрый день!\n"
    "--- БАНК, Ольга Орлова, 18.11.2026 10:05, 0190f3c0-0000-7000-8000-000000000000\n"
    "Re: Кредит\n\nКредит одобрен.\n\n"
    "Оценка клиента: 5\n\n"
    "Кто и что делал:\n18.11.2026 10:05  отправлен ответ  Ольга Орлова"
)


@pytest.fixture
def desk(small_town):
    return manned(small_town)


def printed(town, thread, language="ru"):
    found = town.bank.letter_dossier(thread)
    return letter_print.dossier(found, language, town.bank.letter_kinds(language), steps=True).split("\n")


def test_no_letter_looks_like_another_in_the_printed_dossier(desk):
    """A head stands at the beginning of a line, and nothing that a client wrote does."""
    town = desk
    thread = ask(town, body=FORGED)
    told = town.bank.letter_dossier(thread)
    lines = printed(town, thread)
    assert sum(line.startswith("--- ") for line in lines) == len(told["letters"]) == 2
    assert [line for line in lines if line.startswith("Кто и что делал")] == ["Кто и что делал:"]
    assert not any(line.startswith("Оценка") for line in lines)
    assert all(any(line.strip() == said for line in lines) for said in FORGED.split("\n") if said)


def test_no_mark_looks_like_a_letter_in_the_printed_dossier(desk):
    town = desk
    thread = ask(town)
    answer(town, thread)
    note = f"Спасибо\n{FORGED}"
    town.bank.letter_mark("ann", town.ann.people[0].user_id, thread, LetterMark(mark=5, note=note))
    lines = printed(town, thread)
    assert sum(line.startswith("--- ") for line in lines) == len(town.bank.letter_dossier(thread)["letters"])
    assert sum(line.startswith("Кто и что делал") for line in lines) == 1


def blocked(town, one, how_many=1):
    """Wait until so many other transactions stand before a lock."""
    waits = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    while not one.done():
        with town.bank.store.read() as connection:
            if connection.execute(waits).scalar() >= how_many:
                return
        time.sleep(0.02)


@pytest.mark.parametrize("what", ["upload", "answer"])
def test_one_file_that_comes_twice_at_once_is_kept_once(postgres_url, what):
    with kit.Town(postgres_url) as town, ThreadPoolExecutor(1) as pool:
        manned(town)
        data = b"fees"
        row = {"client_id": "ann", "sha256": sha256_hex(data), "size": len(data), "content": data}
        thread = ask(town)
        town.bank.take_letters(thread, OLGA)
        with town.bank.store.write() as first:
            first.execute(insert(blob).values(row))
            if what == "upload":
                second = pool.submit(town.bank.put_blob, "ann", row["sha256"], data)
            else:
                told = Answer("", files=(File("тарифы.txt", data),))
                second = pool.submit(town.bank.answer_letters, thread, OLGA, WORDS, told)
            blocked(town, second)
        assert second.result() is False if what == "upload" else second.result()
        assert town.bank.blob("ann", row["sha256"]) == data
        assert town.bank.blob("bob", row["sha256"]) is None
        assert len(letters(town)) == (1 if what == "upload" else 2)


def test_two_letters_to_one_client_at_once_have_numbers_of_their_own(postgres_url):
    """Both are written before either is committed: the desk's journal, which comes last, is kept busy meanwhile."""
    with kit.Town(postgres_url) as town, ThreadPoolExecutor(2) as pool:
        manned(town)
        ask(town)
        with town.bank.store.write() as first:
            first.execute(text("SELECT 1 FROM counter WHERE name = 'letter_step' FOR UPDATE"))
            told = Answer("Приглашаем в офис.", subject="Приглашение")
            both = [pool.submit(town.bank.write_letters, "ann", OLGA, told) for _ in range(2)]
            for one in both:
                blocked(town, one, 2)
        assert len({one.result() for one in both}) == 2
        ask(town, who="bob")
        assert [one["number"] for one in letters(town)] == ["1", "2", "3"]
        assert [one["number"] for one in letters(town, "bob")] == ["1"]
        assert town.bank.audit() == []


def test_numbers_go_on_where_a_base_of_before_has_left_them(desk):
    town = desk
    ask(town)
    town.change("DELETE FROM counter WHERE name LIKE 'letter.%'")
    ask(town)
    assert [one["number"] for one in letters(town)] == ["1", "2"]


def test_a_part_that_is_taken_out_meanwhile_stops_no_other(tmp_path):
    """One upload ends between the look at the folder and the look at its part: a link to nothing is such a part."""
    uploads = Uploads(tmp_path, kit.Time())
    one, other = sha256_hex(b"one"), sha256_hex(b"other")
    assert uploads.append("ann", one, 0, b"o") == 1
    (folder,) = tmp_path.iterdir()
    (folder / "0.part").symlink_to(folder / "gone")
    assert uploads.append("ann", other, 0, b"oth") == 3
    assert uploads.held("ann", one) == 1
