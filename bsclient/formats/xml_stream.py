"""The elements of a large XML as a stream: complete elements of the parser, and entries of a known layout as texts.

Memory stays small, whatever the length of the file. An entry is taken by its layout only where it follows at once upon
one that the parser has taken there, so both ways tell the same; anything unusual goes through the parser.

No DTD, no entities, nothing fetched, bounded depth. Elements are known by their local names, because versions of ISO
20022 differ in the namespace first of all. A file that is cut off or damaged is refused as a whole: half a statement must
not look like one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from bsclient.errors import BadInput
from bsclient.formats.xml_in import codec_of, plain
from bsclient.formats.xml_layouts import LONGEST, Layouts, Texts

if TYPE_CHECKING:
    from lxml.etree import XMLPullParser, _Element

_BLOCK: Final = 65_536
MOST_OWED: Final = 1_000_000
"""Lines that the parser was not given yet; given at once they are a text, and it refuses one of ten million characters."""

_WHOLE: Final = frozenset(("utf-8", "ascii"))
_PLACE: Final = re.compile(r", line [0-9]+, column [0-9]+\Z")
_UNUSUAL: Final = re.compile(rb"<!|<\?(?!xml )")

Known = tuple[int, Texts]
"""The line and the texts of an entry."""


def elements(data: bytes, tags: Sequence[str]) -> Iterator[_Element]:
    """Yield each element with one of the local names when it is complete, inner ones first; raises what `Stream` does."""
    for one in Stream(data, tags):
        if not isinstance(one, tuple):
            yield one


class Stream:
    """Yields elements by their local names, inner ones first, and entries that were known by their layout."""

    def __init__(self, data: bytes, tags: Sequence[str], entry: str = "", parts: str = "") -> None:
        """`entry` is the name of the repeated element, if there is one, `parts` what is read apart in it.

        BadInput: `file_xml_dtd`, `file_xml_encoding`, `file_xml_malformed` (facts `line`, `reason`), while reading too.
        """
        self._data = plain(data)
        if b"<!DOCTYPE" in self._data or b"<!ENTITY" in self._data:
            raise BadInput("file_xml_dtd")
        self._tags = [f"{{*}}{name}" for name in tags]
        self._codec = codec_of(self._data)
        self._end = re.compile(rb"</(?:[A-Za-z_][A-Za-z0-9_.-]{0,40}:)?%s>" % entry.encode("ascii"))
        self._name = f"}}{entry}"
        self._layouts = Layouts(parts)
        self._plain = entry != "" and self._codec in _WHOLE
        self._accepted = False
        self._closing = b""
        self._line = 1
        self._owed = 0

    def repeats(self, element: _Element) -> None:
        """Say that an element is an entry: those that follow it at once may be known by their layout."""
        prefix = f"{element.prefix}:" if element.prefix else ""
        self._closing = f"</{prefix}{element.tag.rpartition('}')[2]}>".encode()
        self._accepted = True

    def __iter__(self) -> Iterator[_Element | Known]:
        """Go through the file."""
        from lxml import etree

        parser = etree.XMLPullParser(
            events=("end",),
            tag=self._tags,
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            yield from self._run(parser)
        except etree.XMLSyntaxError as error:
            line = str(error.lineno or 1)
            # The parser's column counts only what it was given of the line.
            reason = _PLACE.sub("", error.msg or "")[:200]
            raise BadInput("file_xml_malformed", line=line, reason=reason) from None

    def _run(self, parser: XMLPullParser) -> Iterator[_Element | Known]:
        at, size = 0, len(self._data)
        while at < size:
            while self._accepted and self._owed < MOST_OWED and (found := self._known(at)) is not None:
                at, known = found
                yield known
            region = self._region(at)
            ended = 0
            self._accepted = False
            parser.feed(b"\n" * self._owed + region)
            for _event, element in parser.read_events():
                self._accepted = False
                ended += element.tag.endswith(self._name)
                yield element
            self._owed = 0
            self._line += region.count(b"\n")
            self._check(at, region, ended)
            at += len(region)
        parser.close()
        for _event, element in parser.read_events():
            yield element

    def _check(self, at: int, region: bytes, ended: int) -> None:
        """Judge what the parser got: only where one entry ended, with the region, another may be known by its layout."""
        whole = region.endswith(b">") and self._end.fullmatch(region[region.rfind(b"<") :]) is not None
        self._plain = (
            self._plain
            and not self._layouts.given_up
            and ended == whole
            and _UNUSUAL.search(self._data, max(at - 1, 0), at + len(region)) is None
        )
        self._accepted = self._accepted and self._plain and region.endswith(self._closing)
        if self._accepted:
            self._learn(region)

    def _region(self, at: int) -> bytes:
        """Return what the parser gets next: up to the end of an entry while layouts may be known, else a block."""
        match = self._end.search(self._data, at, at + _BLOCK) if self._plain else None
        return self._data[at : match.end() if match else at + _BLOCK]

    def _known(self, at: int) -> tuple[int, Known] | None:
        """Return the end of the entry that stands there, its line and texts; None when the parser has to take it."""
        end = self._data.find(self._closing, at, at + LONGEST)
        if end < 0:
            self._layouts.missed(min(LONGEST, len(self._data) - at))
            return None
        end += len(self._closing)
        try:
            text = self._data[at:end].decode(self._codec)
        except UnicodeDecodeError:
            return None
        found = self._layouts.read(text)
        if found is None:
            return None
        line, lines = self._line + found[0], text.count("\n")
        self._line += lines
        self._owed += lines
        return end, (line, found[1])

    def _learn(self, region: bytes) -> None:
        """Learn the layout of the entry that a region ends with."""
        start = region.rfind(self._closing.replace(b"</", b"<"))
        if start >= 0 and len(region) - start < LONGEST:
            self._layouts.learn(region[start:].decode(self._codec, errors="replace"))
