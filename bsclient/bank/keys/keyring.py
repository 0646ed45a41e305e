"""The bank's keys in its data folder: made on the first start, read on the next ones; for their owner only.

A new set is written beside and moved into place as one folder, so that a start that is cut, or two at once, leave one whole set.
The authority's key lies in clear next to the server: fit for a demonstration and for a machine that guards its disk; a bank that
issues for real keeps it in a hardware module.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bsclient.bank.ports import BankKeys
from bsclient.clock import Clock
from bsclient.crypto import certificates
from bsclient.crypto.certificates import Certificate, CertificateAuthority
from bsclient.crypto.keys import PrivateKey
from bsclient.crypto.signer import SoftwareSigner
from bsclient.errors import BadInput, Corrupt

HOSTS = ("localhost", "127.0.0.1")
ROOT_DAYS = 3650
SIGNER_DAYS = 1825
TLS_DAYS = 397
TLS_RENEW = timedelta(days=30)
BACKDATED = timedelta(days=180)
"""The authority and the signer are that much older than the base: the demo signs documents of its history."""
_FOLDER = "keys"
_SIGNER = "signer.json"
_SERVER_ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys of one bank, its server id, and where the TLS key and certificate (PEM) lie."""

    keys: BankKeys
    server_id: str
    tls_certificate: Path
    tls_key: Path

    @property
    def tls_sha256(self) -> str:
        """SHA-256 of the TLS certificate as clients see it, in hex."""
        return certificates.load(self.tls_certificate.read_bytes()).fingerprint_sha256.hex()


def open_keys(folder: Path, name: str, clock: Clock) -> Keyring:
    """Read the keys in a data folder; make them if there are none. Corrupt when some are missing or do not fit."""
    place = folder / _FOLDER
    if not place.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make(place, name, clock())
    try:
        ring = _read(place)
        tls_until = certificates.load(ring.tls_certificate.read_bytes()).not_after
    except (OSError, ValueError, KeyError, BadInput) as error:
        raise Corrupt("bank_keys_unreadable", folder=str(place)) from error
    if tls_until - clock() < TLS_RENEW:
        _write_tls(place, ring.keys.authority, clock())
    return ring


def _read(place: Path) -> Keyring:
    authority = CertificateAuthority.from_parts(
        (place / "ca.pem").read_bytes(), (place / "ca.key").read_bytes()
    )
    name = _signer_name(place)
    signer = SoftwareSigner(
        PrivateKey.from_der((place / f"{name}.key").read_bytes()),
        certificates.load((place / f"{name}.pem").read_bytes()),
    )
    server_id = json.loads((place / "server.json").read_text("utf-8"))["id"]
    return Keyring(BankKeys(authority, signer), str(server_id), place / "tls.pem", place / "tls.key")


def next_signer(folder: Path, keys: BankKeys, name: str, at: datetime) -> Certificate:
    """Make the key that signs for the bank from the next start on; the one before stays in its file.

    The new pair is written first and then named in one step, so that a cut leaves a whole pair.
    """
    place = folder / _FOLDER
    issued, key = keys.authority.issue_bank_signer(name, at=at, days=SIGNER_DAYS, organisation=name)
    stem = f"signer-{issued.serial[:16]}"
    write_private(place / f"{stem}.key", key.to_der())
    write_private(place / f"{stem}.pem", issued.pem)
    write_private(place / _SIGNER, json.dumps({"name": stem}).encode())
    return issued


def _signer_name(place: Path) -> str:
    """Return which pair signs: that of the first start until another one was named."""
    named = place / _SIGNER
    if not named.exists():
        return "signer"
    stem = str(json.loads(named.read_text("utf-8"))["name"])
    if not re.fullmatch(r"signer-[0-9a-f]{1,16}", stem):
        raise ValueError(stem)
    return stem


def _make(place: Path, name: str, at: datetime) -> None:
    draft = Path(tempfile.mkdtemp(prefix="keys-", dir=place.parent))
    try:
        since = at - BACKDATED
        authority = CertificateAuthority.create(f"{name} Root", since, ROOT_DAYS)
        root_pem, root_key = authority.to_parts()
        signer, signer_key = authority.issue_bank_signer(name, at=since, days=SIGNER_DAYS, organisation=name)
        write_private(draft / "ca.pem", root_pem)
        write_private(draft / "ca.key", root_key)
        write_private(draft / "signer.pem", signer.pem)
        write_private(draft / "signer.key", signer_key.to_der())
        _write_tls(draft, authority, at)
        server = {"id": secrets.token_hex(_SERVER_ID_BYTES)}
        write_private(draft / "server.json", json.dumps(server).encode())
        with contextlib.suppress(FileExistsError, OSError):  # another process was first: its keys are taken
            draft.rename(place)
        if not place.is_dir():
            raise Corrupt("bank_keys_unreadable", folder=str(place))
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write_tls(place: Path, authority: CertificateAuthority, at: datetime) -> None:
    certificate, key = authority.issue_server(HOSTS, at, TLS_DAYS)
    write_private(place / "tls.key", key)
    write_private(place / "tls.pem", certificate)


def write_private(path: Path, data: bytes) -> None:
    """Write a file as a whole, for its owner only, and have it on the disk before it takes its name."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
