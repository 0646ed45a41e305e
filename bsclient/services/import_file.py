"""An exchange file being read once: its documents as a stream, its hash, what it says of itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import BinaryIO, Final, cast

from bsclient.domain.problems import Severity
from bsclient.errors import BadInput
from bsclient.formats import convert, model, onec

_HEAD: Final = 64 * 1024
_SENDER: Final = "Отправитель"

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

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; for the reader of the format."""
        if self._unread:
            head, self._unread = self._unread, b""
            return head if size >= 0 else head + self._took(self._source.read())
        return self._took(self._source.read(size))

    def records(self) -> Iterator[Record]:
        """Yield the documents, each after its problems; problems of the whole file where they are met."""
        if self._head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
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
        told: dict[int | None, list[model.FileProblem]] = {}
        for problem in file.problems:
            told.setdefault(problem.index, []).append(problem)
        yield from told.get(None, [])
        for document in file.documents:
            yield from told.get(document.index, [])
            yield document


def _fatal(problem: model.FileProblem) -> bool:
    return problem.index is None and problem.severity is Severity.BLOCK
