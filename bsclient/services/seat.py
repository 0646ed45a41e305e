"""Where a logged-in user works: the open database, the profile, the person, the time; and the rights the bank told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from bsclient import clock
from bsclient.crypto.certificates import Role, load
from bsclient.crypto.verify import Trust, Verifier
from bsclient.services.profiles import Profile, User
from bsclient.storage import settings
from bsclient.storage.engine import Store
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_RIGHTS = "rights"


@dataclass(frozen=True, slots=True)
class Rights:
    """The signature scheme and each user's group, as the bank told last (or the profile says before it did)."""

    scheme: str
    groups: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Seat:
    """Shared surroundings of the services of one log-in."""

    store: Store
    profile: Profile
    user: User
    now: clock.Clock

    def bank_verifier(self) -> Verifier:
        """Return the verifier of what the bank signs: receipts, statements, letters."""
        return Verifier(Trust(load(self.profile.bank.ca_pem), roles=frozenset({Role.BANK})))

    def client_verifier(self) -> Verifier:
        """Return the verifier of what users sign."""
        return Verifier(Trust(load(self.profile.bank.ca_pem)))

    def rights(self, reader: Reader) -> Rights:
        """Return the rights in force."""
        told = settings.get(reader, _RIGHTS)
        if told:
            tree = json.loads(told)
            return Rights(tree["scheme"], {user: int(group) for user, group in tree["groups"].items()})
        groups = {user.id: int(user.group or 0) for user in self.profile.users}
        return Rights(self.profile.scheme, groups)


def keep_rights(work: UnitOfWork, rights: Rights) -> None:
    """Keep the rights that the bank told."""
    settings.put(work, _RIGHTS, json.dumps({"scheme": rights.scheme, "groups": dict(rights.groups)}))
