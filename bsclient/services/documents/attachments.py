"""Files that go with a document: kept by hash, under clean names, within limits.

Any declared field of rows of `Attachment` can have them. A name is a label and never a path; bytes are never opened here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from bsclient.crypto.hashes import sha256_hex
from bsclient.domain.document import Document
from bsclient.domain.kinds import KindName
from bsclient.errors import BadInput
from bsclient.formats import archives
from bsclient.services.context import Workplace
from bsclient.services.information import limits
from bsclient.services.information.limits import FileLimits
from bsclient.storage import blobs
from bsclient.storage.rows.letters import Attachment

LARGEST: Final = FileLimits().largest
"""Bytes of one file while the bank has said nothing else."""
MOST: Final = 10
"""Files of a letter; other types say it in their declaration."""
FIELD: Final = "attachments"
_LONGEST_NAME: Final = 120
_LONGEST_SUFFIX: Final = 10
_DEVICES: Final = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
_UNSAFE: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f]')
_INVISIBLE: Final = ("Cf", "Cc", "Cs", "Co", "Cn")
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_SIZE: Final = re.compile(r"[0-9]{1,9}")
_KEYS: Final = {"name", "sha256", "size"}


class Attachments:
    """The files of an open profile."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def keep(self, files: Sequence[Path], most: int = MOST, held: int = 0) -> tuple[Attachment, ...]:
        """Keep the bytes of files as they are now, under clean names, where `held` of `most` are attached already.

        Raises `BadInput` with the code attachments_too_many, attachment_unreadable, attachment_too_large or
        attachment_empty; nothing is kept then.
        """
        if held + len(files) > most:
            raise BadInput("attachments_too_many", limit=str(most))
        largest = self.limits().largest
        read = [(clean_name(path.name), _read(path, largest)) for path in files]
        with self._place.store.write() as work:
            for _, data in read:
                blobs.put(work, data)
        return tuple(Attachment(name=name, sha256=sha256_hex(data), size=len(data)) for name, data in read)

    def limits(self) -> FileLimits:
        """Return what the bank takes."""
        with self._place.store.read() as reader:
            return limits.files(reader)

    def here(self, files: Sequence[Attachment]) -> frozenset[str]:
        """Return the hashes of those files whose bytes are on this PC."""
        with self._place.store.read() as reader:
            return frozenset(one.sha256 for one in files if blobs.has(reader, one.sha256))

    def data(self, sha256: str) -> bytes:
        """Return the bytes of a file; raises `BadInput("attachment_missing")` when this PC has not got them."""
        with self._place.store.read() as reader:
            if not blobs.has(reader, sha256):
                raise BadInput("attachment_missing", value=sha256[:8])
            return blobs.get(reader, sha256)


def to_raw(files: Sequence[Attachment]) -> list[dict[str, str]]:
    """Return what a draft has of files."""
    return [{"name": file.name, "sha256": file.sha256, "size": str(file.size)} for file in files]


def from_raw(raw: Mapping[str, Any], field: str = FIELD) -> tuple[Attachment, ...]:
    """Return the files that a draft or the canonical fields name; rows that are none are left out."""
    rows = raw.get(field, ())
    found = () if isinstance(rows, str) else rows
    return tuple(
        Attachment(name=row["name"], sha256=row["sha256"], size=int(row["size"]))
        for row in found
        if _whole(row)
    )


def told(rows: object) -> tuple[Attachment, ...]:
    """Return the files that the bank names, under clean names; raises `BadInput("event_form")`."""
    found = rows if isinstance(rows, list) else []
    if not all(_whole(row) for row in found):
        raise BadInput("event_form", value=FIELD)
    return tuple(
        Attachment(name=clean_name(row["name"]), sha256=row["sha256"], size=int(row["size"])) for row in found
    )


def fields_of(kind: type[Document]) -> tuple[str, ...]:
    """Return the names of the fields of a type that hold files."""
    return tuple(field.name for field in kind.declared if field.kind.name is KindName.ATTACHMENTS)


def clean_name(name: str) -> str:
    """Return a file name without separators, control, invisible or direction characters and device names."""
    plain = unicodedata.normalize("NFC", name)
    plain = "".join(letter for letter in plain if unicodedata.category(letter) not in _INVISIBLE)
    plain = _UNSAFE.sub("_", plain).strip(" .")
    if not plain or _DEVICES.fullmatch(plain):
        plain = f"_{plain}"
    stem, dot, suffix = plain.rpartition(".")
    if len(plain) > _LONGEST_NAME and dot and len(suffix) < _LONGEST_SUFFIX:
        return stem[: _LONGEST_NAME - len(suffix) - 1] + dot + suffix
    return plain[:_LONGEST_NAME]


def demand_safe(name: str, data: bytes) -> None:
    """Refuse a ZIP (also XLSX, DOCX) that would fill a disk when unpacked: BadInput("attachment_archive")."""
    if archives.is_archive(data):
        try:
            archives.check(data)
        except BadInput as error:
            raise BadInput("attachment_archive", name=name, **error.facts) from error


def _whole(row: Any) -> bool:
    texts = isinstance(row, dict) and row.keys() == _KEYS and all(isinstance(v, str) for v in row.values())
    return texts and bool(_HASH.fullmatch(row["sha256"]) and _SIZE.fullmatch(row["size"]))


def _mebibytes(octets: int) -> str:
    """Return a size as messages write it: "5", "0.5"."""
    return f"{(Decimal(octets) / 2**20).quantize(Decimal('0.01')).normalize():f}"


def _read(path: Path, largest: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except OSError as error:
        raise BadInput("attachment_unreadable", name=path.name, reason=error.strerror or "") from error
    if len(data) > largest:
        raise BadInput("attachment_too_large", name=path.name, limit=_mebibytes(largest))
    if not data:
        raise BadInput("attachment_empty", name=path.name)
    demand_safe(path.name, data)
    return data
