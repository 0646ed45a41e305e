"""Keys that are open in a signer process, as the program uses them: one for log-ins, one for a batch of documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from bsclient import clock
from bsclient.crypto import cms
from bsclient.crypto.child.host import BATCH_SECONDS, LOGIN_SECONDS, Child, Part
from bsclient.crypto.hashes import sha256
from bsclient.crypto.secret import Secret
from bsclient.errors import Corrupt

if TYPE_CHECKING:
    from bsclient.crypto.certificate import Certificate

BATCH: Final = 500
_FRAME_BYTES: Final = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sealed:
    """What opens a key: kind and place of it, the container's octets, the vaults that the same passphrase opens."""

    certificate: Certificate
    kind: str = "file"
    place: str = ""
    container: bytes = field(default=b"", repr=False)
    vaults: tuple[bytes, ...] = field(default=(), repr=False)


class LoginKey:
    """A key that signs log-ins and nothing else, until it is closed. WrongPassphrase and what `providers.open_key` raises."""

    def __init__(self, sealed: Sealed, passphrase: Secret, seconds: int = LOGIN_SECONDS) -> None:
        self.certificate = sealed.certificate
        self._child, self._data_key, self.vault = _open("login", sealed, passphrase, seconds)

    @property
    def serial(self) -> str:
        """Serial of the certificate, lower hex."""
        return self.certificate.serial

    @property
    def pid(self) -> int:
        """Number of the process that holds the key."""
        return self._child.pid

    def data_key(self) -> Secret:
        """Hand the data key over, once; empty when there was no vault or it was handed over already."""
        given, self._data_key = self._data_key, Secret.empty()
        return given

    def sign_login(self, content: bytes, at: datetime) -> bytes:
        """Sign login bytes; BadInput for bytes of any other purpose, NotAllowed once it is closed."""
        (signature,) = _parts(self._child.ask("sign_login", [content], at=clock.stamp(at)).parts, 1)
        _demand_over(cms.Profile(self.certificate.der), signature, sha256(content))
        return signature

    def close(self) -> None:
        """End the process and forget the data key."""
        self._child.close()
        self._data_key.wipe()


class BatchSigner:
    """A `Signer` of documents whose key lives in a process of its own for the length of a `with` block."""

    def __init__(self, sealed: Sealed, passphrase: Secret, seconds: int = BATCH_SECONDS) -> None:
        self._certificate = sealed.certificate
        self._profile = cms.Profile(sealed.certificate.der)
        self._child, _, _ = _open("documents", sealed, passphrase, seconds)

    @property
    def certificate(self) -> Certificate:
        return self._certificate

    @property
    def pid(self) -> int:
        """Number of the process that holds the key."""
        return self._child.pid

    def sign(self, content: bytes, at: datetime) -> bytes:
        """Sign one content."""
        return self.sign_many([content], at)[0]

    def sign_many(self, contents: Sequence[bytes], at: datetime) -> list[bytes]:
        """Return a signature for each content, in their order; all or none.

        BadInput("not_canonical") or NotAllowed("signer_refuses") for bytes that must not be signed. The summary of the
        process must equal our own, and each signature must be of our certificate and over our bytes, else Corrupt.
        """
        made: list[bytes] = []
        for batch in _batches(contents):
            answer = self._child.ask("sign", batch, at=clock.stamp(at))
            digests = [sha256(content) for content in batch]
            signatures = _parts(answer.parts, len(batch))
            if answer.head.get("count") != len(batch) or answer.head.get("digest") != summary(digests):
                raise Corrupt("signer_other_bytes")
            for signature, digest in zip(signatures, digests, strict=True):
                _demand_over(self._profile, signature, digest)
            made += signatures
        return made

    def close(self) -> None:
        """End the process."""
        self._child.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def ask(operation: str, parts: Sequence[Part], count: int, **head: str) -> list[bytes]:
    """Let a fresh process do one thing; returns the parts of its answer, `count` of them."""
    child = Child()
    try:
        return _parts(child.ask(operation, parts, **head).parts, count)
    finally:
        child.close()


def ask_secret(operation: str, parts: Sequence[Part], **head: str) -> tuple[Secret, int]:
    """Let a fresh process find a secret; returns it and which of the vaults gave it."""
    child = Child()
    try:
        frame = child.ask(operation, parts, **head)
        if len(frame.parts) != 1:
            raise Corrupt("signer_garbled")
        return Secret(frame.parts[0]), _which(frame.head.get("vault"))
    finally:
        child.close()


def summary(digests: Sequence[bytes]) -> str:
    """Return the digest of a batch: SHA-256 over the SHA-256 of each of its contents, lower hex."""
    return sha256(b"".join(digests)).hex()


def _open(purpose: str, sealed: Sealed, passphrase: Secret, seconds: int) -> tuple[Child, Secret, int]:
    child = Child(seconds, stays=purpose == "login")
    parts: list[Part] = [passphrase, sealed.certificate.der, sealed.container, *sealed.vaults]
    try:
        frame = child.ask("open", parts, **{"for": purpose}, kind=sealed.kind, place=sealed.place)
    except BaseException:
        child.close()
        raise
    data_key = Secret(frame.parts[0]) if frame.parts else Secret.empty()
    return child, data_key, _which(frame.head.get("vault"))


def _batches(contents: Sequence[bytes]) -> Iterator[list[bytes]]:
    """Cut a batch by number and size, so that each part fits a frame."""
    batch: list[bytes] = []
    size = 0
    for content in contents:
        if batch and (len(batch) == BATCH or size + len(content) > _FRAME_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(content)
        size += len(content)
    if batch:
        yield batch


def _parts(parts: Sequence[bytearray], count: int) -> list[bytes]:
    if len(parts) != count:
        raise Corrupt("signer_garbled")
    return [bytes(part) for part in parts]


def _which(value: object) -> int:
    return value if isinstance(value, int) else 0


def _demand_over(profile: cms.Profile, signature: bytes, digest: bytes) -> None:
    """Refuse a signature over other bytes than ours; whether it holds is for the verifier."""
    cut = profile.cut(signature)
    if cut is None or cut.digest != digest:
        raise Corrupt("signer_other_bytes")
