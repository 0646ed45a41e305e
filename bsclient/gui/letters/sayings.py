"""What is said of letters: kinds, how far the bank is, by when it answers, which conversations are shown."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from bsclient import clock
from bsclient.domain.states import State
from bsclient.gui import format as written
from bsclient.gui import words
from bsclient.gui.tr import N_, tr
from bsclient.protocol.letters import LetterEvent

if TYPE_CHECKING:
    from bsclient.services.letters.threads import LetterView, Step

MARKS: Final = {
    1: N_("Not helped at all"),
    2: N_("Hardly helped"),
    3: N_("Helped in part"),
    4: N_("Helped"),
    5: N_("Helped fully"),
}
_STEPS: Final = {
    LetterEvent.RECEIVED: N_("Received by the bank"),
    LetterEvent.OPENED: N_("Opened at the bank"),
    LetterEvent.ASSIGNED: N_("Taken up at the bank"),
    LetterEvent.RELEASED: N_("Back in the queue of the bank"),
    LetterEvent.ANSWERED: N_("Answered by the bank"),
    LetterEvent.CLOSED: N_("Closed by the bank"),
}
_MINUTE: Final = 60
_HOUR: Final = 3600


def state_words(state: State) -> str:
    """Return the word for a state of a letter: some mean something else than with payments."""
    own = {
        State.INVALID: tr("Draft, not complete"),
        State.NEW: tr("Draft"),
        State.UNKNOWN: tr("On its way, no receipt yet"),
        State.EXECUTED: tr("Answered by the bank"),
    }
    return own.get(state) or words.state(state)


def step_words(step: Step) -> str:
    """Say what happened to a letter at the bank, by whom and when."""
    said = tr(_STEPS[LetterEvent(step.event)])
    who = f" ({step.by})" if step.by else ""
    return f"{said}{who}, {moment(step.at)}"


def moment(at: datetime) -> str:
    """Return the time of an instant of today, with the day for any other."""
    today = clock.business_day(clock.now())
    return written.clock(at) if clock.business_day(at) == today else written.instant(at)


def due_words(due: datetime | None, now: datetime) -> str:
    """Say by when the bank answers, and how long that is."""
    if due is None:
        return tr("The bank's answer is awaited")
    left = int((due - now).total_seconds())
    if left < 0:
        return tr("The bank's answer is late: it was due by {time}").format(time=moment(due))
    if left < _HOUR:
        minutes = max(1, left // _MINUTE)
        return tr("The bank answers by {time}, in %n minute(s)", "", minutes).format(time=moment(due))
    return tr("The bank answers by {time}").format(time=moment(due))


def author(letter: LetterView) -> str:
    """Say who wrote a letter."""
    return letter.author or (tr("Bank") if letter.incoming else tr("We"))
