"""The key container: a private key in a file, closed by a passphrase.

The layout is that of `bsclient.crypto.sealed` with the magic `BSCK`; the SHA-256 is that of the public key, the label is
the key id, the secret is PKCS#8 DER.

Not PKCS#12 or encrypted PKCS#8: common tools write them with 2,048 rounds of PBKDF2, thousands of guesses a second.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bsclient.crypto import sealed
from bsclient.crypto.sealed import MAX_BYTES, VERSION, Cost
from bsclient.crypto.secret import Secret

__all__ = ["MAGIC", "MAX_BYTES", "MAX_PRIVATE_KEY", "VERSION", "Cost", "Header"]

MAGIC = b"BSCK"
MAX_PRIVATE_KEY = 8 * 1024
_KIND = sealed.Kind(MAGIC, "container", MAX_PRIVATE_KEY)


@dataclass(frozen=True, slots=True)
class Header:
    """What a container says of itself without the passphrase; true only after `unseal` has succeeded."""

    key_id: str
    spki_sha256: bytes
    cost: Cost
    version: int
    salt: bytes
    nonce: bytes

    def encode(self) -> bytes:
        """Return the octets before the ciphertext."""
        return self.sealed.encode(_KIND)

    @property
    def sealed(self) -> sealed.Header:
        """The same in the words of the shared layout."""
        return sealed.Header(self.key_id, self.spki_sha256, self.cost, self.version, self.salt, self.nonce)


def seal(
    private_key_der: bytes,
    passphrase: Secret | str,
    *,
    key_id: str,
    spki_sha256: bytes,
    cost: Cost = Cost.DEFAULT,
) -> bytes:
    """Close a private key; takes some 0.2 s on purpose. BadInput if a part does not fit the layout."""
    parts = sealed.fresh(_KIND, private_key_der, key_id, spki_sha256, cost)
    with sealed.derive(_KIND, passphrase, parts.salt, parts.cost) as key:
        return sealed.encrypt(_KIND, parts, key, private_key_der)


def unseal(blob: bytes, passphrase: Secret | str) -> bytes:
    """Return the PKCS#8 DER. WrongPassphrase, Corrupt (damaged file), BadInput (not a container, cost out of bounds)."""
    parts = sealed.header(_KIND, blob)
    with sealed.derive(_KIND, passphrase, parts.salt, parts.cost) as key:
        return _plain(sealed.decrypt(_KIND, blob, key))


def header(blob: bytes) -> Header:
    """Read what stands before the ciphertext, without the passphrase. Corrupt, BadInput."""
    parts = sealed.header(_KIND, blob)
    return Header(parts.label, parts.digest, parts.cost, parts.version, parts.salt, parts.nonce)


def derive(passphrase: Secret | str, parts: Header) -> bytes:
    """Return the AES key for a passphrase."""
    with sealed.derive(_KIND, passphrase, parts.salt, parts.cost) as key, key.reading() as octets:
        return bytes(octets)


def encrypt(parts: Header, key: bytes, private_key_der: bytes) -> bytes:
    """Put a container together with a key that is already derived."""
    with Secret.of(key) as secret:
        return sealed.encrypt(_KIND, parts.sealed, secret, private_key_der)


def decrypt(blob: bytes, key: bytes) -> bytes:
    """Open a container with a key that is already derived. WrongPassphrase, Corrupt, BadInput."""
    with Secret.of(key) as secret:
        return _plain(sealed.decrypt(_KIND, blob, secret))


def read(path: Path) -> bytes:
    """Read a container file; a file too large to be one is refused before it is read. BadInput."""
    return sealed.read(_KIND, path)


def write(path: Path, blob: bytes) -> None:
    """Put a container into a file, whole or not at all, readable by the owner only. StorageFailed."""
    sealed.write(_KIND, path, blob)


def _plain(secret: Secret) -> bytes:
    with secret, secret.reading() as octets:
        return bytes(octets)
