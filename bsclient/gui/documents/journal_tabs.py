"""Tabs of the journal: groups of states that follow from the table of states, not from a list kept by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bsclient.domain import states
from bsclient.domain.states import Event, State
from bsclient.gui.tr import N_
from bsclient.services.listing import Totals

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
    title: str
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


_SIGNABLE: Final = where(*SIGN)
_SIGNED: Final = where(Event.QUEUE)
_DONE: Final = frozenset(states.FINAL) - frozenset(states.FAILED) - {State.RECALLED}

TABS: Final = (
    Tab("all", N_("All")),
    Tab("errors", N_("With errors"), frozenset(states.EDITABLE) - _SIGNABLE, rare=True),
    Tab("to_sign", N_("To sign"), _SIGNABLE),
    Tab("partly", N_("Partly signed"), _SIGNABLE & where(*UNSIGN), rare=True),
    Tab("signed", N_("Signed"), _SIGNED),
    Tab("queued", N_("To be sent"), where(Event.UNQUEUE)),
    Tab("unknown", N_("No receipt yet"), frozenset({State.UNKNOWN}), rare=True),
    Tab("at_bank", N_("At the bank"), frozenset(states.AT_BANK)),
    Tab("executed", N_("Executed"), _DONE),
    Tab("rejected", N_("Rejected"), frozenset(states.FAILED)),
    Tab("recalled", N_("Recalled"), frozenset({State.RECALLED}), rare=True),
    Tab("bin", N_("Deleted"), where(Event.RESTORE), rare=True),
)
"""Tabs may overlap: a partly signed document is also one to sign."""

BY_KEY: Final = {tab.key: tab for tab in TABS}
