"""The letter desk under pressure: operators who race, foreign conversations, changed journals, old letters, any order of acts."""

import dataclasses
import json
import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from bank_core_kit import PLAN, TODAY, bank_keys, directory
from letter_kit import NOTHING, OLGA, PAVEL, WORDS, ask, events, letters, manned
from sqlalchemy import select

from bsclient.bank.core import Bank
from bsclient.bank.letters import printing as letter_print
from bsclient.bank.letters import words as letter_words
from bsclient.bank.letters.desk import Answer
from bsclient.bank.schema.letters import letter_question
from bsclient.bank.schema.tables import document
from bsclient.crypto.hashes import sha256_hex
from bsclient.errors import BadInput, BsError, NotAllowed
from bsclient.protocol.letters import LetterMark


@pytest.fixture
def desk(town):
    return manned(town)


@pytest.fixture
def small_desk(small_town):
    return manned(small_town)


@pytest.mark.parametrize("racing", [True, False])
def test_of_two_operators_one_has_the_letter(desk, racing):
    """The control: one after the other, the second is told who has it; at once, still exactly one has it."""
    town = desk
    other = Bank.open(town.url, bank_keys(), town.time, directory())
    threads = [ask(town, subject=str(number)) for number in range(4)]
    won = []
    for thread in threads:
        barrier = threading.Barrier(2 if racing else 1)

        def take(bank, name, thread=thread, barrier=barrier):
            barrier.wait()
            try:
                bank.take_letters(thread, name)
            except NotAllowed as error:
                return error.facts["operator"]
            return ""

        with ThreadPoolExecutor(2 if racing else 1) as pool:
            told = list(pool.map(take, (town.bank, other), (OLGA, PAVEL)))
        assert told.count("") == 1
        won.append((OLGA, PAVEL)[told.index("")])
        assert set(told) - {""} == {won[-1]}
        assert events(town, thread).count("assigned") == 1
    assert racing or set(won) == {OLGA}
    other.close()
    assert town.bank.audit() == []


@pytest.mark.parametrize("racing", [True, False])
def test_an_operator_and_the_automatic_one_do_not_both_have_a_letter(town, racing):
    """The control: the operator comes too late, and is told so."""
    other = Bank.open(town.url, bank_keys(), town.time, directory())
    threads = [ask(town, subject=str(number)) for number in range(6)]
    town.time.forward(seconds=PLAN.desk_answer)
    barrier, refused = threading.Barrier(2 if racing else 1), []

    def take():
        barrier.wait()
        had = []
        for thread in reversed(threads):
            try:
                other.take_letters(thread, OLGA)
            except NotAllowed as error:
                refused.append(error.code)
            else:
                had.append(thread)
        return had

    with ThreadPoolExecutor(1) as pool:
        if racing:
            told = pool.submit(take)
            barrier.wait()
            town.bank.tick()
        else:
            town.bank.tick()
            told = pool.submit(take)
        had = told.result()
    town.bank.tick()
    alone = {fields["in_reply_to"] for fields in letters(town) if fields["automatic"] == "2"}
    assert alone == set(threads) - set(had)
    assert racing or not had
    assert set(refused) <= {"letter_not_waiting"}
    assert {town.state(thread)[0] for thread in had} <= {"accepted"}
    other.close()
    assert town.bank.audit() == []


def test_a_foreign_conversation_is_not_entered(small_desk):
    town = small_desk
    mine = ask(town)
    theirs = ask(town, "bob", thread=mine, subject="Чужое")
    assert letters(town, "bob")[-1]["thread"] == theirs
    assert [one["id"] for one in town.bank.letter_dossier(mine)["letters"] if one["from"] == "client"] == [
        mine
    ]
    known = letters(town)[0]["thread"]
    assert known == mine


def test_a_reply_to_a_letter_of_the_bank_itself_stays_in_its_conversation(small_desk):
    town = small_desk
    own = town.bank.write_letters("ann", OLGA, Answer("Здравствуйте!", "Добро пожаловать"))
    for who, told in (("nobody", Answer("x", "y")), ("ann", Answer("x")), ("ann", Answer("", "y"))):
        with pytest.raises(BadInput, match="letter_"):
            town.bank.write_letters(who, OLGA, told)
    (welcome,) = letters(town)
    assert welcome["thread"] == own
    town.time.forward(seconds=1)
    asked = ask(town, thread=welcome["thread"], subject="Re: Добро пожаловать")
    assert letters(town)[-1]["thread"] == welcome["thread"]
    said = [one["subject"] for one in town.bank.letter_dossier(asked)["letters"]]
    assert said[0] == "Добро пожаловать"
    town.bank.take_letters(asked, OLGA)
    town.bank.reject(asked, note="Не по адресу")  # whatever else the bank does with the document
    town.bank.answer_letters(asked, OLGA, WORDS, NOTHING)
    assert town.state(asked)[0] == "rejected"
    assert town.bank.letter_queue() == []


def test_too_much_in_one_letter_is_refused_with_the_limit(small_desk, monkeypatch):
    town = small_desk
    monkeypatch.setattr("bsclient.bank.letters.post.TOTAL", 20)
    data = [f"file number {number}".encode() for number in range(2)]
    rows = [{"name": "a.txt", "sha256": sha256_hex(one), "size": str(len(one))} for one in data]
    for one in data:
        town.bank.put_blob("ann", sha256_hex(one), one)
    for count, state in ((1, "accepted"), (2, "rejected")):
        letter = town.ann.letter(attachments=rows[:count])
        town.ann.send(town.ann.incoming(letter, attachments=[row["sha256"] for row in rows[:count]]))
        assert town.state(letter.id)[0] == state
    assert town.state(letter.id)[1] == "attachments_too_large"
    assert len(letters(town)) == 1


@pytest.mark.parametrize(
    "change",
    ["UPDATE letter_step SET actor = 'x' WHERE number = 2", "DELETE FROM letter_step WHERE number = 2"],
)
def test_a_changed_journal_is_found(small_desk, change):
    ask(small_desk)
    ask(small_desk)
    assert small_desk.bank.audit() == []
    small_desk.change(change)
    assert [one.code for one in small_desk.bank.audit()] == ["letter_journal_differs"]


def test_letters_of_before_the_desk_are_taken_up_and_acknowledged(small_town):
    town = small_town
    asked = ask(town)
    for table in ("letter_question", "letter_step", "letter_thread", "letter"):  # as a base of before has it
        town.change(f"DELETE FROM {table}")
    town.change("DELETE FROM counter WHERE name = 'letter_step'")
    town.bank.plan = dataclasses.replace(PLAN, desk_answer=0)
    town.run(seconds=PLAN.desk_answer)
    assert [one["thread"] for one in town.bank.letter_queue()] == [asked]
    assert town.bank.audit() == []


def test_a_slip_in_the_directory_of_kinds_loses_no_letter(small_desk):
    rows = [
        {"code": code, "priority": "urgent", "answer_minutes": said}
        for code, said in (("odd", "soon"), ("other", "٥"))
    ]
    book = {"name": "letter_kinds", "title": "", "source": "", "version": "2027-01-01", "rows": rows}
    small_desk.bank.put_directory("letter_kinds", json.dumps(book).encode())
    asked = {ask(small_desk, kind=kind) for kind in ("odd", "")}
    found = small_desk.bank.letter_queue()
    assert {one["thread"] for one in found} == asked
    assert {one["priority"] for one in found} == {3}


ACTS = ("ask", "further", "take", "show", "answer", "release", "close", "wait", "mark")


@pytest.mark.parametrize("seed", range(3))
def test_every_letter_ends_acknowledged_exactly_once(small_town, seed):
    """Whatever clients, operators and the clock do in whatever order."""
    town, chance = small_town, random.Random(seed)
    town.bank.load_directories()
    threads, refused = [ask(town)], []
    for _ in range(60):
        thread, operator, act = chance.choice(threads), chance.choice((OLGA, PAVEL)), chance.choice(ACTS)
        try:
            if act == "ask":
                threads.append(ask(town, chance.choice(("ann", "bob"))))
            elif act == "further":
                owner = town.document(thread).client_id
                ask(town, owner, thread=thread)
            elif act == "wait":
                town.run(seconds=chance.choice((1, 5, 7200)))
            elif act == "mark":
                town.bank.letter_mark("ann", "ann-1", thread, LetterMark(mark=chance.randint(1, 5)))
            elif act == "answer":
                town.bank.answer_letters(thread, operator, WORDS, NOTHING)
            else:
                getattr(town.bank, {"show": "open_letters"}.get(act, f"{act}_letters"))(thread, operator)
        except BsError as error:
            refused.append(error.code)
    assert all(code.startswith("letter_") for code in refused), refused
    asked = set(town.query(select(document.c.id).where(document.c.type == "letter")))
    told = [
        fields["in_reply_to"]
        for who in ("ann", "bob")
        for fields in letters(town, who)
        if fields["automatic"] == "1"
    ]
    assert Counter(told) == dict.fromkeys((row.id for row in asked), 1)
    open_now = town.query(select(letter_question.c.document_id).where(letter_question.c.done == ""))
    states = Counter(town.state(row.id)[0] for row in asked)
    assert states["accepted"] == len(open_now)
    assert states["accepted"] + states["executed"] == len(asked)
    for thread in threads:  # every act has its words, in both languages
        found = town.bank.letter_dossier(thread)
        assert all(
            letter_print.dossier(found, language, {}, steps=True) for language in letter_words.LANGUAGES
        )
    assert sum(one["waits"] for one in town.bank.letter_queue()) == len(open_now)
    assert town.bank.audit() == []


def test_directories_of_the_desk_agree_with_each_other(small_desk):
    shelf = small_desk.bank.shelf
    kinds, questions = (list(shelf.rows(name, TODAY)) for name in ("letter_kinds", "letter_questions"))
    codes = {row["code"] for row in questions}
    for row in kinds:
        assert set(row["questions"].split()) <= codes
        assert int(row["priority"]) in {1, 2, 3}
        assert 0 < int(row["answer_minutes"]) <= 540
        assert row["title"]
        assert row["title_en"]
    for row in questions:
        assert row["kind"] in {kind["code"] for kind in kinds}
        assert all(row[name] for name in ("title", "title_en", "answer", "answer_en", "words", "words_en"))
    for language in letter_words.LANGUAGES:
        assert set(letter_words.words(language)) == set(letter_words.words("ru"))
