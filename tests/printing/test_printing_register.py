"""Registers on paper: a total under each sheet and one under all, every row once, nothing beyond the edge."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPainter

from bsclient.domain import content, filling
from bsclient.domain.context import Context
from bsclient.domain.documents import registry
from bsclient.domain.families import Flow
from bsclient.printing import canvas, form_register, forms
from bsclient.printing.paper import Owner, Paper
from bsclient.printing.stamps import BankMark, Marks, SignatureMark

NOW = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)
EXAMPLES = Path(__file__).resolve().parent.parent / "data/examples"
STYLE = canvas.Style()


class Words(canvas.Canvas):
    """A sheet that remembers its texts."""

    def __init__(self, painter):
        super().__init__(painter)
        self.words, self.boxes = [], []

    def text(self, box, text, style=STYLE):
        self.words.append(text)
        self.boxes.append((box, text, style))
        super().text(box, text, style)


def paper(code, count=0, marks=None, **changes):
    kind = registry[code]
    fields = json.loads((EXAMPLES / f"{code}.json").read_text("utf-8"))["good"] | changes
    if count:
        rows = [
            {**fields["rows"][0], "amount": f"{at}.05", "name": f"Номер {at}"} for at in range(1, count + 1)
        ]
        fields = {**fields, "rows": rows}
        fields = filling.apply(fields, kind.fill(fields, Context(today=NOW.date())))
    return Paper(
        id="1", type=code, fields=fields, content=content.of(kind, fields), owner=Owner(name="Ромашка"),
        marks=marks or Marks(), by_bank=kind.flow is Flow.IN,
    )  # fmt: skip


def painted(one):
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    sheets = []
    for page in forms.pages(one):
        painter = QPainter(image)
        sheet = Words(painter)
        page(sheet)
        painter.end()
        sheets.append(sheet)
    return sheets


def sums(sheet, start):
    said = [text for text in sheet.words if text.startswith(start)]
    return [Decimal(text.split("сумма ")[1].replace("\u00a0", "").replace(",", ".")) for text in said]


def test_totals_of_sheets_add_up_to_the_whole(qapp):
    sheets = painted(paper("salary_register", 150))
    assert len(sheets) > 2
    names = [text for sheet in sheets for text in sheet.words if text.startswith("Номер ")]
    assert names == [f"Номер {at}" for at in range(1, 151)]
    totals = [amount for sheet in sheets for amount in sums(sheet, "сумма")]
    assert sum(totals[:-1]) == totals[-1] == Decimal(150 * 151 // 2) + Decimal("0.05") * 150
    counts = [text for sheet in sheets for text in sheet.words if ": строк" in text]
    assert counts[-1] == "Всего по документу: строк 150"
    assert sum(int(text.rpartition(" ")[2]) for text in counts[:-1]) == 150
    assert [text for text in sheets[-1].words if text.startswith("Сумма прописью: ")]


@pytest.mark.parametrize("count", range(12, 24))
def test_nothing_goes_beyond_the_edge_wherever_the_sheet_ends(qapp, count):
    signature = SignatureMark("Петрова А. С.", "1A2B", NOW, NOW, NOW)
    bank = BankMark("Демо-банк", "044525999", "Исполнено", NOW.date())
    for sheet in painted(paper("salary_register", count, Marks(signatures=(signature,), bank=bank))):
        assert max(box.y + box.height for box, _, _ in sheet.boxes) < canvas.HEIGHT - 5


def test_a_single_sheet_has_one_total(qapp):
    (sheet,) = painted(paper("salary_register"))
    assert [text for text in sheet.words if ": строк" in text] == ["Всего по документу: строк 3"]


@pytest.mark.parametrize("code", form_register.TYPES)
def test_every_cell_of_the_table_has_room_for_its_text(qapp, code):
    checked = 0
    for sheet in painted(paper(code)):
        for box, text, style in sheet.boxes:
            if style.smallest == 4 and text:  # styles of tables
                assert sheet.needed(box.width, text, style) <= box.height + 0.3, text
                checked += 1
    assert checked > 8


def test_a_height_is_that_of_the_text_as_it_is_painted(qapp):
    """Broken between words; within them only where they are wider than the column."""
    text = "Получатель утратил статус плательщика НПД."

    def heights(sheet):
        style = canvas.Style(8)
        line = sheet.needed(60.0, "А", style)
        return [
            round(sheet.needed(width, said, style) / line)
            for width, said in (
                (21.0, text),
                (21.0, text.replace(" ", "\n")),
                (10.0, "Ы" * 40),
                (60.0, "А\nБ"),
            )
        ]

    by_blanks, by_lines, cut, two = canvas.measured(heights)
    assert by_blanks == by_lines == 5
    assert cut > 4
    assert two == 2


def test_a_draft_without_rows_or_with_nonsense_can_be_printed(qapp):
    assert painted(paper("salary_register", rows=[]))
    (sheet,) = painted(paper("salary_register", rows=[{"number": "1", "name": "А", "amount": "сто"}]))
    assert "сумма 0,00" in sheet.words
    assert "сто" in sheet.words
