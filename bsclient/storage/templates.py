"""Named drafts to begin from: a user's own, and those that all users of the profile share."""

from __future__ import annotations

from typing import Any, Final

from bsclient import clock
from bsclient.storage import values
from bsclient.storage.rows.sources import TemplateRow
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_COLUMNS: Final = "id, name, type, raw, author, updated, shared, owner"
_PUT: Final = (
    f"INSERT INTO template ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 -- fixed text
    " ON CONFLICT DO UPDATE SET name = excluded.name, raw = excluded.raw, author = excluded.author,"
    " updated = excluded.updated, shared = excluded.shared, owner = excluded.owner"
)
_DELETE: Final = "DELETE FROM template WHERE id = ?"
_GET: Final = f"SELECT {_COLUMNS} FROM template WHERE id = ?"  # noqa: S608 -- fixed text
_LIST: Final = f"SELECT {_COLUMNS} FROM template WHERE type = ? ORDER BY name, id"  # noqa: S608 -- fixed text
_TYPES: Final = "SELECT DISTINCT type FROM template ORDER BY type"


def put(work: UnitOfWork, template: TemplateRow) -> None:
    """Keep a template or what became of it."""
    made = (values.json_text(template.raw), template.author, clock.stamp(template.updated))
    work.run(_PUT, (template.id, template.name, template.type, *made, int(template.shared), template.owner))


def remove(work: UnitOfWork, template_id: str) -> bool:
    """Delete a template; False when there was none."""
    return work.run(_DELETE, (template_id,)).rowcount > 0


def find(reader: Reader, template_id: str) -> TemplateRow | None:
    """Return a template, or None."""
    found = reader.one(_GET, (template_id,))
    return None if found is None else _row(found)


def of_type(reader: Reader, kind: str) -> list[TemplateRow]:
    """Return the templates of a document type by name."""
    return [_row(found) for found in reader.all(_LIST, (kind,))]


def types(reader: Reader) -> list[str]:
    """Return the document types that have templates."""
    return [str(found[0]) for found in reader.all(_TYPES)]


def _row(found: Any) -> TemplateRow:
    return TemplateRow(
        id=found[0],
        name=found[1],
        type=found[2],
        raw=values.json_value(found[3]),
        author=found[4],
        updated=clock.parse(found[5]),
        shared=bool(found[6]),
        owner=found[7],
    )
