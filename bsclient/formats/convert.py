"""Load an exchange file of any kind we know, and convert it: for the command line and the import window.

Formats that we recognise and do not read are named, so that the user learns what he has chosen.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from bsclient import whole_files
from bsclient.domain.problems import Severity
from bsclient.errors import BadInput
from bsclient.formats import losses, onec, registry
from bsclient.formats.model import PAYMENTS, ExchangeFile, FileProblem
from bsclient.formats.neutral import read_neutral
from bsclient.formats.onec.lines import LARGEST_FILE

TARGETS = registry.targets()
_LOOKS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("SWIFT FIN", re.compile(rb"^\{1:F|^:20:[^\r\n]+\r?\n:[0-9]{2}[A-Z]?:", re.MULTILINE)),
    ("ISO 20022", re.compile(rb"urn:iso:std:iso:20022:")),
    ("ED807", re.compile(rb"<ED807")),
    ("UFEBS", re.compile(rb"urn:cbr-ru:ed:")),
    ("DirectBank", re.compile(rb"directbank", re.IGNORECASE)),
    ("XML_daily (cbr.ru)", re.compile(rb"<ValCurs[ >]")),
    ("HTML", re.compile(rb"<!DOCTYPE html|<html", re.IGNORECASE)),
    ("XML", re.compile(rb"^\s*<\?xml")),
    ("QR ST0001", re.compile(rb"^ST0001[0-9]")),
    ("CSV", re.compile(rb"^[^\r\n;]+(?:;[^\r\n;]*){3,}\r?\n", re.MULTILINE)),
)
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{(?![1-5]:)")  # SWIFT's blocks begin with a brace too
_UNKNOWN = frozenset(("file_not_exchange", "file_binary_unknown", "file_binary"))


def load_any(data: bytes, name: str = "") -> ExchangeFile:
    """Read an exchange file of any format that we read; which one it is, the content says.

    Anything else gives a file without documents and one problem that says what it looks like. The name
    helps only to tell archives and tables apart. Nothing is raised for bad content.
    """
    with _uncollected():
        return _load(data, name)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the cycle collector away: documents have no cycles, and looking through them takes a fifth of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _load(data: bytes, name: str) -> ExchangeFile:
    if _JSON.match(data):
        try:
            return read_neutral(data)
        except BadInput as error:
            return _refused(error.code, dict(error.facts))
    file = onec.load(data)
    if file.readable:
        return file
    reason = next(p for p in file.problems if p.index is None and p.severity is Severity.BLOCK)
    if reason.code not in _UNKNOWN:
        return file
    known = registry.recognise(data, name)
    if known is not None:
        return known.reader()(data, name)
    kind = _archive(name) if reason.facts.get("kind") == "ZIP" else ""
    if reason.code != "file_binary":
        kind = looks_like(data[: registry.HEAD])
    return _refused("file_other_format", {"kind": kind}) if kind else file


def looks_like(head: bytes) -> str:
    """Name the format that the first bytes are of, "" if none that we know."""
    read = registry.recognise(head)
    if read is not None:
        return read.title
    return next((kind for kind, pattern in _LOOKS if pattern.search(head)), "")


def convert(path: Path, target: str, out: Path, language: str = "en") -> ExchangeFile:
    """Read a file once and write it in a format of `TARGETS`; return what was read.

    The output appears whole or not at all. BadInput when the file cannot be read as a whole (its own code),
    `file_target_unknown`, `file_unreadable`, `file_unwritable`, and what the writer refuses.
    """
    file = readable(path, target)
    write_whole(out, lambda stream: write_file(stream, file, target, language))
    return file


def convert_to(path: Path, target: str, out: BinaryIO, language: str = "en") -> ExchangeFile:
    """Do the same into an open stream, e.g. standard output."""
    file = readable(path, target)
    write_file(out, file, target, language)
    return file


def write_file(out: BinaryIO, file: ExchangeFile, target: str, language: str = "en") -> None:
    """Write a file that was read in a format of `TARGETS`.

    BadInput `file_target_unknown`, `file_target_no_payments` (or `_statement`, `_statuses`) when the format is not for
    such documents, and what the writer refuses.
    """
    form = registry.named(target)
    if form is None or not form.writes:
        raise BadInput("file_target_unknown", target=target, known=", ".join(TARGETS))
    if losses.role_of(file) not in form.holds():
        raise BadInput(f"file_target_no_{losses.role_of(file)}", target=form.title)
    form.writer()(out, file, language)


def readable(path: Path, target: str) -> ExchangeFile:
    """Read a file for a target; the neutral JSON alone can say that there is nothing to read, and why."""
    if registry.named(target) is None:
        raise BadInput("file_target_unknown", target=target, known=", ".join(TARGETS))
    file = load_any(read_bytes(path), path.name)
    if target != "json":
        for problem in file.problems:
            if problem.index is None and problem.severity is Severity.BLOCK:
                raise BadInput(problem.code, **problem.facts)
    return file


_READINGS = 5


def read_bytes(path: Path) -> bytes:
    """Read a whole file as it stood at one moment: two readings one after the other must agree.

    A program that rewrites an exchange file while it is read could else make one of two. BadInput `file_unreadable`,
    `file_too_large`, or `file_changing` when it never stands still.
    """
    data = _read_once(path)
    for _ in range(_READINGS):
        again = _read_once(path)
        if again == data:
            return data
        data = again
    raise BadInput("file_changing", name=path.name)


def _read_once(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise BadInput("file_unreadable", name=path.name, reason=error.strerror or "") from error
    if len(data) > LARGEST_FILE:
        raise BadInput("file_too_large", limit=str(LARGEST_FILE // (1024 * 1024)))
    return data


def _refused(code: str, facts: dict[str, str]) -> ExchangeFile:
    problem = FileProblem(None, 1, "", code, Severity.BLOCK, facts)
    return ExchangeFile(format=PAYMENTS, problems=(problem,))


def _archive(name: str) -> str:
    ending = Path(name).suffix.lower().removeprefix(".")
    return ending.upper() if ending in {"xlsx", "docx", "ods", "odt", "zip"} else "ZIP"


def write_whole(out: Path, write: Callable[[BinaryIO], None]) -> None:
    """Write beside and move into place, so that no half file is ever seen."""
    try:
        with whole_files.writing(out) as stream:
            write(stream)
    except OSError as error:
        raise BadInput("file_unwritable", name=out.name, reason=error.strerror or "") from error
