"""Profiles that come with the program: tables of Russian banks, and our own exports in both languages.

The layouts are facts of the banks' files; a bank that changes its titles needs a new profile, which the user can make himself.
"""

from __future__ import annotations

from typing import Final

from bsclient.formats.model import ENTRIES, ORDERS
from bsclient.formats.table_files import profile as profiles
from bsclient.formats.table_files.fields import FIELDS, IGNORED
from bsclient.formats.table_files.profile import ColumnRule, Profile
from bsclient.formats.table_files.values import folded
from bsclient.formats.tables import document_fields

_PENDING: Final = ("в обработке", "холд", "hold", "заблокировано", "ожидает", "pending")
_VOID: Final = ("failed", "отклонено", "отказ", "отменена", "отменено", "отмена", "rejected", "не исполнено")


def _rules(columns: str) -> tuple[ColumnRule, ...]:
    """Read `field=Title; field=Title`; `?` after a field: a file without that column is of the same kind."""
    rules = []
    for each in columns.split(";"):
        name, _equals, title = each.strip().partition("=")
        rules.append(ColumnRule(name.rstrip("?"), folded(title), optional=name.endswith("?")))
    return tuple(rules)


def _bank(code: str, name: str, signs: str, columns: str) -> Profile:
    return Profile(
        name=name, role=ENTRIES, columns=_rules(columns), signs=signs, currency="RUB", pending=_PENDING, void=_VOID, id=code,
        built_in=True,
    )  # fmt: skip


ALFA: Final = _bank(
    "alfa", "Альфа-Банк", profiles.COLUMNS,
    "-?=Тип счёта; account=Номер счета; currency=Валюта; day=Дата операции; reference=Референс проводки; purpose=Описание операции;"
    "credit=Приход; debit=Расход",
)  # fmt: skip
SBER_CARD: Final = _bank(
    "sber", "Сбербанк, карта", profiles.SIGNED,
    "date=Дата совершения операции; day=Дата обработки операции; reference?=Код авторизации; purpose=Описание;"
    "amount=Сумма в валюте счета",
)  # fmt: skip
SBER_BUSINESS: Final = _bank(
    "sber-business", "СберБизнес", profiles.COLUMNS,
    "day=Дата проводки; payer.joint=Счет Дебет; payee.joint=Счет Кредит; debit=Сумма по дебету; credit=Сумма по кредиту;"
    "number=№ документа; operation_type?=ВО; counterparty.bank.joint=Банк (БИК и наименование); purpose=Назначение платежа",
)  # fmt: skip
VTB: Final = _bank(
    "vtb", "ВТБ", profiles.SIGNED,
    "account=Номер карты/счета/договора; date=Дата операции; day=Дата обработки; amount=Сумма пересчитанная в валюту счета;"
    "currency=Валюта счета; purpose=Основание; status?=Статус; -?=Сумма операции; -?=Валюта операции",
)  # fmt: skip
TBANK: Final = _bank(
    "tbank", "Т-Банк", profiles.SIGNED,
    "date=Дата операции; day=Дата платежа; status=Статус; amount=Сумма платежа; currency=Валюта платежа; purpose=Описание;"
    "-?=Сумма операции; -?=Валюта операции; -?=Бонусы (включая кэшбэк); -?=Округление на инвесткопилку;"
    "-?=Сумма операции с округлением",
)  # fmt: skip
AVANGARD: Final = Profile(
    name="Авангард", role=ENTRIES, header=False, encoding="cp1251", signs=profiles.COLUMNS, currency="RUB", id="avangard", built_in=True,
    columns=tuple(
        ColumnRule(name, place=place)
        for place, name in enumerate(
            ("day", "credit", "debit", "purpose", "date", IGNORED, IGNORED, IGNORED, IGNORED, "purpose")
        )
    ),
)  # fmt: skip
"""No titles: time of the entry, money in, money out, kind, time of the operation, card, sum and currency abroad, MCC, text."""


def _own(language: int, role: str) -> Profile:
    names = [(name, titles[language]) for name, *titles in document_fields()]
    known = [(name, title) for name, title in names if name == IGNORED or role in FIELDS[name].roles]
    needed = {"amount", "payee.account", "purpose", "payer.account"} | (
        {"direction"} if role == ENTRIES else set()
    )
    rules = tuple(ColumnRule(name, folded(title), optional=name not in needed) for name, title in known)
    unwanted = tuple(
        ColumnRule(IGNORED, folded(title), optional=True)
        for name, title in names
        if (name, title) not in known
    )
    return Profile(
        name="BSClient", role=role, columns=(*rules, *unwanted), signs=profiles.WORD if role == ENTRIES else "",
        id=f"{profiles.OWN}{'en' if language == 0 else 'ru'}-{role}", built_in=True,
    )  # fmt: skip


def _ledger(language: int) -> Profile:
    """Return the profile of a statement as the window of statements lists it: the account stands elsewhere."""
    titles = (
        ("day", "Value date", "Дата операции"), ("number", "Number", "Номер"), ("date", "Document date", "Дата документа"),
        ("operation_type", "Operation", "Вид операции"), ("debit", "Debit", "Списано"), ("credit", "Credit", "Поступило"),
        ("balance", "Balance", "Остаток"), ("counterparty.name", "Counterparty", "Контрагент"), ("counterparty.inn", "INN", "ИНН"),
        ("counterparty.kpp", "KPP", "КПП"), ("counterparty.account", "Account", "Счёт"), ("counterparty.bank.bic", "BIC", "БИК"),
        ("counterparty.bank.name", "Bank", "Банк"), ("purpose", "Purpose", "Назначение платежа"),
    )  # fmt: skip
    rules = tuple(ColumnRule(name, folded(words[language])) for name, *words in titles)
    return Profile(
        name="BSClient", role=ENTRIES, columns=rules, signs=profiles.COLUMNS, id=f"{profiles.OWN}ledger-{'en' if language == 0 else 'ru'}",
        built_in=True,
    )  # fmt: skip


BUILT_IN: Final[tuple[Profile, ...]] = (
    _own(0, ENTRIES), _own(1, ENTRIES), _own(0, ORDERS), _own(1, ORDERS), _ledger(0), _ledger(1),
    ALFA, SBER_CARD, SBER_BUSINESS, VTB, TBANK, AVANGARD,
)  # fmt: skip
"""All of them; a file belongs to the one of its purpose of which most columns are there."""
