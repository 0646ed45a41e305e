"""Table files (CSV, XLSX) read by the users' own profiles, by those of the program, or not at all until somebody says how."""

from __future__ import annotations

import dataclasses
from typing import Final

from bsclient.domain.identity import new_id
from bsclient.domain.rights import Action
from bsclient.errors import BadInput, NotAllowed
from bsclient.formats import table_files
from bsclient.formats.model import ExchangeFile
from bsclient.formats.table_files import Opened, Profile
from bsclient.services.context import Workplace
from bsclient.storage import table_profiles
from bsclient.storage.table_profiles import TableProfileRow
from bsclient.storage.unit_of_work import Reader, UnitOfWork

__all__ = ["TableProfileRow", "TableProfiles"]

_LONGEST_NAME: Final = 80


class TableProfiles:
    """The profiles of an open profile base; all its users share them, those who may import change them."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    # files --------------------------------------------------------------------------------------------------------

    def open(self, data: bytes, role: str = "") -> Opened:
        """Open a table and find its profile: `Opened.sure` says that nobody has to be asked. BadInput as `grid.load`."""
        return table_files.open_table(data, role, self.list(role))

    def read(self, data: bytes, role: str = "") -> ExchangeFile:
        """Read a table by the profile that fits; what cannot be read is told as problems, nothing is raised."""
        return table_files.read(data, self.list(role), role)

    # profiles -----------------------------------------------------------------------------------------------------

    def list(self, role: str = "") -> list[Profile]:
        """Return the kept profiles by name, of one role or of all."""
        with self._place.store.read() as reader:
            return [_profile(row) for row in table_profiles.every(reader) if role in {"", row.role}]

    def save(self, profile: Profile, *, replace: bool = False) -> Profile:
        """Keep a profile under its name; with `replace` one of the same name is overwritten.

        Raises `BadInput`: `table_profile_unnamed`, `table_profile_taken`, `table_profile_lacks`.
        """
        self._place.permissions.demand(Action.IMPORT)
        name = _named(profile.name)
        if profile.missing():
            raise BadInput("table_profile_lacks", fields=", ".join(profile.missing()))
        with self._place.store.write() as work:
            twin = _twin(work, profile.role, name)
            if twin not in {"", profile.id} and not replace:
                raise BadInput("table_profile_taken", name=name)
            return self._put(work, dataclasses.replace(profile, id=twin or profile.id, name=name))

    def rename(self, profile_id: str, name: str) -> Profile:
        """Give a profile another name; raises as `save`, and `NotAllowed("table_profile_unknown")`."""
        self._place.permissions.demand(Action.IMPORT)
        title = _named(name)
        with self._place.store.write() as work:
            found = _found(work, profile_id)
            if _twin(work, found.role, title) not in {"", profile_id}:
                raise BadInput("table_profile_taken", name=title)
            return self._put(work, dataclasses.replace(found, name=title))

    def delete(self, profile_id: str) -> None:
        """Delete a profile; files that were read by it stay as they were taken in."""
        self._place.permissions.demand(Action.IMPORT)
        with self._place.store.write() as work:
            table_profiles.remove(work, profile_id)

    def export(self, profile_id: str) -> str:
        """Return a profile as JSON, for another workplace. Raises `NotAllowed("table_profile_unknown")`."""
        with self._place.store.read() as reader:
            return table_files.to_json(_found(reader, profile_id))

    def take(self, text: str) -> Profile:
        """Keep a profile that was exported elsewhere; a name that is taken gets a number.

        Raises `BadInput`: `table_profile_malformed`, and as `save`.
        """
        profile = table_files.from_json(text)
        taken = {one.name for one in self.list(profile.role)}
        name, number = _named(profile.name), 1
        while name in taken:
            number += 1
            name = f"{profile.name[: _LONGEST_NAME - 6]} ({number})"
        return self.save(dataclasses.replace(profile, name=name))

    def _put(self, work: UnitOfWork, profile: Profile) -> Profile:
        kept = dataclasses.replace(profile, id=profile.id or new_id(self._place.instant), built_in=False)
        body = table_files.to_json(kept)
        table_profiles.put(
            work, TableProfileRow(kept.id, kept.role, kept.name, body, self._place.actor, work.now)
        )
        return kept


def _named(name: str) -> str:
    title = " ".join(name.split())[:_LONGEST_NAME]
    if not title:
        raise BadInput("table_profile_unnamed")
    return title


def _twin(reader: Reader, role: str, name: str) -> str:
    return next((row.id for row in table_profiles.every(reader) if (row.role, row.name) == (role, name)), "")


def _found(reader: Reader, profile_id: str) -> Profile:
    row = table_profiles.find(reader, profile_id)
    if row is None:
        raise NotAllowed("table_profile_unknown")
    return _profile(row)


def _profile(row: TableProfileRow) -> Profile:
    """Return a kept profile; its row has the name and the id."""
    return dataclasses.replace(table_files.from_json(row.body), id=row.id, name=row.name)
