"""What titles of columns say, in Russian and English: a title as words becomes a field, with how sure that is."""

from __future__ import annotations

import re
from typing import Final

from bsclient.formats.model import ENTRIES, ORDERS
from bsclient.formats.table_files.fields import FIELDS, IGNORED

SURE, LIKELY, PERHAPS = 3, 2, 1

_SIDES: Final = (
    ("counterparty", re.compile(r"контрагент|корреспондент(?!ск)|counterpart")),
    (
        "payer",
        re.compile(r"плательщик|отправител|дебитор|payer|remitter|ordering|сч[её]т дебет|дебет сч[её]т"),
    ),
    (
        "payee",
        re.compile(r"получател|кредитор|payee|beneficiary|recipient|поставщик|сч[её]т кредит|кредит сч[её]т"),
    ),
)
_PARTS: Final = (
    ("bank.correspondent_account", re.compile(r"корр\b.*сч|корсч|к с\b|correspondent|корреспондентск")),
    ("bank.joint", re.compile(r"\bбик\b.*наименован|банк.*\bбик\b.*наимен")),
    ("inn", re.compile(r"\bинн\b|\binn\b|tax id")),
    ("kpp", re.compile(r"\bкпп\b|\bkpp\b")),
    ("bank.bic", re.compile(r"\bбик\b|\bbic\b")),
    ("bank.name", re.compile(r"\bбанк|\bbank")),
    ("account", re.compile(r"\bсч[её]т|\bр с\b|\bр сч|account|iban")),
)
_RULES: Final[tuple[tuple[str, int, re.Pattern[str]], ...]] = tuple(
    (name, sure, re.compile(pattern))
    for name, sure, pattern in (
        ("tax.status", SURE, r"статус (?:плательщика|составителя|налогопл)|\b101\b"),
        ("tax.kbk", SURE, r"\bкбк\b|\bkbk\b|\b104\b"),
        ("tax.oktmo", SURE, r"\bоктмо\b|\bокато\b|oktmo|\b105\b"),
        ("tax.ground", SURE, r"\b106\b|основание налог|основание бюдж"),
        ("tax.period", SURE, r"\b107\b|налоговый период|tax period"),
        ("tax.document_number", SURE, r"\b108\b"),
        ("tax.document_date", SURE, r"\b109\b"),
        ("tax.payment_type", SURE, r"\b110\b"),
        ("uin", SURE, r"\bуин\b|\bуип\b|\buin\b|идентификатор (?:платежа|начислен)"),
        ("income_code", SURE, r"вида? дохода|наз пл\b|income code"),
        ("priority", SURE, r"очередность|priority"),
        ("value_date", SURE, r"валютировани|value date"),
        ("balance", SURE, r"остаток|баланс|сальдо|balance"),
        (
            "account",
            SURE,
            r"(?:номер )?(?:мо(?:й|его)|наш(?:его)?|лицев\w+|own) ?сч|own account|номер карты сч",
        ),
        ("currency", SURE, r"^валюта(?: сч\w+| платежа)?$|^(?:account )?currency$|^ccy$"),
        ("currency", PERHAPS, r"валют(?!ы сч|е)|currency"),
        ("number", SURE, r"(?:№|номер|n|no) ?(?:док|плат|п п$)|doc\w* (?:no|num)|^номер$|^number$|^№ док"),
        (
            IGNORED,
            PERHAPS,
            r"^(?:№|n|no|номер по порядку|№ п п|п п)$|\bмсс\b|\bmcc\b|кэшбэк|кешбэк|бонус|округлени|категори|время",
        ),
        ("date", SURE, r"дат\w* (?:док|плат\w+ (?:док|пор)|выписки плат)|doc\w* date"),
        (
            "day",
            SURE,
            r"дат\w* (?:проводки|обработки|опер|зачисл|списан|транзак|проведен)|(?:posting|booking|transaction|operation) dat",
        ),
        ("day", LIKELY, r"дат\w* платежа|payment date|^дата$|^date$|^день$|^дата время$"),
        ("day", PERHAPS, r"\bдат[аы]\b|\bdate\b"),
        (
            "operation_type",
            SURE,
            r"^во$|^вид оп|^шифр|вид (?:операции|платежа|оплаты)|operation type|^тип оплаты",
        ),
        (
            "direction",
            LIKELY,
            r"направлени|direction|^д к$|^дт кт$|^dc$|^d c$|debit credit|дебет кредит|приход расход|^тип операции|^тип$|^type$",
        ),
        ("status", SURE, r"^статус|^status|состояние"),
        ("purpose", SURE, r"назначени|purpose|payment details|remittance"),
        ("purpose", LIKELY, r"описани|основани|комментари|description|details|narrative|memo|содержани|text"),
        ("reference", SURE, r"референс|reference|\bref\b|идентификатор|\bid\b|код авторизац|рнн|\brrn\b"),
        (
            "debit",
            SURE,
            r"(?:сумма )?(?:по )?(?:дебет|расход|списан)|сумма д\b|обор\w* дт|debit|withdraw|paid out|money out|outflow",
        ),
        (
            "credit",
            SURE,
            r"(?:сумма )?(?:по )?(?:кредит|приход|поступ|зачисл|пополнен)|обор\w* кт|credit|deposit|paid in|money in|inflow",
        ),
        ("amount", SURE, r"сумма в валюте сч|сумма платежа|в валюту сч|amount in account"),
        (
            "amount",
            LIKELY,
            r"^сумма$|^amount$|^sum$|сумма (?:операции|документа|перевода|руб)|к оплате|к перечислению|transaction amount",
        ),
        ("amount", PERHAPS, r"сумм|amount|\bsum\b|итого"),
        ("kind", LIKELY, r"вид док|тип док|document type|^вид$|^kind$"),
    )
)
_MONEY_TAIL: Final = re.compile(r"[ ,]+(?:в )?(?:рублей|рублях|руб|rub|rur|р)$")


def meaning(title: str, role: str) -> tuple[str, int]:
    """Return the field that a folded title says, and how sure that is (0: nothing)."""
    words = _MONEY_TAIL.sub("", title)
    if not words:
        return "", 0
    if role == ORDERS and re.fullmatch(r"дата(?: платежа| пп)?|date", words):
        return "date", SURE
    # A party has its own INN and account; sums and days that name a party are none of it.
    if not re.match(r"сумма|дата|статус|назначени|остаток|amount|date|purpose", words) and (
        found := _party(words, role)
    ):
        return found, SURE
    for name, sure, pattern in _RULES:
        if pattern.search(words):
            return (name, sure) if name == IGNORED or role in FIELDS[name].roles else (IGNORED, PERHAPS)
    return "", 0


def _party(words: str, role: str) -> str:
    side = next((side for side, pattern in _SIDES if pattern.search(words)), "")
    if not side and re.search(r"^(?:наименование|наименование организации|название|имя|name)$", words):
        return f"{_default(role)}.name"
    part = next((part for part, pattern in _PARTS if pattern.search(words)), "")
    if not side:
        bare = {"account": r"^(?:номер )?(?:расчетн\w+ )?сч[её]т(?:а)?$|^р с$|^account(?: number| no)?$"}.get(
            part, ""
        )
        if (
            not part
            or (bare and not re.search(bare, words))
            or re.search(r"карт|card|мой|наш|own|лицев", words)
        ):
            return ""
        side = _default(role)
    if side == "counterparty" and role == ORDERS:
        side = "payee"
    if part == "account" and re.fullmatch(r"сч[её]т (?:дебет|кредит)|(?:дебет|кредит) сч[её]т\w*", words):
        part = "joint"
    return f"{side}.{part or 'name'}"


def sided(title: str) -> bool:
    """Whether a folded title names a party: its account is not that of the statement."""
    return any(pattern.search(title) for _side, pattern in _SIDES)


def _default(role: str) -> str:
    return "counterparty" if role == ENTRIES else "payee"
