"""Every sample file of every folder: it imports with all its documents, or the reason says what, where and how to mend it.

The files that may be copied are in tests/data; `BSCLIENT_SAMPLES` names a folder with the rest.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from bsclient import texts
from bsclient.domain.problems import Severity
from bsclient.formats import registry
from bsclient.formats.convert import load_any

HERE = Path(__file__).parent.parent / "data"
ELSEWHERE = os.environ.get("BSCLIENT_SAMPLES", "")
FOLDERS = ("1c", "mt940", "camt", "ofx", "ufebs", "ed807", "qr", "rates")
COUNTED = {
    "1c": r"(?m)^СекцияДокумент",
    "mt940": r"(?m)^:61:",
    "mt942": r"(?m)^:61:",
    "camt052": r"<(?:\w+:)?Ntry>",
    "camt053": r"<(?:\w+:)?Ntry>",
    "camt054": r"<(?:\w+:)?Ntry>",
    "ofx": r"<(?:STMTTRN|INVBANKTRAN)>",
    "qif": r"(?m)^\^",
    "ed101": r"<ED101\b",
    "ed211": r"<TransInfo\b",
    "by-bsclient": r"(?m)^\^DocDate=",
}
"""How to count the documents of a format without reading it."""


def files(root: Path) -> list[Path]:
    found = sorted(path for folder in FOLDERS for path in (root / folder).glob("*") if path.is_file())
    return [
        path
        for path in found
        if path.suffix not in {".md", ".json", ".xsd", ".svg"} and path.name != "NOTICE"
    ]


def agrees(path: Path) -> None:
    raw = path.read_bytes()
    file = load_any(raw, path.name)
    blocking = [p for p in file.problems if p.index is None and p.severity is Severity.BLOCK]
    if not file.readable:
        assert len(blocking) == 1
    form = registry.named(file.format)
    assert form is not None
    if file.readable and form.code in COUNTED:
        text = raw.decode(file.encoding or "utf-8", errors="replace").replace("\r\n", "\n")
        assert len(file.documents) == len(re.findall(COUNTED[form.code], text))
    for document in file.documents:
        assert document.line >= 1
        told = any(p.index == document.index and p.severity is Severity.BLOCK for p in file.problems)
        assert (
            document.amount is not None and (document.debited or document.credited or document.date)
        ) or told
    for problem in file.problems:
        assert problem.line >= 1
        for language in ("en", "ru"):
            message = texts.message(problem.code, problem.facts, language)
            assert message
            assert "{" not in message


@pytest.mark.parametrize("path", files(HERE), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_sample_imports_or_says_why_not(path: Path) -> None:
    agrees(path)


@pytest.mark.skipif(
    not ELSEWHERE, reason="BSCLIENT_SAMPLES names no folder with the samples that are not ours to copy"
)
@pytest.mark.parametrize("path", files(Path(ELSEWHERE)), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_sample_that_may_not_be_copied_imports_or_says_why_not(path: Path) -> None:
    agrees(path)
