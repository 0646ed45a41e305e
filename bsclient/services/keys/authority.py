"""Whom to believe and who may sign: verifiers under the profile's pinned CA, and the rights that the bank told.

Rights are asked before the first list is shown, verifiers later: these alone import cryptography.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from bsclient.crypto.hashes import sha256_hex
from bsclient.domain.rights import Person, Policy, roles_of, told
from bsclient.services.profiles import Profile
from bsclient.storage import settings
from bsclient.storage.unit_of_work import Reader, UnitOfWork

if TYPE_CHECKING:
    from bsclient.crypto.verify import Revoked, Verifier
    from bsclient.protocol.messages import RightsData
    from bsclient.protocol.rights import LimitsData

_RIGHTS = "rights"


@dataclass(frozen=True, slots=True)
class Rights:
    """The general scheme of signatures and each user's group."""

    scheme: str
    groups: Mapping[str, int] = field(default_factory=dict)


def bank_verifier(profile: Profile, ended: Revoked = frozenset()) -> Verifier:
    """Return the verifier of what the bank signs: receipts, statements, letters. `ended`: keys of the bank that are revoked."""
    from bsclient.crypto.certificate import Role, load
    from bsclient.crypto.verify import Trust, Verifier

    return Verifier(Trust(load(profile.bank.ca_pem), ended, frozenset({Role.BANK})))


def client_verifier(profile: Profile) -> Verifier:
    """Return the verifier of what users sign."""
    from bsclient.crypto.certificate import load
    from bsclient.crypto.verify import Trust, Verifier

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


def keep_told(work: UnitOfWork, data: RightsData) -> Mapping[str, str]:
    """Keep the rights that the bank told; returns them as facts for the journal. BadInput."""
    lists = told.Told(
        data.scheme, data.users, data.grants, data.limits, data.schemes, data.substitutes
    )  # fmt: skip
    known = told.read(lists)
    keep_rights(work, Rights(data.scheme, {key: one.group for key, one in known.people.items()}), lists)
    facts = {
        "scheme": data.scheme,
        "groups": _listed({key: str(one.group) for key, one in known.people.items()}),
    }
    if not known.plain:
        text = json.dumps(asdict(lists), ensure_ascii=False, sort_keys=True)
        facts["rights"] = sha256_hex(text.encode())
    return facts


def keep_used(work: UnitOfWork, data: LimitsData) -> None:
    """Keep what the bank told of limits that are used; of one that is not known there is nothing to keep."""
    kept = settings.get(work, _RIGHTS)
    tree = json.loads(kept) if kept else {}
    uses = {use.id: use for use in data.limits}
    for limit in tree.get("policy", {}).get("limits", ()):
        use = uses.get(limit["id"])
        if use is not None:
            limit["used"], limit["used_on"] = use.used, use.used_on
    if kept:
        settings.put(work, _RIGHTS, json.dumps(tree, ensure_ascii=False))


def _listed(pairs: Mapping[str, str]) -> str:
    return ", ".join(f"{key} {value}" for key, value in pairs.items())


def keep_rights(work: UnitOfWork, known: Rights, lists: told.Told | None = None) -> None:
    """Keep the rights that the bank told; `lists` are all of them as texts."""
    tree = {"scheme": known.scheme, "groups": dict(known.groups)}
    if lists is not None:
        tree["policy"] = asdict(lists)
    settings.put(work, _RIGHTS, json.dumps(tree, ensure_ascii=False))
