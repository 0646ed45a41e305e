"""Growing delay after wrong passphrases: 1, 2, 4 … 60 seconds; after ten wrong ones a new login is needed.

Pure: the state is a small value, the caller keeps it and says what time it is. It slows a person at the window; a thief of
the file is slowed only by the cost of the container.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bsclient.errors import NotAllowed

LONGEST = 60
LAST_TRY = 10


@dataclass(frozen=True, slots=True)
class Attempts:
    """Wrong passphrases in a row and the instant of the last one (aware, UTC)."""

    wrong: int = 0
    last: datetime | None = None

    @property
    def login_needed(self) -> bool:
        return self.wrong >= LAST_TRY


def after_wrong(state: Attempts, at: datetime) -> Attempts:
    return Attempts(state.wrong + 1, at)


def after_right() -> Attempts:
    return Attempts()


def delay(wrong: int) -> timedelta:
    """Return the pause that follows so many wrong passphrases in a row."""
    if wrong <= 0:
        return timedelta()
    return timedelta(seconds=min(LONGEST, 1 << min(wrong - 1, LONGEST)))


def wait(state: Attempts, at: datetime) -> timedelta:
    """Return how long the next try must wait; a clock set back never makes it longer than the whole pause."""
    if state.last is None:
        return timedelta()
    pause = delay(state.wrong)
    return min(pause, max(timedelta(), state.last + pause - at))


def check(state: Attempts, at: datetime) -> None:
    """Refuse a try that comes too early, or any try after the tenth. NotAllowed."""
    if state.login_needed:
        raise NotAllowed("passphrase_login_needed", wrong=str(state.wrong))
    left = wait(state, at)
    if left > timedelta():
        raise NotAllowed("passphrase_wait", seconds=str(-(-left // timedelta(seconds=1))))
