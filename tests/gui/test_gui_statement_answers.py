"""Views of statements whose answers come late or not at all: what stands there is what was asked for, or nothing."""

import datetime as dt
from decimal import Decimal

import pytest
import statement_kit
import test_gui_statement_retries as retries
from PySide6.QtTest import QTest
from real_desk import ACCOUNT
from statement_kit import DOLLARS, dialogs, rows, turn

from bsclient.gui import tasks
from bsclient.gui.statements.category_rules import CategoryRules
from bsclient.gui.statements.expected import ExpectedIncome
from bsclient.gui.widgets import filters
from bsclient.storage import ledger
from bsclient.storage.rows.statements import EntryRow

desk, page, shell = statement_kit.desk, statement_kit.page, statement_kit.shell
hold, fail = retries.hold, retries.fail


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """Searches do not wait for a pause in typing."""
    monkeypatch.setattr(filters, "_PAUSE_MS", 0)


def choose(page, account):
    page.account.setCurrentIndex(page.account.findData(account))
    page.account.activated.emit(page.account.currentIndex())


def test_a_list_that_is_narrowed_while_another_account_is_read_is_of_that_account(page, hold):
    view = page.operations
    late = hold()
    choose(page, DOLLARS)
    view.table.order_asked.emit("debit", True)
    view.search.setText("МТС")
    QTest.qWait(20)
    late.set()
    assert tasks.wait_idle()
    assert view.statement.account == DOLLARS
    found = rows(view.table)
    assert {row.account for row in found} == {DOLLARS}
    assert {row.counterparty_name for row in found} == {"ПАО «МТС»"}


def test_the_same_words_are_searched_for_again_after_all_were_shown(page):
    view = page.operations
    for _time in range(2):
        view.search.setText("МТС")
        QTest.qWait(20)
        assert tasks.wait_idle()
        assert len(rows(view.table)) == 20
        view.hidden.cleared.emit()
        assert tasks.wait_idle()
        assert (view.search.value(), len(rows(view.table))) == ("", 60)


def test_words_that_another_page_gave_can_be_taken_away(page):
    page.open(view="search", find="МТС")
    assert tasks.wait_idle()
    view = page.view
    assert view.list.rows
    view.search.clear()
    QTest.qWait(20)
    assert tasks.wait_idle()
    assert not view.list.rows


def test_nothing_is_left_of_an_account_when_another_cannot_be_read(page, shell, fail):
    view = page.operations
    view.details.show_entry(rows(view.table)[0])
    fail()
    choose(page, DOLLARS)
    assert tasks.wait_idle()
    assert shell.errors.pop().code
    shown = [view.summary.figure(key) for key in ("opening", "credits", "debits", "closing", "count")]
    assert (shown, view.chart.count(), view.details.isVisible()) == ([""] * 5, 0, False)


def test_paper_of_a_search_is_named_after_the_words_its_rows_have(page, hold):
    view = turn(page, "search")
    view.search.setText("МТС")
    QTest.qWait(20)
    assert tasks.wait_idle()
    view._indexing = True  # only the search itself is held
    late = hold()
    view.search.setText("Аренда")
    QTest.qWait(20)
    assert "МТС" in view.tabular().title
    assert {row.counterparty_name for row in view.tabular().rows} == {"ПАО «МТС»"}
    late.set()
    assert tasks.wait_idle()
    assert "Аренда" in view.tabular().title


def test_a_search_that_failed_shows_nothing_of_the_one_before(page, shell, fail):
    view = turn(page, "search")
    view.search.setText("МТС")
    QTest.qWait(20)
    assert tasks.wait_idle()
    view._indexing = True
    fail()
    view.search.setText("Аренда")
    QTest.qWait(20)
    assert tasks.wait_idle()
    assert shell.errors.pop().code
    assert (rows(view.list.table), view.tabular(), view.found.text()) == ([], None, "")


def test_operations_of_a_row_go_when_another_turnover_cannot_be_read(page, shell, fail):
    view = turn(page, "turnover")
    view.table.opened.emit(rows(view.table)[0])
    assert tasks.wait_idle()
    assert view.entries.isVisible()
    fail()
    page.period.set_days(statement_kit.START, statement_kit.START)
    assert tasks.wait_idle()
    assert shell.errors.pop().code
    assert not view.entries.isVisible()


def test_rules_that_could_not_be_read_are_not_written_over(page, shell, fail):
    fail()
    made = CategoryRules(shell, lambda: None)
    made.open()
    assert tasks.wait_idle()
    assert shell.errors.pop().code
    assert made not in dialogs()


def test_after_one_income_was_kept_the_next_is_a_new_one(page, desk, shell):
    made = ExpectedIncome(page._ground, ACCOUNT, lambda: None)
    made.open()
    assert tasks.wait_idle()

    def keep(name, amount):
        made.name.setText(name)
        made.amount.setText(amount)
        made.keep()
        assert tasks.wait_idle()

    keep("First", "100")
    made.table.select_place(0)
    keep("First changed", "101")
    assert (made.name.text(), made.save.text(), made.remove_button.isEnabled()) == ("", "Add", False)
    made.remove()
    assert tasks.wait_idle()
    keep("Second", "200")
    names = [row.name for row in desk.expectations.list() if row.account == ACCOUNT]
    assert sorted(names) == ["First changed", "Second"]


def test_figures_are_read_aloud_with_their_names(page):
    label = page.operations.summary._figures["closing"]
    assert label.accessibleName() == f"Closing balance: {label.text()}"


def test_operations_of_a_category_go_when_the_rules_are_others(page):
    view = turn(page, "turnover")
    view.by.setCurrentIndex(view.by.findData("category"))
    assert tasks.wait_idle()
    view.table.opened.emit(rows(view.table)[0])
    assert tasks.wait_idle()
    assert view.entries.isVisible()
    view._edit_rules()
    assert tasks.wait_idle()
    (editor,) = dialogs()
    editor.add()
    editor.words.setPlainText("Аренда")
    editor.save.click()
    assert tasks.wait_idle()
    assert not view.entries.isVisible()


def test_the_bank_is_asked_to_the_end_though_the_check_is_read_anew(page, desk, shell, hold, monkeypatch):
    day = dt.date(2026, 11, 18)
    entry = EntryRow(
        id="900", account=ACCOUNT, value_date=day, posted=dt.datetime.combine(day, dt.time(9), dt.UTC), credit=True,
        amount=Decimal("5.00"), currency="RUB", balance_after=Decimal("1.00"), number="900",
    )  # fmt: skip
    with desk.place.store.write() as work:
        ledger.add_entries(work, [entry])
    view, ask_again, halted = turn(page, "health"), desk.health.ask_again, []

    def seen(*given):
        halted.append(given[-1].is_set())
        return ask_again(*given)

    monkeypatch.setattr(desk.health, "ask_again", seen)
    for stop in (view.read, view.stop_button.click):
        late = hold()
        view.ask_button.click()
        stop()
        QTest.qWait(20)
        late.set()
        assert tasks.wait_idle()
        shell.errors.clear()  # there is no bank
    assert halted == [False, True]
