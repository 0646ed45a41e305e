"""The paper form and reports: everything is on them, nothing leaves its box, the text can be searched."""

from __future__ import annotations

import datetime as dt
import re
import zlib

import pytest
from PySide6.QtGui import QImage, QPainter

from bsclient.printing import canvas, form_0401060, report, settlement_sheet
from bsclient.printing.stamps import BankMark, Marks, SignatureMark

NOW = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)
FIELDS = {
    "number": "17", "date": "2026-11-20", "amount": "12200.05", "payment_kind": "срочно",
    "payer_name": 'ООО "Заря-868"', "payer_inn": "0917154555", "payer_kpp": "091701001",
    "payer_account": "40702810781177541208", "payer_bic": "044525593", "payer_bank_name": 'АО "АЛЬФА-БАНК", г Москва',
    "payer_corr_account": "30101810200000000593", "payee_name": "Казначейство России (ФНС России)",
    "payee_inn": "7727406020", "payee_kpp": "770701001", "payee_account": "03100643000000018500",
    "payee_bic": "017003983", "payee_bank_name": "ОКЦ № 7 ГУ Банка России по ЦФО", "payee_corr_account": "40102810445370000059",
    "operation_type": "01", "priority": "5", "uin": "18810177150123456784", "purpose": "ЕНП " * 52, "tax_status": "01",
    "kbk": "18201061201010000510", "oktmo": "0", "tax_ground": "0", "tax_period": "0", "tax_document_number": "0",
    "tax_document_date": "0",
}  # fmt: skip
SIGNATURE = SignatureMark("Иванова Мария Петровна", "4f2a99c1", NOW, NOW, NOW)
MARKS = Marks(
    (SIGNATURE, SIGNATURE),
    BankMark("Демо-банк", "044525225", "Исполнено", NOW.date()),
    NOW.date(),
    NOW.date(),
)


class Recorder(canvas.Canvas):
    """A canvas that remembers the texts and where they were put."""

    def __init__(self, painter):
        super().__init__(painter)
        self.texts = []

    def text(self, box, text, style=settlement_sheet.VALUE):
        self.texts.append((box, text, style))
        super().text(box, text, style)


@pytest.fixture
def recorder(qapp):
    image = QImage(2480, 3508, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.scale(300 / canvas.DPI, 300 / canvas.DPI)
    yield Recorder(painter)
    painter.end()


def test_every_field_and_mark_is_on_the_form(recorder):
    form_0401060.page(FIELDS, MARKS)(recorder)
    words = "\n".join(text for _, text, _ in recorder.texts)
    for name, value in FIELDS.items():
        shown = {"date": "20.11.2026", "amount": "12200-05"}.get(name, value)
        assert shown in words, name
    for wanted in (
        "Двенадцать тысяч двести рублей 05 копеек",
        "0401060",
        "Иванова Мария Петровна",
        "ИСПОЛНЕНО",
        "4f2a99c1",
    ):
        assert wanted in words


def test_texts_fit_their_boxes_and_the_sheet(recorder):
    long = {
        **FIELDS,
        "payer_name": "О" * 160,
        "payee_name": "Щ" * 160,
        "purpose": "Ж" * 210,
        "payee_bank_name": "Ш" * 160,
        "amount": "999999999999999.99",
    }
    form_0401060.page(long, MARKS)(recorder)
    for box, text, style in recorder.texts:
        if text:
            smallest = canvas.Style(style.smallest, style.bold, style.align)
            assert recorder.needed(box.width, text, smallest) <= box.height + 0.6, (text, box)
            assert box.x >= 0
            assert box.x + box.width <= canvas.WIDTH
            assert box.y + box.height <= canvas.HEIGHT


def test_an_empty_draft_prints_an_empty_form(recorder):
    form_0401060.page({}, Marks())(recorder)
    assert any("ПЛАТЕЖНОЕ ПОРУЧЕНИЕ" in text for _, text, _ in recorder.texts)


def test_pdf_embeds_its_fonts_and_keeps_text(qapp):
    data = canvas.pdf_bytes([form_0401060.page(FIELDS, MARKS)] * 2, "Платёжные поручения")
    assert data.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", data)) == 2
    streams = b"".join(_inflate(part) for part in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL))
    assert b"/FontFile" in data
    assert b"beginbfchar" in streams or b"beginbfrange" in streams  # glyphs map back to letters: searchable


def _inflate(part):
    try:
        return zlib.decompress(part)
    except zlib.error:
        return part


def test_reports_break_into_pages_and_lose_no_row(recorder):
    rows = [(str(n), "Оплата по счёту " * (1 + n % 5), f"{n}.00") for n in range(150)]
    made = report.Report(
        "Список", ("Период",), (report.Column("№", 10), report.Column("Текст", 100), report.Column("Сумма", 30, numeric=True)),
        rows, ("Итого",), "BSClient",
    )  # fmt: skip
    pages = report.pages(made, recorder)
    assert len(pages) > 1
    for page in pages:
        page(recorder)
    words = [text for _, text, _ in recorder.texts]
    assert [text for text in words if text in {row[0] for row in rows}] == [row[0] for row in rows]
    assert words.count("Сумма") == len(pages)
    assert "Итого" in words
    assert all(box.y + box.height <= canvas.HEIGHT for box, _, _ in recorder.texts)
