"""Rules of notifications over a real base: each happening once, also after a restart; quiet hours; sentences."""

import dataclasses
import datetime as dt
from decimal import Decimal

import msgspec
import pytest
from local_kit import OTHER, OWN, account, happen, office, save

from bsclient.domain.states import By, Event
from bsclient.errors import BadInput
from bsclient.protocol.messages import EntryData
from bsclient.services.exchange.delivery import SyncReport, Trouble
from bsclient.services.notices import words as notice_words
from bsclient.services.notices.telling import Kind, Notices, Quiet, Rule
from bsclient.storage import entry_intake, ledger
from bsclient.storage.rows.statements import EntryRow


@pytest.fixture
def desk(tmp_path):
    opened = office(tmp_path)
    yield opened
    opened.close()


def entry(number, amount, *, credit=True, of=OWN):
    return EntryRow(
        id=f"e{number}", account=of, value_date=dt.date(2026, 11, 20), posted=dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC),
        credit=credit, amount=Decimal(amount), currency="RUB", balance_after=Decimal("5.00"), operation_type="01",
        document_id="", number=str(number), document_date=None, counterparty_name="ООО «Лютик»", counterparty_inn="",
        counterparty_kpp="", counterparty_account="", counterparty_bic="", counterparty_bank="",
        counterparty_corr_account="", purpose="Оплата", order={},
    )  # fmt: skip


def post(desk, *entries):
    with desk.store.write() as work:
        ledger.add_entries(work, entries)


def balance(desk, number, amount):
    with desk.store.write() as work:
        ledger.put_account(work, account(number, amount))


def codes(notices):
    return [row.code for row in notices.latest()]


def test_entries_are_told_once_from_the_amount_on(desk):
    post(desk, entry(1, "900.00"))
    notices = Notices(desk.place)
    notices.save(Rule(name="Крупные", kind=Kind.CREDIT, amount=Decimal("100.00")))
    assert notices.look().unread == 0  # older than the rule
    post(
        desk,
        entry(2, "99.99"),
        entry(3, "100.00"),
        entry(4, "500.00", credit=False),
        entry(5, "7000.00", of=OTHER),
    )
    bell = notices.look()
    assert [row.happening for row in notices.latest()] == ["e5", "e3"]
    assert (bell.unread, [row.happening for row in bell.tray]) == (2, ["e3", "e5"])
    again = Notices(desk.place)  # a restart
    assert again.look().unread == 2
    again.shown(bell.tray, there=True)
    assert again.look().tray == ()
    again.read_all(max(row.seq for row in again.latest()))
    assert again.look().unread == 0


def test_a_balance_is_told_when_it_falls_and_again_after_it_rose(desk):
    notices = Notices(desk.place)
    notices.save(Rule(name="Мало", kind=Kind.BALANCE, account=OWN, amount=Decimal("50000.00")))
    assert notices.look().unread == 0
    for amount, told in (("49999.99", 1), ("10.00", 1), ("50000.00", 1), ("49999.00", 2)):
        desk.clock.time += dt.timedelta(minutes=1)
        balance(desk, OWN, amount)
        assert notices.look().unread == told
    assert codes(notices) == ["notice_balance"] * 2


def test_outcomes_of_documents(desk):
    draft = save(desk)
    notices = Notices(desk.place)
    notices.save(Rule(name="Отказы", kind=Kind.STATUS, outcomes=("rejected",)))
    steps = [
        (Event.SIGN_LAST, By.USER),
        (Event.QUEUE, By.USER),
        (Event.SEND, By.CLIENT),
        (Event.RECEIVE, By.BANK),
    ]
    happen(desk, draft.id, *[(event, by, 0) for event, by in steps])
    assert notices.look().unread == 0
    desk.clock.time += dt.timedelta(hours=5)
    happen(desk, draft.id, (Event.REJECT, By.BANK, 7))
    assert notices.look().unread == 1
    desk.clock.time += dt.timedelta(minutes=1)
    assert notices.look().unread == 1
    assert notices.latest()[0].subject == draft.id


def test_a_failing_line_is_told_once_until_it_works(desk):
    notices = Notices(desk.place)
    notices.save(Rule(name="Связь", kind=Kind.SYNC))
    bad = SyncReport(0, 0, 0, 0, 0, 0, (Trouble("bank_silent"),), desk.clock(), desk.clock())
    good = SyncReport(0, 0, 0, 0, 0, 0, (), desk.clock(), desk.clock())
    for report, told in ((bad, 1), (bad, 1), (good, 1), (bad, 2)):
        desk.clock.time += dt.timedelta(minutes=1)
        notices.synchronised(report)
        assert notices.unread() == told


def test_quiet_hours_keep_the_tray_waiting(desk):
    notices = Notices(desk.place)
    notices.save(Rule(name="Все", kind=Kind.CREDIT))
    notices.keep_quiet(Quiet(start="22:00", end="13:00", on=True))  # 12:30 in Moscow
    post(desk, entry(1, "1.00"))
    assert (notices.look().unread, notices.look().tray) == (1, ())
    desk.clock.time += dt.timedelta(minutes=31)
    assert [row.happening for row in notices.look().tray] == ["e1"]
    with pytest.raises(BadInput, match="notice_quiet_hours"):
        notices.keep_quiet(Quiet(start="25:00"))


def test_a_changed_rule_begins_anew_and_a_renamed_one_does_not(desk):
    notices = Notices(desk.place)
    rule = notices.save(Rule(name="  Все \n поступления ", kind=Kind.CREDIT, amount=Decimal("1000.00")))
    assert rule.name == "Все поступления"
    post(desk, entry(1, "5.00"), entry(2, "1000.00"))
    notices.save(msgspec.structs.replace(rule, name="Другие"))
    assert notices.look().unread == 1
    notices.save(msgspec.structs.replace(rule, amount=Decimal("1.00")))
    assert notices.look().unread == 1  # what was there before is not told
    notices.delete(rule.id)
    post(desk, entry(3, "5000.00"))
    assert notices.look().unread == 1
    assert notices.rules() == []
    for wrong in (Rule(), Rule(name="x", amount=Decimal(-1)), Rule(name="x", kind=Kind.STATUS, outcomes=())):
        with pytest.raises(BadInput):
            notices.save(wrong)


def test_sentences_hide_amounts_outside():
    facts = {"account": OWN, "amount": "1234567.80", "currency": "RUB", "name": "ООО\n«Лютик»"}
    said = notice_words.words("notice_credit", facts, "ru")
    assert "1\u00a0234\u00a0567,80\u00a0RUB" in said
    assert "ООО «Лютик»" in said
    assert OWN not in said
    assert "1" not in notice_words.words("notice_credit", facts | {"account": "0000"}, "ru", amounts=False)


def test_entries_of_files_of_other_banks_are_no_news(desk):
    """What a statement file of another bank tells happened long ago; a rule for all accounts means those here."""
    notices = Notices(desk.place)
    notices.save(Rule(name="Все", kind=Kind.CREDIT, amount=Decimal("1.00")))
    there = "40702810900000000777"
    with desk.store.write() as work:
        ledger.put_account(work, dataclasses.replace(account(there, "10.00"), source=ledger.FILE))
    post(desk, entry(8, "10.00", of=there), entry(9, "20.00"))
    notices.look()
    assert [row.happening for row in notices.latest()] == ["e9"]


def test_entries_that_a_late_one_moves_are_not_told_again(desk):
    def told(number):
        return entry_intake.row_of(EntryData(
            entry_id=str(number), account=OWN, value_date="2026-11-20", posted=dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC),
            credit=True, amount="10.00", currency="RUB", balance_after="5.00", operation_type="01",
        ))  # fmt: skip

    with desk.store.write() as work:
        entry_intake.add(work, [told(1), told(3)])
    notices = Notices(desk.place)
    notices.save(Rule(name="Все", kind=Kind.CREDIT, amount=Decimal("1.00")))
    with desk.store.write() as work:
        entry_intake.merge(work, OWN, [told(1), told(2), told(3)], "bank")
    notices.look()
    assert [row.happening for row in notices.latest()] == [f"2/{OWN}"]
