"""Files of payments: looked at first, then taken in as drafts in one transaction, and taken back as a whole.

The bytes are read once by the caller; hash, preview and import use the same bytes, so a file changed in between
changes nothing. A small file is shown whole; of a big one the first rows and those with problems are shown, and the
rest is read again from the same bytes when it is taken in. `import_stream` takes a file in one pass.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import io
import secrets
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import BinaryIO, Final

from bsclient.domain.identity import new_id
from bsclient.domain.problems import Severity
from bsclient.domain.rights import Action
from bsclient.errors import NotAllowed
from bsclient.formats import model
from bsclient.services.context import Workplace
from bsclient.services.documents.checking import PAYMENT
from bsclient.services.imports.file import ExchangeSource, FileSource, Source, open_source
from bsclient.services.imports.filling import Filler
from bsclient.services.imports.rows import TAKEN, Examined, Examiner, Mark, PreviewRow
from bsclient.services.payees.book import Book, PayeeMark, Payees, card_of
from bsclient.storage import imports, values
from bsclient.storage import payees as cards
from bsclient.storage.rows.payees import PayeeRow
from bsclient.storage.rows.sources import ImportRow as ImportInfo
from bsclient.storage.unit_of_work import Reader, UnitOfWork

__all__ = ["ImportInfo", "ImportResult", "Imports", "Mark", "PayeeMark", "Preview", "PreviewRow"]

SHOWN: Final = 2000
SHOWN_WITH_PROBLEMS: Final = 3000
_ID_BLOCK: Final = 1024
_ID_BYTES: Final = 9
_WATCH_EVERY: Final = 256
_ZERO: Final = Decimal("0.00")


Watch = Callable[[int], object]


def _unwatched(_count: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class Preview:
    """What a file holds. `rows` are all of its documents if `complete`, else the first and those with problems.

    `marks` and `payees` count all documents; `total` is the sum of all readable amounts. `earlier` is an import of
    the same bytes that stands. `file` is what was read of a format other than 1C's, with its gaps filled.
    """

    name: str
    sha256: str
    format: str
    version: str
    encoding: str
    rows: tuple[PreviewRow, ...]
    problems: tuple[model.FileProblem, ...]
    count: int
    total: Decimal
    marks: Mapping[Mark, int] = field(default_factory=dict)
    payees: Mapping[PayeeMark, int] = field(default_factory=dict)
    complete: bool = True
    earlier: ImportInfo | None = None
    sender: str = ""
    data: bytes = field(default=b"", repr=False)
    file: model.ExchangeFile | None = field(default=None, repr=False)

    @property
    def suggested(self) -> set[int]:
        """Indexes of the shown rows that are taken unless the user decides otherwise."""
        return {row.index for row in self.rows if row.mark in TAKEN}


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What was taken in: `first` is the id of its first document. `skipped`: chosen as new, but met in the base by then."""

    id: str
    first: str
    count: int
    total: Decimal
    skipped: int = 0


class Imports:
    """Imports of an open profile."""

    def __init__(self, place: Workplace, payees: Payees) -> None:
        self._place = place
        self._payees = payees

    def preview(self, data: bytes, name: str, watch: Watch = _unwatched) -> Preview:
        """Read a file and say what each document is to the base. Nothing is stored.

        `watch` is told now and then how many documents were read; what it raises ends the reading.
        Raises BadInput with the reason when the file cannot be read as a whole or is not a file of payments.
        """
        return self._preview(self._open(io.BytesIO(data), name), data, watch)

    def preview_file(self, file: model.ExchangeFile, name: str, data: bytes) -> Preview:
        """Say the same of payments that were read elsewhere from these bytes: a table, rows of the clipboard."""
        filled = self._fill(file) if file.readable else file
        return self._preview(FileSource(filled, name, hashlib.sha256(data).hexdigest()), data, _unwatched)

    def _preview(self, file: Source, data: bytes, watch: Watch) -> Preview:
        problems: list[model.FileProblem] = []
        gathered = _Gathered()
        with self._place.store.read() as reader:
            examiner = self._examiner(reader)
            for examined in examiner.run(file.records(), problems):
                gathered.add(examined.row)
                if gathered.count % _WATCH_EVERY == 0:
                    watch(gathered.count)
            earlier = imports.by_hash(reader, file.sha256)
        file.demand_payments()
        return Preview(
            name=file.name,
            sha256=file.sha256,
            format=file.format,
            version=file.version,
            encoding=file.encoding,
            rows=tuple(gathered.rows),
            problems=tuple(problems),
            count=gathered.count,
            total=gathered.total,
            marks=gathered.marks,
            payees=gathered.payees,
            complete=gathered.count == len(gathered.rows),
            earlier=earlier,
            sender=file.sender,
            data=data,
            file=file.file,
        )

    def commit(self, preview: Preview, chosen: Collection[int]) -> ImportResult:
        """Take the chosen rows in, in one transaction; of a big file also the rows that were not shown, if new.

        A row that was new in the preview and is in the base by now is left out. Raises
        `NotAllowed("import_nothing_chosen")`.
        """
        self._place.permissions.demand(Action.IMPORT, PAYMENT)
        wanted = frozenset(chosen)
        forced = {row.index for row in preview.rows if row.mark not in TAKEN} & wanted
        shown = {row.index for row in preview.rows}

        def taken(examined: Examined) -> bool:
            index = examined.document.index
            if index in shown and index not in wanted:
                return False
            return examined.mark in TAKEN or index in forced

        found, left = self._take(_again(preview), taken)
        if not found.count:
            raise NotAllowed("import_nothing_chosen", name=preview.name)
        skipped = sum(index in wanted for index in left)
        return dataclasses.replace(found, skipped=skipped)

    def import_stream(self, source: BinaryIO, name: str) -> ImportResult:
        """Take in all new documents of an open file in one pass and little memory."""
        self._place.permissions.demand(Action.IMPORT, PAYMENT)
        return self._take(self._open(source, name), lambda examined: examined.mark in TAKEN)[0]

    def undo(self, import_id: str) -> int:
        """Delete the drafts of an import, all or none; return how many.

        Raises `NotAllowed`: `import_unknown`, `import_undone`, `import_signed`; the reason if the user may not see one of them.
        """
        self._place.permissions.demand(Action.IMPORT)
        with self._place.store.write() as work:
            if self._place.permissions.sight is not None:
                self._place.permissions.demand_documents(Action.IMPORT, imports.ids(work, import_id))
            return imports.undo(work, import_id, self._place.actor)

    def undoable(self) -> list[ImportInfo]:
        """Return imports that can be taken back, the newest first."""
        with self._place.store.read() as reader:
            standing = [one for one in imports.recent(reader) if one.undone is None]
            return [one for one in standing if not imports.signed(reader, one.id)]

    def _open(self, source: BinaryIO, name: str) -> Source:
        return open_source(source, name, self._fill)

    def _fill(self, file: model.ExchangeFile) -> model.ExchangeFile:
        with self._place.store.read() as reader:
            return Filler(reader, self._place).fill(file)

    def _examiner(self, reader: Reader, book: Book | None = None) -> Examiner:
        return Examiner(reader, self._place.context(reader), book or self._payees.book())

    def _take(self, file: Source, taken: Callable[[Examined], bool]) -> tuple[ImportResult, list[int]]:
        """Take rows in; return also the indexes of those that were left out."""
        book = self._payees.book()
        left: list[int] = []
        with self._place.store.write() as work:
            import_id = new_id(work.now)
            batch = imports.Batch(work, imports.File(import_id, file.name, self._place.actor))
            intake = _Intake(batch, _ids(work.now))
            for examined in self._examiner(work, book).run(file.records(), []):
                if taken(examined):
                    intake.add(examined)
                else:
                    left.append(examined.document.index)
            file.demand_payments()
            if batch.count:
                intake.finish(work, file.sha256)
        return ImportResult(import_id, intake.first, batch.count, values.amount(batch.total)), left


def _again(preview: Preview) -> Source:
    """Return what reads the documents of a preview once more."""
    if preview.file is not None:
        return FileSource(preview.file, preview.name, preview.sha256)
    return ExchangeSource(io.BytesIO(preview.data), preview.name)


class _Gathered:
    """Rows of a preview: all of a small file, of a big one the first and those with problems."""

    def __init__(self) -> None:
        self.rows: list[PreviewRow] = []
        self.count = 0
        self.total = _ZERO
        self.marks: Counter[Mark] = Counter()
        self.payees: Counter[PayeeMark] = Counter()

    def add(self, row: PreviewRow) -> None:
        self.count += 1
        self.total += row.amount or _ZERO
        self.marks[row.mark] += 1
        self.payees[row.payee] += 1
        held = len(self.rows)
        heavy = row.mark is not Mark.NEW or any(p.severity is not Severity.INFO for p in row.problems)
        if held < SHOWN or (heavy and held < SHOWN + SHOWN_WITH_PROBLEMS):
            self.rows.append(row)


class _Intake:
    """Rows on their way into the base, and the payees they teach."""

    def __init__(self, batch: imports.Batch, new_ids: Iterator[str]) -> None:
        self.batch = batch
        self.first = ""
        self._new_ids = new_ids
        self._cards: dict[tuple[str, ...], PayeeRow] = {}

    def add(self, examined: Examined) -> None:
        columns, valid = examined.columns, examined.valid
        document_id = next(self._new_ids)
        self.first = self.first or document_id
        self.batch.add(document_id, columns, examined.json, valid=valid)
        key = columns[7:10]
        if valid and examined.compared.mark is not PayeeMark.KNOWN and key not in self._cards:
            card = card_of(examined.raw, next(self._new_ids))
            if card is not None:
                self._cards[key] = card

    def finish(self, work: UnitOfWork, sha256: str) -> None:
        self.batch.finish(sha256)
        cards.learn(work, list(self._cards.values()))


def _ids(now: dt.datetime) -> Iterator[str]:
    """Yield document ids of one instant in rising order: UUID 7 with sorted random parts."""
    while True:
        first = new_id(now)
        block = secrets.token_bytes(_ID_BLOCK * _ID_BYTES).hex()
        parts = sorted(block[at : at + 2 * _ID_BYTES] for at in range(0, len(block), 2 * _ID_BYTES))
        for part in parts:
            yield f"{first[:15]}{part[:3]}-{first[19]}{part[3:6]}-{part[6:]}"
