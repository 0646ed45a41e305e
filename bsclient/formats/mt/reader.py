"""Read MT940 and MT942: any number of messages, pages put together, the dialects of field 86.

What cannot be read is named with its line and field, and the rest is taken. The last entry of a file that breaks off is
left out, since its end may be missing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from bsclient.domain import currencies
from bsclient.domain.problems import Severity
from bsclient.formats.decoding import decode
from bsclient.formats.model import (
    CREDIT,
    DEBIT,
    ENTRIES,
    NO_MARKS,
    Bank,
    ExchangeDocument,
    ExchangeFile,
    FileProblem,
    Marks,
    Party,
    Tax,
    new_document,
    new_marks,
)
from bsclient.formats.mt import pages, rur
from bsclient.formats.mt.details import NO_DETAILS, Details, Heads, read_details
from bsclient.formats.mt.fields import (
    Days,
    Entry,
    Field,
    Message,
    messages,
    read_balance,
    read_entry,
    read_total,
)
from bsclient.formats.mt.pages import Page

MT940: Final = "mt940"
MT942: Final = "mt942"

_RUR_MARK: Final = re.compile(r"\{113:RUR[0-9]\}")
_RUR_WORDS: Final = re.compile(
    r"\b(?:ScET|OPLATA|DOGOVOR|KOMISSIa|PLATEJ|PEREVOD|VOZVRAT|NDS\b|cISLE|OOO\b|INDIVIDUALX)"
)
_SAMPLE: Final = 256 * 1024
_NO_REFERENCE: Final = frozenset(("", "N", "NONREF", "NOTREF", "NONE", "EREF", "EREF+", "KREF", "KREF+"))
_OUTGOING: Final = frozenset(("D", "RC", "ED"))
_USUAL_KIND: Final = "NTRF"
_INTERIM: Final = frozenset(("13", "13D", "34F", "90D", "90C"))
_CLOSED: Final = frozenset(("62F", "62M", "90D", "90C", "64", "65"))
_KNOWN: Final = frozenset(
    ("20", "21", "25", "25P", "28", "28C", "60F", "60M", "61", "86", "62F", "62M", "64", "65", *_INTERIM)
)
_ACCOUNT: Final = re.compile(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{10,30}|P?[0-9]{9,10}")
_ZERO: Final = Decimal(0)
_NO_TAX: Final = Tax()
_SHOWN: Final = 60
_MOST_PARTIES: Final = 20_000


def read(data: bytes, name: str = "") -> ExchangeFile:
    """Read a file of MT940 or MT942 messages; nothing is raised for bad content."""
    del name
    text, codec = decode(data)
    text = text.replace("\t", " ").replace("\u00ad", "-")  # what some editor made of a hyphen
    reader = _Reader(text)
    for message in messages(text):
        reader.take(message)
    return reader.file(codec)


class _Reader:
    """Takes messages one after the other; `file` gives what they make together."""

    def __init__(self, text: str) -> None:
        sample = text[:_SAMPLE]
        self._marked = _RUR_MARK.search(sample) is not None
        self._worded = sample.isascii() and _RUR_WORDS.search(sample) is not None
        self._days = Days()
        self._heads: Heads = {}
        self._parties: dict[tuple[str | bool, ...], Party] = {}
        self._pages: list[Page] = []
        self._documents: list[ExchangeDocument] = []
        self._problems: list[FileProblem] = []
        self._index = 0
        self._cut: tuple[Message, int] | None = None

    def take(self, message: Message) -> None:
        """Read one message; whether it is the file's last one only `file` knows."""
        self._cut = None
        page = Page(message.fields[0].line)
        page.interim = "{2:O942" in message.head or "{2:I942" in message.head
        own, russian = Party(), False
        fields = message.fields
        before = len(self._documents)
        last_entry = -1
        for place, field in enumerate(fields):
            tag = field.tag
            if tag == "61":
                if last_entry < 0:
                    own = Party(account=page.account, bank=Bank(page.bank))
                    russian = self._russian(page)
                self._entry(field, _told(fields, place + 1), page, own, russian=russian)
                last_entry = place
            elif tag != "86":
                self._header(field, page)
        self._finish(page, before)
        tail = fields[last_entry + 1 :] if last_entry >= 0 else fields
        whole = message.ended or any(field.tag in _CLOSED for field in tail)
        if not whole:
            self._cut = (message, last_entry)

    def _russian(self, page: Page) -> bool:
        return self._marked or (self._worded and page.currency == "RUB")

    def _header(self, field: Field, page: Page) -> None:
        tag, value = field.tag, field.value.strip()
        page.interim = page.interim or tag in _INTERIM
        if tag in _CLOSED:
            page.lines[tag] = field.line
        if tag == "20":
            page.reference = value
        elif tag in {"25", "25P"}:
            page.bank, page.account, page.currency = pages.account(value)
        elif tag in {"28", "28C"}:
            page.number, _, sheet = value.partition("/")
            page.page = page.first = int(sheet) if sheet.isascii() and sheet.isdecimal() else 1
        elif tag in {"60F", "60M", "62F", "62M"}:
            self._balance(field, page)
        elif tag == "34F":
            page.currency = currencies.letters(value[:3])
        elif tag in {"13", "13D"}:
            page.last = self._days.day(value[:6]) if value[:6].isascii() and value[:6].isdecimal() else None
        elif tag in {"90D", "90C"}:
            self._total(field, page)
        elif tag not in _KNOWN:
            self._tell(None, field, "file_tag_unknown", Severity.INFO, {"tag": tag})

    def _balance(self, field: Field, page: Page) -> None:
        balance = read_balance(field.value, self._days)
        if balance is None:
            self._tell(None, field, "file_amount_malformed", Severity.WARN, {"value": field.value[:_SHOWN]})
            return
        if balance.day is None:
            facts = {"key": f":{field.tag}:", "value": field.value[1:7]}
            self._tell(None, field, "file_date_malformed", Severity.WARN, facts)
        page.currency = balance.currency
        if field.tag.startswith("60"):
            page.opening, page.begins = balance, field.tag == "60F"
        else:
            page.closing, page.ends = balance, field.tag == "62F"

    def _total(self, field: Field, page: Page) -> None:
        total = read_total(field.value)
        if total is None:
            self._tell(None, field, "file_amount_malformed", Severity.WARN, {"value": field.value[:_SHOWN]})
        elif field.tag == "90C":
            page.credits = total[2]
        else:
            page.debits = total[2]

    def _entry(self, field: Field, told: str, page: Page, own: Party, *, russian: bool) -> None:
        self._index += 1
        entry = read_entry(field.value, page.currency, self._days)
        if entry is None:
            facts = {"value": field.value[:_SHOWN], "tag": "61"}
            self._tell(self._index, field, "file_field_malformed", Severity.BLOCK, facts)
            self._documents.append(ExchangeDocument(self._index, field.line))
            return
        details = read_details(told, self._heads) if told else NO_DETAILS
        self._documents.append(self._document(field.line, entry, details, page, own, russian=russian))

    def _document(  # noqa: PLR0913 -- all that makes one entry; putting it together costs time
        self, line: int, entry: Entry, details: Details, page: Page, own: Party, *, russian: bool
    ) -> ExchangeDocument:
        outgoing = entry.mark in _OUTGOING
        account, kind, extra = details.account, details.kind, details.extra
        if entry.supplement or entry.kind != _USUAL_KIND:
            account, kind, extra = _supplement(entry, details)
        purpose, number = details.purpose, details.number
        if russian:
            purpose = rur.decode(purpose)
            number = rur.decode(number) if number else ""
            kind = rur.decode(kind) if kind else ""
        if not number and entry.reference not in _NO_REFERENCE:
            number = entry.reference
        other = self._party(details, account, russian=russian)
        return new_document(
            index=self._index,
            line=line,
            kind=kind,
            number=number,
            date=self._days.day(details.date) if details.date else None,
            amount=entry.amount,
            currency=page.currency,
            direction=DEBIT if outgoing else CREDIT,
            payer=own if outgoing else other,
            payee=other if outgoing else own,
            purpose=purpose,
            priority=details.priority,
            debited=entry.day if outgoing else None,
            credited=None if outgoing else entry.day,
            tax=_NO_TAX,
            extra=extra,
            marks=_marks(entry, page),
        )

    def _party(self, details: Details, account: str, *, russian: bool) -> Party:
        """Return the counterparty; parties repeat and are kept."""
        key = (*details[:3], account, details.bic, details.correspondent, russian)
        party = self._parties.get(key)
        if party is None:
            name = rur.decode(details.name) if russian else details.name
            bank = Bank(details.bic, "", details.correspondent)
            party = Party(name, details.inn, details.kpp, account, bank)
            if len(self._parties) < _MOST_PARTIES:
                self._parties[key] = party
        return party

    def _finish(self, page: Page, before: int) -> None:
        """Add up the entries of a message, or put it to the page before it."""
        came = went = _ZERO
        days: list[dt.date] = []
        for document in self._documents[before:]:
            if document.amount is None:
                continue
            day = document.debited or document.credited
            if day is not None:
                days.append(day)
            if document.direction == CREDIT:
                came += document.amount
            else:
                went += document.amount
        page.turnover = (came, went)
        page.days = (min(days), max(days)) if days else None
        earlier = self._pages[-1] if self._pages else None
        if earlier is not None and pages.goes_on(earlier, page):
            pages.join(earlier, page)
        else:
            self._pages.append(page)

    def _tell(
        self, index: int | None, field: Field, code: str, severity: Severity, facts: Mapping[str, str]
    ) -> None:
        self._problems.append(FileProblem(index, field.line, f":{field.tag}:", code, severity, facts))

    def file(self, codec: str) -> ExchangeFile:
        """Return the whole."""
        if self._cut is not None:
            self._broken(*self._cut)
        if not self._pages:
            problem = FileProblem(None, 1, "", "file_message_missing", Severity.BLOCK)
            return ExchangeFile(MT940, encoding=codec, problems=(problem,), role=ENTRIES)
        interim = all(page.interim for page in self._pages)
        for page in self._pages:
            self._problems.extend(pages.differences(page))
            if not page.account:
                self._problems.append(
                    FileProblem(None, page.line, ":25:", "file_account_missing", Severity.WARN)
                )
            if pages.lacks_pages(page):
                facts = {"page": str(page.page)}
                self._problems.append(
                    FileProblem(None, page.line, ":28C:", "file_page", Severity.WARN, facts)
                )
        self._problems.sort(key=lambda problem: problem.line)
        return ExchangeFile(
            format=MT942 if interim else MT940,
            version="RUR6" if self._marked or self._worded else "",
            encoding=codec,
            accounts=tuple(map(pages.section, self._pages)),
            documents=tuple(self._documents),
            problems=tuple(self._problems),
            role=ENTRIES,
        )

    def _broken(self, message: Message, last_entry: int) -> None:
        """The file breaks off: leave out the entry whose end may be missing."""
        index = None
        field = message.fields[max(last_entry, 0)]
        if last_entry >= 0:
            index = self._documents.pop().index
        self._tell(index, field, "file_message_unfinished", Severity.BLOCK if index else Severity.WARN, {})


def _told(fields: Sequence[Field], place: int) -> str:
    """Return field 86 of an entry; some banks go on in a second one."""
    if place >= len(fields) or fields[place].tag != "86":
        return ""
    told = fields[place].value
    while place + 1 < len(fields) and fields[place + 1].tag == "86":
        place += 1
        told += f"\n{fields[place].value}"
    return told


def _supplement(entry: Entry, details: Details) -> tuple[str, str, Mapping[str, str]]:
    """Return account, kind and further values, with what the second line of field 61 adds."""
    account, kind = details.account, details.kind
    extra = details.extra
    more: dict[str, str] = {} if entry.kind == _USUAL_KIND else {"61": entry.kind}
    supplement = entry.supplement
    if supplement and not account and _ACCOUNT.fullmatch(supplement):
        account = supplement
    elif supplement and not kind:
        kind = supplement
    elif supplement:
        more["61/9"] = supplement
    return account, kind, {**extra, **more} if more else extra


def _marks(entry: Entry, page: Page) -> Marks:
    value_date = entry.value_date if entry.value_date != entry.day else None
    preliminary = page.interim or entry.mark.startswith("E")
    reversal = entry.mark.startswith("R")
    if not (entry.bank_reference or value_date or preliminary or reversal):
        return NO_MARKS
    return new_marks(entry.bank_reference, value_date, preliminary, reversal)
