"""Files that are there whole or not at all: written beside under a name of their own, on the disk before they take theirs.

Whoever reads sees the old file or the new one, also after a power cut in between. Standard library only.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def writing(path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """Give a stream whose bytes become the file when the block ends; after an error the old file stays as it was.

    `private` files are for their owner only from the first byte on. Raises `OSError` as the system does.
    """
    rights = 0o600 if private else 0o666  # the latter less the user's mask, as for any file
    draft = path.with_name(f".{path.name}.{os.urandom(4).hex()}.part")
    try:
        with open(draft, "xb", opener=lambda name, flags: os.open(name, flags, rights)) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    with suppress(OSError):  # some shares cannot; the file has its name already
        keep_folder(path.parent)


def write(path: Path, data: bytes, *, private: bool = False) -> None:
    """Make bytes a whole file. Raises `OSError`."""
    with writing(path, private=private) as stream:
        stream.write(data)


def keep_folder(folder: Path) -> None:
    """Make sure that names in a folder outlive a power cut; Windows does so by itself. Raises `OSError`."""
    if os.name == "nt":
        return  # it has no descriptors of folders; its rename is written through
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
