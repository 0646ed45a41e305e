"""The ZIP of evidence: which files it has, written and read within limits.

Nothing in it is believed for standing there: a reader takes bytes, and `evidence_check` proves them.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bsclient.crypto.hashes import sha256_hex
from bsclient.errors import BadInput

DOCUMENT: Final = "document.json"
TEXT: Final = "document.txt"
PAPER: Final = "document.pdf"
CA: Final = "certificates/ca.pem"
CRL: Final = "bank/crl.der"
BANK_SIGNATURE: Final = "bank/document.p7s"
RECEIPT: Final = "bank/receipt.json"
RECEIPT_SIGNATURE: Final = "bank/receipt.p7s"
STATUSES: Final = "bank/statuses.json"
STATUSES_ACT: Final = "bank/statuses-act.json"
STATUSES_SIGNATURE: Final = "bank/statuses-act.p7s"
HISTORY: Final = "history.json"
JOURNAL: Final = "journal/rows.json"
JOURNAL_HEAD: Final = "journal/head.json"
JOURNAL_SIGNATURE: Final = "journal/head.p7s"
READ_ME: Final = "READ ME.txt"
READ_ME_RU: Final = "READ ME (Russian).txt"
MANIFEST: Final = "manifest.json"

MOST_FILES: Final = 500
MOST_BYTES: Final = 64 * 1024 * 1024
MOST_RATIO: Final = 200
_RATIO_FROM: Final = 1024 * 1024
_NAME: Final = re.compile(r"(?:[a-z]{1,20}/)?[A-Za-z0-9][A-Za-z0-9 ()._-]{0,90}", re.ASCII)
_PIECE: Final = 64 * 1024
_WHEN: Final = (1980, 1, 1, 0, 0, 0)
"""All files carry one date: the same evidence gives the same bytes."""


@dataclass(slots=True)
class Folder:
    """Files by name. `get` gives "" bytes for one that is not there."""

    files: dict[str, bytes] = field(default_factory=dict)

    def get(self, name: str) -> bytes:
        """Return a file's bytes."""
        return self.files.get(name, b"")

    def under(self, folder: str, ending: str) -> list[str]:
        """Return the names in a folder with an ending, in order."""
        return sorted(name for name in self.files if name.startswith(f"{folder}/") and name.endswith(ending))


def pack(files: Mapping[str, bytes], facts: Mapping[str, str]) -> bytes:
    """Return the ZIP of these files with a manifest of facts and hashes."""
    hashes = {name: sha256_hex(data) for name, data in sorted(files.items())}
    manifest = {"format": "bsclient.evidence/1", **facts, "files": hashes}
    whole = {**files, MANIFEST: json.dumps(manifest, ensure_ascii=False, indent=1).encode()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(whole):
            made.writestr(zipfile.ZipInfo(name, _WHEN), whole[name], zipfile.ZIP_DEFLATED)
    return target.getvalue()


def unpack(data: bytes) -> Folder:
    """Read a ZIP: BadInput("evidence_unreadable", reason) for one that is damaged, too large, or no evidence."""
    if len(data) > MOST_BYTES:
        raise BadInput("evidence_unreadable", reason="size")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as found:
            return Folder(_files(found))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise BadInput("evidence_unreadable", reason=type(error).__name__) from error


def _files(found: zipfile.ZipFile) -> dict[str, bytes]:
    entries = found.infolist()
    if len(entries) > MOST_FILES:
        raise BadInput("evidence_unreadable", reason="files")
    files: dict[str, bytes] = {}
    left = MOST_BYTES
    for entry in entries:
        if not _NAME.fullmatch(entry.filename) or ".." in entry.filename or entry.filename in files:
            raise BadInput("evidence_unreadable", reason="name")
        files[entry.filename] = _content(found, entry, left)
        left -= len(files[entry.filename])
    if DOCUMENT not in files:
        raise BadInput("evidence_unreadable", reason="document")
    return files


def _content(found: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """Read one file; what really comes is counted, not what the headers claim."""
    pieces = bytearray()
    with found.open(entry) as file:
        while piece := file.read(_PIECE):
            pieces += piece
            if len(pieces) > left:
                raise BadInput("evidence_unreadable", reason="size")
            if len(pieces) > _RATIO_FROM and len(pieces) > MOST_RATIO * max(entry.compress_size, 1):
                raise BadInput("evidence_unreadable", reason="ratio")
    return bytes(pieces)
