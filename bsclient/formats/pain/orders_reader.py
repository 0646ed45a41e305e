"""Read pain.001 of any version: credit transfers to be made, as orders.

What makes a payment is judged hard here: an amount that cannot be read forbids its document, and a file whose count or
control sum does not fit its payments is refused, because it was cut off or changed on its way.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bsclient.domain.problems import Severity
from bsclient.errors import BadInput
from bsclient.formats import amounts
from bsclient.formats.iso import remittance
from bsclient.formats.iso.findings import Findings, currency_code, refused
from bsclient.formats.iso.parties import Parties, places
from bsclient.formats.model import DEBIT, ORDERS, AccountSection, ExchangeDocument, ExchangeFile
from bsclient.formats.onec.values import BadValue
from bsclient.formats.xml_in import codec_of, elements, forget_before
from bsclient.formats.xml_shapes import Paths, Reader

if TYPE_CHECKING:
    from lxml.etree import _Element

_MESSAGE: Final = "CstmrCdtTrfInitn"
_FRAME: Final = (
    "PmtInfId",
    "NbOfTxs",
    "CtrlSum",
    "ReqdExctnDt",
    "PmtTpInf",
    "Dbtr",
    "DbtrAcct",
    "DbtrAgt",
)
_TAGS: Final = ("CdtTrfTxInf", "GrpHdr", "PmtInf", _MESSAGE, *_FRAME)
_NAMESPACE: Final = re.compile(r"\{[^}]*?(pain\.001\.([0-9]{3}\.[0-9]{2}))\}")
_LATEST: Final = 13
_PAYER: Final = places("payer", "Dbtr", "DbtrAcct", "DbtrAgt", "Tax/Dbtr")
_PAYEE: Final = places("payee", "Cdtr", "CdtrAcct", "CdtrAgt", "Tax/Cdtr")
_AMOUNT: Final = ("Amt/InstdAmt", "Amt/EqvtAmt/Amt")
_EXTRAS: Final = {
    "PmtId/InstrId": "InstrId",
    "ReqdExctnDt": "ReqdExctnDt",
    "PmtInfId": "PmtInfId",
    "UltmtDbtr/Nm": "UltmtDbtr",
    "UltmtCdtr/Nm": "UltmtCdtr",
    "InstrForDbtrAgt": "InstrForDbtrAgt",
}
_INCOME: Final = "RgltryRptg/Dtls/Cd"


def read(data: bytes, name: str = "") -> ExchangeFile:
    """Read payments; what is wrong is in the problems, a damaged file has no documents."""
    del name
    reading = _Reading()
    try:
        for element in elements(data, _TAGS):
            reading.take(element)
        return reading.file(codec_of(data))
    except BadInput as error:
        return refused("pain001", ORDERS, error.code, dict(error.facts))


class _Reading:
    """A message while it is read."""

    def __init__(self) -> None:
        self._version: str | None = None
        self._findings = Findings(Severity.BLOCK)
        self._reader = Reader()
        self._parties = Parties(self._findings)
        self._header = Paths()
        self._block = Paths()
        self._block_start = 0
        self._documents: list[ExchangeDocument] = []

    def take(self, element: _Element) -> None:
        """Take a complete element."""
        name = self._reader.name(element)
        parent = element.getparent()
        above = self._reader.name(parent) if parent is not None else ""
        if name == "CdtTrfTxInf" and above == "PmtInf":
            self._document(element)
            forget_before(element)
        elif name in _FRAME and above == "PmtInf":
            self._findings.at(None, element.sourceline or 1)
            prefix = f"{name}/" if len(element) else name
            self._block.add(self._reader.read(element, prefix))
            if not len(element):
                self._block[name] = (element.text or "").strip()
        elif name == "PmtInf" and above == _MESSAGE:
            self._findings.at(None, element.sourceline or 1)
            self._demand(self._block.get("NbOfTxs", ""), self._block.get("CtrlSum", ""), self._block_start)
            self._block, self._block_start = Paths(), len(self._documents)
        elif name == "GrpHdr" and above == _MESSAGE:
            self._header.add(self._reader.read(element))
        elif name == _MESSAGE:
            match = _NAMESPACE.match(element.tag)
            self._version = match[1] if match else ""
            if match is None or int(match[2][-2:]) > _LATEST:
                self._findings.at(None, 1)
                self._findings.add("version", "file_message_version", Severity.WARN, version=self._version)

    def _document(self, element: _Element) -> None:
        find = self._findings
        node = self._reader.read(element)
        find.at(len(self._documents) + 1, element.sourceline or 1)
        path = next((path for path in _AMOUNT if path in node), _AMOUNT[0])
        currency = currency_code(node.get(f"{path}@", ""))
        amount = find.amount("amount", node.get(path, ""), currency)
        if amount == 0:
            find.add("amount", "file_amount_zero")
        # A payment's own values go before those of its block; the payer stands in the block.
        node.add(self._block)
        for field, tag in (("payer.account", "DbtrAcct"), ("payee.account", "CdtrAcct")):
            if not any(node.get(f"{tag}/Id/{kind}") for kind in ("Othr", "IBAN")):
                find.add(field, "file_value_missing", key=tag)
        requested = find.day("date", node.get("ReqdExctnDt/Dt") or node.get("ReqdExctnDt", "")[:10])
        operation = node.get("PmtTpInf/LclInstrm/Prtry", "")
        self._documents.append(
            ExchangeDocument(
                index=len(self._documents) + 1,
                line=find.line,
                kind=find.text("kind", remittance.kind(node, operation)) or remittance.PAYMENT_ORDER,
                number=find.text("number", remittance.number(node)),
                date=remittance.document_day(node, find) or requested,
                amount=amount,
                currency=currency,
                direction=DEBIT,
                payer=self._parties.read(node, _PAYER),
                payee=self._parties.read(node, _PAYEE),
                purpose=find.text("purpose", remittance.purpose(node)),
                priority=remittance.priority(node),
                uin=find.text("uin", remittance.uin(node)),
                income_code=node.get(_INCOME, ""),
                operation_type=operation,
                tax=remittance.tax(node),
                extra={key: node[path] for path, key in _EXTRAS.items() if node.get(path)},
            )
        )

    def _demand(self, count: str, total: str, start: int) -> None:
        """Compare a stated count and control sum with the payments: a difference forbids the file."""
        documents = self._documents[start:]
        if count and count != str(len(documents)):
            self._findings.add(
                "", "file_count_differs", Severity.BLOCK, expected=count[:20], found=str(len(documents))
            )
        found = sum((document.amount or Decimal(0) for document in documents), Decimal(0))
        if not total:
            return
        try:
            stated = amounts.read(total)
        except BadValue:
            stated = None
        if stated != found and all(document.amount is not None for document in documents):
            self._findings.add(
                "", "file_control_sum_differs", Severity.BLOCK, expected=total[:30], found=f"{found:.2f}"
            )

    def file(self, codec: str) -> ExchangeFile:
        """Return the file; BadInput `file_message_unknown` when it is no such message."""
        if self._version is None:
            raise BadInput("file_message_unknown", expected="pain.001")
        self._findings.at(None, 1)
        self._demand(self._header.get("NbOfTxs", ""), self._header.get("CtrlSum", ""), 0)
        sections: dict[str, AccountSection] = {}
        for document in self._documents:
            payer = document.payer
            if payer.account and payer.account not in sections:
                sections[payer.account] = AccountSection(
                    payer.account, document.currency, owner=payer.name, bank=payer.bank
                )
        header = {
            key: self._header[key] for key in ("MsgId", "CreDtTm", "InitgPty/Nm") if key in self._header
        }
        return ExchangeFile(
            format="pain001",
            version=self._version,
            encoding=codec,
            accounts=tuple(sections.values()),
            documents=tuple(self._documents),
            problems=tuple(self._findings.problems),
            header=header,
            role=ORDERS,
        )
