"""What the bank takes of files, as it said when it was called last; before that what any bank takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bsclient.protocol.messages import Limits
from bsclient.storage import settings
from bsclient.storage.engine import Store
from bsclient.storage.unit_of_work import Reader

_KEY: Final = "bank.files"
_DECLARED: Final = 10
"""Files that the declaration of a letter has room for."""


@dataclass(frozen=True, slots=True)
class FileLimits:
    """Bytes of one file, files of one letter, bytes of all files of a letter (0: no word of it)."""

    largest: int = 5 * 1024 * 1024
    most: int = _DECLARED
    together: int = 0


def keep(store: Store, told: Limits) -> None:
    """Keep the limits of a greeting if they are others than before."""
    value = f"{told.attachment} {min(told.attachments, _DECLARED)} {told.attachments_total}"
    with store.read() as reader:
        known = settings.get(reader, _KEY)
    if known != value:
        with store.write() as work:
            settings.put(work, _KEY, value)
            work.touch_letters()  # whoever shows the limits reads them again


def files(reader: Reader) -> FileLimits:
    """Return the limits in force."""
    value = settings.get(reader, _KEY)
    return FileLimits(*map(int, value.split())) if value else FileLimits()
