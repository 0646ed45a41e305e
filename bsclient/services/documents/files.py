"""Documents of any type in files: looked at and checked first, taken in as drafts in one transaction, written out.

Payment orders in 1C files have a road of their own, made for a hundred thousand at once (`services.imports.taking`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bsclient.crypto.hashes import sha256_hex
from bsclient.domain import filling
from bsclient.domain.codes import PAYMENT_ORDER
from bsclient.domain.documents import registry
from bsclient.domain.families import Flow
from bsclient.domain.identity import new_id
from bsclient.domain.problems import Problem, Severity, blocking
from bsclient.domain.rights import Action
from bsclient.domain.states import State
from bsclient.errors import BadInput, NotAllowed
from bsclient.formats import forms
from bsclient.formats.drafts import FileDraft, FileForm
from bsclient.formats.losses import Loss
from bsclient.services.context import Workplace
from bsclient.services.documents import known_fields, payment_forms
from bsclient.services.documents.checking import Checker
from bsclient.services.documents.drafts import Draft, Drafts
from bsclient.services.files import write_whole
from bsclient.storage import documents, imports, ledger
from bsclient.storage.rows.sources import ImportRow
from bsclient.storage.unit_of_work import Reader


@dataclass(frozen=True, slots=True)
class FileRow:
    """One document of a file with all its problems, the worst first, as it will be taken in."""

    index: int
    line: int
    type: str
    raw: dict[str, Any]
    problems: tuple[Problem, ...]

    @property
    def valid(self) -> bool:
        """Whether nothing forbids signing."""
        return not blocking(list(self.problems))


@dataclass(frozen=True, slots=True)
class FilePreview:
    """What a file holds; `earlier` is an import of the same bytes that stands."""

    name: str
    sha256: str
    form: str
    rows: tuple[FileRow, ...]
    problems: tuple[Problem, ...]
    earlier: ImportRow | None = None


class DocumentFiles:
    """Files of documents for an open profile."""

    def __init__(self, place: Workplace, drafts: Drafts) -> None:
        self._place = place
        self._drafts = drafts

    def forms(self, kind: str) -> tuple[FileForm, ...]:
        """Return the forms in which documents of a type stand in files."""
        return forms.of_type(kind)

    def targets(self, kind: str) -> tuple[FileForm, ...]:
        """Return the forms in which documents of a type are written, those of other programs first."""
        others = payment_forms.FORMS if kind == PAYMENT_ORDER else ()
        return (*others, *(form for form in self.forms(kind) if form.write is not None))

    def read(self, data: bytes, name: str, kind: str = "") -> FilePreview:
        """Read a file and check each document; nothing is stored. `kind` is the type if the user said so.

        Raises `BadInput`: `file_other_format` for a form that no type has, and what its reader says.
        """
        found = forms.load(data, name, kind)
        if found is None:
            raise BadInput("file_other_format", kind=Path(name).suffix.lstrip(".").upper() or "?")
        sha256 = sha256_hex(data)
        with self._place.store.read() as reader:
            checker = self._drafts.checker(reader)
            rows = tuple(self._row(reader, checker, draft) for draft in found.drafts)
            earlier = imports.by_hash(reader, sha256)
        return FilePreview(name, sha256, found.form, rows, found.problems, earlier)

    def take(self, preview: FilePreview, chosen: Collection[int]) -> tuple[str, ...]:
        """Keep the chosen documents as drafts, all or none; returns their ids. They can be undone like any import.

        Raises `NotAllowed("import_nothing_chosen")`, `BadInput("type_unknown")`, `NotAllowed("type_of_bank")`.
        """
        wanted = [row for row in preview.rows if row.index in chosen]
        if not wanted:
            raise NotAllowed("import_nothing_chosen", name=preview.name)
        for row in wanted:
            self._place.permissions.demand(Action.IMPORT, row.type, row.raw)
        with self._place.store.write() as work:
            checker = self._drafts.checker(work)
            first = imports.next_row(work)
            ids = []
            for row in wanted:
                _demand_outgoing(row.type)
                draft = Draft(new_id(self._place.instant), row.type, State.NEW, row.raw)
                ids.append(self._drafts.keep(work, draft, checker).id)
            file = imports.File(new_id(self._place.instant), preview.name, self._place.actor)
            imports.note(work, file, preview.sha256, (first, imports.next_row(work) - 1))
        return tuple(ids)

    def save(self, ids: Sequence[str], form: FileForm, path: Path) -> int:
        """Write documents as a file, whole or not at all; returns how many.

        Raises `BadInput`: `file_form_read_only` and what the writer refuses; `StorageFailed("file_not_written")`.
        """
        if form.write is None:
            raise BadInput("file_form_read_only", value=form.title)
        write, found = form.write, self._drafts_of(ids)
        write_whole(path, lambda out: write(out, found))
        return len(found)

    def lost(self, ids: Sequence[str], form: FileForm) -> tuple[Loss, ...]:
        """Return what a form cannot hold of documents; raises what `save` does."""
        return payment_forms.lost(self._drafts_of(ids), form)

    def _drafts_of(self, ids: Sequence[str]) -> list[FileDraft]:
        self._place.permissions.demand_documents(Action.EXPORT, ids)
        with self._place.store.read() as reader:
            rows = documents.many(reader, ids)
            return [
                FileDraft(index, 0, row.type, documents.body(reader, row.id).raw)
                for index, row in enumerate(rows, start=1)
            ]

    def _row(self, reader: Reader, checker: Checker, draft: FileDraft) -> FileRow:
        if draft.type not in registry or registry[draft.type].flow is Flow.IN:
            unknown = Problem("", "type_unknown", Severity.BLOCK, {"value": draft.type})
            return FileRow(draft.index, draft.line, draft.type, dict(draft.raw), (*draft.problems, unknown))
        raw = self._completed(reader, checker, draft)
        found = checker.check(draft.type, raw, "").problems
        return FileRow(draft.index, draft.line, draft.type, raw, (*draft.problems, *found))

    def _completed(self, reader: Reader, checker: Checker, draft: FileDraft) -> dict[str, Any]:
        """Return the draft with what the file leaves out and the program knows."""
        kind = registry[draft.type]
        said = {name: value for name, value in draft.raw.items() if value}
        account = str(said.get(kind.listing.account, ""))
        known = known_fields.known(kind, self._place.profile, ledger.accounts(reader), account)
        raw = {**kind.blank(), **known, **said}
        return dict(filling.apply(raw, kind.fill(raw, checker.context)))


def _demand_outgoing(kind: str) -> None:
    if kind not in registry:
        raise BadInput("type_unknown", value=kind)
    if registry[kind].flow is Flow.IN:
        raise NotAllowed("type_of_bank", value=kind)
