"""Words for states and events of documents, in the language of the windows."""

from __future__ import annotations

from typing import Final

from bsclient.domain.states import Event, State
from bsclient.gui.tr import N_, tr

_STATES: Final = {
    State.INVALID: N_("Invalid"),
    State.NEW: N_("Created"),
    State.IMPORTED: N_("Imported"),
    State.PARTLY_SIGNED: N_("Partly signed"),
    State.SIGNED: N_("Signed"),
    State.QUEUED: N_("To be sent"),
    State.UNKNOWN: N_("Sent, no receipt yet"),
    State.DELIVERED: N_("Delivered"),
    State.BAD_SIGNATURE: N_("Signature refused"),
    State.BAD_DETAILS: N_("Details refused"),
    State.ACCEPTED: N_("Accepted"),
    State.SUSPENDED: N_("Suspended"),
    State.EXPORTED: N_("Exported to ABS"),
    State.ACCEPTED_ABS: N_("Accepted by ABS"),
    State.WAITING_FUNDS: N_("Waiting for funds"),
    State.EXECUTED: N_("Executed"),
    State.PARTLY_EXECUTED: N_("Partly executed"),
    State.REJECTED: N_("Rejected by the bank"),
    State.REFUSED_ABS: N_("Refused by ABS"),
    State.RECALLED: N_("Recalled"),
    State.DELETED: N_("Deleted"),
    State.INCOMING: N_("Received"),
    State.READ: N_("Read"),
    State.ANSWERED: N_("Processed"),
}
_EVENTS: Final = {
    Event.SAVE_INVALID: N_("Saved with errors"),
    Event.SAVE_VALID: N_("Saved"),
    Event.SAVE_IMPORTED: N_("Imported from a file"),
    Event.DELETE: N_("Deleted"),
    Event.RESTORE: N_("Restored"),
    Event.SIGN_PART: N_("Signed, more signatures are needed"),
    Event.SIGN_LAST: N_("Signed, the set is complete"),
    Event.UNSIGN_PART: N_("A signature was taken off"),
    Event.UNSIGN_LAST: N_("The last signature was taken off"),
    Event.VOID: N_("Signatures became void: a key has ended"),
    Event.QUEUE: N_("Put into the queue for the bank"),
    Event.UNQUEUE: N_("Taken out of the queue"),
    Event.SEND: N_("Sent to the bank"),
    Event.RECEIVE: N_("Delivered to the bank"),
    Event.FIND_BAD_SIGNATURE: N_("The bank found the signature wrong"),
    Event.FIND_BAD_DETAILS: N_("The bank found the details wrong"),
    Event.ACCEPT: N_("Accepted by the bank"),
    Event.SUSPEND: N_("Suspended by the bank"),
    Event.EXPORT: N_("Exported to the banking system (ABS)"),
    Event.ACCEPT_ABS: N_("Accepted by the banking system (ABS)"),
    Event.WAIT_FUNDS: N_("Waiting for funds (card index 2)"),
    Event.EXECUTE: N_("Executed"),
    Event.EXECUTE_PART: N_("Partly executed"),
    Event.REJECT: N_("Rejected by the bank"),
    Event.REFUSE_ABS: N_("Refused by the banking system (ABS)"),
    Event.RECALL: N_("Recalled at the client's request"),
    Event.OFFER: N_("Given to colleagues for signing"),
    Event.ARRIVE: N_("Came from a colleague for signing"),
    Event.COSIGN: N_("Signed by a colleague, more signatures are needed"),
    Event.COMPLETE: N_("Signed by a colleague, the set is complete"),
    Event.RETURN: N_("Came back from signing"),
    Event.LEAVE: N_("Is no longer for signing"),
    Event.RECEIVE_IN: N_("Received from the bank"),
    Event.OPEN: N_("Opened and read"),
    Event.ANSWER: N_("Answered"),
}


def state(value: State) -> str:
    """Return the name of a state."""
    return tr(_STATES[value])


def event(value: Event) -> str:
    """Return what an event means for the history."""
    return tr(_EVENTS[value])
