"""Payment order on paper, form 0401060 (Regulation 762-П, annex 2)."""

from __future__ import annotations

from collections.abc import Mapping

from bsclient.printing import settlement_sheet as parts
from bsclient.printing.canvas import Canvas, Page
from bsclient.printing.stamps import Marks, short_day


def page(fields: Mapping[str, str], marks: Marks) -> Page:
    """Return the page of one order; `fields` are its canonical texts (amount "1234.05", dates ISO)."""
    lines = (
        (0.0, "Поступ. в банк плат.", short_day(marks.received)),
        (50.0, "Списано со сч. плат.", short_day(marks.debited)),
    )

    def paint(canvas: Canvas) -> None:
        sheet = parts.Sheet(canvas, fields)
        if marks.watermark:
            canvas.slanted(marks.watermark)
        parts.head(sheet, parts.Title("0401060", "ПЛАТЕЖНОЕ ПОРУЧЕНИЕ", lines))
        parts.status(sheet)
        parts.amount(sheet)
        parts.payer(sheet)
        parts.payee(sheet)
        parts.budget(sheet)
        parts.purpose(sheet)
        parts.foot(sheet, marks)

    return paint
