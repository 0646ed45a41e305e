"""The comparison of a register whose rows look swapped: which row, whom, what was and what is now."""

from dataclasses import replace

from journal_kit import (  # noqa: F401 -- fixtures
    desk_fixture,
    keyring_fixture,
    office_fixture,
)
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from real_desk import ACCOUNT
from sign_kit import known_payee

from bsclient.domain import checks
from bsclient.domain.states import State
from bsclient.gui.documents.changed_payee import ChangedPayeeDialog
from bsclient.gui.documents.compared import MarkedText
from bsclient.gui.documents.sign_model import Consent, payee_name, row_of
from bsclient.gui.documents.sign_notices import Notices, differences

BIC, KIND = "044525225", "self_employed_register"
NAMES = ("Иванов Пётр Сергеевич", "Смирнова Ольга Юрьевна")


def keyed(tail):
    blank = f"408178100{tail:011}"
    return blank[:8] + checks.account_key_digit(BIC, blank) + blank[9:]


def inn(at):
    return f"770411223{at}" + checks.inn_check_digits(f"770411223{at}")


KNOWN, THIEF = [keyed(100), keyed(101)], keyed(666)


def register(desk, *accounts):
    """Save a register that pays both by turns."""
    for at, name in enumerate(NAMES):
        card = known_payee(desk, KNOWN[at], name)
        desk.payees.save(replace(card, inn=inn(at)))
    rows = [
        {
            "number": str(at + 1), "name": NAMES[at % 2], "inn": inn(at % 2), "phone": "", "account": account, "bic": BIC,
            "service": f"Вёрстка {at}", "amount": "100.00",
        }
        for at, account in enumerate(accounts)
    ]  # fmt: skip
    given = {"rows": rows, "cheques": "", "operation": "services"}
    saved = desk.drafts.save(desk.drafts.begin(KIND, given, ACCOUNT))
    assert saved.state is State.NEW, desk.drafts.check(KIND, saved.raw, saved.id)
    return desk.signing.prepare([saved.id])


def test_a_red_row_is_named_compared_and_typed_for(desk, qtbot):
    sheet = register(desk, KNOWN[0], THIEF)
    (item,) = sheet.items
    assert payee_name(item) == NAMES[1]
    assert [row_of(each) for each in item.warnings if each.code == "payee_account_changed"] == [2]
    (said,) = differences(item)
    assert said.startswith(f"No. 2, {NAMES[1]}: ")
    notices = Notices(Consent(sheet))
    qtbot.addWidget(notices)
    assert any(NAMES[1] in each.text() for each in notices.findChildren(QLabel))
    given = []
    dialog = ChangedPayeeDialog(None, item, given.append)
    qtbot.addWidget(dialog)
    assert NAMES[1] in dialog.windowTitle()
    assert f"No. 2, {NAMES[1]}: Account" in [each.text() for each in dialog.compared.findChildren(QLabel)]
    accounts = [each.accessibleName() for each in dialog.compared.findChildren(MarkedText)]
    assert accounts == [KNOWN[1], THIEF]
    assert not dialog.agree.isEnabled()
    QTest.keyClicks(dialog.reason, "Called the payee by the number of the contract")
    QTest.mouseClick(dialog.agree, Qt.MouseButton.LeftButton)
    assert given == ["Called the payee by the number of the contract"]


def test_no_more_rows_are_compared_than_a_person_looks_at(desk, qtbot):
    sheet = register(desk, *(keyed(1000 + at) for at in range(60)))
    dialog = ChangedPayeeDialog(None, sheet.items[0], lambda _reason: None)
    qtbot.addWidget(dialog)
    assert len(dialog.compared.findChildren(MarkedText)) == 2 * 50
    assert "and 10 more" in [each.text() for each in dialog.findChildren(QLabel)]
