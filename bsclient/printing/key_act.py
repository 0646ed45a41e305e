"""Act of recognition of a public key: whose key it is, its certificate and fingerprint, two hands below.

Banks take such a paper before they trust a key; the fingerprint on it is what both sides compare. Russian only: it
is made for a Russian bank.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bsclient.printing.canvas import CENTER, LEFT, TOP, Box, Canvas, Page, Style
from bsclient.printing.stamps import short_day

_X, _WIDTH = 25.0, 165.0
_TITLE = Style(13, bold=True, align=CENTER | TOP)
_TEXT = Style(10.5, align=LEFT | TOP)
_NAME = Style(9.5, align=LEFT | TOP, color="#444444")
_VALUE = Style(10.5, bold=True, align=LEFT | TOP)
_SMALL = Style(8, align=CENTER | TOP)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyAct:
    """What stands on the act. `fingerprint` is the SHA-256 of the public key in groups of four."""

    organisation: str
    inn: str
    bank: str
    bic: str
    holder: str
    position: str
    serial: str
    valid_from: dt.datetime
    valid_to: dt.datetime
    fingerprint: str
    made: dt.date


def page(act: KeyAct) -> Page:
    """Return the act as one page."""

    def paint(canvas: Canvas) -> None:
        title = "АКТ\nпризнания открытого ключа (сертификата) для обмена электронными документами"
        canvas.text(Box(_X, 22, _WIDTH, 22), title, _TITLE)
        canvas.text(Box(_X, 48, _WIDTH, 6), f"Дата составления: {short_day(act.made)}", _TEXT)
        opening = (
            "Настоящим актом признаётся открытый ключ электронной подписи, принадлежащий уполномоченному "
            "представителю клиента. Документы, подписанные соответствующим закрытым ключом, признаются "
            "подписанными этим лицом в течение срока действия сертификата."
        )
        canvas.text(Box(_X, 57, _WIDTH, 20), opening, _TEXT)
        y = _rows(canvas, act, 80.0)
        closing = "Отпечаток открытого ключа сверен сторонами и совпадает."
        canvas.text(Box(_X, y + 6, _WIDTH, 8), closing, _TEXT)
        _hand(canvas, _X, y + 30, f"Клиент: {act.organisation}")
        _hand(canvas, _X + 88, y + 30, f"Банк: {act.bank}")

    return paint


def _rows(canvas: Canvas, act: KeyAct, y: float) -> float:
    for name, value in (
        ("Организация", act.organisation),
        ("ИНН", act.inn),
        ("Банк", f"{act.bank}, БИК {act.bic}"),
        ("Владелец ключа", act.holder),
        ("Должность", act.position),
        ("Номер сертификата", act.serial),
        ("Срок действия", f"{short_day(act.valid_from.date())} – {short_day(act.valid_to.date())}"),
        ("Отпечаток открытого ключа (SHA-256)", act.fingerprint),
    ):
        height = max(8.0, canvas.needed(_WIDTH - 62, value or "—", _VALUE) + 3)
        canvas.frame(Box(_X, y, _WIDTH, height), 0.15, "#777777")
        canvas.line(_X + 58, y, _X + 58, y + height, 0.15)
        canvas.text(Box(_X + 2, y + 1.5, 55, height - 2), name, _NAME)
        canvas.text(Box(_X + 60, y + 1.5, _WIDTH - 62, height - 2), value or "—", _VALUE)
        y += height
    return y


def _hand(canvas: Canvas, x: float, y: float, side: str) -> None:
    canvas.text(Box(x, y - 12, 77, 11), side, _TEXT)
    canvas.line(x, y + 12, x + 77, y + 12)
    canvas.text(Box(x, y + 12.5, 77, 5), "должность, подпись, фамилия и инициалы", _SMALL)
    canvas.text(Box(x, y + 22, 77, 5), "М.П.", _TEXT)
