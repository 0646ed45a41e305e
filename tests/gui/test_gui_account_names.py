"""An account by the name that the user gave it: at home, in choosers, in the form; and back to the bank's name."""

import form_kit
import pytest
from form_kit import button, dialogs_shown, settle, show
from PySide6.QtWidgets import QLabel
from real_desk import ACCOUNT

from bsclient.errors import BadInput
from bsclient.services.statements.reading import LONGEST_NAME

desk, office, window = form_kit.desk, form_kit.office, form_kit.window
NAME = "Зарплатный & налоги"


def words(widget):
    return [each.text() for each in widget.findChildren(QLabel)]


def captions(box):
    return [box.itemText(place) for place in range(box.count())]


def test_a_name_is_given_shown_everywhere_and_taken_back(window, desk):
    bank_name = next(each.name for each in desk.statements.accounts() if each.number == ACCOUNT)
    page = show(window, "statements", account=ACCOUNT)
    page._naming.trigger()
    asking = dialogs_shown()[-1]
    assert asking.field.placeholderText() == bank_name
    asking.field.setText(f"  {NAME} ")
    button(asking, "Save").click()
    settle()
    assert any(caption.startswith(f"{NAME} …{ACCOUNT[-4:]}") for caption in captions(page.account))
    assert NAME in words(show(window, "home"))
    filters = show(window, "payments").filters
    settle()
    assert any(caption.startswith(NAME) for caption in captions(filters.account))
    form = show(window, "payments.edit").form
    assert form.balance.text().startswith(NAME)
    assert any(NAME in caption for caption in captions(form.editors["payer_account"]))
    assert form.value("payer_account") == ACCOUNT
    desk.statements.rename(ACCOUNT, " ")
    settle()
    assert [each.own_name for each in desk.statements.accounts() if each.number == ACCOUNT] == [""]
    assert NAME not in words(show(window, "home"))


def test_a_name_has_a_limit(desk):
    with pytest.raises(BadInput) as refused:
        desk.statements.rename(ACCOUNT, "x" * (LONGEST_NAME + 1))
    assert refused.value.code == "account_name_long"
    assert desk.home.overview().accounts[0].own_name == ""
