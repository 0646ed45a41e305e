"""Read pain.002: what the bank says of payments that were sent to it.

Each answer is a document of the role `ANSWERS`: number, amount and parties as far as the bank repeats them, and in
`extra` the status (`TxSts`: ACTC checked, ACSP under way, ACSC executed, RJCT refused …), the reason (`Rsn`, a code) and
the bank's words (`AddtlInf`). A message that speaks of a whole file or block only makes one such document with
`GrpSts` or `PmtInfSts`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bsclient.domain.problems import Severity
from bsclient.errors import BadInput
from bsclient.formats.iso import remittance
from bsclient.formats.iso.findings import Findings, currency_code, refused
from bsclient.formats.iso.parties import NOT_PROVIDED, Parties, places
from bsclient.formats.model import ANSWERS, ExchangeDocument, ExchangeFile
from bsclient.formats.xml_in import codec_of, elements, forget_before
from bsclient.formats.xml_shapes import Paths, Reader

if TYPE_CHECKING:
    from lxml.etree import _Element

STATUS: Final = "TxSts"
REASON: Final = "Rsn"
WORDS: Final = "AddtlInf"

_MESSAGE: Final = "CstmrPmtStsRpt"
_TAGS: Final = ("TxInfAndSts", "OrgnlPmtInfAndSts", "OrgnlGrpInfAndSts", "GrpHdr", _MESSAGE)
_NAMESPACE: Final = re.compile(r"\{[^}]*?(pain\.002\.([0-9]{3}\.[0-9]{2}))\}")
_LATEST: Final = 15
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


def read(data: bytes, name: str = "") -> ExchangeFile:
    """Read answers; what is wrong is in the problems, a damaged file has no documents."""
    del name
    reading = _Reading()
    try:
        for element in elements(data, _TAGS):
            reading.take(element)
        return reading.file(codec_of(data))
    except BadInput as error:
        return refused("pain002", ANSWERS, error.code, dict(error.facts))


class _Reading:
    """A message while it is read."""

    def __init__(self) -> None:
        self._version: str | None = None
        self._findings = Findings()
        self._reader = Reader()
        self._parties = Parties(self._findings)
        self._header: dict[str, str] = {}
        self._group: Paths | None = None
        self._group_line = 1
        self._documents: list[ExchangeDocument] = []
        self._block_start = 0

    def take(self, element: _Element) -> None:
        """Take a complete element."""
        name = self._reader.name(element)
        parent = element.getparent()
        above = self._reader.name(parent) if parent is not None else ""
        if name == "TxInfAndSts" and above in {"OrgnlPmtInfAndSts", _MESSAGE}:
            self._document(self._reader.read(element), element.sourceline or 1)
            forget_before(element)
        elif name == "OrgnlPmtInfAndSts" and above == _MESSAGE:
            self._block(element)
            forget_before(element)
        elif name == "OrgnlGrpInfAndSts" and above == _MESSAGE:
            self._group, self._group_line = self._reader.read(element), element.sourceline or 1
            self._header.update({key: self._group[key].strip() for key in _HEADER if self._group.get(key)})
        elif name == "GrpHdr" and above == _MESSAGE:
            found = self._reader.read(element)
            self._header.update({key: found[key].strip() for key in ("MsgId", "CreDtTm") if found.get(key)})
        elif name == _MESSAGE:
            match = _NAMESPACE.match(element.tag)
            self._version = match[1] if match else ""
            if match is None or int(match[2][-2:]) > _LATEST:
                self._findings.at(None, 1)
                self._findings.add("version", "file_message_version", Severity.WARN, version=self._version)

    def _block(self, element: _Element) -> None:
        """Take a block at its end: its payments have been read; without any, it is an answer itself."""
        identifier = next(
            (child.text or "" for child in element if self._reader.name(child) == "OrgnlPmtInfId"), ""
        )
        if len(self._documents) == self._block_start:
            self._document(self._reader.read(element), element.sourceline or 1)
        else:
            for document in self._documents[self._block_start :]:
                if identifier and isinstance(document.extra, dict):
                    document.extra.setdefault("OrgnlPmtInfId", identifier.strip())
        self._block_start = len(self._documents)

    def _document(self, node: Paths, line: int) -> None:
        find = self._findings
        find.at(len(self._documents) + 1, line)
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
        self._documents.append(
            ExchangeDocument(
                index=len(self._documents) + 1,
                line=line,
                number="" if number == NOT_PROVIDED else find.text("number", number),
                date=find.day("date", requested.strip()[:10]),
                amount=find.amount("amount", node[path].strip(), currency) if path else None,
                currency=currency,
                payer=self._parties.read(node, _PAYER),
                payee=self._parties.read(node, _PAYEE),
                purpose=find.text("purpose", remittance.purpose(told)),
                extra=extra,
            )
        )

    def file(self, codec: str) -> ExchangeFile:
        """Return the file; BadInput `file_message_unknown` when it is no such message."""
        if self._version is None:
            raise BadInput("file_message_unknown", expected="pain.002")
        if not self._documents and self._group is not None:
            self._document(self._group, self._group_line)
        return ExchangeFile(
            format="pain002",
            version=self._version,
            encoding=codec,
            documents=tuple(self._documents),
            problems=tuple(self._findings.problems),
            header=self._header,
            role=ANSWERS,
        )
