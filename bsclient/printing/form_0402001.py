"""Announcement of a cash deposit on paper, form 0402001 (Instruction 3352-У, annex 1): announcement, receipt, order.

The three parts say the same; the desk keeps the announcement and the order, the depositor takes the receipt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from bsclient.domain.checks import amount_in_figures, amount_in_words
from bsclient.printing.canvas import BOTTOM, CENTER, LEFT, MIDDLE, TOP, Box, Canvas, Page, Style
from bsclient.printing.paper import Paper
from bsclient.printing.stamps import paint_bank, paint_signature, short_day

_X: Final = 20.0
_WIDE: Final = 122.0
"""Width of the left block; the accounts and symbols stand to the right of it, up to 180 mm."""
_HEIGHT: Final = 86.0
_LABEL: Final = Style(7.5, align=LEFT | TOP)
_VALUE: Final = Style(8.5, align=LEFT | TOP)
_UNDER: Final = Style(6.5, align=CENTER | TOP)
_SYMBOLS: Final = 4


@dataclass(frozen=True, slots=True)
class _Part:
    """One of the three parts: its name, its top edge, who signs it."""

    title: str
    top: float
    signers: tuple[str, ...]


_PARTS: Final = (
    _Part("ОБЪЯВЛЕНИЕ", 16.0, ("Вноситель", "Бухгалтерский работник", "Кассовый работник")),
    _Part("КВИТАНЦИЯ", 108.0, ("Бухгалтерский работник", "Кассовый работник")),
    _Part("ОРДЕР", 200.0, ("Бухгалтерский работник", "Кассовый работник")),
)


def pages(paper: Paper) -> list[Page]:
    """Return the sheet with its three parts."""

    def paint(canvas: Canvas) -> None:
        if paper.marks.watermark:
            canvas.slanted(paper.marks.watermark)
        for part in _PARTS:
            _Painter(canvas, paper, part).paint()

    return [paint]


class _Painter:
    """Paints one part; x and y from its own corner."""

    def __init__(self, canvas: Canvas, paper: Paper, part: _Part) -> None:
        self._canvas = canvas
        self._paper = paper
        self._part = part

    def paint(self) -> None:
        self._head()
        self._left()
        self._right()
        self._foot()
        if self._part is not _PARTS[-1]:
            self._rule(0, _HEIGHT + 3, 180, _HEIGHT + 3)

    def _head(self) -> None:
        part, number = self._part, self._paper.text("number")
        self._put((0, -4, 100, 7), f"{part.title} № {number}", Style(11, bold=True, align=LEFT | BOTTOM))
        self._put((100, -4, 40, 7), _day(self._paper.text("date")), Style(9, align=CENTER | BOTTOM))
        if part is _PARTS[0]:
            self._canvas.frame(Box(_X + 155, part.top - 8, 25, 5))
            self._put((155, -8, 25, 5), "0402001", Style(9, align=CENTER | MIDDLE))
        self._rule(0, 4, 180, 4)

    def _left(self) -> None:
        amount = _amount(self._paper.text("amount"))
        bank = self._paper.text("payee_bank_name")
        rows = (
            ("От кого", self._paper.text("depositor"), 7.0),
            ("Получатель", self._paper.text("payee_name"), 9.0),
            ("ИНН получателя", self._paper.text("payee_inn"), 5.0),
            ("Счёт получателя №", self._paper.text("payee_account"), 5.0),
            ("Банк-вноситель", bank, 7.0),
            ("Банк-получатель", bank, 7.0),
            ("БИК", self._paper.text("payee_bic"), 5.0),
            ("Сумма прописью", amount_in_words(amount, "RUB") if amount else "", 10.0),
            ("Источник поступления", self._paper.text("source"), 9.0),
        )
        y = 4.0
        for label, value, height in rows:
            self._put((0, y, 34, height), label, _LABEL)
            self._put((34, y, _WIDE - 34, height), value, _VALUE)
            y += height
            self._rule(0, y, _WIDE, y)
        self._rule(34, 4, 34, y)

    def _right(self) -> None:
        amount = _amount(self._paper.text("amount"))
        cells = (
            ("ДЕБЕТ счёт №", "", 9.0),
            ("КРЕДИТ счёт №", self._paper.text("payee_account"), 9.0),
            ("Сумма цифрами", amount_in_figures(amount) if amount else "", 9.0),
        )
        y = 4.0
        for label, value, height in cells:
            self._put((_WIDE, y, 58, 4), label, _LABEL)
            self._put((_WIDE, y + 3.5, 58, height - 3.5), value, _VALUE)
            y += height
            self._rule(_WIDE, y, 180, y)
        self._put((_WIDE, y, 58, 4), "в том числе по символам", _UNDER)
        self._symbols(y + 4)
        self._rule(_WIDE, 4, _WIDE, 68)

    def _symbols(self, y: float) -> None:
        for row in self._paper.rows("symbols")[:_SYMBOLS]:
            self._put((_WIDE, y, 14, 5), row.get("symbol", ""), Style(8.5, align=CENTER | TOP))
            share = _amount(row.get("amount", ""))
            self._put((_WIDE + 14, y, 44, 5), amount_in_figures(share) if share else "", _VALUE)
            y += 5
        rest = len(self._paper.rows("symbols")) - _SYMBOLS
        if rest > 0:
            self._put((_WIDE, y, 58, 5), f"и ещё символов: {rest}", _LABEL)

    def _foot(self) -> None:
        signers, marks = self._part.signers, self._paper.marks
        width = _WIDE / len(signers)
        for at, signer in enumerate(signers):
            x = at * width
            self._rule(x + 2, 78, x + width - 4, 78)
            self._put((x, 78, width - 2, 4), signer, _UNDER)
        if self._part is _PARTS[0] and marks.signatures:
            paint_signature(
                self._canvas, Box(_X + _WIDE + 1, self._part.top + 69, 57, 17), marks.signatures[0]
            )
        elif marks.bank is not None and self._part is not _PARTS[0]:
            paint_bank(self._canvas, Box(_X + _WIDE + 1, self._part.top + 60, 57, 23), marks.bank)

    def _put(self, place: tuple[float, float, float, float], text: str, style: Style = _VALUE) -> None:
        x, y, width, height = place
        self._canvas.text(Box(_X + x, self._part.top + y, width, height).inner(), text, style)

    def _rule(self, x1: float, y1: float, x2: float, y2: float) -> None:
        top = self._part.top
        self._canvas.line(_X + x1, top + y1, _X + x2, top + y2)


def _amount(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _day(text: str) -> str:
    return short_day(date.fromisoformat(text)) if text else ""
