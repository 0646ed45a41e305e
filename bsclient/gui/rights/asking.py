"""Why an act is not offered, in words: actions are closed with the reason in their tool tips."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction

from bsclient.domain.rights import Action, Reason
from bsclient.gui import problems
from bsclient.gui.tips import tip

if TYPE_CHECKING:
    from bsclient.services.desk import Desk

SIGN: Final = "sign"
_TIP: Final = "usual_tip"
_JOURNAL: Final[Mapping[str, Action | str]] = {
    "new": Action.CREATE, "template": Action.CREATE, "copy": Action.CREATE, "correct": Action.CREATE,
    "import": Action.IMPORT, "open": Action.VIEW, SIGN: SIGN, "offer": Action.SEND, "take_back": Action.SEND,
    "send": Action.SEND, "queue": Action.SEND, "unqueue": Action.SEND, "recall": Action.RECALL,
    "bulk": Action.EDIT, "repeat": Action.TEMPLATES, "delete": Action.DELETE, "restore": Action.DELETE,
    "print": Action.PRINT, "pdf": Action.PRINT, "write": Action.EXPORT, "export": Action.EXPORT,
    "evidence": Action.EXPORT,
}  # fmt: skip
"""The right that each act of the journal asks for."""
FREE: Final = frozenset(("new", "template", "import", "export"))
"""Acts that are about the types of the list, not about chosen documents."""


def said(reason: Reason | None) -> str:
    """Return a reason and its way out in words; "" for none."""
    return "" if reason is None else problems.of_code(reason.code, dict(reason.facts)).whole


def reason(desk: Desk, action: Action, kind: str = "", account: str = "") -> str:
    """Say why the user may not do something; "" if he may."""
    return said(desk.permissions.why_not(action, kind, account))


def signing(desk: Desk, kind: str, account: str = "") -> str:
    """Say why the user may not sign such a document; "" if he may."""
    return said(desk.permissions.why_not_sign(kind, account))


def denied(desk: Desk, listed: Iterable[str], chosen: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the acts of the journal that the user has no right to, each with the reason.

    `listed` are the types of the list, `chosen` type and account of each chosen document. An act on chosen documents is
    closed when it is for one of them; one about types, when it is for all of them.
    """
    types, pairs = list(listed), set(chosen)
    found: dict[str, str] = {}
    for act, action in _JOURNAL.items():
        if act in FREE:
            answers = [_ask(desk, action, kind, "") for kind in types]
            closed = answers[0] if answers and all(answers) else None
        else:
            closed = next((answer for pair in pairs if (answer := _ask(desk, action, *pair))), None)
        if closed is not None:
            found[act] = said(closed)
    return found


def may_begin(desk: Desk, codes: Iterable[str]) -> bool:
    """Whether the user may begin a document of one of these types."""
    return any(desk.permissions.may(Action.CREATE, code) for code in codes)


def offer(action: QAction, why_not: str) -> None:
    """Open an action, or close it and say why in its tool tip."""
    usual = action.property(_TIP)
    if usual is None:
        usual = action.toolTip()
        action.setProperty(_TIP, usual)
    action.setEnabled(not why_not)
    action.setToolTip(tip(f"{action.text()}\n{why_not}" if why_not else str(usual)))


def close(why_not: str, *actions: QAction) -> None:
    """Close actions that the user has no right to and say why; without a reason they stay as they are."""
    for action in actions:
        if why_not:
            offer(action, why_not)
        elif action.property(_TIP) is not None:
            action.setToolTip(tip(str(action.property(_TIP))))


def _ask(desk: Desk, action: Action | str, kind: str, account: str) -> Reason | None:
    if isinstance(action, Action):
        return desk.permissions.why_not(action, kind, account)
    return desk.permissions.why_not_sign(kind, account)
