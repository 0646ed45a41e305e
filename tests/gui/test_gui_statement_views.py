"""The views of the page of statements beside the operations: days, summary, turnover, forecast, check, search, files."""

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest
import statement_kit
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from real_desk import ACCOUNT
from statement_kit import DOLLARS, START, rows, turn

from bsclient.gui import format as written
from bsclient.gui import tasks
from bsclient.gui.statements import category_rules, turnover, views
from bsclient.gui.statements.expected import ExpectedIncome
from bsclient.gui.statements.page import StatementsPage
from bsclient.services.statements.categories import CategoryRule
from bsclient.storage import ledger
from bsclient.storage.rows.statements import EntryRow

desk, page, shell = statement_kit.desk, statement_kit.page, statement_kit.shell


def test_each_day_is_shown_and_opened(page, desk, qtbot):
    view = turn(page, "days")
    told = rows(view.table)
    assert [row.day for row in told] == [START + dt.timedelta(days=2 * at) for at in range(30)]
    for before, after in pairwise(told):
        assert before.closing == after.opening
    assert all(row.opening + row.credits - row.debits == row.closing for row in told)
    assert view.figures.shown()["Final days"] == "0 of 30"
    view.table.select_place(3)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert tasks.wait_idle()
    assert page.tabs.value() == "operations"
    assert (page.statement.start, page.statement.end) == (told[3].day, told[3].day)
    assert len(page.statement.entries) == told[3].count == 2


def test_tables_are_written_and_printed(page, tmp_path, shell):
    for key in ("days", "summary", "turnover"):
        view = turn(page, key)
        shown = view.tabular()
        for target in ("csv", "xlsx", "pdf"):
            view.write(shown, target, tmp_path / f"{key}.{target}")
        assert tasks.wait_idle()
        lines = (tmp_path / f"{key}.csv").read_text("utf-8-sig").splitlines()
        assert len(lines) == len(shown.rows) + 1
        assert (tmp_path / f"{key}.xlsx").read_bytes()[:2] == b"PK"
        assert (tmp_path / f"{key}.pdf").read_bytes().startswith(b"%PDF-")
        report = shown.report("made")
        assert len(report.rows) == len(shown.rows)
        assert all(len(row) == len(report.columns) for row in report.rows)
    assert [kind for _words, kind in shell.notices] == ["ok"] * 9


def test_the_summary_names_every_account_in_its_currency_or_in_one(page, desk):
    view = turn(page, "summary")
    assert page.account.isHidden()
    assert {(row.account, row.currency) for row in rows(view.table)} == {(ACCOUNT, "RUB"), (DOLLARS, "USD")}
    balance = next(each.balance for each in desk.statements.accounts() if each.number == DOLLARS)
    assert view.figures.shown()["USD: closing balance"] == written.amount(balance, "USD")
    view.currency.setCurrentIndex(view.currency.findData("USD"))
    assert tasks.wait_idle()
    told = {row.account: row.in_currency for row in rows(view.table)}
    assert told[DOLLARS] == balance
    whole = sum(each for each in told.values() if each is not None)
    assert view.figures.shown()["All together"] == written.amount(whole, "USD")
    view.table.opened.emit(next(row for row in rows(view.table) if row.account == DOLLARS))
    assert tasks.wait_idle()
    assert page.statement.account == DOLLARS


@pytest.mark.parametrize("by", ["counterparty", "category", "month"])
def test_a_row_of_turnover_leads_to_its_operations(page, qtbot, by):
    view = turn(page, "turnover")
    view.by.setCurrentIndex(view.by.findData(by))
    assert tasks.wait_idle()
    told = rows(view.table)
    assert sum(row.count for row in told) == 60
    assert sum(row.credits + row.debits for row in told) == sum(
        each.amount for each in page.statement.entries
    )
    assert abs(sum(row.share for row in told) - 1) < Decimal("0.01")
    assert max(sum(part for part, _role in view._bar(row)) for row in told) == 1
    view.table.select_place(1)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert tasks.wait_idle()
    assert len(view.entries.rows) == told[1].count
    assert sum(each.amount for each in view.entries.rows) == told[1].credits + told[1].debits
    days = [each.value_date for each in view.entries.rows]
    assert days == sorted(days, reverse=True)
    entry = view.entries.rows[-1]
    view.entries.table.select_place(len(days) - 1)
    qtbot.keyClick(view.entries.table, Qt.Key.Key_Return)
    view.entries.details.place.click()
    assert tasks.wait_idle()
    assert page.tabs.value() == "operations"
    assert page.operations.details.entry == entry


def test_months_and_categories_are_said_in_words(page):
    view = turn(page, "turnover")
    view.by.setCurrentIndex(view.by.findData("month"))
    assert tasks.wait_idle()
    assert [turnover.titled(row) for row in rows(view.table)] == ["September 2026", "October 2026"]
    view.by.setCurrentIndex(view.by.findData("category"))
    assert tasks.wait_idle()
    assert {"Rent", "Utilities and communication"} <= {turnover.titled(row) for row in rows(view.table)}


def test_rules_of_categories_are_edited_undone_and_taken_back(page, desk, shell, qtbot):
    before = desk.categories.rules()
    editor = category_rules.CategoryRules(shell, lambda: None)
    editor.open()
    assert tasks.wait_idle()
    editor.add()
    qtbot.keyClick(editor.name, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(editor.name, "Office")
    editor.words.setPlainText("аренда помещения\n")
    editor.shift(-1)
    assert [rule.name for rule in editor.rules[:2]] == ["Office", before[0].name]
    editor.undo()
    assert [rule.name for rule in editor.rules[:2]] == [before[0].name, "Office"]
    editor.shift(-1)
    editor.save.click()
    assert tasks.wait_idle()
    kept = desk.categories.rules()
    assert (kept[0].name, kept[0].words) == ("Office", ("аренда помещения",))
    assert [rule.name for rule in kept[1:]] == [rule.name for rule in before]
    shell.link[1]()
    assert tasks.wait_idle()
    assert [rule.name for rule in desk.categories.rules()] == [rule.name for rule in before]


def test_a_rule_that_means_nothing_is_refused_in_words(page, desk, shell):
    editor = category_rules.CategoryRules(shell, lambda: None)
    editor.open()
    assert tasks.wait_idle()
    before = desk.categories.rules()
    editor._put((CategoryRule("Empty"), *editor.rules), 0)
    editor.save.click()
    assert tasks.wait_idle()
    assert "Empty" in editor.error.text()
    assert desk.categories.rules() == before
    editor.undo()


def test_the_forecast_goes_on_from_the_history_and_counts_what_is_expected(page, desk, shell):
    view = turn(page, "forecast")
    told = view.outlook
    assert told.days[told.ahead].balance == told.days[told.ahead - 1].balance == told.forecast.opening
    assert len(told.days) == 2 * told.ahead
    dialog = ExpectedIncome(view.ground, ACCOUNT, view.read)
    dialog.open()
    assert tasks.wait_idle()
    dialog.name.setText("Покупатель")
    dialog.amount.setText("не сумма")
    dialog.save.click()
    assert dialog.error.text() == "This is not an amount"
    dialog.amount.setText("5000,00")
    dialog.day.setDate(dialog.day.date().addDays(3))
    dialog.save.click()
    assert tasks.wait_idle()
    (item,) = rows(view.table)
    assert (item.source, item.amount, item.name) == ("expected", Decimal("5000.00"), "Покупатель")
    assert view.outlook.forecast.points[-1].balance == told.forecast.opening + item.amount
    assert view.chart.lowest() == view.outlook.ahead
    blank = view.chart.grab().toImage()
    dialog.table.select_place(0)
    dialog.remove()
    assert tasks.wait_idle()
    assert rows(view.table) == []
    assert view.chart.grab().toImage() != blank
    shell.link[1]()
    assert tasks.wait_idle()
    assert [each.name for each in desk.expectations.list()] == ["Покупатель"]


def test_search_finds_any_fragment_newest_first_and_goes_on_as_one_scrolls(page, qtbot):
    view = turn(page, "search")
    assert page.account.value() == "*"
    view.search.setText("аренда")
    view.search.returnPressed.emit()
    assert tasks.wait_idle()
    assert view.list.rows
    assert all("Аренда" in each.purpose for each in view.list.rows)
    assert {each.account for each in view.list.rows} == {ACCOUNT, DOLLARS}
    assert view.found.text() == f"Found: {len(view.list.rows)}"
    days = [each.value_date for each in view.list.rows]
    assert days == sorted(days, reverse=True)
    small = view.ground.desk.entry_search
    view.list.start(lambda before: small.search("сч", None, before, limit=15))
    assert tasks.wait_idle()
    first = len(view.list.rows)
    assert 15 <= first < 60
    while not view.found.text().startswith("Found"):
        view.list.table.scrollToBottom()
        assert tasks.wait_idle()
    assert len({each.id for each in view.list.rows}) == len(view.list.rows) == 40


def test_the_check_says_that_everything_agrees_and_what_does_not(page, desk, shell):
    view = turn(page, "health")
    gaps = [row for row in view.findings if row.code == "health_gap"]
    assert not gaps
    day = dt.date(2026, 11, 10)
    wrong = EntryRow(
        id="wrong", account=DOLLARS, value_date=day, posted=dt.datetime.combine(day, dt.time(9), dt.UTC),
        credit=True, amount=Decimal("5.00"), currency="USD", balance_after=Decimal("1.00"), number="900",
    )  # fmt: skip
    with desk.place.store.write() as work:
        ledger.add_entries(work, [wrong])
    view.read()
    assert tasks.wait_idle()
    found = next(row for row in rows(view.table) if row.account == DOLLARS and row.day == day)
    view.table.select_place(rows(view.table).index(found))
    assert view.said.text()
    assert view.mend.text()
    assert view.ask_button.isEnabled()
    view.table.opened.emit(found)
    assert tasks.wait_idle()
    assert (page.statement.account, page.statement.start) == (DOLLARS, day)
    page.period.set_days(dt.date(2025, 1, 1), dt.date(2025, 1, 31))
    view = turn(page, "health")
    assert view.calm.isVisible()
    assert "01/01/2025" in view.calm.about.text()


def test_view_account_and_period_are_remembered(page, desk, shell, qtbot):
    page.account.setCurrentIndex(page.account.findData(DOLLARS))
    page.account.activated.emit(page.account.currentIndex())
    page.period.set_days(dt.date(2026, 10, 1), dt.date(2026, 10, 9))
    turn(page, "days")
    again = StatementsPage(desk, shell)
    qtbot.addWidget(again)
    again.open()
    assert tasks.wait_idle()
    assert again.tabs.value() == "days"
    assert again.account.value() == DOLLARS
    assert again.period.value() == (dt.date(2026, 10, 1), dt.date(2026, 10, 9))
    assert rows(again.view.table)


def test_keys_turn_the_views(page, qtbot):
    page.activateWindow()
    page.operations.table.setFocus()
    qtbot.waitUntil(page.operations.table.hasFocus)
    for key, view in (
        (Qt.Key.Key_PageDown, "days"),
        (Qt.Key.Key_PageUp, "operations"),
        (Qt.Key.Key_PageUp, "search"),
    ):
        qtbot.keyClick(QApplication.focusWidget(), key, Qt.KeyboardModifier.ControlModifier)
        assert tasks.wait_idle()
        assert page.tabs.value() == view
        page.view.setFocus()


def test_each_view_fits_a_small_window(page):
    page.resize(600, 300)
    for key in ("operations", "days", "summary", "turnover", "forecast", "health", "search"):
        turn(page, key)
        assert page.width() == 600
        assert page.minimumSizeHint().width() <= 600


def test_the_view_that_is_turned_to_has_the_keyboard(page, qtbot):
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.setFocus()
    assert page.operations.table.hasFocus()
    for key in ("days", "summary", "turnover", "forecast", "health", "search"):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        assert page.tabs.value() == key
        assert tasks.wait_idle()
        assert page.view.isAncestorOf(QApplication.focusWidget()) or key == "search"
    assert page.view.search.hasFocus()


def test_enter_goes_from_the_search_into_its_first_row(page, qtbot):
    view = turn(page, "search")
    view.search.setText("1")
    view.read()
    assert tasks.wait_idle()
    assert view.list.rows
    qtbot.keyClick(view.search, Qt.Key.Key_Return)
    assert view.list.table.current_row() is view.list.rows[0]


def test_changed_rules_are_not_thrown_away_unasked(page, shell, qtbot):
    editor = category_rules.CategoryRules(shell, lambda: None)
    editor.open()
    assert tasks.wait_idle()
    editor.add()
    editor.reject()
    assert editor.isVisible()
    (question,) = [each for each in statement_kit.dialogs() if each is not editor]
    question.reject()
    editor.undo()
    with qtbot.waitSignal(editor.destroyed):
        editor.reject()


def test_accounts_of_findings_and_of_found_operations_begin_with_what_tells_them_apart(page):
    health, search = turn(page, "health"), turn(page, "search")
    search.search.setText("1")
    search.read()
    assert tasks.wait_idle()
    tails = {account.number[-4:] for account in page._accounts}
    assert {health._name(account.number)[1:5] for account in page._accounts if account.name} <= tails
    column = next(each for each in search.list.table.paged.columns if each.key == "own_account")
    assert column.text(search.list.rows[0]).startswith(f"…{search.list.rows[0].account[-4:]} ")


def test_no_part_of_a_view_is_shown_as_a_window_of_its_own(page, qtbot):
    stray = []

    class Watch(QObject):
        def eventFilter(self, watched, event):
            if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                stray.append(watched)
            return False

    watch = Watch()
    QApplication.instance().installEventFilter(watch)
    try:
        for key in views.TITLES:
            turn(page, key)
    finally:
        QApplication.instance().removeEventFilter(watch)
    assert stray == []
