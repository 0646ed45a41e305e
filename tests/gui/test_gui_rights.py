"""The page of users and rights in plain words, acts that are closed with a reason, and the sheet's word on signatures."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel
from real_desk import ACCOUNT, Office
from render_form import render, settle

from bsclient.domain.rights import Action, told
from bsclient.gui.documents.sign_dialog import SignDialog
from bsclient.gui.rights import asking, demands, words
from bsclient.services.keys import authority

USERS = [
    {"id": "dir", "name": "Орлов Игорь Владимирович", "position": "Директор", "group": "1", "roles": "operator,administrator"},
    {"id": "acc", "name": "Смирнова Анна Петровна", "position": "Главный бухгалтер", "group": "2", "roles": "operator"},
    {"id": "fin", "name": "Кузнецов Пётр Андреевич", "position": "Контролёр", "group": "3", "roles": "none"},
]  # fmt: skip
RULES = told.Told(
    "(11)",
    USERS,
    grants=[{"user": "acc", "action": "create", "allow": "", "scope": "family:payroll", "account": ""}],
    limits=[
        {"id": "1", "user": "", "scope": "", "account": "", "currency": "RUB", "per_document": "",
         "per_day": "5000.00", "used": "5000.00", "used_on": "2026-11-20"},
    ],
    schemes=[
        {"scheme": "(111)", "scope": "", "account": "", "above": "1000000.00", "currency": "RUB", "four_eyes": "1"},
    ],
    substitutes=[{"user": "fin", "absent": "dir", "from": "2026-11-16", "to": "2026-11-30", "actions": "sign1"}],
)  # fmt: skip


def tell(desk, rights):
    """Let the bank tell the desk its rights."""
    with desk.place.store.write() as work:
        groups = {one["id"]: int(one["group"]) for one in rights.users}
        authority.keep_rights(work, authority.Rights(rights.scheme, groups), rights)
        work.touch_everything()


@pytest.fixture
def desk(tmp_path, qapp):
    made = Office(tmp_path).desk()
    tell(made, RULES)
    yield made
    made.close()


def cells(table):
    """All texts of a list."""
    model = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_the_page_says_everything_in_plain_words(desk, tmp_path):
    window = render(desk, tmp_path, "", page="rights")
    page = window._host.page
    shown = {key: cells(table) for key, table in page.lists.items()}
    assert shown["roles"][2] == ["Кузнецов Пётр Андреевич", "Контролёр", "approver's visa", ""]
    assert shown["schemes"][0][3:] == ["first, second and visa", "may not sign it alone"]
    assert shown["schemes"][-1][3] == "first and second"
    assert shown["limits"][0][0] == "The whole organisation"
    assert "5,000.00" in shown["limits"][0][5]
    assert "0.00" in shown["limits"][0][6]
    assert shown["grants"][0][1:4] == ["Forbidden", "Create", "Payroll"]
    assert shown["substitutes"][0][5] == "in force"
    assert "Administers rights" in page.you.text()
    window.close()


def test_a_change_begins_with_the_line_as_it_is(desk, tmp_path):
    window = render(desk, tmp_path, "", page="rights")
    page = window._host.page
    page.tabs.choose("limits")
    settle()
    page.change()
    settle()
    form = window._host.page.form
    [row] = form.raw()["limits"]
    assert (row["deed"], row["whose"], row["per_day"]) == ("set", "client", "5000.00")
    window.close()


def test_who_does_not_administer_sees_why(desk, tmp_path):
    users = [USERS[0] | {"roles": "viewer"}, *USERS[1:]]
    tell(desk, replace(RULES, users=users))
    window = render(desk, tmp_path, "", page="rights")
    for action in window._host.page.page_actions():
        if action is not None:
            assert not action.isEnabled()
            assert "administrator" in action.toolTip()
    window.close()


def test_acts_of_the_journal_are_closed_with_the_reason(desk):
    users = [USERS[0] | {"roles": "viewer"}, *USERS[1:]]
    assert asking.denied(desk, ["payment_order"], [("payment_order", ACCOUNT)]) == {}
    tell(desk, replace(RULES, users=users))
    found = asking.denied(desk, ["payment_order"], [("payment_order", ACCOUNT)])
    assert {"new", "import", "bulk", "delete"} <= set(found)
    assert not {"sign", "send", "print", "open"} & set(found)  # he has the first signature
    assert "role" in found["new"]


def test_a_form_is_locked_for_who_may_not_write_it(desk, tmp_path):
    tell(desk, replace(RULES, users=[USERS[0] | {"roles": "operator"}, *USERS[1:]]))
    office = Office.payment
    draft = office(None, desk)
    tell(desk, replace(RULES, users=[USERS[0] | {"roles": "viewer"}, *USERS[1:]]))
    window = render(desk, tmp_path, "payment_order", page="")
    window.shell.open_page("payments.edit", id=draft.id)
    settle()
    page = window._host.page
    save = next(a for a in page.page_actions() if a is not None and a.text() == "Save")
    assert not save.isEnabled()
    assert "role" in save.toolTip()
    window.close()


def test_the_sheet_says_which_signatures_are_needed(desk, tmp_path):
    office = Office.payment
    small, big = office(None, desk), office(None, desk, amount="1000000.01")
    sheet = desk.signing.prepare([small.id, big.id])
    assert [refused.code for refused in sheet.refused] == ["limit_day_client"] * 2
    tell(desk, replace(RULES, limits=[]))
    sheet = desk.signing.prepare([small.id, big.id])
    said = demands.lines(sheet)
    assert sorted(said) == [
        "1 of 2: Signatures needed: first and second. After yours still wanted: second signature.",
        (
            "1 of 2: Signatures needed: first, second and visa. Another than its maker must sign."
            " After yours still wanted: second signature, approver's visa."
        ),
    ]
    window = render(desk, tmp_path, "", page="home")
    dialog = SignDialog(desk, window.shell, [small.id], lambda *_: None)
    dialog.open()
    settle()
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert any("still wanted: second signature" in text for text in texts)
    dialog.reject()
    window.close()


@pytest.mark.parametrize(
    ("scheme", "said"),
    [
        ("(1)", "first"),
        ("(01)||(1)", "second or first"),
        ("(211)", "first ×2, second and visa"),
        ("(110)||(111)", "first and second or first, second and visa"),
    ],
)
def test_schemes_in_words(qapp, scheme, said):
    assert words.scheme(scheme) == said


def test_every_role_and_action_has_words(qapp):
    assert set(words.ACTIONS) == set(Action)
    assert words.action(None) == "All actions"
    assert words.group(0) == "any signature"


def grid_of(desk, tmp_path, name):
    """The table of a part of the document, in a window that has the keyboard."""
    window = render(desk, tmp_path, "rights_change")
    window.activateWindow()
    grid = window._host.page.form.grids[name]
    grid.table.setFocus()
    grid.go(0, grid.model.fields[0].name)
    return window, grid


def chooser(grid, name):
    """The editor that opens in a cell of the first line, by F4."""
    grid.go(0, name)
    QTest.keyClick(grid.table, Qt.Key.Key_F4)
    settle()
    return next((each for each in grid.table.findChildren(QComboBox) if each.isVisible()), None)


@pytest.mark.parametrize(
    ("part", "name"),
    [("roles", "name"), ("grants", "name"), ("substitutes", "name"), ("substitutes", "absent")],
)
def test_people_are_chosen_and_not_typed(desk, tmp_path, part, name):
    window, grid = grid_of(desk, tmp_path, part)
    made = chooser(grid, name)
    offered = [made.itemText(at) for at in range(made.count())]
    assert [made.itemData(at) for at in range(made.count())] == ["", *sorted(one["name"] for one in USERS)]
    assert "Орлов Игорь Владимирович  Директор, first signature" in offered
    window.close()


def test_a_limit_of_one_user_chooses_him_too(desk, tmp_path):
    window, grid = grid_of(desk, tmp_path, "limits")
    grid.model.put(0, {"whose": "user"})
    made = chooser(grid, "name")
    assert made.findData("Смирнова Анна Петровна") > 0
    window.close()


@pytest.mark.parametrize("part", ["grants", "limits", "schemes"])
def test_accounts_are_the_organisations_own_or_every_one(desk, tmp_path, part):
    window, grid = grid_of(desk, tmp_path, part)
    made = chooser(grid, "account")
    assert made.itemText(0) == "Empty: every account."
    assert ACCOUNT in [made.itemData(at) for at in range(made.count())]
    window.close()


def test_a_namesake_is_not_offered_for_the_bank_could_not_tell_whom_is_meant(desk, tmp_path):
    tell(desk, replace(RULES, users=[*USERS, USERS[0] | {"id": "dir2", "group": "0"}]))
    window, grid = grid_of(desk, tmp_path, "roles")
    made = chooser(grid, "name")
    assert made.findData(USERS[0]["name"]) < 0
    assert made.findData(USERS[1]["name"]) > 0
    window.close()


def test_a_name_is_chosen_with_the_keyboard_alone(desk, tmp_path):
    window, grid = grid_of(desk, tmp_path, "grants")
    made = chooser(grid, "name")
    assert made.view().isVisible()  # F4 has opened the list
    made.hidePopup()
    for letter in "См":
        QApplication.sendEvent(
            made, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        )
    QTest.keyClick(made, Qt.Key.Key_Tab)
    settle()
    assert grid.value()[0]["name"] == "Смирнова Анна Петровна"
    assert grid.at() == (0, "verdict")
    window.close()
