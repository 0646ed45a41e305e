"""The bank's keys in its data folder: made on the first start, read on the next ones; for their owner only.

A new set is written beside and moved into place as one folder, so that a start that is cut, or two at once, leave one whole set.
The authority's key lies in clear next to the server: fit for a demonstration and for a machine that guards its disk; a bank that
issues for real keeps it in a hardware module.
"""

from __future__ import annotations

import contextlib
import json
import re
import secrets
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bsclient import whole_files
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
    whole_files.write(place / f"{stem}.key", key.to_der(), private=True)
    whole_files.write(place / f"{stem}.pem", issued.pem, private=True)
    whole_files.write(place / _SIGNER, json.dumps({"name": stem}).encode(), private=True)
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
        whole_files.write(draft / "ca.pem", root_pem, private=True)
        whole_files.write(draft / "ca.key", root_key, private=True)
        whole_files.write(draft / "signer.pem", signer.pem, private=True)
        whole_files.write(draft / "signer.key", signer_key.to_der(), private=True)
        _write_tls(draft, authority, at)
        server = {"id": secrets.token_hex(_SERVER_ID_BYTES)}
        whole_files.write(draft / "server.json", json.dumps(server).encode(), private=True)
        with contextlib.suppress(FileExistsError, OSError):  # another process was first: its keys are taken
            draft.rename(place)
        if not place.is_dir():
            raise Corrupt("bank_keys_unreadable", folder=str(place))
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write_tls(place: Path, authority: CertificateAuthority, at: datetime) -> None:
    certificate, key = authority.issue_server(HOSTS, at, TLS_DAYS)
    whole_files.write(place / "tls.key", key, private=True)
    whole_files.write(place / "tls.pem", certificate, private=True)
