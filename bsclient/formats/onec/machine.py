"""The machine behind the reader of 1C exchange: blocks of lines in, records out.

A document that is laid out like one before it is taken whole, in a few calls that run in C; anything else
goes line by line, through code that knows the deviations. Both ways give the same records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from bsclient.domain.problems import Severity
from bsclient.errors import BadInput
from bsclient.formats.onec import keys
from bsclient.formats.onec.assemble import Place
from bsclient.formats.onec.by_line import LineMachine, Record, State
from bsclient.formats.onec.layouts import Layout
from bsclient.formats.onec.lines import Block

_GAP = re.compile(r"[ \t]*+\n\s*+")
_SECTION = re.compile(rf"^\s*(?:{keys.OPEN_DOCUMENT}|{keys.OPEN_ACCOUNT})", re.MULTILINE)


class Machine(LineMachine):
    """Reads the blocks of one file; see `run`."""

    def run(self, blocks: Iterator[Block]) -> Iterator[Record]:
        """Yield what the blocks hold. BadInput when the file as a whole cannot be read."""
        line = 1
        for block in blocks:
            if not block.text.isspace():
                yield from self._block(block)
            line = block.first + block.text.count("\n") - 1
        self._finish(line)
        yield from self._out

    def _block(self, block: Block) -> Iterator[Record]:
        text, out = block.text, self._out
        number, at, size = block.first, 0, len(block.text)
        self._dirty = block.suspicious or block.long
        self._section_dirty = self._section_dirty or self._dirty
        while at < size:
            stop = lines = 0
            if self._state is State.OUTSIDE:
                stop, lines = self._whole_document(block, at, number)
            elif self._state is State.ENDED:
                self._after_end(text, at, number)
                stop = size
            if stop:
                number += lines or text.count("\n", at, stop)
            elif gap := _GAP.match(text, at):
                stop = gap.end()
                number += text.count("\n", at, stop)
            else:
                stop = text.find("\n", at) + 1
                self._line(text[at:stop].strip().replace("\t", " "), number)
                number += 1
            at = stop
            if out:
                yield from out
                out.clear()

    def _whole_document(self, block: Block, at: int, number: int) -> tuple[int, int]:
        """Take a document that follows a known layout to the letter; its end, 0 if it does not, and its lines if known."""
        found = self._layouts.match(block.text, at)
        if found is None:
            return 0, 0
        layout, match = found
        groups = match.groups()
        lines = 0
        if None in groups:
            groups = match.groups("")
        else:  # every key of the layout has its line, besides the opening and the closing one
            lines = len(groups) + 1
        if block.padded:
            groups = tuple([value.replace("\t", " ").strip() for value in groups])
        self._count_document(groups[0], number)
        place = Place(self._index, number, partial(_line_of, layout, match, number))
        if self._dirty:
            self._section_dirty = True
            self._emit_document(place, dict(zip(layout.names, groups[1:], strict=True)), None)
        else:
            self._emit_document(place, None, layout.parts(groups))
        return match.end(), lines

    def _after_end(self, text: str, at: int, number: int) -> None:
        """Text after the end mark is a signature of a mail program, but a section there is a second file."""
        found = _SECTION.search(text, at)
        if found:
            line = number + text.count("\n", at, found.start())
            raise BadInput("file_sections_after_end", line=str(line))
        if "" not in self._reported and text[at:].strip():
            self._reported.add("")
            self._report(number, "", "file_text_after_end", Severity.INFO)

    def _finish(self, line: int) -> None:
        if self._state is State.START:
            raise BadInput("file_not_exchange")
        self._unfinished()
        self._announce()
        if self._state is not State.ENDED:
            self._report(line, "", "file_end_mark_missing", Severity.WARN)
        if not self._header.version:
            self._report(1, "ВерсияФормата", "file_version_missing", Severity.INFO)
        self._out.extend(self._balances.problems())


def _line_of(layout: Layout, match: re.Match[str], first: int, key: str) -> int:
    """Return the line of a key in a document that was taken whole."""
    for number, line in enumerate(match.group().split("\n"), first):
        word, equals, _ = line.partition("=")
        if equals and number > first and layout.names[layout.words.index(word)] == key:
            return number
    return first
