"""Who must sign: schemes in the grammar `(110)||(111)`, one digit a signature group, alternatives by `||`.

`(11)` asks for one signature of group 1 and one of group 2. More signatures than asked for do no harm; a user counts
once. Types declared as `schemed` need the client's scheme; any other document needs one signature of a user with a group. The bank
enforces it, the client foretells it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bsclient.domain.document_types import registry
from bsclient.errors import BadInput

_FORM = re.compile(r"\([0-9]{1,3}\)(?:\|\|\([0-9]{1,3}\))*")
_ALTERNATIVE = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Scheme:
    """Alternatives, each a count of signatures by group (group 1 first)."""

    alternatives: tuple[tuple[int, ...], ...]

    def satisfied(self, groups: Iterable[int]) -> bool:
        """Whether the signers' groups fulfil one of the alternatives."""
        have = Counter(groups)
        return any(
            all(have[group] >= count for group, count in enumerate(wanted, start=1))
            for wanted in self.alternatives
        )

    def satisfied_by(self, signers: Sequence[frozenset[int]]) -> bool:
        """Whether signers fulfil an alternative who may each stand in one of several groups; each counts once."""
        return any(not lacking(wanted, signers) for wanted in self.alternatives)

    def nearest(self, signers: Sequence[frozenset[int]]) -> tuple[int, ...]:
        """Return the groups that the nearest alternative still lacks, one for each signature; () when fulfilled."""
        return min((lacking(wanted, signers) for wanted in self.alternatives), key=len)


def lacking(alternative: Sequence[int], signers: Sequence[frozenset[int]]) -> tuple[int, ...]:
    """Return the groups of an alternative that signers leave open, when each is put where he serves it best."""
    places = [group for group, count in enumerate(alternative, start=1) for _ in range(count)]
    holders: dict[int, int] = {}
    for signer in range(len(signers)):
        _seat(signer, signers, places, holders, set())
    return tuple(group for place, group in enumerate(places) if place not in holders)


def _seat(
    signer: int,
    signers: Sequence[frozenset[int]],
    places: Sequence[int],
    holders: dict[int, int],
    tried: set[int],
) -> bool:
    """Give a signer a place that he fits, moving others if need be: bipartite matching by augmenting paths."""
    for place, group in enumerate(places):
        if group not in signers[signer] or place in tried:
            continue
        tried.add(place)
        if place not in holders or _seat(holders[place], signers, places, holders, tried):
            holders[place] = signer
            return True
    return False


@lru_cache(maxsize=256)
def scheme(text: str) -> Scheme:
    """Read a scheme. BadInput if it does not follow the grammar, or if no signature at all would do."""
    if _FORM.fullmatch(text) is None:
        raise BadInput("scheme_form", value=text)
    alternatives = tuple(tuple(map(int, digits)) for digits in _ALTERNATIVE.findall(text))
    if not all(map(any, alternatives)):
        raise BadInput("scheme_form", value=text)
    return Scheme(alternatives)


def enough(kind: str, wanted: str, groups: Iterable[int]) -> bool:
    """Whether signers of these groups suffice for a document of this type under the client's scheme."""
    signers = [group for group in groups if group]
    if len(signers) < persons(kind):
        return False
    return scheme(wanted).satisfied(signers) if schemed(kind) else bool(signers)


def persons(kind: str) -> int:
    """How many persons a document of a type needs at least, whatever the client's scheme says."""
    return registry[kind].least_signers if kind in registry else 1


def schemed(kind: str) -> bool:
    """Whether documents of a type need the client's scheme; of any other one signature will do."""
    return kind in registry and registry[kind].schemed
