"""What the state and the maker of a document allow, whoever asks: rights say who, this says when."""

from __future__ import annotations

from typing import Final

from bsclient.domain.document_types import registry
from bsclient.domain.families import Flow
from bsclient.domain.rights.policy import Reason
from bsclient.domain.rights.words import Action
from bsclient.domain.states import EDITABLE, RECALLABLE, State

_SIGNABLE: Final = frozenset((State.NEW, State.IMPORTED, State.PARTLY_SIGNED))
_WHEN: Final[dict[Action, tuple[frozenset[State], str]]] = {
    Action.EDIT: (frozenset(EDITABLE), "state_not_editable"),
    Action.DELETE: (frozenset(EDITABLE), "state_not_editable"),
    Action.SIGN1: (_SIGNABLE, "state_not_signable"),
    Action.SIGN2: (_SIGNABLE, "state_not_signable"),
    Action.APPROVE: (_SIGNABLE, "state_not_signable"),
    Action.SEND: (frozenset((State.SIGNED,)), "state_not_sendable"),
    Action.RECALL: (frozenset(RECALLABLE), "state_not_recallable"),
}
_OF_BANK: Final = frozenset(
    (Action.VIEW, Action.PRINT, Action.EXPORT, Action.LETTERS, Action.PAYEES, Action.ADMIN)
)
"""What is done with documents that the bank made; all else is done with the client's own."""


def why_not(action: Action, kind: str, state: State | None) -> Reason | None:
    """Say why nobody may do something with such a document; `state` None is a document that does not exist yet."""
    if kind in registry and registry[kind].flow is Flow.IN and action not in _OF_BANK:
        return Reason("type_of_bank", {"value": kind})
    when = _WHEN.get(action)
    if when is None or (state is not None and state in when[0]):
        return None
    return Reason(when[1])
