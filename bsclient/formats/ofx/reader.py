"""Read OFX of any kind: statements of accounts and cards, several in a file.

The sign of an amount tells the direction; `NAME` is the other side, `MEMO` the purpose. Days are those written, in the
bank's own time zone. A `FITID` may stand at several operations of a bank and is kept as a reference only.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bsclient.domain.problems import Severity
from bsclient.errors import BadInput
from bsclient.formats.iso.findings import Findings, currency_code, refused
from bsclient.formats.model import (
    CREDIT,
    DEBIT,
    ENTRIES,
    NO_MARKS,
    AccountSection,
    Bank,
    ExchangeDocument,
    ExchangeFile,
    Party,
    Tax,
    new_document,
    new_marks,
)
from bsclient.formats.ofx.plans import AGGREGATES
from bsclient.formats.ofx.tokens import Opened, Tokens, open_text

NO_REFERENCE: Final = "NOTPROVIDED"
OPENING: Final = "OPENING"

_STATEMENTS: Final = ("STMTRS", "CCSTMTRS")
_OTHER: Final = ("INVSTMTRS", "LOANSTMTRS", "AMRTSTMTRS")
_ENTRY: Final = "STMTTRN"
_ENTRY_END: Final = f"</{_ENTRY}>"
_WHOLE: Final = "OFX"
_DEEPEST: Final = 64
_DAY: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_PLAIN_AMOUNT: Final = re.compile(r"-?[0-9]{1,15}\.[0-9]{2}")
_BARE: Final = re.compile(r"[+-]?[.,][0-9]")
_SWIFT: Final = re.compile(r"[A-Z]{6}[0-9A-Z]{2}(?:[0-9A-Z]{3})?")
_PLACED: Final = frozenset(
    (
        "TRNTYPE",
        "TRNAMT",
        "NAME",
        "MEMO",
        "CHECKNUM",
        "FITID",
        "DTPOSTED",
        "DTUSER",
        "DTAVAIL",
        "PAYEE/NAME",
        "BANKACCTTO/ACCTID",
        "BANKACCTTO/BANKID",
        "BANKACCTTO/ACCTTYPE",
        "CCACCTTO/ACCTID",
        "CURRENCY/CURSYM",
        "CURRENCY/CURRATE",
    )
)
_ORDINARY: Final = ("DEBIT", "CREDIT")
_NO_TAX: Final = Tax()
_NO_BANK: Final = Bank()
_CACHE: Final = 20_000

Values = dict[str, str]


def read(data: bytes, name: str = "") -> ExchangeFile:
    """Read statements; what is wrong is in the problems, a file that was cut off has no documents."""
    del name
    try:
        opened = open_text(data)
        reading = _Reading(opened)
        reading.run()
        return reading.file()
    except BadInput as error:
        return refused("ofx", ENTRIES, error.code, dict(error.facts))


@dataclass(frozen=True, slots=True)
class Owner:
    """The account that entries are of."""

    account: str
    currency: str
    bank: Bank
    party: Party


def _bank(code: str, name: str) -> Bank:
    """Return the bank of a `BANKID`: a number or SWIFT code is its BIC (0 is none), a word of Russian banks (`T-BANK`) its name."""
    code = "" if not code.strip("0") else code
    if not code and not name:
        return _NO_BANK
    is_code = (code.isascii() and code.isdigit()) or _SWIFT.fullmatch(code) is not None
    return Bank(code, name) if is_code else Bank("", name or code)


def _extra(values: Values) -> Values:
    """Return the values of an entry that the model has no place for."""
    usual = values.get("TRNTYPE", "DEBIT") in _ORDINARY
    if usual and values.keys() <= _PLACED:
        return {}
    return {
        key: text for key, text in values.items() if key not in _PLACED or (key == "TRNTYPE" and not usual)
    }


class _Reading:
    """A file while it is read: the stack of open aggregates, and values of the statement and entry that are open."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._findings = Findings()
        self._stack: list[str] = []
        self._entry: Values | None = None
        self._values: Values = {}
        self._line = opened.line
        self._place = 0
        self._ended = False
        self._statements = 0
        self._sections: list[AccountSection] = []
        self._documents: list[ExchangeDocument] = []
        self._entry_line = 0
        self._in_statement = False
        self._owner: Owner | None = None
        self._first = 0
        self._bank_name = ""
        self._parties: dict[tuple[str, str, str], Party] = {}
        self._days: dict[str, dt.date] = {}

    def run(self) -> None:
        """Go through the tags. BadInput `file_cut_off` when a statement is open at the end."""
        entry: Values | None = None
        tokens = Tokens(self._opened.text)
        for name, opens, closes, text, place in tokens:
            if name in AGGREGATES:
                self._aggregate(name, place, opens=opens, closes=closes)
                if name == _ENTRY and not closes:
                    self._entry = tokens.take(_ENTRY_END) or self._entry
                entry = self._entry if self._stack and self._stack[-1] == _ENTRY else None
            elif not text or not opens:
                continue
            elif entry is None:
                self._value(name, text)
            elif name not in entry:
                entry[name] = text
        if not self._ended:
            self._step(len(self._opened.text))
            if any(name in self._stack for name in (*_STATEMENTS, _ENTRY)):
                raise BadInput("file_cut_off", line=str(self._line))
            self._findings.at(None, self._line)
            self._findings.add("", "file_end_missing", Severity.WARN, key="</OFX>")

    def _aggregate(self, name: str, place: int, *, opens: bool, closes: bool) -> None:
        self._step(place)
        if opens:
            self._open(name)
        if closes:
            self._close(name)

    def _step(self, place: int) -> None:
        """Count lines up to a place."""
        self._line += self._opened.text.count("\n", self._place, place)
        self._place = place

    def _open(self, name: str) -> None:
        if len(self._stack) > _DEEPEST:
            raise BadInput("file_ofx_malformed", place=str(self._place))
        if self._ended:
            raise BadInput("file_ofx_malformed", place=str(self._place))
        self._stack.append(name)
        if name == _ENTRY:
            if self._entry is not None:
                raise BadInput("file_cut_off", line=str(self._line))
            self._entry = {}
            self._entry_line = self._line
        elif name in _STATEMENTS:
            if self._in_statement:
                raise BadInput("file_cut_off", line=str(self._line))
            self._values, self._owner, self._in_statement = {}, None, True
            self._first = len(self._documents)
        elif name in _OTHER:
            self._findings.at(None, self._line)
            self._findings.add("", "file_ofx_other", Severity.WARN, kind=name)

    def _close(self, name: str) -> None:
        if name not in self._stack:
            return
        while self._stack:
            closed = self._stack.pop()
            if closed == name:
                break
            if closed in {*_STATEMENTS, _ENTRY}:
                raise BadInput("file_cut_off", line=str(self._line))
        if name == _ENTRY and self._entry is not None:
            self._documents.append(self._document(self._entry, self._entry_line))
            self._entry = None
        elif name in _STATEMENTS:
            self._statement()
            self._values, self._in_statement = {}, False
        elif name == "STATUS":
            self._status()
        elif name == _WHOLE:
            self._ended = True

    def _value(self, name: str, text: str) -> None:
        """Keep a value under its aggregate: within an entry or a statement the first of equal names counts."""
        inner = self._stack[-1] if self._stack else ""
        if self._entry is not None:
            key = name if inner == _ENTRY else f"{inner}/{name}"
            self._entry.setdefault(key, text)
        elif inner == "BAL":
            self._balance(name, text)
        elif inner == "FI" and name == "ORG":
            self._bank_name = text
        elif inner not in {"", _WHOLE}:
            key = name if inner in _STATEMENTS else f"{inner}/{name}"
            self._values.setdefault(key, text)

    def _balance(self, name: str, text: str) -> None:
        """Keep the values of one `BAL` of the list, under the name that the `BAL` begins with."""
        if name == "NAME":
            self._values["BAL"] = text
        self._values.setdefault(f"BAL/{self._values.get('BAL', '')}/{name}", text)

    def _status(self) -> None:
        code = self._values.pop("STATUS/CODE", "0")
        message = self._values.pop("STATUS/MESSAGE", "")
        severity = self._values.pop("STATUS/SEVERITY", "")
        if code.strip("0") and severity.upper() == "ERROR":
            self._findings.at(None, self._line)
            self._findings.add("", "file_ofx_status", Severity.WARN, value=code[:20], message=message[:200])

    def _statement(self) -> None:
        """Put a statement together at its end."""
        self._statements += 1
        find, get = self._findings, self._values.get
        find.at(None, self._line)
        owner = self._own()
        if not owner.account:
            find.add("account", "file_account_missing", Severity.WARN)
        start = self._day("interval", get("BANKTRANLIST/DTSTART", ""))
        end = self._day("interval", get("BANKTRANLIST/DTEND", ""))
        section = AccountSection(owner.account, owner.currency, start, end, bank=owner.bank)
        self._sections.append(self._with_balances(section, self._documents[self._first :]))

    def _own(self) -> Owner:
        """Return the account of the statement, which stands before its entries."""
        if self._owner is None:
            get = self._values.get
            account = get("BANKACCTFROM/ACCTID") or get("CCACCTFROM/ACCTID", "")
            bank = _bank(get("BANKACCTFROM/BANKID", ""), self._bank_name)
            currency = currency_code(get("CURDEF", ""))
            account = self._findings.code("account", account)
            self._owner = Owner(account, currency, bank, Party(account=account, bank=bank))
        return self._owner

    def _with_balances(self, section: AccountSection, documents: list[ExchangeDocument]) -> AccountSection:
        """Add opening and closing; a balance of another day than the end of the interval is none of its closing."""
        get = self._values.get
        opening, closing = get(f"BAL/{OPENING}/VALUE", ""), get("LEDGERBAL/BALAMT", "")
        day = self._day("closing", get("LEDGERBAL/DTASOF", ""))
        start, end = section.start, section.end
        last = max((d.debited or d.credited or dt.date.min for d in documents), default=dt.date.min)
        known = self._amount("closing", closing) if closing else None
        if known is not None and day is not None:
            early, late = start is not None and day < max(start, last), end is not None and day > end
            if early or late:
                self._findings.add("closing", "file_balance_other_day", Severity.INFO, day=day.isoformat())
                known = None
        return AccountSection(
            section.account,
            section.currency,
            start,
            end or (day if known is not None else None),
            self._amount("opening", opening) if opening else None,
            known,
            bank=section.bank,
        )

    def _document(self, values: Values, line: int) -> ExchangeDocument:
        find, get, owner = self._findings, values.get, self._own()
        index = len(self._documents) + 1
        find.at(index, line)
        own_currency = "CURRENCY/CURSYM" not in values
        currency = (
            owner.currency if own_currency else currency_code(get("CURRENCY/CURSYM", "")) or owner.currency
        )
        amount = self._amount("amount", get("TRNAMT", ""), currency)
        debit = amount < 0 if amount else get("TRNTYPE", "") not in {"CREDIT", "DEP", "INT", "DIRECTDEP"}
        if amount and (kind := get("TRNTYPE", "")) == ("CREDIT" if debit else "DEBIT"):
            find.add("direction", "file_entry_sign_differs", kind=kind, value=get("TRNAMT", ""))
        posted = self._day("entry_day", get("DTPOSTED", ""))
        if posted is None:
            find.add("entry_day", "file_value_missing", key="DTPOSTED")
        valued = self._day("value_date", get("DTAVAIL", "")) if "DTAVAIL" in values else None
        own, other = owner.party, self._other(values)
        number = get("CHECKNUM", "")
        reference = get("FITID", "")
        valued = valued if valued != posted else None
        reference = "" if reference.startswith(NO_REFERENCE) else reference
        return new_document(
            index=index,
            line=line,
            number=find.text("number", number) if number.strip("0") else "",
            date=(self._day("date", get("DTUSER", "")) if "DTUSER" in values else None) or posted,
            amount=abs(amount) if amount is not None else None,
            currency=currency,
            direction=DEBIT if debit else CREDIT,
            payer=own if debit else other,
            payee=other if debit else own,
            purpose=find.text("purpose", get("MEMO", "")),
            debited=posted if debit else None,
            credited=None if debit else posted,
            tax=_NO_TAX,
            extra=_extra(values),
            marks=new_marks(reference, valued) if reference or valued else NO_MARKS,
        )

    def _other(self, values: Values) -> Party:
        get = values.get
        key = (
            get("NAME") or get("PAYEE/NAME", ""),
            get("BANKACCTTO/ACCTID") or get("CCACCTTO/ACCTID", ""),
            get("BANKACCTTO/BANKID", ""),
        )
        known = self._parties.get(key)
        if known is None:
            name, account, bank = key
            find = self._findings
            known = Party(
                name=find.text("name", name),
                account=find.code("counter_account", account),
                bank=_bank(bank, ""),
            )
            if len(self._parties) < _CACHE:
                self._parties[key] = known
        return known

    def _amount(self, field: str, text: str, currency: str | None = None) -> Decimal | None:
        if _PLAIN_AMOUNT.fullmatch(text):
            return Decimal(text) or abs(Decimal(text))
        if _BARE.match(text):
            text = text.replace(text.lstrip("+-"), f"0{text.lstrip('+-')}")
        return self._findings.amount(field, text, currency, signed=True)

    def _day(self, field: str, text: str) -> dt.date | None:
        known = self._days.get(text)
        if known is not None:
            return known
        match = _DAY.match(text)
        if match is None:
            return self._findings.day(field, text)
        day = self._findings.day(field, "-".join(match.groups()))
        if day is not None and len(self._days) < _CACHE:
            self._days[text] = day
        return day

    def file(self) -> ExchangeFile:
        """Return the file."""
        if not self._statements:
            self._findings.at(None, self._line)
            self._findings.add("", "file_no_statement", Severity.WARN)
        header = self._opened.header
        return ExchangeFile(
            format="ofx",
            version=header.get("VERSION", "") if "OFXHEADER" in header else "",
            encoding=self._opened.codec,
            accounts=tuple(self._sections),
            documents=tuple(self._documents),
            problems=tuple(self._findings.problems),
            header={"ORG": self._bank_name} if self._bank_name else {},
            role=ENTRIES,
        )
