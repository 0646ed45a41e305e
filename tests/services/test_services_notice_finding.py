"""What rules of notifications find: many at one instant, letters, keys that end, payments before the cut-off."""

import datetime as dt

import pytest
from local_kit import NOW, SENT, happen, office, save

from bsclient import clock
from bsclient.domain.states import By, Event
from bsclient.services.notices import Kind, Notices, Rule
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
