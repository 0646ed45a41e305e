"""A program that swaps account numbers on the clipboard between copy and paste: what was pasted is told apart at once."""

import form_kit
from form_kit import codes, settle, show
from PySide6.QtGui import QGuiApplication
from real_desk import PAYEE

from bsclient.domain import checks
from bsclient.services.payees.book import Payee

desk, office, window = form_kit.desk, form_kit.office, form_kit.window
EDIT = "payments.edit"
_BLANK = "40702810038000000666"
THIEF = _BLANK[:8] + checks.account_key_digit(PAYEE["payee_bic"], _BLANK) + _BLANK[9:]


def paste(page, name, text):
    QGuiApplication.clipboard().setText(text)
    editor = page.form.editors[name]
    editor.setFocus()
    editor.selectAll()
    editor.paste()
    settle()


def test_an_account_swapped_on_the_clipboard_is_red_at_once(window, desk):
    known = Payee(
        id="", name=PAYEE["payee_name"], inn=PAYEE["payee_inn"], kpp="", account=PAYEE["payee_account"],
        bic=PAYEE["payee_bic"], bank_name="", corr_account="", state="",
    )  # fmt: skip
    desk.payees.save(known)
    page = show(window, EDIT)
    for name in ("payee_name", "payee_inn", "payee_bic", "payee_account"):
        paste(page, name, PAYEE[name])
    assert "payee_account_changed" not in codes(page, "payee_account")
    QGuiApplication.clipboard().setText(PAYEE["payee_account"])  # what the book-keeper copied
    paste(page, "payee_account", THIEF)  # what the clipboard held when he pasted
    page.form.editors["purpose"].setFocus()
    settle()
    assert "payee_account_changed" in codes(page, "payee_account")
    assert page.form.value("payee_account") == THIEF


def test_an_unknown_account_is_called_new(window):
    page = show(window, EDIT)
    party = {"payee_name": "ООО Некто", "payee_inn": "7703334458", "payee_bic": PAYEE["payee_bic"]}
    for name, words in party.items():
        paste(page, name, words)
    paste(page, "payee_account", THIEF)
    page.form.editors["purpose"].setFocus()
    settle()
    assert page.form.value("payee_account") == THIEF
    assert "payee_new" in codes(page, "payee_account")
