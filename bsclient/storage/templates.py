"""Named drafts to begin from."""

from __future__ import annotations

from typing import Any, Final

from bsclient import clock
from bsclient.storage import values
from bsclient.storage.rows import TemplateRow
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_PUT: Final = (
    "INSERT INTO template (id, name, type, raw, author, updated) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET name = excluded.name, raw = excluded.raw, updated = excluded.updated"
)
_DELETE: Final = "DELETE FROM template WHERE id = ?"
_GET: Final = "SELECT id, name, type, raw, author, updated FROM template WHERE id = ?"
_LIST: Final = "SELECT id, name, type, raw, author, updated FROM template WHERE type = ? ORDER BY name, id"


def put(work: UnitOfWork, template: TemplateRow) -> None:
    """Keep a template or what became of it."""
    raw = values.json_text(template.raw)
    stamp = clock.stamp(template.updated)
    work.run(_PUT, (template.id, template.name, template.type, raw, template.author, stamp))


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


def _row(found: Any) -> TemplateRow:
    return TemplateRow(
        id=found[0],
        name=found[1],
        type=found[2],
        raw=values.json_value(found[3]),
        author=found[4],
        updated=clock.parse(found[5]),
    )
