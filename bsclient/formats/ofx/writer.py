"""Write OFX: version 2.1.1 (XML, UTF-8), or 1.0.2 (SGML) for older programs, in cp1251 where its letters suffice.

Unclosed tags are legal in SGML; all are closed here, which both kinds of readers take. The opening balance, for which OFX
has no place of its own, stands in the list of balances.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import BinaryIO, Final

from bsclient import clock
from bsclient.formats import amounts
from bsclient.formats.iso.findings import NO_CURRENCY
from bsclient.formats.model import CREDIT, ENTRIES, AccountSection, ExchangeDocument, ExchangeFile
from bsclient.formats.ofx.reader import NO_REFERENCE, OPENING
from bsclient.formats.postings import Posted, Posting, by_section, unposted
from bsclient.formats.xml_out import leaf, nest

HOLDS: Final = frozenset(
    (
        ENTRIES,
        "own_account",
        "interval",
        "balances",
        "number",
        "date",
        "entry_day",
        "value_date",
        "amount",
        "currency",
        "direction",
        "name",
        "counter_account",
        "bic",
        "purpose",
        "reference",
    )
)

_XML: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    '<?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>\n'
)
_SGML: Final = (
    "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\n{encoding}\r\nCOMPRESSION:NONE\r\n"
    "OLDFILEUID:NONE\r\nNEWFILEUID:NONE\r\n\r\n"
)
_ENCODINGS: Final = {
    "cp1251": "ENCODING:USASCII\r\nCHARSET:1251",
    "utf-8": "ENCODING:UNICODE\r\nCHARSET:NONE",
}
_STATUS: Final = "<STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>"
_TYPE: Final = re.compile("[A-Z]{3,12}")
_CURRENCY: Final = re.compile("[A-Z]{3}")


def write(out: BinaryIO, file: ExchangeFile, *, sgml: bool = False) -> None:
    """Write statements; documents without amount or direction are left out (`cuts` counts them)."""
    codec = "utf-8"
    if sgml:
        codec = "cp1251" if _russian(file) else "utf-8"
        out.write(_SGML.format(encoding=_ENCODINGS[codec]).encode("ascii"))
    else:
        out.write(_XML.encode("ascii"))
    # A letter outside of cp1251 in a code or reference becomes a number of a character.
    out.writelines(piece.encode(codec, errors="xmlcharrefreplace") for piece in _body(file))


def cuts(file: ExchangeFile) -> Mapping[str, int]:
    """Return what is left out."""
    return {"document": unposted(file)}


def _russian(file: ExchangeFile) -> bool:
    try:
        for document in file.documents:
            for text in (document.purpose, document.payer.name, document.payee.name, document.number):
                text.encode("cp1251")
    except UnicodeEncodeError:
        return False
    return True


def _body(file: ExchangeFile) -> Iterator[str]:
    now = clock.now().astimezone(clock.MOSCOW)
    server = leaf("DTSERVER", f"{now:%Y%m%d%H%M%S}[+3:MSK]")
    institution = nest("FI", leaf("ORG", file.header.get("ORG", "")))
    signed = nest("SONRS", _STATUS, server, leaf("LANGUAGE", "RUS"), institution)
    yield f"<OFX>{nest('SIGNONMSGSRSV1', signed)}<BANKMSGSRSV1>\n"
    for place, posted in enumerate(by_section(file), 1):
        yield from _statement(place, posted)
    yield "</BANKMSGSRSV1></OFX>\n"


def _statement(place: int, posted: Posted) -> Iterator[str]:
    section = posted.section
    days = [posting.day for posting in posted.postings if posting.day]
    start, end = section.start or min(days, default=None), section.end or max(days, default=None)
    currency = section.currency if _CURRENCY.fullmatch(section.currency) else NO_CURRENCY
    yield f"<STMTTRNRS><TRNUID>{place}</TRNUID>{_STATUS}<STMTRS>{leaf('CURDEF', currency)}"
    yield _account("BANKACCTFROM", section.bank.bic, section.account or "0")
    if start or end or posted.postings:
        yield f"<BANKTRANLIST>{leaf('DTSTART', _day(start or end))}{leaf('DTEND', _day(end or start))}\n"
        for number, posting in enumerate(posted.postings, 1):
            yield _entry(f"{NO_REFERENCE}-{place}-{number}", posting, section)
        yield "</BANKTRANLIST>"
    last = end or start or clock.business_day(clock.now())
    if section.closing is not None:
        yield nest("LEDGERBAL", leaf("BALAMT", amounts.plain(section.closing)), leaf("DTASOF", _day(last)))
    if section.opening is not None:
        yield nest("BALLIST", _opening(section.opening, start or last))
    yield "</STMTRS></STMTTRNRS>\n"


def _opening(amount: Decimal, day: dt.date) -> str:
    return nest(
        "BAL",
        leaf("NAME", OPENING),
        leaf("DESC", "Opening balance"),
        leaf("BALTYPE", "DOLLAR"),
        leaf("VALUE", amounts.plain(amount)),
        leaf("DTASOF", _day(day)),
    )


def _entry(reference: str, posting: Posting, section: AccountSection) -> str:
    document = posting.document
    credit = posting.direction == CREDIT
    other = document.payer if credit else document.payee
    amount = amounts.plain(document.amount or Decimal(0))
    posted = posting.day
    pieces = (
        leaf("TRNTYPE", _kind(document, credit=credit)),
        leaf("DTPOSTED", _day(posted)),
        leaf("DTUSER", _day(document.date)) if document.date != posted else "",
        leaf("DTAVAIL", _day(document.marks.value_date)),
        leaf("TRNAMT", amount if credit else f"-{amount}"),
        leaf("FITID", document.marks.reference or reference),
        leaf("CHECKNUM", document.number),
        leaf("NAME", other.name),
        _account("BANKACCTTO", other.bank.bic, other.account) if other.account or other.bank.bic else "",
        leaf("MEMO", document.purpose),
        _currency(document, section),
    )
    return f"{nest('STMTTRN', *pieces)}\n"


def _kind(document: ExchangeDocument, *, credit: bool) -> str:
    """Return the type of an entry: the file's own, if it came from OFX."""
    own = document.extra.get("TRNTYPE", "")
    return own if _TYPE.fullmatch(own) else ("CREDIT" if credit else "DEBIT")


def _currency(document: ExchangeDocument, section: AccountSection) -> str:
    if document.currency in {"", section.currency} or not _CURRENCY.fullmatch(document.currency):
        return ""
    return nest("CURRENCY", leaf("CURRATE", "1"), leaf("CURSYM", document.currency))


def _account(name: str, bic: str, account: str) -> str:
    return nest(name, leaf("BANKID", bic or "0"), leaf("ACCTID", account), leaf("ACCTTYPE", "CHECKING"))


def _day(day: dt.date | None) -> str:
    return f"{day:%Y%m%d}" if day else ""
