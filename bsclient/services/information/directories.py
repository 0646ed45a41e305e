"""The BIC directory in force: the edition that came with the program or a newer one, and the bank's own entry."""

from __future__ import annotations

import threading
from datetime import date
from typing import TYPE_CHECKING, Final

from bsclient.errors import BadInput
from bsclient.storage import blobs, settings
from bsclient.storage.engine import Store

if TYPE_CHECKING:
    from bsclient.domain.banks import Bank, BicDirectory

_LOADED: Final = "directory.ed807"


class Directories:
    """Banks by BIC and by what a person types. `own` is the bank of the profile, if no edition has it."""

    def __init__(self, store: Store, own: Bank) -> None:
        self._store = store
        self._own = own
        self._lock = threading.Lock()
        self._edition: BicDirectory | None = None

    def find(self, bic: str) -> Bank | None:
        """Return the participant with this BIC."""
        found = self._banks().find(bic)
        return self._own if found is None and bic == self._own.bic else found

    def bank(self, bic: str) -> Bank | None:
        """Return the participant with this BIC."""
        return self.find(bic)

    def banks(self, text: str, limit: int = 20) -> list[Bank]:
        """Return participants whose BIC begins with the text or whose names and towns have its words."""
        found = self._banks().search(text, limit)
        from bsclient.domain.banks import BicDirectory

        own = BicDirectory([self._own], self._banks().business_day).search(text, 1)
        added = [bank for bank in own if self._banks().find(bank.bic) is None]
        return (added + found)[:limit]

    def everything(self) -> list[Bank]:
        """Return every participant by name, the profile's own bank too."""
        listed = self._banks()
        added = [self._own] if listed.find(self._own.bic) is None else []
        return sorted((*added, *listed.all()), key=lambda bank: (bank.name, bank.bic))

    @property
    def business_day(self) -> date | None:
        """The day from which the edition is in force."""
        return self._banks().business_day

    def load_ed807(self, data: bytes) -> BicDirectory:
        """Keep another edition (XML, ZIP or GZIP of the Bank of Russia).

        Raises BadInput: what the reader says, `directory_older` when the one in force is newer.
        """
        from bsclient.formats import ed807

        edition = ed807.read_directory(data)
        held = self.business_day
        if held is not None and edition.business_day is not None and edition.business_day < held:
            raise BadInput("directory_older", value=edition.business_day.isoformat(), limit=held.isoformat())
        with self._store.write() as work:
            settings.put(work, _LOADED, blobs.put(work, ed807.write_compact(edition)))
            work.touch_directories()
        with self._lock:
            self._edition = edition
        return edition

    def offered(self, data: bytes) -> None:
        """Keep an edition that the bank offers, unless the one in force is newer. BadInput as of `load_ed807`."""
        try:
            self.load_ed807(data)
        except BadInput as error:
            if error.code != "directory_older":
                raise

    def _banks(self) -> BicDirectory:
        with self._lock:
            if self._edition is None:
                self._edition = self._newest()
            return self._edition

    def _newest(self) -> BicDirectory:
        from bsclient.formats import ed807  # XML; nobody needs a bank before the first window is there

        builtin = ed807.builtin_banks()
        with self._store.read() as reader:
            name = settings.get(reader, _LOADED)
            loaded = ed807.read_compact(blobs.get(reader, name)) if name else None
        if loaded is None or (loaded.business_day or date.min) < (builtin.business_day or date.min):
            return builtin
        return loaded
