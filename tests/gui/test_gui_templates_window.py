"""Templates of payments: found, used, renamed without losing one, deleted after a question."""

import pytest
from journal_kit import (  # noqa: F401 -- fixtures
    button,
    desk_fixture,
    dialog,
    keyring_fixture,
    office_fixture,
    page_of,
    settle,
    texts,
    window_fixture,
)

from bsclient.gui.documents.templates_dialog import NameDialog, TemplatesDialog
from bsclient.gui.widgets.dialogs import Message


@pytest.fixture
def asked(office, desk, window):
    raw = office.payment(desk, amount="55000.00").raw
    for name in ("Аренда", "Связь"):
        desk.templates.save(name, "payment_order", raw)
    page = page_of(window, "payments")
    page.actions_of.by_id["template"].trigger()
    settle()
    return dialog(TemplatesDialog)


def names(desk):
    return sorted(one.name for one in desk.templates.list("payment_order"))


def test_templates_are_listed_and_narrowed(asked):
    assert texts(asked.table, "name") == ["Аренда", "Связь"]
    assert texts(asked.table, "amount")[0] == "55,000.00"
    asked.search.setText("аре")
    settle()
    assert texts(asked.table, "name") == ["Аренда"]
    asked.reject()


def test_a_template_begins_a_payment(window, asked):
    asked.table.select_place(1)
    button(asked, "New document").click()
    settle()
    assert window._host.name == "payments.edit"
    assert window._host.page.form.value("payee_inn") == "7707083893"
    assert window._host.page._draft.version == 0


def test_renaming_keeps_one_template(desk, asked):
    asked.table.select_place(0)
    button(asked, "Rename…").click()
    asking = dialog(NameDialog)
    asking.field.setText("Аренда склада")
    asking.keep.click()
    settle()
    assert names(desk) == ["Аренда склада", "Связь"]
    asked.reject()


@pytest.mark.parametrize("name", ["Связь", "   "])
def test_a_taken_or_empty_name_is_refused(desk, asked, name):
    asked.table.select_place(0)
    button(asked, "Rename…").click()
    asking = dialog(NameDialog)
    asking.field.setText(name)
    asking.keep.click()
    settle()
    assert asking.isVisible()
    assert asking.error.text()
    assert names(desk) == ["Аренда", "Связь"]
    asking.reject()
    asked.reject()


def test_deleting_asks_first(desk, asked):
    asked.table.select_place(0)
    button(asked, "Delete…").click()
    settle()
    question = dialog(Message)
    assert names(desk) == ["Аренда", "Связь"]
    button(question, "Delete").click()
    settle()
    assert names(desk) == ["Связь"]
    asked.reject()
