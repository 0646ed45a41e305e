"""QIF: Quicken's old exchange of entries, line by line; each line's first letter says what it is.

A file does not say in which order day and month stand: a number above twelve in any of its dates decides, points mean
day first; where nothing decides, day first is taken and `file_dates_unsure` says so (`read_ordered` takes an answer). Nor does it say the currency: digits of a
Russian account do, or the description of the account, where this program writes it.
Source: the format as Quicken and GnuCash write it; there is no standard.
"""

from __future__ import annotations

import codecs
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import BinaryIO, Final

from bsclient.domain import currencies
from bsclient.domain.problems import Severity
from bsclient.errors import BadInput
from bsclient.formats import amounts
from bsclient.formats.iso.findings import Findings, refused
from bsclient.formats.losses import own_side
from bsclient.formats.model import (
    CREDIT,
    DEBIT,
    ENTRIES,
    AccountSection,
    ExchangeDocument,
    ExchangeFile,
    Party,
)
from bsclient.formats.onec.values import one_line
from bsclient.formats.postings import Posting, by_section, unposted

DAY_FIRST: Final = "dmy"
MONTH_FIRST: Final = "mdy"
ORDER: Final = "date_order"
"""Key of the header: the order in which the dates were read."""

HOLDS: Final = frozenset(
    (ENTRIES, "own_account", "number", "entry_day", "amount", "currency", "direction", "name", "purpose")
)

_ENTRY_TYPES: Final = frozenset(("bank", "cash", "ccard", "oth a", "oth l"))
_OPENING: Final = frozenset(("opening balance", "начальный остаток", "начальное сальдо", "входящий остаток"))
_DATE: Final = re.compile(r"\s*([0-9]{1,4})\s*([-/.])\s*([0-9]{1,2})\s*([-/.'])\s*([0-9]{1,4})\s*")
_THOUSANDS: Final = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")
_ONE_GROUP: Final = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")
_TRIPLE: Final = 3
_BLANKS: Final = re.compile("[ \u00a0\u202f]")
_CURRENCY: Final = re.compile("Currency ([A-Z]{3})")
_MONTHS: Final = 12
_SHORT_YEAR: Final = 100
_TURN: Final = 70
_EXTRAS: Final = {"L": "L", "C": "C", "A": "A"}
_LONGEST: Final = 64 * 1024
_LEFT_OUT: Final = frozenset(("invst", "invoice", "tax", "bill"))
"""Kinds of records that are entries of another sort than is read here."""
_SHOWN: Final = 40

Record = dict[str, str]


def read(data: bytes, name: str = "") -> ExchangeFile:
    """Read entries; what is wrong is in the problems."""
    return read_ordered(data, name)


def read_ordered(data: bytes, name: str = "", order: str = "") -> ExchangeFile:
    """Read entries with dates in the order `DAY_FIRST` or `MONTH_FIRST`; "" finds it out."""
    del name
    findings = Findings()
    try:
        text, codec = _text(data)
        accounts = list(_accounts(text, findings))
    except BadInput as error:
        return refused("qif", ENTRIES, error.code, dict(error.facts))
    findings.at(None, 1)
    order = order or _order(accounts, findings)
    reading = _Reading(findings, order)
    for account in accounts:
        reading.take(account)
    return ExchangeFile(
        format="qif",
        encoding=codec,
        accounts=tuple(reading.sections),
        documents=tuple(reading.documents),
        problems=tuple(findings.problems),
        header={ORDER: order},
        role=ENTRIES,
    )


@dataclass(slots=True)
class _Account:
    """An account of the file and its records, each with the line where it begins."""

    name: str
    currency: str = ""
    records: list[tuple[int, Record]] = field(default_factory=list)


def _text(data: bytes) -> tuple[str, str]:
    """Return the text and its encoding: UTF-16 by its mark, UTF-8 where the bytes are UTF-8, else cp1251."""
    codec = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        # A character that is cut off at the end is left out: the file is UTF-8 all the same.
        return codecs.getincrementaldecoder(codec)().decode(data), codec.removesuffix("-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251", errors="replace"), "cp1251"


def _accounts(text: str, findings: Findings) -> Iterator[_Account]:
    """Yield accounts with their records. BadInput `file_qif_missing` when there is none."""
    account, name, currency, kind = _Account(""), "", "", ""
    record: Record = {}
    start, found = 1, False
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if not line.strip() or line.startswith("\x1a"):
            continue
        mark, rest = line[0], line[1:].strip()
        if mark == "!":
            found = True
            yield from _kept(account)
            kind = _kind(rest, number, findings)
            account = _Account(name, currency or currencies.of_account(name))
        elif not found or len(line) > _LONGEST:
            raise BadInput("file_qif_missing")
        elif mark == "^":
            if kind == "account":
                name, said = record.get("N", ""), _CURRENCY.fullmatch(record.get("D", ""))
                currency = said[1] if said else ""
            elif kind in _ENTRY_TYPES and record:
                account.records.append((start, record))
            record = {}
        else:
            start = start if record else number
            _field(record, mark, rest)
    if not found:
        raise BadInput("file_qif_missing")
    if record:
        findings.at(None, start)
        findings.add("", "file_record_unfinished", Severity.WARN)
    yield from _kept(account)


def _kept(account: _Account) -> Iterator[_Account]:
    if account.records:
        yield account


def _kind(rest: str, line: int, findings: Findings) -> str:
    """Return the kind of the lines that follow a `!`: `bank`, `account`, or one that is not read (`cat`)."""
    key, _, value = rest.partition(":")
    kind = value.strip().casefold() if key.casefold() == "type" else key.strip().casefold()
    if kind in _LEFT_OUT:
        findings.at(None, line)
        findings.add("", "file_ofx_other", Severity.WARN, kind=f"!{rest}"[:_SHOWN])
    return kind


def _field(record: Record, mark: str, rest: str) -> None:
    """Keep a line; parts of a split are not taken, since the entry's amount is their sum."""
    if mark in "SE$%":
        return
    if mark == "A" and "A" in record:
        record["A"] = f"{record['A']}, {rest}"[:_LONGEST]
    else:
        record.setdefault(mark, rest)


def _order(accounts: list[_Account], findings: Findings) -> str:
    """Find out in which order the dates stand."""
    day_first = month_first = doubtful = pointed = False
    for account in accounts:
        for _line, record in account.records:
            match = _DATE.fullmatch(record.get("D", ""))
            if match is None or int(match[1]) > 31:  # noqa: PLR2004 - a year stands first
                continue
            day_first |= int(match[1]) > _MONTHS
            month_first |= int(match[3]) > _MONTHS
            pointed |= match[2] == "."
            doubtful |= match[1].lstrip("0") != match[3].lstrip("0")
    if day_first and month_first:
        findings.add("date", "file_dates_mixed", Severity.WARN)
    if month_first and not day_first:
        return MONTH_FIRST
    if doubtful and not day_first and not pointed:
        findings.add("date", "file_dates_unsure", Severity.WARN)
    return DAY_FIRST


class _Reading:
    """Makes documents of records."""

    def __init__(self, findings: Findings, order: str) -> None:
        self.sections: list[AccountSection] = []
        self.documents: list[ExchangeDocument] = []
        self._findings = findings
        self._order = order

    def take(self, account: _Account) -> None:
        """Take the records of an account."""
        first = len(self.documents)
        opening = None
        for line, record in account.records:
            self._findings.at(len(self.documents) + 1, line)
            amount = self._amount(record.get("T") or record.get("U", ""), account.currency)
            if record.get("P", "").casefold() in _OPENING and len(self.documents) == first:
                opening = amount
                continue
            self._document(record, line, amount, account)
        days = [day for d in self.documents[first:] if (day := d.debited or d.credited)]
        start, end = min(days, default=None), max(days, default=None)
        section = AccountSection(account.name, account.currency, start, end, opening)
        self.sections.append(section)

    def _document(self, record: Record, line: int, amount: Decimal | None, account: _Account) -> None:
        find, get = self._findings, record.get
        day = self._day(get("D", ""))
        debit = amount is not None and amount < 0
        own, other = Party(account=account.name), Party(name=find.text("name", get("P", "")))
        self.documents.append(
            ExchangeDocument(
                index=len(self.documents) + 1,
                line=line,
                number=find.text("number", get("N", "")),
                date=day,
                amount=None if amount is None else abs(amount),
                currency=account.currency,
                direction=DEBIT if debit else CREDIT,
                payer=own if debit else other,
                payee=other if debit else own,
                purpose=find.text("purpose", get("M", "")),
                debited=day if debit else None,
                credited=None if debit else day,
                extra={key: record[mark] for mark, key in _EXTRAS.items() if get(mark)},
            )
        )

    def _amount(self, text: str, currency: str) -> Decimal | None:
        text = _BLANKS.sub("", text)
        if currencies.decimals(currency) == _TRIPLE and _ONE_GROUP.fullmatch(text):
            self._findings.add("amount", "file_amount_doubtful", value=text)
            return None
        if _THOUSANDS.fullmatch(text):
            text = text.replace(",", "")
        return self._findings.amount("amount", text, currency, signed=True)

    def _day(self, text: str) -> dt.date | None:
        """Read a date: 31.12.2026, 12/31/26, 12/31'26, 2026-12-31, blanks for leading zeros."""
        match = _DATE.fullmatch(text)
        if match is None:
            self._findings.day("date", text or "-")
            return None
        first, _, second, _, third = match.groups()
        if int(first) > 31:  # noqa: PLR2004 - a year
            year, month, day = first, second, third
        else:
            day, month, year = (first, second, third) if self._order == DAY_FIRST else (second, first, third)
        full = int(year)
        if full < _SHORT_YEAR:
            full += 2000 if full < _TURN or "'" in text else 1900
        return self._findings.day("date", f"{full:04}-{int(month):02}-{int(day):02}")


def write(out: BinaryIO, file: ExchangeFile, language: str = "en") -> None:
    """Write entries as UTF-8, dates as 31.12.2026; documents without amount or direction are left out."""
    del language

    def emit(text: str) -> None:
        out.write(text.encode("utf-8", errors="replace"))

    sections = by_section(file)
    if not sections:
        emit("!Type:Bank\r\n")
    for posted in sections:
        section = posted.section
        emit(f"!Account\r\nN{one_line(section.account)}\r\nTBank\r\n{_described(section)}^\r\n!Type:Bank\r\n")
        if section.opening is not None:
            day = section.start or min((p.day for p in posted.postings if p.day), default=None)
            dated = f"D{day:%d.%m.%Y}\r\n" if day else ""
            account = one_line(section.account)
            emit(f"{dated}T{amounts.plain(section.opening)}\r\nPOpening Balance\r\nL[{account}]\r\n^\r\n")
        for posting in posted.postings:
            emit(_record(posting))


def _record(posting: Posting) -> str:
    document = posting.document
    credit = posting.direction == CREDIT
    amount = amounts.plain(document.amount or Decimal(0))
    lines = (
        ("D", f"{posting.day:%d.%m.%Y}" if posting.day else ""),
        ("T", amount if credit else f"-{amount}"),
        ("N", document.number),
        ("P", (document.payer if credit else document.payee).name),
        ("M", document.purpose),
    )
    return "".join(f"{mark}{one_line(text)}\r\n" for mark, text in lines if text) + "^\r\n"


def _described(section: AccountSection) -> str:
    """Return the description of an account: its currency where the digits of the account do not say it."""
    told = section.currency
    silent = told in {"", currencies.of_account(section.account)}
    described = f"Currency {told}"
    return "" if silent or not _CURRENCY.fullmatch(described) else f"D{described}\r\n"


def cuts(file: ExchangeFile) -> Mapping[str, int]:
    """Return what is left out, and entries in another currency than their account."""
    known = {section.account: section.currency for section in file.accounts}
    kept = ((d, known.get(own_side(d).account) or currencies.ROUBLE) for d in file.documents)
    foreign = (document.currency not in {"", currency} for document, currency in kept)
    return {"document": unposted(file), "currency": sum(foreign)}
