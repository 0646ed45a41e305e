"""The letter desk: acknowledged at once, a queue with a clock, answers, templates, marks, read receipts, figures."""

import itertools
from collections import Counter
from datetime import date, time, timedelta

import pytest
from bank_core_kit import PLAN, START, TODAY
from letter_kit import NOTHING, OLGA, PAVEL, WORDS, answer, ask, events, letters, manned, moscow
from sqlalchemy import select

from bsclient import clock
from bsclient.bank.bankclock import Plan
from bsclient.bank.letters import clock as letter_clock
from bsclient.bank.letters import offers as letter_offers
from bsclient.bank.letters import printing as letter_print
from bsclient.bank.letters.desk import Answer, File
from bsclient.bank.letters.office import Wording
from bsclient.bank.letters.templates import Template
from bsclient.bank.schema.letters import letter_step
from bsclient.crypto.hashes import sha256_hex
from bsclient.errors import BadInput, Conflict, NotAllowed
from bsclient.protocol.letters import LetterMark


@pytest.fixture
def desk(town):
    return manned(town)


@pytest.fixture
def small_desk(small_town):
    return manned(small_town)


@pytest.mark.parametrize(
    ("received", "minutes", "due"),
    [
        (moscow(18, 10), 60, moscow(18, 11)),
        (moscow(18, 7), 60, moscow(18, 10)),
        (moscow(18, 17, 30), 60, moscow(19, 9, 30)),
        (moscow(20, 17, 30), 60, moscow(23, 9, 30)),  # over a weekend
        (moscow(21, 12), 15, moscow(23, 9, 15)),
        (moscow(3, 18), 60, moscow(5, 10)),  # over National Unity Day
        (moscow(18, 10), 5000, moscow(19, 10)),  # one working day at most
        (moscow(20, 23, 59), 5000, moscow(23, 18)),
    ],
)
def test_the_answer_clock_counts_service_hours(received, minutes, due):
    assert letter_clock.due(Plan(), received, minutes) == due
    assert letter_clock.served(Plan(), received, due) == timedelta(minutes=min(minutes, 540))


def test_a_letter_is_acknowledged_with_clock_answers_offers_and_telephone(small_desk, monkeypatch):
    town = small_desk
    monkeypatch.setattr(
        letter_offers, "sources", [lambda _work, who, said_in: [f"Депозит 18 % для {who} {said_in}"]]
    )
    first = ask(town, subject="Отзыв {offers}", body="Как отозвать ошибочный платёж?", kind="payment")
    (told,) = letters(town)
    assert (told["automatic"], told["in_reply_to"], told["thread"], told["kind"]) == (
        "1",
        first,
        first,
        "payment",
    )
    assert told["due"] == clock.stamp(moscow(18, 11))
    body = told["body"]
    for said in (
        "18.11.2026 11:00",
        "09:00–18:00",
        "«Отзыв {offers}»",
        "Как отозвать платёж?",
        "Депозит 18 % для ann ru",
    ):
        assert said in body
    assert "укажите контактный номер" in body
    ask(town, subject="Справка", phone="+74951234567")
    assert "позвоним по телефону +74951234567." in letters(town)[-1]["body"]
    ask(town, subject="Hello", body="When does my key expire?", kind="keys")
    assert "+74951234567, the number you gave us before" in letters(town)[-1]["body"]
    assert "How do I renew a key?" in letters(town)[-1]["body"]
    ask(town, "bob", subject="Иное", kind="no_such_kind")
    assert (letters(town, "bob")[-1]["kind"], town.bank.audit()) == ("other", [])


def test_the_whole_way_of_a_letter(desk):
    town = desk
    order = town.ann.pay()
    first = ask(town, kind="payment", about=order, phone="+74951234567")
    (waiting,) = town.bank.letter_queue()
    assert (waiting["thread"], waiting["state"], waiting["overdue"], waiting["waits"]) == (
        first,
        "waiting",
        False,
        1,
    )
    seen = town.bank.open_letters(first, OLGA)
    assert seen["letters"][0]["about"]["number"] == town.document(order).number
    assert seen["phone"] == "+74951234567"
    town.bank.take_letters(first, OLGA)
    file = File("Тарифы.pdf", b"%PDF-1.7 tariffs")
    own = town.bank.answer_letters(first, f"  {OLGA} ", WORDS, Answer("", files=(file,)))
    told = letters(town)[-1]
    assert (told["body"], told["in_reply_to"], told["automatic"], told["about"]) == (
        WORDS.body,
        first,
        "",
        order,
    )
    assert told["author"].startswith(OLGA)
    assert told["attachments"] == [
        {"name": file.name, "sha256": sha256_hex(file.data), "size": str(len(file.data))}
    ]
    assert town.bank.blob("ann", sha256_hex(file.data)) == file.data
    assert events(town, first) == ["received", "opened", "assigned", "answered"]
    assert town.statuses("ann", first) == ["accepted", "executed"]
    assert town.bank.letter_queue() == []
    town.time.forward(minutes=1)
    further = ask(town, thread=first, subject="Re: Вопрос", body="А за срочность?")
    assert town.bank.letter_queue()[0]["thread"] == first
    town.bank.take_letters(further, PAVEL)  # by the letter's own id, too
    town.bank.answer_letters(first, PAVEL, WORDS, Answer("", close=True))
    assert events(town, further) == ["received", "assigned", "opened", "answered", "closed"]
    dossier = town.bank.letter_dossier(further)
    assert [one["id"] for one in dossier["letters"] if one["from"] == "client"] == [first, further]
    assert own in {one["id"] for one in dossier["letters"]}
    assert dossier["state"] == "closed"
    acts = [(step["action"], step["actor"]) for step in dossier["steps"]]
    assert ("answered", OLGA) in acts
    assert acts[-1] == ("closed", PAVEL)
    with pytest.raises(NotAllowed, match="letter_closed"):
        town.bank.close_letters(first, OLGA)
    assert town.bank.audit() == []


def test_overdue_letters_rise_then_priority_then_the_clock(small_desk):
    town = small_desk
    other = ask(town, subject="Разное")
    town.time.forward(minutes=30)
    statement = ask(town, subject="Выписка", kind="statement")
    payment = ask(town, "bob", subject="Платёж", kind="payment")
    assert [one["thread"] for one in town.bank.letter_queue()] == [payment, statement, other]
    town.time.forward(hours=3, minutes=15)  # past the clock of the payment and of the statement alone
    found = [(one["thread"], one["overdue"]) for one in town.bank.letter_queue()]
    assert found == [(payment, True), (statement, True), (other, False)]
    town.time.forward(minutes=30)
    assert all(one["overdue"] for one in town.bank.letter_queue())
    assert "ПРОСРОЧЕНО" in letter_print.queue(town.bank.letter_queue(), "ru", {})


def test_nobody_answers_what_is_not_his_or_was_not_read(small_desk):
    town = small_desk
    thread = ask(town)
    with pytest.raises(NotAllowed, match="letter_not_taken"):
        town.bank.answer_letters(thread, OLGA, WORDS, NOTHING)
    town.bank.take_letters(thread, OLGA)
    assert town.bank.take_letters(thread, OLGA)["operator"] == OLGA  # again is no harm
    for act in (town.bank.take_letters, town.bank.release_letters, town.bank.close_letters):
        with pytest.raises(NotAllowed, match="letter_taken"):
            act(thread, PAVEL)
    with pytest.raises(NotAllowed, match="letter_taken"):
        town.bank.answer_letters(thread, PAVEL, WORDS, NOTHING)
    later = ask(town, thread=thread, body="И ещё вопрос")
    with pytest.raises(NotAllowed) as unseen:
        town.bank.answer_letters(thread, OLGA, WORDS, NOTHING)
    assert (unseen.value.code, unseen.value.facts["letter"]) == ("letter_unseen", later)
    town.bank.open_letters(thread, OLGA)
    town.bank.release_letters(thread, OLGA, "Уехала")
    town.bank.assign_letters(thread, PAVEL, "Начальник")
    with pytest.raises(NotAllowed, match="letter_unanswered"):
        town.bank.close_letters(thread, PAVEL)
    for wrong, code in (
        (Wording("  "), "letter_text_missing"),
        (Wording("а" * 10_001), "letter_text_long"),
        (Wording(template="no"), "letter_template_unknown"),
    ):
        with pytest.raises(BadInput, match=code):
            town.bank.answer_letters(thread, PAVEL, wrong, NOTHING)
    assert town.state(thread) == ("accepted", "")
    town.bank.answer_letters(thread, PAVEL, WORDS, NOTHING)
    assert [town.state(one)[0] for one in (thread, later)] == ["executed", "executed"]
    with pytest.raises(NotAllowed, match="letter_not_waiting"):
        town.bank.take_letters(thread, OLGA)
    with pytest.raises(BadInput, match="letter_thread_unknown"):
        town.bank.take_letters("no-such", OLGA)
    with pytest.raises(BadInput, match="operator_name"):
        town.bank.take_letters(thread, " \n ")


def test_a_thank_you_is_closed_with_a_note_that_the_client_reads(small_desk):
    town = small_desk
    thanks = ask(town, subject="Спасибо")
    town.bank.close_letters(thanks, OLGA, "Ответ не требуется")
    assert town.last_status("ann", thanks)["note"] == "Ответ не требуется"
    assert events(town, thanks) == ["received", "opened", "closed"]
    figures = town.bank.letter_statistics(TODAY, TODAY)
    assert (figures["closed_unanswered"], figures["answered"], figures["late"]) == (1, 0, 0)
    assert town.bank.audit() == []


def test_templates_are_filled_in_the_language_of_the_letter(small_desk):
    town = small_desk
    town.bank.keep_first_templates()
    town.bank.keep_first_templates()
    codes = Counter(one["code"] for one in town.bank.letter_templates())
    assert set(codes.values()) == {2}
    order = town.ann.pay()
    thread = ask(town, subject="{state} платежа", about=order)
    with pytest.raises(BadInput) as lacking:
        answer(town, thread, said=Wording(template="payment_state"))
    assert (lacking.value.code, lacking.value.facts["name"]) == ("letter_template_place", "state")
    answer(town, thread, said=Wording(template="payment_state", places={"state": "исполнен {bank}"}))
    body = letters(town)[-1]["body"]
    assert f"№ {town.document(order).number}" in body
    assert "исполнен {bank}" in body  # what is put in is no template
    assert OLGA in body
    english = ask(town, subject="Thanks", body="Please do it")
    town.bank.add_letter_template(Template("done", "en", "Done", "Done, {client}."), OLGA)
    answer(town, english, said=Wording(template="done"))
    assert letters(town)[-1]["body"] == 'Done, ООО "ann".'
    assert town.bank.remove_letter_template("done", "", PAVEL) == 2
    with pytest.raises(BadInput, match="letter_template_unknown"):
        town.bank.remove_letter_template("done", "", PAVEL)
    notes = [
        row.note for row in town.query(select(letter_step).where(letter_step.c.action == "template_removed"))
    ]
    assert any("Done, {client}." in note for note in notes)  # its words stay in the journal
    with pytest.raises(BadInput, match="letter_template_code"):
        town.bank.add_letter_template(Template("Две слова", "ru", "", "х"), OLGA)


def test_the_demo_answers_alone_only_what_no_operator_has_taken(small_town):
    town = small_town
    town.bank.load_directories()
    taken, free, released = (ask(town, subject=name, body="Как отозвать платёж?") for name in ("1", "2", "3"))
    town.bank.take_letters(taken, OLGA)
    town.bank.take_letters(released, OLGA)
    town.bank.release_letters(released, OLGA)
    for _ in range(3):
        town.run(seconds=PLAN.desk_answer)
    assert [town.state(one)[0] for one in (taken, free, released)] == ["accepted", "executed", "executed"]
    alone = [told for told in letters(town) if told["automatic"] == "2"]
    assert {told["in_reply_to"] for told in alone} == {free, released}
    assert all("учебный банк" in told["body"] and "Как отозвать платёж?" in told["body"] for told in alone)
    town.bank.set_desk(OLGA, ("08:00", "20:00"), 0)
    asked = ask(town)
    town.run(days=1)
    assert town.state(asked)[0] == "accepted"
    assert (town.bank.plan.desk_opens, town.bank.plan.desk_answer) == (time(8), 0)
    for hours, seconds in ((("20:00", "08:00"), None), (("x", "y"), None), (None, -1.0)):
        with pytest.raises(BadInput, match=r"letter_hours|letter_seconds"):
            town.bank.set_desk(OLGA, hours, seconds)


def test_clients_say_that_they_have_read_and_how_content_they_are(desk):
    town = desk
    thread = ask(town)
    ann, bob = ("ann", "ann-1"), ("bob", "bob-1")
    with pytest.raises(Conflict, match="letter_not_answered"):  # an acknowledgement is no answer
        town.bank.letter_mark(*ann, thread, LetterMark(mark=5))
    own = answer(town, thread)
    assert town.bank.letter_read(*ann, own)
    town.time.forward(minutes=1)
    assert town.bank.letter_read(*ann, own)
    assert not town.bank.letter_read(*bob, own)
    assert [(row["letter"], row["by"], row["at"]) for row in town.bank.letter_dossier(thread)["read"]] == [
        (own, "ann-1", clock.stamp(START))
    ]
    kept = town.bank.letter_mark(*ann, thread, LetterMark(mark=3, note="Долго"))
    assert kept.until == town.time.now + timedelta(days=1)
    assert town.bank.letter_mark(*bob, thread, LetterMark(mark=1)) is None
    for wrong in (LetterMark(mark=0), LetterMark(mark=6), LetterMark(mark=5, note="а" * 501)):
        with pytest.raises(BadInput, match="letter_mark_form"):
            town.bank.letter_mark(*ann, thread, wrong)
    town.time.forward(hours=23)
    assert town.bank.letter_mark(*ann, thread, LetterMark(mark=4)).until == kept.until
    town.time.forward(hours=2)
    assert (
        town.bank.letter_mark(*ann, thread, LetterMark(mark=4)).until == kept.until
    )  # the same again, at any time
    with pytest.raises(Conflict, match="letter_mark_closed"):
        town.bank.letter_mark(*ann, thread, LetterMark(mark=5))
    ask(town, thread=thread)
    answer(town, thread)
    assert (
        town.bank.letter_mark(*ann, thread, LetterMark(mark=5)).mark == 5
    )  # a later answer has a day of its own
    marks = [step["note"] for step in town.bank.letter_dossier(thread)["steps"] if step["action"] == "marked"]
    assert marks == ["3 Долго", "4", "5"]
    assert town.bank.audit() == []


def test_figures_of_the_desk(small_desk):
    town = small_desk
    waits = itertools.cycle((10, 30, 50, 200))
    for number in range(8):
        thread = ask(town, subject=str(number), kind=("payment", "statement")[number % 2])
        minutes = next(waits)
        town.time.forward(minutes=minutes)
        answer(town, thread, (OLGA, PAVEL)[number // 4])
        town.time.now = START
    late = ask(town, kind="payment")
    town.bank.letter_mark("ann", "ann-1", thread, LetterMark(mark=4))
    town.time.forward(hours=2)
    found = town.bank.letter_statistics(TODAY, TODAY)
    assert (found["received"], found["answered"], found["queue"], found["overdue_now"]) == (9, 8, 1, 1)
    assert (found["median_minutes"], found["p90_minutes"], found["within_hour_percent"]) == (
        30.0,
        200.0,
        75.0,
    )
    assert found["by_kind"]["payment"]["median_minutes"] == 10.0
    assert found["by_kind"]["payment"]["late"] == 1
    assert found["by_operator"][PAVEL]["answered"] == 4
    assert found["marks"] == {"count": 1, "mean": 4.0, "each": {"1": 0, "2": 0, "3": 0, "4": 1, "5": 0}}
    assert late in {one["thread"] for one in town.bank.letter_queue()}
    for language, word in (("ru", "медиана"), ("en", "median")):
        assert word in letter_print.statistics(found, language, {})
    empty = town.bank.letter_statistics(date(2026, 1, 1), date(2026, 1, 2))
    assert (empty["received"], empty["median_minutes"]) == (0, None)
    with pytest.raises(BadInput, match="letter_days"):
        town.bank.letter_statistics(TODAY, TODAY - timedelta(days=1))
