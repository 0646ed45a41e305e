"""Signing: bytes in, a detached signature container out. The key stays behind this interface."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

from bsclient.crypto import certificate, cms, container
from bsclient.crypto.certificate import Certificate
from bsclient.crypto.hashes import sha256
from bsclient.crypto.keys import PrivateKey
from bsclient.crypto.secret import Secret
from bsclient.errors import BadInput, NotAllowed


class Signer(Protocol):
    """Anything that signs for the holder of a certificate: a key in memory, a token, a remote device."""

    @property
    def certificate(self) -> Certificate: ...

    def sign(self, content: bytes, at: datetime) -> bytes:
        """Return a container over the content; `at` is the claimed time, kept in whole seconds."""
        ...

    def sign_many(self, contents: Sequence[bytes], at: datetime) -> list[bytes]:
        """Return a container over each content, in their order; all or none."""
        ...


class SoftwareSigner:
    """Signs with a key in memory and forgets it on leaving the `with` block. NotAllowed after that.

    For the bank's own key and for tests: a user's key is only ever open in a signer process (`bsclient.crypto.remote`).
    """

    def __init__(self, private_key: PrivateKey, holder: Certificate) -> None:
        if private_key.spki_sha256 != holder.spki_sha256:
            raise BadInput("certificate_of_other_key")
        self._key: PrivateKey | None = private_key
        self._certificate = holder
        self._profile = cms.Profile(holder.der)

    @property
    def certificate(self) -> Certificate:
        return self._certificate

    def sign(self, content: bytes, at: datetime) -> bytes:
        if self._key is None:
            raise NotAllowed("key_locked")
        attributes = self._profile.attributes(sha256(content), at)
        signature = self._key.sign(cms.signed_bytes(attributes))
        return self._profile.container(attributes, signature)

    def sign_many(self, contents: Sequence[bytes], at: datetime) -> list[bytes]:
        return [self.sign(content, at) for content in contents]

    def close(self) -> None:
        """Drop the key; the library wipes it when the last reference is gone."""
        self._key = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_signer(container_blob: bytes, certificate_pem: bytes, passphrase: Secret | str) -> SoftwareSigner:
    """Unlock a key container and join it with its certificate.

    WrongPassphrase, Corrupt, BadInput (also when the certificate is of another key: checked before the slow derivation).
    """
    holder = certificate.load(certificate_pem)
    if container.header(container_blob).spki_sha256 != holder.spki_sha256:
        raise BadInput("certificate_of_other_key")
    private_key = PrivateKey.from_der(container.unseal(container_blob, passphrase))
    return SoftwareSigner(private_key, holder)
