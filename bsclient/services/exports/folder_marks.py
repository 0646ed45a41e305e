"""The mark by which an export knows its folder again: a small file that the program leaves in it.

A mount point whose share is away is a folder too: without the mark in it nothing of it tells what became of a file. The
name begins with a dot and has no ending, so programs that wait for files pass it over.
"""

from __future__ import annotations

import contextlib
import re
import secrets
from pathlib import Path
from typing import Final

from bsclient.errors import StorageFailed
from bsclient.services.files import write_bytes

_TOKEN: Final = re.compile(r"[0-9a-f]{32}")
_LONGEST: Final = 1000
_WORDS: Final = (
    "BSClient knows its export folder by this file: please leave it here.\n"
    "По этому файлу BSClient узнаёт папку выгрузки: не удаляйте его.\n"
)


def name(job_id: str) -> str:
    """Return what the mark of a job is called."""
    return f".bsclient-export-{job_id}"


def put(folder: Path, job_id: str) -> str:
    """Mark a folder for a job; returns what stands in the mark, which one that is there already keeps.

    StorageFailed: "file_not_written" where nothing can be written, "export_folder_silent" as `here`.
    """
    path = folder / name(job_id)
    found = _token(path)
    if not found:
        found = secrets.token_hex(16)
        write_bytes(path, f"{found}\n{_WORDS}".encode())
    return found


def here(folder: Path, job_id: str, token: str) -> bool:
    """Return whether a folder is the one that was marked so; StorageFailed("export_folder_silent") where it does not answer."""
    return bool(token) and _token(folder / name(job_id)) == token


def remove(folder: Path, job_id: str) -> None:
    """Take the mark of a deleted job away, where that is possible."""
    with contextlib.suppress(OSError):
        (folder / name(job_id)).unlink()


def _token(path: Path) -> str:
    """Return what stands in a mark; "" where there is none."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_LONGEST)
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        raise StorageFailed(
            "export_folder_silent", name=str(path.parent), reason=error.strerror or ""
        ) from error
    first = head.decode("ascii", errors="replace").partition("\n")[0].strip()
    return first if _TOKEN.fullmatch(first) else ""
