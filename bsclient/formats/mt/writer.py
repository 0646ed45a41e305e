"""Write MT940 and MT942: lines of 65, pages of at most 2000 characters, RUR6 for Russian text.

A statement in roubles, or one with Russian letters, is transliterated and marked `{113:RUR6}`; any other is written in
plain Latin. The counterparty stands in field 86 as Russian banks write it, which `reader` gives back.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import BinaryIO, Final

from bsclient.domain.normalise import bank_text
from bsclient.errors import BadInput
from bsclient.formats import amounts, postings
from bsclient.formats.model import CREDIT, ExchangeDocument, ExchangeFile, Party
from bsclient.formats.mt import rur
from bsclient.formats.mt.details import NOT_FIRST, WIDTH, WORDS
from bsclient.formats.onec.values import one_line

LINES: Final = 6
PAGE: Final = 2000
"""Characters of one message."""

_REFERENCE: Final = 16
_OWN_ACCOUNT: Final = 35
_PLAIN_REFERENCE: Final = re.compile(
    r"(?!.*//)[0-9A-Za-z/?:().,+-](?:[0-9A-Za-z/?:().,+ -]{0,14}[0-9A-Za-z/?:().,+-])?"
)
_PLAIN_ACCOUNT: Final = re.compile(r"(?=[0-9A-Z]*[0-9]{4})[0-9A-Z]{5,34}")
_BANK: Final = re.compile(r"[0-9A-Z]{8,11}")
_RUSSIAN: Final = re.compile("[А-яЁё№]")
_WORDS: Final = frozenset(("", "N", "NONREF", "NOTREF", "NONE", "EREF", "EREF+", "KREF", "KREF+"))
_CODE: Final = re.compile(r"[0-9]{0,12}")
_KIND: Final = re.compile(r"[A-Z][0-9A-Z]{3}")
_SEPARATOR: Final = re.compile(r"/(?=/|REMI/|RPP/)")
_RULES: Final = re.compile(r"([:-]{6})[:-]+")
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_NO_CURRENCY: Final = "XXX"
"""ISO's code where the currency has no letters."""
_KPP: Final = 9
_DAY: Final = dt.timedelta(days=1)
_ZERO: Final = Decimal(0)


def write(out: BinaryIO, file: ExchangeFile, *, interim: bool) -> None:
    """Write every account as messages MT940, or MT942 (`interim`).

    BadInput `file_balances_missing` for MT940 when a statement says neither opening nor closing balance,
    `file_message_missing` when there is no statement with a day at all.
    """
    statements = [
        _Statement(posted, number, interim=interim)
        for number, posted in enumerate(postings.by_section(file), start=1)
    ]
    if not any(statement.dated for statement in statements):
        raise BadInput("file_message_missing")
    for statement in statements:
        out.writelines(text.encode("ascii") for text in statement.messages())


def cuts(file: ExchangeFile) -> Mapping[str, int]:
    """Count what a statement in this format says shorter or in other letters."""
    found: Counter[str] = Counter()
    for posted in postings.by_section(file):
        statement = _Statement(posted, 1, interim=True)
        found.update(statement.whole())
        found["section"] += not statement.dated
        for posting in posted.postings:
            found.update(statement.shortened(posting))
    left = postings.unposted(file)
    return found + Counter({"document": left})


class _Statement:
    """One account section on its way into messages."""

    def __init__(self, posted: postings.Posted, number: int, *, interim: bool) -> None:
        section = posted.section
        self._section = section
        self._postings = posted.postings
        self._number = number
        self._interim = interim
        documents = [posting.document for posting in posted.postings]
        told = section.currency or next((d.currency for d in documents if d.currency), "RUB")
        self._currency = told if _CURRENCY.fullmatch(told) else _NO_CURRENCY
        self._russian = self._currency == "RUB" or any(
            _RUSSIAN.search(text) for d in documents for text in (d.purpose, d.payer.name, d.payee.name)
        )
        days = [day for posting in posted.postings if (day := posting.day)]
        self._start = section.start or (min(days) if days else section.end)
        self._end = section.end or (max(days) if days else section.start)

    @property
    def dated(self) -> bool:
        """Whether any day is known: without one there are no messages."""
        return bool(self._start or self._end)

    def messages(self) -> Iterator[str]:
        """Yield the messages of the statement, one a page."""
        balance = _ZERO if self._interim else self._opening()
        end = self._end or self._start
        if end is None:
            return  # no day, no entry: there is nothing to say
        day = (self._start or end) - _DAY
        rows: list[str] = []
        size, page = 0, 1
        room = PAGE - _FRAME
        for posting in self._postings:
            entry = self._entry(posting)
            if rows and size + len(entry) > room:
                after = balance + self._net
                yield self._page(rows, page, (day, balance, end, after), last=False)
                balance, day, rows, size, page = after, end, [], 0, page + 1
            rows.append(entry)
            size += len(entry)
            self._add(posting)
        yield self._page(rows, page, (day, balance, end, self._closing(balance)), last=True)

    _net = _ZERO
    _came = _ZERO
    _went = _ZERO
    _count = (0, 0)

    def _add(self, posting: postings.Posting) -> None:
        amount = posting.document.amount or _ZERO
        came, went = self._count
        if posting.direction == CREDIT:
            self._net, self._came, self._count = self._net + amount, self._came + amount, (came + 1, went)
        else:
            self._net, self._went, self._count = self._net - amount, self._went + amount, (came, went + 1)

    def _opening(self) -> Decimal:
        section = self._section
        if section.opening is not None:
            return section.opening
        if section.closing is None:
            raise BadInput("file_balances_missing", account=section.account, target="MT940")
        total = sum((_signed(posting) for posting in self._postings), start=_ZERO)
        return section.closing - total

    def _closing(self, balance: Decimal) -> Decimal:
        told = self._section.closing
        return balance + self._net if told is None else told

    def _page(
        self, rows: list[str], page: int, balances: tuple[dt.date, Decimal, dt.date, Decimal], *, last: bool
    ) -> str:
        section, kind = self._section, "942" if self._interim else "940"
        day, opening, end, closing = balances
        self._net = _ZERO
        block = "{3:{113:RUR6}}" if self._russian else ""
        bank = f"{section.bank.bic}/" if self._names_bank() else ""
        head = [
            f"{{1:F01XXXXXXXXAXXX0000000000}}{{2:O{kind}1200{end:%y%m%d}XXXXXXXXAXXX0000000000{end:%y%m%d}1200N}}{block}{{4:",
            f":20:{self._reference()}",
            f":25:{(bank + _latin(section.account))[:_OWN_ACCOUNT]}",
            f":28C:{self._number % 100_000}/{page}",
        ]
        if self._interim:
            head += [f":34F:{self._currency}0,", f":13D:{end:%y%m%d}2359+0300"]
            tail = [
                f":90D:{self._count[1]}{self._currency}{_figure(self._went)}",
                f":90C:{self._count[0]}{self._currency}{_figure(self._came)}",
            ]
            tail = tail if last else []
        else:
            head += [f":60{'F' if page == 1 else 'M'}:{self._balance(opening, day)}"]
            tail = [f":62{'F' if last else 'M'}:{self._balance(closing, end)}"]
        return "\r\n".join([*head, *rows, *tail, "-}"]) + "\r\n"

    def _names_bank(self) -> bool:
        bic, account = self._section.bank.bic, self._section.account
        return bool(_BANK.fullmatch(bic)) and len(bic) + 1 + len(account) <= _OWN_ACCOUNT

    def _reference(self) -> str:
        told = self._section.reference
        if _PLAIN_REFERENCE.fullmatch(told):
            return told
        day = self._end or self._start
        return f"{day:%y%m%d}{self._number:08}" if day else f"{self._number:016}"

    def _balance(self, amount: Decimal, day: dt.date) -> str:
        return f"{'D' if amount < 0 else 'C'}{day:%y%m%d}{self._currency}{_figure(abs(amount))}"

    def _entry(self, posting: postings.Posting) -> str:
        document, credit = posting.document, posting.direction == CREDIT
        day = posting.day or self._end
        assert day is not None  # noqa: S101 -- a statement without any day has no messages
        marks = document.marks
        mark = {(True, False): "C", (False, False): "D", (True, True): "RD", (False, True): "RC"}[
            credit, marks.reversal
        ]
        number = document.number if _fits(document.number) else "NONREF"
        bank = f"//{marks.reference}" if _fits(marks.reference) else ""
        value_date = marks.value_date or day
        first = (
            f":61:{value_date:%y%m%d}{day:%m%d}{mark}{_figure(document.amount or _ZERO)}NTRF{number}{bank}"
        )
        told = _fold(self._details(posting, day))
        return "\r\n".join([first, f":86:{told[0]}", *told[1:]]) if told else first

    def _details(self, posting: postings.Posting, day: dt.date) -> str:
        document = posting.document
        party = document.payer if posting.direction == CREDIT else document.payee
        purpose = self._text(document.purpose)
        of_party, of_order = self._party(party), self._order(document, day)
        beside = of_party + of_order if of_party else f" {of_order}"
        if not beside.strip():
            return f"{'/BENM/ ' if WORDS.search(purpose) else ''}/REMI/{purpose}" if purpose else ""
        word = "ORDP" if posting.direction == CREDIT else "BENM"
        return f"/{word}/{beside}" + (f"/REMI/{purpose}" if purpose else "")

    def _party(self, party: Party) -> str:
        account = party.account if _PLAIN_ACCOUNT.fullmatch(party.account) else ""
        codes = ""
        if (party.inn or party.kpp) and _codes_fit(party):
            codes = f" INN{party.inn}" + (f".KPP{party.kpp}" if party.kpp else "")
        name = _SEPARATOR.sub("-", self._text(party.name))
        bank = ""
        if _BANK.fullmatch(party.bank.bic):
            corr = party.bank.correspondent_account
            corr = f".{corr}" if len(corr) == len("30101810000000000000") and _latin(corr) == corr else ""
            bank = f"//{'RU' if party.bank.bic.isdecimal() else ''}{party.bank.bic}{corr}"
        return (
            f"{account}{codes}{f' {name}' if name else ''}{bank}" if account or codes or name or bank else ""
        )

    def _order(self, document: ExchangeDocument, day: dt.date) -> str:
        """Number, date and priority as in a payment order, where field 61 does not say them."""
        number = "" if _fits(document.number) else self._text(document.number)
        date = f"{document.date:%y%m%d}" if document.date and document.date != day else ""
        priority = document.priority if document.priority in set("123456") else ""
        return f"/RPP/{number}.{date}.{priority}.ELEK" if number or date or priority else ""

    def _text(self, text: str) -> str:
        text = _RULES.sub(r"\1", one_line(text).strip())
        return rur.encode(text) if self._russian else _latin(text)

    def whole(self) -> Iterator[str]:
        """Yield what of the statement itself is not written."""
        bank = self._section.bank
        if bank.name or bank.correspondent_account or (bank.bic and not self._names_bank()):
            yield "account_bank"

    def shortened(self, posting: postings.Posting) -> Iterator[str]:
        """Yield what of an entry comes back shorter or in other letters."""
        document = posting.document
        day = posting.day or self._end or dt.date.min
        details = self._details(posting, day)
        kept = _unfolded_length(details)
        if kept < len(details):
            purpose = self._text(document.purpose)
            yield "purpose_end" if len(details) - kept < len(purpose) else "name_end"
        if len(document.marks.reference) > _REFERENCE or (
            document.number and not _fits(document.number) and len(document.number) > _REFERENCE
        ):
            yield "number_end"
        if document.currency not in {"", self._currency}:
            yield "currency"
        party = document.payer if posting.direction == CREDIT else document.payee
        if party.account and not _PLAIN_ACCOUNT.fullmatch(party.account):
            yield "counter_account"
        if not _codes_fit(party):
            yield from (part for part in ("inn", "kpp") if getattr(party, part))
        if not all(map(self._keeps, (document.purpose, _SEPARATOR.sub("-", party.name), document.number))):
            yield "letters"

    def _keeps(self, text: str) -> bool:
        written = self._text(text)
        return (rur.decode(written) if self._russian else written) == text


_FRAME: Final = 330
"""Room for the blocks, the head and the tail of a message."""


def _codes_fit(party: Party) -> bool:
    return bool(_CODE.fullmatch(party.inn)) and bool(_CODE.fullmatch(party.kpp)) and len(party.kpp) <= _KPP


def _signed(posting: postings.Posting) -> Decimal:
    amount = posting.document.amount or _ZERO
    return amount if posting.direction == CREDIT else -amount


def _fits(reference: str) -> bool:
    return reference not in _WORDS and _PLAIN_REFERENCE.fullmatch(reference) is not None


def _figure(amount: Decimal) -> str:
    return amounts.plain(amount).replace(".", ",")


def _latin(text: str) -> str:
    """Return a text in printable ASCII without braces: accents are left out, other signs become question marks."""
    if text.isascii() and "{" not in text and "}" not in text:
        return text
    plain = unicodedata.normalize("NFKD", bank_text(text).replace("{", "(").replace("}", ")"))
    return "".join(one if one.isascii() else "?" for one in plain if not unicodedata.combining(one))


def _fold(text: str) -> list[str]:
    """Cut a text into lines; one that would begin with a forbidden sign takes letters of the line before."""
    rows: list[str] = []
    at = 0
    while at < len(text) and len(rows) < LINES:
        end = min(at + WIDTH, len(text))
        while at + 1 < end < len(text) and text[end] in NOT_FIRST:
            end -= 1
        rows.append(text[at:end])
        at = end
    return rows


def _unfolded_length(text: str) -> int:
    return sum(map(len, _fold(text))) if len(text) > LINES * WIDTH - LINES * LINES else len(text)
