"""Tabs of the journal: groups of states that follow from the table of states, not from a list kept by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bsclient.domain import states
from bsclient.domain.states import Event, State
from bsclient.gui.tr import tr
from bsclient.services.documents.listing import Totals

SIGN: Final = frozenset({Event.SIGN_PART, Event.SIGN_LAST})
UNSIGN: Final = frozenset({Event.UNSIGN_PART, Event.UNSIGN_LAST})


def where(*events: Event) -> frozenset[State]:
    """Return the states in which a user can let one of the events happen."""
    wanted = frozenset(events)
    return frozenset(state for state in State if states.possible(state) & wanted)


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab; no states: all but deleted ones. A rare one is only shown while it holds something."""

    key: str
    states: frozenset[State] = frozenset()
    rare: bool = False

    def count(self, counts: Mapping[State, Totals]) -> int:
        """Return how many documents the tab shows."""
        return sum(part.count for part in self.parts(counts))

    def parts(self, counts: Mapping[State, Totals]) -> list[Totals]:
        """Return the totals of the states that the tab shows."""
        return [part for state, part in counts.items() if self.holds(state)]

    def holds(self, state: State) -> bool:
        """Whether documents in a state stand in this tab."""
        return state in self.states if self.states else state is not State.DELETED


def titles() -> dict[str, str]:
    """Return what stands on the tabs, by their keys: the documents in a state, hence other words than for one of them."""
    return {
        "all": tr("All", "tab"),
        "unread": tr("Unread", "tab"),
        "received": tr("Read", "tab"),
        "errors": tr("With errors", "tab"),
        "to_sign": tr("To sign", "tab"),
        "partly": tr("Partly signed", "tab"),
        "signed": tr("Signed", "tab"),
        "queued": tr("To be sent", "tab"),
        "unknown": tr("No receipt yet", "tab"),
        "at_bank": tr("At the bank", "tab"),
        "executed": tr("Executed", "tab"),
        "rejected": tr("Rejected", "tab"),
        "recalled": tr("Recalled", "tab"),
        "bin": tr("Deleted", "tab"),
    }


_SIGNABLE: Final = where(*SIGN)
_SIGNED: Final = where(Event.QUEUE)
_DONE: Final = frozenset(states.FINAL) - frozenset(states.FAILED) - {State.RECALLED}

TABS: Final = (
    Tab("all"),
    Tab("unread", frozenset({State.INCOMING}), rare=True),
    Tab("received", frozenset({State.READ, State.ANSWERED}), rare=True),
    Tab("errors", frozenset(states.EDITABLE) - _SIGNABLE, rare=True),
    Tab("to_sign", _SIGNABLE),
    Tab("partly", _SIGNABLE & where(*UNSIGN), rare=True),
    Tab("signed", _SIGNED),
    Tab("queued", where(Event.UNQUEUE)),
    Tab("unknown", frozenset({State.UNKNOWN}), rare=True),
    Tab("at_bank", frozenset(states.AT_BANK)),
    Tab("executed", _DONE),
    Tab("rejected", frozenset(states.FAILED)),
    Tab("recalled", frozenset({State.RECALLED}), rare=True),
    Tab("bin", where(Event.RESTORE), rare=True),
)
"""Tabs may overlap: a partly signed document is also one to sign."""

BY_KEY: Final = {tab.key: tab for tab in TABS}
