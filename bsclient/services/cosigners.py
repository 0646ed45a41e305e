"""Who else must sign a document before it can go to the bank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bsclient.domain import schemes
from bsclient.services.authority import Rights, rights
from bsclient.services.context import Workplace
from bsclient.storage import documents, signatures


@dataclass(frozen=True, slots=True)
class Wanted:
    """A signature that is missing: its group (0: any), and the users of this profile who can give it."""

    group: int
    names: tuple[str, ...]


def of(place: Workplace, document_id: str) -> tuple[Wanted, ...]:
    """Return what the nearest way to a full set still lacks; empty when the set is full."""
    with place.store.read() as reader:
        row = documents.get(reader, document_id)
        signed = {each.user_id for each in signatures.of(reader, document_id)}
        told = rights(reader, place.profile)
    have = [told.groups.get(user, 0) for user in signed]
    if schemes.enough(row.type, told.scheme, have):
        return ()
    if not schemes.schemed(row.type):
        return (Wanted(0, _names(place, told, signed, 0)),)
    ways = schemes.scheme(told.scheme).alternatives
    lacking = min((missing(wanted, have) for wanted in ways), key=len)
    return tuple(Wanted(group, _names(place, told, signed, group)) for group in lacking)


def missing(alternative: Iterable[int], groups: Iterable[int]) -> tuple[int, ...]:
    """Return the groups that an alternative of a scheme still lacks, one for each signature."""
    have = Counter(groups)
    return tuple(
        group
        for group, count in enumerate(alternative, start=1)
        for _signature in range(max(0, count - have[group]))
    )


def _names(place: Workplace, told: Rights, signed: set[str], group: int) -> tuple[str, ...]:
    return tuple(
        user.name
        for user in place.profile.users
        if user.id not in signed and (told.groups.get(user.id, 0) == group or not group)
    )
