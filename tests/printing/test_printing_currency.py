"""Order for a transfer abroad on paper: one sheet that leaves nothing out of what was signed."""

import json
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPainter

from bsclient.domain import content
from bsclient.domain.documents import registry
from bsclient.domain.kinds import KindName
from bsclient.printing import canvas, forms
from bsclient.printing.paper import Owner, Paper
from bsclient.printing.stamps import Marks

EXAMPLE = Path(__file__).resolve().parent.parent / "data/examples/currency_transfer.json"
FOUND = json.loads(EXAMPLE.read_text("utf-8"))
FILES = [{"name": "contract.pdf", "sha256": "ab" * 32, "size": "10"}]
_IDS = ("number", "date", "contract", "bank_by")
"""Number and date stand in the title, the contract is told by its number, how the bank is found by its code."""


class Words(canvas.Canvas):
    """A sheet that remembers its texts."""

    def __init__(self, painter):
        super().__init__(painter)
        self.words = []

    def text(self, box, text, style=None):
        self.words.append(text)
        super().text(box, text, style or canvas.Style())


@pytest.mark.parametrize("change", [{}, *FOUND["also"]])
def test_one_sheet_says_all_that_was_signed(qapp, change):
    fields = {**FOUND["good"], **change, "attachments": FILES}
    kind = registry["currency_transfer"]
    one = Paper(
        id="1", type=kind.code, fields=fields, content=content.of(kind, fields), owner=Owner(name="Ромашка"), marks=Marks()
    )  # fmt: skip
    pages = forms.pages(one)
    assert len(pages) == 1
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sheet = Words(painter)
    pages[0](sheet)
    painter.end()
    said = "\n".join(sheet.words)
    for group in one.content.groups:
        for line in group.lines:
            if line.name not in _IDS and line.kind is not KindName.CHOICE:
                assert line.value in said, line.name
    assert fields["charges"] in said
    assert ("Срочный" if fields["speed"] == "urgent" else "Обычный") in said
    assert "contract.pdf" in said
    assert "ЗАЯВЛЕНИЕ НА ПЕРЕВОД ВАЛЮТЫ\n№ 5 от 20.11.2026" in said
