"""The table of rows: typed like a spreadsheet, pasted from one, undone, marked where something is wrong, summed up."""

import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bsclient.domain.document import Document
from bsclient.domain.fields import account, choice, day, flag, money, person, rows, text
from bsclient.domain.problems import Problem, Severity
from bsclient.gui.forms import rows_model
from bsclient.gui.forms.rows_editor import RowsEditor

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KINDS = {"wage": "Wage", "bonus": "Bonus"}


class Line(Document):
    name: str = person("Full name")
    account: str = account("Account")
    amount: Decimal = money("Amount")
    kind: str = choice("Kind", ("wage", "bonus"), words=KINDS, default="wage")
    paid_on: dt.date = day("Day", required=False)
    why: str = text("Why", longest=40, when=("kind", "bonus"))
    resident: str = flag("Resident")


class Register(Document):
    lines: tuple[Line, ...] = rows("Employees", Line, longest=10_000)


WHO = {"name": "Иванов Иван", "account": "40817810000000000001", "amount": "1000.00", "kind": "wage"}


@pytest.fixture
def grid(qtbot):
    made = RowsEditor(Register.field("lines"))
    made.model.today = lambda: dt.date(2026, 11, 20)
    qtbot.addWidget(made)
    made.resize(1000, 400)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.table.setFocus()
    return made


def people(count):
    return [{**WHO, "name": f"Иванов {'И' * (1 + at % 9)}", "amount": f"{at + 1}.00"} for at in range(count)]


def press(grid, key, modifiers=Qt.KeyboardModifier.NoModifier):
    """Send a key to what has the focus, as a keyboard does: first as a shortcut, then as a key."""
    target = QApplication.focusWidget()
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers)
    asked.ignore()
    QApplication.sendEvent(target, asked)
    QTest.keyClick(target, key, modifiers)
    QApplication.processEvents()
    return asked.isAccepted()


def type_in(words):
    for letter in words:  # the first one opens the editor that gets the others
        QTest.keyClicks(QApplication.focusWidget(), letter)
        QApplication.processEvents()


def at(grid):
    index = grid.table.currentIndex()
    return index.row(), grid.model.fields[index.column()].name


def test_rows_are_typed_cell_by_cell(grid):
    assert at(grid) == (0, "name")
    type_in("Petrov P")
    press(grid, Qt.Key.Key_Tab)
    type_in("40817810000000000002")
    press(grid, Qt.Key.Key_Return)
    type_in("1 234,5")
    press(grid, Qt.Key.Key_Tab)
    assert at(grid) == (0, "kind")
    press(grid, Qt.Key.Key_Tab)
    type_in("1")
    press(grid, Qt.Key.Key_Return)
    assert grid.value() == [
        {
            "name": "Petrov P", "account": "40817810000000000002", "amount": "1234.50", "kind": "wage",
            "paid_on": "2026-11-01", "why": "", "resident": "",
        }
    ]  # fmt: skip
    assert at(grid) == (0, "resident")  # `why` is not asked for a wage
    press(grid, Qt.Key.Key_Space)
    assert grid.value()[0]["resident"] == "1"
    press(grid, Qt.Key.Key_Tab)
    assert at(grid) == (1, "name")


def test_down_ends_a_cell_and_goes_below(grid):
    grid.set_value(people(3))
    grid.table.go(0, 2)
    type_in("7")
    press(grid, Qt.Key.Key_Down)
    assert at(grid) == (1, "amount")
    assert grid.value()[0]["amount"] == "7.00"


def test_the_empty_line_leads_on_and_the_first_cell_back(grid, qtbot):
    with qtbot.waitSignal(grid.advance):
        press(grid, Qt.Key.Key_Return)
    grid.set_value(people(1))
    grid.table.go(0, 0)
    with qtbot.waitSignal(grid.table.passed) as passed:
        press(grid, Qt.Key.Key_Backtab, SHIFT)
    assert passed.args == [False]


def test_an_accepted_key_of_the_table_is_no_shortcut_of_the_page(grid):
    grid.set_value(people(2))
    grid.table.go(0, 0)
    assert press(grid, Qt.Key.Key_Insert)
    assert press(grid, Qt.Key.Key_Delete, CONTROL)
    assert press(grid, Qt.Key.Key_D, CONTROL | SHIFT)
    assert not press(grid, Qt.Key.Key_S, CONTROL)


def test_rows_of_a_spreadsheet_are_pasted(grid):
    block = "Full name\tAccount\tAmount\tKind\r\nСидоров Сидор\t4081 7810 0000 0000 0003\t2 500,00\tBonus\r\n"
    QGuiApplication.clipboard().setText(block + "Орлова Анна\t40817810000000000004\t1000.5\twage\r\n\r\n")
    grid.table.go(0, 0)
    press(grid, Qt.Key.Key_V, CONTROL)
    found = [(row["name"], row["account"], row["amount"], row["kind"]) for row in grid.value()]
    assert found == [
        ("Сидоров Сидор", "40817810000000000003", "2500.00", "bonus"),
        ("Орлова Анна", "40817810000000000004", "1000.50", "wage"),
    ]
    assert "3,500.50" in grid.totals()
    press(grid, Qt.Key.Key_Z, CONTROL)
    assert grid.value() == []
    press(grid, Qt.Key.Key_Y, CONTROL)
    assert len(grid.value()) == 2


def test_a_pasted_block_goes_into_cells_and_beyond_the_last_row(grid):
    grid.set_value(people(2))
    QGuiApplication.clipboard().setText("5\n6\n7\n")
    grid.table.go(1, 2)
    press(grid, Qt.Key.Key_V, CONTROL)
    assert [row["amount"] for row in grid.value()] == ["1.00", "5.00", "6.00", "7.00"]


def test_what_is_copied_can_be_pasted(grid):
    grid.set_value([{**WHO, "kind": "bonus", "why": "за год", "paid_on": "2026-11-05", "resident": "1"}])
    grid.table.selectRow(0)
    press(grid, Qt.Key.Key_C, CONTROL)
    grid.table.go(1, 0)
    press(grid, Qt.Key.Key_V, CONTROL)
    assert grid.value()[1] == grid.value()[0]


def test_rows_are_inserted_duplicated_removed_and_cells_emptied(grid):
    grid.set_value(people(3))
    grid.table.go(1, 0)
    press(grid, Qt.Key.Key_Insert)
    assert [row["amount"] for row in grid.value()] == ["1.00", "", "2.00", "3.00"]
    press(grid, Qt.Key.Key_Delete, CONTROL)
    grid.table.go(2, 0)
    press(grid, Qt.Key.Key_D, CONTROL | SHIFT)
    assert [row["amount"] for row in grid.value()] == ["1.00", "2.00", "3.00", "3.00"]
    grid.table.go(0, 2)
    press(grid, Qt.Key.Key_Delete)
    assert grid.value()[0]["amount"] == ""
    for _each in range(4):
        press(grid, Qt.Key.Key_Z, CONTROL)
    assert grid.value() == people(3)


def test_what_a_row_does_not_ask_cannot_be_typed(grid):
    grid.set_value([WHO, {**WHO, "kind": "bonus"}])
    why = grid.model.column("why")
    editable = [
        bool(grid.model.flags(grid.model.index(place, why)) & Qt.ItemFlag.ItemIsEditable) for place in (0, 1)
    ]
    assert editable == [False, True]


def test_findings_mark_cells_and_rows(grid):
    grid.set_value(people(3))
    block = Problem("lines.1.account", "account_form", facts={"value": "x"})
    warn = Problem("lines.1.amount", "amount_zero", Severity.WARN)
    grid.show_problems([(1, "account", block), (1, "amount", warn)])
    model = grid.model
    assert model.mark(1, model.column("account"))[0] is Severity.BLOCK
    assert model.mark(0, model.column("account")) is None
    assert "amount is zero" in model.data(model.index(1, model.column("amount")), Qt.ItemDataRole.ToolTipRole)
    header = [model.headerData(n, Qt.Orientation.Vertical, Qt.ItemDataRole.DecorationRole) for n in (0, 1)]
    assert header[0] is None
    assert header[1] is not None


def test_a_locked_table_changes_nothing(grid):
    grid.set_value(people(2))
    grid.set_locked(locked=True)
    grid.table.go(0, 0)
    type_in("x")
    press(grid, Qt.Key.Key_Delete)
    press(grid, Qt.Key.Key_Delete, CONTROL)
    assert grid.value() == people(2)
    assert grid.model.rowCount() == 2


def test_no_more_rows_than_declared(grid):
    grid.set_value(people(9_999))
    QGuiApplication.clipboard().setText("\n".join(f"Иванов И\t\t{n}" for n in range(5)))
    grid.table.go(9_999, 0)
    press(grid, Qt.Key.Key_V, CONTROL)
    assert len(grid.value()) == 10_000
    assert grid.model.rowCount() == 10_000


def test_ten_thousand_rows_ask_only_for_what_is_seen(grid, monkeypatch, qtbot):
    asked = []
    real = rows_model.RowsModel.data

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        asked.append(index.row())
        return real(self, index, role)

    monkeypatch.setattr(rows_model.RowsModel, "data", data)
    grid.set_value(people(10_000))
    grid.table.go(5_000, 2)
    type_in("8")
    press(grid, Qt.Key.Key_Return)
    grid.grab()
    assert grid.value()[5_000]["amount"] == "8.00"
    assert len(set(asked)) < 100
    assert "10,000" in grid.totals()
