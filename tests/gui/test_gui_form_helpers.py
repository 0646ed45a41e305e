"""What helps to fill a payment order: VAT, boxes of the budget, directories."""

import form_kit
import pytest
from form_kit import button, codes, dialogs_shown, settle, show, type_into
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from real_desk import PAYEE

from bsclient.domain import vat
from bsclient.domain.problems import Severity

desk, office, window = form_kit.desk, form_kit.office, form_kit.window
EDIT = "payments.edit"


class TestVat:
    """The helper under the purpose."""

    def choose(self, page, name, value):
        editor = page.form.editors[name]
        editor.setCurrentIndex(editor.findData(value))
        editor.edited.emit()

    @pytest.fixture
    def page(self, window):
        page = show(window, EDIT)
        page.form.put(PAYEE | {"amount": "1000.00", "purpose": "Оплата по счёту 17"})
        return page

    def test_included_names_the_sum(self, page):
        self.choose(page, "vat_mode", vat.INCLUDED)
        assert page.form.value("vat_rate") == "22"
        assert page.form.value("vat_amount") == "180.33"
        assert page.form.value("amount") == "1000.00"
        assert page.form.value("purpose") == "Оплата по счёту 17. В т.ч. НДС 22% - 180.33 руб."
        settle()
        assert codes(page, "vat_amount") == []

    def test_on_top_raises_the_amount_once(self, page):
        self.choose(page, "vat_mode", vat.ON_TOP)
        assert page.form.value("amount") == "1220.00"
        assert page.form.value("vat_amount") == "220.00"
        assert page.form.value("purpose").endswith("В т.ч. НДС 22% - 220.00 руб.")
        assert not page.form.vat._raise.isVisible()
        self.choose(page, "vat_rate", "10")
        assert page.form.value("amount") == "1100.00"
        self.choose(page, "vat_mode", vat.INCLUDED)
        assert page.form.value("amount") == "1000.00"
        self.choose(page, "vat_mode", "")
        assert page.form.value("purpose").rstrip(".") == "Оплата по счёту 17"

    def test_an_amount_typed_later_is_raised_only_by_the_button(self, page):
        self.choose(page, "vat_mode", vat.ON_TOP)
        type_into(page, "amount", "500")
        assert page.form.value("amount") == "500.00"
        assert page.form.vat._raise.isVisible()
        page.form.vat._raise.click()
        assert page.form.value("amount") == "610.00"
        assert page.form.value("vat_amount") == "110.00"

    def test_not_taxed_is_said_so(self, page):
        self.choose(page, "vat_mode", vat.NONE)
        assert page.form.value("purpose") == "Оплата по счёту 17. НДС не облагается"
        assert page.form.value("vat_rate") == ""

    def test_the_words_follow_an_amount_that_was_changed(self, page):
        self.choose(page, "vat_mode", vat.INCLUDED)
        type_into(page, "amount", "2000")
        page.form.editors["purpose"].setFocus()
        assert page.form.value("purpose") == "Оплата по счёту 17. В т.ч. НДС 22% - 360.66 руб."


class TestBudget:
    """Boxes 101 and 104-110."""

    def test_the_row_appears_for_a_treasury_account(self, window):
        page = show(window, EDIT)
        assert not page.form.editors["kbk"].isVisible()
        type_into(page, "payee_account", "03100643000000018500")
        assert page.form.editors["kbk"].isVisible()

    def test_the_row_appears_for_a_stored_budget_payment(self, window, office):
        draft = office.payment(window.shell.desk, tax_status="08")
        page = show(window, EDIT, id=draft.id)
        assert page.form.editors["tax_status"].isVisible()

    def test_the_single_tax_payment_has_no_errors(self, window):
        page = show(window, EDIT)
        page.form.tax.fill_single()
        page.form.put({"amount": "100.00", "purpose": "Единый налоговый платеж"})
        settle()
        blocks = [each for each in page.form.problems() if each.severity is Severity.BLOCK]
        assert blocks == []

    def test_next_remark_unfolds_the_row(self, window, office):
        draft = office.payment(window.shell.desk, kbk="18201061201010000510")
        page = show(window, EDIT, id=draft.id)
        page.form.tax._switch.click()
        assert not page.form.tax.unfolded()
        while page.form.focused() != "tax_status":
            before = page.form.focused()
            page.form.next_problem()
            assert page.form.focused() != before
        assert page.form.editors["tax_status"].isVisible()


class TestDirectories:
    """F4: the directory of banks and the book of payees."""

    def test_a_bank_is_taken_from_the_directory(self, window):
        page = show(window, EDIT)
        page.form.put({"payee_bic": "0445252"})
        page.form.editors["payee_bic"].setFocus()
        QTest.keyClick(page.form.editors["payee_bic"], Qt.Key.Key_F4)
        settle()
        (dialog,) = dialogs_shown()
        assert dialog.field.value() == "0445252"
        wanted = dialog.table.current_row()
        assert wanted.bic.startswith("0445252")
        button(dialog, "Choose").click()
        assert page.form.value("payee_bic") == wanted.bic
        assert page.form.value("payee_corr_account") == wanted.correspondent_account

    def test_a_payee_is_taken_from_the_book(self, window, office):
        office.payment(window.shell.desk)
        page = show(window, EDIT)
        page.form.editors["payee_name"].setFocus()
        QTest.keyClick(page.form.editors["payee_name"], Qt.Key.Key_F4)
        settle()
        (dialog,) = dialogs_shown()
        dialog.field.setText(PAYEE["payee_inn"])
        settle()
        QTest.keyClick(dialog.table, Qt.Key.Key_Return)
        assert page.form.value("payee_account") == PAYEE["payee_account"]
        assert dialogs_shown() == []
