"""The vault: the data key of a profile's base, closed by the passphrase of one user.

A base is encrypted under 32 random octets that no user knows. Each user of the profile has a file with them, closed by his
own passphrase, so that a passphrase changes without writing the base anew and one who leaves takes no other's with him.

The layout is that of `bsclient.crypto.sealed` with the magic `BSVT`; the label is the id of the profile, the SHA-256 is the
fingerprint of the data key, which tells whether two vaults hold one key without opening either.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from bsclient.crypto import sealed
from bsclient.crypto.sealed import Cost
from bsclient.crypto.secret import Secret
from bsclient.errors import BadInput, Corrupt

MAGIC: Final = b"BSVT"
KEY_BYTES: Final = 32
_KIND: Final = sealed.Kind(MAGIC, "vault", KEY_BYTES)
_TAG: Final = b"bsclient.vault/1"


def new_key() -> Secret:
    """Return a new data key."""
    return Secret.random(KEY_BYTES)


def seal(data_key: Secret, passphrase: Secret | str, *, profile: str, cost: Cost = Cost.DEFAULT) -> bytes:
    """Close a data key; takes some 0.2 s on purpose. BadInput if it is not of 32 octets or the id does not fit."""
    if len(data_key) != KEY_BYTES:
        raise BadInput("vault_parts")
    with data_key.reading() as octets:
        parts = sealed.fresh(_KIND, octets, profile, fingerprint(data_key), cost)
        return sealed.encrypt(_KIND, parts, _derive(passphrase, parts), octets)


def unseal(blob: bytes, passphrase: Secret | str) -> Secret:
    """Return the data key. WrongPassphrase, Corrupt (damaged file), BadInput (not a vault, cost out of bounds)."""
    parts = sealed.header(_KIND, blob)
    found = sealed.decrypt(_KIND, blob, _derive(passphrase, parts))
    if len(found) != KEY_BYTES or fingerprint(found) != parts.digest:
        raise Corrupt("vault_damaged")
    return found


def header(blob: bytes) -> sealed.Header:
    """Read what stands before the ciphertext, without the passphrase. Corrupt, BadInput."""
    return sealed.header(_KIND, blob)


def fingerprint(data_key: Secret) -> bytes:
    """Return what may be told of a data key: nobody can guess 32 random octets from it."""
    told = hashlib.sha256(_TAG)
    with data_key.reading() as octets:
        told.update(octets)  # not joined with the tag: that would leave a copy
    return told.digest()


def read(path: Path) -> bytes:
    """Read a vault file. BadInput("vault_not_read")."""
    return sealed.read(_KIND, path)


def write(path: Path, blob: bytes) -> None:
    """Put a vault into a file, whole or not at all, readable by the owner only. StorageFailed."""
    sealed.write(_KIND, path, blob)


def _derive(passphrase: Secret | str, parts: sealed.Header) -> Secret:
    return sealed.derive(_KIND, passphrase, parts.salt, parts.cost)
