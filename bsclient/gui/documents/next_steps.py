"""What comes next for a document, in words and as acts: for the journal and the history."""

from __future__ import annotations

from typing import Final

from bsclient.domain import states
from bsclient.domain.states import State
from bsclient.gui.documents.journal_actions import BY_ID
from bsclient.gui.documents.journal_kinds import takes
from bsclient.gui.documents.status_words import HELD, OFFERED
from bsclient.gui.tr import N_, tr

_MENDED: Final = N_("Make a copy with correction, sign and send it; the rejected document stays as it is.")
_WORKING: Final = N_(
    "The bank is working on it; the next status comes by itself. Until it is executed you can ask for a recall."
)
_DONE: Final = N_("Nothing more is to be done.")

_HINTS: Final = {
    State.INVALID: N_("Open it and mend what is marked; then it can be signed."),
    State.NEW: N_("Sign it."),
    State.IMPORTED: N_("Look it through and sign it."),
    State.PARTLY_SIGNED: N_("It goes to the bank when the set of signatures is complete."),
    State.SIGNED: N_("Send it to the bank."),
    State.QUEUED: N_("It goes with the next synchronisation (F9); until then it can be taken back."),
    State.UNKNOWN: N_(
        "It was sent, but the bank's receipt has not come yet. Synchronise: the same data are offered again, so nothing"
        " is paid twice. Do not enter this payment anew."
    ),
    State.DELIVERED: _WORKING,
    State.ACCEPTED: _WORKING,
    State.EXPORTED: _WORKING,
    State.ACCEPTED_ABS: _WORKING,
    State.SUSPENDED: N_("The bank holds it while it decides on the recall request."),
    State.WAITING_FUNDS: N_(
        "The account holds too little. The bank executes it when money comes; until then it can be recalled."
    ),
    State.BAD_SIGNATURE: _MENDED,
    State.BAD_DETAILS: _MENDED,
    State.REJECTED: _MENDED,
    State.REFUSED_ABS: _MENDED,
    State.EXECUTED: _DONE,
    State.PARTLY_EXECUTED: N_("Look in the statement what was paid; the rest needs another payment."),
    State.RECALLED: N_("It was recalled at your request and will not be executed."),
    State.DELETED: N_("It was deleted and can be restored."),
    State.INCOMING: N_("The bank sent it. Open it and read it."),
    State.READ: N_("It was read. If the bank waits for an answer, answer from its page."),
    State.ANSWERED: N_("It was answered; nothing is left to do."),
}
_OFFERED: Final = ("correct", "sign", "refuse", "take_back", "offer", "send", "restore", "recall", "confirm")


_HELD: Final = N_(
    "It goes on when the time has passed or when another person confirms it. If anything about the payee is doubtful,"
    " recall it."
)


def hint(state: State, code: str = "") -> str:
    """Say what comes next; `code` is that of the last status."""
    return tr(_HELD if state is State.SUSPENDED and code in HELD else _HINTS[state])


def offered(state: State, kind: str, code: str = "") -> list[str]:
    """Return the ids of acts that lead on, the best first; `code` is that of the last status."""
    found = [
        each for each in _OFFERED
        if state in BY_ID[each].allowed and takes(each, kind)
        and (not BY_ID[each].codes or code in BY_ID[each].codes) and code not in BY_ID[each].without
        and not (each == "sign" and code == OFFERED)
    ]  # fmt: skip
    if state in states.EDITABLE and "sign" not in found:
        return ["open", *found]
    return found
