"""The book of payees: search, cards checked like payments, a payment to one, deletion."""

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
from real_desk import PAYEE

from bsclient.gui.payees.card import CardDialog
from bsclient.gui.widgets.dialogs import Message


def fill(card, **fields):
    for name, value in fields.items():
        card.form.editors[name].put(value)
    settle()


GOOD = {
    "payee_name": "ООО Берёзка",
    "payee_inn": PAYEE["payee_inn"],
    "payee_account": PAYEE["payee_account"],
    "payee_bic": PAYEE["payee_bic"],
}


def test_payees_of_payments_are_listed_and_found(office, desk, window):
    office.payments(desk, 2)
    page = page_of(window, "payees")
    assert len(texts(page.table, "name")) == 1
    assert texts(page.table, "state") == ["new"]
    page.search.setText("инженерного поставщик")
    settle()
    assert page.table.paged.rowCount() == 1
    page.search.setText("другой")
    settle()
    assert page.table.paged.rowCount() == 0


def test_a_card_is_written_with_the_bank_from_the_directory(desk, window):
    page = page_of(window, "payees")
    page.new()
    card = dialog(CardDialog)
    fill(card, **GOOD)
    assert "Сбербанк" in card.bank.text()
    card.keep.click()
    settle()
    [kept] = desk.payees.search("березка")
    assert kept.bank_name.startswith("ПАО Сбербанк")
    assert kept.corr_account == "30101810400000000225"
    assert texts(page.table, "state") == ["known"]
    assert "Берёзка" in notice(window)


def test_a_wrong_key_is_not_kept(desk, window):
    page = page_of(window, "payees")
    page.new()
    card = dialog(CardDialog)
    fill(card, **(GOOD | {"payee_account": "40702810000000000001"}))
    card.keep.click()
    settle()
    assert card.isVisible()
    assert "account_key" in {problem.code for problem in card.form.problems()}
    assert desk.payees.search("") == []
    card.reject()


def test_the_same_requisites_are_not_kept_twice(desk, window):
    page = page_of(window, "payees")
    for _time in range(2):
        page.new()
        card = dialog(CardDialog)
        fill(card, **GOOD)
        card.keep.click()
        settle()
    assert card.isVisible()
    assert card.error.text()
    assert len(desk.payees.search("")) == 1
    card.reject()


def test_editing_keeps_the_id(office, desk, window):
    office.payments(desk, 1)
    page = page_of(window, "payees")
    before = page.table.current_row()
    page.edit()
    card = dialog(CardDialog)
    fill(card, payee_name="ООО Новое имя")
    card.keep.click()
    settle()
    after = page.table.current_row()
    assert (after.id, after.name, after.state) == (before.id, "ООО Новое имя", "known")


def test_a_payment_is_begun_from_a_card(office, desk, window):
    office.payments(desk, 1)
    page = page_of(window, "payees")
    page.pay()
    settle()
    form = window._host.page.form
    assert form.value("payee_account") == PAYEE["payee_account"]
    assert form.value("payee_inn") == PAYEE["payee_inn"]
    assert form.value("amount") == ""


def test_payments_of_a_payee_are_found(office, desk, window):
    office.payments(desk, 3)
    page = page_of(window, "payees")
    page.show_payments()
    settle()
    assert window._host.name == "payments"
    assert window._host.page.table.paged.rowCount() == 3


def test_a_card_is_deleted_after_a_question(office, desk, window):
    office.payments(desk, 1)
    page = page_of(window, "payees")
    page.ask_delete()
    settle()
    question = dialog(Message)
    assert desk.payees.search("") != []
    button(question, "Delete").click()
    settle()
    assert desk.payees.search("") == []
    assert page.table.paged.rowCount() == 0
    assert not page._edit.isEnabled()
