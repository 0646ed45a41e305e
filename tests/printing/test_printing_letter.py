"""Letters on paper: all that was written stands on the sheets, long texts go on, nothing runs off a sheet."""

import datetime as dt

from PySide6.QtGui import QImage, QPainter

from bsclient.printing import canvas, letter
from bsclient.printing.paper import Owner

OWNER = Owner(name='ООО "Василёк"', inn="7705123452", kpp="770501001", bank='АО "Демо-банк"', bic="044525888")
AT = dt.datetime(2026, 11, 22, 8, 5, tzinfo=dt.UTC)


class Words(canvas.Canvas):
    """A sheet that remembers its texts and the lowest edge of any box."""

    def __init__(self, painter):
        super().__init__(painter)
        self.words, self.lowest = [], 0.0

    def text(self, box, text, style=None):
        self.words.append(text)
        self.lowest = max(self.lowest, box.y + box.height)


def painted(pages):
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sheets = []
    for page in pages:
        sheet = Words(painter)
        page(sheet)
        sheets.append(sheet)
    painter.end()
    return sheets


def one(**changes):
    given = {"author": "Орлов И. В.", "incoming": False, "time": AT, "body": "Прошу справку.\n\nСпасибо."}
    return letter.LetterOnPaper(**{**given, **changes})


def test_a_conversation_has_every_letter_with_its_files(qapp):
    letters = [
        one(number="12", files=("акт.pdf (1 024 байт)",), facts=("22.11.2026 11:05: принято банком",)),
        one(author="Петрова Е.", incoming=True, body="> Прошу справку.\nГотово."),
    ]
    paper = letter.LetterPaper(
        id="t1", owner=OWNER, subject="Справка", letters=letters, facts=("Тип: Платежи",)
    )
    (sheet,) = painted(letter.pages(paper))
    told = "\n".join(sheet.words)
    for words in (
        "Василёк", "БИК 044525888", "Справка", "Тип: Платежи", "Клиент: Орлов И. В.", "№ 12 от 22.11.2026 11:05 (МСК)",
        "Прошу справку.", "Спасибо.", "– акт.pdf (1 024 байт)", "принято банком", "Банк: Петрова Е.", "Готово.",
        "Переписка с банком    t1",
    ):  # fmt: skip
        assert words in told


def test_a_long_letter_goes_on_over_sheets_and_loses_nothing(qapp):
    body = "\n".join(f"Строка {number}: " + "слово " * 40 for number in range(120)) + "\n" + "ж" * 3000
    paper = letter.LetterPaper(
        id="l1", owner=OWNER, subject="т" * 120, letters=[one(body=body)], watermark="ЧЕРНОВИК"
    )
    sheets = painted(letter.pages(paper))
    assert len(sheets) > 3
    told = "".join("".join(sheet.words) for sheet in sheets)
    assert told.count("слово") == 120 * 40
    assert told.count("ж") == 3000
    assert all(f"Строка {number}:" in told for number in range(120))
    assert max(sheet.lowest for sheet in sheets) < canvas.HEIGHT - 8


def test_a_letter_without_text_and_subject_is_a_sheet_all_the_same(qapp):
    (sheet,) = painted(
        letter.pages(letter.LetterPaper(id="l1", owner=OWNER, subject="", letters=[one(body="")]))
    )
    assert "(без темы)" in sheet.words
