"""Every page opens for a user who may not view an account, and shows nothing of it; for one who may view nothing, too."""

import pytest
from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QLabel
from real_desk import ACCOUNT, Office
from render_form import render, settle
from test_gui_rights import RULES, USERS, tell

from bsclient.domain.rights import told
from bsclient.gui.pages import PAGES
from bsclient.gui.widgets.dialogs import Dialog

SECRET = "Тайный платёж"
MARKS = (SECRET, ACCOUNT, ACCOUNT[-4:])
NAMES = [spec.name for spec in PAGES if spec.in_menu and spec.name not in {"rights", "payees"}]
"""The page of rights tells the exceptions themselves, with their accounts; the book of payees has a right of its own."""


def rights(*grants, **changes):
    base = {"user": "dir", "action": "view", "allow": "", "scope": "", "account": ""}
    return told.Told("(11)", [USERS[0] | changes, *USERS[1:]], grants=[base | each for each in grants])


@pytest.fixture(scope="module")
def desk(tmp_path_factory, qapp):
    office = Office(tmp_path_factory.mktemp("office"))
    made = office.desk()
    tell(made, RULES)
    for place in range(3):
        office.payment(made, purpose=f"{SECRET} {place}, без НДС")
    yield made
    made.close()


def shown(window):
    """All texts of a window: labels, lists to choose from, cells."""
    found = [each.text() for each in window.findChildren(QLabel)]
    for each in window.findChildren(QComboBox):
        found += [each.itemText(at) for at in range(each.count())]
    for each in window.findChildren(QAbstractItemView):
        model = each.model()
        columns = 1 if model is None or isinstance(model, QAbstractListModel) else model.columnCount()
        for row in range(min(model.rowCount(), 50) if model is not None else 0):
            found += [
                str(model.index(row, column).data(Qt.ItemDataRole.DisplayRole)) for column in range(columns)
            ]
    return "\n".join(found)


def betrayed(window):
    return sorted(mark for mark in MARKS if mark in shown(window).replace("\u00a0", "").replace(" ", " "))


def test_the_control_finds_what_a_page_shows(desk, tmp_path):
    tell(desk, rights())
    window = render(desk, tmp_path, "", page="payments")
    assert SECRET in betrayed(window)
    window.close()


@pytest.mark.parametrize("grants", [({"account": ACCOUNT},), ({},)], ids=["an account", "everything"])
def test_no_page_shows_what_is_hidden_or_fails_over_it(desk, tmp_path, grants):
    tell(desk, rights(*grants))
    window = render(desk, tmp_path, "", page="home")
    found = {}
    for name in NAMES:
        window.shell.open_page(name)
        settle()
        if marks := betrayed(window):
            found[name] = marks
        dialogs = [
            each for each in QApplication.topLevelWidgets() if isinstance(each, Dialog) and each.isVisible()
        ]
        assert not dialogs, name
    window.close()
    assert found == {}
