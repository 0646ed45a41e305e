"""Reminders of a key's end: once at 30, 14, 7 and 1 day before it, in a window of their own; the bar of the home page stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bsclient.gui.shell import Shell
from bsclient.gui.tr import tr
from bsclient.gui.widgets.dialogs import Message

if TYPE_CHECKING:
    from bsclient.services.keys.certificates import KeyStatus

STEPS: Final = (30, 14, 7, 1)
"""Days before the end of a key."""
_REMINDED: Final = "key.reminded"


def step(days: int) -> int:
    """Return the reminder that is due with so many days left; 0 for none yet."""
    return min((one for one in STEPS if days <= one), default=0)


def remind(shell: Shell, status: KeyStatus) -> Message | None:
    """Remind of the key's end if it was not done yet for this key and step; returns the window."""
    if status.state.value != "renew_soon" or status.days_left is None:
        return None
    due = step(status.days_left)
    told = f"{status.serial}:{due}"
    if not due or shell.memory.text(_REMINDED) == told:
        return None
    shell.memory.set(_REMINDED, told)
    words = tr("Your key is valid for %n more day(s)", "", status.days_left)
    dialog = Message(
        shell.window,
        words,
        tr(
            "Renew it now: it takes a minute and no paper. After its end a new key needs an activation code and a printed act, and "
            "nothing can be signed until the bank has accepted it."
        ),
        "warning",
    )

    def renew() -> None:
        dialog.accept()
        shell.open_page("keys", renew=True)

    dialog.add_button(tr("Renew…"), renew, primary=True)
    dialog.add_close(tr("Later"))
    dialog.open()
    return dialog
