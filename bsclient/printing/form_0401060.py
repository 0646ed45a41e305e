"""Payment order on paper, form 0401060 (Regulation 762-П, annex 2): boxes in millimetres, numbers are the form's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from bsclient.domain.checks import amount_in_figures, amount_in_words
from bsclient.printing.canvas import BOTTOM, CENTER, LEFT, MIDDLE, TOP, Box, Canvas, Page, Style
from bsclient.printing.stamps import Marks, paint_bank, paint_signature, short_day

_X = 20.0
_Y = 10.0
_CAPTION = Style(7, align=LEFT | BOTTOM)
_UNDER = Style(7, align=CENTER | TOP)
_LABEL = Style(8, align=LEFT | TOP)
_VALUE = Style(9, align=LEFT | TOP)
_BUDGET = (("kbk", 50), ("oktmo", 30), ("tax_ground", 10), ("tax_period", 25), ("tax_document_number", 35),
           ("tax_document_date", 20), ("payout_code", 10))  # fmt: skip


def page(fields: Mapping[str, str], marks: Marks) -> Page:
    """Return the page of one order; `fields` are its canonical texts (amount "1234.05", dates ISO)."""

    def paint(canvas: Canvas) -> None:
        sheet = _Sheet(canvas, fields)
        if marks.watermark:
            canvas.slanted(marks.watermark)
        _head(sheet, marks)
        _amount(sheet)
        _payer(sheet)
        _payee(sheet)
        _budget_and_purpose(sheet)
        _foot(sheet, marks)

    return paint


_Place = tuple[float, float, float, float]
"""x, y, width, height in millimetres of the form."""


class _Sheet:
    """The form's own coordinates: x and y from the corner of the form, as the act arranges it."""

    def __init__(self, canvas: Canvas, fields: Mapping[str, str]) -> None:
        self.canvas = canvas
        self.fields = fields

    def rule(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self.canvas.line(_X + x1, _Y + y1, _X + x2, _Y + y2)

    def put(self, place: _Place, text: str, style: Style = _VALUE) -> None:
        x, y, width, height = place
        self.canvas.text(Box(_X + x, _Y + y, width, height).inner(), text, style)

    def field(self, place: _Place, name: str, style: Style = _VALUE) -> None:
        self.put(place, self.fields.get(name, ""), style)


def _day(text: str) -> str:
    return short_day(date.fromisoformat(text)) if text else ""


def _head(sheet: _Sheet, marks: Marks) -> None:
    for x, caption, day in (
        (0, "Поступ. в банк плат.", marks.received),
        (50, "Списано со сч. плат.", marks.debited),
    ):
        sheet.put((x, 0, 40, 5), short_day(day), Style(9, align=CENTER | BOTTOM))
        sheet.rule(x, 5, x + 40, 5)
        sheet.put((x, 5, 40, 4), caption, _UNDER)
    sheet.canvas.frame(Box(_X + 160, _Y, 20, 5))
    sheet.put((160, 0, 20, 5), "0401060", Style(9, align=CENTER | MIDDLE))
    title = f"ПЛАТЕЖНОЕ ПОРУЧЕНИЕ № {sheet.fields.get('number', '')}"
    sheet.put((0, 15, 84, 7), title, Style(11, bold=True, align=LEFT | BOTTOM, smallest=8))
    for x, width, text, caption in ((85, 30, _day(sheet.fields.get("date", "")), "Дата"),
                                    (125, 35, sheet.fields.get("payment_kind", ""), "Вид платежа")):  # fmt: skip
        sheet.put((x, 15, width, 7), text, Style(9, align=CENTER | BOTTOM))
        sheet.rule(x, 22, x + width, 22)
        sheet.put((x, 22, width, 4), caption, _UNDER)
    sheet.canvas.frame(Box(_X + 170, _Y + 15, 7, 7))
    sheet.field((170, 15, 7, 7), "tax_status", Style(9, align=CENTER | MIDDLE))


def _amount(sheet: _Sheet) -> None:
    amount = Decimal(sheet.fields["amount"]) if sheet.fields.get("amount") else None
    sheet.put((0, 27, 20, 10), "Сумма\nпрописью", _LABEL)
    sheet.rule(20, 27, 20, 37)
    sheet.put((20, 27, 160, 10), amount_in_words(amount, "RUB") if amount else "", _VALUE)
    sheet.rule(0, 37, 180, 37)
    sheet.put((100, 37, 15, 15), "Сумма", _LABEL)
    sheet.put((115, 37, 65, 15), amount_in_figures(amount) if amount else "", Style(10))


def _payer(sheet: _Sheet) -> None:
    fields = sheet.fields
    sheet.put((0, 37, 50, 5), f"ИНН {fields.get('payer_inn', '')}", _LABEL)
    sheet.put((50, 37, 50, 5), f"КПП {fields.get('payer_kpp', '')}", _LABEL)
    sheet.rule(50, 37, 50, 42)
    sheet.rule(0, 42, 100, 42)
    sheet.field((0, 42, 100, 16), "payer_name")
    sheet.put((0, 57, 100, 5), "Плательщик", _CAPTION)
    sheet.rule(100, 52, 180, 52)
    sheet.put((100, 52, 15, 10), "Сч. №", _LABEL)
    sheet.field((115, 52, 65, 10), "payer_account")
    sheet.rule(0, 62, 180, 62)
    _bank(sheet, 62, "payer", "Банк плательщика")
    sheet.rule(0, 77, 180, 77)
    _bank(sheet, 77, "payee", "Банк получателя")
    sheet.rule(0, 92, 180, 92)


def _bank(sheet: _Sheet, y: float, side: str, caption: str) -> None:
    sheet.field((0, y, 100, 11), f"{side}_bank_name")
    sheet.put((0, y + 10, 100, 5), caption, _CAPTION)
    sheet.put((100, y, 15, 5), "БИК", _LABEL)
    sheet.field((115, y, 65, 5), f"{side}_bic")
    sheet.rule(100, y + 5, 115, y + 5)
    sheet.put((100, y + 5, 15, 10), "Сч. №", _LABEL)
    sheet.field((115, y + 5, 65, 10), f"{side}_corr_account")


def _payee(sheet: _Sheet) -> None:
    fields = sheet.fields
    sheet.put((0, 92, 50, 5), f"ИНН {fields.get('payee_inn', '')}", _LABEL)
    sheet.put((50, 92, 50, 5), f"КПП {fields.get('payee_kpp', '')}", _LABEL)
    sheet.rule(50, 92, 50, 97)
    sheet.rule(0, 97, 100, 97)
    sheet.put((100, 92, 15, 15), "Сч. №", _LABEL)
    sheet.field((115, 92, 65, 15), "payee_account")
    sheet.rule(100, 107, 180, 107)
    sheet.field((0, 97, 100, 20), "payee_name")
    sheet.put((0, 117, 100, 5), "Получатель", _CAPTION)
    rows = ((107, "Вид оп.", "operation_type", "Срок плат.", "due_date"),
            (112, "Наз. пл.", "purpose_code", "Очер. плат.", "priority"),
            (117, "Код", "uin", "Рез. поле", "reserved"))  # fmt: skip
    for y, left, first, right, second in rows:
        sheet.put((100, y, 15, 5), left, _LABEL)
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


def _budget_and_purpose(sheet: _Sheet) -> None:
    x = 0.0
    for name, width in _BUDGET:
        sheet.field((x, 122, width, 7), name, Style(9, align=CENTER | MIDDLE, smallest=5))
        x += width
        if x < 180:
            sheet.rule(x, 122, x, 129)
    sheet.rule(0, 129, 180, 129)
    sheet.field((0, 129, 180, 21), "purpose")
    sheet.put((0, 149, 180, 5), "Назначение платежа", _CAPTION)
    sheet.rule(0, 154, 180, 154)


def _foot(sheet: _Sheet, marks: Marks) -> None:
    sheet.put((60, 155, 50, 5), "Подписи", _UNDER)
    sheet.put((125, 155, 50, 5), "Отметки банка", _UNDER)
    sheet.put((15, 175, 20, 5), "М.П.", Style(8, align=CENTER | TOP))
    if marks.signatures:
        for index, mark in enumerate(marks.signatures[:3]):
            paint_signature(sheet.canvas, Box(_X + 45, _Y + 161 + index * 19, 70, 17.5), mark)
    else:
        sheet.rule(55, 170, 115, 170)
        sheet.rule(55, 182, 115, 182)
    if marks.bank is not None:
        paint_bank(sheet.canvas, Box(_X + 124, _Y + 161, 52, 24), marks.bank)
