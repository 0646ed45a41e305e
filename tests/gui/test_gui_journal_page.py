"""The journal of payments with a real base: list, tabs, filters, acts, what stays chosen."""

import csv

import pytest
from journal_kit import (  # noqa: F401 -- fixtures
    button,
    choose,
    desk_fixture,
    dialogs,
    keyring_fixture,
    notice,
    office_fixture,
    page_of,
    settle,
    texts,
    window_fixture,
)
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from real_desk import PASSPHRASE

from bsclient.domain.documents import RecallRequest
from bsclient.domain.states import Event, State
from bsclient.gui.documents import export_list
from bsclient.gui.documents.recall_dialog import make_request
from bsclient.services.documents.listing import Column

BANK_SAYS = "Счёт закрыт по заявлению клиента"


def sign(desk, ids):
    sheet = desk.signing.prepare(ids)
    assert not sheet.refused
    return desk.signing.sign(sheet, PASSPHRASE)


def rejected(office, desk):
    [one] = office.payments(desk, 1)
    sign(desk, [one])
    desk.delivery.queue([one])
    office.status(desk, one, Event.SEND, Event.RECEIVE)
    office.status(
        desk,
        one,
        Event.REJECT,
        code="payee_account_closed",
        facts={"account": "40702810338000000025"},
        note=BANK_SAYS,
    )
    return one


def test_rows_are_shown_newest_first_with_words_and_grouped_amounts(office, desk, window):
    office.payment(desk, amount="1234567.89", number="41")
    office.payment(desk, amount="5.00", number="42")
    page = page_of(window, "payments")
    assert texts(page.table, "number") == ["42", "41"]
    assert texts(page.table, "amount")[1].replace(",", " ").replace("\u00a0", " ") == "1 234 567.89"
    assert texts(page.table, "state") == ["Created", "Created"]
    assert page.title == "Payments"


def test_tabs_count_and_narrow(office, desk, window):
    ids = office.payments(desk, 3)
    office.payment(desk, amount="0")
    sign(desk, ids[:1])
    page = page_of(window, "payments")
    assert page.table.paged.rowCount() == 4
    page.tabs.choose("errors")
    settle()
    assert texts(page.table, "state") == ["Invalid"]
    page.tabs.choose("signed")
    settle()
    assert texts(page.table, "number") == ["1"]
    assert "2" in page.tabs._buttons["to_sign"].text()


def test_filters_hide_rows_and_say_how_many(office, desk, window):
    office.payments(desk, 3)
    office.payment(desk, amount="77000.00", payee_name="ООО «Берёзка»")
    page = page_of(window, "payments")
    page.filters.search.setText("березка")
    settle()
    assert page.table.paged.rowCount() == 1
    assert page.hidden_hint.isVisible()
    assert "3" in page.hidden_hint._words.text()
    page.hidden_hint.cleared.emit()
    settle()
    assert page.table.paged.rowCount() == 4
    assert not page.hidden_hint.isVisible()


def test_amounts_narrow_and_the_footer_sums(office, desk, window):
    for amount in ("100.00", "200.10", "300.20"):
        office.payment(desk, amount=amount)
    page = page_of(window, "payments")
    page.filters.amounts._low.setText("150")
    page.filters.amounts.changed.emit()
    settle()
    assert page.table.paged.rowCount() == 2
    assert "500.30" in page._total_words.text()


def test_buttons_follow_the_states_of_what_is_chosen(office, desk, window):
    ids = office.payments(desk, 2)
    sign(desk, ids[:1])
    page = page_of(window, "payments")
    actions = page.actions_of.by_id
    assert not actions["sign"].isEnabled()
    choose(page, ids[0])
    assert actions["send"].isEnabled()
    assert actions["unsign"].isEnabled()
    assert not actions["sign"].isEnabled()
    assert "Created" in actions["sign"].toolTip()
    assert not actions["delete"].isEnabled()
    choose(page, ids[1])
    assert actions["sign"].isEnabled()
    assert actions["delete"].isEnabled()
    choose(page, *ids)
    assert actions["sign"].isEnabled()
    assert actions["send"].isEnabled()
    assert not actions["history"].isEnabled()


def test_delete_can_be_undone_from_the_notice(office, desk, window):
    ids = office.payments(desk, 3)
    page = page_of(window, "payments")
    choose(page, *ids[:2])
    page.actions_of.by_id["delete"].trigger()
    settle()
    assert page.table.paged.rowCount() == 1
    assert "2" in notice(window)
    window._host.notice._link.click()
    settle()
    assert page.table.paged.rowCount() == 3
    assert {desk.drafts.get(one).state for one in ids} == {State.NEW}


def test_the_bin_shows_deleted_documents_and_restores_them(office, desk, window):
    ids = office.payments(desk, 1)
    desk.drafts.delete(ids)
    page = page_of(window, "payments", tab="bin")
    choose(page, ids[0])
    actions = page.actions_of.by_id
    assert actions["restore"].isVisible()
    assert not actions["delete"].isVisible()
    actions["restore"].trigger()
    settle()
    assert desk.drafts.get(ids[0]).state is State.NEW
    assert page.table.paged.rowCount() == 0


def test_chosen_documents_and_the_first_line_stay_when_the_list_changes(office, desk, window):
    ids = office.payments(desk, 60)
    page = page_of(window, "payments")
    choose(page, ids[10], ids[12])
    page.table.verticalScrollBar().setValue(20)
    top = page.table.paged.row(page.table.rowAt(1)).id
    office.payments(desk, 5)
    settle()
    assert page.table.paged.rowCount() == 65
    assert {row.id for row in page.table.selected_rows()} == {ids[10], ids[12]}
    assert page.table.current_row().id == ids[10]
    assert page.table.paged.row(page.table.rowAt(1)).id == top


def test_select_all_stays_and_sums_everything(office, desk, window):
    office.payments(desk, 120, amount="10.00")
    page = page_of(window, "payments")
    page.table.selectAll()
    settle()
    assert "1,200.00" in page._chosen_words.text()
    office.payment(desk, amount="10.00")
    settle()
    assert page.table.selected_count() == 121


def test_why_a_document_was_rejected_stands_under_the_list_with_a_way_out(office, desk, window):
    one = rejected(office, desk)
    page = page_of(window, "payments", tab="rejected")
    choose(page, one)
    said = page.strip.words()
    assert "40702810338000000025" in said
    assert BANK_SAYS in said
    button(page.strip, "Copy with correction").click()
    settle()
    editor = window._host.page
    assert window._host.name == "payments.edit"
    assert editor.form.value("number") == "1"
    assert editor._draft.id != one


def test_errors_of_a_draft_stand_under_the_list_without_mere_hints(office, desk, window):
    draft = office.payment(desk, amount="0")
    page = page_of(window, "payments")
    choose(page, draft.id)
    said = page.strip.words()
    assert "zero" in said.lower()
    assert "payee_new" not in said
    assert "never paid" not in said


def test_sending_and_taking_back(office, desk, window):
    ids = office.payments(desk, 2)
    sign(desk, ids)
    page = page_of(window, "payments")
    choose(page, *ids)
    page.actions_of.by_id["queue"].trigger()
    settle()
    assert desk.delivery.outbox()[State.QUEUED] == 2
    assert not window._syncer.busy()
    assert window._syncer.last_report is None
    page.actions_of.by_id["unqueue"].trigger()
    settle()
    assert {desk.drafts.get(one).state for one in ids} == {State.SIGNED}


def test_send_queues_and_synchronises(office, desk, window):
    ids = office.payments(desk, 1)
    sign(desk, ids)
    page = page_of(window, "payments")
    choose(page, *ids)
    page.actions_of.by_id["send"].trigger()
    settle()
    assert window._syncer.last_report is not None
    assert desk.drafts.get(ids[0]).state is State.QUEUED  # there is no bank behind this port


def test_a_signature_is_taken_off(office, desk, window):
    ids = office.payments(desk, 2)
    sign(desk, ids)
    page = page_of(window, "payments")
    choose(page, *ids)
    page.actions_of.by_id["unsign"].trigger()
    settle()
    assert {desk.drafts.get(one).state for one in ids} == {State.NEW}


def test_an_act_is_done_only_to_those_that_allow_it(office, desk, window):
    ids = office.payments(desk, 3)
    sign(desk, ids[:1])
    page = page_of(window, "payments")
    choose(page, *ids)
    page.actions_of.by_id["delete"].trigger()
    settle()
    assert [desk.drafts.get(one).state for one in ids] == [State.SIGNED, State.DELETED, State.DELETED]


def test_open_shows_one_document_and_its_tab(office, desk, window):
    ids = office.payments(desk, 30)
    page = page_of(window, "payments")
    page.filters.search.setText("zzz")
    settle()
    page_of(window, "payments", id=ids[3])
    assert page.table.current_row().id == ids[3]
    assert page.filters.search.text() == ""


def test_columns_order_the_list(office, desk, window):
    for amount in ("300.00", "100.00", "200.00"):
        office.payment(desk, amount=amount)
    page = page_of(window, "payments")
    page.table.order_asked.emit(Column.AMOUNT, False)
    settle()
    assert texts(page.table, "amount") == ["100.00", "200.00", "300.00"]


def test_enter_opens_the_editor_and_ins_begins_a_payment(office, desk, window):
    [one] = office.payments(desk, 1)
    page = page_of(window, "payments")
    choose(page, one)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    settle()
    assert window._host.name == "payments.edit"
    assert window._host.page._draft.id == one
    window.shell.back()
    settle()
    window.activateWindow()
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Insert)
    settle()
    assert window._host.name == "payments.edit"
    assert window._host.page._draft.version == 0


def test_recall_requests_are_another_list(office, desk, window):
    [one] = office.payments(desk, 1)
    sign(desk, [one])
    desk.delivery.queue([one])
    office.status(desk, one, Event.SEND, Event.RECEIVE)
    make_request(desk, one, "Wrong amount")
    page = page_of(window, "payments")
    assert page.table.paged.rowCount() == 1
    page_of(window, "payments", kind=RecallRequest.code)
    assert texts(page.table, "purpose") == ["Wrong amount"]
    assert not page.actions_of.by_id["copy"].isVisible()
    page.table.select_place(0)
    settle()
    page.actions_of.by_id["open"].trigger()
    settle()
    [shown] = dialogs()
    assert one in shown.view.words()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_list_is_exported(office, desk, window, tmp_path, ending):
    office.payment(desk, amount="1234.50", payee_name="=cmd()")
    office.payment(desk, amount="2.00")
    page = page_of(window, "payments")
    path = tmp_path / f"list.{ending}"
    export_list.export(window.shell, page.view(), [(0, 1)], path)
    settle()
    if ending == "csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
        assert [row["Amount"] for row in rows] == ["2,00", "1234,50"]
        assert rows[1]["Payee"] == "'=cmd()"
    else:
        from python_calamine import CalamineWorkbook

        rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        assert rows[2][rows[0].index("Amount")] == 1234.5
    assert str(path) in notice(window)


def test_columns_are_chosen_and_remembered(office, desk, window):
    page = page_of(window, "payments")
    place = next(at for at, each in enumerate(page.table.paged.columns) if each.key == "inn")
    page.table._show_column(place, shown=False)
    again = type(page)(desk, window.shell, page.section)
    assert again.table.isColumnHidden(place)
    settle()
    again.deleteLater()


def test_a_low_window_folds_the_filters(window):
    page = page_of(window, "payments")
    assert page.tabs.isVisible()
    assert not page.filters.tab.isVisible()
    window.resize(640, 360)
    settle()
    assert not page.tabs.isVisible()
    assert page.filters.tab.isVisible()
    assert not page.filters.period.isVisible()
    page.filters.more.click()
    assert page.filters.period.isVisible()
    place = page.filters.tab.findData("signed")
    page.filters.tab.setCurrentIndex(place)
    page.filters.tab.activated.emit(place)
    settle()
    assert page.tabs.value() == "signed"
