"""The QR of own requisites: shown, copied, saved, printed; ZXing reads back what is on the paper."""

import form_kit
import pytest
from form_kit import settle
from PySide6.QtGui import QGuiApplication, QImage
from real_desk import ACCOUNT

from bsclient.formats import payment_qr, pdf_pages, qr
from bsclient.gui.payment_sources.code_window import open_code
from bsclient.gui.preview.window import PreviewWindow
from bsclient.gui.widgets import pictures
from bsclient.printing.canvas import paint_image

office, desk, window = form_kit.office, form_kit.desk, form_kit.window


@pytest.fixture
def shown(window, desk):
    made = open_code(desk, window.shell)
    settle()
    yield made
    made.close()


def read(picture):
    return [payment_qr.read(code.data) for code in qr.read_all(*pictures.grey_of(picture))]


def test_own_requisites_and_an_invoice(shown):
    (found,) = read(shown.view.grab().toImage().scaledToWidth(660))
    assert found.raw["payee_account"] == ACCOUNT
    assert found.raw["payee_inn"] == "7736050003"
    assert "amount" not in found.raw
    shown.amount.setText("1500,50")
    shown.purpose.setPlainText("Оплата по счёту № 7 | аванс")
    shown.copy()
    (found,) = read(QGuiApplication.clipboard().image())
    assert found.raw["amount"] == "1500.50"
    assert found.raw["purpose"] == "Оплата по счёту № 7 | аванс"
    assert not found.problems


def test_what_cannot_be_coded_is_said(shown):
    shown.purpose.setPlainText("п" * 161)
    assert shown.octets == b""
    assert "Purpose" in shown.trouble.text()
    assert "160" in shown.trouble.text()
    assert not any(button.isEnabled() for button in shown._acts)
    shown.purpose.clear()
    shown.amount.setText("много")
    assert "Sum" in shown.trouble.text()
    shown.amount.clear()
    assert shown.octets
    assert not shown.trouble.isVisible()


def test_files_are_written(shown, tmp_path):
    shown.amount.setText("9,99")
    for name in ("qr.png", "qr.svg", "qr.pdf"):
        shown.save(tmp_path / name)
        settle()
        assert name in shown.told.text()
    for name in ("qr.png", "qr.svg"):
        picture = pictures.read((tmp_path / name).read_bytes(), name)
        assert read(picture)[0].raw["amount"] == "9.99"
    (page,) = pdf_pages.read((tmp_path / "qr.pdf").read_bytes())
    (code,) = qr.read_all(page.grey, page.width, page.height)
    assert payment_qr.read(code.data).raw["amount"] == "9.99"


def test_what_is_printed_is_read_back(shown, desk, window):
    raw = desk.payment_codes.requisites(ACCOUNT, "120000.00", "Оплата по договору поставки " + "и" * 130)
    (sheet,) = desk.payment_codes.sheet(raw)
    (found,) = read(paint_image(sheet, 150))
    assert found.raw == raw
    (cards,) = desk.payment_codes.sheet(raw, cards=True)
    octets, width, height = pictures.grey_of(paint_image(cards, 300))
    half, quarter = width // 2, height // 4
    for row in range(4):
        for column in range(2):
            card = QImage(octets, width, height, width, QImage.Format.Format_Grayscale8).copy(
                column * half, row * quarter, half, quarter
            )
            assert read(card)[0].raw == raw
    shown.print_sheet()
    settle()
    (preview,) = [
        each for each in QGuiApplication.instance().topLevelWidgets() if isinstance(each, PreviewWindow)
    ]
    preview.close()
