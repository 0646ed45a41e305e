"""Entries that are written like one before them, taken by one regular expression instead of an XML parser.

A statement of many entries repeats a few layouts: the same tags in the same order, only the texts differ. A layout is
learnt from an entry that the parser has taken. It fits only what is well-formed XML by its own strict pattern: plain tags,
no comments, sections or references but the five of XML. Anything else is left to the parser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bsclient.formats.xml_shapes import Compiler, Paths, Plan

LONGEST: Final = 65_536
"""A longer entry is left to the parser."""

_MOST_LAYOUTS: Final = 32
_MOST_TRIED: Final = 131_072
_MOST_MISSED: Final = 1_000_000
_MOST_NODES: Final = 400
_MOST_LEARNT: Final = 4_000
"""Nodes of all layouts of a file: compiling a pattern of four hundred takes a tenth of a second."""

_TAG: Final = re.compile(
    r'<(/?)((?:[A-Za-z_][A-Za-z0-9_.-]{0,40}:)?)([A-Za-z][A-Za-z0-9]{0,60})( Ccy="([A-Z]{3})")?(/?)>'
)
_GROUPS: Final = 6
_GAP: Final = re.compile(r"[ \t\r\n]*")
_TEXT: Final = "[^<>\\x00-\\x08\\x0b-\\x1f\ufffe\uffff]*+"
_UNREAD: Final = _TEXT.replace("<", "&<", 1)
"""A text that nobody reads holds no reference either: those are judged only in the texts that are read."""
_REFERENCE: Final = re.compile("&(amp|lt|gt|quot|apos);|&")
_REFERENCES: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}

Texts = tuple[Paths, list[Paths]]
"""The texts of an entry and those of each of its parts, as `xml_shapes.Reader.split` gives them."""


@dataclass(frozen=True, slots=True)
class _Values:
    """Which groups of a match are which paths, for the entry or one of its parts."""

    paths: tuple[str, ...]
    groups: tuple[int, ...]
    joined: tuple[tuple[int, str], ...]
    currencies: tuple[tuple[str, str], ...]
    plan: Plan

    def read(self, texts: tuple[str, ...]) -> Paths:
        found = Paths(self.plan.shape)
        found.update(zip(self.paths, map(str.strip, map(texts.__getitem__, self.groups)), strict=True))
        found.update(self.currencies)
        for group, path in self.joined:
            found.join(path, texts[group])
        return found


class Layout:
    """The layout of one entry, and where its texts go."""

    def __init__(self, pattern: str, values: list[_Values]) -> None:
        self._match = re.compile(pattern).fullmatch
        self._values = values
        self.follower: Layout | None = None

    def read(self, text: str) -> tuple[int, Texts] | None:
        """Return how many lines begin before the entry, and its texts; None when the text is laid out otherwise."""
        match = self._match(text)
        if match is None:
            return None
        texts = match.groups()
        if "&" in text:
            try:
                texts = tuple([_REFERENCE.sub(_character, one) if "&" in one else one for one in texts])
            except KeyError:
                return None
        own, *parts = self._values
        return texts[0].count("\n"), (own.read(texts), [part.read(texts) for part in parts])


def _character(found: re.Match[str]) -> str:
    return _REFERENCES[found[1]]


class Layouts:
    """The layouts of one file; tried first is the one that followed upon the last one before: layouts take turns.

    Work is linear in the length of the file: the longer an entry, the fewer layouts are tried, and `given_up` says when
    the characters in vain are by a million more than those that were of use.
    """

    def __init__(self, parts: str = "") -> None:
        """`parts`: path of the repeated elements inside an entry that are read apart."""
        self._outer, _, self._inner = parts.partition("/")
        self._known: list[Layout] = []
        self._last: Layout | None = None
        self._nodes = 0
        self._left = _MOST_MISSED

    @property
    def given_up(self) -> bool:
        """Whether trying on is of no use."""
        return self._left < 0

    def missed(self, length: int) -> None:
        """Note so many characters that were gone through in vain."""
        self._left -= length

    def read(self, text: str) -> tuple[int, Texts] | None:
        """Return what `Layout.read` of the layout that fits says; None if none of those tried does."""
        found = self._read(text)
        self._left += len(text) if found else -len(text)
        return found

    def _read(self, text: str) -> tuple[int, Texts] | None:
        last = self._last
        likely = last.follower if last else None
        if likely is not None and (found := likely.read(text)) is not None:
            self._last = likely
            return found
        for layout in self._known[: 1 + _MOST_TRIED // max(len(text), 1)]:
            if layout is likely or (found := layout.read(text)) is None:
                continue
            if last is not None:
                last.follower = layout
            self._last = layout
            return found
        return None

    def learn(self, text: str) -> None:
        """Keep the layout of an entry, which begins with the text, if it is a plain one."""
        if len(self._known) < _MOST_LAYOUTS and self._nodes < _MOST_LEARNT:
            sample = _Sample(text)
            layout = sample.layout(self._outer, self._inner)
            if layout is not None:
                self._known.append(layout)
                self._nodes += sample.nodes


class _Sample:
    """An entry taken apart: its tags, the texts between them, and the nodes they make."""

    def __init__(self, text: str) -> None:
        pieces = _TAG.split(text)
        step = _GROUPS + 1
        self._tags = list(zip(*(pieces[group::step] for group in range(1, step)), strict=True))
        self._texts = pieces[0::step]
        self._names: list[str] = []
        self._sizes: list[int] = []
        self._currencies: list[str] = []
        self._leaves: dict[int, int] = {}

    @property
    def nodes(self) -> int:
        """How many nodes there are, once the layout was asked for."""
        return len(self._names)

    def _plain(self) -> bool:
        """Go through the tags; whether they are those of one element, all of one prefix, with texts in leaves alone."""
        stack: list[int] = []
        prefix = self._tags[0][1] if self._tags else ""
        for place, (slash, before, name, _attribute, currency, empty) in enumerate(self._tags):
            if before != prefix or (slash and (empty or currency)) or (place and not stack):
                return False
            if not slash:
                if stack:
                    self._sizes[stack[-1]] += 1
                stack.append(len(self._names))
                self._names.append(name)
                self._sizes.append(0)
                self._currencies.append(currency or "")
                if empty:
                    self._leaves[place] = stack.pop()
            elif self._names[stack[-1]] != name:
                return False
            else:
                node = stack.pop()
                if not self._sizes[node]:
                    self._leaves[place - 1] = node
        return bool(self._names) and not stack and self._texts[0] == self._texts[-1] == "" and self._gaps()

    def _gaps(self) -> bool:
        """Whether nothing but blanks stands outside the leaves."""
        inside = {place + 1 for place in self._leaves if not self._tags[place][-1]}
        return all(
            "<" not in text and ">" not in text if place in inside else _GAP.fullmatch(text)
            for place, text in enumerate(self._texts)
        )

    def layout(self, outer: str, inner: str) -> Layout | None:
        """Return the layout; None when the entry is no plain one."""
        if not self._plain() or len(self._names) > _MOST_NODES:
            return None
        plans = Compiler(self._names, self._sizes).plans("", outer, inner)
        wanted = {node for plan in plans for node, _path in (*plan.texts, *plan.joined)}
        groups: dict[int, int] = {}
        pattern = ["([ \\t\\r\\n]*+)"]
        for place, tag in enumerate(self._tags):
            slash, before, name, attribute, _currency, empty = tag
            pattern.append(re.escape(f"<{slash}{before}{name}{attribute or ''}{empty}>"))
            node = self._leaves.get(place)
            if node is None:
                pattern.append(re.escape(self._texts[place + 1]))
                continue
            inside = "" if empty else _TEXT if node in wanted else _UNREAD
            if node in wanted:
                groups[node] = len(groups) + 1
                inside = f"({inside})"
            pattern.append(inside)
            if empty:
                pattern.append(re.escape(self._texts[place + 1]))
        return Layout("".join(pattern), [self._values(plan, groups) for plan in plans])

    def _values(self, plan: Plan, groups: dict[int, int]) -> _Values:
        return _Values(
            tuple([path for _node, path in plan.texts]),
            tuple([groups[node] for node, _path in plan.texts]),
            tuple([(groups[node], path) for node, path in plan.joined]),
            tuple([(path, self._currencies[node]) for node, path in plan.currencies]),
            plan,
        )
