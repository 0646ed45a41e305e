"""What goes on by itself in an open profile: exports that are due, then the rules of notifications, then e-mail.

A window calls `export` and `look` after changes, every minute and after a session; `bsclient sync` calls `run` once, after its
session.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bsclient.services.exports.running import FolderExports, Ran
from bsclient.services.notices import words as notice_words
from bsclient.services.notices.telling import Bell, Notices

if TYPE_CHECKING:
    from bsclient.services.exchange.delivery import SyncReport


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one turn came to: `sentences` are those of `bell.tray`."""

    bell: Bell
    sentences: tuple[str, ...] = ()
    exports: tuple[Ran, ...] = ()

    @property
    def failed(self) -> str:
        """The name of the first export that went wrong; "" when none did."""
        return next((one.name for one in self.exports if one.error is not None), "")


class Automation:
    """Exports and notices apart, as a window wants them, or both in turn."""

    def __init__(self, notices: Notices, exports: FolderExports) -> None:
        self._notices, self._exports = notices, exports

    def run(self, report: SyncReport | None = None, language: str = "en") -> Outcome:
        """Do what is due; `report` is that of the session that has just ended."""
        ran = self.export()
        return dataclasses.replace(self.look(report, language), exports=ran)

    def export(self) -> tuple[Ran, ...]:
        """Run the exports that are due; a share that hangs holds this up."""
        return tuple(self._exports.run_due())

    def look(self, report: SyncReport | None = None, language: str = "en") -> Outcome:
        """Let the rules look; `report` is that of the session that has just ended."""
        if report is not None:
            self._notices.synchronised(report)
        bell = self._notices.look()
        said = (notice_words.words(row.code, row.facts, language, amounts=bell.amounts) for row in bell.tray)
        return Outcome(bell, tuple(said))
