"""Every exchange format by its code: how a file of it is known, which module reads and writes it, what it can hold.

A format is one module with `read(data, name) -> ExchangeFile` and, where we write it, `write(out, file, language)`.
Modules are imported when a file of theirs comes. `holds` names what of a document the format keeps
(`formats.losses` tells the user the rest).
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Final, cast

from bsclient.formats.model import ExchangeFile

Read = Callable[[bytes, str], ExchangeFile]
Write = Callable[[BinaryIO, ExchangeFile, str], None]

HEAD: Final = 4096
"""How many bytes of the beginning of a file say what it is."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `title` is its proper name; `look` is searched for in the head of a file; `ending` names new files."""

    code: str
    title: str
    module: str
    look: re.Pattern[bytes] | None = None
    ending: str = ".txt"
    reads: bool = True
    writes: bool = True
    versions: str = ""

    def reader(self) -> Read:
        """Return what reads a file of this format; nothing is raised for bad content."""
        return cast("Read", importlib.import_module(self.module).read)

    def writer(self) -> Write:
        """Return what writes a file of this format into an open binary stream."""
        return cast("Write", importlib.import_module(self.module).write)

    def holds(self) -> frozenset[str]:
        """Return what the format can keep of a document: names of `losses.PARTS`."""
        return cast("frozenset[str]", importlib.import_module(self.module).HOLDS)
