"""Requisites with their payment code on paper: one large sheet, or eight cards on a sheet to be cut out. Russian only.

A module of the code is 0.7 mm on the sheet and never less than 0.4 mm on a card, so that any telephone reads it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bsclient.domain.checks import amount_in_figures
from bsclient.domain.money import parse_amount
from bsclient.printing.canvas import CENTER, HEIGHT, LEFT, TOP, WIDTH, Box, Canvas, Page, Style

_LEFT, _TOP = 20.0, 22.0
_SIDE: Final = 82.0
_CARDS_ACROSS, _CARDS_DOWN = 2, 4
_CARD_SIDE: Final = 46.0
_TITLE = Style(16, bold=True, align=LEFT | TOP)
_NAME = Style(9, align=LEFT | TOP, color="#444444")
_VALUE = Style(11, bold=True, align=LEFT | TOP)
_HINT = Style(9, align=CENTER | TOP, color="#444444")
_SMALL = Style(7.5, align=LEFT | TOP)
_SMALL_NAME = Style(9, bold=True, align=LEFT | TOP)
_ROWS: Final = (
    ("payee_name", "Получатель"),
    ("payee_inn", "ИНН"),
    ("payee_kpp", "КПП"),
    ("payee_account", "Расчётный счёт"),
    ("payee_bank_name", "Банк"),
    ("payee_bic", "БИК"),
    ("payee_corr_account", "Корр. счёт"),
    ("amount", "Сумма"),
    ("purpose", "Назначение платежа"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What stands on the paper: texts by the payee's fields, and the modules of the code with their quiet zone."""

    raw: Mapping[str, str]
    code: Sequence[Sequence[bool]]

    @property
    def title(self) -> str:
        """A code with a sum is that of an invoice."""
        return "Оплата по QR-коду" if self.raw.get("amount") else "Реквизиты для перевода"

    def rows(self) -> Iterator[tuple[str, str]]:
        """Yield names and values of what is filled in."""
        for field, name in _ROWS:
            value = self.raw.get(field, "")
            if value:
                yield name, f"{amount_in_figures(parse_amount(value))} руб." if field == "amount" else value


def sheet(told: Told) -> Page:
    """Return the sheet with a large code."""

    def paint(canvas: Canvas) -> None:
        width = WIDTH - 2 * _LEFT
        canvas.text(Box(_LEFT, _TOP, width, 9), told.title, _TITLE)
        y = _TOP + 14
        for name, value in told.rows():
            height = max(7.0, canvas.needed(width - 48, value, _VALUE) + 1.5)
            canvas.text(Box(_LEFT, y + 0.6, 46, height), name, _NAME)
            canvas.text(Box(_LEFT + 48, y, width - 48, height), value, _VALUE)
            y += height
        box = Box((WIDTH - _SIDE) / 2, y + 8, _SIDE, _SIDE)
        modules(canvas, told.code, box)
        words = "Наведите камеру в приложении банка: реквизиты заполнятся сами. Код по ГОСТ Р 56042-2014."
        canvas.text(Box(_LEFT, y + _SIDE + 10, width, 6), words, _HINT)

    return paint


def cards(told: Told) -> Page:
    """Return the sheet of cards; lines show where to cut."""
    width, height = WIDTH / _CARDS_ACROSS, HEIGHT / _CARDS_DOWN

    def paint(canvas: Canvas) -> None:
        for place in range(_CARDS_ACROSS * _CARDS_DOWN):
            row, column = divmod(place, _CARDS_ACROSS)
            _card(canvas, told, Box(column * width, row * height, width, height))
        for row in range(1, _CARDS_DOWN):
            canvas.line(4, row * height, WIDTH - 4, row * height, 0.1)
        canvas.line(width, 4, width, HEIGHT - 4, 0.1)

    return paint


def modules(canvas: Canvas, code: Sequence[Sequence[bool]], box: Box) -> None:
    """Paint a code; runs of dark modules are one bar, so that no light lines stay between them."""
    step = box.width / len(code)
    for at, line in enumerate(code):
        start = 0
        while start < len(line):
            end = start
            while end < len(line) and line[end] == line[start]:
                end += 1
            if line[start]:
                bar = Box(box.x + start * step, box.y + at * step, (end - start) * step, step)
                canvas.fill(bar, "#000000")
            start = end


def _card(canvas: Canvas, told: Told, box: Box) -> None:
    side = _CARD_SIDE
    modules(canvas, told.code, Box(box.x + 4, box.y + (box.height - side) / 2, side, side))
    x, width = box.x + side + 6, box.width - side - 10
    y = box.y + (box.height - side) / 2
    canvas.text(Box(x, y, width, 10), told.raw.get("payee_name", ""), _SMALL_NAME)
    y += 11
    for name, value in told.rows():
        if name == _ROWS[0][1]:
            continue
        words = f"{name}: {value}"
        height = min(9.0, canvas.needed(width, words, _SMALL) + 0.4)
        canvas.text(Box(x, y, width, height), words, _SMALL)
        y += height
