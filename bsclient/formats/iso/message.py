"""How a message of ISO 20022 is read, whatever it is about: element by element, its entries one after the other.

What is wrong is in the problems of the file; a damaged file has no documents.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from bsclient.domain.problems import Severity
from bsclient.errors import BadInput
from bsclient.formats.iso.findings import Findings, refused
from bsclient.formats.iso.parties import Parties
from bsclient.formats.model import AccountSection, ExchangeDocument, ExchangeFile
from bsclient.formats.xml_in import codec_of, forget_before
from bsclient.formats.xml_shapes import Paths, Reader
from bsclient.formats.xml_stream import Stream

if TYPE_CHECKING:
    from lxml.etree import _Element

_SHOWN: Final = 80


@dataclass(frozen=True, slots=True)
class Kind:
    """The messages that one reader takes.

    `messages`: the element of each and the code of its format, the usual one first. `titles` are their proper names, the
    newest known version is `latest`. `entry` is the element that stands for a document, `parts` the path of what is read
    apart in it; `tags` are the other elements to be taken.
    """

    messages: Mapping[str, str]
    titles: str
    namespace: re.Pattern[str]
    latest: int
    role: str
    entry: str
    tags: tuple[str, ...]
    parts: str = ""


class Reading(ABC):
    """A message while it is read."""

    kind: ClassVar[Kind]

    def __init__(self, severity: Severity = Severity.WARN) -> None:
        """`severity` is that of a value that cannot be read."""
        self.format = ""
        self.version = ""
        self.findings = Findings(severity)
        self.reader = Reader(self.kind.parts)
        self.parties = Parties(self.findings)
        self.documents: list[ExchangeDocument] = []

    @classmethod
    def read(cls, data: bytes, name: str = "") -> ExchangeFile:
        """Read a message; nothing is raised for bad content, a damaged file has no documents."""
        del name
        return cls().run(data)

    def run(self, data: bytes) -> ExchangeFile:
        """Return the file."""
        kind = self.kind
        try:
            self._elements(data)
            accounts, header = self.finish()
            codec = codec_of(data)
        except BadInput as error:
            usual = next(iter(kind.messages.values()))
            return refused(self.format or usual, kind.role, error.code, dict(error.facts))
        return ExchangeFile(
            format=self.format,
            version=self.version,
            encoding=codec,
            accounts=accounts,
            documents=tuple(self.documents),
            problems=tuple(self.findings.problems),
            header=header,
            role=kind.role,
        )

    def _elements(self, data: bytes) -> None:
        kind = self.kind
        stream = Stream(data, (kind.entry, *kind.tags, *kind.messages), kind.entry, kind.parts)
        for one in stream:
            if isinstance(one, tuple):
                line, (node, parts) = one
                self.entry(node, parts, line)
                continue
            name = self.reader.name(one)
            parent = one.getparent()
            above = self.reader.name(parent) if parent is not None else ""
            if name in kind.messages:
                self._message(one, name)
            elif parent is None:
                continue
            elif name == kind.entry and self.holds_entries(parent, above):
                stream.repeats(one)
                node, parts = self.reader.split(one)
                self.entry(node, parts, one.sourceline or 1)
                forget_before(one)
            else:
                self.take(one, name, above)

        if not self.format:
            raise BadInput("file_message_unknown", expected=kind.titles)

    def _message(self, element: _Element, name: str) -> None:
        """Take the message at its end: its format, and whether its version is one that we know."""
        self.format = self.kind.messages[name]
        match = self.kind.namespace.match(element.tag)
        self.version = match[1] if match else ""
        if match is None or int(match[2][-2:]) > self.kind.latest:
            self.findings.at(None, 1)
            version = self.version or element.tag.partition("}")[0].lstrip("{")[:_SHOWN]
            self.findings.add("version", "file_message_version", Severity.WARN, version=version)

    @abstractmethod
    def holds_entries(self, parent: _Element, name: str) -> bool:
        """Whether an entry that stands in this element, of this name, is one of the message and nothing foreign."""

    @abstractmethod
    def entry(self, node: Paths, parts: list[Paths], line: int) -> None:
        """Take an entry: its texts, those of its parts where there are several, and its line."""

    @abstractmethod
    def take(self, element: _Element, name: str, above: str) -> None:
        """Take another element by its name and that of the element above it."""

    @abstractmethod
    def finish(self) -> tuple[tuple[AccountSection, ...], Mapping[str, str]]:
        """Return the accounts and the header when all has been read."""
