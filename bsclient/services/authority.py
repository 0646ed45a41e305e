"""Whom to believe and who may sign: verifiers under the profile's pinned CA, and the rights that the bank told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from bsclient.crypto.certificates import Role, load
from bsclient.crypto.verify import Trust, Verifier
from bsclient.domain.rights import Person, Policy, roles_of, told
from bsclient.services.profiles import Profile
from bsclient.storage import settings
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_RIGHTS = "rights"


@dataclass(frozen=True, slots=True)
class Rights:
    """The general scheme of signatures and each user's group."""

    scheme: str
    groups: Mapping[str, int] = field(default_factory=dict)


def bank_verifier(profile: Profile) -> Verifier:
    """Return the verifier of what the bank signs: receipts, statements, letters."""
    return Verifier(Trust(load(profile.bank.ca_pem), roles=frozenset({Role.BANK})))


def client_verifier(profile: Profile) -> Verifier:
    """Return the verifier of what users sign."""
    return Verifier(Trust(load(profile.bank.ca_pem)))


def rights(reader: Reader, profile: Profile) -> Rights:
    """Return the scheme and groups in force: as the bank told last, or as the profile says before it did."""
    kept = settings.get(reader, _RIGHTS)
    if kept:
        tree = json.loads(kept)
        return Rights(tree["scheme"], {user: int(group) for user, group in tree["groups"].items()})
    return Rights(profile.scheme, {user.id: int(user.group or 0) for user in profile.users})


def policy(reader: Reader, profile: Profile) -> Policy:
    """Return all rights in force: as the bank told last, or as the profile says before it did."""
    kept = settings.get(reader, _RIGHTS)
    tree = json.loads(kept) if kept else {}
    if "policy" in tree:
        return told.read(told.Told(**tree["policy"]))
    known = rights(reader, profile)
    names = {user.id: user for user in profile.users}
    people = {
        user: Person(user, names[user].name if user in names else user, group, roles_of(group, ""))
        for user, group in known.groups.items()
    }
    return Policy(known.scheme, people)


def keep_rights(work: UnitOfWork, known: Rights, lists: told.Told | None = None) -> None:
    """Keep the rights that the bank told; `lists` are all of them as texts."""
    tree = {"scheme": known.scheme, "groups": dict(known.groups)}
    if lists is not None:
        tree["policy"] = asdict(lists)
    settings.put(work, _RIGHTS, json.dumps(tree, ensure_ascii=False))
