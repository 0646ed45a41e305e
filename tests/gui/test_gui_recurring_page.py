"""The calendar of documents: a rule is typed and shown as days, drafts are made once a day, the forecast follows."""

import datetime as dt
from types import SimpleNamespace

from journal_kit import (  # noqa: F401 -- fixtures
    button,
    desk_fixture,
    dialog,
    keyring_fixture,
    notice,
    office_fixture,
    page_of,
    settle,
    texts,
    window_fixture,
)
from real_desk import ACCOUNT

from bsclient.gui.recurring.daily import Daily
from bsclient.gui.recurring.document_dialog import DocumentDialog
from bsclient.gui.recurring.rule_dialog import RuleDialog
from bsclient.gui.recurring.rule_words import raw_of, rule_of
from bsclient.gui.widgets.dialogs import Message
from bsclient.services.documents.calendar import Every, Rule, Shift

MONTHLY = Rule(every=Every.MONTH, start=dt.date(2026, 11, 25), day=25, shift=Shift.BEFORE)


def kept(office, desk, name="Аренда", rule=MONTHLY):
    return desk.recurring.add(name, "payment_order", office.payment(desk).raw, rule)


def test_a_rule_is_the_same_after_it_was_shown():
    weekly = Rule(every=Every.WEEK, start=dt.date(2026, 11, 20), weekday=2, interval=3, times=4)
    for rule in (MONTHLY, weekly):
        assert rule_of({name: str(value) for name, value in raw_of("x", rule).items()}) == rule


def test_a_document_of_the_journal_is_repeated(office, desk, window):
    draft = office.payment(desk)
    page = page_of(window, "payments", id=draft.id)
    page.actions_of.by_id["repeat"].trigger()
    settle()
    asked = dialog(RuleDialog)
    asked.form.put({"name": "Аренда", "every": "week", "weekday": "0", "start": "2026-11-20"})
    settle()
    assert "23/11/2026, 30/11/2026" in asked.days.text()
    button(asked, "Save").click()
    settle()
    (schedule,) = desk.recurring.list()
    assert (schedule.name, schedule.rule.every, schedule.next_day) == (
        "Аренда",
        Every.WEEK,
        dt.date(2026, 11, 23),
    )
    assert "Аренда" in notice(window)


def test_a_rule_that_is_none_is_not_kept(office, desk, window):
    draft = office.payment(desk)
    asked = RuleDialog.of_draft(desk, window.shell, draft)
    asked.open()
    asked.form.put({"start": "2026-11-20", "end": "2026-11-01", "month_day": "40"})
    settle()
    button(asked, "Save").click()
    settle()
    assert desk.recurring.list() == []
    assert "month_day" in {problem.field for problem in asked.form.problems()}
    asked.form.put({"month_day": "5"})
    settle()
    button(asked, "Save").click()
    settle()
    assert asked.error.isVisible()
    asked.reject()


def test_the_page_tells_when_and_what_is_left(office, desk, window):
    kept(office, desk)
    page = page_of(window, "recurring")
    assert texts(page.table, "name") == ["Аренда"]
    assert texts(page.table, "next") == ["25/11/2026"]
    assert "every month, on day 25" in texts(page.table, "rule")[0]
    assert page.forecast.account.value() == ACCOUNT
    assert texts(page.forecast.table, "amount")[0].endswith("12,500.00")
    assert "lowest" in page.forecast.summary.text()


def test_a_schedule_rests_skips_and_goes(office, desk, window):
    kept(office, desk)
    page = page_of(window, "recurring")
    page.pause()
    settle()
    assert texts(page.table, "next") == ["Paused"]
    page.pause()
    settle()
    page.ask_skip()
    button(dialog(Message), "Skip").click()
    settle()
    assert texts(page.table, "next") == ["25/12/2026"]
    page.ask_delete()
    button(dialog(Message), "Delete").click()
    settle()
    assert desk.recurring.list() == []


def test_what_the_calendar_makes_can_be_changed(office, desk, window):
    kept(office, desk)
    page = page_of(window, "recurring")
    page.edit_document()
    settle()
    asked = dialog(DocumentDialog)
    asked.form.put({"amount": "777.00", "purpose": "Аренда за {month}. Без НДС"})
    button(asked, "Continue").click()
    settle()
    (schedule,) = desk.recurring.list()
    assert schedule.raw["amount"] == "777.00"


def test_due_drafts_are_made_when_the_page_opens(office, desk, window):
    kept(office, desk, rule=Rule(every=Every.MONTH, start=dt.date(2026, 11, 1), day=20))
    page_of(window, "recurring")
    assert "1 draft" in notice(window)
    page = page_of(window, "documents")
    assert texts(page.table, "state").count("Created") == 2
    page_of(window, "recurring")
    assert page_of(window, "documents").table.paged.rowCount() == 2


def test_a_day_is_looked_at_once():
    asked = []
    place = SimpleNamespace(today=dt.date(2026, 11, 20))
    recurring = SimpleNamespace(make_due=lambda: asked.append(place.today) or ())

    class Shell:
        desk = SimpleNamespace(place=place, recurring=recurring)

        def run_task(self, work, done, _failed=None):
            done(work())
            return SimpleNamespace(owned_by=lambda _owner: None)

    daily = Daily(Shell(), None)
    daily.look()
    daily.look()
    place.today = dt.date(2026, 11, 21)
    daily.look()
    assert asked == [dt.date(2026, 11, 20), dt.date(2026, 11, 21)]
