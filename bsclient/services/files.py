"""Files that a user asked for: whole or not there at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from bsclient import whole_files
from bsclient.errors import StorageFailed


def write_whole(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Write beside and move into place; raises `StorageFailed("file_not_written")` and leaves no half file."""
    try:
        with whole_files.writing(path) as stream:
            write(stream)
    except OSError as error:
        raise StorageFailed("file_not_written", name=path.name, reason=error.strerror or "") from error


def write_bytes(path: Path, data: bytes) -> None:
    """Write bytes as a whole file; raises `StorageFailed("file_not_written")`."""

    def write(stream: BinaryIO) -> None:
        stream.write(data)

    write_whole(path, write)
