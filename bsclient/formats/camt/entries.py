"""One `Ntry` of a camt message -> one document, or one for each transaction of a batch.

The direction is that of `CdtDbtInd`: a statement's entry belongs to the account of its statement, whatever the
transaction says of both sides. Source: ISO 20022 message definitions camt.052-054, ReportEntry.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from bsclient.domain.problems import Severity
from bsclient.formats import amounts
from bsclient.formats.iso import remittance
from bsclient.formats.iso.findings import Findings, currency_code
from bsclient.formats.iso.parties import Parties, places
from bsclient.formats.model import (
    CREDIT,
    DEBIT,
    NO_MARKS,
    Bank,
    ExchangeDocument,
    Marks,
    Party,
    new_document,
    new_marks,
)
from bsclient.formats.xml_shapes import Paths

_PAYER: Final = places("payer", "RltdPties/Dbtr", "RltdPties/DbtrAcct", "RltdAgts/DbtrAgt", "Tax/Dbtr")
_PAYEE: Final = places("payee", "RltdPties/Cdtr", "RltdPties/CdtrAcct", "RltdAgts/CdtrAgt", "Tax/Cdtr")
_SIGNS: Final = {"DBIT": DEBIT, "CRDT": CREDIT}
_BOOKED: Final = "BOOK"
_INFORMATION: Final = "INFO"
"""Told for information only: such an entry is never booked."""
_DETAIL_AMOUNTS: Final = ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt")
_EXTRAS: Final = {
    "Refs/InstrId": "InstrId",
    "Refs/TxId": "TxId",
    "Refs/MsgId": "MsgId",
    "Refs/PmtInfId": "PmtInfId",
    "RltdPties/UltmtDbtr/Nm": "UltmtDbtr",
    "RltdPties/UltmtCdtr/Nm": "UltmtCdtr",
    "AddtlTxInf": "AddtlTxInf",
    "NtryDtls/Btch/NbOfTxs": "NbOfTxs",
}
_EXTRA_PATHS: Final = tuple(_EXTRAS)
_CODES: Final = ("BkTxCd/Domn/Cd", "BkTxCd/Domn/Fmly/Cd", "BkTxCd/Domn/Fmly/SubFmlyCd")
_TRUE: Final = ("true", "1")
_OPERATION: Final = 2
_NOT_AVAILABLE: Final = "/NTAV"


@dataclass(frozen=True, slots=True)
class Owner:
    """The account that a statement is of, its holder and bank."""

    account: str
    currency: str
    name: str = ""
    inn: str = ""
    bank: Bank = dataclasses.field(default_factory=Bank)


class _Entry(NamedTuple):
    """What is the same for all transactions of an entry."""

    node: Paths
    line: int
    amount: Decimal | None
    currency: str
    direction: str
    booked: dt.date | None
    marks: Marks


class Entries:
    """Makes documents of entries; findings and parties are shared by a whole file."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._parties = Parties(findings)
        self._own: dict[tuple[int, int, str], tuple[Party, Owner, Party]] = {}
        self.count = 0

    def documents(self, node: Paths, details: list[Paths], line: int, owner: Owner) -> list[ExchangeDocument]:
        """Return the documents of an entry: its texts, and those of its transactions where there are several."""
        self._findings.at(self.count + 1, line)
        if (node.get("Sts") or node.get("Sts/Cd", "")) == _INFORMATION:
            self._findings.at(None, line)
            self._findings.add("", "file_entry_information", Severity.INFO)
            return []
        entry = self._entry(node, owner, line)
        if not details:
            return [self._document(entry, node, entry.amount, owner)]
        shares = self._shares(entry, details)
        if shares is None:
            details, shares = [_common(details)], [entry.amount]
        for detail in details:
            detail.add(node)
        return [
            self._document(entry, detail, amount, owner)
            for detail, amount in zip(details, shares, strict=True)
        ]

    def _entry(self, node: Paths, owner: Owner, line: int) -> _Entry:
        find = self._findings
        currency = currency_code(node.get("Amt@", "")) or owner.currency
        sign = _SIGNS.get(node.get("CdtDbtInd", ""), "")
        if not sign:
            find.add("direction", "file_entry_sign_missing")
        booked = find.day("entry_day", _day_text(node, "BookgDt"))
        valued = find.day("value_date", _day_text(node, "ValDt"))
        status = node.get("Sts") or node.get("Sts/Cd", "")
        marks = _marks(
            node.get("AcctSvcrRef") or node.get("NtryRef", ""),
            valued if valued != booked and booked is not None else None,
            preliminary=bool(status) and status != _BOOKED,
            reversal=node.get("RvslInd", "") in _TRUE,
        )
        if booked is None and valued is None:
            find.add("entry_day", "file_value_missing", key="BookgDt")
        amount = find.amount("amount", node.get("Amt", ""), currency)
        return _Entry(node, line, amount, currency, sign, booked or valued, marks)

    def _shares(self, entry: _Entry, details: list[Paths]) -> list[Decimal | None] | None:
        """Return the amounts of the transactions if each has one and they add up; else None and a finding."""
        texts = [next((d[path] for path in _DETAIL_AMOUNTS if path in d), "") for d in details]
        if not all(texts):
            self._findings.add("amount", "file_batch_unsplit", Severity.WARN, count=str(len(details)))
            return None
        shares = [self._findings.amount("amount", text, entry.currency) for text in texts]
        known = [share for share in shares if share is not None]
        if len(known) != len(shares) or entry.amount is None:
            return None
        turned = ["CRDT" if entry.direction == CREDIT else "DBIT"] * len(details)
        same = all(d.get("CdtDbtInd", sign) == sign for d, sign in zip(details, turned, strict=True))
        total = sum(known, Decimal(0))
        if total != entry.amount or not same:
            facts = {"expected": amounts.plain(entry.amount), "found": amounts.plain(total)}
            self._findings.add("amount", "file_batch_differs", Severity.WARN, **facts)
            return None
        return shares

    def _document(self, entry: _Entry, node: Paths, amount: Decimal | None, owner: Owner) -> ExchangeDocument:
        self.count += 1
        find = self._findings
        find.at(self.count, entry.line)
        operation = _operation_type(node)
        payer, payee = self._parties.read(node, _PAYER), self._parties.read(node, _PAYEE)
        debit = entry.direction == DEBIT
        extra = _extras(node, operation)
        if entry.direction:
            own = payer if debit else payee
            if own.account and own.account != owner.account:
                extra["DbtrAcct" if debit else "CdtrAcct"] = own.account
            payer, payee = (self._fill(payer, owner), payee) if debit else (payer, self._fill(payee, owner))
        purpose, noted = remittance.purpose(node), node.get("AddtlNtryInf", "")
        if noted and purpose:
            extra["AddtlNtryInf"] = noted
        reference = node.get("Refs/AcctSvcrRef", "")
        marks = dataclasses.replace(entry.marks, reference=reference) if reference else entry.marks
        return new_document(
            index=self.count,
            line=entry.line,
            kind=find.text("kind", remittance.kind(node, operation)),
            number=find.text("number", remittance.number(node)),
            date=remittance.document_day(node, find) or entry.booked,
            amount=amount,
            currency=entry.currency,
            direction=entry.direction,
            payer=payer,
            payee=payee,
            purpose=find.text("purpose", purpose or noted),
            priority=remittance.priority(node),
            uin=remittance.uin(node),
            operation_type=operation,
            debited=entry.booked if debit else None,
            credited=entry.booked if entry.direction == CREDIT else None,
            tax=remittance.tax(node),
            extra=extra,
            marks=marks,
        )

    def _fill(self, party: Party, owner: Owner) -> Party:
        """Return our side with the account of the statement and what the statement says of its holder."""
        key = (id(party), id(owner), owner.account)
        known = self._own.get(key)
        if known is None:
            filled = Party(
                name=party.name or owner.name,
                inn=party.inn or owner.inn,
                kpp=party.kpp,
                account=owner.account,
                bank=party.bank if party.bank != Bank() else owner.bank,
            )
            # Party and owner are kept with the answer, so that their ids stay their own.
            known = self._own[key] = (party, owner, filled)
        return known[2]


def _marks(reference: str, valued: dt.date | None, *, preliminary: bool, reversal: bool) -> Marks:
    if reference or valued or preliminary or reversal:
        return new_marks(reference, valued, preliminary, reversal)
    return NO_MARKS


def _day_text(node: Paths, name: str) -> str:
    return node.get(f"{name}/Dt") or node.get(f"{name}/DtTm", "")


def _operation_type(node: Paths) -> str:
    """Return field 18 from the bank's own code of the transaction, where it is one of the Bank of Russia's."""
    code = node.get("BkTxCd/Prtry/Cd") or node.get("LclInstrm/Prtry", "")
    return code if len(code) == _OPERATION and code.isascii() and code.isdecimal() else ""


def _extras(node: Paths, operation: str) -> dict[str, str]:
    """Return what the model has no field for."""
    among = node.shape.among
    extra = {_EXTRAS[path]: node[path] for path in among("extra", _EXTRA_PATHS) if node[path]}
    if not operation:
        code = node.get("BkTxCd/Prtry/Cd") or "/".join([node[path] for path in among("code", _CODES)])
        if code and not code.endswith(_NOT_AVAILABLE):
            extra["BkTxCd"] = code
    return extra


def _common(details: list[Paths]) -> Paths:
    """Return what all transactions of a batch say alike, and their purposes one after the other."""
    first, *rest = details
    common = first.only(lambda path, text: all(d.get(path) == text for d in rest))
    purposes = dict.fromkeys(filter(None, map(remittance.purpose, details)))
    common["RmtInf/Ustrd"] = "; ".join(purposes)
    return common
