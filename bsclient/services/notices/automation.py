"""What goes on by itself in an open profile: exports that are due, then the rules of notifications, then e-mail.

A window calls `run` after changes, every minute and after a session; `bsclient sync` calls it once, after its session.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bsclient.services.exports.running import FolderExports, Ran
from bsclient.services.notices import words as notice_words
from bsclient.services.notices.telling import Bell, Notices

if TYPE_CHECKING:
    from bsclient.services.exchange.delivery import SyncReport


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one turn came to: `sentences` are those of `bell.tray`; `failed` names the first export that went wrong."""

    bell: Bell
    sentences: tuple[str, ...] = ()
    written: int = 0
    failed: str = ""
    exports: tuple[Ran, ...] = ()


class Automation:
    """One turn at a time does everything; a part that fails does not keep the others away."""

    def __init__(self, notices: Notices, exports: FolderExports) -> None:
        self._notices, self._exports = notices, exports

    def run(self, report: SyncReport | None = None, language: str = "en") -> Outcome:
        """Do what is due; `report` is that of the session that has just ended."""
        if report is not None:
            self._notices.synchronised(report)
        ran = self._exports.run_due()
        failed = next((one for one in ran if one.error is not None), None)
        bell = self._notices.look()
        said = tuple(
            notice_words.words(row.code, row.facts, language, amounts=bell.amounts) for row in bell.tray
        )
        written = sum(one.files for one in ran)
        return Outcome(bell, said, written, "" if failed is None else failed.name, tuple(ran))
