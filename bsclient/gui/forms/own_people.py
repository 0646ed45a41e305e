"""Fields that name a user of the organisation: a list of those whom the bank has told, as `own_accounts` is one of accounts.

A field of rows says `directory="users"`. Names are what the bank finds people by; namesakes are not offered, for it would
refuse such a name (`rights_name_twice`).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from bsclient.domain.rights.changing import folded
from bsclient.gui.rights import words

if TYPE_CHECKING:
    from bsclient.domain.rights import Policy

DIRECTORY: Final = "users"


def offered(policy: Policy) -> dict[str, str]:
    """Return the names with position and signature, by the alphabet."""
    people = policy.people.values()
    alike = Counter(folded(one.name) for one in people)
    return {
        one.name: ", ".join(filter(None, (one.position, words.group(one.group) if one.group else "")))
        for one in sorted(people, key=lambda each: folded(each.name))
        if alike[folded(one.name)] == 1
    }
