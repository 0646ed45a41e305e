"""Words of an invoice in Russian: who is paid, how much, by which invoice, with which VAT.

All of it is a guess unless it stands behind its own label.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from bsclient.domain import money
from bsclient.domain.normalise import bank_text
from bsclient.formats.found_payment import Piece, Sure
from bsclient.formats.invoice_numbers import LABELLED, UNLABELLED, Own, Sides

_FORMS: Final = (
    "ООО|ОАО|ЗАО|ПАО|НАО|АО|ФГУП|ФГБУ|ФГАОУ|ФКУ|ГБУ|ГАУ|ГКУ|ГУП|МУП|МБУ|МКУ|АНО|НКО|ТСЖ|ТСН|СНТ|КФХ|"
    "Общество с ограниченной ответственностью|Акционерное общество|Индивидуальный предприниматель|ИП"
)
_QUOTED: Final = re.compile(rf"\b(?:{_FORMS})\s*[«\"“„][^\n]{{1,120}}?[»\"”](?:[»\"”])?", re.IGNORECASE)
_PERSON: Final = re.compile(
    r"\b(?:ИП|Индивидуальный предприниматель)\s+[А-ЯЁ][А-ЯЁа-яё-]+(?:\s+[А-ЯЁ][А-ЯЁа-яё-]+\s+[А-ЯЁ][А-ЯЁа-яё-]+|\s+[А-ЯЁ]\.\s?[А-ЯЁ]\.)"
)
_LABELLED_NAME: Final = re.compile(
    r"^[ \t]*(?:поставщик|продавец|исполнитель|получатель|наименование)(?:\s*\([^)\n]*\))?(?:\s+платежа)?\s*[:\t][ \t]*([^\n]{3,240})",
    re.IGNORECASE | re.MULTILINE,
)
_NAME_ENDS: Final = re.compile(r"\s*[,;\t]\s*|\s+(?=ИНН\b)|\s{3,}", re.IGNORECASE)
_BANK: Final = re.compile(r"банк", re.IGNORECASE)
_BANK_NAME: Final = re.compile(
    r"^[ \t]*банк(?:\s+(?:получателя|поставщика))?\s*[:\t][ \t]*([^\n]{3,160})", re.IGNORECASE | re.MULTILINE
)

_AMOUNT: Final = r"([0-9]{1,3}(?:[ \u00a0\u202f\u2009'][0-9]{3})+(?:[.,][0-9]{1,2})?|[0-9]+(?:[.,=\-][0-9]{0,2})?)(?![0-9])"
_SUMS: Final = tuple(
    re.compile(rf"{words}[^0-9\n]{{0,40}}?{_AMOUNT}(?:\s*(?:руб(?:лей|ля|\.)?|р\.)\s*([0-9]{{2}})\s*коп)?", re.IGNORECASE)
    for words in (
        r"(?:всего|итого|сумма)\s+к\s+оплате",
        r"к\s+оплате",
        r"на\s+(?:общую\s+)?сумму",
        r"(?:итого|всего)(?:\s*,?\s*(?:с|включая)\s+НДС)",
        r"сумма\s+(?:платежа|сч[её]та)",
        r"(?:итого|всего)(?!\s+(?:без|НДС|наименований))",
        r"\bсумма(?!\s+НДС)",
    )
)  # fmt: skip
"""Labels of the sum, the surest first."""

_SHORTEST: Final = 3
_SURE: Final = 3
"""So many labels of `_SUMS` leave no doubt."""

_LONG_YEAR: Final = 4
_MONTHS: Final = (
    "январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр",
)  # fmt: skip
_DAY: Final = r"([0-3]?[0-9])(?:[./]([01]?[0-9])[./]|\s+([а-яё]{3,9})\s+)((?:20)?[0-9]{2})"
_INVOICE: Final = re.compile(
    rf"\b(сч[её]т(?:-договор|-оферта|-фактура)?(?:\s+на\s+оплату)?|договор\w*)\s*(?:№|N|No|номер)\s*([^\s,;]{{1,30}})\s+от\s+[«\"]?{_DAY}",
    re.IGNORECASE,
)
_PURPOSE: Final = re.compile(r"назначение(?:\s+платежа)?\s*[:\t][ \t]*([^\n]{4,400})", re.IGNORECASE)
_NO_VAT: Final = re.compile(
    r"без\s+(?:налога\s*\()?НДС|НДС\s+не\s+(?:облагается|предусмотрен)", re.IGNORECASE
)
_VAT: Final = re.compile(rf"НДС\s*\(?\s*([0-9]{{1,2}})?\s*%?\)?[^0-9\n%]{{0,20}}?{_AMOUNT}", re.IGNORECASE)


def pieces(text: str, own: Own) -> Iterator[Piece]:
    """Yield what the words say."""
    for made in (_name(text, own), _bank(text), _sum(text), _purpose(text)):
        if made is not None:
            yield made


def _name(text: str, own: Own) -> Piece | None:
    for match in _LABELLED_NAME.finditer(text):
        source = _NAME_ENDS.split(match[1].strip())[0]
        if len(source) >= _SHORTEST and not _same(source, own.name):
            return _text("payee_name", source, LABELLED, "Получатель")
    sides = Sides(text)
    able = [
        match
        for pattern in (_QUOTED, _PERSON)
        for match in pattern.finditer(text)
        if not _same(match[0], own.name) and not sides.buyer(match.start())
    ]
    firms = [match for match in able if not _BANK.search(match[0])] or able
    return _text("payee_name", firms[0][0], UNLABELLED, "") if firms else None


def _same(name: str, own: str) -> bool:
    def letters(one: str) -> str:
        return re.sub(r"[^0-9a-zа-яё]", "", one.casefold())

    return bool(own) and letters(name) == letters(own)


def _bank(text: str) -> Piece | None:
    match = _BANK_NAME.search(text)
    if match is None:
        return None
    source = re.split(r"\s+(?=БИК\b)|\t|;", match[1].strip(), maxsplit=1)[0].rstrip(" ,")
    return _text("payee_bank_name", source, LABELLED, "Банк") if len(source) >= _SHORTEST else None


def _sum(text: str) -> Piece | None:
    for rank, pattern in enumerate(_SUMS):
        found: dict[str, re.Match[str]] = {}
        for match in pattern.finditer(text):
            value = _money(match[1], match[2] or "")
            if value:
                found.setdefault(value, match)
        if found:
            value, match = max(found.items(), key=lambda one: money.parse_amount(one[0]))
            stated = len(found) == 1 and rank < _SURE
            confidence = LABELLED if stated else UNLABELLED - 5 * rank
            label = " ".join(text[match.start() : match.start(1)].split())[:30]
            sure = Sure.STATED if stated else Sure.GUESSED
            return Piece("amount", value, match[1], label, sure, confidence)
    return None


def _money(text: str, cents: str) -> str:
    bare = text.replace("'", " ")
    try:
        amount = money.parse_amount(f"{bare},{cents}" if cents else bare, positive=True)
    except ValueError:
        return ""
    return money.plain(amount)


def _purpose(text: str) -> Piece | None:
    said = _PURPOSE.search(text)
    if said is not None:
        return _text("purpose", said[1].strip(), LABELLED, "Назначение платежа")
    match = _INVOICE.search(text)
    if match is None:
        return None
    day = _day(match[3], match[4] or "", match[5] or "", match[6])
    word = "договору" if match[1].casefold().startswith("договор") else _invoice_word(match[1])
    from_day = f" от {day:%d.%m.%Y}" if day is not None else ""
    whole = f"Оплата по {word} № {match[2]}{from_day}. {_vat(text)}".strip()
    return Piece("purpose", bank_text(whole), match[0], "", Sure.GUESSED, UNLABELLED)


def _invoice_word(word: str) -> str:
    low = " ".join(word.casefold().replace("ё", "е").split())
    return low.removesuffix(" на оплату").replace("счет", "счету", 1)


def _vat(text: str) -> str:
    if _NO_VAT.search(text):
        return "Без НДС"
    for match in _VAT.finditer(text):
        value = _money(match[2], "")
        if value and ("," in match[2] or "." in match[2]):
            rate = f" {match[1]}%" if match[1] else ""
            return f"В т.ч. НДС{rate} {value.replace('.', '-')}"
    return ""


def _day(day: str, month: str, word: str, year: str) -> dt.date | None:
    number = (
        int(month)
        if month
        else next((at for at, start in enumerate(_MONTHS, 1) if word.casefold().startswith(start)), 0)
    )
    try:
        return dt.date(int(year) if len(year) == _LONG_YEAR else 2000 + int(year), number, int(day))
    except ValueError:
        return None


def _text(field: str, source: str, confidence: int, label: str) -> Piece:
    value = bank_text(source)
    sure = Sure.STATED if value == source else Sure.CHANGED
    return Piece(field, value, source, label, sure if confidence == LABELLED else Sure.GUESSED, confidence)
