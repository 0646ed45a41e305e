"""Form 0402001: its three parts say what the announcement says, and only the bank's word makes the stamp."""

import datetime as dt
import json
from pathlib import Path

from PySide6.QtGui import QImage, QPainter

from bsclient.domain import content
from bsclient.domain.documents import registry
from bsclient.printing import canvas, forms
from bsclient.printing.paper import Owner, Paper
from bsclient.printing.stamps import BankMark, Marks, SignatureMark

NOW = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)
EXAMPLE = Path(__file__).resolve().parent.parent / "data/examples/cash_deposit_announcement.json"

STYLE = canvas.Style()


class Words(canvas.Canvas):
    """A sheet that remembers its texts."""

    def __init__(self, painter):
        super().__init__(painter)
        self.words, self.boxes = [], []

    def text(self, box, text, style=STYLE):
        self.words.append(text)
        self.boxes.append(box)
        super().text(box, text, style)


def paper(marks, **changes):
    fields = json.loads(EXAMPLE.read_text("utf-8"))["good"] | changes
    kind = "cash_deposit_announcement"
    return Paper(
        id="1", type=kind, fields=fields, content=content.of(registry[kind], fields), owner=Owner(name="Ромашка"), marks=marks
    )  # fmt: skip


def painted(qapp, one):
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sheet = Words(painter)
    (page,) = forms.pages(one)
    page(sheet)
    painter.end()
    return sheet


def test_three_parts_say_the_same(qapp):
    sheet = painted(qapp, paper(Marks()))
    for title in ("ОБЪЯВЛЕНИЕ № 1", "КВИТАНЦИЯ № 1", "ОРДЕР № 1"):
        assert title in sheet.words
    for said, times in (
        ("Петрова Анна Сергеевна", 3), ("Сто пятьдесят тысяч рублей 00 копеек", 3), ("150000-00", 3), ("120000-00", 3),
        ("0402001", 1), ("Торговая выручка за 19.11.2026", 3),
    ):  # fmt: skip
        assert sheet.words.count(said) == times, (said, sheet.words)
    assert max(box.y + box.height for box in sheet.boxes) < canvas.HEIGHT - 5


def test_stamps_are_those_of_the_document(qapp):
    signature = SignatureMark("Петрова А. С.", "1A2B", NOW, NOW, NOW)
    bank = BankMark("Демо-банк", "044525999", "Исполнено", NOW.date())
    drafted = painted(qapp, paper(Marks(watermark="ЧЕРНОВИК"))).words
    executed = painted(qapp, paper(Marks(signatures=(signature,), bank=bank))).words
    assert not any("ИСПОЛНЕНО" in each for each in drafted)
    assert sum("ИСПОЛНЕНО" in each for each in executed) == 2
    assert sum("Петрова А. С." in each for each in executed) == 1


def test_symbols_that_do_not_fit_are_counted(qapp):
    rows = [{"symbol": f"{at:02d}", "amount": "1.00"} for at in range(2, 9)]
    assert painted(qapp, paper(Marks(), symbols=rows)).words.count("и ещё символов: 3") == 3
