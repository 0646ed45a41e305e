"""Entering a stocked profile without a passphrase: nothing is imported here that a log-in does not import."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bsclient.crypto import keys
from bsclient.crypto.signer import SoftwareSigner
from bsclient.errors import BadInput
from bsclient.services import profiles
from bsclient.services.desk import Desk, open_desk

KEY: Final = "bench.key.der"
"""The user's key as it is: Argon2id is slow on purpose and not measured."""


def enter(folder: Path) -> Desk:
    """Open the desk of the profile's only user."""
    profile = profiles.load_profile(folder)
    user = profile.users[0]
    certificate = user.certificate
    if certificate is None:
        raise BadInput("profile_damaged", value=folder.name)
    key = keys.PrivateKey.from_der((folder / KEY).read_bytes())
    return open_desk(profile, user, SoftwareSigner(key, certificate))
