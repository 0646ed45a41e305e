"""Stamps of electronic signatures and of the bank's execution, as banks print them on payment orders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bsclient import clock
from bsclient.printing.canvas import CENTER, LEFT, MIDDLE, TOP, Box, Canvas, Style

_BLUE = "#1f3f8f"


@dataclass(frozen=True, slots=True)
class SignatureMark:
    """Who signed with which certificate and when."""

    name: str
    serial: str
    valid_from: datetime
    valid_to: datetime
    time: datetime


@dataclass(frozen=True, slots=True)
class BankMark:
    """What the bank says of the order: its name, BIC, the state in words, the day."""

    bank: str
    bic: str
    state: str
    day: date


@dataclass(frozen=True, slots=True)
class Marks:
    """Everything on the form that is not a field: signatures, the bank's mark, dates 62 and 71, a watermark."""

    signatures: tuple[SignatureMark, ...] = ()
    bank: BankMark | None = None
    received: date | None = None
    debited: date | None = None
    watermark: str = ""


def short_day(day: date | None) -> str:
    """Write a day as DD.MM.YYYY; "" for none."""
    return day.strftime("%d.%m.%Y") if day else ""


def paint_signature(canvas: Canvas, box: Box, mark: SignatureMark) -> None:
    """Paint one stamp «ПОДПИСАНО ЭП»."""
    canvas.frame(box, 0.35, _BLUE)
    lines = [
        f"Владелец: {mark.name}",
        f"Сертификат: {mark.serial}",
        f"Действителен: {short_day(mark.valid_from.date())} – {short_day(mark.valid_to.date())}",
        f"Подписано: {mark.time.astimezone(clock.MOSCOW).strftime('%d.%m.%Y %H:%M:%S')} (МСК)",
    ]
    head = Box(box.x, box.y + 0.4, box.width, 3.6)
    canvas.text(
        head,
        "ДОКУМЕНТ ПОДПИСАН ЭЛЕКТРОННОЙ ПОДПИСЬЮ",
        Style(5.5, bold=True, align=CENTER | MIDDLE, smallest=4, color=_BLUE),
    )
    body = Box(box.x + 1, box.y + 4, box.width - 2, box.height - 4.4)
    canvas.text(body, "\n".join(lines), Style(5.5, align=LEFT | TOP, smallest=4, color=_BLUE))


def paint_bank(canvas: Canvas, box: Box, mark: BankMark) -> None:
    """Paint the bank's stamp with its state and day."""
    canvas.frame(box, 0.5, _BLUE)
    canvas.text(
        Box(box.x + 1, box.y + 1, box.width - 2, 6),
        mark.bank,
        Style(7, bold=True, align=CENTER | MIDDLE, smallest=5, color=_BLUE),
    )
    canvas.text(
        Box(box.x + 1, box.y + 7, box.width - 2, 4),
        f"БИК {mark.bic}",
        Style(6.5, align=CENTER | MIDDLE, color=_BLUE),
    )
    canvas.text(
        Box(box.x + 1, box.y + 11, box.width - 2, 6),
        mark.state.upper(),
        Style(10, bold=True, align=CENTER | MIDDLE, smallest=6, color=_BLUE),
    )
    canvas.text(
        Box(box.x + 1, box.y + 17, box.width - 2, 5),
        short_day(mark.day),
        Style(9, bold=True, align=CENTER | MIDDLE, color=_BLUE),
    )
