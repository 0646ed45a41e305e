"""Files of documents of any type: what a reader of such a file gives back, and what a file form is.

A form belongs to one document type or, type "", to all of them. `FORMS` of `formats.forms` lists the forms by type.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from bsclient.domain.problems import Problem


@dataclass(frozen=True, slots=True)
class FileDraft:
    """One document of a file: `index` from 1, the line where it begins, its type, the fields as texts.

    `problems` are what the reader itself found; the type's rules are asked afterwards.
    """

    index: int
    line: int
    type: str
    raw: Mapping[str, Any]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class FileDrafts:
    """A file read as a whole; `problems` are of the file, a blocking one says that nothing could be read."""

    form: str
    version: str = ""
    encoding: str = ""
    drafts: tuple[FileDraft, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class FileForm:
    """One form of file. `looks` tells by the first bytes and the name whether a file is of this form.

    `read` raises nothing for bad content but `BadInput` for a file that is not of the form after all; `write` None:
    the form is only read. `name` is what the command line calls it (`--to name`).
    `asked`: files of this form may as well be something else, so only who asks for its type gets it.
    """

    name: str
    type: str
    title: str
    suffix: str
    looks: Callable[[bytes, str], bool]
    read: Callable[[bytes], FileDrafts]
    write: Callable[[BinaryIO, Sequence[FileDraft]], None] | None = None
    asked: bool = False
