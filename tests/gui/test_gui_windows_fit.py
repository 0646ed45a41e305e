"""What a window has room for: the payee of an imported payment at 1280, the filters at 1024, the tax row at 640 pixels."""

import form_kit
import pytest
from form_kit import settle, show
from import_files import exchange, order
from PySide6.QtGui import QGuiApplication

from bsclient.gui import tr
from bsclient.gui.documents.tax_block import TAX_FIELDS

desk, office, window = form_kit.desk, form_kit.office, form_kit.window
NAME = 'ООО "Торговый дом Север"'


@pytest.fixture
def russian(qtbot):
    tr.install(QGuiApplication.instance(), "ru")


def test_the_payee_of_an_imported_payment_is_read_whole_at_1280(window, tmp_path):
    page = show(window, "payments.import")
    path = tmp_path / "1c_to_kl.txt"
    path.write_bytes(exchange(order("101", "48200.00", Получатель1=NAME)))
    page.read_file(path)
    settle()
    table = page.view.table
    place = next(n for n, column in enumerate(table.paged.columns) if column.key == "payee")
    cell = table.visualRect(table.paged.index(0, place))
    assert cell.right() <= table.viewport().width()
    mark = next(n for n, column in enumerate(table.paged.columns) if column.key == "mark")
    assert table.visualRect(table.paged.index(0, mark)).right() <= table.viewport().width()
    assert table.fontMetrics().horizontalAdvance(NAME) < cell.width() - 8
    assert table.paged.data(table.paged.index(0, place), 3) == NAME  # Qt.ItemDataRole.ToolTipRole


def test_the_filters_of_the_journal_stand_in_one_line_at_1024(russian, window):
    window.resize(1024, 720)
    filters = show(window, "payments").filters
    parts = (filters.search, filters.period, filters.amounts, filters.account, filters.kind)
    assert len({each.geometry().center().y() // 10 for each in parts}) == 1, [each.width() for each in parts]


def test_the_tax_row_breaks_in_a_narrow_window(russian, window):
    page = show(window, "payments.edit")
    cells = [page.form.cells[name] for name in TAX_FIELDS]
    page.form.put({"amount": "1000000.00", "vat_mode": "on_top", "vat_rate": "22", "vat_amount": "220000.00"})
    page.form.tax.unfold()
    page.form.vat.load()
    page.form.put({"amount": "2000000.00"})
    settle()
    assert len({each.y() for each in cells}) == 1
    window.resize(640, 360)
    settle()
    assert len({each.y() for each in cells}) == 2
    assert page._scroll.horizontalScrollBar().maximum() == 0


def test_values_of_the_settings_stand_in_one_column(russian, window):
    page = show(window, "settings")
    box = page.findChild(object, "language")
    serial = page._key.findChildren(type(page._key).__mro__[1])
    name = next(each for each in serial if getattr(each, "text", lambda: "")() == page.desk.user.name)
    assert abs(box.mapTo(page, box.rect().topLeft()).x() - name.mapTo(page, name.rect().topLeft()).x()) <= 1


def test_the_import_is_whole_in_a_narrow_and_low_window(russian, window, tmp_path):
    window.resize(640, 360)
    page = show(window, "payments.import")
    settle()
    table = page.start.table
    place = next(n for n, column in enumerate(table.paged.columns) if column.stretch)
    assert table.columnWidth(place) >= table.paged.columns[place].width
    assert page.start.choose.height() >= page.start.choose.minimumSizeHint().height()
    path = tmp_path / "1c_to_kl.txt"
    one = order("101", "48200.00")
    path.write_bytes(exchange(one, one))
    page.read_file(path)
    settle()
    shown = [page.view.summary, page.view.insist, page.view.take, page.view.report]
    assert page.view.insist.isVisible()
    for each in shown:
        if each.isVisible():
            assert each.geometry().right() <= page.view.width()
            assert each.width() >= min(each.sizeHint().width(), 300)
    assert page.view.table.height() >= 150
    assert page.view.details.parentWidget().y() >= page.view.table.geometry().bottom()
    window.resize(1280, 720)
    settle()
    assert page.view.details.parentWidget().x() >= page.view.table.geometry().right()
