"""Files that hold a secret closed by a passphrase: the layout that key containers and vaults share.

Layout (numbers big-endian): magic (4), version 1, KDF 1 (Argon2id, RFC 9106), memory KiB (4 octets), passes (4), lanes (4),
salt (16), nonce (12), a SHA-256 that says which secret is inside (32), length of the label (1), label in UTF-8; then
AES-256-GCM of the secret with everything before it as associated data; then SHA-256 of the whole. The checksum is no secret
and proves nothing to an attacker's victim: it only tells a damaged file from a wrong passphrase. The proof is the tag.

Costs read from a file are held between a floor (nobody weakens a file) and a ceiling (a file cannot eat the memory).
Error codes begin with the code of the kind: `container_damaged`, `vault_damaged`.
"""

from __future__ import annotations

import os
import struct
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from bsclient import whole_files
from bsclient.crypto.hashes import sha256
from bsclient.crypto.secret import Secret
from bsclient.errors import BadInput, Corrupt, StorageFailed, WrongPassphrase

VERSION = 1
ARGON2ID = 1
MAX_BYTES = 16 * 1024
MAX_LABEL = 255
_FIXED = struct.Struct(">4sBBIII16s12s32sB")
_TAG = 16
_DIGEST = 32
_KEY = 32
_ASCII = 0x7F


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its magic, the beginning of its error codes, the largest secret it may hold."""

    magic: bytes
    code: str
    most: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess of the passphrase costs: memory in KiB, passes over it, lanes worked in parallel."""

    memory_kib: int
    passes: int
    lanes: int

    FLOOR: ClassVar[Cost]
    CEILING: ClassVar[Cost]
    DEFAULT: ClassVar[Cost]

    def check(self, code: str) -> None:
        """Refuse a cost outside the floor and the ceiling; cheap, so that it precedes any derivation."""
        low, high = Cost.FLOOR, Cost.CEILING
        fits = (
            low.memory_kib <= self.memory_kib <= high.memory_kib
            and low.passes <= self.passes <= high.passes
            and low.lanes <= self.lanes <= high.lanes
        )
        if not fits:
            raise BadInput(f"{code}_cost", memory=str(self.memory_kib), passes=str(self.passes))


Cost.FLOOR = Cost(64 * 1024, 3, 1)
Cost.CEILING = Cost(1024 * 1024, 10, 16)
Cost.DEFAULT = Cost(64 * 1024, 3, 4)


@dataclass(frozen=True, slots=True)
class Header:
    """What a file says of itself without the passphrase; true only after `decrypt` has succeeded."""

    label: str
    digest: bytes
    cost: Cost
    version: int
    salt: bytes
    nonce: bytes

    def encode(self, kind: Kind) -> bytes:
        """Return the octets before the ciphertext, which are its associated data."""
        name, cost = self.label.encode(), self.cost
        costs = (cost.memory_kib, cost.passes, cost.lanes)
        octets = (self.salt, self.nonce, self.digest)
        return _FIXED.pack(kind.magic, self.version, ARGON2ID, *costs, *octets, len(name)) + name


def fresh(kind: Kind, secret: bytes | memoryview, label: str, digest: bytes, cost: Cost) -> Header:
    """Return the header for a secret, with a new salt and nonce. BadInput if a part does not fit the layout."""
    cost.check(kind.code)
    if len(digest) != _DIGEST or not 0 < len(secret) <= kind.most or not label_fits(label):
        raise BadInput(f"{kind.code}_parts")
    return Header(label, digest, cost, VERSION, os.urandom(16), os.urandom(12))


def header(kind: Kind, blob: bytes) -> Header:
    """Read what stands before the ciphertext, without the passphrase. Corrupt, BadInput."""
    if len(blob) > MAX_BYTES or not blob.startswith(kind.magic):
        raise BadInput(f"{kind.code}_unknown")
    if len(blob) < _FIXED.size + _TAG + _DIGEST or sha256(blob[:-_DIGEST]) != blob[-_DIGEST:]:
        raise Corrupt(f"{kind.code}_damaged")
    _, version, kdf, memory, passes, lanes, salt, nonce, digest, length = _FIXED.unpack_from(blob)
    if version != VERSION or kdf != ARGON2ID:
        raise BadInput(f"{kind.code}_version", version=str(version))
    try:
        label = blob[_FIXED.size : _FIXED.size + length].decode()
    except UnicodeDecodeError as reason:
        raise Corrupt(f"{kind.code}_damaged") from reason
    cost = Cost(memory, passes, lanes)
    cost.check(kind.code)
    if not label_fits(label) or len(blob) <= _FIXED.size + length + _TAG + _DIGEST:
        raise Corrupt(f"{kind.code}_damaged")
    return Header(label, digest, cost, version, salt, nonce)


def derive(kind: Kind, passphrase: Secret | str, salt: bytes, cost: Cost) -> Secret:
    """Return the AES key for a passphrase; NFC first, so that every keyboard gives the same octets."""
    cost.check(kind.code)
    with _composed(passphrase) as secret, secret.reading() as octets:
        if not octets:
            raise BadInput("passphrase_empty")
        kdf = Argon2id(
            salt=salt, length=_KEY, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
        )
        made = bytearray(_KEY)
        kdf.derive_into(octets, made)  # type: ignore[arg-type]  # the library takes any buffer, its stub says bytes
        return Secret(made)


@contextmanager
def _composed(passphrase: Secret | str) -> Iterator[Secret]:
    """Lend a passphrase in composed letters; a copy of our own is wiped afterwards.

    Letters outside ASCII are composed in a `str`, which cannot be wiped: that is why it happens in the signer process.
    """
    given = Secret.of(passphrase)
    with given.reading() as octets:
        plain = all(octet <= _ASCII for octet in octets)
        try:
            text = "" if plain else str(octets, "utf-8")
        except UnicodeDecodeError as reason:
            raise BadInput("passphrase_text") from reason
    made = given.copy() if plain else Secret.of(unicodedata.normalize("NFC", text))
    with made:
        yield made


def encrypt(kind: Kind, parts: Header, key: Secret, secret: bytes | memoryview) -> bytes:
    """Put a file together with a key that is already derived."""
    start = parts.encode(kind)
    with key.reading() as octets:
        body = start + AESGCM(octets).encrypt(parts.nonce, secret, start)
    return body + sha256(body)


def decrypt(kind: Kind, blob: bytes, key: Secret) -> Secret:
    """Open a file with a key that is already derived. WrongPassphrase, Corrupt, BadInput."""
    parts = header(kind, blob)
    start = parts.encode(kind)
    closed = blob[len(start) : -_DIGEST]
    opened = bytearray(len(closed) - _TAG)
    try:
        with key.reading() as octets:
            AESGCM(octets).decrypt_into(parts.nonce, closed, start, opened)
    except InvalidTag as reason:
        raise WrongPassphrase("wrong_passphrase") from reason
    return Secret(opened)


def read(kind: Kind, path: Path) -> bytes:
    """Read a file; one too large to be of this kind is refused before it is read. BadInput."""
    try:
        with path.open("rb") as file:
            blob = file.read(MAX_BYTES + 1)
    except OSError as reason:
        raise BadInput(f"{kind.code}_not_read", path=str(path)) from reason
    if len(blob) > MAX_BYTES:
        raise BadInput(f"{kind.code}_unknown")
    return blob


def write(kind: Kind, path: Path, blob: bytes) -> None:
    """Put the octets into a file, whole or not at all, readable by the owner only. StorageFailed."""
    try:
        whole_files.write(path, blob, private=True)
    except OSError as reason:
        raise StorageFailed(f"{kind.code}_not_written", path=str(path)) from reason


def label_fits(label: str) -> bool:
    """Tell whether a label fits the layout: 1 to 255 octets of UTF-8."""
    try:
        return 0 < len(label.encode()) <= MAX_LABEL
    except UnicodeEncodeError:
        return False
