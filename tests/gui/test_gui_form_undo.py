"""Ctrl+Z in a payment: in a field while it is typed into, then over the whole form, with what followed by itself."""

import form_kit
import pytest
from form_kit import settle, show
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

desk, office, window = form_kit.desk, form_kit.office, form_kit.window
BIC = "044525225"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
FIELDS = (
    "payee_name",
    "payee_bic",
    "payee_bank_name",
    "payee_corr_account",
    "amount",
    "purpose",
    "vat_mode",
    "vat_rate",
)


@pytest.fixture
def form(window):
    return show(window, "payments.edit").form


def go(form, name):
    form.editors[name].setFocus()
    assert form.focused() == name


def press(form, key, modifiers=CTRL):
    QTest.keyClick(form.editors[form.focused()], key, modifiers)
    settle()


def texts(form):
    return {name: form.value(name) for name in FIELDS}


def test_a_field_that_was_left_is_taken_back_from_another(form):
    go(form, "payee_name")
    QTest.keyClicks(form.editors["payee_name"], "OOO Iris")
    go(form, "uin")
    press(form, Qt.Key.Key_Z)
    assert form.value("payee_name") == ""
    assert form.focused() == "payee_name"
    press(form, Qt.Key.Key_Z, CTRL | SHIFT)
    assert form.value("payee_name") == "OOO Iris"


def test_what_followed_goes_back_with_it(form):
    before = texts(form)
    go(form, "payee_bic")
    QTest.keyClicks(form.editors["payee_bic"], BIC)
    settle()
    assert form.value("payee_corr_account")
    go(form, "uin")
    after = texts(form)
    press(form, Qt.Key.Key_Z)
    assert texts(form) == before
    press(form, Qt.Key.Key_Z, CTRL | SHIFT)
    assert texts(form) == after


def test_the_tax_and_its_wording_are_one_step(form):
    go(form, "amount")
    QTest.keyClicks(form.editors["amount"], "1000")
    go(form, "vat_mode")
    before = texts(form)
    box = form.editors["vat_mode"]
    box.setCurrentIndex(box.findData("on_top"))
    box.activated.emit(box.currentIndex())
    go(form, "uin")
    assert form.value("amount") == "1220.00"
    press(form, Qt.Key.Key_Z)
    assert texts(form) == before
    press(form, Qt.Key.Key_Z)
    assert form.value("amount") == ""


def test_while_one_types_the_field_undoes_itself(form):
    go(form, "payee_name")
    QTest.keyClicks(form.editors["payee_name"], "Iris")
    go(form, "reserved")
    QTest.keyClicks(form.editors["reserved"], "12")
    press(form, Qt.Key.Key_Z)
    assert (form.value("payee_name"), form.value("reserved")) == ("Iris", "")
    press(form, Qt.Key.Key_Z)
    assert form.value("payee_name") == ""


def test_another_draft_begins_without_steps(form, window):
    go(form, "payee_name")
    QTest.keyClicks(form.editors["payee_name"], "Iris")
    go(form, "uin")
    form.load(form.raw(), seen=True)
    go(form, "uin")
    press(form, Qt.Key.Key_Z)
    assert form.value("payee_name") == "Iris"
    assert not form.undo.undo()
