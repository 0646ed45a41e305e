"""Read pain.001 of any version: credit transfers to be made, as orders.

What makes a payment is judged hard here: an amount that cannot be read forbids its document, and a file whose count or
control sum does not fit its payments is refused, because it was cut off or changed on its way.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bsclient.domain.problems import Severity
from bsclient.formats import amounts
from bsclient.formats.iso import remittance
from bsclient.formats.iso.findings import currency_code
from bsclient.formats.iso.message import Kind, Reading
from bsclient.formats.iso.parties import places
from bsclient.formats.model import DEBIT, ORDERS, AccountSection, ExchangeDocument
from bsclient.formats.onec.values import BadValue
from bsclient.formats.xml_shapes import Paths

if TYPE_CHECKING:
    from lxml.etree import _Element

_MESSAGE: Final = "CstmrCdtTrfInitn"
_FRAME: Final = (
    "PmtInfId",
    "PmtMtd",
    "NbOfTxs",
    "CtrlSum",
    "ReqdExctnDt",
    "PmtTpInf",
    "Dbtr",
    "DbtrAcct",
    "DbtrAgt",
)
_KIND: Final = Kind(
    {_MESSAGE: "pain001"},
    "pain.001",
    re.compile(r"\{[^}]*?(pain\.001\.([0-9]{3}\.[0-9]{2}))\}"),
    latest=13,
    role=ORDERS,
    entry="CdtTrfTxInf",
    tags=("GrpHdr", "PmtInf", *_FRAME),
)
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
_TRANSFERS: Final = frozenset(("", "TRF", "TRA"))
"""Methods that are transfers; others are cheques and debits."""
_INCOME: Final = "RgltryRptg/Dtls/Cd"


class _Reading(Reading):
    """A message while it is read."""

    kind = _KIND

    def __init__(self) -> None:
        super().__init__(Severity.BLOCK)
        self._header = Paths()
        self._block = Paths()
        self._block_start = 0

    def holds_entries(self, parent: _Element, name: str) -> bool:
        """Whether this is a block of payments."""
        del parent
        return name == "PmtInf"

    def take(self, element: _Element, name: str, above: str) -> None:
        """Take a part of a block, a block at its end, or the header."""
        if name in _FRAME and above == "PmtInf":
            self.findings.at(None, element.sourceline or 1)
            prefix = f"{name}/" if len(element) else name
            self._block.add(self.reader.read(element, prefix))
            if not len(element):
                self._block[name] = (element.text or "").strip()
        elif name == "PmtInf" and above == _MESSAGE:
            self.findings.at(None, element.sourceline or 1)
            self._demand(self._block.get("NbOfTxs", ""), self._block.get("CtrlSum", ""), self._block_start)
            self._block, self._block_start = Paths(), len(self.documents)
        elif name == "GrpHdr" and above == _MESSAGE:
            self._header.add(self.reader.read(element))

    def entry(self, node: Paths, parts: list[Paths], line: int) -> None:
        """Take a payment; what it has in common with those of its block stands before it."""
        del parts
        find = self.findings
        find.at(len(self.documents) + 1, line)
        path = next((path for path in _AMOUNT if path in node), _AMOUNT[0])
        currency = currency_code(node.get(f"{path}@", ""))
        amount = find.amount("amount", node.get(path, ""), currency)
        if amount == 0:
            find.add("amount", "file_amount_zero")
        if (method := self._block.get("PmtMtd", "")) not in _TRANSFERS:
            find.add("kind", "file_order_method", value=method)
        if (other := currency_code(node.get("Amt/EqvtAmt/CcyOfTrf", ""))) not in {"", currency}:
            find.add("currency", "file_order_equivalent", value=other, currency=currency)
        # A payment's own values go before those of its block; the payer stands in the block.
        node.add(self._block)
        for field, tag in (("payer.account", "DbtrAcct"), ("payee.account", "CdtrAcct")):
            if not any(node.get(f"{tag}/Id/{kind}") for kind in ("Othr", "IBAN")):
                find.add(field, "file_value_missing", key=tag)
        requested = find.day("date", node.get("ReqdExctnDt/Dt") or node.get("ReqdExctnDt", "")[:10])
        operation = node.get("PmtTpInf/LclInstrm/Prtry", "")
        self.documents.append(
            ExchangeDocument(
                index=len(self.documents) + 1,
                line=find.line,
                kind=find.text("kind", remittance.kind(node, operation)) or remittance.PAYMENT_ORDER,
                number=find.text("number", remittance.number(node)),
                date=remittance.document_day(node, find) or requested,
                amount=amount,
                currency=currency,
                direction=DEBIT,
                payer=self.parties.read(node, _PAYER),
                payee=self.parties.read(node, _PAYEE),
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
        documents = self.documents[start:]
        if count and count != str(len(documents)):
            self.findings.add(
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
            self.findings.add(
                "",
                "file_control_sum_differs",
                Severity.BLOCK,
                expected=total[:30],
                found=amounts.plain(found),
            )

    def finish(self) -> tuple[tuple[AccountSection, ...], dict[str, str]]:
        """Return the accounts that are to be charged, and the header."""
        self.findings.at(None, 1)
        self._demand(self._header.get("NbOfTxs", ""), self._header.get("CtrlSum", ""), 0)
        sections: dict[str, AccountSection] = {}
        for document in self.documents:
            payer = document.payer
            if payer.account and payer.account not in sections:
                sections[payer.account] = AccountSection(
                    payer.account, document.currency, owner=payer.name, bank=payer.bank
                )
        told = ("MsgId", "CreDtTm", "InitgPty/Nm")
        return tuple(sections.values()), {key: self._header[key] for key in told if key in self._header}


read: Final = _Reading.read
