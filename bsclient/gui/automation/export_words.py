"""Words of exports in the language of the windows."""

from __future__ import annotations

from typing import Final

from bsclient.gui import format as written
from bsclient.gui import problems
from bsclient.gui.tr import N_, tr
from bsclient.services.exports.running import FileRow, Job, What, When

WHATS: Final = {
    What.NEW: N_("New operations since the last file"),
    What.DAY: N_("A file a day, anew when it changes"),
    What.FINAL: N_("Final days only, one file each"),
}
WHENS: Final = {
    When.SYNC: N_("After each synchronisation"),
    When.DAILY: N_("Every day at"),
    When.WEEKLY: N_("Every week on"),
}
WHENS_ALONE: Final = {
    When.SYNC: N_("After each synchronisation"),
    When.DAILY: N_("Every day"),
    When.WEEKLY: N_("Every week"),
}
"""Where the time stands in a field of its own."""
DAYS: Final = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip
MARKS: Final = N_(
    "{account} is the account, {last4} its last digits, {date} and {time} the time of writing, {from} and {to} the period,"
    " {name} the name of the export."
)
"""What the marks in a pattern of names stand for; all of `files.MARKS`."""
_ICONS: Final = {
    "export_withdrawn": ("info", "muted"),
    "export_left": ("warning", "partly"),
    "export_deleted": ("warning", "partly"),
    "export_taken": ("warning", "partly"),
    "export_narrowed": ("info", "partly"),
}
"""What is no failure, but is to be looked at."""


def what(job: Job) -> str:
    """Say what a job writes."""
    return tr(WHATS[job.what])


def when(job: Job) -> str:
    """Say when a job runs."""
    words = tr(WHENS[job.when])
    if job.when is When.SYNC:
        return words
    day = f" {tr(DAYS[job.weekday])}," if job.when is When.WEEKLY else ""
    return f"{words}{day} {job.at}"


def icon(row: FileRow) -> tuple[str, str]:
    """Return the icon of a line of the log and its colour."""
    known = _ICONS.get(row.code)
    if known is not None:
        return known
    if row.state == "failed":
        return "error", "rejected"
    return ("queued", "partly") if row.state == "ready" else ("ok", "done")


def explanation(row: FileRow) -> str:
    """Say all of a line of the log: where the file is and its hash, or what went wrong and how to mend it."""
    if row.state == "failed":
        return problems.of_code(row.code, dict(row.facts)).whole
    parts = [f"{row.folder}", f"{tr('Account')} {written.account(row.account)}", f"SHA-256 {row.sha256}"]
    if row.code:
        parts.append(problems.of_code(row.code, dict(row.facts)).whole)
    return "\n".join(parts)
