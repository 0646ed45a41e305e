"""Read camt.052, 053 and 054 of any version, entry by entry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bsclient.domain.problems import Severity
from bsclient.errors import BadInput
from bsclient.formats.camt.entries import Entries
from bsclient.formats.camt.statements import Statement
from bsclient.formats.iso.findings import Findings, refused
from bsclient.formats.iso.parties import Parties
from bsclient.formats.model import ENTRIES, AccountSection, ExchangeDocument, ExchangeFile
from bsclient.formats.xml_in import codec_of, elements, forget_before
from bsclient.formats.xml_shapes import Paths, Reader

if TYPE_CHECKING:
    from lxml.etree import _Element

_MESSAGES: Final = {
    "BkToCstmrAcctRpt": "camt052",
    "BkToCstmrStmt": "camt053",
    "BkToCstmrDbtCdtNtfctn": "camt054",
}
_STATEMENTS: Final = ("Rpt", "Stmt", "Ntfctn")
_PARTS_OF_ENTRY: Final = "NtryDtls/TxDtls"
_PAGES: Final = ("StmtPgntn", "RptPgntn", "NtfctnPgntn")
_PARTS: Final = ("Acct", "FrToDt", "TxsSummry", *_PAGES)
_TAGS: Final = ("Ntry", "Bal", "GrpHdr", *_PARTS, *_STATEMENTS, *_MESSAGES)
_NAMESPACE: Final = re.compile(r"\{[^}]*?(camt\.05[0-9]\.([0-9]{3}\.[0-9]{2}))\}")
_LATEST: Final = 13
_HEADER: Final = ("MsgId", "CreDtTm", "MsgRcpt/Nm", "AddtlInf")


def read(data: bytes, name: str = "") -> ExchangeFile:
    """Read a message; what is wrong is in its problems, a damaged file has no documents."""
    del name
    reading = _Reading()
    try:
        for element in elements(data, _TAGS):
            reading.take(element)
        return reading.file(codec_of(data))
    except BadInput as error:
        return refused(reading.format or "camt053", ENTRIES, error.code, dict(error.facts))


class _Reading:
    """A message while it is read."""

    def __init__(self) -> None:
        self.format = ""
        self._version = ""
        self._findings = Findings()
        self._reader = Reader(_PARTS_OF_ENTRY)
        self._entries = Entries(self._findings, self._reader)
        self._parties = Parties(self._findings)
        self._statement = Statement(self._findings, self._parties)
        self._sections: list[AccountSection] = []
        self._documents: list[ExchangeDocument] = []
        self._header = Paths()
        self._open: _Element | None = None

    def take(self, element: _Element) -> None:
        """Take a complete element."""
        name = self._reader.name(element)
        parent = element.getparent()
        above = self._reader.name(parent) if parent is not None else ""
        if name in _STATEMENTS and above in _MESSAGES:
            self._close(element, above)
        elif name in _MESSAGES:
            self._message(element, name)
        elif name == "GrpHdr" and above in _MESSAGES:
            self._header.add(self._reader.read(element))
            self._findings.at(None, element.sourceline or 1)
            self._page(self._header, "MsgPgntn")
        elif above in _STATEMENTS and self._is_statement(parent):
            self._part(element, name)

    def _is_statement(self, parent: _Element) -> bool:
        """Whether this is a statement of the message, and not something in a foreign part that is called so."""
        if parent is not self._open:
            outer = parent.getparent()
            if outer is None or self._reader.name(outer) not in _MESSAGES:
                return False
            self._open = parent
        return True

    def _part(self, element: _Element, name: str) -> None:
        """Take a part of the statement that is open."""
        if name == "Ntry":
            self._statement.documents.extend(self._entries.documents(element, self._statement.owner))
            forget_before(element)
            return
        self._findings.at(None, element.sourceline or 1)
        if name == "Bal":
            self._statement.add_balance(self._reader.read(element))
        elif name in _PARTS:
            self._statement.node.add(self._reader.read(element, f"{name}/"))

    def _message(self, element: _Element, name: str) -> None:
        self.format = _MESSAGES[name]
        match = _NAMESPACE.match(element.tag)
        self._version = match[1] if match else ""
        if match is None or int(match[2][-2:]) > _LATEST:
            self._findings.at(None, 1)
            version = self._version or element.tag.partition("}")[0].lstrip("{")[:80]
            self._findings.add("version", "file_message_version", Severity.WARN, version=version)

    def _close(self, element: _Element, message: str) -> None:
        """Put a statement together at its end."""
        for child in element:
            if not len(child) and child.text:
                self._statement.node.setdefault(self._reader.name(child), child.text.strip())
        self._statement.line = element.sourceline or 1
        self._findings.at(None, self._statement.line)
        for name in _PAGES:
            self._page(self._statement.node, name)
        self._sections.append(self._statement.section(report=message == "BkToCstmrAcctRpt"))
        self._documents.extend(self._statement.documents)
        self._statement = Statement(self._findings, self._parties)
        self._open = None
        element.clear(keep_tail=True)

    def _page(self, node: Paths, name: str) -> None:
        """Tell of a page that is not the whole: the rest is in other messages."""
        page = node.get(f"{name}/PgNb", "")
        if page and (page.lstrip("0") != "1" or node.get(f"{name}/LastPgInd", "") in {"false", "0"}):
            self._findings.add("", "file_page", Severity.WARN, page=page[:10])

    def file(self, codec: str) -> ExchangeFile:
        """Return the file; BadInput `file_message_unknown` when it is no such message."""
        if not self.format:
            raise BadInput("file_message_unknown", expected="camt.052, camt.053, camt.054")
        return ExchangeFile(
            format=self.format,
            version=self._version,
            encoding=codec,
            accounts=tuple(self._sections),
            documents=tuple(self._documents),
            problems=tuple(self._findings.problems),
            header={key: self._header[key] for key in _HEADER if key in self._header},
            role=ENTRIES,
        )
