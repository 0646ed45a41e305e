"""Whom to believe and who may sign: verifiers under the profile's pinned CA, and the rights that the bank told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from bsclient.crypto.certificates import Role, load
from bsclient.crypto.verify import Trust, Verifier
from bsclient.services.profiles import Profile
from bsclient.storage import settings
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_RIGHTS = "rights"


@dataclass(frozen=True, slots=True)
class Rights:
    """The signature scheme and each user's group."""

    scheme: str
    groups: Mapping[str, int] = field(default_factory=dict)


def bank_verifier(profile: Profile) -> Verifier:
    """Return the verifier of what the bank signs: receipts, statements, letters."""
    return Verifier(Trust(load(profile.bank.ca_pem), roles=frozenset({Role.BANK})))


def client_verifier(profile: Profile) -> Verifier:
    """Return the verifier of what users sign."""
    return Verifier(Trust(load(profile.bank.ca_pem)))


def rights(reader: Reader, profile: Profile) -> Rights:
    """Return the rights in force: as the bank told last, or as the profile says before it did."""
    told = settings.get(reader, _RIGHTS)
    if told:
        tree = json.loads(told)
        return Rights(tree["scheme"], {user: int(group) for user, group in tree["groups"].items()})
    return Rights(profile.scheme, {user.id: int(user.group or 0) for user in profile.users})


def keep_rights(work: UnitOfWork, told: Rights) -> None:
    """Keep the rights that the bank told."""
    settings.put(work, _RIGHTS, json.dumps({"scheme": told.scheme, "groups": dict(told.groups)}))
