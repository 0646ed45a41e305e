"""File forms by document type. A type whose files have a usual form of their own adds it here, with its reader and writer.

Payment orders and statements have 1C's form and the neutral JSON (`formats.convert`); every type has the project's own.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bsclient.errors import BadInput
from bsclient.formats import own, payment_rows
from bsclient.formats.convert import TARGETS, looks_like, write_whole
from bsclient.formats.drafts import FileDrafts, FileForm
from bsclient.formats.registers import forms as registers

FORMS: Final[dict[str, tuple[FileForm, ...]]] = {**registers.FORMS, **payment_rows.FORMS}
"""The usual forms of each type beside the own ones, the most usual first."""


def of_type(kind: str) -> tuple[FileForm, ...]:
    """Return the forms in which documents of a type stand in files, the most usual first."""
    return (*FORMS.get(kind, ()), own.JSON, *((own.CSV,) if own.flat(kind) else ()))


def every() -> Iterator[FileForm]:
    """Yield all forms, those of one type first."""
    for forms in FORMS.values():
        yield from forms
    yield own.JSON
    yield own.CSV


def named(name: str) -> FileForm | None:
    """Return the form that the command line calls so."""
    return next((form for form in every() if form.name == name), None)


def writable() -> tuple[str, ...]:
    """Return the names of the forms that can be written."""
    return tuple(dict.fromkeys(form.name for form in every() if form.write is not None))


def recognise(data: bytes, name: str, kind: str = "") -> FileForm | None:
    """Return the form of a file by its first bytes and name; `kind` narrows it to a document type."""
    forms = of_type(kind) if kind else (form for form in every() if not form.asked)
    return next((form for form in forms if form.looks(data, name)), None)


def load(data: bytes, name: str, kind: str = "") -> FileDrafts | None:
    """Read a file of documents of a form that we know; None for any other file (payments, statements, strangers)."""
    form = recognise(data, name, kind)
    return None if form is None else form.read(data)


def rows(data: bytes, name: str, kind: str) -> FileDrafts:
    """Read a file for the rows of an open document of a type, of any of the type's forms.

    Raises `BadInput`: `file_other_format`, and what the reader says.
    """
    if registers.takes_rows(kind) and not own.looks_json(data, name):
        return registers.rows(data, name, kind)
    found = load(data, name, kind)
    if found is None:
        raise BadInput("file_other_format", kind=Path(name).suffix.lstrip(".").upper() or "?")
    return found


def convert(data: bytes, name: str, target: str, out: Path | None) -> FileDrafts:
    """Read a file of documents and write it in the form `target` into a file, or to standard output (None).

    Raises `BadInput`: `file_target_unknown`, `file_other_format`, `file_unwritable`, and what reader and writer refuse.
    """
    form = named(target)
    if form is None or form.write is None:
        raise BadInput("file_target_unknown", target=target, known=", ".join((*TARGETS, *writable())))
    read = load(data, name)
    if read is None:
        raise BadInput("file_other_format", kind=looks_like(data[:4096]) or "?")
    write = form.write
    if out is None:
        write(sys.stdout.buffer, read.drafts)
        sys.stdout.buffer.flush()
    else:
        write_whole(out, lambda stream: write(stream, read.drafts))
    return read
