"""Editors: what is typed or pasted, what the draft gets, what is shown, what can be undone."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from bsclient.domain.documents import Letter, PaymentOrder, registry
from bsclient.domain.kinds import KindName
from bsclient.gui import format as written
from bsclient.gui import tr
from bsclient.gui.forms.document_form import DocumentForm
from bsclient.gui.widgets import editors
from bsclient.gui.widgets.short_days import read_day

NO_KEYS = Qt.KeyboardModifier.NoModifier
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1", date(2026, 11, 1)),
        ("1.12", date(2026, 12, 1)),
        ("1,12", date(2026, 12, 1)),
        ("1.12.", date(2026, 12, 1)),
        ("011226", date(2026, 12, 1)),
        ("0112", date(2026, 12, 1)),
        ("01122027", date(2027, 12, 1)),
        ("1.2.27", date(2027, 2, 1)),
        ("1/2/2027", date(2027, 2, 1)),
        ("2026-12-05", date(2026, 12, 5)),
        ("31.02", None),
        ("0", None),
        ("", None),
        ("завтра", None),
        ("٣.١٢", None),
    ],
)
def test_short_days(typed, meant):
    assert read_day(typed, TODAY) == meant


def front(qtbot, window):
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def made(qtbot, name, kind=PaymentOrder):
    host = QWidget()
    editor = editors.make(kind.field(name))
    editor.setParent(host)
    host.resize(400, 200)
    qtbot.addWidget(host)
    front(qtbot, host)
    editor.setFocus()
    editor.host = host
    return editor


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("1234,5", "1234.50", "1,234.50"),
        ("1 234,56", "1234.56", "1,234.56"),
        ("1,234.56", "1234.56", "1,234.56"),
        ("1,234", "1234.00", "1,234.00"),
        ("12,20", "12.20", "12.20"),
        ("1,23,456", "1,23,456", "1,23,456"),
        ("1000000", "1000000.00", "1,000,000.00"),
        ("12-05", "12.05", "12.05"),
        ("twelve", "twelve", "twelve"),
        ("", "", ""),
    ],
)
def test_amounts_are_read_as_people_write_them(qtbot, typed, value, shown):
    editor = made(qtbot, "amount")
    QTest.keyClicks(editor, typed)
    assert editor.value() == value
    editor.clearFocus()
    assert editor.text() == shown
    assert editor.value() == value


def test_the_russian_comma_can_be_read_back(qtbot):
    tr.install(QGuiApplication.instance(), "ru")
    editor = made(qtbot, "amount")
    editor.set_value("1234567.05")
    assert editor.text() == "1\u00a0234\u00a0567,05"
    assert editor.value() == "1234567.05"


def test_in_russian_a_comma_never_parts_groups(qtbot):
    tr.install(QGuiApplication.instance(), "ru")
    editor = made(qtbot, "amount")
    editor.setText("1,234")
    assert editor.amount() is None


@pytest.mark.parametrize("language", ["en", "ru"])
def test_fields_and_lists_write_an_amount_alike(qtbot, language):
    tr.install(QGuiApplication.instance(), language)
    editor = made(qtbot, "amount")
    editor.set_value("1234567.05")
    assert editor.text() == written.amount(Decimal("1234567.05"))
    assert written.read_amount(editor.text()) == Decimal("1234567.05")


@pytest.mark.parametrize(
    "copied",
    [
        " 40702 810\u00a03 3800\u200b0000025\n",
        "40702.810.3.38000000025",
        "р/с 4070 2810 3380 0000 0025",
        "№40702810338000000025",
    ],
)
def test_pasted_account_loses_its_blanks(qtbot, copied):
    editor = made(qtbot, "payee_account")
    QGuiApplication.clipboard().setText(copied)
    QTest.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert editor.value() == "40702810338000000025"


def test_an_account_with_blanks_arrives_whichever_way_it_comes(qtbot):
    spaced = "4070 2810 3380 0000 0025"
    editor = made(qtbot, "payee_account")
    QGuiApplication.clipboard().setText(spaced)
    editor.paste()
    assert editor.value() == "40702810338000000025"
    editor.clear()
    data = QMimeData()
    data.setText(spaced)
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    editor.dropEvent(event)
    assert editor.value() == "40702810338000000025"
    editor.clear()
    QTest.keyClicks(editor, spaced)
    assert editor.value() == "40702810338000000025"
    assert editor.cursorPosition() == 20
    editor.setCursorPosition(4)
    QTest.keyClicks(editor, " 9")
    assert editor.value() == "407092810338000000025"
    assert editor.cursorPosition() == 5


def test_only_ascii_can_be_typed_into_a_code(qtbot):
    editor = made(qtbot, "payee_inn")
    for letter in "77٣0я 7":
        QGuiApplication.sendEvent(editor, QKeyEvent(QEvent.Type.KeyPress, 0, NO_KEYS, letter))
    assert editor.value() == "7707"


def test_nonsense_of_a_stored_draft_is_shown_as_it_is(qtbot):
    editor = made(qtbot, "payee_account")
    editor.set_value("счёт 12")
    assert editor.value() == "счёт 12"


def test_a_mend_can_be_undone(qtbot):
    for name, before, after in (
        ("payee_inn", "7707", "7707083893"),
        ("purpose", "Оплата", "Оплата. Без НДС"),
        ("date", "2026-10-01", "2026-11-20"),
    ):
        editor = made(qtbot, name)
        editor.set_value(before)
        editor.put(after)
        assert editor.value() == after
        editor.undo()
        assert editor.value() == before


def test_putting_is_not_typing(qtbot):
    for name in ("payee_inn", "purpose", "priority"):
        editor = made(qtbot, name)
        typed = []
        editor.edited.connect(lambda typed=typed: typed.append(1))
        editor.put("1")
        assert editor.value() == "1"
        assert typed == []


def test_day_is_stepped_by_plus_and_minus(qtbot):
    editor = made(qtbot, "date")
    editor.today = lambda: TODAY
    QTest.keyClicks(editor, "+")
    assert editor.value() == "2026-11-23"
    QTest.keyClicks(editor, "--")
    assert editor.value() == "2026-11-21"


def test_short_day_is_written_out_when_left(qtbot):
    editor = made(qtbot, "date")
    editor.today = lambda: TODAY
    QTest.keyClicks(editor, "1.12")
    editor.clearFocus()
    assert editor.text() == "01/12/2026"
    assert editor.value() == "2026-12-01"


def test_calendar_gives_a_day(qtbot):
    editor = made(qtbot, "date")
    editor.set_value("2026-11-05")
    QTest.keyClick(editor, Qt.Key.Key_F4)
    calendar = editor._calendar
    assert calendar.isVisible()
    calendar.clicked.emit(calendar.selectedDate().addDays(3))
    assert editor.value() == "2026-11-08"


def test_the_wheel_never_changes_a_code(qtbot):
    editor = made(qtbot, "priority")
    editor.set_value("5")
    before = editor.currentIndex()
    QTest.keyClick(editor, Qt.Key.Key_Up)
    assert editor.currentIndex() == before - 1
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QGuiApplication.sendEvent(editor, event)
    assert editor.currentIndex() == before - 1


def test_a_code_that_is_not_offered_is_kept(qtbot):
    editor = made(qtbot, "operation_type")
    editor.set_value("06")
    assert editor.value() == "06"


def test_payment_text_stays_one_line_and_a_letter_does_not(qtbot):
    payment, letter = made(qtbot, "purpose"), made(qtbot, "body", Letter)
    QGuiApplication.clipboard().setText("первая\nвторая")
    payment.paste()
    letter.paste()
    assert payment.value() == "первая вторая"
    assert letter.value() == "первая\nвторая"


@pytest.mark.parametrize("code", sorted(registry))
def test_any_declared_type_gets_a_form(qtbot, code):
    form = DocumentForm(registry[code])
    qtbot.addWidget(form)
    form.resize(800, 600)
    form.show()
    asked = [field for field in registry[code].declared if field.asked(form.raw())]
    for field in asked:
        editor = form.findChild(QWidget, field.name)
        assert editor is form.places[field.name]
        assert editor.isVisible()
        if field.rows is None:
            assert field.label in editor.accessibleName()
            assert form.cells[field.name].label.buddy() is editor
    raw = {
        field.name: "1" if field.kind.name is KindName.FLAG else "X" for field in asked if field.rows is None
    }
    form.load(raw, seen=True)
    kept = form.raw()
    assert {name: kept[name] for name in raw} == raw


def test_enter_goes_to_the_next_field(qtbot):
    form = DocumentForm(registry["recall_request"])
    qtbot.addWidget(form)
    front(qtbot, form)
    names = list(form.editors)
    form.editors[names[0]].setFocus()
    QTest.keyClick(form.editors[names[0]], Qt.Key.Key_Return)
    assert form.focused() == names[1]
    assert isinstance(form.editors[names[1]], QLineEdit)
