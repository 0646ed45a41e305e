"""Links that follow from a document's own fields: references to documents and to products."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import cast

from bsclient.domain.document import Raw
from bsclient.domain.documents import registry
from bsclient.domain.identity import is_id
from bsclient.domain.kinds import KindName
from bsclient.services.documents.naming import namer
from bsclient.storage import links
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_KINDS = frozenset((KindName.REFERENCE, KindName.PRODUCT))


def keep(work: UnitOfWork, document_id: str, kind: str, raw: Raw, author: str) -> None:
    """Put the links that a draft gives in place of those it gave before; types without such fields cost nothing."""
    fields = paths(kind)
    if fields:
        links.refer(work, document_id, dict(_found(raw, fields)), author)


@cache
def paths(kind: str) -> tuple[tuple[str, str], ...]:
    """Return (field, "") and (rows, field of a row) of all fields of a type that name something elsewhere."""
    declared = registry[kind].declared
    plain = [(field.name, "") for field in declared if field.kind.name in _KINDS]
    inner = [
        (field.name, part.name)
        for field in declared
        if field.rows is not None
        for part in field.rows.declared
        if part.kind.name in _KINDS
    ]
    return (*plain, *inner)


def _found(raw: Raw, paths: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for name, part in paths:
        value = raw.get(name, "")
        if isinstance(value, str):
            found[name] = value.strip()
            continue
        for index, row in enumerate(value):
            found[f"{name}.{index}.{part}"] = str(row.get(part, "")).strip()
    return [(path, target) for path, target in found.items() if is_id(target)]


def names(reader: Reader, kind: str, fields: Mapping[str, object]) -> dict[str, str]:
    """Return what the ids that a document names stand for, by id; ids that are not known are left out."""
    resolve = namer(reader)
    declared = registry[kind]
    found: dict[str, str] = {}
    for path, target in _found(cast("Raw", fields), paths(kind)):
        name, _, rest = path.partition(".")
        field = declared.field(name)
        if field.rows is not None:
            field = field.rows.field(rest.partition(".")[2])
        if word := resolve(field, target):
            found[target] = word
    return found
