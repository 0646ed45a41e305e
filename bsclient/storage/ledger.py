"""Accounts and ledger entries as the bank told them. An entry seen twice changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from bsclient import clock
from bsclient.storage import values
from bsclient.storage.rows.statements import AccountRow, EntryRow
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_COLUMNS: Final = (
    "id, account, value_date, posted, credit, amount, currency, balance_after, operation_type, document_id, number,"
    " document_date, counterparty_name, counterparty_inn, counterparty_kpp, counterparty_account, counterparty_bic,"
    " counterparty_bank, counterparty_corr_account, purpose, order_fields"
)
SELECTED: Final = f"SELECT {_COLUMNS}"
"""Begins statements whose rows `rows_of` reads."""
INSERT: Final = f"INSERT INTO entry ({_COLUMNS}) VALUES ({', '.join('?' * 21)}) ON CONFLICT DO NOTHING"  # noqa: S608 -- fixed text
_APART: Final = INSERT.replace("INTO entry", "INTO entry_apart")
# The bank posts on one account in the order of its feed, so `row` is the order of posting. Value dates need not
# rise with it: what is settled on a Sunday counts on Monday, a transfer within the bank after it counts on Sunday.
_PERIOD: Final = f"SELECT {_COLUMNS} FROM entry WHERE account = ? AND value_date BETWEEN ? AND ? ORDER BY row"  # noqa: S608 -- fixed text
_COUNT: Final = "SELECT count(*) FROM entry WHERE account = ? AND value_date BETWEEN ? AND ?"
_IDS: Final = "SELECT id FROM entry WHERE account = ? AND value_date BETWEEN ? AND ? ORDER BY row"
_MOVED: Final = "CASE credit WHEN 1 THEN amount ELSE -amount END"
_LAST_BEFORE: Final = "SELECT max(row) FROM entry WHERE account = ? AND value_date < ?"
_LEFT: Final = f"""
    SELECT balance_after - (
        SELECT coalesce(sum({_MOVED}), 0) FROM entry WHERE account = last.account AND value_date >= ? AND row < last.row
    ), currency FROM entry last WHERE last.row = ?"""  # noqa: S608 -- fixed text
_FOUND: Final = (
    f"SELECT balance_after - {_MOVED}, currency FROM entry WHERE +account = ? ORDER BY row LIMIT 1"  # noqa: S608 -- fixed text
)
_SPAN: Final = "SELECT min(row), max(row) FROM entry WHERE account = ? AND value_date BETWEEN ? AND ?"
_EARLIER: Final = "SELECT row FROM entry WHERE account = ? AND row < ? ORDER BY row DESC LIMIT 1"
# The bounds are asked for beforehand: within the statement they would be looked for again for each row.
_BROKEN: Final = f"""
    WITH chain AS (
        SELECT value_date, balance_after - {_MOVED} AS found, lag(balance_after) OVER (ORDER BY row) AS kept
        FROM entry WHERE account = :account AND row BETWEEN :first AND :last
    )
    SELECT DISTINCT value_date FROM chain WHERE found <> kept AND value_date BETWEEN :start AND :end ORDER BY value_date
"""  # noqa: S608 -- fixed text
_OF_DOCUMENT: Final = f"SELECT {_COLUMNS} FROM entry WHERE document_id = ? ORDER BY row"  # noqa: S608 -- fixed text
_ACCOUNT: Final = (
    "INSERT INTO account (number, currency, name, balance, available, opened, updated, closed, source)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET currency = excluded.currency, name = excluded.name, balance = excluded.balance,"
    " available = excluded.available, opened = excluded.opened, updated = excluded.updated, closed = excluded.closed,"
    " source = excluded.source"
)
_ACCOUNTS: Final = (
    "SELECT number, currency, name, balance, available, opened, updated, closed, source FROM account"
    " WHERE (closed = '' OR ?) AND source IN (?, ?) ORDER BY source, currency <> 'RUB', number"
)
_OWN: Final = "SELECT number FROM main.account WHERE closed = '' AND source = ?"
_CURRENCY: Final = "SELECT currency FROM account WHERE number = ?"
BANK: Final = "bank"
FILE: Final = "file"


def put_account(work: UnitOfWork, account: AccountRow) -> None:
    """Keep what the bank says of an account; the order of the feed decides which word is the last.

    Where only files knew the account before, their entries are set apart: the bank's word counts.
    """
    money = tuple(values.minor(one, account.currency) for one in (account.balance, account.available))
    days = (values.day_text(account.opened), clock.stamp(account.updated), values.day_text(account.closed))
    work.run(_ACCOUNT, (account.number, account.currency, account.name, *money, *days, account.source))
    work.touch_accounts([account.number])


def accounts(reader: Reader, *, closed: bool = False, files: bool = False) -> list[AccountRow]:
    """Return the open accounts, or the closed ones too: those in roubles first, by number.

    `files`: after them the accounts of other banks too, known from statement files; nothing is paid from these.
    """
    return [
        AccountRow(
            number=number,
            currency=currency,
            name=name,
            balance=values.amount(balance, currency),
            available=values.amount(available, currency),
            opened=values.day(opened),
            updated=clock.parse(updated),
            closed=values.day(ended),
            source=source,
        )
        for number, currency, name, balance, available, opened, updated, ended, source in reader.all(
            _ACCOUNTS, (int(closed), BANK, FILE if files else BANK)
        )
    ]


def own_numbers(reader: Reader) -> frozenset[str]:
    """Return the numbers of all open accounts at the bank of the profile, those too that the user may not look at."""
    return frozenset(number for (number,) in reader.all(_OWN, (BANK,)))


def currency_of(reader: Reader, account: str) -> str:
    """Return the currency of an account; "" when it is not known."""
    return str(reader.scalar(_CURRENCY, (account,)) or "")


def set_apart(work: UnitOfWork, entries: Iterable[EntryRow]) -> int:
    """Keep entries that files tell of an account of the bank and the bank did not; returns how many are new."""
    rows = [_values(entry) for entry in entries]
    work.touch_accounts({row[1] for row in rows})
    return work.run_many(_APART, rows)


def add_entries(work: UnitOfWork, entries: Iterable[EntryRow]) -> None:
    """Keep ledger entries."""
    rows = [_values(entry) for entry in entries]
    work.run_many(INSERT, rows)
    work.touch_accounts({row[1] for row in rows})
    work.touch(*{row[9] for row in rows if row[9]})


def entries(reader: Reader, account: str, start: dt.date, end: dt.date) -> list[EntryRow]:
    """Return the entries of an account with a value date from `start` to `end`, in the order of posting."""
    found = reader.all(_PERIOD, (account, start.isoformat(), end.isoformat()))
    return [_entry(row) for row in found]


def count(reader: Reader, account: str, start: dt.date, end: dt.date) -> int:
    """Return how many entries an account has in a period."""
    return int(reader.scalar(_COUNT, (account, start.isoformat(), end.isoformat())))


def ids(reader: Reader, account: str, start: dt.date, end: dt.date) -> list[str]:
    """Return the ids of the entries of an account in a period, in the order of posting."""
    return [row[0] for row in reader.all(_IDS, (account, start.isoformat(), end.isoformat()))]


def balance_before(reader: Reader, account: str, day: dt.date) -> Decimal | None:
    """Return the balance at the start of a day by what the entries say; None without any.

    That is what the last entry before the day left, without what was posted earlier but counts later; else what the
    first entry found.
    """
    last = reader.one(_LAST_BEFORE, (account, day.isoformat()))
    if last is not None and last[0] is not None:
        found = reader.one(_LEFT, (day.isoformat(), last[0]))
    else:
        found = reader.one(_FOUND, (account,))
    return None if found is None else values.amount(*found)


def broken_days(reader: Reader, account: str, start: dt.date, end: dt.date) -> list[dt.date]:
    """Return the value dates of entries that leave another balance than follows from the one posted before."""
    days = {"start": start.isoformat(), "end": end.isoformat()}
    span = reader.one(_SPAN, (account, *days.values()))
    if span is None or span[0] is None:
        return []
    earlier = reader.one(_EARLIER, (account, span[0]))
    bounds = {"account": account, "first": earlier[0] if earlier else span[0], "last": span[1], **days}
    return [dt.date.fromisoformat(row[0]) for row in reader.all(_BROKEN, bounds)]


def of_document(reader: Reader, document_id: str) -> list[EntryRow]:
    """Return the entries that a document made."""
    return [_entry(row) for row in reader.all(_OF_DOCUMENT, (document_id,))]


def rows_of(found: Iterable[Any]) -> list[EntryRow]:
    """Read rows of a statement that begins with `SELECTED`."""
    return [_entry(row) for row in found]


def signed(entry: EntryRow) -> Decimal:
    """Return the amount with the sign it has for the balance."""
    return entry.amount if entry.credit else -entry.amount


def _values(entry: EntryRow) -> tuple[Any, ...]:
    money = (
        values.minor(entry.amount, entry.currency),
        entry.currency,
        values.minor(entry.balance_after, entry.currency),
        entry.operation_type,
    )
    papers = (entry.document_id, entry.number, values.day_text(entry.document_date))
    party = (
        entry.counterparty_name,
        entry.counterparty_inn,
        entry.counterparty_kpp,
        entry.counterparty_account,
        entry.counterparty_bic,
        entry.counterparty_bank,
        entry.counterparty_corr_account,
    )
    place = (entry.id, entry.account, entry.value_date.isoformat(), clock.stamp(entry.posted))
    order = values.json_text(dict(entry.order))
    return (*place, int(entry.credit), *money, *papers, *party, entry.purpose, order)


def _entry(found: Any) -> EntryRow:
    return EntryRow(
        id=found[0],
        account=found[1],
        value_date=dt.date.fromisoformat(found[2]),
        posted=clock.parse(found[3]),
        credit=bool(found[4]),
        amount=values.amount(found[5], found[6]),
        currency=found[6],
        balance_after=values.amount(found[7], found[6]),
        operation_type=found[8],
        document_id=found[9],
        number=found[10],
        document_date=values.day(found[11]),
        counterparty_name=found[12],
        counterparty_inn=found[13],
        counterparty_kpp=found[14],
        counterparty_account=found[15],
        counterparty_bic=found[16],
        counterparty_bank=found[17],
        counterparty_corr_account=found[18],
        purpose=found[19],
        order=values.facts(found[20]),
    )
