"""The key container: a private key in a file, closed by a passphrase.

Layout (numbers big-endian): magic `BSCK`, version 1, KDF 1 (Argon2id, RFC 9106), memory KiB (4 octets), passes (4), lanes (4),
salt (16), nonce (12), SHA-256 of the public key (32), length of the key id (1), key id in UTF-8; then AES-256-GCM of PKCS#8 DER
with everything before it as associated data; then SHA-256 of the whole. The checksum is no secret and proves nothing to
an attacker's victim: it only tells a damaged file from a wrong passphrase. The proof is the tag.

Not PKCS#12 or encrypted PKCS#8: common tools write them with 2,048 rounds of PBKDF2, thousands of guesses a second.
Costs read from a file are held between a floor (nobody weakens a file) and a ceiling (a file cannot eat the memory).
"""

from __future__ import annotations

import os
import secrets
import struct
import tempfile
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from bsclient.crypto.hashes import sha256
from bsclient.errors import BadInput, Corrupt, StorageFailed, WrongPassphrase

MAGIC = b"BSCK"
VERSION = 1
ARGON2ID = 1
MAX_BYTES = 16 * 1024
MAX_PRIVATE_KEY = 8 * 1024
MAX_KEY_ID = 255
_FIXED = struct.Struct(">4sBBIII16s12s32sB")
_TAG = 16
_DIGEST = 32
_KEY = 32


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess of the passphrase costs: memory in KiB, passes over it, lanes worked in parallel."""

    memory_kib: int
    passes: int
    lanes: int

    FLOOR: ClassVar[Cost]
    CEILING: ClassVar[Cost]
    DEFAULT: ClassVar[Cost]

    def check(self) -> None:
        """Refuse a cost outside the floor and the ceiling; cheap, so that it precedes any derivation."""
        low, high = Cost.FLOOR, Cost.CEILING
        fits = (
            low.memory_kib <= self.memory_kib <= high.memory_kib
            and low.passes <= self.passes <= high.passes
            and low.lanes <= self.lanes <= high.lanes
        )
        if not fits:
            raise BadInput("container_cost", memory=str(self.memory_kib), passes=str(self.passes))


Cost.FLOOR = Cost(64 * 1024, 3, 1)
Cost.CEILING = Cost(1024 * 1024, 10, 16)
Cost.DEFAULT = Cost(64 * 1024, 3, 4)


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
        name, cost = self.key_id.encode(), self.cost
        costs = (cost.memory_kib, cost.passes, cost.lanes)
        octets = (self.salt, self.nonce, self.spki_sha256)
        return _FIXED.pack(MAGIC, self.version, ARGON2ID, *costs, *octets, len(name)) + name


def seal(
    private_key_der: bytes, passphrase: str, *, key_id: str, spki_sha256: bytes, cost: Cost = Cost.DEFAULT
) -> bytes:
    """Close a private key; takes some 0.2 s on purpose. BadInput if a part does not fit the layout."""
    cost.check()
    if (
        len(spki_sha256) != _DIGEST
        or not 0 < len(private_key_der) <= MAX_PRIVATE_KEY
        or not _name_fits(key_id)
    ):
        raise BadInput("container_parts")
    parts = Header(key_id, spki_sha256, cost, VERSION, secrets.token_bytes(16), secrets.token_bytes(12))
    return encrypt(parts, derive(passphrase, parts), private_key_der)


def unseal(blob: bytes, passphrase: str) -> bytes:
    """Return the PKCS#8 DER. WrongPassphrase, Corrupt (damaged file), BadInput (not a container, cost out of bounds)."""
    parts = header(blob)
    return decrypt(blob, derive(passphrase, parts))


def header(blob: bytes) -> Header:
    """Read what stands before the ciphertext, without the passphrase. Corrupt, BadInput."""
    if len(blob) > MAX_BYTES or not blob.startswith(MAGIC):
        raise BadInput("container_unknown")
    if len(blob) < _FIXED.size + _TAG + _DIGEST or sha256(blob[:-_DIGEST]) != blob[-_DIGEST:]:
        raise Corrupt("container_damaged")
    _, version, kdf, memory, passes, lanes, salt, nonce, spki, length = _FIXED.unpack_from(blob)
    if version != VERSION or kdf != ARGON2ID:
        raise BadInput("container_version", version=str(version))
    name = blob[_FIXED.size : _FIXED.size + length]
    try:
        key_id = name.decode()
    except UnicodeDecodeError as reason:
        raise Corrupt("container_damaged") from reason
    cost = Cost(memory, passes, lanes)
    cost.check()
    if not _name_fits(key_id) or len(blob) <= _FIXED.size + length + _TAG + _DIGEST:
        raise Corrupt("container_damaged")
    return Header(key_id, spki, cost, version, salt, nonce)


def derive(passphrase: str, parts: Header) -> bytes:
    """Return the AES key for a passphrase; NFC first, so that every keyboard gives the same octets."""
    parts.cost.check()
    try:
        secret = unicodedata.normalize("NFC", passphrase).encode()
    except UnicodeEncodeError as reason:
        raise BadInput("passphrase_text") from reason
    if not secret:
        raise BadInput("passphrase_empty")
    cost = parts.cost
    kdf = Argon2id(
        salt=parts.salt, length=_KEY, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    return kdf.derive(secret)


def encrypt(parts: Header, key: bytes, private_key_der: bytes) -> bytes:
    """Put a container together with a key that is already derived."""
    start = parts.encode()
    body = start + AESGCM(key).encrypt(parts.nonce, private_key_der, start)
    return body + sha256(body)


def decrypt(blob: bytes, key: bytes) -> bytes:
    """Open a container with a key that is already derived. WrongPassphrase, Corrupt, BadInput."""
    parts = header(blob)
    start = parts.encode()
    try:
        return AESGCM(key).decrypt(parts.nonce, blob[len(start) : -_DIGEST], start)
    except InvalidTag as reason:
        raise WrongPassphrase("wrong_passphrase") from reason


def read(path: Path) -> bytes:
    """Read a container file; a file too large to be one is refused before it is read. BadInput."""
    try:
        with path.open("rb") as file:
            blob = file.read(MAX_BYTES + 1)
    except OSError as reason:
        raise BadInput("container_not_read", path=str(path)) from reason
    if len(blob) > MAX_BYTES:
        raise BadInput("container_unknown")
    return blob


def write(path: Path, blob: bytes) -> None:
    """Put a container into a file, whole or not at all, readable by the owner only. StorageFailed."""
    try:
        number, name = tempfile.mkstemp(prefix=path.name, suffix=".part", dir=path.parent)
    except OSError as reason:
        raise StorageFailed("container_not_written", path=str(path)) from reason
    temporary = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(blob)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o600)
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as reason:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise StorageFailed("container_not_written", path=str(path)) from reason


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows has no descriptors of folders; its rename is written through
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _name_fits(key_id: str) -> bool:
    try:
        return 0 < len(key_id.encode()) <= MAX_KEY_ID
    except UnicodeEncodeError:
        return False
