"""What can be done with documents of the journal. Which states allow it follows from the table of states.

An act is open when at least one of the chosen documents allows it, and is then done to those that do; a closed one
says why in its tool tip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from bsclient.domain import states
from bsclient.domain.codes import PAYMENT_ORDER
from bsclient.domain.states import Event, State
from bsclient.gui import keys, words
from bsclient.gui.documents import evidence
from bsclient.gui.documents.journal_kinds import takes, title
from bsclient.gui.documents.journal_tabs import SIGN, UNSIGN, where
from bsclient.gui.documents.status_words import FROM, HELD, OFFERED
from bsclient.gui.tips import tip
from bsclient.gui.tr import N_, tr

_ALL: Final = frozenset(State)


@dataclass(frozen=True, slots=True)
class Act:
    """One act: where it is allowed, whether it takes exactly one document or none. `journal_kinds.takes` knows types.

    `codes`: only with one of these codes of the status; `without`: with none of these; `reason` says so.
    """

    id: str
    text: str
    icon: str
    key: str = ""
    allowed: frozenset[State] = _ALL
    single: bool = False
    free: bool = False
    codes: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    reason: str = ""


_AT_BANK: Final = frozenset(state for state in State if states.may_recall(state))
_FAILED: Final = frozenset(states.FAILED) | {State.RECALLED}

ACTS: Final = (
    Act("new", N_("New"), "new", "new", free=True),
    Act("template", N_("From a template…"), "template", free=True),
    Act("import", N_("Import"), "import", "import", free=True),
    Act("open", N_("Open"), "folder", single=True),
    Act("copy", N_("Copy"), "copy", "duplicate", single=True),
    Act("correct", N_("Copy with correction"), "edit", allowed=_FAILED, single=True),
    Act("sign", N_("Sign"), "sign", "sign", allowed=where(*SIGN)),
    Act("unsign", N_("Take my signature off"), "stop", allowed=where(*UNSIGN)),
    Act(
        "offer",
        N_("Give to colleagues for signing"),
        "user",
        "offer",
        allowed=where(Event.OFFER),
        without=frozenset({FROM, OFFERED}),
        reason=N_("It is with colleagues, or came from one"),
    ),
    Act(
        "take_back",
        N_("Take back from signing…"),
        "restore",
        allowed=where(Event.OFFER),
        codes=frozenset({OFFERED}),
        reason=N_("It is not with colleagues"),
    ),
    Act(
        "refuse",
        N_("Refuse to sign…"),
        "rejected",
        allowed=where(Event.OFFER),
        codes=frozenset({FROM}),
        reason=N_("It did not come from a colleague"),
    ),
    Act("send", N_("Send"), "send", "send", allowed=where(Event.QUEUE)),
    Act("queue", N_("Only put into the queue"), "queued", allowed=where(Event.QUEUE)),
    Act("unqueue", N_("Take out of the queue"), "restore", allowed=where(Event.UNQUEUE)),
    Act(
        "confirm",
        N_("Confirm the payment…"),
        "ok",
        allowed=frozenset({State.SUSPENDED}),
        single=True,
        codes=HELD,
        reason=N_("The bank does not wait for a confirmation"),
    ),
    Act("recall", N_("Recall request…"), "recalled", allowed=_AT_BANK, single=True),
    Act("history", N_("Why? History"), "history", "history", single=True),
    Act("bulk", N_("Change in all of them…"), "edit", allowed=frozenset(states.EDITABLE)),
    Act("repeat", N_("Repeat by a calendar…"), "calendar", single=True),
    Act("delete", N_("Delete"), "delete", "delete", allowed=where(Event.DELETE)),
    Act("restore", N_("Restore"), "restore", allowed=where(Event.RESTORE)),
    Act("print", N_("Print"), "print", "print"),
    Act("pdf", N_("Save as PDF…"), "save"),
    Act("write", N_("Write to a file…"), "export"),
    Act(evidence.ACTION, evidence.TEXT, "audit", allowed=_ALL - evidence.UNSIGNED, single=True),
    Act("export", N_("Export the list…"), "export", "export", free=True),
    Act("refresh", N_("Refresh"), "refresh", "refresh", free=True),
)
BY_ID: Final = {act.id: act for act in ACTS}

TOOLBAR: Final = (
    "new", "import", "", "sign", "send", "", "copy", "recall", "history", "", "print", "delete",
    "restore",
)  # fmt: skip
_QUIET: Final = frozenset({"print", "delete", "restore"})
"""Acts whose icon says enough: the toolbar shows no words for them."""
MENU: Final = (
    "open", "history", "", "sign", "offer", "take_back", "refuse", "unsign", "send", "queue", "unqueue", "", "copy", "correct", "bulk", "repeat",
    "confirm", "recall", "", "print", "pdf", "write", "export", "evidence", "",
    "delete", "restore",
)  # fmt: skip
MORE: Final = (
    "open",
    "template",
    "correct",
    "bulk",
    "repeat",
    "offer",
    "take_back",
    "refuse",
    "unsign",
    "queue",
    "unqueue",
    "confirm",
    "pdf",
    "write",
    "export",
    "evidence",
    "refresh",
)
"""Acts with no button of their own; they stand in the menu of the page."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is selected: how many documents, in which states, of which types; `listed` are the types of the list.

    `codes` are the codes of their last statuses, None when they are too many to know; `denied` are the acts that the user
    has no right to, with the reason.
    """

    count: int = 0
    states: frozenset[State] = frozenset()
    types: frozenset[str] = frozenset()
    listed: tuple[str, ...] = (PAYMENT_ORDER,)
    codes: frozenset[str] | None = None
    denied: Mapping[str, str] = field(default_factory=dict)


def why_not(act: Act, chosen: Chosen) -> str:
    """Say why an act is closed for what is chosen; "" when it is open."""
    if not any(takes(act.id, code) for code in chosen.types or chosen.listed):
        return tr("Documents of this type do not need this")
    if act.id in chosen.denied:
        return chosen.denied[act.id]
    if act.free:
        return ""
    if not chosen.count:
        return tr("Choose a document in the list first")
    if act.single and chosen.count > 1:
        return tr("Choose only one document")
    if chosen.states & act.allowed:
        return "" if _fits(act, chosen.codes) else tr(act.reason)
    return tr("Possible only in the states: {states}").format(states=_names(act.allowed))


def _fits(act: Act, codes: frozenset[str] | None) -> bool:
    """Whether the codes of the statuses let an act be done to at least one document."""
    if codes is None:
        return True
    return not (act.codes and not codes & act.codes) and not (act.without and codes and codes <= act.without)


def _names(allowed: Iterable[State]) -> str:
    return ", ".join(words.state(state) for state in State if state in allowed)


class JournalActions(QObject):
    """The actions of the journal, made once; `update` opens and closes them."""

    def __init__(self, parent: QObject, does: Mapping[str, Callable[[], object]]) -> None:
        super().__init__(parent)
        self.by_id: dict[str, QAction] = {}
        for act in ACTS:
            made = keys.action(tr(act.text), act.icon, does[act.id], parent, act.key)
            if act.id == evidence.ACTION:
                made.setObjectName(evidence.ACTION)
            if act.id in _QUIET:
                made.setPriority(QAction.Priority.LowPriority)
            self.by_id[act.id] = made
        self.update_for(Chosen())

    def offer_new(
        self,
        parent: QWidget,
        codes: Callable[[], Iterable[str]],
        begin: Callable[[str], object],
        taxes: Callable[[], object],
    ) -> None:
        """Let the act "New" also offer the types of a section; they are read when its menu is first opened.

        After payment orders stands the payment to the budget by its questions.
        """
        menu = QMenu(parent)

        def fill() -> None:
            for code in [] if menu.actions() else codes():
                menu.addAction(title(code)).triggered.connect(lambda _on=False, code=code: begin(code))
                if code == PAYMENT_ORDER:
                    menu.addAction(tr("Payment to the budget…")).triggered.connect(lambda _on=False: taxes())

        menu.aboutToShow.connect(fill)
        self.by_id["new"].setMenu(menu)

    def update_for(self, chosen: Chosen) -> None:
        """Open what is possible with the chosen documents, close the rest and say why."""
        for act in ACTS:
            action, reason = self.by_id[act.id], why_not(act, chosen)
            action.setEnabled(not reason)
            hint = f"{tr(act.text)} ({keys.shown(act.key)})" if act.key else tr(act.text)
            action.setToolTip(tip(f"{hint}\n{reason}" if reason else hint))
            action.setVisible(any(takes(act.id, code) for code in chosen.listed))
        self._swap_bin(chosen)

    def listed(self, names: Iterable[str]) -> list[QAction | None]:
        """Return actions by their ids, None for a separator."""
        return [self.by_id[name] if name else None for name in names]

    def _swap_bin(self, chosen: Chosen) -> None:
        """Delete and Restore never make sense together: one of them is shown."""
        deleted = bool(chosen.states) and chosen.states <= BY_ID["restore"].allowed
        self.by_id["delete"].setVisible(not deleted)
        self.by_id["restore"].setVisible(deleted)
