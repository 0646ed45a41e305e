"""Why the bank did what it did, in a few words: for lists, which do not have the facts of the last status.

A text that names facts would show dashes in their places; the details and the history, which have them, show it whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bsclient import texts
from bsclient.domain.states import State
from bsclient.gui import problems, words
from bsclient.gui.tr import N_, language, tr

FROM: Final = "pending_from"
OFFERED: Final = "pending_offered"
"""Codes of documents that came from a colleague for signing, and that are with one."""

HELD: Final = frozenset({"payee_hold_new", "payee_hold_changed"})
"""Codes of payments that the bank has put off for their payee's sake."""

_SHORT: Final[Mapping[str, str]] = {
    "already_executed": N_("Already executed, too late to recall"),
    FROM: N_("For your signature"),
    OFFERED: N_("With colleagues for signing"),
    "pending_withdrawn": N_("Taken back from signing"),
    "pending_refused": N_("A colleague refused to sign"),
    "certificate_unknown": N_("The bank does not know the certificate"),
    "day_limit": N_("Over the day's limit of the account"),
    "document_final": N_("Unknown to the bank or already closed"),
    "payee_account_closed": N_("The payee's account is closed"),
    "payee_account_unknown": N_("The payee's bank has no such account"),
    "payee_blocked_by_you": N_("Your organisation has blocked this payee"),
    "payee_hold_changed": N_("Put off by the bank: other details of the payee"),
    "payee_hold_new": N_("Put off by the bank: a new payee"),
    "payee_blocked": N_("The bank does not pay to this account"),
    "payee_inn_mismatch": N_("The payee's INN does not fit the account"),
    "recall_final": N_("Already closed, no recall is needed"),
    "recall_mismatch": N_("The recall request does not fit the document"),
    "recall_received": N_("Suspended: a recall is requested"),
    "recalled_by_client": N_("Recalled at your request"),
    "signature_missing": N_("Signatures are missing"),
    "signature_twice": N_("Signed twice by one person"),
    "signer_foreign": N_("Signed with a key of another client"),
    "signer_without_right": N_("The signer may not sign"),
    "type_not_served": N_("The bank does not take such documents"),
    "waiting_funds": N_("Waits for money on the account"),
}


def state_words(state: State, code: str) -> str:
    """Name the state of a document; one that waits for its payee's sake is called so."""
    return tr("Put off by the bank") if state is State.SUSPENDED and code in HELD else words.state(state)


def shared(code: str) -> bool:
    """Whether a code speaks of signing with colleagues: the note beside it is theirs, not the bank's."""
    return code.startswith("pending_")


def note(code: str, words: str) -> str:
    """Say whose words the note beside a code is."""
    if code == FROM:
        return tr("From: {name}").format(name=words)
    if shared(code):
        return tr("Reason: {note}").format(note=words)
    return tr("The bank writes: {note}").format(note=words)


def short(code: str) -> str:
    """Say a status code without its facts; "" for none."""
    if not code:
        return ""
    if code in _SHORT:
        return tr(_SHORT[code])
    if texts.places(code, language()):
        return tr("The reason is in the history")
    return problems.of_code(code).message
