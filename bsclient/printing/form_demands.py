"""Payment demand 0401061, collection order 0401071 and payment warrant 0401066 on paper (Regulation 762-П, annexes)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from bsclient.domain.checks import amount_in_figures
from bsclient.printing import settlement_sheet as parts
from bsclient.printing.canvas import CENTER, LEFT, MIDDLE, TOP, Canvas, Page, Style
from bsclient.printing.paper import Paper
from bsclient.printing.settlement_sheet import Sheet, Title
from bsclient.printing.stamps import short_day

_CELL: Final = Style(9, align=CENTER | MIDDLE, smallest=5)
_NAME: Final = Style(8, align=LEFT | MIDDLE)
_BAND: Final = 6.0
"""Height of the row of fields 35 and 36 of the demand, by which all below stands lower."""
_BUDGET: Final = 7.0
"""Height of the row of fields 104 to 110, which the demand does not have."""
_WARRANT_ROW: Final = 12.0
_TABLE: Final = 222.0
_GROUNDS: Final = {"contract": "договор", "law": "закон", "writ": "исполнительный документ"}
_COLLECTION: Final = "06"


def demand(paper: Paper) -> list[Page]:
    """Return the page of a payment demand."""
    fields = _texts(paper)

    def paint(canvas: Canvas) -> None:
        sheet = _begin(paper, canvas, fields)
        lines = (
            (0.0, "Поступ. в банк плат.", _received(paper)),
            (50.0, "Оконч. срока акцепта", parts.day(fields.get("deadline", ""))),
            (100.0, "Списано со сч. плат.", short_day(paper.marks.debited)),
        )
        parts.head(sheet, Title("0401061", "ПЛАТЕЖНОЕ ТРЕБОВАНИЕ", lines))
        _conditions(sheet)
        body = sheet.lower(_BAND)
        parts.amount(body)
        parts.payer(body, kpp=False)
        parts.payee(body, kpp=False)
        below = body.lower(-_BUDGET)
        parts.purpose(below)
        below.put((0, 154, 130, 5), "Дата отсылки (вручения) плательщику документов по договору", parts.LABEL)
        below.put((130, 154, 50, 5), parts.day(fields.get("papers_sent", "")), _CELL)
        below.rule(0, 159, 180, 159)
        parts.foot(below.lower(5), paper.marks, "Отметки банка получателя", by_bank=paper.by_bank)
        parts.parts_table(sheet, _TABLE, "")

    return [paint]


def collection(paper: Paper) -> list[Page]:
    """Return the page of a collection order."""
    fields = _texts(paper)

    def paint(canvas: Canvas) -> None:
        sheet = _begin(paper, canvas, fields)
        lines = (
            (0.0, "Поступ. в банк плат.", _received(paper)),
            (50.0, "Списано со сч. плат.", short_day(paper.marks.debited)),
        )
        parts.head(sheet, Title("0401071", "ИНКАССОВОЕ ПОРУЧЕНИЕ", lines))
        parts.status(sheet)
        parts.amount(sheet)
        parts.payer(sheet)
        parts.payee(sheet)
        parts.budget(sheet)
        parts.purpose(sheet)
        sheet.put((0, 154, 40, 6), "Основание взыскания", parts.LABEL)
        sheet.put((40, 154, 140, 6), _ground(fields), Style(9, align=LEFT | TOP, smallest=5))
        sheet.rule(0, 160, 180, 160)
        parts.foot(sheet.lower(6), paper.marks, "Отметки банка получателя", by_bank=paper.by_bank)
        parts.parts_table(sheet, _TABLE, "")

    return [paint]


def incoming(paper: Paper) -> list[Page]:
    """Return the page of a demand that came: the form in which it was drawn up."""
    return collection(paper) if paper.text("operation_type") == _COLLECTION else demand(paper)


def warrant(paper: Paper) -> list[Page]:
    """Return the page of a payment warrant."""
    fields = _texts(paper)

    def paint(canvas: Canvas) -> None:
        sheet = _begin(paper, canvas, fields)
        lines = tuple(
            (x, caption, parts.day(fields.get(name, "")))
            for x, caption, name in (
                (0.0, "Поступ. в банк плат.", "received"),
                (50.0, "Дата помещения в картотеку", "carded"),
                (100.0, "Списано со сч. плат.", "debited"),
            )
        )
        parts.head(sheet, Title("0401066", "ПЛАТЕЖНЫЙ ОРДЕР", lines))
        parts.status(sheet)
        parts.amount(sheet)
        parts.payer(sheet)
        parts.payee(sheet)
        _paid_order(sheet, fields)
        below = sheet.lower(_WARRANT_ROW)
        parts.budget(below)
        parts.purpose(below)
        parts.foot(below, paper.marks, by_bank=True)

    return [paint]


def _begin(paper: Paper, canvas: Canvas, fields: Mapping[str, str]) -> Sheet:
    if paper.marks.watermark:
        canvas.slanted(paper.marks.watermark)
    return Sheet(canvas, fields)


def _texts(paper: Paper) -> dict[str, str]:
    return {name: text for name, text in paper.fields.items() if isinstance(text, str)}


def _received(paper: Paper) -> str:
    """Field 62: as the bank's document says, else as the payee's bank marked it."""
    return parts.day(paper.text("received")) or short_day(paper.marks.received)


def _conditions(sheet: Sheet) -> None:
    """Fields 35 and 36."""
    sheet.put((0, 26, 24, _BAND), "Условие оплаты", _NAME)
    sheet.field((24, 26, 12, _BAND), "condition", _CELL)
    sheet.put((40, 26, 28, _BAND), "Срок для акцепта", _NAME)
    sheet.field((68, 26, 15, _BAND), "acceptance_days", _CELL)
    sheet.rule(0, 33, 180, 33)
    for x in (24, 36, 68, 83):
        sheet.rule(x, 26, x, 33)


def _ground(fields: Mapping[str, str]) -> str:
    """Say on what the collection rests: the words of the bank's notice, or those of the order."""
    kind = _GROUNDS.get(fields.get("ground", ""))
    if kind is None:
        return fields.get("ground", "")
    issuer = f", {fields['issuer']}" if fields.get("issuer") else ""
    return f"{kind} {fields.get('ground_number', '')} от {parts.day(fields.get('ground_date', ''))}{issuer}"


def _paid_order(sheet: Sheet, fields: Mapping[str, str]) -> None:
    """Fields 38 to 42 and 70."""
    rest = fields.get("rest", "")
    cells = (
        ("№ ч. плат.", 18, fields.get("part_number", "")),
        ("Шифр плат. док.", 24, fields.get("order_cipher", "")),
        ("№ плат. док.", 24, fields.get("order_number", "")),
        ("Дата плат. док.", 28, parts.day(fields.get("order_date", ""))),
        ("Сумма ост. пл.", 42, amount_in_figures(Decimal(rest)) if rest else ""),
        ("Содержание операции", 44, fields.get("content", "")),
    )
    x = 0.0
    for caption, width, text in cells:
        sheet.put((x, 122, width, 4), caption, Style(7, align=LEFT | TOP))
        sheet.put((x, 126, width, 8), text, Style(9, align=LEFT | MIDDLE, smallest=5))
        x += width
        if x < 180:
            sheet.rule(x, 122, x, 134)
    sheet.rule(0, 134, 180, 134)
