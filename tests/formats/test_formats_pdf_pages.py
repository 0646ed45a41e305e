"""Pages of a PDF: picture and text come from a process of their own; what is no PDF is told."""

import contextlib

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QRect
from PySide6.QtGui import QImage, QPainter, QPdfWriter

from bsclient.errors import BadInput
from bsclient.formats import payment_qr, payment_qr_writer, pdf_pages, qr

RAW = {
    "payee_name": "ООО «Ромашка»",
    "payee_account": "40702810838000000017",
    "payee_bank_name": "ПАО Сбербанк",
    "payee_bic": "044525225",
    "payee_corr_account": "30101810400000000225",
    "amount": "12.50",
}


@pytest.fixture
def pdf(qapp):
    """A PDF of two pages with a code on the second."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(150)
    painter = QPainter(writer)
    painter.drawText(100, 100, "INN 7707083893")
    writer.newPage()
    picture = QImage.fromData(qr.save(payment_qr_writer.write(RAW), "png"))
    painter.drawImage(QRect(400, 500, 300, 300), picture)
    painter.end()
    return bytes(buffer.data().data())


def test_pages_with_text_and_code(pdf):
    first, second = pdf_pages.read(pdf)
    assert "7707083893" in first.text
    assert (first.number, first.pages, second.number) == (1, 2, 2)
    assert len(second.grey) == second.width * second.height
    with pytest.raises(BadInput):
        qr.read_all(first.grey, first.width, first.height)
    (seen,) = qr.read_all(second.grey, second.width, second.height)
    assert payment_qr.read(seen.data).raw["amount"] == "12.50"


def test_only_the_first_pages_are_read(pdf):
    (first,) = pdf_pages.read(pdf, most=1)
    assert first.pages == 2


@pytest.mark.parametrize("data", [b"%PDF-1.4 nonsense", b"", b"%PDF-1.7\n" + bytes(1000)])
def test_what_is_no_pdf_is_told(data):
    with pytest.raises(BadInput) as caught:
        pdf_pages.read(data)
    assert caught.value.code == "pdf_damaged"


def test_a_pdf_cut_off_never_breaks_the_program(pdf):
    for share in (3, 10, 60, 97):
        pages = ()
        with contextlib.suppress(BadInput):
            pages = pdf_pages.read(pdf[: len(pdf) * share // 100])
        assert all(len(page.grey) == page.width * page.height for page in pages)


def test_a_large_file_is_not_even_begun():
    with pytest.raises(BadInput) as caught:
        pdf_pages.read(b"%PDF-" + bytes(pdf_pages.LARGEST))
    assert caught.value.code == "pdf_large"
