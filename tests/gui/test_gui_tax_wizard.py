"""The wizard of payments to the budget: five questions fill a payment order that the rules have nothing against."""

import pytest
from journal_kit import (  # noqa: F401 -- fixtures
    desk_fixture,
    dialog,
    keyring_fixture,
    office_fixture,
    page_of,
    settle,
    window_fixture,
)
from PySide6.QtWidgets import QMenu

from bsclient.domain.problems import Severity
from bsclient.gui.documents.tax_wizard import TaxWizard


def wizard(page):
    """Open the wizard by its button."""
    page.form.tax.wizard.click()
    settle()
    return dialog(TaxWizard)


def finish(made):
    made.done_button.click()
    settle()


def codes(page, severity=None):
    return {p.code for p in page.form.problems() if severity is None or p.severity is severity}


def test_the_single_tax_payment_needs_an_amount_only(window):
    page = page_of(window, "payments.edit")
    assert "&" in page.form.tax.wizard.text()
    made = wizard(page)
    assert "Казначейство России (ФНС России)" in made.outcome.text()
    finish(made)
    assert made.isVisible()  # there is no amount yet
    made.form.put({"amount": "1500.00"})
    settle()
    finish(made)
    texts = page.form.texts()
    assert (texts["amount"], texts["tax_status"], texts["payer_kpp"]) == ("1500.00", "01", "0")
    assert texts["payee_bank_name"].startswith("ОКЦ № 7")
    assert page.form.tax.unfolded()
    assert not codes(page, Severity.BLOCK) | codes(page, Severity.WARN)


def test_questions_follow_the_kind_of_payment(window):
    made = wizard(page_of(window, "payments.edit"))
    assert {"kbk", "oktmo", "office", "ground", "person_inn"} <= made.form.hidden
    made.form.put({"pays": "customs"})
    settle()
    assert not made.form.hidden & {"kbk", "office", "ground"}
    made.form.put({"pays": "injuries", "whom": "other"})
    settle()
    assert not made.form.hidden & {"kbk", "oktmo", "person_inn", "person_kpp"}
    assert "region" in made.outcome.text()


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"pays": "tax", "kbk": "18210301000011000110", "oktmo": "45382000"}, "kbk"),
        ({"pays": "enforcement", "oktmo": "45382000"}, "uin"),
        ({"whom": "other"}, "person_inn"),
        ({"uin": "18810177150123456785"}, "uin"),
    ],
)
def test_wrong_answers_fill_nothing(window, answers, field):
    page = page_of(window, "payments.edit")
    before = page.form.texts()
    made = wizard(page)
    made.form.put({"amount": "10.00", **answers})
    settle()
    finish(made)
    assert made.isVisible()
    assert field in {p.field for p in made.check() if p.severity is Severity.BLOCK}
    assert page.form.texts() == before


def test_a_duty_names_its_tax_and_leaves_nothing_to_the_user(window):
    page = page_of(window, "payments.edit")
    made = wizard(page)
    made.form.put({"pays": "duty", "kbk": "18210801000011050110", "oktmo": "45382000", "amount": "6000.00"})
    settle()
    finish(made)
    assert page.form.value("purpose").startswith("Госпошлина по делам в арбитражных судах")
    assert page.form.value("payee_kpp") == "770701001"
    assert not codes(page, Severity.BLOCK) | codes(page, Severity.WARN)


def test_the_menu_of_new_documents_has_it(window):
    page = page_of(window, "payments")
    menu = page.actions_of.by_id["new"].menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    [entry] = [each for each in menu.actions() if each.text() == "Payment to the budget…"]
    entry.trigger()
    settle()
    assert dialog(TaxWizard).isVisible()
    assert window._host.page.title == "Payment order"


def test_without_directories_the_helper_is_not_offered(window):
    form = page_of(window, "payments.edit").form
    form.tax.unfold()
    assert not form.tax._single.isHidden()
    form.tax.fill_single()
    assert form.value("payee_bank_name").startswith("ОКЦ № 7")
    form.tax.books = None
    form.tax.unfold()
    assert form.tax._single.isHidden()
