"""The payment order on the screen: filled, checked while typed, mended, saved with errors, shown when signed."""

from dataclasses import replace

import form_kit
import pytest
from form_kit import button, codes, dialogs_shown, lines, settle, show, type_into
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QStyleOptionComboBox
from real_desk import ACCOUNT, PASSPHRASE, PAYEE

from bsclient.domain.states import State
from bsclient.gui import tasks, theme

desk, office, window = form_kit.desk, form_kit.office, form_kit.window
EDIT = "payments.edit"


def test_a_new_payment_knows_payer_number_and_day(window):
    form = show(window, EDIT).form
    assert form.value("payer_account") == ACCOUNT
    assert form.value("payer_inn") == "7736050003"
    assert form.value("date") == "2026-11-20"
    assert form.value("number")
    assert "12,543,890.45" in form.balance.text()


def test_what_is_empty_is_counted_and_shown_only_when_visited(window):
    page = show(window, EDIT)
    assert "to fill in" in page.form.summary.words()
    assert lines(page, "payee_inn") == []
    page.form.editors["amount"].setFocus()
    page.form.editors["payee_inn"].setFocus()
    settle()
    assert [line.problem.code for line in lines(page, "amount")] == ["required"]
    QTest.keyClick(window, Qt.Key.Key_F8)
    assert page.form.focused() == "payee_account"
    assert lines(page, "payee_name") != []


def test_typing_a_bic_fills_the_bank(window):
    page = show(window, EDIT)
    type_into(page, "payee_bic", "044525225")
    settle()
    bank = page.desk.directories.bank("044525225")
    assert page.form.value("payee_corr_account") == bank.correspondent_account
    assert bank.name in page.form.value("payee_bank_name")
    QTest.keyClick(page.form.editors["payee_bic"], Qt.Key.Key_Backspace)
    assert page.form.value("payee_corr_account") == ""
    assert page.form.value("payee_bank_name") == ""


def test_banks_are_suggested_by_name(window):
    page = show(window, EDIT)
    type_into(page, "payee_bic", "0445252")
    settle()
    suggest = page.filling.banks
    assert suggest.count() > 1
    found = [suggest._model.item(row).text() for row in range(suggest.count())]
    assert all("0445252" in each for each in found)
    QTest.keyClick(suggest._popup, Qt.Key.Key_Down)
    QTest.keyClick(suggest._popup, Qt.Key.Key_Return)
    assert len(page.form.value("payee_bic")) == 9
    assert (
        page.form.value("payee_corr_account")
        == page.desk.directories.bank(page.form.value("payee_bic")).correspondent_account
    )


def test_a_payee_fills_all_its_fields_and_offers_its_purpose(window, office):
    office.payment(window.shell.desk, purpose="Аренда за ноябрь по договору 5. Без НДС")
    page = show(window, EDIT)
    type_into(page, "payee_inn", PAYEE["payee_inn"][:6])
    settle()
    suggest = page.filling.payees[1]
    assert suggest.count() == 1
    suggest._take(suggest._model.index(0, 0))
    assert {name: page.form.value(name) for name in PAYEE} == PAYEE | {
        "payee_bank_name": page.form.value("payee_bank_name")
    }
    assert page.form.value("purpose") == ""
    assert page.form.offer.isVisible()
    page.form.offer.click()
    assert page.form.value("purpose").startswith("Аренда за ноябрь")


def test_a_problem_stands_under_its_field_and_its_button_mends_it(window, office):
    draft = office.payment(window.shell.desk, date="2026-10-01")
    page = show(window, EDIT, id=draft.id)
    (line,) = lines(page, "date")
    assert "01/10/2026" in line.words()
    assert "10 calendar days" in line.words()
    assert page.form.editors["date"].accessibleDescription() == line.words()
    assert line.button.text() == "Put 20/11/2026"
    line.button.click()
    settle()
    assert page.form.value("date") == "2026-11-20"
    assert lines(page, "date") == []
    page.form.editors["date"].undo()
    settle()
    assert codes(page, "date") == ["date_too_old"]


def test_an_unreadable_value_is_not_also_called_missing(window, office):
    draft = office.payment(window.shell.desk, payee_inn="7707083894")
    page = show(window, EDIT, id=draft.id)
    assert codes(page, "payee_inn") == ["inn_key"]


def test_findings_change_as_one_types(window, office):
    draft = office.payment(window.shell.desk)
    page = show(window, EDIT, id=draft.id)
    type_into(page, "payee_account", "40702810338000000026")
    settle()
    assert "account_key" in codes(page, "payee_account")
    assert page.form.summary.words().startswith("1 error")
    type_into(page, "payee_account", PAYEE["payee_account"])
    settle()
    assert "account_key" not in codes(page, "payee_account")


def test_saving_with_errors_is_allowed(window):
    page = show(window, EDIT)
    type_into(page, "amount", "100")
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle()
    stored = window.shell.desk.drafts.get(page._draft.id)
    assert stored.state is State.INVALID
    assert stored.raw["amount"] == "100.00"
    assert page.unsaved() == ""
    assert page.strip.words() == "Invalid"
    assert lines(page, "payee_name") != []


def test_what_is_not_saved_is_asked_about(window):
    page = show(window, EDIT)
    assert page.unsaved() == ""
    type_into(page, "amount", "5")
    assert page.unsaved() != ""
    window.shell.open_page("home")
    (asked,) = dialogs_shown()
    button(asked, "Cancel").click()
    assert window._host.page is page


def test_save_and_new_goes_on_with_the_next_number(window, office):
    page = show(window, EDIT)
    number = page.form.value("number")
    page.form.put(PAYEE | {"amount": "10.00", "purpose": "Счёт 5. Без НДС"})
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert page.form.value("number") == str(int(number) + 1)
    assert page.form.value("payee_name") == ""
    assert page.strip.words().startswith("New")


def test_copy_takes_everything_but_number_and_day(window, office):
    draft = office.payment(window.shell.desk, amount="77.70")
    page = show(window, EDIT, id=draft.id)
    page.copy()
    settle()
    assert page.form.value("amount") == "77.70"
    assert page.form.value("number") != draft.raw["number"]
    assert page._draft.version == 0


def test_signing_is_not_begun_while_something_blocks_it(window, office):
    draft = office.payment(window.shell.desk, amount="")
    page = show(window, EDIT, id=draft.id)
    page.save_and_sign()
    settle()
    assert dialogs_shown() == []
    assert page.form.focused() == "amount"


def test_save_and_sign_opens_the_sign_window(window, office):
    draft = office.payment(window.shell.desk)
    page = show(window, EDIT, id=draft.id)
    page.save_and_sign()
    settle()
    (dialog,) = dialogs_shown()
    assert dialog.windowTitle() == "Signing"
    dialog.reject()


def test_a_signed_payment_is_shown_and_cannot_be_changed(window, office):
    services = window.shell.desk
    draft = office.payment(services)
    signed = services.signing.sign(services.signing.prepare([draft.id]), PASSPHRASE)
    assert signed.full == (draft.id,)
    page = show(window, EDIT, id=draft.id)
    assert page.strip.words() == "Signed"
    assert [row.isVisible() for row in page.strip._rows] == [True]
    assert all(not editor.isEnabled() or editor.isReadOnly() for editor in page.form.editors.values())
    assert not page._save.isEnabled()
    assert page._copy.isEnabled()
    assert page.history_action.isEnabled()
    assert page.unsaved() == ""


def test_a_payment_saved_elsewhere_is_read_again(window, office):
    services = window.shell.desk
    draft = office.payment(services, amount="11.00")
    page = show(window, EDIT, id=draft.id)
    services.drafts.save(replace(draft, raw=draft.raw | {"amount": "12.00"}))
    settle()
    assert page.form.value("amount") == "12.00"


def test_typing_is_not_lost_when_a_payment_is_saved_elsewhere(window, office):
    services = window.shell.desk
    draft = office.payment(services, amount="11.00")
    page = show(window, EDIT, id=draft.id)
    type_into(page, "amount", "15")
    services.drafts.save(replace(draft, raw=draft.raw | {"amount": "12.00"}))
    settle()
    assert page.form.value("amount") == "15.00"
    assert "another window" in window._host.notice.words()


def test_a_template_is_kept_and_begun_from(window, office):
    draft = office.payment(window.shell.desk, amount="500.00", purpose="Аренда, договор 7. Без НДС")
    page = show(window, EDIT, id=draft.id)
    page.templates.ask_name()
    (dialog,) = dialogs_shown()
    dialog.findChild(QLineEdit).setText("Аренда & свет")
    button(dialog, "Save").click()
    settle()
    page.templates.popup()
    settle()
    entry = next(each for each in page.templates.menu.actions() if each.text() == "Аренда && свет")
    page.templates.menu.hide()
    entry.trigger()
    settle()
    assert page.form.value("amount") == "500.00"
    assert page._draft.version == 0


def test_amount_in_words_and_the_counter_follow(window):
    page = show(window, EDIT)
    type_into(page, "amount", "1234,05")
    assert page.form.words.text() == "Одна тысяча двести тридцать четыре рубля 05 копеек"
    page.form.put({"purpose": "я" * 211})
    assert page.form.counter.text() == "211 of 210"


def test_too_little_money_is_seen_beside_the_account(window):
    page = show(window, EDIT)
    type_into(page, "amount", "12543890.46")
    assert page.form.balance.property("text_role") == "partly"
    type_into(page, "amount", "12543890.45")
    assert page.form.balance.property("text_role") == "muted"


@pytest.mark.parametrize("width", [1280, 900, 720, 640])
def test_the_form_is_never_wider_than_the_window(window, office, width):
    long = 'ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ "НАУЧНО-ПРОИЗВОДСТВЕННОЕ ОБЪЕДИНЕНИЕ" ' * 2
    draft = office.payment(
        window.shell.desk, payee_name=long, payee_account="1" * 20, date="2026-01-01", tax_status="99"
    )
    window.resize(width, 720)
    page = show(window, EDIT, id=draft.id)
    viewport = page._scroll.viewport().width()
    assert page.form.parentWidget().width() <= viewport
    for name, editor in page.form.editors.items():
        if editor.isVisible():
            right = editor.mapTo(page._scroll.viewport(), editor.rect().topRight()).x()
            assert right < viewport, name


def test_a_form_without_remarks_fits_a_low_window(window, office):
    draft = office.payment(window.shell.desk)
    page = show(window, EDIT, id=draft.id)
    page.form.tax.unfold()
    page.form.show_problems([])
    settle()
    assert page._scroll.verticalScrollBar().maximum() == 0
    assert page._scroll.horizontalScrollBar().maximum() == 0


def test_an_empty_code_says_what_it_means_and_stays_empty(window):
    page = show(window, EDIT)
    for name, blank in (("payment_kind", "ordinary"), ("purpose_code", "none"), ("payout_code", "none")):
        option = QStyleOptionComboBox()
        page.form.editors[name].initStyleOption(option)
        assert option.currentText == blank
        assert option.palette.color(QPalette.ColorRole.ButtonText) == theme.colour("muted")
        assert page.form.value(name) == ""


def test_the_own_page_forgets_answers_about_older_texts(window):
    page = show(window, EDIT)
    page.form.put({"amount": "1"})
    page.checking.now()
    page.form.put({"amount": "nonsense"})
    page.checking.now()
    assert tasks.wait_idle()
    assert codes(page, "amount") == ["amount_form"]


def test_a_signed_payment_is_not_judged_again(window, office):
    services = window.shell.desk
    draft = office.payment(services, priority="2")
    services.signing.sign(services.signing.prepare([draft.id]), PASSPHRASE)
    page = show(window, EDIT, id=draft.id)
    assert page.form.problems() == []
    assert lines(page, "priority") == []
