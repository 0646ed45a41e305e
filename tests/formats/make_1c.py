"""Makes 1C exchange files for tests: any number of documents, any damage, the same for the same arguments."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

OURS = "40702810900000000001"
BIC = "044525225"
CORRESPONDENT = "30101810400000000225"

HEADER = (
    "1CClientBankExchange",
    "ВерсияФормата=1.03",
    "Кодировка=Windows",
    "Отправитель=Банк",
    "Получатель=1С:Предприятие",
    "ДатаСоздания=02.11.2026",
    "ВремяСоздания=12:00:00",
    "ДатаНачала=01.11.2026",
    "ДатаКонца=01.11.2026",
    f"РасчСчет={OURS}",
)


def party(role: str, number: int, *, ours: bool) -> list[str]:
    name = "ООО Наше" if ours else f"АО Ёлка и партнёры {number % 40}"
    account = OURS if ours else f"4070281010000000{number % 40:04d}"
    return [
        f"{role}Счет={account}",
        f"{role}=ИНН 7700000016 {name}",
        f"{role}ИНН=7700000016",
        f"{role}1={name}",
        f"{role}РасчСчет={account}",
        f"{role}Банк1=ПАО Сбербанк",
        f"{role}Банк2=г Москва",
        f"{role}БИК={BIC}",
        f"{role}Корсчет={CORRESPONDENT}",
    ]


def document(number: int = 1, *, debit: bool = True, statement: bool = True) -> list[str]:
    """One document; odd amounts, so that none equals another."""
    moved = "ДатаСписано=01.11.2026" if debit else "ДатаПоступило=01.11.2026"
    purpose = f"Оплата по счёту № {number} от 30.10.2026. НДС не облагается"
    return [
        "СекцияДокумент=Платежное поручение",
        f"Номер={number}",
        "Дата=31.10.2026",
        f"Сумма={number}.{number % 100:02d}",
        *([moved] if statement else []),
        *party("Плательщик", number, ours=debit),
        *party("Получатель", number, ours=not debit),
        "ВидПлатежа=Электронно",
        "ВидОплаты=01",
        "Код=0",
        f"НазначениеПлатежа={purpose}",
        f"НазначениеПлатежа1={purpose}",
        "ПлательщикКПП=770001001",
        "ПолучательКПП=0",
        "Очередность=5",
        "КонецДокумента",
    ]


def section(debits: str, credits_: str, closing: str) -> list[str]:
    return [
        "СекцияРасчСчет",
        "ДатаНачала=01.11.2026",
        "ДатаКонца=01.11.2026",
        f"РасчСчет={OURS}",
        "НачальныйОстаток=100000000.00",
        f"ВсегоПоступило={credits_}",
        f"ВсегоСписано={debits}",
        f"КонечныйОстаток={closing}",
        "КонецРасчСчет",
    ]


def lines(count: int = 3, *, statement: bool = True) -> list[str]:
    """A whole file as lines; in a statement every third document is an incoming one."""
    rows = list(HEADER)
    incoming = [statement and number % 3 == 0 for number in range(1, count + 1)]
    kopecks = [number * 100 + number % 100 for number in range(1, count + 1)]
    if statement:
        into = sum(k for k, is_in in zip(kopecks, incoming, strict=True) if is_in)
        out = sum(kopecks) - into
        closing = 100_000_000_00 + into - out
        rows += section(*(f"{k // 100}.{k % 100:02d}" for k in (out, into, closing)))
    else:
        rows.append("Документ=Платежное поручение")
    for number, is_in in enumerate(incoming, 1):
        rows += document(number, debit=not is_in, statement=statement)
    return [*rows, "КонецФайла"]


def joined(rows: list[str], encoding: str = "cp1251", end: str = "\r\n") -> bytes:
    return (end.join(rows) + end).encode(encoding)


def data(count: int = 3, *, statement: bool = True, encoding: str = "cp1251", end: str = "\r\n") -> bytes:
    return joined(lines(count, statement=statement), encoding, end)


def one(*changes: tuple[str, str | None], statement: bool = False, extra: tuple[str, ...] = ()) -> bytes:
    """A file of one document with some keys changed; None takes the key away."""
    rows = [row.replace("=Windows", "=UTF-8") for row in lines(1, statement=statement)]
    for key, value in changes:
        places = [place for place, row in enumerate(rows) if row.startswith(f"{key}=")]
        for place in reversed(places[-1:] if key == "РасчСчет" else places):
            rows[place : place + 1] = [] if value is None else [f"{key}={value}"]
    end = rows.index("КонецДокумента")
    rows[end:end] = extra
    return joined(rows, "utf-8")


class Stream(io.RawIOBase):
    """A file that is made while it is read, and knows how much of it was."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts
        self._rest = b""
        self.taken = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while len(self._rest) < size and (part := next(self._parts, b"")):
            self._rest += part
        given, self._rest = self._rest[:size], self._rest[size:]
        self.taken += len(given)
        return given


def repeated(head: bytes, make: Callable[[int], bytes], size: int) -> Iterator[bytes]:
    """A head and then what `make` gives for 0, 1, 2 … until the size is reached."""
    if head:
        yield head
    made, place = len(head), 0
    while made < size:
        part = make(place)
        made, place = made + len(part), place + 1
        yield part
