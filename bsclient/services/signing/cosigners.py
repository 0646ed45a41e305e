"""Who else must sign a document before it can go to the bank."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bsclient.domain import canonical
from bsclient.domain.rights import Action, Policy, Reason, Subject, deciding
from bsclient.domain.rights.policy import subject
from bsclient.errors import BadInput
from bsclient.services.context import Workplace
from bsclient.services.keys import authority
from bsclient.storage import documents, signatures
from bsclient.storage.unit_of_work import Reader


@dataclass(frozen=True, slots=True)
class Wanted:
    """A signature that is missing: its group (0: any, 3: the approver's visa), and the people who can give it."""

    group: int
    names: tuple[str, ...]


def of(place: Workplace, document_id: str) -> tuple[Wanted, ...]:
    """Return what the nearest way to a full set still lacks; empty when the set is full."""
    with place.store.read() as reader:
        signed = [each.user_id for each in signatures.of(reader, document_id)]
        about, made_by = _read(reader, document_id)
        policy = authority.policy(reader, place.profile)
    lacking = deciding.lacking(policy, signed, about, place.today, made_by)
    return tuple(Wanted(group, names(policy, signed, about, group, place)) for group in lacking)


def unvouched(place: Workplace, reader: Reader, ids: Iterable[str]) -> dict[str, Reason]:
    """Return which documents the user may not bring to the bank himself, as their lone signer, and why."""
    policy, user = place.permissions.policy, place.user.id
    if not any(rule.four_eyes for rule in policy.rules):
        return {}
    found: dict[str, Reason] = {}
    for one in ids:
        try:
            about, made_by = _read(reader, one)
        except BadInput:  # other bytes than those that were signed: who sends it finds that out
            continue
        signed = [each.user_id for each in signatures.of(reader, one)]
        reason = deciding.unvouched(policy, signed, made_by or "", about, user)
        if reason is not None:
            found[one] = reason
    return found


def names(policy: Policy, signed: list[str], about: Subject, group: int, place: Workplace) -> tuple[str, ...]:
    """Return the people who can give a signature of a group (0: any) today and see what they sign, in the order of the card."""
    day = place.today
    return tuple(
        person.name
        for person in policy.people.values()
        if person.id not in signed
        and (found := deciding.groups_of(policy, person.id, about, day))
        and (not group or group in found)
        and deciding.why_not(policy, person.id, Action.VIEW, about, day) is None
    )


def _read(reader: Reader, document_id: str) -> tuple[Subject, str | None]:
    """Return what a document is about, and who wrote it if its bytes say so."""
    kind, body = documents.get(reader, document_id).type, documents.body(reader, document_id)
    if not body.canonical:
        return subject(kind, body.raw), None
    read = canonical.decode_signed(body.canonical)
    return subject(kind, read.fields), read.by
