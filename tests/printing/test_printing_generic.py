"""The form for any type: everything the document says is on it, tables go on over pages, nothing runs off the sheet."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtGui import QImage, QPainter

from bsclient.domain import content
from bsclient.domain.document import Document
from bsclient.domain.families import Listing
from bsclient.domain.fields import attachments, choice, code, day, flag, lines, money, rows, text
from bsclient.domain.kinds import KindName
from bsclient.printing import canvas, forms, generic
from bsclient.printing.grid import fit
from bsclient.printing.paper import Owner, Paper
from bsclient.printing.stamps import BankMark, Marks, SignatureMark

NOW = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)
ID = "019aa000-0000-7000-8000-000000000001"


class Person(Document):
    """A row."""

    name: str = text("Name of the person", longest=160)
    amount: Decimal = money("Pay")
    note: str = text("Note", longest=100, required=False)


class Register(
    Document,
    code="test_register",
    title="Test register",
    listing=Listing(amount="total"),
    groups={"pay": "Pay of the month"},
):
    """A type as a family would declare it."""

    number: str = code("Number", r"[0-9]+", "bad_number", required=True)
    date: dt.date = day("Date")
    kind: str = choice("Kind", ("w", "05"), words={"w": "wages", "05": "vacation pay"})
    urgent: str = flag("Urgent")
    total: Decimal = money("Total", group="pay")
    body: str = lines("Reason", longest=5000, group="pay")
    people: tuple[Person, ...] = rows("People", Person, longest=1000)
    attachments: tuple = attachments()


class Words(canvas.Canvas):
    """A sheet that remembers its texts and the lowest edge of any box."""

    def __init__(self, painter):
        super().__init__(painter)
        self.words, self.lowest, self.across = [], 0.0, []

    def text(self, box, text, style=None):
        self.words.append(text)
        self.lowest = max(self.lowest, box.y + box.height)

    def slanted(self, text):
        self.across.append(text)


def written_on(pages):
    sheets = []
    for page in pages:
        image = QImage(1, 1, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        sheets.append(Words(painter))
        page(sheets[-1])
        painter.end()
    return sheets


def fields(people=3, **changes):
    base = {
        "number": "12", "date": "2026-11-20", "kind": "w", "urgent": "1", "total": "1234567.89",
        "body": "Первая строка\nВторая строка",
        "people": [{"name": f"Иванов {n}", "amount": f"{n}.00", "note": ""} for n in range(1, people + 1)],
        "attachments": [{"name": "приказ.pdf", "sha256": "a" * 64, "size": "10"}],
    }  # fmt: skip
    return base | changes


def paper(told, **changes):
    base = {
        "id": ID, "type": "test_register", "fields": told, "content": content.of(Register, told),
        "owner": Owner(name='ООО "Ромашка"', inn="7707083893", kpp="770701001", bank="Банк", bic="044525225"),
        "marks": Marks(),
    }  # fmt: skip
    return Paper(**(base | changes))


def test_everything_the_document_says_is_on_the_paper(qapp):
    [sheet] = written_on(forms.pages(paper(fields())))
    for word in (
        "TEST REGISTER\n№ 12 от 20.11.2026", "wages", "да", "1\u00a0234\u00a0567,89", "Первая строка\nВторая строка",
        "Pay of the month", "Иванов 1", "Иванов 3", "3,00", "приказ.pdf", 'ООО "Ромашка"\nИНН 7707083893   КПП 770701001',
        "Банк\nБИК 044525225", "М.П.",
    ):  # fmt: skip
        assert word in sheet.words, word
    assert "Note" not in sheet.words, "an empty column takes no place"
    assert "a" * 64 not in sheet.words
    assert sheet.words.count("12") == 0, "the number stands in the title"
    assert any(ID in word for word in sheet.words)


def test_a_code_of_figures_keeps_the_figures(qapp):
    [sheet] = written_on(forms.pages(paper(fields(kind="05"))))
    assert "05 – vacation pay" in sheet.words


@pytest.mark.parametrize("people", [1, 40, 400])
def test_a_long_table_goes_on_over_pages_with_its_head(people, qapp):
    marks = Marks(
        signatures=tuple(SignatureMark(f"П {n}", "ab", NOW, NOW, NOW) for n in range(3)),
        bank=BankMark("Банк", "044525225", "Исполнено", NOW.date()),
        watermark="ДЕМО",
    )
    sheets = written_on(generic.pages(paper(fields(people), marks=marks)))
    told = [word for sheet in sheets for word in sheet.words]
    for number in range(1, people + 1):
        assert told.count(f"Иванов {number}") == 1
    for number, sheet in enumerate(sheets, start=1):
        assert sheet.across == ["ДЕМО"]
        assert sheet.lowest <= canvas.HEIGHT
        if any(word.startswith("Иванов ") for word in sheet.words):
            assert sheet.words.count("Name of the person") == 1
        assert (f"{number} / {len(sheets)}" in sheet.words) == (len(sheets) > 1)
    assert sum("ИСПОЛНЕНО" in word for word in sheets[-1].words) == 1
    assert sum("ПОДПИСЬЮ" in word for word in sheets[-1].words) == 3
    assert "М.П." not in told, "places for hands are for papers nobody signed"
    assert (len(sheets) == 1) == (people == 1)


def test_a_paper_of_the_bank_has_the_bank_first_and_no_places_for_our_hands(qapp):
    [sheet] = written_on(generic.pages(paper(fields(), by_bank=True)))
    assert sheet.words[0] == "Банк\nБИК 044525225"
    assert "М.П." not in sheet.words


def test_a_field_that_no_declaration_knows_is_still_on_the_paper(qapp):
    told = fields() | {"surprise": "42 roubles"}
    [sheet] = written_on(generic.pages(paper(told)))
    assert {"surprise", "42 roubles"} <= set(sheet.words)
    unknown = content.of_unknown("strange_type", {"number": "7", "a": "b"})
    [sheet] = written_on(forms.pages(paper({}, type="strange_type", content=unknown)))
    assert {"a", "b"} <= set(sheet.words)


@pytest.mark.parametrize("body", ["слово " * 1600, "строка\n" * 400, "б" * 9000])
def test_a_text_longer_than_a_sheet_goes_on_on_the_next(body, qapp):
    sheets = written_on(generic.pages(paper(fields(body=body))))
    assert len(sheets) > 1
    assert all(sheet.lowest <= canvas.HEIGHT for sheet in sheets)
    told = "".join(word for sheet in sheets for word in sheet.words if word[:2] in {"сл", "ст", "бб"})
    assert "".join(told.split()) == "".join(body.split())


def test_columns_never_cut_a_word_while_letters_may_be_smaller():
    heads = ("№", "Counterparty's account", "Purpose of payment", "Amount")
    rows = [("1", "40702810400000000001", "Оплата по счёту " * 12, "1\u00a0000\u00a0000,00")]
    grid = fit(heads, rows, (True, False, False, True), 180.0)
    assert sum(grid.widths) == pytest.approx(180.0)
    assert grid.cell.size == 8.0
    assert grid.widths[2] > max(grid.widths[0], grid.widths[1], grid.widths[3])
    many = fit(tuple("Counterparty" for _ in range(14)), [("1",) * 14], (False,) * 14, 180.0)
    assert many.cell.size < 8.0
    assert sum(many.widths) == pytest.approx(180.0)
    assert fit(("№",), [("1",)], (True,), 180.0).widths == (180.0,)


def test_codes_and_signs_in_tables_are_words(qapp):
    table = content.Table("t", "T", (
        content.Column("a", "A", kind=KindName.CHOICE, words={"x": "by hand"}),
        content.Column("b", "B", kind=KindName.FLAG),
    ), (("x", "yes"), ("other", "")))  # fmt: skip
    told = content.of(Register, fields())
    [sheet] = written_on(generic.pages(paper(fields(), content=dataclasses.replace(told, tables=(table,)))))
    assert {"by hand", "да", "other"} <= set(sheet.words)
