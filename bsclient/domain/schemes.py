"""Who must sign: schemes in the grammar `(110)||(111)`, one digit a signature group, alternatives by `||`.

`(11)` asks for one signature of group 1 and one of group 2. More signatures than asked for do no harm; a user counts
once. Types declared as `schemed` need the client's scheme; any other document needs one signature of a user with a group. The bank
enforces it, the client foretells it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bsclient.domain.documents import registry
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
    return scheme(wanted).satisfied(signers) if schemed(kind) else bool(signers)


def schemed(kind: str) -> bool:
    """Whether documents of a type need the client's scheme; of any other one signature will do."""
    return kind in registry and registry[kind].schemed
