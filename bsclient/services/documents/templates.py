"""Templates: named drafts to begin a document from, a user's own or shared with all users of the profile."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Final

from bsclient.domain.document import Raw
from bsclient.domain.identity import new_id
from bsclient.domain.rights import Action
from bsclient.errors import BadInput, NotAllowed
from bsclient.services.context import Workplace
from bsclient.storage import templates
from bsclient.storage.rows.sources import TemplateRow as Template
from bsclient.storage.unit_of_work import UnitOfWork

__all__ = ["Template", "Templates"]

_OWN: Final = ("number", "date")
"""Fields that belong to one document and are not kept."""


class Templates:
    """The templates of an open profile, as its user may see them."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def types(self) -> list[str]:
        """Return the document types that have templates."""
        with self._place.store.read() as reader:
            return templates.types(reader)

    def list(self, kind: str) -> list[Template]:
        """Return the templates of a document type by name, of one name the user's own before a shared one."""
        with self._place.store.read() as reader:
            seen = [one for one in templates.of_type(reader, kind) if one.shared or self.mine(one)]
        return sorted(seen, key=lambda one: (one.name, not self.mine(one)))

    def mine(self, template: Template) -> bool:
        """Whether the user may change it; one that came before templates had owners is everybody's."""
        return template.owner in {"", self._place.user.id}

    def save(self, name: str, kind: str, raw: Raw, *, shared: bool = False) -> Template:
        """Keep a template; the user's own one with the same name and type is replaced.

        Raises `BadInput("template_name_empty")`.
        """
        title = " ".join(name.split())
        if not title:
            raise BadInput("template_name_empty")
        self._place.permissions.demand(Action.TEMPLATES, kind)
        kept = {key: value for key, value in raw.items() if key not in _OWN}
        with self._place.store.write() as work:
            twin = self._twin(templates.of_type(work, kind), title)
            template = Template(
                id=twin or new_id(self._place.instant), name=title, type=kind, raw=kept, author=self._place.actor,
                updated=work.now, shared=shared, owner=self._place.user.id,
            )  # fmt: skip
            self._put(work, template)
        return template

    def share(self, template_id: str, *, shared: bool) -> Template:
        """Show an own template to all users of the profile, or no longer.

        Raises `NotAllowed`: `template_unknown`, `template_of_other`.
        """
        with self._place.store.write() as work:
            template = dataclasses.replace(
                self._own(work, template_id), shared=shared, owner=self._place.user.id, updated=work.now
            )
            self._put(work, template)
        return template

    def rename(self, template_id: str, name: str) -> Template:
        """Give an own template another name; raises as `share` and `save`, `BadInput("template_name_taken")`."""
        title = " ".join(name.split())
        if not title:
            raise BadInput("template_name_empty")
        with self._place.store.write() as work:
            found = self._own(work, template_id)
            if self._twin(templates.of_type(work, found.type), title) not in {"", template_id}:
                raise BadInput("template_name_taken", name=title)
            template = dataclasses.replace(found, name=title, updated=work.now)
            self._put(work, template)
        return template

    def delete(self, template_id: str) -> None:
        """Delete a template; documents made from it stay. Raises `NotAllowed("template_of_other")`."""
        with self._place.store.write() as work:
            found = templates.find(work, template_id)
            if found is None:
                return
            if not self.mine(found):
                raise NotAllowed("template_of_other", name=found.author)
            self._place.permissions.demand(Action.TEMPLATES, found.type)
            templates.remove(work, template_id)
            work.touch_everything()

    def _twin(self, known: Iterable[Template], title: str) -> str:
        return next((one.id for one in known if one.name == title and self.mine(one)), "")

    def _own(self, work: UnitOfWork, template_id: str) -> Template:
        found = templates.find(work, template_id)
        if found is None:
            raise NotAllowed("template_unknown", value=template_id)
        if not self.mine(found):
            raise NotAllowed("template_of_other", name=found.author)
        self._place.permissions.demand(Action.TEMPLATES, found.type)
        return found

    @staticmethod
    def _put(work: UnitOfWork, template: Template) -> None:
        templates.put(work, template)
        work.touch_everything()
