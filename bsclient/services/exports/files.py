"""Files of an export in their folder: names without tricks, never half a file, nobody else's file overwritten.

A file is written under a name of its own beside the place, kept by the disk, and moved by one rename. Where a file of the
wanted name is there already and is not ours as we left it, the new one gets a counter.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bsclient import whole_files
from bsclient.errors import BadInput, StorageFailed

MARKS: Final = ("account", "last4", "date", "time", "from", "to", "name")
"""What a pattern of names may hold in braces."""
LONGEST: Final = 120
_MOST_COUNTS: Final = 10_000
_MARK: Final = re.compile(r"\{([a-z0-9]*)\}")
_UNFIT: Final = re.compile(r"[^\w\-. ()№+,=@]")
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_CHUNK: Final = 1 << 20


def check_pattern(pattern: str) -> None:
    """Raise `BadInput("export_pattern")` for a mark that there is not, or for nothing at all."""
    unknown = [mark for mark in _MARK.findall(pattern) if mark not in MARKS]
    if unknown or not pattern.strip():
        raise BadInput("export_pattern", value=", ".join(unknown) or "—", known=", ".join(MARKS))


def file_name(pattern: str, told: Mapping[str, str], ending: str) -> str:
    """Return a name for one folder: no separators, no dots before it, nothing that Windows keeps for itself."""
    filled = _MARK.sub(lambda found: told.get(found.group(1), ""), pattern)
    clean = " ".join(_UNFIT.sub("_", filled).split()).strip(". ")[:LONGEST].rstrip(". ")
    if not clean or _RESERVED.fullmatch(clean):
        clean = f"_{clean}"
    return clean + ending


def folder_of(text: str) -> Path:
    """Return the folder; `BadInput("export_folder_missing")` when it is not there, "export_folder_relative" for half a path."""
    folder = Path(text)
    if not folder.is_absolute():
        raise BadInput("export_folder_relative", name=text)
    if not is_there(folder):
        raise BadInput("export_folder_missing", name=text)
    return folder


def is_there(folder: Path) -> bool:
    """Return whether a folder can be used now: a share that does not answer is as good as none."""
    try:
        return folder.is_dir()
    except OSError:  # pathlib hides only some errors of the system
        return False


def beside(job_id: str) -> str:
    """Return the name under which a file is written before it is moved; programs that wait for files pass it over."""
    return f".{job_id}-{secrets.token_hex(6)}.tmp"


def sha256(path: Path) -> str:
    """Return the hash of a file; "" when it is not there or cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while block := stream.read(_CHUNK):
                digest.update(block)
    except OSError:
        return ""
    return digest.hexdigest()


def free(folder: Path, name: str) -> str:
    """Return the name, or with a counter when a file has it already."""
    stem, ending = Path(name).stem, Path(name).suffix
    for count in range(1, _MOST_COUNTS):
        wanted = name if count == 1 else f"{stem} ({count}){ending}"
        if not os.path.lexists(folder / wanted):
            return wanted
    raise StorageFailed("file_not_written", name=name, reason="EEXIST")


def move(source: Path, target: Path) -> None:
    """Give a written file its name, by one rename that the disk keeps. StorageFailed("file_not_written")."""
    try:
        source.replace(target)
    except OSError as error:
        raise StorageFailed("file_not_written", name=target.name, reason=error.strerror or "") from error
    with contextlib.suppress(OSError):  # some shares cannot; the file has its name already
        whole_files.keep_folder(target.parent)


def keep(path: Path) -> None:
    """Make sure that the name of a file that was just written outlives a power cut."""
    with contextlib.suppress(OSError):
        whole_files.keep_folder(path.parent)


def sweep(folder: Path, job_id: str) -> None:
    """Delete what a cut run of this job has left beside its names, where that is possible."""
    with contextlib.suppress(OSError):
        for path in (*folder.glob(f".{job_id}-*.tmp"), *folder.glob(f"..{job_id}-*.part")):
            path.unlink(missing_ok=True)
