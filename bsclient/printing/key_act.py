"""Act of recognition of a public key: whose key it is, its fingerprint and the key itself, places for hands and a seal.

The bank types the 16 groups from this paper before it issues a certificate; the fingerprint is what both sides compare. Russian
only: it is made for a Russian bank. The paper speaks of a strengthened unqualified signature by agreement (Federal Law
63-ФЗ, articles 5 and 6) and says in so many words that the signature is not a qualified one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bsclient.printing.canvas import CENTER, LEFT, MIDDLE, TOP, Box, Canvas, Page, Style
from bsclient.printing.stamps import short_day

_X, _WIDTH = 20.0, 175.0
_TITLE = Style(13, bold=True, align=CENTER | TOP)
_TEXT = Style(9.5, align=LEFT | TOP)
_NAME = Style(8.5, align=LEFT | TOP, color="#333333")
_VALUE = Style(9.5, bold=True, align=LEFT | TOP)
_HEAD = Style(9.5, bold=True, align=LEFT | TOP)
_SMALL = Style(7.5, align=CENTER | TOP)
_NOTE = Style(8, align=LEFT | TOP)
_GROUP = Style(13, bold=True, align=CENTER | MIDDLE)
_NUMBER = Style(6, align=LEFT | TOP, color="#555555")
_KEY = Style(8, align=CENTER | MIDDLE)
_NAME_WIDTH: Final = 52.0
_GROUPS_A_ROW: Final = 8
_KEY_A_ROW: Final = 12
_SIGNATURE_KIND: Final = (
    "Ключ предназначен для создания усиленной неквалифицированной электронной подписи, применяемой по соглашению "
    "сторон (часть 3 статьи 5 и часть 2 статьи 6 Федерального закона от 06.04.2011 № 63-ФЗ). "
    "Квалифицированной электронной подписью она не является."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyAct:
    """What stands on the act.

    `fingerprint` is the SHA-256 of the public key in 16 groups of 4; `public_key` its DER in hex; `code` the modules of the QR, rows
    of dark and light. `serial` and the days of validity are "" and None until the certificate is issued.
    """

    organisation: str
    inn: str
    kpp: str
    client: str
    bank: str
    bic: str
    holder: str
    position: str
    user: str
    device: str
    algorithm: str
    fingerprint: Sequence[str]
    public_key: str
    made: dt.date
    serial: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    code: Sequence[Sequence[bool]] = ()


def page(act: KeyAct) -> Page:
    """Return the act as one page."""

    def paint(canvas: Canvas) -> None:
        canvas.text(Box(_X, 14, _WIDTH, 13), "АКТ\nпризнания ключа проверки электронной подписи", _TITLE)
        canvas.text(Box(_X, 28, _WIDTH, 6), f"Дата составления: {short_day(act.made)}", _TEXT)
        y = _opening(canvas, act, 35.0)
        y = _rows(canvas, act, y + 2.0)
        y = _fingerprint(canvas, act.fingerprint, y + 3.0)
        y = _public_key(canvas, act.public_key, y + 2.5)
        y = _closing(canvas, act, y + 2.5)
        _hands(canvas, act, max(y + 5.0, 224.0))

    return paint


def _opening(canvas: Canvas, act: KeyAct, y: float) -> float:
    words = (
        f"{act.bank} (далее – Банк) и {act.organisation} (далее – Клиент) признают ключ проверки электронной подписи, "
        "указанный ниже, принадлежащим уполномоченному лицу Клиента. Электронные документы, подписанные соответствующим "
        "ключом электронной подписи в течение срока действия сертификата, признаются подписанными этим лицом. "
        + _SIGNATURE_KIND
    )
    height = canvas.needed(_WIDTH, words, _TEXT)
    canvas.text(Box(_X, y, _WIDTH, height + 1), words, _TEXT)
    return y + height


def _rows(canvas: Canvas, act: KeyAct, y: float) -> float:
    numbers = ", ".join(
        filter(None, (f"ИНН {act.inn}" if act.inn else "", f"КПП {act.kpp}" if act.kpp else ""))
    )
    rows = [
        ("Клиент", ", ".join(filter(None, (act.organisation, numbers)))),
        ("Банк", f"{act.bank}, БИК {act.bic}"),
        ("Владелец ключа", act.holder),
        ("Должность", act.position),
        ("Код клиента и пользователя", f"{act.client} / {act.user}"),
        ("Рабочее место", act.device),
        ("Алгоритм", act.algorithm),
    ]
    if act.serial:
        days = f"{short_day(act.valid_from)} – {short_day(act.valid_to)}"
        rows.append(("Сертификат, срок действия", f"{act.serial}, {days}"))
    for name, value in rows:
        y = _row(canvas, y, name, value)
    return y


def _row(canvas: Canvas, y: float, name: str, value: str) -> float:
    room = _WIDTH - _NAME_WIDTH - 4
    height = max(6.0, canvas.needed(room, value or "—", _VALUE) + 2)
    canvas.frame(Box(_X, y, _WIDTH, height), 0.15, "#777777")
    canvas.line(_X + _NAME_WIDTH, y, _X + _NAME_WIDTH, y + height, 0.15)
    canvas.text(Box(_X + 2, y + 1.2, _NAME_WIDTH - 3, height - 1), name, _NAME)
    canvas.text(Box(_X + _NAME_WIDTH + 2, y + 1, room, height - 1), value or "—", _VALUE)
    return y + height


def _fingerprint(canvas: Canvas, groups: Sequence[str], y: float) -> float:
    """Paint the groups large, each with its number: they are typed from here."""
    canvas.text(Box(_X, y, _WIDTH, 5), "Отпечаток ключа проверки (SHA-256), 16 групп по 4 знака", _HEAD)
    y += 5.5
    width, height = _WIDTH / _GROUPS_A_ROW, 9.0
    places = [divmod(number, _GROUPS_A_ROW) for number in range(len(groups))]
    cells = [Box(_X + column * width, y + row * height, width, height) for row, column in places]
    for number, cell in enumerate(cells, 1):
        canvas.frame(cell, 0.2)
        canvas.text(Box(cell.x + 0.8, cell.y + 0.4, 6, 3), str(number), _NUMBER)
    for group, cell in zip(
        groups, cells, strict=True
    ):  # one after another, so that a PDF gives them as one text
        canvas.text(Box(cell.x, cell.y + 0.8, cell.width, cell.height - 0.8), group, _GROUP)
    return y + height * (-(-len(groups) // _GROUPS_A_ROW))


def _public_key(canvas: Canvas, digits: str, y: float) -> float:
    canvas.text(
        Box(_X, y, _WIDTH, 5), "Ключ проверки электронной подписи (DER, шестнадцатеричная запись)", _HEAD
    )
    y += 5.0
    parts = [digits[at : at + 4] for at in range(0, len(digits), 4)]
    width, height = _WIDTH / _KEY_A_ROW, 4.0
    lines = -(-len(parts) // _KEY_A_ROW)
    canvas.frame(Box(_X, y, _WIDTH, lines * height + 2), 0.15, "#777777")
    for number, part in enumerate(parts):
        row, column = divmod(number, _KEY_A_ROW)
        canvas.text(Box(_X + column * width, y + 1 + row * height, width, height), part, _KEY)
    return y + lines * height + 2


def _closing(canvas: Canvas, act: KeyAct, y: float) -> float:
    side = 30.0 if act.code else 0.0
    words = (
        "Ключ электронной подписи создан на рабочем месте Клиента и Банку не передаётся. Клиент обязуется хранить его в тайне "
        "и при подозрении на компрометацию немедленно заблокировать ключ в программе или по телефону Банка.\n"
        "Сертификат выпускают два разных сотрудника Банка: первый вводит группы отпечатка с этого акта, второй проверяет "
        "введённое. QR-код содержит сведения акта, он не заменяет сверку отпечатка с бумагой.\n"
        "Акт составлен в двух экземплярах, по одному для каждой из сторон."
    )
    height = canvas.needed(_WIDTH - side - 4, words, _NOTE)
    canvas.text(Box(_X, y, _WIDTH - side - 4, height + 1), words, _NOTE)
    if act.code:
        _code(canvas, act.code, Box(_X + _WIDTH - side, y - 1, side, side))
    return y + max(height, side)


def _code(canvas: Canvas, modules: Sequence[Sequence[bool]], box: Box) -> None:
    """Paint the QR; dark modules beside one another as one bar, so that no hairlines show."""
    step = box.width / len(modules)
    for line, row in enumerate(modules):
        at = 0
        while at < len(row):
            end = at
            while end < len(row) and row[end]:
                end += 1
            if end > at:
                bar = Box(box.x + at * step, box.y + line * step, (end - at) * step, step)
                canvas.fill(bar, "#000000")
            at = end + 1


def _hands(canvas: Canvas, act: KeyAct, y: float) -> None:
    left, right = _X, _X + 91
    canvas.text(Box(left, y, 84, 10), f"Клиент: {act.organisation}", _TEXT)
    canvas.text(Box(right, y, 84, 10), f"Банк: {act.bank}", _TEXT)
    hands = ("подпись владельца ключа, фамилия и инициалы", "подпись руководителя, фамилия и инициалы")
    for place, words in enumerate(hands):
        _hand(canvas, left, y + 22 + place * 15, words)
    for place in range(2):
        _hand(canvas, right, y + 22 + place * 15, f"подпись {place + 1}-го сотрудника, фамилия и инициалы")
    for x in (left, right):
        canvas.text(Box(x, y + 44, 84, 5), "М.П.", _TEXT)
        canvas.text(Box(x + 30, y + 44, 54, 5), "«____» ______________ 20___ г.", _TEXT)


def _hand(canvas: Canvas, x: float, y: float, words: str) -> None:
    canvas.line(x, y, x + 84, y)
    canvas.text(Box(x, y + 0.5, 84, 4), words, _SMALL)
