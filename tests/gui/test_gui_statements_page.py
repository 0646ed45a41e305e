"""The page of statements over a real bank's entries: figures, files, search, one operation, balances that part."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from bank_stage import Stage, Window, payment
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget

from bsclient.domain.problems import Severity
from bsclient.domain.states import State
from bsclient.formats import onec
from bsclient.gui import format as written
from bsclient.gui import tasks
from bsclient.gui.statements import exporting
from bsclient.gui.statements.page import StatementsPage
from bsclient.gui.statements.reading import Direction
from bsclient.services.changes import Changed
from bsclient.services.documents.prints import Prints
from bsclient.services.statements import marks as statement_marks
from bsclient.services.statements.reading import LONG
from bsclient.services.statements.stored_entries import StoredEntries
from bsclient.storage import ledger
from bsclient.storage.rows.statements import AccountRow, EntryRow

START, END = dt.date(2026, 9, 1), dt.date(2026, 11, 30)


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with Stage(tmp_path_factory.mktemp("statements")) as made:
        yield made


@pytest.fixture(scope="module")
def desk(stage):
    made = stage.desk("vasilek")
    stage.synchronise(made)
    return made


@pytest.fixture(scope="module")
def executed(stage, desk):
    made = payment(desk)
    stage.send(desk, [made])
    stage.wait(desk, lambda: desk.drafts.get(made).state is State.EXECUTED)
    return made


@pytest.fixture
def account(desk):
    return desk.statements.accounts()[0].number


@pytest.fixture
def shell(qtbot, desk, tmp_path):
    window = QWidget()
    qtbot.addWidget(window)
    return Window(desk, window, tmp_path)


@pytest.fixture
def page(qtbot, desk, shell, account):
    made = StatementsPage(desk, shell)
    qtbot.addWidget(made)
    made.resize(1090, 600)
    made.show()
    qtbot.waitExposed(made)
    made.open(account=account, start=START, end=END)
    assert tasks.wait_idle()
    assert not shell.errors
    return made


def rows(page):
    return [page.operations.table.paged.row(place) for place in range(page.operations.table.paged.rowCount())]


def shown_words(widget):
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]


def test_figures_are_those_of_the_service_and_add_up(page, desk, account):
    told = desk.statements.statement(account, START, END)
    assert told.entries
    assert told.agrees
    for key in ("opening", "credits", "debits", "closing"):
        assert page.operations.summary.figure(key) == written.amount(getattr(told, key), "RUB")
    assert page.operations.summary.figure("count") == str(len(told.entries))
    assert rows(page) == list(told.entries)
    assert "Adds up" in shown_words(page)
    assert "Does not add up" not in shown_words(page)
    running = told.opening
    for entry in rows(page):
        running += entry.amount if entry.credit else -entry.amount
        assert entry.balance_after == running
    assert running == told.closing


def test_the_file_for_1c_says_what_the_page_says(page, tmp_path, desk):
    path = tmp_path / "kl_to_1c.txt"
    told = page.statement
    page.exporting.write(told, "1c", path)
    assert tasks.wait_idle()
    file = onec.load(path.read_bytes())
    (section,) = file.accounts
    assert not file.problems
    assert (section.account, section.start, section.end) == (told.account, told.start, told.end)
    assert (section.opening, section.closing) == (told.opening, told.closing)
    assert (section.credits, section.debits) == (told.credits, told.debits)
    assert [(doc.number, doc.amount, doc.direction == "credit", doc.purpose) for doc in file.documents] == [
        (entry.number, entry.amount, entry.credit, " ".join(entry.purpose.split())) for entry in told.entries
    ]
    own = {doc.payee.account if doc.direction == "credit" else doc.payer.account for doc in file.documents}
    assert own == {told.account}


def test_tables_and_the_printed_statement_are_written_whole(page, tmp_path, shell):
    told = page.statement
    for target in ("csv", "xlsx", "pdf"):
        page.exporting.write(told, target, tmp_path / f"statement.{target}")
    assert tasks.wait_idle()
    assert not shell.errors
    lines = (tmp_path / "statement.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == len(told.entries) + 1
    assert all(
        entry.counterparty_account in line for entry, line in zip(told.entries, lines[1:], strict=True)
    )
    assert (tmp_path / "statement.xlsx").read_bytes()[:2] == b"PK"
    assert (tmp_path / "statement.pdf").read_bytes().startswith(b"%PDF-")
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == {
        "statement.csv",
        "statement.xlsx",
        "statement.pdf",
    }
    assert [kind for _words, kind in shell.notices] == ["ok"] * 3


def test_search_and_direction_narrow_the_list_and_say_so(page):
    everything = rows(page)
    page.operations.direction.setCurrentIndex(page.operations.direction.findData(Direction.OUT.value))
    assert tasks.wait_idle()
    outgoing = rows(page)
    assert outgoing == [entry for entry in everything if not entry.credit]
    name = outgoing[0].counterparty_name
    page.operations.search.setText(name.upper())
    page.operations.search.returnPressed.emit()
    assert tasks.wait_idle()
    found = rows(page)
    assert found == [entry for entry in outgoing if name in entry.counterparty_name]
    hint = f"Filters hide {len(everything) - len(found)} row"
    assert any(words.startswith(hint) for words in shown_words(page))
    amount = f"{everything[0].amount:.2f}".replace(".", ",")
    page.operations.hidden.cleared.emit()
    assert tasks.wait_idle()
    assert rows(page) == everything
    page.operations.search.setText(amount)
    page.operations.search.returnPressed.emit()
    assert tasks.wait_idle()
    assert everything[0] in rows(page)
    assert all(entry.amount == everything[0].amount for entry in rows(page))


def test_figures_stay_those_of_the_whole_period_while_searching(page):
    closing = page.operations.summary.figure("closing")
    page.operations.search.setText("nothing of the kind")
    page.operations.search.returnPressed.emit()
    assert tasks.wait_idle()
    assert rows(page) == []
    assert "Nothing is found" in shown_words(page)
    assert page.operations.summary.figure("closing") == closing


def test_columns_order_the_list(page):
    page.operations.table.order_asked.emit("credit", True)
    assert tasks.wait_idle()
    came = [entry.amount for entry in rows(page) if entry.credit]
    assert came == sorted(came, reverse=True)
    assert all(entry.credit for entry in rows(page)[: len(came)])


def test_one_operation_is_shown_in_full_and_leads_to_its_payment(page, executed, shell, qtbot):
    page.refresh(Changed(everything=True))
    assert tasks.wait_idle()
    entry = next(entry for entry in rows(page) if entry.document_id == executed)
    page.operations.table.select_place(rows(page).index(entry))
    qtbot.keyClick(page.operations.table, Qt.Key.Key_Return)
    words = page.operations.details.words()
    for part in (
        entry.counterparty_name, entry.counterparty_inn, entry.purpose, entry.counterparty_bic,
        f"Id of the ledger entry\n{entry.id.removesuffix(f'/{entry.account}')}",
        written.account(entry.counterparty_account), written.amount(entry.balance_after, "RUB"),
    ):  # fmt: skip
        assert part in words
    qtbot.mouseClick(page.operations.details.payment, Qt.MouseButton.LeftButton)
    assert tasks.wait_idle()
    assert shell.opened == [("payments.edit", {"id": executed})]
    other = next(entry for entry in rows(page) if not entry.document_id)
    page.operations.table.select_place(rows(page).index(other))
    assert page.operations.details.entry == other
    assert page.operations.details.payment.isHidden()
    qtbot.keyClick(page.operations.table, Qt.Key.Key_Escape)
    assert page.operations.details.isHidden()


def test_a_period_without_operations_says_so(page):
    page.period.set_days(dt.date(2020, 1, 1), dt.date(2020, 1, 31))
    assert tasks.wait_idle()
    assert "No operations in this period" in shown_words(page)
    assert page.operations.chart.isHidden()
    assert "Adds up" not in shown_words(page)


def test_what_the_bank_signed_is_stamped_and_what_it_did_not_is_said(page, desk):
    final = [row for row in desk.closings.days(page.statement.account, START, END) if row.final]
    assert final
    signed = desk.statements.statement(page.statement.account, final[0].day, final[-1].day)
    mark = statement_marks.mark_of(desk.place, signed)
    assert mark.stamp.bic == desk.profile.bank.bic
    assert mark.preliminary == 0
    assert statement_marks.mark_of(desk.place, page.statement).stamp is None
    assert statement_marks.mark_of(desk.place, replace(signed, gaps=(signed.start,))).stamp is None


def test_the_check_brings_a_lost_operation_back_from_the_bank(page, desk, shell):
    lost = page.statement.entries[3]
    with desk.place.store.write() as work:
        work.run("DELETE FROM entry WHERE id = ?", (lost.id,))
    page.go("health", account=page.statement.account, start=START, end=END)
    assert tasks.wait_idle()
    view = page.view
    wrong = [row for row in rows_of(view.table) if row.severity is Severity.BLOCK]
    assert wrong
    view.table.select_place(0)
    assert view.table.current_row() == wrong[0]
    view.ask_button.click()
    assert tasks.wait_idle(30)
    assert not shell.errors
    assert not [row for row in rows_of(view.table) if row.severity is Severity.BLOCK]
    told = desk.statements.statement(page.statement.account, START, END)
    assert lost in told.entries


def rows_of(table):
    return [table.paged.row(place) for place in range(table.paged.rowCount())]


def test_an_entry_has_a_paper_of_its_own(page, desk):
    prints = Prints(desk.place, desk.signing, "ru")
    for told in page.statement.entries[:4]:
        assert len(prints.entry_pages(told)) == 1
        assert len(prints.entry_pages(replace(told, order={}, document_id=""))) == 1


def test_the_bank_is_asked_by_refresh(page, shell):
    page.page_actions()[0].trigger()
    assert shell.synchronised == 1


def entry(number, day, balance, **fields):
    usual = {
        "id": f"e{number}", "account": "40702810300020000201", "value_date": day, "credit": True,
        "posted": dt.datetime.combine(day, dt.time(9), dt.UTC), "amount": Decimal("10.00"), "currency": "RUB",
        "balance_after": balance, "number": str(number), "counterparty_name": f"Контрагент {number}",
        "purpose": "Оплата",
    }  # fmt: skip
    return EntryRow(**(usual | fields))


def test_a_day_that_does_not_add_up_is_explained_in_red(qtbot, shell, stage):
    desk = stage.desk("ivanov")
    stage.synchronise(desk)
    account = desk.statements.accounts()[0].number
    told = desk.statements.statement(account, START, END)
    last = told.entries[-1]
    wrong = replace(
        last, id="another", number="777", amount=Decimal("5.00"), credit=True, document_id="",
        posted=last.posted + dt.timedelta(seconds=1), balance_after=last.balance_after + Decimal("105.00"),
    )  # fmt: skip
    with desk.place.store.write() as work:
        ledger.add_entries(work, [wrong])
    shell.desk = desk
    page = StatementsPage(desk, shell)
    qtbot.addWidget(page)
    page.show()
    page.open(account=account, start=START, end=END)
    assert tasks.wait_idle()
    words = "\n".join(page.operations.summary.words())
    assert written.day(last.value_date) in words
    assert "777" in words
    assert written.amount(Decimal("100.00")) in words
    assert "Does not add up" in shown_words(page)
    assert "Adds up" not in shown_words(page)


def test_a_long_period_is_read_only_where_it_is_seen(page, desk, qtbot):
    number, first = "40702810300020000299", dt.date(2026, 1, 1)
    count = LONG + 3000
    entries = [
        entry(n, first + dt.timedelta(days=n // 100), Decimal(10 * (n + 1)), account=number, credit=n % 7 > 0)
        for n in range(count)
    ]
    with desk.place.store.write() as work:
        ledger.put_account(work, AccountRow(
            number=number, currency="RUB", name="", balance=Decimal(0), available=Decimal(0), opened=None,
            updated=dt.datetime(2026, 6, 1, tzinfo=dt.UTC), closed=dt.date(2026, 6, 1),
        ))  # fmt: skip
        ledger.add_entries(work, entries)
    page.open(account=number, start=first, end=first + dt.timedelta(days=200))
    assert tasks.wait_idle()
    table = page.operations.table
    assert isinstance(page.statement.entries, StoredEntries)
    assert table.paged.rowCount() == len(page.statement.entries) == count
    assert page.statement.credits == sum((each.amount for each in entries if each.credit), Decimal(0))
    page.grab()
    table.scrollToBottom()
    page.grab()
    assert len(table.paged._pages) <= 4
    assert table.paged.row(count - 1) == entries[-1]
    page.operations.search.setText(f"Контрагент {count - 1}")
    page.operations.search.returnPressed.emit()
    assert tasks.wait_idle()
    assert rows(page) == [entries[-1]]
    page.operations.search.clear()
    page.operations.search.returnPressed.emit()
    page.operations.direction.setCurrentIndex(page.operations.direction.findData(Direction.OUT.value))
    assert tasks.wait_idle()
    assert table.paged.rowCount() == sum(not each.credit for each in entries)
    assert table.paged.row(0) == entries[0]
    page.operations.open(entry=entries[4321].id)
    page.operations.read()
    assert tasks.wait_idle()
    assert table.current_row() == page.operations.details.entry == entries[4321]


def test_an_answer_that_is_no_longer_asked_for_is_dropped(page):
    page.period.set_days(dt.date(2026, 10, 1), dt.date(2026, 10, 31))
    page.period.set_days(dt.date(2026, 9, 1), dt.date(2026, 9, 30))
    assert tasks.wait_idle()
    assert (page.statement.start, page.statement.end) == (dt.date(2026, 9, 1), dt.date(2026, 9, 30))


def test_the_chart_tells_a_day_and_draws_every_one(page, qtbot):
    days = page.operations.reading.days
    assert days[-1].balance == page.statement.closing
    assert sum((day.credits for day in days), Decimal(0)) == page.statement.credits
    assert sum((day.debits for day in days), Decimal(0)) == page.statement.debits
    found = {page.operations.chart.number_at(x) for x in range(page.operations.chart.width())}
    assert found - {None} == set(range(len(days)))
    busy = next(number for number, day in enumerate(days) if day.credits and day.debits)
    words = page.operations.chart.words(busy)
    for amount in (days[busy].balance, days[busy].credits, days[busy].debits):
        assert written.amount(amount, "RUB") in words
    before = page.operations.chart.grab().toImage()
    page.operations.chart._show(busy, QPoint(0, 0))
    assert page.operations.chart.grab().toImage() != before
    qtbot.keyClick(page.operations.chart, Qt.Key.Key_Right)
    assert page.operations.chart.shown == busy + 1


def test_each_format_proposes_a_name_of_its_own(page):
    names = [exporting.file_name(page.statement, target) for target in exporting.targets()]
    assert len(set(names)) == len(names)
    assert {"kl_to_1c.txt"} < set(names)
    assert any(name.endswith("_camt053.xml") for name in names)
    assert any(name.endswith(f"{END}.xlsx") for name in names)


def test_the_pane_of_an_operation_has_the_height_of_chart_and_list(page, qtbot):
    page.resize(1090, 640)
    page.operations.table.select_place(0)
    page.operations.details.show_entry(page.statement.entries[0])
    qtbot.waitUntil(page.operations.details.isVisible)
    assert page.operations.chart.isVisible()
    assert page.operations.details.height() >= page.operations.table.height() + page.operations.chart.height()
