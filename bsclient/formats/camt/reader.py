"""Read camt.052, 053 and 054 of any version, entry by entry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bsclient.domain.problems import Severity
from bsclient.formats.camt.entries import Entries
from bsclient.formats.camt.statements import Statement
from bsclient.formats.iso.message import Kind, Reading
from bsclient.formats.model import ENTRIES, AccountSection
from bsclient.formats.xml_shapes import Paths

if TYPE_CHECKING:
    from lxml.etree import _Element

_MESSAGES: Final = {
    "BkToCstmrStmt": "camt053",
    "BkToCstmrAcctRpt": "camt052",
    "BkToCstmrDbtCdtNtfctn": "camt054",
}
_STATEMENTS: Final = ("Rpt", "Stmt", "Ntfctn")
_PAGES: Final = ("StmtPgntn", "RptPgntn", "NtfctnPgntn")
_PARTS: Final = ("Acct", "FrToDt", "TxsSummry", *_PAGES)
_KIND: Final = Kind(
    _MESSAGES,
    "camt.052, camt.053, camt.054",
    re.compile(r"\{[^}]*?(camt\.05[0-9]\.([0-9]{3}\.[0-9]{2}))\}"),
    latest=13,
    role=ENTRIES,
    entry="Ntry",
    tags=("Bal", "GrpHdr", *_PARTS, *_STATEMENTS),
    parts="NtryDtls/TxDtls",
)
_HEADER: Final = ("MsgId", "CreDtTm", "MsgRcpt/Nm", "AddtlInf")


class _Reading(Reading):
    """A message while it is read."""

    kind = _KIND

    def __init__(self) -> None:
        super().__init__()
        self._entries = Entries(self.findings)
        self._statement = Statement(self.findings, self.parties)
        self._sections: list[AccountSection] = []
        self._header = Paths()
        self._open: _Element | None = None

    def holds_entries(self, parent: _Element, name: str) -> bool:
        """Whether this is a statement of the message, the one that is open."""
        return name in _STATEMENTS and self._is_statement(parent)

    def entry(self, node: Paths, parts: list[Paths], line: int) -> None:
        """Take an entry of the statement that is open."""
        documents = self._entries.documents(node, parts, line, self._statement.owner)
        self._statement.documents.extend(documents)

    def take(self, element: _Element, name: str, above: str) -> None:
        """Take a complete element."""
        if name in _STATEMENTS and above in _MESSAGES:
            self._close(element, above)
        elif name == "GrpHdr" and above in _MESSAGES:
            self._header.add(self.reader.read(element))
            self.findings.at(None, element.sourceline or 1)
            self._page(self._header, "MsgPgntn")
        elif above in _STATEMENTS and self._is_statement(element.getparent()):
            self._part(element, name)

    def _is_statement(self, parent: _Element | None) -> bool:
        """Whether this is a statement of the message, and not something in a foreign part that is called so."""
        if parent is not self._open:
            outer = parent.getparent() if parent is not None else None
            if outer is None or self.reader.name(outer) not in _MESSAGES:
                return False
            self._open = parent
        return True

    def _part(self, element: _Element, name: str) -> None:
        """Take a part of the statement that is open."""
        self.findings.at(None, element.sourceline or 1)
        if name == "Bal":
            self._statement.add_balance(self.reader.read(element))
        elif name in _PARTS:
            self._statement.node.add(self.reader.read(element, f"{name}/"))

    def _close(self, element: _Element, message: str) -> None:
        """Put a statement together at its end."""
        for child in element:
            if not len(child) and child.text:
                self._statement.node.setdefault(self.reader.name(child), child.text.strip())
        self._statement.line = element.sourceline or 1
        self.findings.at(None, self._statement.line)
        for name in _PAGES:
            self._page(self._statement.node, name)
        self._sections.append(self._statement.section(report=message == "BkToCstmrAcctRpt"))
        self.documents.extend(self._statement.documents)
        self._statement = Statement(self.findings, self.parties)
        self._open = None
        element.clear(keep_tail=True)

    def _page(self, node: Paths, name: str) -> None:
        """Tell of a page that is not the whole: the rest is in other messages."""
        page = node.get(f"{name}/PgNb", "")
        if page and (page.lstrip("0") != "1" or node.get(f"{name}/LastPgInd", "") in {"false", "0"}):
            self.findings.add("", "file_page", Severity.WARN, page=page[:10])

    def finish(self) -> tuple[tuple[AccountSection, ...], dict[str, str]]:
        """Return the statements and what the message says of itself."""
        return tuple(self._sections), {key: self._header[key] for key in _HEADER if key in self._header}


read: Final = _Reading.read
