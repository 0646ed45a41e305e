"""Links between documents (and from documents to products): by a reference field, or made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bsclient import clock
from bsclient.storage.rows.beside import LinkRow
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_PUT: Final = (
    "INSERT INTO link (source, target, field, at, author) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
_CUT: Final = "DELETE FROM link WHERE source = ? AND target = ? AND field = ''"
_CLEAR: Final = "DELETE FROM link WHERE source = ? AND field <> ''"
_FIELDS: Final = "SELECT field, target FROM link WHERE source = ? AND field <> ''"
_OF: Final = (
    "SELECT source, target, field, at, author FROM link WHERE source = ?"
    " UNION SELECT source, target, field, at, author FROM link WHERE target = ? ORDER BY at, source, target, field"
)
_SOURCES: Final = "SELECT DISTINCT source FROM link WHERE target = ? AND field <> '' ORDER BY source"


def put(work: UnitOfWork, source: str, target: str, author: str) -> bool:
    """Link two documents by hand; False when they are linked so already."""
    made = work.run(_PUT, (source, target, "", work.stamp, author)).rowcount > 0
    if made:
        work.touch(source, target)
    return made


def cut(work: UnitOfWork, source: str, target: str) -> bool:
    """Take a link made by hand away; False when there was none."""
    gone = work.run(_CUT, (source, target)).rowcount > 0
    if gone:
        work.touch(source, target)
    return gone


def refer(work: UnitOfWork, source: str, targets: Mapping[str, str], author: str) -> None:
    """Put the links that the reference fields of a document give in place of those they gave before."""
    before = {str(field): str(target) for field, target in work.all(_FIELDS, (source,))}
    if before == dict(targets):
        return
    work.run(_CLEAR, (source,))
    work.run_many(_PUT, [(source, target, field, work.stamp, author) for field, target in targets.items()])
    work.touch(*before.values(), *targets.values())


def of(reader: Reader, document_id: str) -> list[LinkRow]:
    """Return the links from and to a document, the oldest first."""
    return [_row(found) for found in reader.all(_OF, (document_id, document_id))]


def referring(reader: Reader, target: str) -> list[str]:
    """Return the ids of the documents whose reference fields name this one."""
    return [str(found[0]) for found in reader.all(_SOURCES, (target,))]


def _row(found: Any) -> LinkRow:
    return LinkRow(
        source=found[0], target=found[1], field=found[2], at=clock.parse(found[3]), author=found[4]
    )
