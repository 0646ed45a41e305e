"""Keys and marks of 1CClientBankExchange, versions 1.01 to 1.03.

Source: the exchange standard "1C:Enterprise - client of a bank" (v8.1c.ru, table of version 1.03) and what
banks write in practice. A key is compared without case, with ё read as е and without blanks around it.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType

FIRST_LINE = "1CClientBankExchange"
OPEN_DOCUMENT = "СекцияДокумент"
CLOSE_DOCUMENT = "КонецДокумента"
OPEN_ACCOUNT = "СекцияРасчСчет"
CLOSE_ACCOUNT = "КонецРасчСчет"
CLOSE_FILE = "КонецФайла"

VERSIONS = ("1.01", "1.02", "1.03")

ACCOUNT = "РасчСчет"
HEADER_KEYS = (
    "ВерсияФормата",
    "Кодировка",
    "Отправитель",
    "Получатель",
    "ДатаСоздания",
    "ВремяСоздания",
    "ДатаНачала",
    "ДатаКонца",
    ACCOUNT,
    "Документ",
)
SECTION_KEYS = (
    "ДатаНачала",
    "ДатаКонца",
    ACCOUNT,
    "НачальныйОстаток",
    "ВсегоПоступило",
    "ВсегоСписано",
    "КонечныйОстаток",
)

PAYER = "Плательщик"
PAYEE = "Получатель"
PARTY_MODEL = ("Счет", "", "ИНН", "1", "РасчСчет", "Банк1", "БИК", "Корсчет", "КПП")
PARTY_EXTRA = ("2", "3", "4", "Банк2")
PURPOSE = "НазначениеПлатежа"
PURPOSE_LINES = tuple(f"{PURPOSE}{number}" for number in range(1, 7))
TAX_KEYS = (
    "СтатусСоставителя",
    "ПоказательКБК",
    "ОКАТО",
    "ПоказательОснования",
    "ПоказательПериода",
    "ПоказательНомера",
    "ПоказательДаты",
    "ПоказательТипа",
)

MAIN = (
    "Номер",
    "Дата",
    "Сумма",
    "ДатаСписано",
    "ДатаПоступило",
    PURPOSE,
    "Очередность",
    "Код",
    "КодНазПлатежа",
    "ВидОплаты",
)
MODELLED = frozenset(
    (
        *MAIN,
        *PURPOSE_LINES,
        *TAX_KEYS,
        *(role + part for role in (PAYER, PAYEE) for part in PARTY_MODEL),
    )
)
"""Keys that have a field of their own in the model."""

KEPT = (
    "КвитанцияДата",
    "КвитанцияВремя",
    "КвитанцияСодержание",
    *(role + part for role in (PAYER, PAYEE) for part in PARTY_EXTRA),
    "ВидПлатежа",
    "СрокАкцепта",
    "ВидАккредитива",
    "СрокПлатежа",
    "УсловиеОплаты1",
    "УсловиеОплаты2",
    "УсловиеОплаты3",
    "ПлатежПоПредст",
    "ДополнУсловия",
    "НомерСчетаПоставщика",
    "ДатаОтсылкиДок",
)
"""Standard keys that the model keeps in `extra`."""

DOCUMENT_KEYS = frozenset((*MODELLED, *KEPT))

ALIASES = MappingProxyType({"ОчередностьПлатежа": "Очередность", "УИН": "Код", "ОКТМО": "ОКАТО"})
"""Names that some programs write instead of the standard's."""

KINDS = (
    "Платежное поручение",
    "Аккредитив",
    "Платежное требование",
    "Инкассовое поручение",
    "Банковский ордер",
    "Мемориальный ордер",
    "Платежный ордер",
    "Прочее",
)

LIMITS = MappingProxyType(
    {
        "Номер": 6,
        "ПлательщикИНН": 12,
        "ПолучательИНН": 12,
        "ПлательщикКПП": 9,
        "ПолучательКПП": 9,
        "Плательщик1": 160,
        "Получатель1": 160,
        PURPOSE: 210,
        "Код": 25,
        "СтатусСоставителя": 2,
        "ПоказательКБК": 20,
        "ОКАТО": 11,
        "ПоказательОснования": 2,
        "ПоказательПериода": 10,
        "ПоказательНомера": 15,
        "ПоказательДаты": 10,
        "ПоказательТипа": 2,
        "ВидОплаты": 2,
        "Очередность": 1,
        "КодНазПлатежа": 1,
    }
)
"""Longest values that a bank takes in a payment."""

_FIELDS = {
    "Номер": "number",
    "Дата": "date",
    "Сумма": "amount",
    "ДатаСписано": "debited",
    "ДатаПоступило": "credited",
    "КодНазПлатежа": "income_code",
    "ВидОплаты": "operation_type",
    "Код": "uin",
    "Очередность": "priority",
    PURPOSE: "purpose",
    "СтатусСоставителя": "tax.status",
    "ПоказательКБК": "tax.kbk",
    "ОКАТО": "tax.oktmo",
    "ПоказательОснования": "tax.ground",
    "ПоказательПериода": "tax.period",
    "ПоказательНомера": "tax.document_number",
    "ПоказательДаты": "tax.document_date",
    "ПоказательТипа": "tax.payment_type",
}
_PARTY_FIELDS = {
    "Счет": "account",
    "РасчСчет": "account",
    "": "name",
    "1": "name",
    "ИНН": "inn",
    "КПП": "kpp",
    "Банк1": "bank.name",
    "БИК": "bank.bic",
    "Корсчет": "bank.correspondent_account",
}


def field_of(key: str) -> str:
    """Return the model's name of the field that a key fills; the key itself if there is none."""
    for role, name in ((PAYER, "payer"), (PAYEE, "payee")):
        if key.startswith(role) and (part := _PARTY_FIELDS.get(key.removeprefix(role))):
            return f"{name}.{part}"
    return "purpose" if key in PURPOSE_LINES else _FIELDS.get(key, key)


def folded(word: str) -> str:
    """Return a key or mark in the form in which spellings are compared."""
    return word.strip().casefold().replace("ё", "е")


_DOCUMENT = {folded(key): key for key in DOCUMENT_KEYS} | {folded(k): v for k, v in ALIASES.items()}
_HEADER = {folded(key): key for key in HEADER_KEYS}
_SECTION = {folded(key): key for key in SECTION_KEYS}
_KINDS = {folded(kind).replace(" ", ""): kind for kind in KINDS}
_MARKS = {
    folded(mark): mark
    for mark in (FIRST_LINE, OPEN_DOCUMENT, CLOSE_DOCUMENT, OPEN_ACCOUNT, CLOSE_ACCOUNT, CLOSE_FILE)
} | {folded("КонецВыписки"): CLOSE_FILE}


@lru_cache(maxsize=4096)
def document_key(word: str) -> str | None:
    """Return the standard's spelling of a document's key, None if it is unknown."""
    return _DOCUMENT.get(folded(word))


def header_key(word: str) -> str | None:
    """Return the standard's spelling of a header's key, None if it is unknown."""
    return _HEADER.get(folded(word))


def section_key(word: str) -> str | None:
    """Return the standard's spelling of a balance section's key, None if it is unknown."""
    return _SECTION.get(folded(word))


@lru_cache(maxsize=4096)
def mark(word: str) -> str | None:
    """Return the structural mark that a line (or the part before its first `=`) is, None if it is none."""
    return _MARKS.get(folded(word))


@lru_cache(maxsize=256)
def document_kind(word: str) -> str:
    """Return the standard's name of a kind of document; an unknown word is kept."""
    return _KINDS.get("".join(folded(word).split()), word.strip())
