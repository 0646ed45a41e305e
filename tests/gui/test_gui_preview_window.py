"""Pages on the screen, in a PDF and on a printer: all of them, in order, only the seen ones painted."""

import re

import pytest
from bank_stage import Window
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from bsclient.errors import BsError
from bsclient.gui import preview, tasks
from bsclient.gui.preview.layout import GAP, LARGEST, SMALLEST, Fit, Sheets, percent_for
from bsclient.gui.preview.printer import PrintJob, order
from bsclient.printing.canvas import Box

PAGES = re.compile(rb"/Type\s*/Page\b(?!s)")


class Painted:
    """Pages that remember when they were painted."""

    def __init__(self, count):
        self.asked = []
        self.pages = [self._page(number) for number in range(count)]

    def _page(self, number):
        def paint(sheet):
            self.asked.append(number)
            sheet.text(Box(20, 20, 100, 10), f"Лист {number}")

        return paint


@pytest.fixture
def shell(qtbot, tmp_path):
    window = QWidget()
    qtbot.addWidget(window)
    return Window(None, window, tmp_path)


@pytest.fixture
def show(qtbot, shell):
    def make(count):
        painted = Painted(count)
        window = preview.open(shell, "Выписка: <b>счёт</b> 1/2", painted.pages)
        qtbot.addWidget(window)
        window.resize(900, 700)
        qtbot.waitExposed(window)
        return window, painted

    return make


@pytest.mark.parametrize("columns", [1, 2])
def test_sheets_lie_beside_and_below_each_other_without_touching(columns):
    sheets = Sheets(7, 80, columns, 1000)
    places = [sheets.place(number) for number in range(7)]
    for first, one in enumerate(places):
        assert one.width() == sheets.width
        assert one.bottom() < sheets.total_height
        assert not any(one.intersects(other) for other in places[first + 1 :])
    for top in range(0, sheets.total_height, 37):
        touched = {
            at for at, place in enumerate(places) if place.top() <= top + 300 and place.bottom() >= top
        }
        assert touched <= set(sheets.between(top, top + 300))
        assert len(sheets.between(top, top + 300)) <= len(touched) + 2 * columns


def test_the_scale_fits_the_window_and_keeps_within_its_limits():
    for fit, columns in ((Fit.WIDTH, 1), (Fit.PAGE, 1), (Fit.TWO, 2)):
        percent = percent_for(fit, 1200, 900)
        sheets = Sheets(2, percent, columns, 1200)
        larger = Sheets(2, percent + 2, columns, 1200)
        assert sheets.total_width <= 1200
        if fit is not Fit.WIDTH:
            assert sheets.height + 2 * GAP <= 900
        assert larger.total_width > 1200 or larger.height + 2 * GAP > 900
    assert percent_for(Fit.WIDTH, 1, 1) == SMALLEST
    assert percent_for(Fit.WIDTH, 10**6, 10) == LARGEST


def test_only_pages_in_sight_are_painted_and_once(show):
    window, painted = show(2500)
    window.view.grab()
    assert set(painted.asked) <= {0, 1}
    before = len(painted.asked)
    window.view.grab()
    assert len(painted.asked) == before
    window.view.show_page(1999)
    window.view.grab()
    assert 1999 in painted.asked
    assert len(set(painted.asked)) <= 5
    assert window.number.value() == 2000


def test_pages_are_turned_by_keys_and_number(show, qtbot):
    window, _painted = show(9)
    for key, page in ((Qt.Key.Key_PageDown, 1), (Qt.Key.Key_PageDown, 2), (Qt.Key.Key_PageUp, 1)):
        qtbot.keyClick(window.view, key)
        assert window.view.page == page
    qtbot.keyClick(window.view, Qt.Key.Key_End)
    assert window.number.value() == 9
    window.number.setValue(4)
    assert window.view.page == 3
    qtbot.keyClick(window.view, Qt.Key.Key_Home)
    assert window.view.page == 0


def test_zoom_keeps_the_page_that_is_read(show):
    window, _painted = show(9)
    window.view.show_page(5)
    width = window.view.percent
    window.view.zoom(1)
    assert window.view.percent > width
    assert window.view.page == 5
    window.scale.setCurrentIndex(window.scale.findData(Fit.TWO.value))
    window.scale.activated.emit(window.scale.currentIndex())
    assert window.view.fit is Fit.TWO
    assert window.view.percent < width
    assert window.view.page in {4, 5}


def test_a_pdf_has_every_page_under_a_name_that_files_can_have(show, tmp_path, qtbot):
    window, painted = show(3)
    window.ask_pdf()
    (dialog,) = [child for child in window.children() if child.inherits("QFileDialog")]
    name = dialog.selectedFiles()[0].rsplit("/", 1)[-1]
    dialog.reject()
    assert name == "Выписка_ _b_счёт_b_ 1_2.pdf"
    target = tmp_path / name
    window.view.hide()  # only the file asks for pages now
    painted.asked.clear()
    window.save_pdf(target)
    assert tasks.wait_idle()
    data = target.read_bytes()
    assert data.startswith(b"%PDF-")
    assert len(PAGES.findall(data)) == 3
    assert painted.asked == [0, 1, 2]
    assert name in window.notice.words()


def test_a_pdf_that_cannot_be_written_leaves_nothing_and_says_why(show, shell, tmp_path):
    window, _painted = show(1)
    window.save_pdf(tmp_path / "no such folder" / "a.pdf")
    assert tasks.wait_idle()
    assert [error.code for error in shell.errors] == ["file_not_written"]
    assert not (tmp_path / "no such folder").exists()


def printer_to(path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_a_printer_gets_the_pages_of_the_range(show, tmp_path, qtbot):
    window, painted = show(6)
    printer = printer_to(tmp_path / "paper.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 4)
    window.view.hide()
    painted.asked.clear()
    window.print_on(printer)
    qtbot.waitUntil(lambda: bool(window.notice.words()))
    assert painted.asked == [1, 2, 3]
    assert len(PAGES.findall((tmp_path / "paper.pdf").read_bytes())) == 3
    assert window.progress.isHidden()


def test_a_printer_that_does_not_answer_is_an_error(qtbot, tmp_path):
    job = PrintJob(printer_to(tmp_path / "no such folder" / "paper.pdf"), Painted(2).pages)
    with qtbot.waitSignal(job.failed) as caught:
        job.start()
    (error,) = caught.args
    assert isinstance(error, BsError)
    assert error.code == "print_failed"


def test_copies_and_direction_are_made_where_the_printer_cannot(qtbot):
    class Told:
        def __init__(self, **facts):
            self.facts = facts

        def __getattr__(self, name):
            return lambda: self.facts.get(name)

    usual = {
        "printRange": QPrinter.PrintRange.AllPages,
        "pageOrder": QPrinter.PageOrder.FirstPageFirst,
        "copyCount": 2,
        "supportsMultipleCopies": False,
    }
    assert order(Told(**usual, collateCopies=True), 3) == [0, 1, 2, 0, 1, 2]
    assert order(Told(**usual, collateCopies=False), 3) == [0, 0, 1, 1, 2, 2]
    backwards = usual | {"pageOrder": QPrinter.PageOrder.LastPageFirst, "supportsMultipleCopies": True}
    assert order(Told(**backwards, collateCopies=True), 3) == [2, 1, 0]


def test_closing_while_printing_stops_it(show, tmp_path, qtbot):
    window, painted = show(400)
    painted.asked.clear()
    window.print_on(printer_to(tmp_path / "paper.pdf"))
    qtbot.waitUntil(lambda: len(painted.asked) >= 2)
    with qtbot.waitSignal(window.destroyed):
        window.close()
    printed = len(painted.asked)
    qtbot.wait(50)
    assert len(painted.asked) == printed < 400


def test_the_number_of_the_page_has_room(show):
    window, _painted = show(12)
    field = window.number
    inside = field.lineEdit().width()
    assert inside >= field.fontMetrics().horizontalAdvance("12")


def test_a_preview_out_of_a_dialog_belongs_to_it(qtbot, shell):
    dialog = QDialog(shell.window)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitExposed(dialog)
    made = preview.open(shell, "Out of a dialog", Painted(1).pages)
    assert made.parentWidget() is dialog
    made.close()
    dialog.close()
    other = preview.open(shell, "Out of the window", Painted(1).pages)
    assert other.parentWidget() is shell.window
    other.close()
