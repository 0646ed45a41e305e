"""An exchange file being read once: its documents as a stream, its hash, what it says of itself.

1C's files and our own JSON are read as they come (`ExchangeSource`). Files of other formats are read whole, and what
they need not say is filled in (`filling`); the preview keeps them, so that what is taken in is what was shown.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final, cast

from bsclient.domain.problems import Severity
from bsclient.errors import BadInput
from bsclient.formats import convert, model, onec, payment_rows, registry

_HEAD: Final = 64 * 1024
_SENDER: Final = "Отправитель"
_TABLES: Final = frozenset(("csv", "xlsx"))
_LEAD: Final = b"\xef\xbb\xbf \t\r\n"

Record = model.FileProblem | model.ExchangeDocument


class ExchangeSource:
    """Reads an open file to its end. What it says of itself and `sha256` are right once `records` ended."""

    def __init__(self, source: BinaryIO, name: str) -> None:
        self._source = source
        self._hash = hashlib.sha256()
        self._head = self._took(source.read(_HEAD))
        self._unread = self._head
        self.name = name
        self.format = model.PAYMENTS
        self.version = ""
        self.encoding = ""
        self.sender = ""

    @property
    def sha256(self) -> str:
        """SHA-256 of all that was read, in hex."""
        return self._hash.hexdigest()

    def demand_payments(self) -> None:
        """Raise `BadInput("import_statement")` for a statement: what is done cannot be paid."""
        if self.format != model.PAYMENTS:
            raise BadInput("import_statement")

    @property
    def file(self) -> model.ExchangeFile | None:
        """The file as a whole; None for one that is read as it comes."""
        return None

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; for the reader of the format."""
        if self._unread:
            head, self._unread = self._unread, b""
            return head if size >= 0 else head + self._took(self._source.read())
        return self._took(self._source.read(size))

    def records(self) -> Iterator[Record]:
        """Yield the documents, each after its problems; problems of the whole file where they are met."""
        if self._head.lstrip(_LEAD)[:1] == b"{":
            return self._whole(convert.load_any(self.read(), self.name))
        return self._stream()

    def _took(self, data: bytes) -> bytes:
        self._hash.update(data)
        return data

    def _stream(self) -> Iterator[Record]:
        header = onec.Header("")
        for record in onec.read(cast("BinaryIO", self)):
            if isinstance(record, model.ExchangeDocument):
                yield record
            elif isinstance(record, onec.Header):
                header = record
            elif isinstance(record, model.FileProblem):
                if _fatal(record):
                    # The head says whether it is another format that has a name.
                    yield from filter(_fatal, convert.load_any(self._head, self.name).problems)
                yield record
        self.format, self.version, self.encoding = header.format, header.version, header.encoding
        self.sender = header.values.get(_SENDER, "")

    def _whole(self, file: model.ExchangeFile) -> Iterator[Record]:
        self.format, self.version, self.encoding = file.format, file.version, file.encoding
        yield from _in_order(file)


class FileSource:
    """A file that was read whole, spoken to like `ExchangeSource`."""

    def __init__(self, file: model.ExchangeFile, name: str, sha256: str) -> None:
        self.file: model.ExchangeFile | None = file
        self._file = file
        self.name, self.sha256 = name, sha256
        self.format, self.version, self.encoding = file.format, file.version, file.encoding
        self.sender = file.header.get("sender", "") or file.header.get(_SENDER, "")

    def demand_payments(self) -> None:
        """Raise `BadInput("import_statement")` for a statement."""
        if self._file.readable and not self._file.orders:
            raise BadInput("import_statement")

    def records(self) -> Iterator[Record]:
        """Yield the documents, each after its problems; none of a statement."""
        self.demand_payments()
        return _in_order(self._file)


Source = ExchangeSource | FileSource
Fill = Callable[[model.ExchangeFile], model.ExchangeFile]


def open_source(source: BinaryIO, name: str, fill: Fill) -> Source:
    """Return what reads an open file; one of another format than 1C's is read whole and filled at once."""
    head = source.read(_HEAD)
    if payment_rows.looks_onec(head, name) or head.lstrip(_LEAD)[:1] == b"{":
        return ExchangeSource(cast("BinaryIO", _Joined(head, source)), name)
    if registry.recognise(head, name) is None:
        return ExchangeSource(cast("BinaryIO", _Joined(head, source)), name)
    data = head + source.read()
    file = convert.load_any(data, name)
    if file.format in {model.PAYMENTS, model.STATEMENT} and file.readable:
        return ExchangeSource(io.BytesIO(data), name)
    return FileSource(
        fill(file) if file.readable and file.orders else file, name, hashlib.sha256(data).hexdigest()
    )


def is_table(data: bytes, name: str) -> bool:
    """Whether a file is a table whose columns may have to be asked about."""
    head = data[:_HEAD]
    if payment_rows.looks_onec(head, name) or head.lstrip(_LEAD)[:1] == b"{":
        return False
    found = registry.recognise(head, name)
    return found is not None and found.code in _TABLES


class _Joined:
    """An open file from which the first bytes were taken, whole again."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        head, self._head = self._head, b""
        if size < 0:
            return head + self._rest.read()
        if head:
            self._head = head[size:]
            return head[:size]
        return self._rest.read(size)


def _in_order(file: model.ExchangeFile) -> Iterator[Record]:
    told: dict[int | None, list[model.FileProblem]] = {}
    for problem in file.problems:
        told.setdefault(problem.index, []).append(problem)
    yield from told.get(None, [])
    for document in file.documents:
        yield from told.get(document.index, [])
        yield document


def _fatal(problem: model.FileProblem) -> bool:
    return problem.index is None and problem.severity is Severity.BLOCK
