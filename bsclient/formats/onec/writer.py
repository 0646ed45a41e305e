"""Write 1CClientBankExchange: statements (bank to 1C) and payments (1C to bank).

What is written reads back to the same documents, and writing that again gives the same bytes. Both forms of
each party are filled, because importers look for one or the other.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO

from bsclient.domain.normalise import bank_text, describe
from bsclient.errors import BadInput
from bsclient.formats.model import PAYMENTS, STATEMENT, AccountSection, ExchangeDocument, ExchangeFile, Party
from bsclient.formats.onec import keys
from bsclient.formats.onec.values import one_line

_TAGS = {"cp1251": "Windows", "cp866": "DOS", "utf-8": "UTF-8"}
_EXTRA_KEY = re.compile(r"[0-9A-Za-zА-Яа-яЁё_]{1,60}")
_SINCE_1_03 = frozenset(("Код", "КодНазПлатежа"))
_NAMED = frozenset(("КвитанцияДата", "КвитанцияВремя", "КвитанцияСодержание", "ВидПлатежа"))
_END = "\r\n"

Line = tuple[str, str]


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How to write: version 1.03 or 1.02 (for old importers), encoding cp1251, cp866 or utf-8.

    `sender`, `receiver` and `created` (local time) replace what the file's own header says.
    """

    version: str = "1.03"
    encoding: str = "cp1251"
    sender: str = ""
    receiver: str = ""
    created: dt.datetime | None = None


def write(out: BinaryIO, file: ExchangeFile, options: WriteOptions | None = None) -> None:
    """Write a statement or payments, as `file.format` says.

    BadInput: `file_character_unwritable` for a character that neither the encoding nor the bank's own set of
    characters has; `file_documents_incomplete` when documents without an amount are among them.
    """
    options = options or WriteOptions()
    bare = sum(1 for document in file.documents if document.amount is None)
    if bare:
        raise BadInput("file_documents_incomplete", count=str(bare))
    out.write(_encoded(_header(file, options), options, 0))
    statement = file.format == STATEMENT
    if statement:
        out.writelines(_encoded(_section(section), options, 0) for section in file.accounts)
    out.writelines(
        _encoded(_document(document, statement=statement), options, document.index)
        for document in file.documents
    )
    out.write(_encoded([(keys.CLOSE_FILE, "")], options, 0))


def _encoded(lines: list[Line], options: WriteOptions, index: int) -> bytes:
    """Encode lines; characters that the encoding lacks are replaced as in a payment before giving up."""
    kept = [line for line in lines if options.version != "1.02" or line[0] not in _SINCE_1_03]
    try:
        return _joined(kept).encode(options.encoding)
    except UnicodeEncodeError:
        pass
    text = _joined([(key, _plain(value, options.encoding)) for key, value in kept])
    try:
        return text.encode(options.encoding)
    except UnicodeEncodeError as error:
        character = describe(text[error.start])
        raise BadInput(
            "file_character_unwritable", index=str(index), character=character, encoding=options.encoding
        ) from None


def _plain(value: str, encoding: str) -> str:
    try:
        value.encode(encoding)
    except UnicodeEncodeError:
        return bank_text(value)
    return value


def _joined(lines: list[Line]) -> str:
    """Write marks as they are and keys with their values; a value is one line."""
    rows = [key if key in _BARE_MARKS else f"{key}={one_line(value)}" for key, value in lines]
    return _END.join(rows) + _END


_BARE_MARKS = frozenset(
    (keys.FIRST_LINE, keys.OPEN_ACCOUNT, keys.CLOSE_ACCOUNT, keys.CLOSE_DOCUMENT, keys.CLOSE_FILE)
)


def _header(file: ExchangeFile, options: WriteOptions) -> list[Line]:
    given = file.header.get
    created = options.created
    start, end = _interval(file)
    lines = [
        (keys.FIRST_LINE, ""),
        ("ВерсияФормата", options.version),
        ("Кодировка", _TAGS[options.encoding]),
        ("Отправитель", options.sender or given("Отправитель", "")),
        ("Получатель", options.receiver or given("Получатель", "")),
        ("ДатаСоздания", _day(created) if created else given("ДатаСоздания", "")),
        ("ВремяСоздания", f"{created:%H:%M:%S}" if created else given("ВремяСоздания", "")),
        ("ДатаНачала", given("ДатаНачала", "") or _day(start)),
        ("ДатаКонца", given("ДатаКонца", "") or _day(end)),
    ]
    accounts = dict.fromkeys(section.account for section in file.accounts)
    lines += [(keys.ACCOUNT, account) for account in accounts if account]
    if file.format == PAYMENTS:
        lines += [("Документ", kind) for kind in dict.fromkeys(map(_kind, file.documents))]
    lines += _extras(file.header, frozenset(keys.HEADER_KEYS))
    return lines


def _interval(file: ExchangeFile) -> tuple[dt.date | None, dt.date | None]:
    days = [day for section in file.accounts for day in (section.start, section.end) if day]
    days = days or [document.date for document in file.documents if document.date]
    return (min(days), max(days)) if days else (None, None)


def _section(section: AccountSection) -> list[Line]:
    values = [
        ("ДатаНачала", _day(section.start)),
        ("ДатаКонца", _day(section.end)),
        (keys.ACCOUNT, section.account),
        ("НачальныйОстаток", _amount(section.opening)),
        ("ВсегоПоступило", _amount(section.credits)),
        ("ВсегоСписано", _amount(section.debits)),
        ("КонечныйОстаток", _amount(section.closing)),
    ]
    return [(keys.OPEN_ACCOUNT, ""), *((k, v) for k, v in values if v), (keys.CLOSE_ACCOUNT, "")]


def _document(document: ExchangeDocument, *, statement: bool) -> list[Line]:
    extra = document.extra.get
    lines = [
        (keys.OPEN_DOCUMENT, _kind(document)),
        ("Номер", document.number),
        ("Дата", _day(document.date)),
        ("Сумма", _amount(document.amount)),
    ]
    receipt = [(key, extra(key, "")) for key in keys.KEPT[:3]]
    lines += receipt if statement else [line for line in receipt if line[1]]
    lines += _party(keys.PAYER, document.payer, document, _moved("ДатаСписано", document.debited, statement))
    lines += _party(
        keys.PAYEE, document.payee, document, _moved("ДатаПоступило", document.credited, statement)
    )
    lines += [("ВидПлатежа", extra("ВидПлатежа", ""))]
    lines += [("КодНазПлатежа", document.income_code)] if document.income_code else []
    lines += [
        ("ВидОплаты", document.operation_type),
        ("Код", document.uin),
        (keys.PURPOSE, document.purpose),
        (keys.PURPOSE_LINES[0], document.purpose),
    ]
    lines += _tax(document)
    lines += [
        ("ПлательщикКПП", document.payer.kpp),
        ("ПолучательКПП", document.payee.kpp),
        ("Очередность", document.priority),
    ]
    lines += _extras(document.extra, _NAMED | {key for key, _ in lines})
    return [*lines, (keys.CLOSE_DOCUMENT, "")]


def _kind(document: ExchangeDocument) -> str:
    return document.kind or "Прочее"


def _moved(key: str, day: dt.date | None, statement: bool) -> list[Line]:  # noqa: FBT001 - private
    return [(key, _day(day))] if statement or day else []


def _party(role: str, party: Party, document: ExchangeDocument, moved: list[Line]) -> list[Line]:
    extra = document.extra.get
    lines = [(f"{role}Счет", party.account), *moved]
    lines += [
        (role, f"ИНН {party.inn} {party.name}" if party.inn else party.name),
        (f"{role}ИНН", party.inn),
        (f"{role}1", party.name),
    ]
    lines += [(role + part, value) for part in ("2", "3", "4") if (value := extra(role + part, ""))]
    lines += [
        (f"{role}РасчСчет", extra(f"{role}РасчСчет", "") or party.account),
        (f"{role}Банк1", party.bank.name),
        (f"{role}Банк2", extra(f"{role}Банк2", "")),
        (f"{role}БИК", party.bank.bic),
        (f"{role}Корсчет", party.bank.correspondent_account),
    ]
    return lines


def _tax(document: ExchangeDocument) -> list[Line]:
    values = document.tax.values
    return list(zip(keys.TAX_KEYS, values, strict=True)) if any(values) else []


def _extras(given: Mapping[str, str], written: frozenset[str] | set[str]) -> Iterator[Line]:
    """Give back keys that were kept; a key that would be read as something else is left out."""
    for key, value in given.items():
        known = key in written or keys.mark(key) is not None or key in keys.MODELLED
        if not known and _EXTRA_KEY.fullmatch(key):
            yield from ((key, part) for part in value.split("\n"))


def _day(day: dt.date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def _amount(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:.2f}"
