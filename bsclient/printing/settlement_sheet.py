"""The sheet of settlement documents (762-П, annexes): the blocks that 0401060, 0401061, 0401066 and 0401071 have in common.

Boxes in millimetres; their numbers are the forms' own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from bsclient.domain.checks import amount_in_figures, amount_in_words
from bsclient.printing.canvas import BOTTOM, CENTER, LEFT, MIDDLE, TOP, Box, Canvas, Style
from bsclient.printing.stamps import Marks, paint_bank, paint_signature, short_day

_X: Final = 20.0
_Y: Final = 10.0
CAPTION: Final = Style(7, align=LEFT | BOTTOM)
UNDER: Final = Style(7, align=CENTER | TOP)
LABEL: Final = Style(8, align=LEFT | TOP)
VALUE: Final = Style(9, align=LEFT | TOP)
_BUDGET: Final = (("kbk", 50), ("oktmo", 30), ("tax_ground", 10), ("tax_period", 25), ("tax_document_number", 35),
           ("tax_document_date", 20), ("payout_code", 10))  # fmt: skip

Place = tuple[float, float, float, float]
"""x, y, width, height in millimetres of the form."""


class Sheet:
    """The form's own coordinates: x and y from the corner of the form, as the act arranges it."""

    def __init__(self, canvas: Canvas, fields: Mapping[str, str], top: float = _Y) -> None:
        self.canvas = canvas
        self.fields = fields
        self._top = top

    def lower(self, by: float) -> Sheet:
        """Return the same sheet with what follows set so many millimetres lower."""
        return Sheet(self.canvas, self.fields, self._top + by)

    def rule(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a line."""
        self.canvas.line(_X + x1, self._top + y1, _X + x2, self._top + y2)

    def place(self, place: Place) -> Box:
        """Return a place of the form as a box of the paper."""
        x, y, width, height = place
        return Box(_X + x, self._top + y, width, height)

    def frame(self, place: Place) -> None:
        """Draw a box."""
        self.canvas.frame(self.place(place))

    def put(self, place: Place, text: str, style: Style = VALUE) -> None:
        """Set a text."""
        self.canvas.text(self.place(place).inner(), text, style)

    def field(self, place: Place, name: str, style: Style = VALUE) -> None:
        """Set a field."""
        self.put(place, self.fields.get(name, ""), style)


def day(text: str) -> str:
    """Write an ISO day as DD.MM.YYYY; "" for none."""
    return short_day(date.fromisoformat(text)) if text else ""


@dataclass(frozen=True, slots=True)
class Title:
    """What tells one form from another: its number, its name, the lines above (x, caption, day)."""

    form: str
    name: str
    lines: tuple[tuple[float, str, str], ...]


def head(sheet: Sheet, title: Title) -> None:
    """Fields 1 to 5 and the lines above them."""
    for x, caption, text in title.lines:
        sheet.put((x, 0, 40, 5), text, Style(9, align=CENTER | BOTTOM))
        sheet.rule(x, 5, x + 40, 5)
        sheet.put((x, 5, 40, 4), caption, UNDER)
    sheet.frame((160, 0, 20, 5))
    sheet.put((160, 0, 20, 5), title.form, Style(9, align=CENTER | MIDDLE))
    words = f"{title.name} № {sheet.fields.get('number', '')}"
    sheet.put((0, 15, 84, 7), words, Style(11, bold=True, align=LEFT | BOTTOM, smallest=8))
    for x, width, text, caption in ((85, 30, day(sheet.fields.get("date", "")), "Дата"),
                                    (125, 35, sheet.fields.get("payment_kind", ""), "Вид платежа")):  # fmt: skip
        sheet.put((x, 15, width, 7), text, Style(9, align=CENTER | BOTTOM))
        sheet.rule(x, 22, x + width, 22)
        sheet.put((x, 22, width, 4), caption, UNDER)


def status(sheet: Sheet) -> None:
    """Field 101."""
    sheet.frame((170, 15, 7, 7))
    sheet.field((170, 15, 7, 7), "tax_status", Style(9, align=CENTER | MIDDLE))


def amount(sheet: Sheet) -> None:
    """Fields 6 and 7."""
    total = Decimal(sheet.fields["amount"]) if sheet.fields.get("amount") else None
    sheet.put((0, 27, 20, 10), "Сумма\nпрописью", LABEL)
    sheet.rule(20, 27, 20, 37)
    sheet.put((20, 27, 160, 10), amount_in_words(total, "RUB") if total else "", VALUE)
    sheet.rule(0, 37, 180, 37)
    sheet.put((100, 37, 15, 15), "Сумма", LABEL)
    sheet.put((115, 37, 65, 15), amount_in_figures(total) if total else "", Style(10))


def payer(sheet: Sheet, *, kpp: bool = True) -> None:
    """Fields 60, 102, 8 to 15: the payer and both banks."""
    _numbers(sheet, 37, "payer", kpp=kpp)
    sheet.field((0, 42, 100, 16), "payer_name")
    sheet.put((0, 57, 100, 5), "Плательщик", CAPTION)
    sheet.rule(100, 52, 180, 52)
    sheet.put((100, 52, 15, 10), "Сч. №", LABEL)
    sheet.field((115, 52, 65, 10), "payer_account")
    sheet.rule(0, 62, 180, 62)
    bank(sheet, 62, "payer", "Банк плательщика")
    sheet.rule(0, 77, 180, 77)
    bank(sheet, 77, "payee", "Банк получателя")
    sheet.rule(0, 92, 180, 92)


def _numbers(sheet: Sheet, y: float, side: str, *, kpp: bool) -> None:
    sheet.put((0, y, 50, 5), f"ИНН {sheet.fields.get(f'{side}_inn', '')}", LABEL)
    if kpp:
        sheet.put((50, y, 50, 5), f"КПП {sheet.fields.get(f'{side}_kpp', '')}", LABEL)
        sheet.rule(50, y, 50, y + 5)
    sheet.rule(0, y + 5, 100, y + 5)


def bank(sheet: Sheet, y: float, side: str, caption: str) -> None:
    """A bank: its name, BIC and correspondent account."""
    sheet.field((0, y, 100, 11), f"{side}_bank_name")
    sheet.put((0, y + 10, 100, 5), caption, CAPTION)
    sheet.put((100, y, 15, 5), "БИК", LABEL)
    sheet.field((115, y, 65, 5), f"{side}_bic")
    sheet.rule(100, y + 5, 115, y + 5)
    sheet.put((100, y + 5, 15, 10), "Сч. №", LABEL)
    sheet.field((115, y + 5, 65, 10), f"{side}_corr_account")


def payee(sheet: Sheet, *, kpp: bool = True) -> None:
    """Fields 61, 103, 16 to 23."""
    _numbers(sheet, 92, "payee", kpp=kpp)
    sheet.put((100, 92, 15, 15), "Сч. №", LABEL)
    sheet.field((115, 92, 65, 15), "payee_account")
    sheet.rule(100, 107, 180, 107)
    sheet.field((0, 97, 100, 20), "payee_name")
    sheet.put((0, 117, 100, 5), "Получатель", CAPTION)
    rows = ((107, "Вид оп.", "operation_type", "Срок плат.", "due_date"),
            (112, "Наз. пл.", "purpose_code", "Очер. плат.", "priority"),
            (117, "Код", "uin", "Рез. поле", "reserved"))  # fmt: skip
    for y, left, first, right, second in rows:
        sheet.put((100, y, 15, 5), left, LABEL)
        sheet.field((115, y, 25, 5), first, Style(9, smallest=4))
        sheet.put((140, y, 15, 5), right, Style(7))
        sheet.field((155, y, 25, 5), second, Style(9, smallest=4))
        sheet.rule(100, y + 5, 115, y + 5)
        sheet.rule(140, y + 5, 155, y + 5)
    sheet.rule(140, 107, 140, 122)
    sheet.rule(155, 107, 155, 122)
    sheet.rule(0, 122, 180, 122)
    sheet.rule(100, 37, 100, 122)
    sheet.rule(115, 37, 115, 122)


def budget(sheet: Sheet) -> None:
    """Fields 104 to 110."""
    x = 0.0
    for name, width in _BUDGET:
        sheet.field((x, 122, width, 7), name, Style(9, align=CENTER | MIDDLE, smallest=5))
        x += width
        if x < 180:
            sheet.rule(x, 122, x, 129)
    sheet.rule(0, 129, 180, 129)


def purpose(sheet: Sheet) -> None:
    """Field 24."""
    sheet.field((0, 129, 180, 21), "purpose")
    sheet.put((0, 149, 180, 5), "Назначение платежа", CAPTION)
    sheet.rule(0, 154, 180, 154)


def foot(sheet: Sheet, marks: Marks, caption: str = "Отметки банка", *, by_bank: bool = False) -> None:
    """Fields 43 to 45: stamps of the signatures and of the bank; the bank's own order has no place for a client's hands."""
    sheet.put((120, 155, 60, 5), caption, UNDER)
    if not by_bank:
        sheet.put((60, 155, 50, 5), "Подписи", UNDER)
        sheet.put((15, 175, 20, 5), "М.П.", Style(8, align=CENTER | TOP))
    for index, mark in enumerate(marks.signatures[:3]):
        paint_signature(sheet.canvas, sheet.place((45, 161 + index * 19, 70, 17.5)), mark)
    if not marks.signatures and not by_bank:
        sheet.rule(55, 170, 115, 170)
        sheet.rule(55, 182, 115, 182)
    if marks.bank is not None:
        paint_bank(sheet.canvas, sheet.place((124, 161, 52, 24)), marks.bank)


_PARTS: Final = (("№ ч.\nплат.", 12), ("№ плат.\nордера", 18), ("Дата плат.\nордера", 22), ("Сумма частичного\nплатежа", 30),
          ("Сумма остатка\nплатежа", 30), ("Подпись", 18))  # fmt: skip
_PART_LINES: Final = 3


def parts_table(sheet: Sheet, y: float, carded: str) -> None:
    """Fields 63 to 69, which the bank fills: parts of the payment and the day of the card file."""
    sheet.rule(0, y, 180, y)
    x = 0.0
    for caption, width in _PARTS:
        sheet.put((x, y, width, 8), caption, Style(7, align=CENTER | MIDDLE))
        x += width
        sheet.rule(x, y, x, y + 8 + _PART_LINES * 5)
    for line in range(_PART_LINES + 1):
        sheet.rule(0, y + 8 + line * 5, x, y + 8 + line * 5)
    sheet.put((x, y, 180 - x, 5), "Дата помещения в картотеку", UNDER)
    sheet.put((x, y + 5, 180 - x, 5), carded, Style(9, align=CENTER | MIDDLE))
    sheet.rule(x, y + 10, 180, y + 10)
    sheet.put((x, y + 10, 180 - x, 5), "Отметки банка плательщика", UNDER)
