"""Load an exchange file of any kind we know, and convert it: for the command line and the import window.

Formats that we recognise and do not read are named, so that the user learns what he has chosen.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from bsclient.domain.problems import Severity
from bsclient.errors import BadInput
from bsclient.formats import onec
from bsclient.formats.model import PAYMENTS, ExchangeFile, FileProblem
from bsclient.formats.neutral import read_neutral, write_neutral
from bsclient.formats.onec.lines import LARGEST_FILE
from bsclient.formats.tables import document_columns, write_csv, write_xlsx

TARGETS = ("1c", "csv", "xlsx", "json")

_HEAD = 4096
_LOOKS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("OFX", re.compile(rb"OFXHEADER|<OFX>", re.IGNORECASE)),
    ("BY BS-Client", re.compile(rb"^\*{3,}\s*\^Type=", re.MULTILINE)),
    ("MT940/MT942", re.compile(rb"^:20:.*(?:\r?\n.*){0,6}^:25:", re.MULTILINE)),
    ("MT940/MT942", re.compile(rb"\{1:F01")),
    ("camt.05x", re.compile(rb"camt\.05[0-9]\.|BkToCstmr")),
    ("pain.00x", re.compile(rb"pain\.00[0-9]\.")),
    ("ED807", re.compile(rb"<ED807")),
    ("UFEBS", re.compile(rb"urn:cbr-ru:ed:")),
    ("DirectBank", re.compile(rb"directbank", re.IGNORECASE)),
    ("HTML", re.compile(rb"<!DOCTYPE html|<html", re.IGNORECASE)),
    ("XML", re.compile(rb"^\s*<\?xml")),
    ("QIF", re.compile(rb"^!Type:", re.MULTILINE)),
    ("QR ST0001", re.compile(rb"^ST0001[0-9]")),
    ("CSV", re.compile(rb"^[^\r\n;]+(?:;[^\r\n;]*){3,}\r?\n", re.MULTILINE)),
)
_UNKNOWN = frozenset(("file_not_exchange", "file_binary_unknown"))


def load_any(data: bytes, name: str = "") -> ExchangeFile:
    """Read a 1C exchange file or our neutral JSON.

    Anything else gives a file without documents and one problem that says what it looks like. The name
    helps only to tell archives apart. Nothing is raised for bad content.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and not data.startswith(b"{1:"):
        try:
            return read_neutral(data)
        except BadInput as error:
            return _refused(error.code, dict(error.facts))
    file = onec.load(data)
    if file.readable:
        return file
    reason = next(p for p in file.problems if p.index is None and p.severity is Severity.BLOCK)
    kind = _archive(name) if reason.facts.get("kind") == "ZIP" else ""
    if reason.code in _UNKNOWN:
        kind = looks_like(data[:_HEAD])
    return _refused("file_other_format", {"kind": kind}) if kind else file


def looks_like(head: bytes) -> str:
    """Name the format that the first bytes are of, "" if none that we know."""
    return next((kind for kind, pattern in _LOOKS if pattern.search(head)), "")


def convert(path: Path, target: str, out: Path, language: str = "en") -> ExchangeFile:
    """Read a file once and write it as `1c`, `csv`, `xlsx` or `json`; return what was read.

    The output appears whole or not at all. BadInput when the file cannot be read as a whole (its own code),
    `file_target_unknown`, `file_unreadable`, `file_unwritable`, and what the 1C writer refuses.
    """
    file = _readable(path, target)
    write_whole(out, lambda stream: _WRITERS[target](stream, file, language))
    return file


def convert_to(path: Path, target: str, out: BinaryIO, language: str = "en") -> ExchangeFile:
    """Do the same into an open stream, e.g. standard output."""
    file = _readable(path, target)
    _WRITERS[target](out, file, language)
    return file


def _readable(path: Path, target: str) -> ExchangeFile:
    """Read a file for a target; the neutral JSON alone can say that there is nothing to read, and why."""
    if target not in _WRITERS:
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
    beside = out.with_name(f".{out.name}.part")
    try:
        with beside.open("wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(out)
    except OSError as error:
        raise BadInput("file_unwritable", name=out.name, reason=error.strerror or "") from error
    finally:
        beside.unlink(missing_ok=True)


def _to_1c(out: BinaryIO, file: ExchangeFile, language: str) -> None:
    del language
    onec.write(out, file)


def _to_csv(out: BinaryIO, file: ExchangeFile, language: str) -> None:
    write_csv(out, document_columns(language), file.documents)


def _to_xlsx(out: BinaryIO, file: ExchangeFile, language: str) -> None:
    write_xlsx(out, document_columns(language), file.documents)


def _to_json(out: BinaryIO, file: ExchangeFile, language: str) -> None:
    out.write(write_neutral(file, language))


_WRITERS: dict[str, Callable[[BinaryIO, ExchangeFile, str], None]] = {
    "1c": _to_1c,
    "csv": _to_csv,
    "xlsx": _to_xlsx,
    "json": _to_json,
}
