"""The ZIP of evidence: which files it has, written and read within limits.

Nothing in it is believed for standing there: a reader takes bytes, and `check` proves them.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bsclient.crypto.hashes import sha256_hex
from bsclient.errors import BadInput
from bsclient.formats import archives

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

_LIMITS: Final = archives.Limits(files=500, size=64 * 1024 * 1024, ratio=200)
_NAME: Final = re.compile(r"(?:[a-z]{1,20}/)?[A-Za-z0-9][A-Za-z0-9 ()._-]{0,90}", re.ASCII)
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
    try:
        found = list(archives.members(data, _LIMITS))
    except BadInput as error:
        raise BadInput("evidence_unreadable", reason=error.facts.get("reason", "")) from error
    files = dict(found)
    if len(files) != len(found) or not all(_NAME.fullmatch(name) and ".." not in name for name in files):
        raise BadInput("evidence_unreadable", reason="name")
    if DOCUMENT not in files:
        raise BadInput("evidence_unreadable", reason="document")
    return Folder(files)
