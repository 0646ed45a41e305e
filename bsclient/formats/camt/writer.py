"""Write camt.052, 053 and 054: version 2 for older programs, version 8 as Russian banks use it today.

Element order is that of the schemas `camt.05x.001.02` and `.08`. Both sides of a transaction are written, ours too.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO, Final

from bsclient.formats import amounts, losses
from bsclient.formats.iso import remittance
from bsclient.formats.iso.findings import NO_CURRENCY
from bsclient.formats.iso.frame import created, message_id
from bsclient.formats.iso.parties import CODE, NOT_PROVIDED, Style, account_xml, agent_xml, party_inside
from bsclient.formats.model import CREDIT, ENTRIES, AccountSection, ExchangeFile, Party
from bsclient.formats.postings import Posted, Posting, by_section, unposted
from bsclient.formats.xml_out import DECLARATION, leaf, nest

HOLDS: Final = losses.ALL - {"income_code", "extra"} | {ENTRIES}

_REFERENCE: Final = 35
_CURRENCY: Final = re.compile("[A-Z]{3}")
_DOMAIN: Final = re.compile("([A-Z]{4})/([A-Z]{4})/([A-Z]{4})")
_EACH: Final = 256
_VERSIONS: Final = {"2": Style("001.02", new=False), "8": Style("001.08", new=True)}


@dataclass(frozen=True, slots=True)
class Message:
    """One of the three messages: its name, its elements and whether it has balances."""

    name: str
    root: str
    element: str
    balances: bool = True
    report: bool = False


REPORT: Final = Message("camt.052", "BkToCstmrAcctRpt", "Rpt", report=True)
STATEMENT: Final = Message("camt.053", "BkToCstmrStmt", "Stmt")
NOTIFICATION: Final = Message("camt.054", "BkToCstmrDbtCdtNtfctn", "Ntfctn", balances=False)


def write(out: BinaryIO, file: ExchangeFile, message: Message, version: str = "8") -> None:
    """Write a statement; documents without amount or direction are left out (`cuts` counts them)."""
    style = _VERSIONS[version]
    made = created(file)
    space = f"urn:iso:std:iso:20022:tech:xsd:{message.name}.{style.version}"
    group = nest("GrpHdr", leaf("MsgId", message_id(file), _REFERENCE), leaf("CreDtTm", made))
    out.write(f'{DECLARATION}<Document xmlns="{space}"><{message.root}>{group}\n'.encode())
    for place, posted in enumerate(by_section(file), 1):
        out.write(_opening(posted, message, style, _Frame(place, made)).encode())
        pieces: list[str] = []
        for posting in posted.postings:
            pieces.append(_entry(posting, posted.section, style))
            if len(pieces) == _EACH:
                out.write("".join(pieces).encode())
                pieces.clear()
        pieces.append(f"</{message.element}>\n")
        out.write("".join(pieces).encode())
    out.write(f"</{message.root}></Document>\n".encode())


def cuts(file: ExchangeFile) -> Mapping[str, int]:
    """Return what is left out or too long for the message."""
    return {
        "document": unposted(file),
        "number_end": sum(1 for d in file.documents if len(d.number) > _REFERENCE),
    }


@dataclass(frozen=True, slots=True)
class _Frame:
    place: int
    created: str


def _opening(posted: Posted, message: Message, style: Style, frame: _Frame) -> str:
    """Write all of a statement before its entries."""
    section = posted.section
    start, end = section.start, section.end
    reference = section.reference or f"{NOT_PROVIDED}-{frame.place}"
    interval = (
        nest("FrToDt", leaf("FrDtTm", f"{start}T00:00:00"), leaf("ToDtTm", f"{end}T23:59:59"))
        if start and end
        else ""
    )
    pieces = (
        leaf("Id", reference, _REFERENCE),
        leaf("ElctrncSeqNb", str(frame.place)),
        leaf("CreDtTm", frame.created),
        interval,
        _account(section, style),
        "".join(_balances(posted, message, frame)) if message.balances else "",
        _summary(section),
    )
    return f"<{message.element}>{''.join(pieces)}\n"


def _account(section: AccountSection, style: Style) -> str:
    further = (
        leaf("Ccy", _currency(section.currency)) if section.currency else "",
        nest("Ownr", party_inside(Party(section.owner))),
        agent_xml("Svcr", section.bank, style),
    )
    return account_xml("Acct", section.account or NOT_PROVIDED, *further)


def _balances(posted: Posted, message: Message, frame: _Frame) -> Iterator[str]:
    """Yield the balances; a statement must have one, so that of a file without any says so."""
    section = posted.section
    days = [posting.day for posting in posted.postings if posting.day]
    first = section.start or section.end or min(days, default=None)
    last = section.end or section.start or max(days, default=None)
    today = dt.date.fromisoformat(frame.created[:10])
    closing = "ITBD" if message.report and section.preliminary else "CLBD"
    for code, amount, day in (("OPBD", section.opening, first), (closing, section.closing, last)):
        if amount is not None:
            yield _balance(leaf("Cd", code), amount, section.currency, day or today)
    if section.opening is None and section.closing is None and not message.report:
        yield _balance(leaf("Prtry", NOT_PROVIDED), Decimal(0), section.currency, last or today)


def _balance(code: str, amount: Decimal, currency: str, day: dt.date) -> str:
    return nest(
        "Bal",
        nest("Tp", nest("CdOrPrtry", code)),
        _amount(abs(amount), currency),
        leaf("CdtDbtInd", "DBIT" if amount < 0 else "CRDT"),
        nest("Dt", leaf("Dt", day.isoformat())),
    )


def _summary(section: AccountSection) -> str:
    totals = (("TtlCdtNtries", section.credits), ("TtlDbtNtries", section.debits))
    sums = [nest(name, leaf("Sum", amounts.plain(total))) for name, total in totals if total is not None]
    return nest("TxsSummry", *sums)


def _entry(posting: Posting, section: AccountSection, style: Style) -> str:
    document, marks = posting.document, posting.document.marks
    credit = posting.direction == CREDIT
    day = posting.day
    valued = marks.value_date or day
    status = leaf("Cd", "PDNG" if marks.preliminary else "BOOK")
    pieces = (
        _amount(document.amount or Decimal(0), document.currency or section.currency),
        leaf("CdtDbtInd", "CRDT" if credit else "DBIT"),
        leaf("RvslInd", "true") if marks.reversal else "",
        nest("Sts", status) if style.new else status.replace("Cd>", "Sts>"),
        nest("BookgDt", leaf("Dt", day.isoformat())) if day else "",
        nest("ValDt", leaf("Dt", valued.isoformat())) if valued else "",
        leaf("AcctSvcrRef", marks.reference, _REFERENCE),
        _code(posting),
        nest("NtryDtls", _transaction(posting, style)),
    )
    return f"<Ntry>{''.join(pieces)}</Ntry>\n"


def _code(posting: Posting) -> str:
    """Write the bank's code of the transaction: the operation type as the Bank of Russia numbers it, if known."""
    document = posting.document
    if document.operation_type:
        own = nest("Prtry", leaf("Cd", document.operation_type, _REFERENCE), leaf("Issr", "CBR"))
        return nest("BkTxCd", own)
    said = document.extra.get("BkTxCd", "")
    match = _DOMAIN.fullmatch(said)
    if said and match is None:
        return nest("BkTxCd", nest("Prtry", leaf("Cd", said, _REFERENCE)))
    family = "RCDT" if posting.direction == CREDIT else "ICDT"
    domain, family, inner = match.groups() if match else ("PMNT", family, "NTAV")
    codes = nest("Fmly", leaf("Cd", family), leaf("SubFmlyCd", inner))
    return nest("BkTxCd", nest("Domn", leaf("Cd", domain), codes))


def _transaction(posting: Posting, style: Style) -> str:
    document = posting.document
    payer, payee = document.payer, document.payee
    return nest(
        "TxDtls",
        nest("Refs", leaf("EndToEndId", document.number or NOT_PROVIDED, _REFERENCE)),
        nest(
            "RltdPties",
            _party("Dbtr", payer, style),
            account_xml("DbtrAcct", payer.account[:CODE]),
            _party("Cdtr", payee, style),
            account_xml("CdtrAcct", payee.account[:CODE]),
        ),
        nest("RltdAgts", agent_xml("DbtrAgt", payer.bank, style), agent_xml("CdtrAgt", payee.bank, style)),
        nest("Purp", leaf("Prtry", document.priority, _REFERENCE)),
        remittance.remittance_xml(document),
        remittance.tax_xml(document, style),
    )


def _party(name: str, party: Party, style: Style) -> str:
    inside = party_inside(party)
    return nest(name, nest("Pty", inside) if style.new else inside)


def _amount(amount: Decimal, currency: str) -> str:
    return f'<Amt Ccy="{_currency(currency)}">{amounts.plain(amount)}</Amt>'


def _currency(code: str) -> str:
    return code if _CURRENCY.fullmatch(code) else NO_CURRENCY
