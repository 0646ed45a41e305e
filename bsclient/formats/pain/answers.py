"""Read pain.002: what the bank says of payments that were sent to it.

Each answer is a document of the role `ANSWERS`: number, amount and parties as far as the bank repeats them, and in
`extra` the status (`TxSts`: ACTC checked, ACSP under way, ACSC executed, RJCT refused …), the reason (`Rsn`, a code) and
the bank's words (`AddtlInf`). A message that speaks of a whole file or block only makes one such document with
`GrpSts` or `PmtInfSts`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bsclient.formats.iso import remittance
from bsclient.formats.iso.findings import currency_code
from bsclient.formats.iso.message import Kind, Reading
from bsclient.formats.iso.parties import NOT_PROVIDED, places
from bsclient.formats.model import ANSWERS, AccountSection, ExchangeDocument
from bsclient.formats.xml_in import forget_before
from bsclient.formats.xml_shapes import Paths

if TYPE_CHECKING:
    from lxml.etree import _Element

STATUS: Final = "TxSts"
REASON: Final = "Rsn"
WORDS: Final = "AddtlInf"

_MESSAGE: Final = "CstmrPmtStsRpt"
_KIND: Final = Kind(
    {_MESSAGE: "pain002"},
    "pain.002",
    re.compile(r"\{[^}]*?(pain\.002\.([0-9]{3}\.[0-9]{2}))\}"),
    latest=15,
    role=ANSWERS,
    entry="TxInfAndSts",
    tags=("OrgnlPmtInfAndSts", "OrgnlGrpInfAndSts", "GrpHdr"),
)
_REFERENCE: Final = "OrgnlTxRef/"
_PAYER: Final = places("payer", "OrgnlTxRef/Dbtr", "OrgnlTxRef/DbtrAcct", "OrgnlTxRef/DbtrAgt")
_PAYEE: Final = places("payee", "OrgnlTxRef/Cdtr", "OrgnlTxRef/CdtrAcct", "OrgnlTxRef/CdtrAgt")
_EXTRAS: Final = (
    "GrpSts",
    "PmtInfSts",
    STATUS,
    "OrgnlInstrId",
    "OrgnlPmtInfId",
    "AccptncDtTm",
    "AcctSvcrRef",
    "StsId",
)
_HEADER: Final = ("OrgnlMsgId", "OrgnlMsgNmId", "GrpSts")
_REASONS: Final = ("StsRsnInf/Rsn/Cd", "StsRsnInf/Rsn/Prtry")


class _Reading(Reading):
    """A message while it is read."""

    kind = _KIND

    def __init__(self) -> None:
        super().__init__()
        self._header: dict[str, str] = {}
        self._group: Paths | None = None
        self._group_line = 1
        self._block_start = 0

    def holds_entries(self, parent: _Element, name: str) -> bool:
        """Whether this is a block, or the message itself."""
        del parent
        return name in {"OrgnlPmtInfAndSts", _MESSAGE}

    def entry(self, node: Paths, parts: list[Paths], line: int) -> None:
        """Take the answer to one payment."""
        del parts
        self._document(node, line)

    def take(self, element: _Element, name: str, above: str) -> None:
        """Take a block or what is said of the whole message."""
        if above != _MESSAGE:
            return
        if name == "OrgnlPmtInfAndSts":
            self._block(element)
            forget_before(element)
        elif name == "OrgnlGrpInfAndSts":
            self._group, self._group_line = self.reader.read(element), element.sourceline or 1
            self._header.update({key: self._group[key].strip() for key in _HEADER if self._group.get(key)})
        elif name == "GrpHdr":
            found = self.reader.read(element)
            self._header.update({key: found[key].strip() for key in ("MsgId", "CreDtTm") if found.get(key)})

    def _block(self, element: _Element) -> None:
        """Take a block at its end: its payments have been read; without any, it is an answer itself."""
        identifier = next(
            (child.text or "" for child in element if self.reader.name(child) == "OrgnlPmtInfId"), ""
        )
        if len(self.documents) == self._block_start:
            self._document(self.reader.read(element), element.sourceline or 1)
        else:
            for document in self.documents[self._block_start :]:
                if identifier and isinstance(document.extra, dict):
                    document.extra.setdefault("OrgnlPmtInfId", identifier.strip())
        self._block_start = len(self.documents)

    def _document(self, node: Paths, line: int) -> None:
        find = self.findings
        find.at(len(self.documents) + 1, line)
        number = node.get("OrgnlEndToEndId", "").strip()
        path = next(
            (p for p in (f"{_REFERENCE}Amt/InstdAmt", f"{_REFERENCE}IntrBkSttlmAmt") if p in node), ""
        )
        requested = node.get(f"{_REFERENCE}ReqdExctnDt/Dt") or node.get(f"{_REFERENCE}ReqdExctnDt", "")
        extra = {key: node[key].strip() for key in _EXTRAS if node.get(key)}
        reason = next((node[p] for p in _REASONS if node.get(p)), "")
        words = " ".join(node.get("StsRsnInf/AddtlInf", "").split())
        extra |= {
            key: text for key, text in ((REASON, reason.strip()), (WORDS, find.text(WORDS, words))) if text
        }
        told = Paths()
        told.update(
            {p.removeprefix(_REFERENCE): t for p, t in node.items() if p.startswith(f"{_REFERENCE}RmtInf")}
        )
        currency = currency_code(node.get(f"{path}@", "")) if path else ""
        self.documents.append(
            ExchangeDocument(
                index=len(self.documents) + 1,
                line=line,
                number="" if number == NOT_PROVIDED else find.text("number", number),
                date=find.day("date", requested.strip()[:10]),
                amount=find.amount("amount", node[path].strip(), currency) if path else None,
                currency=currency,
                payer=self.parties.read(node, _PAYER),
                payee=self.parties.read(node, _PAYEE),
                purpose=find.text("purpose", remittance.purpose(told)),
                extra=extra,
            )
        )

    def finish(self) -> tuple[tuple[AccountSection, ...], dict[str, str]]:
        """Return the header; what speaks of the whole message alone is a document now."""
        if not self.documents and self._group is not None:
            self._document(self._group, self._group_line)
        return (), self._header


read: Final = _Reading.read
