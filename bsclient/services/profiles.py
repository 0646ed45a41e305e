"""Profiles: one organisation at one bank on this PC, with its users and their keys.

A profile is a folder: `profile.json` (who, which bank, its pinned CA), `client.db`, and a key container and
a certificate for each user. Nothing secret stands in `profile.json`. The log-in window lists profiles before anything
else is loaded, so cryptography is imported where a key or a certificate is opened.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsclient import whole_files
from bsclient.errors import BadInput
from bsclient.services.keys.unlocking import LoginSigner, change_passphrase, seconds_to_wait, unlock

if TYPE_CHECKING:
    from bsclient.crypto.certificates import Certificate
    from bsclient.domain.banks import Bank

_log = logging.getLogger(__name__)

__all__ = ["LoginSigner", "change_passphrase", "seconds_to_wait", "unlock"]

FILE = "profile.json"
OPEN = "open"
ENCRYPTED = "sqlcipher"
UNDECIDED = ""
"""Protection of a base: as the user asked, or still to be encrypted at the next log-in."""
DATABASE = "client.db"


@dataclass(frozen=True, slots=True)
class Organisation:
    """Whose documents these are."""

    name: str
    inn: str = ""
    kpp: str = ""


@dataclass(frozen=True, slots=True)
class User:
    """A person with an own key. `group` is the signature group (1 first, 2 second), "" before the bank has told.

    `key_kind` says what holds the key ("file", "token", "gost"), `key_place` where: the name of another file in the
    profile's folder than `<id>.key`, or what the provider of that kind understands.
    """

    id: str
    name: str
    position: str = ""
    group: str = ""
    certificate_pem: str = ""
    key_kind: str = "file"
    key_place: str = ""

    @property
    def certificate(self) -> Certificate | None:
        """The certificate, once the bank has issued it."""
        from bsclient.crypto.certificates import load

        return load(self.certificate_pem) if self.certificate_pem else None


@dataclass(frozen=True, slots=True)
class BankLink:
    """The bank: name, BIC, address, pinned CA and its own entry for the BIC directory."""

    name: str
    bic: str
    url: str
    ca_pem: str
    correspondent_account: str = ""
    town: str = ""

    @property
    def entry(self) -> Bank:
        """The bank as an entry of the BIC directory (a demo bank stands in no published one)."""
        from bsclient.domain.banks import Bank, BankAccount

        accounts = (BankAccount(self.correspondent_account, "CRSA"),) if self.correspondent_account else ()
        return Bank(self.bic, self.name, self.town, self.correspondent_account, accounts)


@dataclass(frozen=True, slots=True)
class Profile:
    """All that is known of a profile without opening its database."""

    folder: Path
    id: str
    title: str
    bank: BankLink
    client_id: str
    organisation: Organisation
    users: tuple[User, ...]
    device: str
    scheme: str = "(1)"
    demo: bool = False
    protection: str = UNDECIDED

    @property
    def database(self) -> Path:
        """Path of the profile's database."""
        return self.folder / DATABASE

    def user(self, identity: str) -> User:
        """Return a user by id; raises `BadInput("user_unknown")`."""
        for user in self.users:
            if user.id == identity:
                return user
        raise BadInput("user_unknown", value=identity)

    def key_file(self, user: User) -> Path:
        """Path of a user's key container; `BadInput("profile_damaged")` for a name that leads out of the folder."""
        named = user.key_place if user.key_kind == "file" else ""
        if named != Path(named).name:
            raise BadInput("profile_damaged", value=self.folder.name)
        return self.folder / (named or f"{user.id}.key")


def list_profiles(home: Path) -> list[Profile]:
    """Return the readable profiles of a folder by title; a damaged one is named in the log and left out."""
    if not home.is_dir():
        return []
    found = []
    for path in home.glob(f"*/{FILE}"):
        try:
            found.append(load_profile(path.parent))
        except BadInput as error:
            _log.warning("%s", error)
    return sorted(found, key=lambda profile: profile.title)


def load_profile(folder: Path) -> Profile:
    """Read a profile; raises `BadInput("profile_damaged")`."""
    try:
        tree: dict[str, Any] = json.loads((folder / FILE).read_text("utf-8"))
        users = tuple(User(**user) for user in tree.pop("users"))
        bank = BankLink(**tree.pop("bank"))
        organisation = Organisation(**tree.pop("organisation"))
        return Profile(folder=folder, users=users, bank=bank, organisation=organisation, **tree)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise BadInput("profile_damaged", value=folder.name) from error


def save_profile(profile: Profile) -> None:
    """Write a profile as a whole or not at all; the protection of its base stays as it is kept."""
    _save(replace(profile, protection=protection(profile)))


def save_protection(profile: Profile, wanted: str) -> Profile:
    """Keep how the base of a profile is protected; all else stays as it is kept."""
    try:
        profile = load_profile(profile.folder)
    except BadInput:
        if (profile.folder / FILE).exists():
            raise
    changed = replace(profile, protection=wanted)
    _save(changed)
    return changed


def protection(profile: Profile) -> str:
    """Return how the base of a profile is protected now: `OPEN`, `ENCRYPTED` or `UNDECIDED`.

    It is read from the folder, for it changes while others hold the profile as they have loaded it.
    """
    if not (profile.folder / FILE).exists():
        return profile.protection
    return load_profile(profile.folder).protection


def _save(profile: Profile) -> None:
    profile.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    tree = {**asdict(profile), "folder": None}
    del tree["folder"]
    _write(profile.folder / FILE, tree)


def new_device() -> str:
    """Return a random name for this PC; the bank binds sessions to it."""
    return os.urandom(8).hex()


def with_user(profile: Profile, user: User) -> Profile:
    """Return the profile with a user added or replaced."""
    others = tuple(known for known in profile.users if known.id != user.id)
    return replace(profile, users=(*others, user))


def _write(path: Path, tree: Mapping[str, Any]) -> None:
    whole_files.write(path, json.dumps(tree, ensure_ascii=False, indent=1).encode())
