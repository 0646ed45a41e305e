"""A statement as a file: the tables of a statement as CSV and XLSX, 1C, and every format of the registry."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from bsclient.clock import MOSCOW
from bsclient.domain.banks import Bank
from bsclient.errors import BadInput
from bsclient.formats import model, onec, registry, tables
from bsclient.services.files import write_whole
from bsclient.storage import values
from bsclient.storage.rows.statements import EntryRow

if TYPE_CHECKING:
    from bsclient.services.statements.reading import Statement

_PAPER: Final = "pdf"
"""Drawn by the printing, not written by a format."""
_TWO_DECIMALS: Final = frozenset(("1c",))
"""Formats that have no place for more."""
_SENDER: Final = "BSClient"
_ORDERS: Final = frozenset(("", "01"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where the file goes, when it is made, and in which language its columns are titled."""

    path: Path
    now: dt.datetime
    language: str


def owner(name: str, inn: str, kpp: str, bank: Bank) -> model.Party:
    """Return the account's owner as a party of exchange documents; the account is set for each statement."""
    title = ", ".join(filter(None, (bank.name, bank.town)))
    return model.Party(name, inn, kpp, "", model.Bank(bank.bic, title, bank.correspondent_account))


def export(statement: Statement, own: model.Party, target: str, place: Place) -> None:
    """Write the file; raises `BadInput`: `file_target_unknown`, `file_target_decimals`."""
    form = registry.named(target)
    if form is None or not form.writes or target == _PAPER:
        raise BadInput("file_target_unknown", target=target, known=", ".join(registry.targets()))
    if target in _TWO_DECIMALS and statement.currency in values.FINE:
        raise BadInput("file_target_decimals", format=form.title, currency=statement.currency)

    def write(out: BinaryIO) -> None:
        if target == "1c":
            file = exchange_file(statement, own)
            created = place.now.astimezone(MOSCOW).replace(tzinfo=None)
            onec.write(out, file, onec.WriteOptions(sender=_SENDER, created=created))
        elif target == "csv":
            tables.write_csv(out, columns(place.language), statement.entries)
        elif target == "xlsx":
            tables.write_xlsx(out, columns(place.language), statement.entries)
        else:
            form.writer()(out, exchange_file(statement, own), place.language)

    write_whole(place.path, write)


def exchange_file(statement: Statement, own: model.Party) -> model.ExchangeFile:
    """Return a statement as an exchange file of the neutral model."""
    own = dataclasses.replace(own, account=statement.account)
    section = model.AccountSection(
        account=statement.account,
        currency=statement.currency,
        start=statement.start,
        end=statement.end,
        opening=statement.opening,
        closing=statement.closing,
        credits=statement.credits,
        debits=statement.debits,
        preliminary=statement.final is not None and statement.final < statement.end,
        owner=own.name,
        bank=own.bank,
    )
    documents = tuple(_document(entry, own, index) for index, entry in enumerate(statement.entries, 1))
    return model.ExchangeFile(
        format=model.STATEMENT, version="1.03", encoding="cp1251", accounts=(section,), documents=documents
    )


def _document(entry: EntryRow, own: model.Party, index: int) -> model.ExchangeDocument:
    credited, debited = (entry.value_date, None) if entry.credit else (None, entry.value_date)
    direction = model.CREDIT if entry.credit else model.DEBIT
    if entry.order:
        told = onec.payment_to_document(entry.order, index)
        return dataclasses.replace(
            told, amount=entry.amount, direction=direction, debited=debited, credited=credited
        )
    other = _counterparty(entry)
    payer, payee = (other, own) if entry.credit else (own, other)
    return model.ExchangeDocument(
        index=index,
        line=0,
        kind="Платежное поручение" if entry.operation_type in _ORDERS else "Прочее",
        number=entry.number,
        date=entry.document_date or entry.value_date,
        amount=entry.amount,
        currency=entry.currency,
        direction=direction,
        payer=payer,
        payee=payee,
        purpose=entry.purpose,
        operation_type=entry.operation_type,
        debited=debited,
        credited=credited,
    )


def _counterparty(entry: EntryRow) -> model.Party:
    bank = model.Bank(entry.counterparty_bic, entry.counterparty_bank, entry.counterparty_corr_account)
    return model.Party(
        entry.counterparty_name,
        entry.counterparty_inn,
        entry.counterparty_kpp,
        entry.counterparty_account,
        bank,
    )


def columns(language: str) -> Sequence[tables.Column[EntryRow]]:
    """Return the columns of a statement as a table."""
    return [
        tables.Column(russian if language == "ru" else english, value, kind, width)
        for english, russian, value, kind, width in _COLUMNS
    ]


_COLUMNS: Final[tuple[tuple[str, str, Callable[[EntryRow], tables.Value], tables.Kind, int], ...]] = (
    ("Value date", "Дата операции", lambda e: e.value_date, "day", 12),
    ("Number", "Номер", lambda e: e.number, "text", 10),
    ("Document date", "Дата документа", lambda e: e.document_date, "day", 12),
    ("Operation", "Вид операции", lambda e: e.operation_type, "text", 8),
    ("Debit", "Списано", lambda e: None if e.credit else e.amount, "money", 16),
    ("Credit", "Поступило", lambda e: e.amount if e.credit else None, "money", 16),
    ("Balance", "Остаток", lambda e: e.balance_after, "money", 16),
    ("Counterparty", "Контрагент", lambda e: e.counterparty_name, "text", 40),
    ("INN", "ИНН", lambda e: e.counterparty_inn, "text", 14),
    ("KPP", "КПП", lambda e: e.counterparty_kpp, "text", 11),
    ("Account", "Счёт", lambda e: e.counterparty_account, "text", 22),
    ("BIC", "БИК", lambda e: e.counterparty_bic, "text", 11),
    ("Bank", "Банк", lambda e: e.counterparty_bank, "text", 40),
    ("Purpose", "Назначение платежа", lambda e: e.purpose, "text", 80),
)
