"""One field changed in many drafts at once, each checked anew; what is signed is left alone and told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bsclient.domain import filling, states
from bsclient.domain.fields import Field
from bsclient.domain.kinds import KindName
from bsclient.domain.rights import Action
from bsclient.domain.states import State
from bsclient.errors import BadInput
from bsclient.services.context import Workplace
from bsclient.services.documents.checking import Checker, declared
from bsclient.services.documents.drafts import Draft, Drafts
from bsclient.storage import documents
from bsclient.storage.rows.documents import DocumentRow
from bsclient.storage.unit_of_work import UnitOfWork

_APART = frozenset((KindName.ROWS, KindName.ATTACHMENTS))


@dataclass(frozen=True, slots=True)
class Refusal:
    """A document that was left alone, and why."""

    id: str
    number: str
    code: str


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What became of it: `invalid` of the changed drafts have blocking problems now."""

    changed: tuple[str, ...]
    invalid: int
    refused: tuple[Refusal, ...]


class Bulk:
    """Bulk changes of drafts of an open profile."""

    def __init__(self, place: Workplace, drafts: Drafts) -> None:
        self._place = place
        self._drafts = drafts

    def fields(self, ids: Iterable[str]) -> list[Field]:
        """Return the fields that all these documents have and a person may set, in the order of the first type."""
        with self._place.store.read() as reader:
            types = list(dict.fromkeys(row.type for row in documents.many(reader, ids)))
        if not types:
            return []
        common = set.intersection(*({field.name for field in declared(kind).declared} for kind in types))
        first = declared(types[0])
        return [
            field
            for field in first.declared
            if field.name in common and _settable(first.listing.number, field)
        ]

    def change(self, ids: Sequence[str], field: str, value: str) -> BulkResult:
        """Set a field in every draft and what follows from it, in one transaction.

        Raises `BadInput("bulk_field")` when a type among them has no such field.
        """
        changed: list[str] = []
        refused: list[Refusal] = []
        invalid = 0
        with self._place.store.write() as work:
            rows = documents.many(work, ids)
            _demand_field({row.type for row in rows}, field)
            checker = self._drafts.checker(work)
            for row in rows:
                if row.state not in states.EDITABLE:
                    refused.append(Refusal(row.id, row.number, "document_signed"))
                    continue
                reason = self._place.permissions.why_not(Action.EDIT, row.type, row.account)
                if reason is not None:
                    refused.append(Refusal(row.id, row.number, reason.code))
                    continue
                invalid += self._one(work, row, {field: value}, checker).state is State.INVALID
                changed.append(row.id)
        return BulkResult(tuple(changed), invalid, tuple(refused))

    def _one(self, work: UnitOfWork, row: DocumentRow, given: dict[str, str], checker: Checker) -> Draft:
        kind = declared(row.type)
        raw = filling.apply(documents.body(work, row.id).raw, given)
        derived = {field.name for field in kind.declared if field.derived}
        follows = {
            path: text
            for path, text in kind.fill(raw, checker.context).items()
            if path in derived and path not in given
        }
        draft = Draft(row.id, row.type, row.state, filling.apply(raw, follows), row.version)
        return self._drafts.keep(work, draft, checker)


def _settable(number: str, field: Field) -> bool:
    return field.kind.name not in _APART and not field.derived and field.name != number


def _demand_field(types: set[str], name: str) -> None:
    for kind in types:
        found = [field for field in declared(kind).declared if field.name == name]
        if not found or not _settable(declared(kind).listing.number, found[0]):
            raise BadInput("bulk_field", value=name, type=kind)
