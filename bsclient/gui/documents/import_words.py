"""Words, icons and colours for what a document of a file is to the base, and for what is known of its payee."""

from __future__ import annotations

from typing import Final

from bsclient.gui.tr import N_, tr
from bsclient.services.imports.taking import Mark, PayeeMark

_MARKS: Final = {
    Mark.NEW: (N_("new"), "new", "done"),
    Mark.DUPLICATE: (N_("already there"), "copy", "partly"),
    Mark.NUMBER_TAKEN: (N_("number taken"), "warning", "partly"),
    Mark.FOREIGN: (N_("not our account"), "error", "rejected"),
    Mark.UNREADABLE: (N_("unreadable"), "error", "rejected"),
}
_MEANINGS: Final = {
    Mark.NEW: N_("It will be taken."),
    Mark.DUPLICATE: N_("The same payment is there already; it is left out unless you insist."),
    Mark.NUMBER_TAKEN: N_("It will be taken, but another document of the year has this number."),
    Mark.FOREIGN: N_("The payer's account is not one of yours; it cannot be signed here."),
    Mark.UNREADABLE: N_("It cannot be taken: it is no payment order, or its amount cannot be read."),
}
_PAYEES: Final = {
    PayeeMark.KNOWN: (N_("known"), "ok", "done"),
    PayeeMark.NEW: (N_("new"), "unknown", "partly"),
    PayeeMark.CHANGED: (N_("CHANGED"), "warning", "rejected"),
}


def mark(value: Mark) -> str:
    """Return the word for a mark."""
    return tr(_MARKS[value][0])


def mark_icon(value: Mark) -> str:
    """Return the icon of a mark."""
    return _MARKS[value][1]


def mark_colour(value: Mark) -> str:
    """Return the colour of a mark."""
    return _MARKS[value][2]


def meaning(value: Mark) -> str:
    """Return what follows from a mark."""
    return tr(_MEANINGS[value])


def payee(value: PayeeMark) -> str:
    """Return the word for what is known of a payee."""
    return tr(_PAYEES[value][0])


def payee_icon(value: PayeeMark) -> str:
    """Return its icon."""
    return _PAYEES[value][1]


def payee_colour(value: PayeeMark) -> str:
    """Return its colour."""
    return _PAYEES[value][2]
