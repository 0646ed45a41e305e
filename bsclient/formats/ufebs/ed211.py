"""ED211, the statement of an account of УФЭБС: one message a day, several in a PacketESID.

It names documents, accounts and banks, and no purposes or names: those stand in the payments themselves.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, BinaryIO, Final

from bsclient.domain.problems import Severity
from bsclient.errors import BadInput
from bsclient.formats import postings
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
from bsclient.formats.ufebs.values import (
    NO_BIC,
    NOBODY,
    Fields,
    attributes,
    kopecks,
    local,
    read_all,
    write_all,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

CODE: Final = "ed211"
HOLDS: Final = frozenset(
    (
        "own_account",
        "balances",
        "turnover",
        "account_bank",
        "number",
        "date",
        "entry_day",
        "amount",
        "direction",
        "operation_type",
        "counter_account",
        "bic",
        ENTRIES,
    )
)

_SIDES: Final = {"1": DEBIT, "2": CREDIT}
_NUMBER: Final = re.compile(r"[0-9]{1,6}")
_TYPE: Final = re.compile(r"[0-9]{2}")
_NO_TYPE: Final = "00"
_BIC: Final = re.compile(r"[0-9]{9}")
_REFERENCE: Final = re.compile(r"([0-9]{1,9})/([0-9]{4}-[0-9]{2}-[0-9]{2})/([0-9]{10})")
_LETTERS: Final = re.compile(r"[A-Z]{3}")
_ZERO: Final = Decimal("0.00")


def read(data: bytes, name: str = "") -> ExchangeFile:
    """Read statements; nothing is raised for bad content."""
    del name
    return read_all(data, ("ED211",), _Reader(), CODE)


class _Reader:
    """Takes the statements one after the other."""

    def __init__(self) -> None:
        self._sections: list[AccountSection] = []
        self._documents: list[ExchangeDocument] = []
        self._problems: list[FileProblem] = []

    def take(self, element: _Element) -> None:
        fields = Fields(element, None, self._problems)
        day = fields.day("AbstractDate", needed=True)
        bank = Bank(_bic(fields.text("BIC")))
        section = AccountSection(
            account=fields.text("Acc"),
            currency="RUB",
            start=day,
            end=day,
            opening=fields.amount("EnterBal", needed=False, signed=True),
            closing=fields.amount("OutBal", signed=True),
            credits=fields.amount("CreditSum", needed=False) or _ZERO,  # a sum of nothing is not written
            debits=fields.amount("DebetSum", needed=False) or _ZERO,
            reference=fields.text("EDNo"),
            bank=bank,
        )
        self._sections.append(section)
        before = len(self._documents)
        own = Party(account=section.account, bank=bank)
        for child in element:
            if local(child) == "TransInfo":
                self._entry(child, own, day)
        self._compare(fields, section, self._documents[before:])

    def _entry(self, element: _Element, own: Party, day: dt.date | None) -> None:
        index = len(self._documents) + 1
        fields = Fields(element, index, self._problems)
        direction = _SIDES.get(fields.text("DC"), "")
        if not direction:
            fields.tell("DC", "file_value_missing", {})
        incoming = direction == CREDIT
        ours, theirs = "PayerPersonalAcc", "PayeePersonalAcc"
        if incoming:
            ours, theirs = theirs, ours
        other = Party(account=fields.text(theirs), bank=Bank(_bic(fields.text("BICCorr"))))
        client = fields.text(ours)
        kind = fields.text("TransKind")
        self._documents.append(
            ExchangeDocument(
                index=index,
                line=fields.line,
                number=fields.text("AccDocNo"),
                date=fields.day("AccDocDate"),
                amount=fields.amount("Sum"),
                currency="RUB",
                direction=direction,
                payer=other if incoming else own,
                payee=own if incoming else other,
                operation_type="" if kind == _NO_TYPE else kind,
                debited=None if incoming else day,
                credited=day if incoming else None,
                extra={ours: client} if client not in {"", own.account} else {},
                marks=Marks(_reference(element)),
            )
        )

    def _compare(self, fields: Fields, section: AccountSection, entries: list[ExchangeDocument]) -> None:
        sums = {CREDIT: _ZERO, DEBIT: _ZERO, "": _ZERO}
        for entry in entries:
            sums[entry.direction] += entry.amount or _ZERO
        for name, told, found in (
            ("CreditSum", section.credits, sums[CREDIT]),
            ("DebetSum", section.debits, sums[DEBIT]),
        ):
            if told is not None and told != found:
                facts = {"account": section.account, "expected": f"{told:.2f}", "found": f"{found:.2f}"}
                fields.tell(name, "file_turnover_differs", facts, Severity.WARN)
        if section.opening is None or section.closing is None:
            return
        expected = section.opening + sums[CREDIT] - sums[DEBIT]
        if expected != section.closing:
            facts = {
                "account": section.account,
                "expected": f"{expected:.2f}",
                "found": f"{section.closing:.2f}",
            }
            fields.tell("OutBal", "file_balance_differs", facts, Severity.WARN)

    def file(self, codec: str) -> ExchangeFile:
        """Return the whole."""
        if not self._sections:
            raise BadInput("file_message_missing")
        return ExchangeFile(
            format=CODE,
            encoding=codec,
            accounts=tuple(self._sections),
            documents=tuple(self._documents),
            problems=tuple(self._problems),
            role=ENTRIES,
        )


def _bic(text: str) -> str:
    return "" if text == NO_BIC else text


def _reference(element: _Element) -> str:
    for child in element:
        if local(child) == "EDRefID" and child.get("EDAuthor") != NOBODY:
            return "/".join(child.get(name, "") for name in ("EDNo", "EDDate", "EDAuthor"))
    return ""


@dataclass(slots=True)
class _Day:
    """The entries of an account on one day, with the balances around them."""

    section: AccountSection
    day: dt.date
    opening: Decimal
    closing: Decimal
    entries: list[postings.Posting]


def write(out: BinaryIO, file: ExchangeFile, language: str = "en") -> None:
    """Write a message for each day with entries.

    BadInput: `file_balances_missing`, `file_message_missing` without any day, and `file_currency_unfit` for accounts in other
    money than roubles.
    """
    del language
    days = [day for posted in postings.by_section(file) for day in _days(posted)]
    if not days:
        raise BadInput("file_message_missing")
    messages = [_message(day, number) for number, day in enumerate(days, start=1)]
    latest = max((day.day for day in days), default=dt.date.min)
    write_all(out, messages, "PacketESID", latest, {})


def _days(posted: postings.Posted) -> Iterator[_Day]:
    section = posted.section
    if _LETTERS.fullmatch(section.currency) and section.currency != "RUB":
        raise BadInput("file_currency_unfit", currency=section.currency, target="ED211")
    net = sum(map(_signed, posted.postings), start=_ZERO)
    opening = section.opening
    if opening is None and section.closing is not None:
        opening = section.closing - net
    if opening is None:
        raise BadInput("file_balances_missing", account=section.account, target="ED211")
    by_day: dict[dt.date, list[postings.Posting]] = {}
    last = section.end or section.start
    for posting in posted.postings:
        day = posting.day or last
        if day is not None:
            by_day.setdefault(day, []).append(posting)
    if not by_day and last is not None:
        by_day[last] = []
    for day in sorted(by_day):
        closing = opening + sum(map(_signed, by_day[day]), start=_ZERO)
        if day == max(by_day) and section.closing is not None:
            closing = section.closing
        yield _Day(section, day, opening, closing, by_day[day])
        opening = closing


def _signed(posting: postings.Posting) -> Decimal:
    amount = posting.document.amount or _ZERO
    return amount if posting.direction == CREDIT else -amount


def _message(day: _Day, number: int) -> str:
    sums = {CREDIT: _ZERO, DEBIT: _ZERO}
    for posting in day.entries:
        sums[posting.direction] += posting.document.amount or _ZERO
    told = day.section.reference
    values = {
        "EDNo": told if re.fullmatch(r"[0-9]{1,9}", told) else str(number),
        "EDDate": f"{day.day:%Y-%m-%d}",
        "EDAuthor": NOBODY,
        "CreditSum": kopecks(sums[CREDIT]) if sums[CREDIT] else "",
        "DebetSum": kopecks(sums[DEBIT]) if sums[DEBIT] else "",
        "OutBal": kopecks(day.closing),
        "EnterBal": kopecks(day.opening),
        "BIC": day.section.bank.bic if _BIC.fullmatch(day.section.bank.bic) else NO_BIC,
        "Acc": day.section.account,
        "AbstractDate": f"{day.day:%Y-%m-%d}",
        "AbstractKind": "0",
        "EndTime": "23:59:59",
    }
    entries = "".join(_entry(posting, day.section.account) for posting in day.entries)
    return f"<ED211 {attributes(values)}>\n{entries}</ED211>\n"


def _entry(posting: postings.Posting, account: str) -> str:
    document, incoming = posting.document, posting.direction == CREDIT
    other = document.payer if incoming else document.payee
    ours, theirs = (
        ("PayeePersonalAcc", "PayerPersonalAcc") if incoming else ("PayerPersonalAcc", "PayeePersonalAcc")
    )
    accounts = {ours: document.extra.get(ours, "") or account, theirs: other.account}
    values = {
        "AccDocNo": document.number if _NUMBER.fullmatch(document.number) else "",
        "AccDocDate": f"{document.date:%Y-%m-%d}" if document.date else "",
        "BICCorr": other.bank.bic if _BIC.fullmatch(other.bank.bic) else NO_BIC,
        "DC": "2" if incoming else "1",
        "PayeePersonalAcc": accounts["PayeePersonalAcc"],
        "PayerPersonalAcc": accounts["PayerPersonalAcc"],
        "Sum": kopecks(document.amount or _ZERO),
        "TransKind": document.operation_type if _TYPE.fullmatch(document.operation_type) else _NO_TYPE,
        "TurnoverKind": "1",
    }
    match = _REFERENCE.fullmatch(document.marks.reference)
    made = (str(document.index), f"{posting.day:%Y-%m-%d}" if posting.day else "", NOBODY)
    reference = dict(zip(("EDNo", "EDDate", "EDAuthor"), match.groups() if match else made, strict=True))
    return f"<TransInfo {attributes(values)}><EDRefID {attributes(reference)}/></TransInfo>\n"


def cuts(file: ExchangeFile) -> Mapping[str, int]:
    """Count numbers and banks that the format has no form for, and what is left out."""
    found: Counter[str] = Counter()
    for document in file.documents:
        other = document.payer if document.direction == CREDIT else document.payee
        found["number"] += bool(document.number) and not _NUMBER.fullmatch(document.number)
        found["bic"] += bool(other.bank.bic) and not _BIC.fullmatch(other.bank.bic)
        found["operation_type"] += bool(document.operation_type) and not _TYPE.fullmatch(
            document.operation_type
        )
    for section in file.accounts:
        bank = section.bank
        found["account_bank"] += bool(bank.name or bank.correspondent_account)
    found["document"] = postings.unposted(file)
    return found
