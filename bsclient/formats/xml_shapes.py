"""Texts of an XML element by path, fast: elements of the same shape are read by a plan that is made once.

The entries of a statement have a dozen shapes at most. The tags and the numbers of children, in document order, tell a
tree exactly; the plan says which node's text goes to which path.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

LONGEST_TEXT: Final = 16_384
"""Repeated texts of one element (lines of a purpose) are joined up to this length."""

MOST_PATHS: Final = 2000
"""More paths than any message has: what is put together of several elements stops growing there."""

_AMOUNTS: Final = frozenset(("Amt", "InstdAmt", "Sum"))
_JOINED: Final = frozenset(("Ustrd", "AddtlRmtInf", "AddtlInf"))
_WRAPPER: Final = "Pty"
_IDENTIFIER: Final = "Othr"
_MOST_IDENTIFIERS: Final = 4
_MOST_PLANS: Final = 500
_LARGEST_PLANNED: Final = 400

Key = tuple[tuple[str, ...], tuple[int, ...]]


class Shape:
    """The paths that elements of one shape have; `memo` is for what others work out from them once."""

    __slots__ = ("memo", "present")

    def __init__(self, present: frozenset[str]) -> None:
        self.present = present
        self.memo: dict[str, tuple[str, ...]] = {}

    def among(self, name: str, paths: Sequence[str]) -> tuple[str, ...]:
        """Return which of the paths are there; `name` stands for this list of paths."""
        found = self.memo.get(name)
        if found is None:
            found = self.memo[name] = tuple([path for path in paths if path in self.present])
        return found


class Paths(dict[str, str]):
    """Texts of an element's leaves by path: `Refs/EndToEndId`.

    The first of equal paths counts; only `Ustrd` and its like are joined, by line feeds. An amount has its currency at
    the path + "@"; `Pty` of newer versions is left out of the path; identifiers stand at `Othr`, `Othr2` …, their
    schemes at the same + "@".
    """

    __slots__ = ("_shape",)

    def __init__(self, shape: Shape | None = None) -> None:
        # No call of dict's own: this is made for every entry.
        self._shape = shape

    @property
    def shape(self) -> Shape:
        """Which paths there are."""
        if self._shape is None:
            self._shape = Shape(frozenset(self))
        return self._shape

    def add(self, other: Paths) -> None:
        """Take over what the other has and this one has not, up to `MOST_PATHS`."""
        for path, text in other.items():
            if len(self) >= MOST_PATHS:
                break
            self.setdefault(path, text)
        self._shape = None

    def join(self, path: str, text: str) -> None:
        """Add a line to a text, up to `LONGEST_TEXT`."""
        before = self.get(path)
        if before is None:
            self[path] = text
        elif len(before) < LONGEST_TEXT:
            self[path] = f"{before}\n{text}"

    def only(self, keep: Callable[[str, str], bool]) -> Paths:
        """Return a copy with the texts that pass."""
        made = Paths()
        made.update({path: text for path, text in self.items() if keep(path, text)})
        return made


@dataclass(slots=True)
class Plan:
    """Where each text of a shape goes: node to path, node to path that is joined, node to path of its currency."""

    texts: list[tuple[int, str]] = field(default_factory=list)
    joined: list[tuple[int, str]] = field(default_factory=list)
    currencies: list[tuple[int, str]] = field(default_factory=list)
    shape: Shape | None = None

    def close(self) -> None:
        """Say that the plan is whole."""
        lists = (self.texts, self.joined, self.currencies)
        self.shape = Shape(frozenset(path for pairs in lists for _index, path in pairs))

    def read(self, nodes: list[_Element]) -> Paths:
        """Return the texts of an element, given as its nodes."""
        found = Paths(self.shape)
        for index, path in self.texts:
            text = nodes[index].text
            found[path] = text.strip() if text else ""
        for index, path in self.currencies:
            found[path] = nodes[index].get("Ccy", "")
        for index, path in self.joined:
            found.join(path, nodes[index].text or "")
        return found


class Reader:
    """Reads the elements of one file; local names are found once for each tag."""

    def __init__(self, parts: str = "") -> None:
        """`parts`: path of the repeated elements that are read apart by `split`, `NtryDtls/TxDtls`."""
        self._names: dict[str, str] = {}
        self._plans: dict[tuple[Key, str], list[Plan]] = {}
        self._outer, _, self._inner = parts.partition("/")

    def name(self, element: _Element) -> str:
        """Return the local name of an element."""
        return self._name(element.tag)

    def _name(self, tag: str) -> str:
        name = self._names.get(tag)
        if name is None:
            name = self._names[tag] = tag.rpartition("}")[2]
        return name

    def read(self, element: _Element, prefix: str = "") -> Paths:
        """Return all texts of an element by path, each path beginning with the prefix."""
        nodes = list(element.iter())
        return self._planned(nodes, prefix, split=False)[0].read(nodes)

    def split(self, element: _Element) -> tuple[Paths, list[Paths]]:
        """Return the element's own texts and those of each of its parts.

        Where there is one part only, its texts stand among the element's own (which go before), and the list is
        empty.
        """
        nodes = list(element.iter())
        own, *parts = self._planned(nodes, "", split=True)
        return own.read(nodes), [part.read(nodes) for part in parts]

    def _planned(self, nodes: list[_Element], prefix: str, *, split: bool) -> list[Plan]:
        key = ((tuple([node.tag for node in nodes]), tuple(map(len, nodes))), f"{prefix}{split}")
        plans = self._plans.get(key)
        if plans is None:
            tags, sizes = key[0]
            plans = Compiler([self._name(tag) for tag in tags], sizes).plans(
                prefix, self._outer if split else "", self._inner
            )
            if len(self._plans) < _MOST_PLANS and len(nodes) < _LARGEST_PLANNED:
                self._plans[key] = plans
        return plans


class Compiler:
    """Makes the plans of one shape."""

    def __init__(self, tags: Sequence[str], sizes: Sequence[int]) -> None:
        """Local names of the nodes in document order, and how many children each has."""
        self._tags = tags
        self._sizes = sizes
        self._ends = [0] * len(self._tags)
        self._set_ends()

    def _set_ends(self) -> None:
        """Work out after which node each subtree ends, from the last node to the first."""
        for index in range(len(self._tags) - 1, -1, -1):
            end = index + 1
            for _child in range(self._sizes[index]):
                end = self._ends[end]
            self._ends[index] = end

    def _children(self, index: int) -> Iterator[int]:
        child = index + 1
        for _child in range(self._sizes[index]):
            yield child
            child = self._ends[child]

    def plans(self, prefix: str, outer: str, inner: str) -> list[Plan]:
        """Return the plan of the element and those of its parts, if there is more than one."""
        parts = [
            part
            for child in self._children(0)
            if outer and self._tags[child] == outer
            for part in self._children(child)
            if self._tags[part] == inner
        ]
        own = Plan()
        self._visit(own, 0, prefix, frozenset(parts))
        if len(parts) == 1:
            self._visit(own, parts[0], prefix)
        plans = [own]
        for part in parts if len(parts) > 1 else ():
            plan = Plan()
            self._visit(plan, part, prefix)
            plans.append(plan)
        for plan in plans:
            plan.close()
        return plans

    def _visit(self, plan: Plan, index: int, prefix: str, without: frozenset[int] = frozenset()) -> None:
        seen = {path for _index, path in plan.texts}
        ready = {path for _index, path in plan.joined}
        pending = [(child, prefix) for child in self._children(index)]
        pending.reverse()
        while pending:
            node, before = pending.pop()
            name = self._tags[node]
            if node in without:
                continue
            if name == _IDENTIFIER and self._sizes[node]:
                self._identify(plan, node, before, seen)
            elif self._sizes[node]:
                below = before if name == _WRAPPER else f"{before}{name}/"
                pending.extend(reversed([(child, below) for child in self._children(node)]))
            elif name in _JOINED and before + name not in ready:
                plan.joined.append((node, before + name))
            elif name not in _JOINED and before + name not in seen:
                seen.add(before + name)
                plan.texts.append((node, before + name))
                if name in _AMOUNTS:
                    plan.currencies.append((node, f"{before}{name}@"))

    def _identify(self, plan: Plan, node: int, before: str, seen: set[str]) -> None:
        """Plan an identifier: its value, and what scheme it is of."""
        names = (
            f"{before}{_IDENTIFIER}{place if place > 1 else ''}" for place in range(1, _MOST_IDENTIFIERS + 1)
        )
        path = next((name for name in names if name not in seen), "")
        value = next((c for c in self._children(node) if self._tags[c] == "Id" and not self._sizes[c]), 0)
        if not path or not value:
            return
        seen.add(path)
        plan.texts.append((value, path))
        for scheme in self._children(node):
            if self._tags[scheme] == "SchmeNm" and self._sizes[scheme]:
                plan.texts.append((scheme + 1, f"{path}@"))
                return
