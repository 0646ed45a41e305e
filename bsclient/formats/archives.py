"""ZIP archives from outside (also XLSX and DOCX), read within limits.

What really comes out is counted: headers may lie. Overlapping entries and deep ratios make bombs of a few kilobytes.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from bsclient.errors import BadInput

START: Final = b"PK\x03\x04"
_EMPTY: Final = b"PK\x05\x06"
_PIECE: Final = 64 * 1024
_RATIO_FROM: Final = 1024 * 1024
_ENCRYPTED: Final = 0x1
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """How many entries, how many bytes in all once unpacked, how many times the packed size."""

    files: int = 1000
    size: int = 50 * 1024 * 1024
    ratio: int = 100


LIMITS: Final = Limits()


def is_archive(data: bytes) -> bool:
    """Whether the bytes begin like a ZIP archive."""
    return data.startswith((START, _EMPTY))


def check(data: bytes, limits: Limits = LIMITS) -> None:
    """Unpack an archive into nothing: BadInput("archive_unsafe", reason) if it is damaged, encrypted or beyond the limits."""
    for _name, _content in members(data, limits):
        pass


def members(data: bytes, limits: Limits = LIMITS) -> Iterator[tuple[str, bytes]]:
    """Return the files of an archive by their names; BadInput("archive_unsafe", reason)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > limits.files:
                raise _unsafe("files")
            left = limits.size
            for entry in entries:
                if entry.is_dir():
                    continue
                _demand_name(entry)
                content = _content(archive, entry, limits, left)
                left -= len(content)
                yield entry.filename, content
    except _BROKEN as error:
        raise _unsafe("form") from error


def _demand_name(entry: zipfile.ZipInfo) -> None:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in entry.filename or not path.parts:
        raise _unsafe("name")
    if entry.flag_bits & _ENCRYPTED:
        raise _unsafe("encrypted")


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits, left: int) -> bytes:
    pieces = bytearray()
    with archive.open(entry) as file:
        while piece := file.read(_PIECE):
            pieces += piece
            if len(pieces) > left:
                raise _unsafe("size")
            if len(pieces) > _RATIO_FROM and len(pieces) > limits.ratio * max(entry.compress_size, 1):
                raise _unsafe("ratio")
    return bytes(pieces)


def _unsafe(reason: str) -> BadInput:
    return BadInput("archive_unsafe", reason=reason)
