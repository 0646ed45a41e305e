"""Statements of Belarusian client-bank programs: `***** ^Type=400^`, then lines `^Key=value^`. Read only.

A statement has one part a day, from `DateIn` with the opening balance to `DateOut` with the closing one; each document in
it begins with `DocDate`. Types 400 and others in Belarusian roubles say `Db` and `Credit`, type 5 says `DebQ` and `CreQ` in
the money of the account.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from bsclient.domain import currencies
from bsclient.domain.problems import Severity
from bsclient.formats import amounts
from bsclient.formats.decoding import decode
from bsclient.formats.iso.findings import refused
from bsclient.formats.model import (
    CREDIT,
    DEBIT,
    ENTRIES,
    AccountSection,
    Bank,
    ExchangeDocument,
    ExchangeFile,
    FileProblem,
    Marks,
    Party,
)
from bsclient.formats.onec.values import BadValue, one_line, read_day

CODE: Final = "by-bsclient"
HOLDS: Final[frozenset[str]] = frozenset()
"""Nothing is written in this format."""

_PAIR: Final = re.compile(r"\^([A-Za-z0-9]{1,30})=([^^]*)\^")
_END: Final = re.compile(r"#{10,}")
_NATURE: Final = re.compile(r"\b([A-Z]{3}|[0-9]{3})\s+(?:Пассивный|Активный)")
_CODES: Final = re.compile(r"INN([0-9]{1,12})")
_BEGINS: Final = "Type"
_OPENS, _CLOSES, _DOCUMENT = "DateIn", "DateOut", "DocDate"
_OUTGOING: Final = ("Db", "DebQ", "Deb")
_INCOMING: Final = ("Credit", "CreQ", "Cre")
_TAKEN: Final = frozenset(
    (
        _DOCUMENT,
        "Num",
        "NDoc",
        "KorName",
        "UNNRec",
        "UNNKorr",
        "Acc",
        "AccKorr",
        "Cod",
        "Nazn",
        "Nazn2",
        "DocID",
    )
).union(_OUTGOING, _INCOMING)
_ZERO: Final = Decimal(0)


@dataclass(slots=True)
class _Part:
    """One day of the statement: keys of its own, and the keys of each document with the line where it begins."""

    line: int
    values: dict[str, str] = field(default_factory=dict)
    documents: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    closed: bool = False


def read(data: bytes, name: str = "") -> ExchangeFile:
    """Read a statement; nothing is raised for bad content."""
    del name
    text, codec = decode(data)
    head: dict[str, str] = {}
    parts: list[_Part] = []
    ended = False
    for number, line in enumerate(text.split("\n"), start=1):
        ended = ended or _END.match(line) is not None
        for key, value in _PAIR.findall(line):
            if (
                key == _BEGINS and parts
            ):  # two statements joined: the keys of the second would go to the first
                return refused(CODE, ENTRIES, "file_sections_after_end", {"line": str(number)})
            _sort(key, value.strip(), number, head, parts)
    return _Statement(head, parts).file(codec, ended=ended)


def _sort(key: str, value: str, line: int, head: dict[str, str], parts: list[_Part]) -> None:
    if key == _OPENS:
        parts.append(_Part(line))
    if not parts or key.startswith("MyBank") or key == "TypeVpsk":
        head.setdefault(key, value)
        return
    part = parts[-1]
    if key == _DOCUMENT and not part.closed:
        part.documents.append((line, {}))
    if key in {"DB", "I3", _CLOSES}:  # the totals of the day come after its documents
        part.closed = True
    target = part.documents[-1][1] if part.documents and not part.closed else part.values
    target.setdefault(key, value)


class _Statement:
    """Makes sections and documents of the keys, noting what is wrong."""

    def __init__(self, head: Mapping[str, str], parts: list[_Part]) -> None:
        self._head = head
        self._parts = parts
        self._problems: list[FileProblem] = []
        self._documents: list[ExchangeDocument] = []
        self._currency = self._money()
        self._bank = Bank(head.get("MyBankMFO", ""), head.get("MyBankName", ""))

    def _money(self) -> str:
        told = self._head.get("CurrCode", "")
        match = _NATURE.search(self._head.get("Header4", ""))
        code = told or (match[1] if match else "")
        return currencies.letters(code)

    def file(self, codec: str, *, ended: bool) -> ExchangeFile:
        """Return the whole."""
        account = self._head.get("Acc", "")
        if not self._parts or not account:
            problem = FileProblem(None, 1, "", "file_message_missing", Severity.BLOCK)
            return ExchangeFile(CODE, encoding=codec, problems=(problem,), role=ENTRIES)
        sections = tuple(self._section(account, part) for part in self._parts)
        if not ended:
            line = self._parts[-1].line
            self._problems.append(FileProblem(None, line, "", "file_message_unfinished", Severity.WARN))
        return ExchangeFile(
            format=CODE,
            version=self._head.get("Type", ""),
            encoding=codec,
            accounts=sections,
            documents=tuple(self._documents),
            problems=tuple(self._problems),
            role=ENTRIES,
        )

    def _section(self, account: str, part: _Part) -> AccountSection:
        values = part.values
        before = len(self._documents)
        start = self._day(None, part.line, _OPENS, values)
        end = self._day(None, part.line, _CLOSES, values) or start
        for line, keys in part.documents:
            self._documents.append(self._document(account, (start, end), line, keys))
        opening = self._balance(part, ("CrIn", "DebIn"), ("InCreQ", "InDebQ"))
        closing = self._balance(part, ("CrOut", "DebOut"), ("OutCreQ", "OutDebQ"))
        section = AccountSection(
            account=account,
            currency=self._currency,
            start=start,
            end=end,
            opening=opening,
            closing=closing,
            credits=self._amount(None, part.line, values, ("CR", "CreVQ")),
            debits=self._amount(None, part.line, values, ("DB", "DebVQ")),
            preliminary=self._head.get("TypeVpsk", "").upper().startswith("ПРЕДВАР"),
            owner=self._head.get("Name", "") or self._head.get("Header5", "").rpartition("*")[2].strip(),
            bank=self._bank,
        )
        self._compare(part, section, self._documents[before:])
        return section

    def _document(
        self, account: str, days: tuple[dt.date | None, dt.date | None], line: int, keys: dict[str, str]
    ) -> ExchangeDocument:
        index = len(self._documents) + 1
        went = self._amount(index, line, keys, _OUTGOING) or _ZERO
        came = self._amount(index, line, keys, _INCOMING) or _ZERO
        if bool(went) == bool(came):
            facts = {"value": f"{went} / {came}", "key": "Db, Credit"}
            self._problems.append(
                FileProblem(index, line, "amount", "file_amount_malformed", Severity.BLOCK, facts)
            )
        incoming = bool(came)
        codes = _CODES.search(keys.get("UNNKorr", ""))
        bank = Bank(keys.get("Cod", ""))
        inn = keys.get("UNNRec", "") or (codes[1] if codes else "")
        their = keys.get("AccKorr", "") or keys.get("Acc", "")
        other = Party(one_line(keys.get("KorName", "")), inn, "", their, bank)
        own = Party(account=account, bank=self._bank)
        made = self._day(index, line, _DOCUMENT, keys)
        day = self._posted(line, keys, days) or days[0] or made
        return ExchangeDocument(
            index=index,
            line=line,
            number=keys.get("Num", "") or keys.get("NDoc", ""),
            date=made,
            amount=(came or went) if bool(went) != bool(came) else None,
            currency=self._currency,
            direction=CREDIT if incoming else DEBIT,
            payer=other if incoming else own,
            payee=own if incoming else other,
            purpose=one_line(keys.get("Nazn", "") + keys.get("Nazn2", "")),
            debited=None if incoming else day,
            credited=day if incoming else None,
            extra={key: value for key, value in keys.items() if value and key not in _TAKEN},
            marks=Marks(keys.get("DocID", "")),
        )

    def _posted(
        self, line: int, keys: Mapping[str, str], days: tuple[dt.date | None, dt.date | None]
    ) -> dt.date | None:
        """Return on which day of a part of several days a document was posted."""
        start, end = days
        if start is None or end is None or start == end:
            return start
        told = (self._day(None, line, name, keys) for name in ("OpDate", _DOCUMENT))
        return next((day for day in told if day is not None and start <= day <= end), None)

    def _balance(self, part: _Part, *names: tuple[str, str]) -> Decimal | None:
        for credit, debit in names:
            if credit in part.values or debit in part.values:
                plus = self._amount(None, part.line, part.values, (credit,)) or _ZERO
                return plus - (self._amount(None, part.line, part.values, (debit,)) or _ZERO)
        return None

    def _amount(
        self, index: int | None, line: int, values: Mapping[str, str], names: tuple[str, ...]
    ) -> Decimal | None:
        name = next((name for name in names if values.get(name)), "")
        if not name:
            return None
        try:
            return amounts.read(values[name], self._currency)
        except BadValue as error:
            facts = {"key": name, "value": values[name][:40]}
            self._problems.append(FileProblem(index, line, name, error.code, Severity.BLOCK, facts))
            return None

    def _day(self, index: int | None, line: int, name: str, values: Mapping[str, str]) -> dt.date | None:
        text = values.get(name, "")
        if not text:
            return None
        try:
            return read_day(text.replace("/", "."))
        except BadValue as error:
            facts = {"key": name, "value": text[:40]}
            self._problems.append(FileProblem(index, line, name, error.code, Severity.WARN, facts))
            return None

    def _compare(self, part: _Part, section: AccountSection, documents: list[ExchangeDocument]) -> None:
        net = sum(
            ((d.amount or _ZERO) * (1 if d.direction == CREDIT else -1) for d in documents), start=_ZERO
        )
        if section.opening is None or section.closing is None or section.opening + net == section.closing:
            return
        facts = {
            "account": section.account,
            "expected": amounts.plain(section.opening + net),
            "found": amounts.plain(section.closing),
        }
        self._problems.append(
            FileProblem(None, part.line, _CLOSES, "file_balance_differs", Severity.WARN, facts)
        )
