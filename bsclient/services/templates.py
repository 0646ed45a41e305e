"""Templates: named drafts to begin a document from."""

from __future__ import annotations

from typing import Final

from bsclient.domain.document import Raw
from bsclient.domain.identity import new_id
from bsclient.errors import BadInput
from bsclient.services.context import Workplace
from bsclient.storage import templates
from bsclient.storage.rows import TemplateRow as Template

__all__ = ["Template", "Templates"]

_OWN: Final = ("number", "date")
"""Fields that belong to one document and are not kept."""


class Templates:
    """The templates of an open profile."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def list(self, kind: str) -> list[Template]:
        """Return the templates of a document type by name."""
        with self._place.store.read() as reader:
            return templates.of_type(reader, kind)

    def save(self, name: str, kind: str, raw: Raw) -> Template:
        """Keep a template; one with the same name and type is replaced. Raises `BadInput("template_name_empty")`."""
        title = " ".join(name.split())
        if not title:
            raise BadInput("template_name_empty")
        kept = {key: value for key, value in raw.items() if key not in _OWN}
        with self._place.store.write() as work:
            twin = next((one.id for one in templates.of_type(work, kind) if one.name == title), "")
            template = Template(
                id=twin or new_id(self._place.instant),
                name=title,
                type=kind,
                raw=kept,
                author=self._place.actor,
                updated=work.now,
            )
            templates.put(work, template)
            work.touch_everything()
        return template

    def delete(self, template_id: str) -> None:
        """Delete a template; documents made from it stay."""
        with self._place.store.write() as work:
            if templates.remove(work, template_id):
                work.touch_everything()
