"""Where private keys live: a file, and what else is entered into the table. Used by the signer process alone.

A provider opens a key with a passphrase or PIN and gives something that signs; its module is imported when it is needed.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from bsclient.crypto.secret import Secret
from bsclient.errors import BadInput


class PrivateKeyLike(Protocol):
    """A private key that was opened: in memory, or in a device."""

    @property
    def spki_der(self) -> bytes:
        """SubjectPublicKeyInfo of the key."""
        ...

    def sign(self, data: bytes) -> bytes:
        """Return the DER of a low-s ECDSA signature over SHA-256 of the data."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where a key is: its kind, the place as its provider writes it, the container's bytes, SHA-256 of the public key."""

    kind: str
    where: str = ""
    container: bytes = field(default=b"", repr=False)
    spki_sha256: bytes = b""


TOKEN: Final = "token"  # noqa: S105 -- a kind of key, no secret

PROVIDERS: Final[dict[str, str]] = {
    "file": "bsclient.crypto.providers:open_file",
    TOKEN: "bsclient.crypto.token:open_token",
    "gost": "bsclient.crypto.gost:open_gost",
}
"""Kind of a key, and the function that opens it: `module:name`, called with a `Place` and a `Secret`."""


def open_key(place: Place, secret: Secret) -> PrivateKeyLike:
    """Open a key. WrongPassphrase, Corrupt, BadInput (also for a kind that nobody knows)."""
    if place.kind not in PROVIDERS:
        raise BadInput("key_kind_unknown", value=place.kind)
    module, name = PROVIDERS[place.kind].split(":")
    opener: Any = getattr(importlib.import_module(module), name)
    opened: PrivateKeyLike = opener(place, secret)
    return opened


def open_file(place: Place, secret: Secret) -> PrivateKeyLike:
    """Open a key container; it is compared with the certificate before the slow derivation."""
    from bsclient.crypto import container
    from bsclient.crypto.keys import PrivateKey

    if container.header(place.container).spki_sha256 != place.spki_sha256:
        raise BadInput("certificate_of_other_key")
    return PrivateKey.from_der(container.unseal(place.container, secret))
