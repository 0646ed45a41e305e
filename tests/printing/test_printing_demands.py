"""Forms 0401061, 0401071 and 0401066: what the law's form has a box for is on it, and nothing leaves the sheet."""

import datetime as dt
import json
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPainter

from bsclient.domain import content
from bsclient.domain.documents import registry
from bsclient.printing import canvas, forms, settlement_sheet
from bsclient.printing.paper import Owner, Paper
from bsclient.printing.stamps import BankMark, Marks, SignatureMark

NOW = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)
SIGNATURE = SignatureMark("Петрова А. С.", "1A2B", NOW, NOW, NOW)
BANK = BankMark("Демо-банк", "044525999", "Исполнено", NOW.date())
EXAMPLES = Path(__file__).resolve().parent.parent / "data/examples"
BOTH = (
    "Двенадцать тысяч двести рублей 00 копеек", "12200-00", "20.11.2026", 'ООО "Заря-868"', 'ООО "Ромашка"',
    "40702810781177541208", "40702810138250123017", "044525593", "044525225", "30101810200000000593", "30101810400000000225",
    "ИНН 0917154555", "ИНН 7707083893", "5",
)  # fmt: skip


class Sheet(canvas.Canvas):
    """A sheet that remembers its texts and boxes."""

    def __init__(self, painter):
        super().__init__(painter)
        self.words, self.boxes = [], []

    def text(self, box, text, style=settlement_sheet.VALUE):
        self.words.append(text)
        self.boxes.append(box)
        super().text(box, text, style)


NOTHING = Marks()


def painted(kind, marks=NOTHING, *, by_bank=False, **changes):
    fields = json.loads((EXAMPLES / f"{kind}.json").read_text("utf-8"))["good"] | changes
    paper = Paper(
        id="1", type=kind, fields=fields, content=content.of(registry[kind], fields), owner=Owner(name="Ромашка"),
        marks=marks, by_bank=by_bank,
    )  # fmt: skip
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sheet = Sheet(painter)
    (page,) = forms.pages(paper)
    page(sheet)
    painter.end()
    return sheet


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("payment_demand", ("0401061", "ПЛАТЕЖНОЕ ТРЕБОВАНИЕ № 17", "02", "2", "7", "19.11.2026", "Оконч. срока акцепта")),
        ("incoming_demand", ("0401061", "ПЛАТЕЖНОЕ ТРЕБОВАНИЕ № 17", "27.11.2026")),
        ("collection_order", ("0401071", "ИНКАССОВОЕ ПОРУЧЕНИЕ № 17", "06", "договор 5 от 01.09.2026", "Дата помещения в картотеку")),
        ("payment_warrant", ("0401066", "ПЛАТЕЖНЫЙ ОРДЕР № 17", "16", "1", "01", "44", "18.11.2026", "800-00", "частичная оплата")),
    ],
)  # fmt: skip
def test_the_boxes_of_the_form_are_filled(qapp, kind, said):
    sheet = painted(kind, Marks((SIGNATURE,) * 3, BANK, NOW.date(), NOW.date()))
    assert set(BOTH) | set(said) <= set(sheet.words), (set(BOTH) | set(said)) - set(sheet.words)
    assert max(box.y + box.height for box in sheet.boxes) < canvas.HEIGHT - 5
    assert max(box.x + box.width for box in sheet.boxes) <= canvas.WIDTH - 9


def test_a_collection_that_came_has_the_look_of_a_collection_order(qapp):
    words = painted(
        "incoming_demand", by_bank=True, operation_type="06", condition="1", deadline="", ground="Закон 1"
    ).words
    assert {"0401071", "Закон 1"} <= set(words)
    assert "М.П." not in words


def test_the_bank_alone_puts_its_stamp_and_a_draft_says_so(qapp):
    assert "ИСПОЛНЕНО" not in painted("payment_demand", Marks((SIGNATURE,))).words
    assert "ИСПОЛНЕНО" in painted("payment_demand", Marks((SIGNATURE,), BANK)).words
    assert "М.П." not in painted("payment_warrant", by_bank=True).words


def test_demand_has_no_boxes_of_the_budget(qapp):
    assert not [each for each in painted("payment_demand").words if each.startswith("КПП")]
    words = painted(
        "collection_order", tax_status="01", kbk="18201061201010000510", oktmo="0", payer_kpp="091701001"
    ).words
    assert {"18201061201010000510", "КПП 091701001"} <= set(words)


def test_a_charge_is_a_block_with_all_its_codes(qapp):
    words = painted("charges", by_bank=True).words
    for said in ("18811601123010001140", "45348000", "03100643000000017300", "10.01.2027", "1\u00a0500,00"):
        assert any(said in each for each in words), (said, words)
