"""Pages of a PDF as grey pictures with their text, read by PDFium in a process of its own (`pdf_child`).

BadInput: `pdf_large`, `pdf_password`, `pdf_damaged` (also where its reading took too long or ended the process).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bsclient.errors import BadInput
from bsclient.formats.pdf_child import HEAD, PASSWORD

MAGIC: Final = b"%PDF-"
LARGEST: Final = 30 * 1024 * 1024
MOST_PAGES: Final = 8
"""An invoice has its code on one of the first pages."""

_DOTS: Final = 200
_SIDE: Final = 4000
_SECONDS: Final = 45
_HEAD: Final = 1024
_HIDDEN: Final = int(getattr(subprocess, "CREATE_NO_WINDOW", 0))
"""On Windows the process has no window of its own."""

_PROGRAM: Final = Path(__file__).with_name("pdf_child.py")


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `grey` has one byte a pixel, `number` counts from 1, `pages` are all of the file."""

    number: int
    pages: int
    width: int
    height: int
    text: str
    grey: bytes = field(repr=False)


def looks(data: bytes) -> bool:
    """Whether the bytes are a PDF: its mark may stand a little behind the beginning."""
    return MAGIC in data[:_HEAD]


def read(data: bytes, most: int = MOST_PAGES) -> tuple[Page, ...]:
    """Return the first pages."""
    if len(data) > LARGEST:
        raise BadInput("pdf_large", limit=str(LARGEST // (1024 * 1024)))
    command = [sys.executable, "-I", str(_PROGRAM), str(most), str(_DOTS), str(_SIDE)]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=_SECONDS, check=False, creationflags=_HIDDEN
        )
    except subprocess.TimeoutExpired as error:
        raise BadInput("pdf_damaged") from error
    if done.returncode:
        raise BadInput("pdf_password" if done.returncode == PASSWORD else "pdf_damaged")
    return tuple(_pages(done.stdout))


def _pages(answer: bytes) -> Iterator[Page]:
    at, number = 0, 0
    while at < len(answer):
        pages, width, height, letters, octets = HEAD.unpack_from(answer, at)
        at += HEAD.size
        text, grey = answer[at : at + letters], answer[at + letters : at + letters + octets]
        at += letters + octets
        number += 1
        yield Page(number, pages, width, height, text.decode("utf-8"), grey)
