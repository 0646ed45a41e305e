"""A big file of payments in the 1C exchange format, all good and new: the load of the import benchmark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bsclient import clock
from bsclient.bench.office import ACCOUNT
from bsclient.domain import checks

_PARTIES = 2000
_BANKS = (
    ("044525225", "ПАО Сбербанк", "30101810400000000225"),
    ("044525187", "Банк ВТБ (ПАО)", "30101810700000000187"),
    ("044525974", 'АО "ТБанк"', "30101810145250000974"),
    ("044525201", 'ПАО АКБ "АВАНГАРД"', "30101810000000000201"),
)


class Party(NamedTuple):
    """A payee with right check digits."""

    name: str
    inn: str
    kpp: str
    account: str
    bic: str
    bank: str
    correspondent: str


def parties() -> list[Party]:
    """Return companies, each with its own INN and account."""
    found = []
    for number in range(_PARTIES):
        bic, bank, correspondent = _BANKS[number % len(_BANKS)]
        body = f"77{number:07d}"
        account = f"407028100{number:011d}"
        account = account[:8] + checks.account_key_digit(bic, account) + account[9:]
        inn = body + checks.inn_check_digits(body)
        found.append(Party(f'ООО "Поставщик {number}"', inn, "770101001", account, bic, bank, correspondent))
    return found


def lines(count: int) -> Iterator[str]:
    """Yield the file: a header, documents, the end mark."""
    day = clock.business_day(clock.now()).strftime("%d.%m.%Y")
    yield from (
        "1CClientBankExchange", "ВерсияФормата=1.03", "Кодировка=Windows", "Отправитель=1С:Предприятие",
        "Получатель=BSClient", f"ДатаСоздания={day}", "ВремяСоздания=12:00:00", f"ДатаНачала={day}",
        f"ДатаКонца={day}", f"РасчСчет={ACCOUNT}", "Документ=Платежное поручение",
    )  # fmt: skip
    payees = parties()
    number = 0
    for place in range(count):
        number += 2 if number % 1000 == 999 else 1  # numbers that end in 000 are doubtful
        yield from _document(number, day, payees[place * 7 % _PARTIES])
    yield "КонецФайла"


def write(path: Path, count: int) -> Path:
    """Write the file once; both sides read the same bytes."""
    if not path.exists():
        with path.open("w", encoding="cp1251", newline="") as file:
            file.writelines(f"{line}\r\n" for line in lines(count))
    return path


def _document(number: int, day: str, payee: Party) -> Iterator[str]:
    purpose = (
        f"Оплата по договору поставки № {number} от 01.11.2026 за канцелярские товары. НДС не облагается"
    )
    yield from (
        "СекцияДокумент=Платежное поручение", f"Номер={number}", f"Дата={day}",
        f"Сумма={1000 + number}.{number % 100:02d}", f"ПлательщикСчет={ACCOUNT}",
        'Плательщик=ИНН 0917154555 ООО "Заря-868"', "ПлательщикИНН=0917154555", "ПлательщикКПП=091701001",
        'Плательщик1=ООО "Заря-868"', f"ПлательщикРасчСчет={ACCOUNT}", 'ПлательщикБанк1=АО "АЛЬФА-БАНК"',
        "ПлательщикБанк2=г Москва", "ПлательщикБИК=044525593", "ПлательщикКорсчет=30101810200000000593",
        f"ПолучательСчет={payee.account}", f"Получатель=ИНН {payee.inn} {payee.name}", f"ПолучательИНН={payee.inn}",
        f"ПолучательКПП={payee.kpp}", f"Получатель1={payee.name}", f"ПолучательРасчСчет={payee.account}",
        f"ПолучательБанк1={payee.bank}", "ПолучательБанк2=г Москва", f"ПолучательБИК={payee.bic}",
        f"ПолучательКорсчет={payee.correspondent}", "ВидОплаты=01", "Очередность=5", "Код=0",
        f"НазначениеПлатежа={purpose}", "КонецДокумента",
    )  # fmt: skip
