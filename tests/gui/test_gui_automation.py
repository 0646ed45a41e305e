"""What goes on by itself, as the user meets it: the bell, the list, the rules, exports, e-mail."""

import contextlib
import datetime as dt
import io
import json
import os
from decimal import Decimal

import pytest
from journal_kit import (  # noqa: F401 -- fixtures
    button,
    desk_fixture,
    dialogs,
    keyring_fixture,
    office_fixture,
    settle,
    texts,
    window_fixture,
)
from PySide6.QtTest import QTest
from real_desk import ACCOUNT, PASSPHRASE

from bsclient.gui import format as written
from bsclient.gui import tasks
from bsclient.gui.automation import exports, tray
from bsclient.gui.automation.export_editor import ExportDialog
from bsclient.gui.automation.exports import ExportsDialog
from bsclient.gui.automation.notice_list import NoticesDialog
from bsclient.gui.automation.rule_editor import RuleDialog
from bsclient.gui.automation.rules import RulesDialog
from bsclient.gui.widgets.dialogs import Message
from bsclient.services.exchange import unattended
from bsclient.services.exchange.delivery import SyncReport, Trouble
from bsclient.services.exports import files as folder_files
from bsclient.services.exports import folder_marks
from bsclient.services.exports.running import FileRow, Job, What, When
from bsclient.services.notices.telling import Kind, Rule
from bsclient.services.profiles import unlock
from bsclient.storage import ledger
from bsclient.storage.rows.statements import EntryRow


def entry(number, amount, *, credit=True):
    return EntryRow(
        id=f"e{number}", account=ACCOUNT, value_date=dt.date(2026, 11, 20),
        posted=dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC), credit=credit, amount=Decimal(amount), currency="RUB",
        balance_after=Decimal("12543890.45"), operation_type="01", document_id="", number=str(number),
        document_date=None, counterparty_name="ООО <b>«Лютик»</b>", counterparty_inn="", counterparty_kpp="",
        counterparty_account="", counterparty_bic="", counterparty_bank="", counterparty_corr_account="",
        purpose="Оплата по счёту 15", order={},
    )  # fmt: skip


def post(desk, *entries):
    with desk.place.store.write() as work:
        ledger.add_entries(work, entries)


def agent_of(window, qtbot):
    qtbot.waitUntil(lambda: hasattr(window, "_agent"), timeout=10000)  # it begins a second after the window
    settle()
    return window._agent


def only(kind):
    return next(each for each in dialogs() if isinstance(each, kind))


def test_the_bell_rings_and_the_list_opens_what_it_is_about(window, desk, qtbot):
    desk.notices.save(Rule(name="Поступления", kind=Kind.CREDIT, amount=Decimal("100.00")))
    window._work_by_itself()
    post(desk, entry(1, "5000.00"), entry(2, "99.00"))
    qtbot.waitUntil(lambda: "1" in window._status._bell.text(), timeout=10000)
    window._status.notices_asked.emit()
    assert tasks.wait_idle()
    settle()
    listed = only(NoticesDialog)
    row = listed.table.current_row()
    assert (row.code, row.subject, row.tray) == ("notice_credit", ACCOUNT, "given_up")  # no tray off screen
    listed._open()
    settle()
    assert window._host.page.title == "Statements"
    assert window._status._bell.text() == "Notifications"


def test_a_rule_is_made_changed_and_deleted(window, desk):
    rules = RulesDialog(window.shell)
    rules.open()
    settle()
    rules.add()
    editor = only(RuleDialog)
    assert editor.focusWidget() is editor.kind  # what one types goes into the first field
    editor.kind.setCurrentIndex(editor.kind.findData(Kind.BALANCE))
    editor.amount.setText("abc")
    editor._save()
    assert "100 000" in editor.error.text()
    editor.amount.setText("0")
    editor._save()
    settle()
    assert "Amount" in editor.error.text(), "no balance is below nothing"
    assert editor.focusWidget() is editor.amount
    editor.amount.setText("50 000,00")
    editor._save()
    settle()
    assert [(one.kind, one.amount, one.name) for one in desk.notices.rules()] == [
        (Kind.BALANCE, Decimal("50000.00"), "The balance is below")
    ]
    rules._switch()
    settle()
    assert not desk.notices.rules()[0].on
    rules.quiet.setChecked(True)
    rules.close()
    settle()
    assert desk.notices.quiet().on


def test_what_is_said_of_rules_and_notices_fits_them(window, desk):
    desk.notices.save(Rule(name="Ключ", kind=Kind.KEY, tray=False))
    desk.notices.save(Rule(name="Письма", kind=Kind.LETTER, mail=True))
    rules = RulesDialog(window.shell)
    rules.open()
    settle()
    assert texts(rules.table, "account") == ["", ""], "neither is of an account"
    assert sorted(texts(rules.table, "where")) == ["list only", "tray, e-mail (not set up)"]
    rules.close()


def test_the_tray_gets_no_markup_and_few_lines():
    said = tray.body(["<b>A & B</b>", "2", "3", "4", "5"])
    assert said.splitlines()[0] == "‹b›A ＆ B‹/b›"
    assert len(said.splitlines()) == 4


def test_an_export_is_made_run_and_logged(window, desk, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    post(desk, entry(1, "5000.00"))
    listed = ExportsDialog(window.shell)
    listed.open()
    settle()
    listed.add()
    editor = only(ExportDialog)
    assert all(f"{{{mark}}}" in editor.example.text() for mark in folder_files.MARKS)
    editor.name.setText("В 1С")
    editor.folder.setText("nowhere")
    editor._save()
    settle()
    assert "full path" in editor.error.text()
    editor.folder.setText(str(folder))
    editor.format.setCurrentIndex(editor.format.findData("csv"))
    editor.pattern.setText("{last4} {date}/..")
    editor._save()
    settle()
    assert listed.table.current_row().name == "В 1С"
    listed._run()
    settle()
    assert [path.name for path in folder.glob("[!.]*")] == [f"{ACCOUNT[-4:]} 2026-11-20_.csv"]
    assert listed.log.current_row().count == 1
    assert listed.log.current_row().sha256 in listed.words.text()
    folder.rename(tmp_path / "gone")
    listed._run()
    settle()
    assert desk.folder_exports.log()[0].code == "export_folder_missing"


def test_a_folder_that_is_another_one_now_is_told_and_may_be_chosen_anew(window, desk, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    post(desk, entry(1, "5000.00"))
    desk.folder_exports.save(Job(name="В 1С", folder=str(folder), since=dt.date(2026, 1, 1)))
    folder.rename(tmp_path / "away")
    folder.mkdir()
    listed = ExportsDialog(window.shell)
    listed.open()
    settle()
    listed._run()
    settle()
    assert "not the one that was chosen" in listed.words.text()
    for chosen in (False, True):
        listed._edit()
        editor = only(ExportDialog)
        if chosen:
            editor._chosen(str(folder))
        editor._save()
        settle()
        ran = desk.folder_exports.run(desk.folder_exports.jobs()[0].id)
        assert (ran.files, ran.error is None) == (int(chosen), chosen)


def ask_for_days(window):
    """Change the only export, in its window, to files of whole days."""
    listed = ExportsDialog(window.shell)
    listed.open()
    settle()
    listed._edit()
    editor = only(ExportDialog)
    editor.what.setCurrentIndex(editor.what.findData(What.DAY))
    editor._save()
    settle()


def test_an_export_that_has_written_nothing_is_changed_without_a_question(window, desk, tmp_path):
    kept = desk.folder_exports.save(Job(name="В 1С", folder=str(tmp_path), since=dt.date(2026, 1, 1)))
    assert desk.folder_exports.run(kept.id).files == 0
    ask_for_days(window)
    assert not [each for each in dialogs() if isinstance(each, Message)]
    assert desk.folder_exports.jobs()[0].what is What.DAY


def test_an_export_begins_anew_only_after_a_question(window, desk, tmp_path):
    kept = desk.folder_exports.save(Job(name="В 1С", folder=str(tmp_path), since=dt.date(2026, 1, 1)))
    post(desk, entry(1, "5000.00"))
    assert desk.folder_exports.run(kept.id).files == 1
    ask_for_days(window)
    assert desk.folder_exports.jobs()[0].what is What.NEW
    button(only(Message), "Begin anew").click()
    settle()
    assert desk.folder_exports.jobs()[0].what is What.DAY


def test_an_export_keeps_an_account_that_was_closed_since(window, desk, tmp_path):
    gone = "40702810000000000099"
    told = Job(name="В 1С", folder=str(tmp_path), since=dt.date(2026, 1, 1), accounts=(gone,))
    desk.folder_exports.save(told)
    listed = ExportsDialog(window.shell)
    listed.open()
    settle()
    listed._edit()
    editor = only(ExportDialog)
    editor.name.setText("Архив")
    editor._save()
    settle()
    assert [(one.name, one.accounts) for one in desk.folder_exports.jobs()] == [("Архив", (gone,))]


@pytest.mark.parametrize("deed", ["switch", "delete", "save"])
def test_a_run_that_hangs_does_not_hold_up_the_base(window, desk, qtbot, tmp_path, deed):
    desk.folder_exports.save(Job(name="В 1С", folder=str(tmp_path), since=dt.date(2026, 1, 1)))
    listed = ExportsDialog(window.shell)
    listed.open()
    settle()
    listed._edit()
    editor, answers = only(ExportDialog), []
    deeds = {
        "switch": listed._switch,
        "delete": lambda: listed._delete(listed.table.current_row()),
        "save": editor._save,
    }
    with desk.folder_exports._running:
        deeds[deed]()
        tasks.run(lambda: "signed", answers.append, lane=tasks.Lane.STORE)
        qtbot.waitUntil(lambda: answers == ["signed"], timeout=5000)
    settle()
    jobs = desk.folder_exports.jobs()
    assert [one.on for one in jobs] == {"switch": [False], "delete": [], "save": [True]}[deed]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a file whose reading hangs")
def test_a_share_that_hangs_holds_up_no_notice(window, desk, qtbot, tmp_path):
    made = desk.folder_exports.save(Job(name="В 1С", folder=str(tmp_path), since=dt.date(2026, 1, 1)))
    desk.notices.save(Rule(name="Поступления", kind=Kind.CREDIT, amount=Decimal("100.00")))
    agent = agent_of(window, qtbot)
    mark = tmp_path / folder_marks.name(made.id)
    mark.unlink()
    os.mkfifo(mark)
    try:
        agent.look()
        post(desk, entry(1, "5000.00"))
        qtbot.waitUntil(lambda: "1" in window._status._bell.text(), timeout=10000)
    finally:
        while tasks._alive:
            with contextlib.suppress(OSError):  # nobody reads
                os.close(os.open(mark, os.O_WRONLY | os.O_NONBLOCK))
            QTest.qWait(50)
    assert desk.folder_exports.log()[0].code == "export_folder_other"


def test_the_command_line_exports_after_its_session(office, tmp_path, monkeypatch, capsys):
    folder = tmp_path / "out"
    folder.mkdir()
    desk = office.desk()
    desk.folder_exports.save(Job(name="В 1С", folder=str(folder), since=dt.date(2026, 1, 1)))
    desk.folder_exports.save(Job(name="Диск", folder=str(folder), since=dt.date(2026, 1, 1), format="csv"))
    desk.notices.save(Rule(name="Связь", kind=Kind.SYNC))
    post(desk, entry(1, "5000.00"))
    desk.close()
    wanted = unattended.Wanted(office.profile.folder.parent, office.profile.id, "dir")
    for expected in ([1, 1], [0, 0]):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSPHRASE}\n"))
        assert unattended.synchronise(wanted, as_json=True, language="ru") == 1  # there is no bank
        told = json.loads(capsys.readouterr().out)
        assert [one["files"] for one in told["exports"]] == expected
        assert told["problems"]
    assert len(list(folder.glob("[!.]*"))) == 2
    desk = office.desk()
    assert [row.code for row in desk.notices.latest()] == ["notice_sync"]
    desk.close()


def test_what_was_missed_while_the_window_was_locked_is_made_up_once(window, desk, office, qtbot, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    agent = agent_of(window, qtbot)
    desk.notices.save(Rule(name="Поступления", kind=Kind.CREDIT, amount=Decimal("100.00")))
    desk.notices.save(Rule(name="Связь", kind=Kind.SYNC))
    desk.folder_exports.save(
        Job(name="В 1С", folder=str(folder), since=dt.date(2026, 1, 1), when=When.DAILY, at="13:00")
    )  # it is 12:30 in Moscow
    agent._timer.stop()
    post(desk, entry(1, "5000.00"))
    agent._soon.stop()  # the window is locked before it is looked at
    window.lock()
    settle()
    assert desk.place.store.suspended
    office.now += dt.timedelta(hours=30)  # two times of day go by
    agent._synchronised(SyncReport(0, 0, 0, 0, 0, 0, (Trouble("bank_unreachable"),), office.now, office.now))
    for _minute in range(3):
        agent.look()
        settle()
    assert list(folder.glob("[!.]*")) == []
    user = desk.place.user
    desk.resume(unlock(desk.place.profile, user, PASSPHRASE, office.clock))
    window._unlock()
    for _minute in range(3):
        agent.look()
        settle()
    assert len(list(folder.glob("[!.]*"))) == 1
    assert sorted(row.code for row in desk.notices.latest()) == ["notice_credit", "notice_sync"]
    assert [row.state for row in desk.folder_exports.log()] == ["done"]
    assert "2" in window._status._bell.text()


def test_sums_of_the_log_have_their_currency():
    columns = {column.key: column for column in exports._log_columns({})}
    row = FileRow(
        job="1", at=dt.datetime(2026, 11, 22, tzinfo=dt.UTC), state="done", account="", folder="/", name="a.txt",
        credits=Decimal("12000.00"), debits=Decimal("0.00"), currency="USD",
    )  # fmt: skip
    assert columns["credits"].text(row) == written.amount(Decimal("12000.00"), "USD")
    assert "$" in columns["debits"].text(row)
