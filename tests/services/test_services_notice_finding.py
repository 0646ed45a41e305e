"""What rules of notifications find: many at one instant, letters, keys that end, payments before the cut-off."""

import dataclasses
import datetime as dt

import pytest
from local_kit import NOW, OTHER, OWN, PAYEE, SENT, happen, keyed, office, save
from people_kit import make_profile

from bsclient import clock
from bsclient.bank.bankclock import Plan
from bsclient.bank.information import cutoff_book
from bsclient.domain.states import By, Event
from bsclient.services.notices import words as notice_words
from bsclient.services.notices.telling import Kind, Notices, Rule
from bsclient.storage import happenings


@pytest.fixture
def desk(tmp_path):
    opened = office(tmp_path)
    yield opened
    opened.close()


def copies(desk, document_id, count):
    """Put copies of a document beside it, all of the same instant."""
    with desk.store.write() as work:
        columns = [row[1] for row in work.all("PRAGMA table_info(document)") if row[1] not in {"row", "id"}]
        names = ", ".join(f'"{name}"' for name in columns)
        work.run(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
            f" INSERT INTO document (id, {names}) SELECT 'copy' || i, {names} FROM document, n WHERE id = ?",
            (count, document_id),
        )


def letters(desk, count, at=NOW):
    with desk.store.write() as work:
        work.run_many(
            "INSERT INTO letter (id, thread, at, author, subject, body, canonical, signature)"
            " VALUES (?, ?, ?, 'Банк', 'Тема', 'Текст', x'00', x'00')",
            [(f"l{number}", f"l{number}", clock.stamp(at)) for number in range(count)],
        )


def looks(notices, count):
    return [notices.look().unread for _ in range(count)]


def test_many_outcomes_of_one_instant_are_all_told_once_and_a_later_one_too(desk):
    first, second = save(desk), save(desk)
    notices = Notices(desk.place)
    notices.save(Rule(name="Все", kind=Kind.STATUS, outcomes=("executed", "rejected")))
    happen(desk, first.id, *SENT, (Event.EXECUTE, By.BANK, 5))
    copies(desk, first.id, 299)
    desk.clock.time += dt.timedelta(minutes=1)
    assert looks(notices, 3) == [200, 300, 300]
    desk.clock.time += dt.timedelta(hours=1)
    happen(desk, second.id, *SENT, (Event.REJECT, By.BANK, 7))
    assert looks(notices, 2) == [301, 301]
    assert notices.latest()[0].subject == second.id


def test_a_second_rule_is_told_what_the_first_one_was(desk):
    draft = save(desk)
    notices = Notices(desk.place)
    for name in ("Первое", "Второе"):
        notices.save(Rule(name=name, kind=Kind.STATUS, outcomes=("executed",)))
    happen(desk, draft.id, *SENT, (Event.EXECUTE, By.BANK, 5))
    assert looks(notices, 2) == [2, 2]


def test_more_letters_than_go_at_once_are_all_told_once(desk):
    notices = Notices(desk.place)
    notices.save(Rule(name="Письма", kind=Kind.LETTER))
    letters(desk, 250)
    assert looks(notices, 3) == [200, 250, 250]
    assert notices.latest()[0].code == "notice_letter"


def test_letters_of_before_the_rule_are_no_news(desk):
    letters(desk, 3, NOW - dt.timedelta(days=1))
    notices = Notices(desk.place)
    notices.save(Rule(name="Письма", kind=Kind.LETTER))
    assert looks(notices, 1) == [0]


def test_what_was_told_is_looked_up_by_its_index(desk):
    for question, count in ((happenings.OUTCOMES, 6), (happenings.LETTERS, 3)):
        with desk.store.read() as reader:
            plan = " / ".join(row[3] for row in reader.all("EXPLAIN QUERY PLAN " + question, ("",) * count))
        assert "SEARCH n USING COVERING INDEX sqlite_autoindex_notice_1 (rule=? AND happening=?)" in plan
        assert ("document_outcome (updated>?)" in plan) is (question is happenings.OUTCOMES)


def test_a_key_is_told_of_at_each_step_and_when_it_has_ended(desk, tmp_path):
    person = make_profile(tmp_path / "people").user("dir")
    end = person.certificate.not_after
    notices = Notices(dataclasses.replace(desk.place, user=person))
    notices.save(Rule(name="Ключ", kind=Kind.KEY, days=14))
    told = []
    for left in (dt.timedelta(days=15), dt.timedelta(days=14), dt.timedelta(days=10), dt.timedelta(days=3, hours=1),
                 dt.timedelta(hours=5), dt.timedelta(), dt.timedelta(days=-30)):  # fmt: skip
        desk.clock.time = end - left
        told.append(notices.look().unread)
    assert told == [0, 1, 1, 2, 3, 4, 4]
    said = [notice_words.words(row.code, row.facts, "ru") for row in reversed(notices.latest())]
    day = end.astimezone(clock.MOSCOW).strftime("%d.%m.%Y")
    assert said[0] == f"Срок действия ключа подписи истекает {day}, полных дней осталось: 14."
    assert said[2] == f"Срок действия ключа подписи истекает {day}, полных дней осталось: 0."
    assert said[3] == f"Срок действия ключа подписи истёк {day}."


@pytest.mark.parametrize(("time", "told"), [((9, 30), 0), ((9, 50), 1), ((10, 59), 1), ((11, 0), 0)], ids=str)
def test_payments_without_a_signature_are_told_before_the_cut_off(desk, time, told):
    """The last run of the clearing is at 11:00, handling takes seconds; within the bank payments wait for none."""
    desk.place.books.offered(cutoff_book.NAME, "1", cutoff_book.book(Plan(clearing=(dt.time(11),))))
    notices = Notices(desk.place)
    notices.save(Rule(name="Время", kind=Kind.CUT_OFF, account=OWN, minutes=75))
    elsewhere = {
        "payee_bic": "044525974", "payee_corr_account": "30101810145250000974",
        "payee_account": keyed("044525974", PAYEE), "amount": "70.00",
    }  # fmt: skip
    for changes in (elsewhere, elsewhere, elsewhere | {"payer_account": OTHER}, {}):
        save(desk, **changes)
    signed = save(desk, **elsewhere)
    happen(desk, signed.id, *SENT)
    desk.clock.time = dt.datetime.combine(NOW.date(), dt.time(*time), clock.MOSCOW)
    assert looks(notices, 2) == [told] * 2
    if told:
        facts = notices.latest()[0].facts
        assert (facts["count"], facts["amount"], facts["time"]) == ("2", "140.00", "10:59")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("notice_executed", "Документ № 7 исполнен."),
        ("notice_rejected", "Банк отклонил документ № 7."),
        ("notice_waiting", "Документ № 7 ожидает в банке."),
        ("notice_recalled", "Документ № 7 отозван."),
    ],
)
def test_a_document_without_an_amount_is_told_without_one(code, said):
    facts = {"number": "7", "amount": "", "currency": "", "name": ""}
    for amounts in (True, False):
        assert notice_words.words(code, facts, "ru", amounts=amounts) == said
    whole = notice_words.words(code, facts | {"amount": "5.00", "currency": "RUB"}, "ru")
    assert "на 5,00\u00a0RUB" in whole
